import type { Import } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Language } from '../language.ts';
import { MODULE } from '../package-names.ts';
import type { Known } from './known-file.ts';
import { ModuleConfigs, moduleConfigs } from './module-configs.ts';
import { modulePath, rustFile } from './module-path.ts';
import { moduleStems } from './module-stems.ts';
import type { Packages } from './packages.ts';
import type { TreePaths } from './python-module.ts';
import { treePaths } from './tree-paths.ts';

/** Finds the files that modules' names lead to in one tree, by the rules of each language. */
export class TreeModules {
  readonly #known: ReadonlyMap<string, Known>;
  readonly #packages: Packages;
  readonly #configs: ModuleConfigs;
  readonly #paths: TreePaths;
  readonly #found = new Map<string, string | undefined>();
  /** Directories of the sources of Rust's crates, by the names that crates have in others. */
  readonly #crates = new Map<string, string>();

  constructor(files: ReadonlyMap<string, FileFacts>, known: ReadonlyMap<string, Known>, packages: Packages) {
    this.#known = known;
    this.#packages = packages;
    this.#configs = new ModuleConfigs(moduleConfigs(files, (file) => file));
    this.#paths = treePaths(known);
    for (const [path, facts] of files) {
      const [crate] = facts.language === 'cargo' ? (facts.constants?.[MODULE] ?? []) : [];
      if (typeof crate === 'string') this.#crates.set(crate, path.replace(/[^/]*$/, 'src'));
    }
  }

  /** The file that a module's name leads to. */
  find(path: string, specifier: string): string | undefined {
    const language = this.#known.get(path)?.facts.language;
    if (language === undefined) return undefined;
    const key = `${path}\0${specifier}`;
    if (!this.#found.has(key)) {
      // PHP names classes by their packages, and files by their paths.
      const byName = this.#packages.has(path) && !(language === 'php' && specifier.includes('/'));
      const found = byName
        ? this.#packages.find(path, specifier)
        : modulePath(language, path, specifier, this.#paths, this.#configs);
      this.#found.set(key, found ?? (language === 'rust' ? this.#inCrate(specifier) : undefined));
    }
    return this.#found.get(key);
  }

  /** The file of a module of another crate of the tree. */
  #inCrate(specifier: string): string | undefined {
    const [crate = '', ...rest] = specifier.split('::');
    const directory = this.#crates.get(crate);
    return directory === undefined ? undefined : rustFile(directory, rest, this.#paths.has);
  }

  /** What the file that a module's name leads to may be called. */
  stems(specifier: string, language: Language): readonly string[] {
    return language === 'python' ? moduleStems(specifier, language) : this.#configs.stemsOf(specifier);
  }

  /** An import of a package of Go that calls itself otherwise than its directory, or of all that one of Java has. */
  importCalled(path: string, name: string): Import | undefined {
    // `billing::router()` of another crate needs no import.
    if (this.#crates.has(name) && this.#known.get(path)?.importable.has(name) === false)
      return this.#known.get(path)?.facts.language === 'rust'
        ? { as: name, from: name, name: '*' }
        : undefined;
    if (!this.#packages.has(path)) return undefined;
    const { language, imports } = this.#known.get(path)?.facts ?? {};
    for (const found of imports ?? []) {
      const target = language === 'go' || found.as === '*' ? this.find(path, found.from) : undefined;
      if (target === undefined) continue;
      if (language === 'go' && this.#packages.nameOf(target) === name) return found;
      // `import com.acme.*;` and `import static com.acme.Paths.*;`
      const inside = found.name.slice(0, -1) + name;
      if ((language === 'java' || language === 'kotlin') && this.#packages.home(target, inside) !== undefined)
        return { ...found, name: inside };
    }
    return undefined;
  }
}
