import type { Export, FileFacts, Import, Ref } from '../file-facts.ts';
import { baseOf } from '../findings.ts';
import type { Language } from '../language.ts';
import { moduleStems, stemsOf } from './module-stems.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** How a file names modules that it uses, passes on, or imports for what was found in it. */
interface Referring {
  readonly path: string;
  readonly from: string;
  readonly uses?: readonly string[];
  readonly exports?: Export;
  readonly imports?: Import;
}

/** Languages whose sources say what of them is used. */
const TELLING: ReadonlySet<Language> = new Set<Language>(['javascript', 'typescript', 'tsx']);
/** The manifests that begin a package of those. */
const MANIFEST: Language = 'npm';
/** What a module is as a whole, in modules of both kinds. */
const WHOLE: ReadonlySet<string> = new Set(['default', '=', '*']);

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/**
 * Tells whether anything may serve a router that nothing is seen to mount: what is neither handed on, kept nor exported to
 * anybody who does so is not served. Where a package has no app at all, its routers are for others.
 */
export class References {
  readonly #files: Files;
  readonly #names: TreeNames;
  readonly #answers = new Map<string, boolean>();
  readonly #leads = new Map<string, ReadonlyMap<Ref, readonly Ref[]>>();
  #referring: ReadonlyMap<string, readonly Referring[]> | undefined;
  #packages: ReadonlyMap<string, boolean> | undefined;
  #loaded: readonly string[] | undefined;

  constructor(files: Files, names: TreeNames) {
    this.#files = files;
    this.#names = names;
  }

  /** Tells whether a name of a file may lead somewhere that serves it. */
  mayServe(path: string, ref: Ref): boolean {
    const file = this.#files.get(path);
    if (file === undefined || !TELLING.has(file.language)) return true;
    const base = baseOf(ref);
    const key = `${path}\0${base}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = !this.#hasApp(path) || this.#isLoaded(path) || this.#isUsed(path, base, new Set());
    this.#answers.set(key, answer);
    return answer;
  }

  #isUsed(path: string, base: Ref, seen: Set<string>): boolean {
    const key = `${path}\0${base}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const file = this.#files.get(path);
    if (file === undefined) return false;
    const leaders = this.#leadersOf(path, file, base);
    if (file.uses?.own?.some((ref) => leaders.has(ref))) return true;
    const exported = (file.exports ?? []).filter(
      ({ of, from }) => from === undefined && leaders.has(baseOf(of)),
    );
    return exported.length > 0 && this.#isTaken(path, new Set(exported.map(({ name }) => name)), seen);
  }

  /** Tells whether what a file exports under some names is used elsewhere. */
  #isTaken(path: string, names: ReadonlySet<string>, seen: Set<string>): boolean {
    const whole = [...names].some((name) => WHOLE.has(name));
    const takes = (name: string): boolean => names.has(name) || name === '*' || (WHOLE.has(name) && whole);
    this.#referring ??= this.#index();
    const found = new Set(stemsOf(path).flatMap((stem) => this.#referring?.get(stem) ?? []));
    for (const { path: other, from, uses, exports: passed, imports } of found) {
      if (other === path || this.#names.module(other, from) !== path) continue;
      if (uses?.some(takes)) return true;
      if (imports !== undefined && takes(imports.name) && this.#isUsed(other, imports.as, seen)) return true;
      if (passed === undefined || !(passed.of === '*' || takes(passed.of))) continue;
      const key = `${other}\0>${passed.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (this.#isTaken(other, passed.name === '*' ? names : new Set([passed.name]), seen)) return true;
    }
    return false;
  }

  /** The names of a file that lead to one of them, that one included. */
  #leadersOf(path: string, file: FileFacts, base: Ref): Set<Ref> {
    const back = this.#leads.get(path) ?? leadsOf(file);
    this.#leads.set(path, back);
    const found = new Set([base]);
    for (const ref of found) for (const from of back.get(ref) ?? []) found.add(from);
    return found;
  }

  /** All that names modules, by the last part of how they are named. */
  #index(): ReadonlyMap<string, readonly Referring[]> {
    const index = new Map<string, Referring[]>();
    const add = (referring: Referring): void => {
      for (const stem of moduleStems(referring.from)) {
        const known = index.get(stem);
        if (known === undefined) index.set(stem, [referring]);
        else known.push(referring);
      }
    };
    for (const [path, { language, uses, exports = [], imports = [] }] of this.#files) {
      if (!TELLING.has(language)) continue;
      for (const [from, names] of Object.entries(uses?.modules ?? {})) add({ path, from, uses: names });
      for (const one of exports) if (one.from !== undefined) add({ path, from: one.from, exports: one });
      for (const one of imports) add({ path, from: one.from, imports: one });
    }
    return index;
  }

  /** Tells whether the package of a file has something that serves by itself. */
  #hasApp(path: string): boolean {
    this.#packages ??= this.#findApps();
    return this.#packages.get(this.#packageOf(path)) === true;
  }

  #findApps(): Map<string, boolean> {
    const packages = new Map([['', false]]);
    for (const [path, { language }] of this.#files)
      if (language === MANIFEST) packages.set(directoryOf(path), false);
    this.#packages = packages;
    for (const [path, { language, routers = [] }] of this.#files)
      if (TELLING.has(language) && routers.some(({ root, pack }) => root === true && pack !== 'next'))
        packages.set(this.#packageOf(path), true);
    return packages;
  }

  #packageOf(path: string): string {
    let directory = directoryOf(path);
    while (directory !== '' && this.#packages?.has(directory) !== true) directory = directoryOf(directory);
    return directory;
  }

  /** Tells whether a file stands where modules of any name are loaded from. */
  #isLoaded(path: string): boolean {
    this.#loaded ??= [...this.#files].flatMap(([from, { uses }]) =>
      (uses?.loads ?? []).map((directory) => (directory === '*' ? '' : join(directoryOf(from), directory))),
    );
    return this.#loaded.some((directory) => directory === '' || path.startsWith(`${directory}/`));
  }
}

/** Joins a directory and what is said relative to it; the root where that leaves the tree. */
function join(directory: string, relative: string): string {
  const kept = directory.split('/').filter((segment) => segment !== '');
  for (const segment of relative.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return kept.join('/');
}

/** Where a name of a file is led to from, within the file. */
function leadsOf({ aliases = {}, uses }: FileFacts): Map<Ref, Ref[]> {
  const back = new Map<Ref, Ref[]>();
  const lead = (from: Ref, to: Ref): void => {
    const known = back.get(baseOf(to));
    if (known === undefined) back.set(baseOf(to), [baseOf(from)]);
    else known.push(baseOf(from));
  };
  for (const [from, to] of Object.entries(aliases)) lead(from, to);
  for (const [from, all] of Object.entries(uses?.given ?? {})) for (const to of all) lead(from, to);
  return back;
}
