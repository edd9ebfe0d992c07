import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { PACKAGE } from '../package-names.ts';
import { directoryOf } from './paths.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** Where a function is mentioned, and how. */
interface Mention {
  readonly path: string;
  readonly within: Ref;
  readonly ref: Ref;
}

/** A function by the directory of its package. */
interface CalledFunction {
  readonly directory: string;
  readonly name: Ref;
}

/** A function on the way to what calls another one, and what it calls on that way. */
interface Caller extends CalledFunction {
  readonly calls?: Caller;
}

/** Programs that show how to use a package: others use it, too. */
const EXAMPLES = /(^|\/)_?(examples?|demos?|samples?|tutorials?)\//;
/** Methods by which the standard library calls what it is handed. */
const CALLED_BY_OTHERS = /\.(ServeHTTP|init)$/;

function lastName(ref: Ref): string {
  return ref.slice(ref.lastIndexOf('.') + 1);
}

function isExported(name: Ref): boolean {
  return /^\p{Lu}/u.test(lastName(name));
}

/**
 * Tells which functions of Go may ever run: `main`, `init`, what stands outside of functions, and what those mention, be it
 * to call it or to hand it on. Where a module has no program of its own, others call what it exports.
 */
export class CalledFunctions {
  readonly #files: Files;
  readonly #names: TreeNames;
  readonly #answers = new Map<string, boolean>();
  #mentions: ReadonlyMap<string, readonly Mention[]> | undefined;
  #programs: ReadonlyMap<string, boolean> | undefined;

  constructor(files: Files, names: TreeNames) {
    this.#files = files;
    this.#names = names;
  }

  /** Tells whether a function or a variable of a file's package may be reached. */
  isCalled(path: string, name: Ref): boolean {
    const first: CalledFunction = { directory: directoryOf(path), name };
    const callers = new Map<string, Caller>([[keyOf(first), first]]);
    for (const [key, caller] of callers) {
      if (this.#answers.get(key) ?? this.#isFirst(caller)) {
        for (let one: Caller | undefined = caller; one !== undefined; one = one.calls)
          this.#answers.set(keyOf(one), true);
        return true;
      }
      if (this.#answers.has(key)) continue;
      for (const mention of this.#mentionsOf(caller)) {
        const next = { directory: directoryOf(mention.path), name: mention.within, calls: caller };
        if (!callers.has(keyOf(next))) callers.set(keyOf(next), next);
      }
    }
    for (const key of callers.keys()) this.#answers.set(key, false);
    return false;
  }

  /** What runs whether or not the tree mentions it. */
  #isFirst({ directory, name }: CalledFunction): boolean {
    if (name === '' || name === 'main' || name === 'init' || CALLED_BY_OTHERS.test(name)) return true;
    return isExported(name) && !this.#hasProgram(directory);
  }

  *#mentionsOf(sought: CalledFunction): Generator<Mention> {
    this.#mentions ??= this.#index();
    for (const mention of this.#mentions.get(lastName(sought.name)) ?? [])
      if (this.#isMeant(mention, sought)) yield mention;
  }

  #isMeant({ path, ref, within }: Mention, { directory, name }: CalledFunction): boolean {
    const here = directoryOf(path) === directory;
    if (here && within === name) return false;
    if (!name.includes('.') && !ref.includes('.')) return here;
    const place = ref.startsWith('.') ? undefined : this.#names.definitionPlace(path, ref);
    if (place !== undefined) return directoryOf(place.path) === directory && place.ref === name;
    // A method of what is not known, or of an interface: any that is called so.
    return name.includes('.') && ref.includes('.');
  }

  /** All mentions, by the last of their names. */
  #index(): ReadonlyMap<string, readonly Mention[]> {
    const index = new Map<string, Mention[]>();
    for (const [path, { language, uses }] of this.#files) {
      if (language !== 'go') continue;
      for (const [within, refs] of Object.entries(uses?.calls ?? {}))
        for (const ref of refs) {
          const known = index.get(lastName(ref));
          if (known === undefined) index.set(lastName(ref), [{ path, within, ref }]);
          else known.push({ path, within, ref });
        }
    }
    return index;
  }

  /** Tells whether the module of a directory has a program. */
  #hasProgram(directory: string): boolean {
    this.#programs ??= this.#findPrograms();
    return this.#programs.get(moduleOf(directory, this.#programs)) === true;
  }

  #findPrograms(): ReadonlyMap<string, boolean> {
    const programs = new Map([['', false]]);
    for (const [path, { language }] of this.#files)
      if (language === 'gomod') programs.set(directoryOf(path), false);
    for (const [path, { language, constants, definitions = [] }] of this.#files) {
      if (language !== 'go' || constants?.[PACKAGE]?.[0] !== 'main' || EXAMPLES.test(path)) continue;
      if (definitions.some(({ name }) => name === 'main'))
        programs.set(moduleOf(directoryOf(path), programs), true);
    }
    return programs;
  }
}

function keyOf({ directory, name }: CalledFunction): string {
  return `${directory}\0${name}`;
}

function moduleOf(directory: string, modules: ReadonlyMap<string, boolean>): string {
  let module = directory;
  while (module !== '' && !modules.has(module)) module = directoryOf(module);
  return module;
}

/** Leaves out of a tree the routes and mounts of functions that never run. */
export function dropUncalled(files: Files, called: CalledFunctions): Files {
  let changed: Map<string, FileFacts> | undefined;
  for (const [path, file] of files) {
    const runs = ({ within }: { readonly within?: Ref }): boolean =>
      within === undefined || called.isCalled(path, within);
    const { routes = [], mounts = [] } = file;
    const [kept, put] = [routes.filter(runs), mounts.filter(runs)];
    if (kept.length === routes.length && put.length === mounts.length) continue;
    changed ??= new Map(files);
    changed.set(path, { ...file, routes: kept, mounts: put });
  }
  return changed ?? files;
}
