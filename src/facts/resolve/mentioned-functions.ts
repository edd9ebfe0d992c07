import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** What the functions of a tree mention. */
interface Mentions {
  readonly places: ReadonlySet<string>;
  /** Of what leads nowhere, the last names. */
  readonly names: ReadonlySet<string>;
}

function lastName(ref: Ref): string {
  return ref.slice(ref.lastIndexOf('.') + 1);
}

/** The function that gives a router, or is given one. */
function nameOf(ref: Ref): Ref {
  return ref.replace(/(\(\)|@\d+)+$/, '');
}

/** The functions that make a router: the one it is called by, or those that give out what they hold in a variable. */
function makersOf({ aliases = {} }: FileFacts, ref: Ref): Ref[] {
  const made = ref.includes('~')
    ? Object.keys(aliases).filter((name) => aliases[name] === ref && name.endsWith('()'))
    : [ref];
  return made.map(nameOf);
}

/**
 * Tells which functions of Rust that make routers, or answer requests, no other function ever mentions: nothing comes of them
 * in a tree that has a program.
 */
export class MentionedFunctions {
  readonly #files: Files;
  readonly #names: TreeNames;
  #mentions: Mentions | undefined;
  #hasProgram: boolean | undefined;

  constructor(files: Files, names: TreeNames) {
    this.#files = files;
    this.#names = names;
  }

  /** Tells whether a router comes from functions that nothing mentions. */
  isUnused(path: string, ref: Ref): boolean {
    const file = this.#files.get(path);
    const makers = file === undefined ? [] : makersOf(file, ref);
    if (makers.length === 0) return false;
    this.#hasProgram ??= this.#findProgram();
    return this.#hasProgram && makers.every((name) => !this.#isMentioned(path, name));
  }

  #isMentioned(path: string, name: Ref): boolean {
    // Nobody sees whose method is called.
    if (/(^|\.)\p{Lu}[^.]*\.[^.]+$/u.test(name)) return true;
    this.#mentions ??= this.#index();
    return this.#mentions.places.has(`${path}\0${name}`) || this.#mentions.names.has(lastName(name));
  }

  #index(): Mentions {
    const places = new Set<string>();
    const names = new Set<string>();
    for (const [path, { language, uses, mounts = [] }] of this.#files) {
      if (language !== 'rust') continue;
      for (const ref of uses?.own ?? []) {
        const place = this.#names.definitionPlace(path, ref);
        if (place === undefined) names.add(lastName(ref));
        else places.add(`${place.path}\0${place.ref}`);
      }
      for (const { child } of mounts) {
        const name = nameOf(child);
        if (!name.includes('~') && this.#names.definitionPlace(path, name) === undefined)
          names.add(lastName(name));
      }
    }
    return { places, names };
  }

  #findProgram(): boolean {
    for (const [path, { language, definitions = [] }] of this.#files)
      if (language === 'rust' && /(^|\/)(main\.rs|src\/bin\/.+\.rs)$/.test(path))
        if (definitions.some(({ name }) => name === 'main')) return true;
    return false;
  }
}
