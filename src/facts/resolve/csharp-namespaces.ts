import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { PACKAGE } from '../package-names.ts';

/** More files that declare one name are not compared. */
const MOST_HOMES = 200;

function namespaceOf({ constants }: FileFacts): string {
  const [name] = constants?.[PACKAGE] ?? [];
  return typeof name === 'string' ? name : '';
}

function sharedDirectories(a: string, b: string): number {
  const [one, two] = [a.split('/'), b.split('/')];
  let at = 0;
  while (at < one.length - 1 && one[at] === two[at]) at += 1;
  return at;
}

/**
 * Which file says what a name of C# stands for. Usings may stand in any file of a project, so a name is sought in the whole
 * tree; where several have it, the namespaces that the file sees come first, then what is near it.
 */
export class CSharpNamespaces {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #homes: ReadonlyMap<Ref, readonly string[]>;
  readonly #found = new Map<string, string | undefined>();

  /** @param declared the names that a file declares */
  constructor(files: ReadonlyMap<string, FileFacts>, declared: (path: string) => Iterable<Ref>) {
    this.#files = files;
    const homes = new Map<Ref, string[]>();
    for (const [path, { language }] of files) {
      if (language !== 'csharp') continue;
      for (const name of declared(path)) {
        if (name.includes('~')) continue;
        const known = homes.get(name);
        if (known === undefined) homes.set(name, [path]);
        else if (known.length < MOST_HOMES) known.push(path);
      }
    }
    this.#homes = homes;
  }

  /** The file that says what a reference, or else a beginning of it, stands for. */
  home(path: string, beginnings: Iterable<Ref>, ref: Ref): string | undefined {
    const key = `${path}\0${ref}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#home(path, beginnings));
    return this.#found.get(key);
  }

  #home(path: string, beginnings: Iterable<Ref>): string | undefined {
    for (const beginning of beginnings) {
      const homes = this.#homes.get(beginning);
      if (homes === undefined) continue;
      if (homes.length === 1 || homes.includes(path)) return homes.includes(path) ? path : homes[0];
      return this.#nearest(path, homes);
    }
    return undefined;
  }

  #nearest(path: string, homes: readonly string[]): string | undefined {
    const file = this.#files.get(path);
    const own = file === undefined ? '' : namespaceOf(file);
    const used = new Set((file?.imports ?? []).flatMap(({ as, from }) => (as === '*' ? [from] : [])));
    const rank = (home: string): number => {
      const facts = this.#files.get(home);
      const namespace = facts === undefined ? '' : namespaceOf(facts);
      if (namespace === own) return 1000;
      if (used.has(namespace)) return 500;
      return own.startsWith(`${namespace}.`) ? 100 + namespace.length : 0;
    };
    let best: { readonly home: string; readonly rank: number; readonly near: number } | undefined;
    for (const home of homes) {
      const one = { home, rank: rank(home), near: sharedDirectories(path, home) };
      if (best === undefined || one.rank > best.rank || (one.rank === best.rank && one.near > best.near))
        best = one;
    }
    return best?.home;
  }
}
