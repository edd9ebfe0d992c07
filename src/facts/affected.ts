import type { FileFacts } from './file-facts.ts';
import type { Language } from './language.ts';
import { isPlaced, placesOf, saysOfPlaces } from './places.ts';
import { ModuleConfigs, moduleConfigs, saysOfModules } from './resolve/module-configs.ts';
import { modulePath } from './resolve/module-path.ts';
import { stemsOf } from './resolve/module-stems.ts';
import type { TreePaths } from './resolve/python-module.ts';
import { FOLLOWED, type Tree, type TreeFile } from './tree.ts';

/** What a file is taken to say whose facts make no difference: that it is there. */
const SILENT: ReadonlyMap<Language, FileFacts> = new Map(
  [...FOLLOWED].map((language) => [language, { language }]),
);

type Placed = readonly [path: string, file: TreeFile];

/** A tree, and where modules' names lead in it. */
interface Side {
  readonly tree: Tree;
  readonly paths: TreePaths;
}

function sideOf(tree: Tree): Side {
  return { tree, paths: { has: (path) => tree.has(path), only: () => undefined, above: new Map() } };
}

/** What files are called that register routes, or pass on what a file so called exports. */
function routedStems(files: readonly Placed[], configs: ModuleConfigs): ReadonlySet<string> {
  const stems = new Set<string>();
  const passing = new Map<string, string[]>();
  for (const [path, file] of files) {
    const { routed, passes } = file.outline();
    if (routed) for (const stem of stemsOf(path)) stems.add(stem);
    if (passes.length === 0) continue;
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
  readonly #before: Side;
  readonly #after: Side;
  readonly #different: ReadonlySet<string>;
  readonly #configs: ModuleConfigs;
  /** Whether a file is there in one tree only, so that a module's name may lead elsewhere. */
  readonly #moved: boolean;
  /** The files of the new tree that are followed and say something of others. */
  readonly #followed: readonly Placed[];
  /** What the files are called that register routes, or pass on what those export. */
  readonly #routed: ReadonlySet<string>;
  readonly #leadsToRouters = new Map<string, boolean>();
  readonly #referredBy = new Map<TreeFile, readonly string[]>();

  constructor(before: Side, after: Side, different: ReadonlySet<string>, configs: ModuleConfigs) {
    this.#before = before;
    this.#after = after;
    this.#different = different;
    this.#configs = configs;
    this.#moved = [...different].some((path) => before.tree.has(path) !== after.tree.has(path));
    this.#followed = [...after.tree.telling()].filter(([, { language }]) => FOLLOWED.has(language));
    const old = [...different].flatMap((path): Placed[] => {
      const file = before.tree.get(path);
      return file !== undefined && FOLLOWED.has(file.language) ? [[path, file]] : [];
    });
    this.#routed = routedStems([...old, ...this.#followed], configs);
  }

  #leadsToRouter(from: string): boolean {
    const known = this.#leadsToRouters.get(from);
    if (known !== undefined) return known;
    const leads = this.#configs.stemsOf(from).some((stem) => this.#routed.has(stem));
    this.#leadsToRouters.set(from, leads);
    return leads;
  }

  /** Modules of which a file uses something, and that may lead to a router. */
  #referred(file: TreeFile): readonly string[] {
    if (this.#routed.size === 0 || !FOLLOWED.has(file.language)) return [];
    const known = this.#referredBy.get(file);
    if (known !== undefined) return known;
    const referred = file.outline().uses.filter((from) => this.#leadsToRouter(from));
    this.#referredBy.set(file, referred);
    return referred;
  }

  /** Tells whether a router may be served because of a file that uses it. */
  refers(file: TreeFile): boolean {
    return this.#referred(file).length > 0;
  }

  /** The files of a tree that say nothing but that they use what may be a router. */
  using(tree: Tree): Iterable<Placed> {
    return this.#routed.size === 0 ? [] : tree.using((from) => this.#leadsToRouter(from));
  }

  /** Tells whether a file passes on what may be a router. */
  passesRouters(path: string, file: TreeFile): boolean {
    if (!FOLLOWED.has(file.language) || file.outline().passes.length === 0) return false;
    return stemsOf(path).some((stem) => this.#routed.has(stem));
  }

  /** The files that a module's name leads to in either tree. */
  #targets(path: string, specifier: string): (string | undefined)[] {
    const file = this.#after.tree.get(path) ?? this.#before.tree.get(path);
    if (file === undefined) return [];
    const targetIn = ({ paths }: Side): string | undefined =>
      modulePath(file.language, path, specifier, paths, this.#configs);
    return this.#moved ? [targetIn(this.#after), targetIn(this.#before)] : [targetIn(this.#after)];
  }

  /** All that files lean on, they themselves included. */
  behind(paths: Iterable<string>): Set<string> {
    const found = new Set(paths);
    const first = new Set(found);
    for (const path of found) {
      for (const { tree } of [this.#before, this.#after]) {
        const file = tree.get(path);
        if (file === undefined || !FOLLOWED.has(file.language)) continue;
        const { passes, leans } = file.outline();
        for (const specifier of first.has(path) ? [...passes, ...leans] : passes)
          for (const target of this.#targets(path, specifier)) if (target !== undefined) found.add(target);
      }
    }
    return found;
  }

  /** What modules may be called that lead to one of some files; a directory's own names may lead to any. */
  #called(specifier: string, stems: ReadonlySet<string>): boolean {
    return this.#configs.stemsOf(specifier).some((stem) => stem === '' || stems.has(stem));
  }

  /** The files whose exports may differ: those that differ, and those that pass on what others export. */
  passing(): Set<string> {
    const found = new Set(this.#different);
    const passers = this.#followed.flatMap(([path, file]) => {
      const { passes } = file.outline();
      return passes.length === 0 || this.#different.has(path) ? [] : [{ path, passes }];
    });
    // Where a name leads elsewhere in the other tree, one of the two files is not in both: it is among those that differ.
    const stems = new Set<string>();
    for (let grown = true; grown; ) {
      grown = false;
      for (const path of found) for (const stem of stemsOf(path)) stems.add(stem);
      for (const { path, passes } of passers) {
        if (found.has(path)) continue;
        const leads = passes.some(
          (specifier) => this.#called(specifier, stems) && this.#leadsInto(path, specifier, found),
        );
        if (leads) found.add(path);
        grown ||= leads;
      }
    }
    return found;
  }

  #leadsInto(path: string, specifier: string, found: ReadonlySet<string>): boolean {
    return this.#targets(path, specifier).some((target) => target !== undefined && found.has(target));
  }

  /** Tells whether something global may differ, given the files whose exports may. */
  reachesGlobals(passing: ReadonlySet<string>): boolean {
    for (const path of this.#different)
      for (const file of [this.#before.tree.get(path), this.#after.tree.get(path)])
        if (file?.outline().global || (file !== undefined && this.refers(file))) return true;
    const stems = new Set([...passing].flatMap((path) => stemsOf(path)));
    const leads = (path: string, specifiers: readonly string[]): boolean =>
      specifiers.some(
        (specifier) => this.#called(specifier, stems) && this.#leadsInto(path, specifier, passing),
      );
    for (const [path, file] of this.#followed) {
      const { global, leans } = file.outline();
      if ((global && leads(path, leans)) || leads(path, this.#referred(file))) return true;
    }
    for (const [path, file] of this.using(this.#after.tree))
      if (leads(path, this.#referred(file))) return true;
    return false;
  }
}

/** The files that a tree has of those wanted, and that those are there which their modules' names lead to. In its order. */
function part(
  { tree, paths }: Side,
  wanted: ReadonlySet<string>,
  others: boolean,
  configs: ModuleConfigs,
): ReadonlyMap<string, FileFacts> {
  const named = new Set<string>();
  for (const path of wanted) {
    const file = tree.get(path);
    if (file === undefined || !FOLLOWED.has(file.language)) continue;
    const { imports = [], exports = [], uses } = file.facts();
    const used = Object.keys(uses?.modules ?? {}).map((from) => ({ from }));
    for (const { from } of [...imports, ...exports, ...used]) {
      const target = from === undefined ? undefined : modulePath(file.language, path, from, paths, configs);
      if (target !== undefined) named.add(target);
    }
  }
  const files = new Map<string, FileFacts>();
  const elsewhere = others ? [...tree.telling()].filter(([, file]) => !FOLLOWED.has(file.language)) : [];
  for (const path of tree.ordered(new Set([...wanted, ...named, ...elsewhere.map(([path]) => path)]))) {
    const file = tree.get(path);
    if (file === undefined) continue;
    const silent = SILENT.get(file.language);
    if (wanted.has(path) || (silent === undefined && others)) files.set(path, file.facts());
    else if (silent !== undefined) files.set(path, silent);
  }
  return files;
}

/** The paths of files that are not the same in both trees. */
function differing(before: Tree, after: Tree, touched: Iterable<string> | undefined): Set<string> {
  const paths = touched ?? [...before, ...after].map(([path]) => path);
  const different = new Set<string>();
  for (const path of paths) {
    const [old, now] = [before.get(path), after.get(path)];
    if (old !== now && old?.key !== now?.key) different.add(path);
  }
  return different;
}

/** The files of two trees whose facts may make them differ. */
interface AffectedParts {
  readonly before: ReadonlyMap<string, FileFacts>;
  readonly after: ReadonlyMap<string, FileFacts>;
  /** Those of them that are the same in both. */
  readonly same: ReadonlySet<string>;
}

/** What two trees have in common, but for those files that are not the same. */
function partsOf(
  before: ReadonlyMap<string, FileFacts>,
  after: ReadonlyMap<string, FileFacts>,
  different: ReadonlySet<string>,
): AffectedParts {
  return { before, after, same: new Set([...before.keys()].filter((path) => !different.has(path))) };
}

/**
 * Picks out of two trees the files whose facts may make them differ: those that differ, what leans on them, and what
 * that leans on. Resolved and compared, they give the same changes as the whole trees.
 *
 * @param touched the only paths where the trees may differ; any, where nobody knows
 */
export function affectedParts(before: Tree, after: Tree, touched?: Iterable<string>): AffectedParts {
  const different = differing(before, after, touched);
  const changed = [...different].flatMap((path) => [before.get(path), after.get(path)]);

  const placed = placesOf(before.telling());
  const places = [...different].some((path) => saysOfPlaces(path, before.get(path), after.get(path)))
    ? placesOf(after.telling())
    : placed;
  // What files are by where they stand cannot be told from those that differ.
  if (placed.loads || places.loads || placed.said !== places.said)
    return partsOf(whole(before), whole(after), different);
  const named = moduleConfigs(before.telling(), factsOf);
  const renamed = changed.some((file) => file !== undefined && saysOfModules(file.language));
  const names = renamed ? moduleConfigs(after.telling(), factsOf) : named;
  // What modules' names lead to may have changed anywhere.
  if (named !== names && JSON.stringify([...named].sort()) !== JSON.stringify([...names].sort()))
    return partsOf(whole(before), whole(after), different);
  const configs = new ModuleConfigs(names);
  const sides = [sideOf(before), sideOf(after)] as const;
  const leanings = new Leanings(...sides, different, configs);
  const isGlobal = (path: string, file: TreeFile): boolean =>
    file.outline().global ||
    isPlaced(places, path) ||
    leanings.refers(file) ||
    leanings.passesRouters(path, file);
  const passing = leanings.passing();
  const globals = leanings.reachesGlobals(passing) || [...different].some((path) => isPlaced(places, path));
  const wanted = new Set([...passing, ...places.by, ...names.keys()]);
  let others = changed.some((file) => file !== undefined && !FOLLOWED.has(file.language));
  if (globals || others) {
    // Names of endpoints and tables are those of the whole tree: one may live on anywhere.
    const all =
      globals || [...before.telling(), ...after.telling()].some(([, file]) => isGlobalElsewhere(file));
    for (const tree of all ? [before, after] : []) {
      for (const [path, file] of places.said === '' ? tree.telling() : tree) {
        if (isGlobal(path, file)) wanted.add(path);
        if (!FOLLOWED.has(file.language)) others = true;
      }
      for (const [path] of leanings.using(tree)) wanted.add(path);
    }
  }
  const needed = leanings.behind(wanted);
  const [old, now] = sides;
  return partsOf(part(old, needed, others, configs), part(now, needed, others, configs), different);
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
