import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Language } from '../language.ts';
import { MODULE, PACKAGE } from '../package-names.ts';
import { CSharpNamespaces } from './csharp-namespaces.ts';
import { directoryOf } from './paths.ts';

/** In front of the names of packages that are no directories. */
const JAVA = 'java:';
const PHP = 'php:';
const CSHARP = 'csharp:';

/** Classes of Java and Kotlin use each other as if both were one language. */
function isOfJvm(language: Language | undefined): boolean {
  return language === 'java' || language === 'kotlin';
}

/** The files that share their names without importing them. */
interface Package {
  readonly files: string[];
  /** Which file says what a name stands for. */
  homes?: ReadonlyMap<Ref, string>;
}

/** The beginnings of a reference, from the whole of it down to its first name. */
function* beginnings(ref: Ref): Generator<Ref> {
  yield ref;
  for (let at = ref.length - 1; at > 0; at--) if (/[.(@]/.test(ref[at] ?? '')) yield ref.slice(0, at);
}

/**
 * The packages of languages in which a file uses the names of others without a word: in Go the files of a directory are
 * one package, in Java and PHP those that say so. Each name has one home, so that it means the same from wherever it is followed.
 */
export class Packages {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #packages = new Map<string, Package>();
  /** Directories by what a `go.mod` in them calls its module. */
  readonly #modules = new Map<string, string>();
  readonly #names = new Map<string, ReadonlySet<Ref>>();
  #csharp: CSharpNamespaces | undefined;
  /** Directories by their last segment. */
  readonly #named = new Map<string, string[]>();

  constructor(files: ReadonlyMap<string, FileFacts>) {
    this.#files = files;
    for (const [path, file] of files) {
      if (file.language === 'gomod') this.#module(path, file);
      const key = this.#keyOf(path, file);
      if (key === undefined) continue;
      const known = this.#packages.get(key);
      if (known !== undefined) known.files.push(path);
      else {
        this.#packages.set(key, { files: [path] });
        const last = key.slice(key.lastIndexOf('/') + 1);
        this.#named.set(last, [...(this.#named.get(last) ?? []), key]);
      }
    }
    for (const { files: paths } of this.#packages.values()) paths.sort();
  }

  #module(path: string, { constants = {} }: FileFacts): void {
    const [name] = constants[MODULE] ?? [];
    if (typeof name === 'string') this.#modules.set(name, directoryOf(path));
  }

  #keyOf(path: string, { language, constants }: FileFacts): string | undefined {
    if (isOfJvm(language)) return `${JAVA}${constants?.[PACKAGE]?.[0] ?? ''}`;
    if (language === 'php') return `${PHP}${constants?.[PACKAGE]?.[0] ?? ''}`;
    if (language === 'csharp') return `${CSHARP}${constants?.[PACKAGE]?.[0] ?? ''}`;
    return language === 'go' ? directoryOf(path) : undefined;
  }

  /** Tells whether a file is of a language that has packages. */
  has(path: string): boolean {
    const file = this.#files.get(path);
    return file !== undefined && this.#keyOf(path, file) !== undefined;
  }

  /** The file of a path's package that says what a reference stands for; undefined for names within a function. */
  home(path: string, ref: Ref): string | undefined {
    const file = this.#files.get(path);
    if (file?.language === 'csharp') {
      this.#csharp ??= new CSharpNamespaces(this.#files, (one) => this.#declared(one));
      return this.#csharp.home(path, beginnings(ref), ref);
    }
    const key = file && this.#keyOf(path, file);
    const found = key === undefined ? undefined : this.#packages.get(key);
    if (found === undefined) return undefined;
    found.homes ??= this.#homesOf(found.files);
    // A package of several modules can have a class twice: the own one is meant.
    const own = isOfJvm(file?.language) || file?.language === 'php' ? this.#declared(path) : undefined;
    for (const beginning of beginnings(ref)) {
      const home = own?.has(beginning) ? path : found.homes.get(beginning);
      if (home !== undefined) return home;
    }
    return undefined;
  }

  #declared(path: string): ReadonlySet<Ref> {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const { definitions = [], routers = [], aliases = {}, constants = {} } = this.#files.get(path) ?? {};
    const names = new Set([
      ...Object.keys(aliases),
      ...routers.map(({ id }) => id),
      ...Object.keys(constants),
      ...definitions.map(({ name }) => name),
    ]);
    names.delete(PACKAGE);
    this.#names.set(path, names);
    return names;
  }

  #homesOf(paths: readonly string[]): Map<Ref, string> {
    const homes = new Map<Ref, string>();
    for (const path of paths) {
      for (const name of this.#declared(path)) {
        if (!name.includes('~') && !homes.has(name)) homes.set(name, path);
      }
    }
    return homes;
  }

  /** What the package of a file calls itself. */
  nameOf(path: string): string | undefined {
    const [name] = this.#files.get(path)?.constants?.[PACKAGE] ?? [];
    return typeof name === 'string' ? name : undefined;
  }

  /** A file of the package that an import leads to: by the modules of the tree, or by its end where that is clear. */
  find(path: string, specifier: string): string | undefined {
    const language = this.#files.get(path)?.language;
    const front = isOfJvm(language)
      ? JAVA
      : language === 'php'
        ? PHP
        : language === 'csharp'
          ? CSHARP
          : undefined;
    const direct =
      front !== undefined ? front + specifier : (this.#inModules(specifier) ?? this.#byEnd(specifier));
    return direct === undefined ? undefined : this.#packages.get(direct)?.files[0];
  }

  #inModules(specifier: string): string | undefined {
    for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
      const directory = this.#modules.get(specifier.slice(0, end));
      if (directory === undefined) continue;
      const rest = specifier.slice(end + 1);
      const key = [directory, rest].filter((part) => part !== '').join('/');
      return this.#packages.has(key) ? key : undefined;
    }
    return undefined;
  }

  /** A tree without modules, or a part of one: the directory whose path is the longest end of the import's. */
  #byEnd(specifier: string): string | undefined {
    if (this.#modules.size > 0) return undefined;
    const last = specifier.slice(specifier.lastIndexOf('/') + 1);
    const found = (this.#named.get(last) ?? []).filter(
      (key) => key !== '' && `/${specifier}`.endsWith(`/${key}`),
    );
    return found.sort((a, b) => b.length - a.length)[0];
  }
}
