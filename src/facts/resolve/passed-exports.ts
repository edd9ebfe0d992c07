import type { Export } from '../file-facts/names.ts';
import type { Known } from './known-file.ts';

/** What one module passes on of others: `export * from './users'`. */
interface Passed {
  /** In the order in which they are sought, with what those pass on themselves. */
  readonly modules: readonly string[];
  /** What stands for a module in a way that must be followed by its name. */
  readonly named: readonly { readonly path: string; readonly found: Export }[];
  /** The modules that export a name themselves. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** In some of the modules whatever has a name can be imported. */
  readonly open: boolean;
}

/** More modules than one passes on. */
const MOST_MODULES = 1000;
const NOTHING: readonly string[] = [];

/** Which modules of a tree pass on what others export, found once for each. */
export class PassedExports {
  readonly #known: ReadonlyMap<string, Known>;
  readonly #module: (path: string, specifier: string) => string | undefined;
  readonly #passed = new Map<string, Passed>();

  constructor(
    known: ReadonlyMap<string, Known>,
    module: (path: string, specifier: string) => string | undefined,
  ) {
    this.#known = known;
    this.#module = module;
  }

  /** The modules of which one passes on a name, as far as they say so themselves. */
  ownersOf(path: string, name: string): readonly string[] {
    if (name === 'default' || name === '=') return NOTHING;
    const { modules, owners, open } = this.of(path);
    if (!open) return owners.get(name) ?? NOTHING;
    return modules.filter((module) => {
      const file = this.#known.get(module);
      return file?.exports.has(name) === true || file?.importable.has(name) === true;
    });
  }

  /** What a module passes on. */
  of(path: string): Passed {
    const known = this.#passed.get(path);
    if (known !== undefined) return known;
    const found = this.#find(path);
    this.#passed.set(path, found);
    return found;
  }

  #find(path: string): Passed {
    const modules = new Set<string>([path]);
    const named: { path: string; found: Export }[] = [];
    const waiting = [path];
    for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
      modules.add(module);
      const next: string[] = [];
      for (const found of this.#known.get(module)?.passedOn ?? []) {
        if (found.from === undefined) named.push({ path: module, found });
        else {
          const target = this.#module(module, found.from);
          if (target !== undefined && !modules.has(target)) next.push(target);
        }
      }
      // The first one, with all that it passes on, comes before the second one.
      if (modules.size < MOST_MODULES) waiting.push(...next.reverse());
    }
    modules.delete(path);
    const owners = new Map<string, string[]>();
    let open = false;
    for (const module of modules) {
      const file = this.#known.get(module);
      open ||= (file?.importable.size ?? 0) > 0;
      for (const name of file?.exports.keys() ?? []) {
        if (name === 'default' || name === '=') continue;
        const others = owners.get(name);
        if (others === undefined) owners.set(name, [module]);
        else others.push(module);
      }
    }
    return { modules: [...modules], named, owners, open };
  }
}
