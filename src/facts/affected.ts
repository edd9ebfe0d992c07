import type { FileFacts } from './file-facts.ts';
import type { Language } from './language.ts';
import type { Outline } from './outline.ts';
import { isPlaced, placesOf } from './places.ts';
import { ModuleConfigs, moduleConfigs } from './resolve/module-configs.ts';
import { modulePath } from './resolve/module-path.ts';
import { stemsOf } from './resolve/module-stems.ts';
import type { TreePaths } from './resolve/python-module.ts';

/** A file of a tree, whose facts are read when they are wanted. */
export interface TreeFile {
  readonly language: Language;
  /** The same where the facts are the same. */
  readonly key: string;
  outline(): Outline;
  facts(): FileFacts;
}

export type Tree = ReadonlyMap<string, TreeFile>;

/** Only of these it is known how far a change reaches; of all others whole trees are compared. */
const FOLLOWED: ReadonlySet<Language> = new Set<Language>(['javascript', 'typescript', 'tsx']);
/** What a file is taken to say whose facts make no difference: that it is there. */
const SILENT: ReadonlyMap<Language, FileFacts> = new Map(
  [...FOLLOWED].map((language) => [language, { language }]),
);

function pathsOf(tree: Tree): TreePaths {
  return { has: (path) => tree.has(path), only: () => undefined };
}

/** What files are called that register routes, or pass on what a file so called exports. */
function routedStems(trees: readonly Tree[], configs: ModuleConfigs): ReadonlySet<string> {
  const stems = new Set<string>();
  const passing = new Map<string, string[]>();
  for (const tree of trees)
    for (const [path, file] of tree) {
      if (!FOLLOWED.has(file.language)) continue;
      const { routed, passes } = file.outline();
      if (routed) for (const stem of stemsOf(path)) stems.add(stem);
      for (const stem of passes.flatMap((from) => configs.stemsOf(from))) {
        const known = passing.get(stem);
        if (known === undefined) passing.set(stem, [path]);
        else known.push(path);
      }
    }
  // What is added to a set while it is walked over is walked over too.
  for (const stem of stems) {
    for (const path of passing.get(stem) ?? []) for (const own of stemsOf(path)) stems.add(own);
    passing.delete(stem);
  }
  return stems;
}

/** How the files of two trees that are the same in both lean on others. */
class Leanings {
  readonly #before: Tree;
  readonly #after: Tree;
  readonly #different: ReadonlySet<string>;
  readonly #configs: ModuleConfigs;
  /** Whether a file is there in one tree only, so that a module's name may lead elsewhere. */
  readonly #moved: boolean;
  /** What the files are called that register routes, or pass on what those export. */
  readonly #routed: ReadonlySet<string>;

  constructor(before: Tree, after: Tree, different: ReadonlySet<string>, configs: ModuleConfigs) {
    this.#before = before;
    this.#after = after;
    this.#different = different;
    this.#configs = configs;
    this.#moved = [...different].some((path) => before.has(path) !== after.has(path));
    this.#routed = routedStems([before, after], configs);
  }

  /** Modules of which a file uses something, and that may lead to a router. */
  #referred(file: TreeFile): string[] {
    if (this.#routed.size === 0 || !FOLLOWED.has(file.language)) return [];
    const { uses } = file.outline();
    return uses.filter((from) => this.#configs.stemsOf(from).some((stem) => this.#routed.has(stem)));
  }

  /** Tells whether a router may be served because of a file that uses it. */
  refers(file: TreeFile): boolean {
    return this.#referred(file).length > 0;
  }

  /** Tells whether a file passes on what may be a router. */
  passesRouters(path: string, file: TreeFile): boolean {
    if (!FOLLOWED.has(file.language) || file.outline().passes.length === 0) return false;
    return stemsOf(path).some((stem) => this.#routed.has(stem));
  }

  /** The files that a module's name leads to in either tree. */
  #targets(path: string, specifier: string): (string | undefined)[] {
    const file = this.#after.get(path) ?? this.#before.get(path);
    if (file === undefined) return [];
    const targetIn = (tree: Tree): string | undefined =>
      modulePath(file.language, path, specifier, pathsOf(tree), this.#configs);
    return this.#moved ? [targetIn(this.#after), targetIn(this.#before)] : [targetIn(this.#after)];
  }

  /** All that files lean on, they themselves included. */
  behind(paths: Iterable<string>): Set<string> {
    const found = new Set(paths);
    const first = new Set(found);
    for (const path of found) {
      for (const tree of [this.#before, this.#after]) {
        const file = tree.get(path);
        if (file === undefined || !FOLLOWED.has(file.language)) continue;
        const { passes, leans } = file.outline();
        for (const specifier of first.has(path) ? [...passes, ...leans] : passes)
          for (const target of this.#targets(path, specifier)) if (target !== undefined) found.add(target);
      }
    }
    return found;
  }

  /** The files whose exports may differ: those that differ, and those that pass on what others export. */
  passing(): Set<string> {
    const importers = new Map<string, string[]>();
    const found = new Set(this.#different);
    for (const [path, file] of this.#after) {
      if (this.#different.has(path) || !FOLLOWED.has(file.language)) continue;
      for (const specifier of file.outline().passes) {
        const targets = this.#targets(path, specifier);
        if (new Set(targets).size > 1) found.add(path);
        for (const target of targets) {
          if (target === undefined) continue;
          const known = importers.get(target);
          if (known === undefined) importers.set(target, [path]);
          else known.push(path);
        }
      }
    }
    for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer);
    return found;
  }

  /** Tells whether something global may differ, given the files whose exports may. */
  reachesGlobals(passing: ReadonlySet<string>): boolean {
    for (const path of this.#different)
      for (const file of [this.#before.get(path), this.#after.get(path)])
        if (file?.outline().global || (file !== undefined && this.refers(file))) return true;
    for (const [path, file] of this.#after) {
      if (!FOLLOWED.has(file.language)) continue;
      const { global, leans } = file.outline();
      for (const specifier of [...(global ? leans : []), ...this.#referred(file)]) {
        const targets = this.#targets(path, specifier);
        if (new Set(targets).size > 1) return true;
        if (targets.some((target) => target !== undefined && passing.has(target))) return true;
      }
    }
    return false;
  }
}

/** The files that a tree has of those wanted, and that those are there which their modules' names lead to. In its order. */
function part(
  tree: Tree,
  wanted: ReadonlySet<string>,
  others: boolean,
  configs: ModuleConfigs,
): ReadonlyMap<string, FileFacts> {
  const paths = pathsOf(tree);
  const named = new Set<string>();
  for (const path of wanted) {
    const file = tree.get(path);
    if (file === undefined) continue;
    const { imports = [], exports = [], uses } = file.facts();
    const used = Object.keys(uses?.modules ?? {}).map((from) => ({ from }));
    for (const { from } of [...imports, ...exports, ...used]) {
      const target = from === undefined ? undefined : modulePath(file.language, path, from, paths, configs);
      if (target !== undefined) named.add(target);
    }
  }
  const files = new Map<string, FileFacts>();
  for (const [path, file] of tree) {
    const silent = SILENT.get(file.language);
    if (wanted.has(path) || (silent === undefined && others)) files.set(path, file.facts());
    else if (silent !== undefined && named.has(path)) files.set(path, silent);
  }
  return files;
}

/**
 * Picks out of two trees the files whose facts may make them differ: those that differ, what leans on them, and what
 * that leans on. Resolved and compared, they give the same changes as the whole trees.
 */
export function affectedParts(
  before: Tree,
  after: Tree,
): { readonly before: ReadonlyMap<string, FileFacts>; readonly after: ReadonlyMap<string, FileFacts> } {
  const different = new Set<string>();
  for (const [path, { key }] of after) if (before.get(path)?.key !== key) different.add(path);
  for (const path of before.keys()) if (!after.has(path)) different.add(path);

  const [placed, places] = [placesOf(before), placesOf(after)];
  // What files are by where they stand cannot be told from those that differ.
  if (placed.loads || places.loads || placed.said !== places.said)
    return { before: whole(before), after: whole(after) };
  const [named, names] = [moduleConfigs(before, factsOf), moduleConfigs(after, factsOf)];
  // What modules' names lead to may have changed anywhere.
  if (JSON.stringify([...named].sort()) !== JSON.stringify([...names].sort()))
    return { before: whole(before), after: whole(after) };
  const configs = new ModuleConfigs(names);
  const leanings = new Leanings(before, after, different, configs);
  const isGlobal = (path: string, file: TreeFile): boolean =>
    file.outline().global ||
    isPlaced(places, path) ||
    leanings.refers(file) ||
    leanings.passesRouters(path, file);
  const passing = leanings.passing();
  const globals = leanings.reachesGlobals(passing) || [...different].some((path) => isPlaced(places, path));
  const wanted = new Set([...passing, ...places.by, ...names.keys()]);
  let others = false;
  for (const path of different)
    for (const tree of [before, after]) {
      const file = tree.get(path);
      if (file !== undefined && !FOLLOWED.has(file.language)) others = true;
    }
  if (globals || others) {
    // Names of endpoints and tables are those of the whole tree: one may live on anywhere.
    const all = globals || [...before, ...after].some(([, file]) => isGlobalElsewhere(file));
    for (const tree of all ? [before, after] : [])
      for (const [path, file] of tree) {
        if (isGlobal(path, file)) wanted.add(path);
        if (!FOLLOWED.has(file.language)) others = true;
      }
  }
  const needed = leanings.behind(wanted);
  return { before: part(before, needed, others, configs), after: part(after, needed, others, configs) };
}

function factsOf(file: TreeFile): FileFacts {
  return file.facts();
}

function whole(tree: Tree): ReadonlyMap<string, FileFacts> {
  return new Map([...tree].map(([path, file]) => [path, file.facts()]));
}

function isGlobalElsewhere(file: TreeFile): boolean {
  return !FOLLOWED.has(file.language) && file.outline().global;
}
