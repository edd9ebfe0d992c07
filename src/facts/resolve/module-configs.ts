import type { ModuleNames, ModulePattern } from '../file-facts/modules.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Language } from '../language.ts';
import { moduleStems } from './module-stems.ts';
import { directoryOf, joinPath } from './paths.ts';

type Configs = ReadonlyMap<string, ModuleNames>;

/** Where a compiler's configuration, with those that it extends, leads modules' names. */
interface Mapping {
  readonly paths: readonly ModulePattern[];
  /** What `paths` begin at. */
  readonly from: string;
  /** The directory that any name may begin at. */
  readonly base: string | undefined;
}

/** Longer chains than anybody's. */
const MOST_EXTENDED = 50;
/** The directory of the configuration that extends the one where it is written. */
const OF_LEAF = /^\$\{configDir\}\/?/;
/** What is written for what a build makes of a source: it stands in a directory that no tree has. */
const BUILT_NAME = /(\.d)?\.[cm]?[jt]sx?$/;
/** What may stand for the directory of sources where a build's stands. */
const SOURCES = ['src/', '', 'lib/'];
/** The names of files that stand for their package. */
const WHOLE_PACKAGE = ['index', 'src', 'main', ''];

/** What a pattern has where its `*` is; undefined where it does not match. */
function matched(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === name ? '' : undefined;
  const [front, back] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const matches = name.length >= front.length + back.length && name.startsWith(front) && name.endsWith(back);
  return matches ? name.slice(front.length, name.length - back.length) : undefined;
}

/** A pattern without `*` first, then the longest beginning. */
function rank([pattern]: ModulePattern): number {
  const star = pattern.indexOf('*');
  return star === -1 ? Number.POSITIVE_INFINITY : star;
}

/** Where the patterns that match a name lead, the closest one first. */
function targetsOf(patterns: readonly ModulePattern[], name: string): string[] {
  const found = patterns.filter(([pattern]) => matched(pattern, name) !== undefined);
  if (found.length > 1) found.sort((a, b) => rank(b) - rank(a));
  return found.flatMap(([pattern, targets]) => {
    const rest = matched(pattern, name) ?? '';
    return targets.map((target) => target.replaceAll('*', () => rest));
  });
}

/** `@scope/name/sub/path` -> `@scope/name`, `./sub/path` */
function splitName(specifier: string): readonly [name: string, subpath: string] {
  const first = specifier.indexOf('/');
  const end = specifier.startsWith('@') && first !== -1 ? specifier.indexOf('/', first + 1) : first;
  return end === -1 ? [specifier, '.'] : [specifier.slice(0, end), `.${specifier.slice(end)}`];
}

/** What a target may have been built from: `dist/esm/index.d.ts` from `src/index`. */
function* builtFrom(directory: string, target: string): Generator<string> {
  const segments = target.replace(BUILT_NAME, '').split('/');
  const names = segments.filter((segment) => segment !== '' && segment !== '.');
  for (let cut = 1; cut <= 2 && cut < names.length; cut++)
    for (const sources of SOURCES) {
      const place = joinPath(directory, sources + names.slice(cut).join('/'));
      if (place !== undefined) yield place;
    }
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** What manifests and compilers' configurations of one tree say of where modules' names lead. */
export class ModuleConfigs {
  readonly #configs: Configs;
  /** Directories by what a package in them is called. */
  readonly #packages = new Map<string, string[]>();
  readonly #compilers = new Map<string, string[]>();
  readonly #mappings = new Map<string, readonly Mapping[]>();
  readonly #manifests = new Map<string, ModuleNames>();
  readonly #stems = new Map<string, readonly string[]>();
  readonly #patterns: readonly ModulePattern[];

  constructor(configs: Configs) {
    this.#configs = configs;
    for (const path of [...configs.keys()].sort()) {
      const directory = directoryOf(path);
      const config = configs.get(path) ?? {};
      if (!path.endsWith('package.json')) {
        this.#compilers.set(directory, [...(this.#compilers.get(directory) ?? []), path]);
        continue;
      }
      this.#manifests.set(directory, config);
      const { name } = config;
      if (name !== undefined) this.#packages.set(name, [...(this.#packages.get(name) ?? []), directory]);
    }
    this.#patterns = [...configs.values()].flatMap(({ paths = [], imports = [] }) => [...paths, ...imports]);
    for (const paths of this.#compilers.values()) paths.sort((a, b) => precedence(a) - precedence(b));
  }

  /** The paths, most with no extension, that a module's name may lead to; those that come first are meant first. */
  *placesOf(path: string, specifier: string): Generator<string> {
    if (this.#configs.size === 0) return;
    for (const { paths, from, base } of this.#mappingsOf(directoryOf(path))) {
      for (const target of targetsOf(paths, specifier)) {
        const place = joinPath(from, target);
        if (place !== undefined) yield place;
      }
      const place = base === undefined ? undefined : joinPath(base, specifier);
      if (place !== undefined) yield place;
    }
    for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
      const { imports = [] } = this.#manifests.get(directory) ?? {};
      yield* this.#targets(directory, targetsOf(imports, specifier));
      if (directory === '') break;
    }
    const [name, subpath] = splitName(specifier);
    for (const directory of this.#called(name, path)) yield* this.#inPackage(directory, subpath);
  }

  /** The directories of packages that are called so, the nearest one first. */
  #called(name: string, path: string): readonly string[] {
    const found = this.#packages.get(name) ?? [];
    if (found.length < 2) return found;
    return [...found].sort((a, b) => commonLength(b, path) - commonLength(a, path));
  }

  *#inPackage(directory: string, subpath: string): Generator<string> {
    const { exports = [] } = this.#manifests.get(directory) ?? {};
    yield* this.#targets(directory, targetsOf(exports, subpath));
    const within = directory === '' ? '' : `${directory}/`;
    if (subpath === '.') yield* [`${within}index`, `${within}src/index`, `${within}src/main`];
    else {
      yield* [`${within}${subpath.slice(2)}`, `${within}src/${subpath.slice(2)}`];
      yield* builtFrom(directory, subpath);
    }
  }

  *#targets(directory: string, targets: readonly string[]): Generator<string> {
    for (const target of targets) {
      // Of a source and what describes its types, the source is meant.
      const place = joinPath(directory, target.replace(/\.d\.[cm]?ts$/, ''));
      if (place !== undefined) yield place;
      const whole = joinPath(directory, target);
      if (whole !== undefined && whole !== place) yield whole;
    }
    for (const target of targets) yield* builtFrom(directory, target);
  }

  /** What the compilers' configurations say for a directory, the nearest ones first. */
  #mappingsOf(directory: string): readonly Mapping[] {
    const known = this.#mappings.get(directory);
    if (known !== undefined) return known;
    const own = (this.#compilers.get(directory) ?? []).map((path) =>
      this.#mapping(path, directory, new Set()),
    );
    const above = directory === '' ? [] : this.#mappingsOf(directoryOf(directory));
    const found = [...own.filter(({ paths, base }) => paths.length > 0 || base !== undefined), ...above];
    this.#mappings.set(directory, found);
    return found;
  }

  #mapping(path: string, leaf: string, seen: Set<string>): Mapping {
    const config = this.#configs.get(path) ?? {};
    const directory = directoryOf(path);
    seen.add(path);
    const extended = (config.extends ?? []).flatMap((name) => {
      const found = this.#extended(directory, name);
      return found === undefined || seen.has(found) || seen.size > MOST_EXTENDED
        ? []
        : [this.#mapping(found, leaf, seen)];
    });
    const at = (written: string): string | undefined =>
      OF_LEAF.test(written) ? joinPath(leaf, written.replace(OF_LEAF, '')) : joinPath(directory, written);
    const inherited = extended.find((one) => one.base !== undefined)?.base;
    const base = config.baseUrl === undefined ? inherited : at(config.baseUrl);
    if (config.paths === undefined) {
      const { paths = [], from = directory } = extended.find((one) => one.paths.length > 0) ?? {};
      return { paths, from: config.baseUrl === undefined ? from : (base ?? from), base };
    }
    const ofLeaf = config.paths.some(([, targets]) => targets.some((target) => OF_LEAF.test(target)));
    const paths = config.paths.map(
      ([pattern, targets]): ModulePattern => [pattern, targets.map((target) => target.replace(OF_LEAF, ''))],
    );
    return { paths, from: ofLeaf ? leaf : (base ?? directory), base };
  }

  /** The configuration that another one extends, where the tree has it. */
  #extended(directory: string, name: string): string | undefined {
    const [package_, subpath] = splitName(name);
    const places = name.startsWith('.')
      ? [joinPath(directory, name)]
      : this.#called(package_, directory).map((found) => joinPath(found, subpath));
    for (const place of places) {
      if (place === undefined) continue;
      const within = place === '' ? '' : `${place}/`;
      const found = [place, `${place}.json`, `${within}tsconfig.json`].find((one) => this.#configs.has(one));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What the file that a module's name leads to may be called, wherever the name is written. */
  stemsOf(specifier: string): readonly string[] {
    if (specifier.startsWith('.') || this.#configs.size === 0) return moduleStems(specifier);
    const known = this.#stems.get(specifier);
    if (known !== undefined) return known;
    const [name, subpath] = splitName(specifier);
    const found = new Set(moduleStems(specifier));
    const add = (targets: readonly string[]): void => {
      for (const target of targets)
        for (const stem of moduleStems(target)) found.add(stem.replace(/\.d$/, ''));
    };
    add(targetsOf(this.#patterns, specifier));
    for (const directory of this.#packages.get(name) ?? []) {
      add(targetsOf(this.#manifests.get(directory)?.exports ?? [], subpath));
      if (subpath === '.') for (const stem of WHOLE_PACKAGE) found.add(stem);
    }
    this.#stems.set(specifier, [...found]);
    return [...found];
  }
}

/** `tsconfig.json` says more than `tsconfig.build.json` beside it. */
function precedence(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === 'tsconfig.json' ? 0 : name === 'jsconfig.json' ? 1 : 2;
}

/** Languages of files that say where modules' names lead. */
const SAYING: ReadonlySet<Language> = new Set<Language>(['npm', 'tsconfig']);

/** Tells whether files of a language may say where modules' names lead. */
export function saysOfModules(language: Language): boolean {
  return SAYING.has(language);
}

/** What the files of a tree say of where modules' names lead. */
export function moduleConfigs<File extends { readonly language: Language }>(
  tree: Iterable<readonly [path: string, file: File]>,
  factsOf: (file: File) => FileFacts,
): Configs {
  const found = new Map<string, ModuleNames>();
  for (const [path, file] of tree) {
    const modules = saysOfModules(file.language) ? factsOf(file).modules : undefined;
    if (modules !== undefined) found.set(path, modules);
  }
  return found;
}
