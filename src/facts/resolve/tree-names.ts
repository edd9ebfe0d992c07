import type { Definition, Export, Import, Ref, WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { baseOf } from '../findings.ts';
import type { Language } from '../language.ts';
import { type Known, know } from './known-file.ts';
import { Packages } from './packages.ts';
import { PassedExports } from './passed-exports.ts';
import { TreeModules } from './tree-modules.ts';

/** A name of one file, followed as far as it leads. */
export interface Place {
  readonly path: string;
  readonly ref: Ref;
}

/** What a name stands for, where a call that makes it anew may be what it holds. */
export interface Site extends Place {
  /** What the call returns, in the function that was called; or what a class takes from another one. */
  readonly made?: Place;
  readonly inherited?: boolean;
}

/** More steps from name to name than any code takes; a circle ends here too. */
const LONGEST_WAY = 40;
const LONGEST_REF = 1000;
/** More modules than one passes on by what stands for them. */
const MOST_PASSED = 200;

/** How far a name was followed already, and whether what defines a name is all that is looked for. */
interface Way {
  readonly steps: number;
  readonly toDefinition: boolean;
  /** The last name on the way that is no mere call; only where what calls make is to be told apart. */
  readonly holder?: Place;
}

const WAY: Way = { steps: 0, toDefinition: false };

function next(way: Way): Way {
  return { ...way, steps: way.steps + 1 };
}

/** Follows names through the files of one tree. */
export class TreeNames {
  readonly #known = new Map<string, Known>();
  readonly #constants = new Map<string, string | undefined>();
  readonly #packages: Packages;
  readonly #modules: TreeModules;
  readonly #passedOn = new PassedExports(this.#known, (path, specifier) => this.module(path, specifier));

  constructor(files: ReadonlyMap<string, FileFacts>) {
    for (const [path, facts] of files) this.#known.set(path, know(facts));
    this.#packages = new Packages(files);
    this.#modules = new TreeModules(files, this.#known, this.#packages);
  }

  /** Where a name of a file is at home: in the file itself, or in another one of its package. */
  placeOf(path: string, ref: Ref): Place {
    return { path: this.#packages.home(path, ref) ?? path, ref };
  }

  /** The file that a module's name leads to. */
  module(path: string, specifier: string): string | undefined {
    return this.#modules.find(path, specifier);
  }

  /** What the file that a module's name leads to may be called. */
  stems(specifier: string, language: Language): readonly string[] {
    return this.#modules.stems(specifier, language);
  }

  /** What a name stands for, at most as far as the first call on the way that makes it anew. */
  site(path: string, ref: Ref): Site | undefined {
    return this.follow(path, ref, { ...WAY, holder: { path, ref } });
  }

  /** What a name finally stands for; undefined where it leaves the tree. */
  follow(path: string, ref: Ref, from = WAY): Site | undefined {
    const way = from.holder === undefined || ref.endsWith('()') ? from : { ...from, holder: { path, ref } };
    const file = this.#known.get(path);
    if (file === undefined || way.steps > LONGEST_WAY || ref.length > LONGEST_REF) return undefined;
    if (way.toDefinition && file.definitions.has(ref.replaceAll('()', ''))) return { path, ref };
    const home = file.imports.has(baseOf(ref)) ? undefined : this.#packages.home(path, ref);
    if (home !== undefined && home !== path) return this.follow(home, ref, next(way));
    const { aliases, constants } = file.facts;
    // A class's own constant, not one of the class that it extends.
    if (constants !== undefined && /[.@]/.test(ref) && Object.hasOwn(constants, ref)) return { path, ref };
    if (aliases !== undefined) {
      for (let end = ref.length; end > 0; end = stepBefore(ref, end)) {
        const prefix = ref.slice(0, end);
        const alias = Object.hasOwn(aliases, prefix) ? aliases[prefix] : undefined;
        if (alias === undefined) {
          // The class's own member, not one of the class that it extends.
          if (file.routers.has(prefix)) return { path, ref };
          continue;
        }
        const rest = ref.slice(end);
        if (way.holder !== undefined && file.makes.has(prefix))
          return { ...way.holder, made: { path, ref: alias + rest }, inherited: rest !== '' };
        return this.follow(path, alias + rest, next(way));
      }
    }
    const base = baseOf(ref);
    const found =
      file.imports.get(base) ?? (home === undefined ? this.#modules.importCalled(path, base) : undefined);
    const rest = ref.slice(base.length);
    if (found === undefined) return this.#passedIn(path, base, rest, way) ?? { path, ref };
    const target = this.module(path, found.from);
    if (target === undefined) return this.#namespace(path, found, rest, next(way));
    return this.#enter(target, found.name, rest, next(way));
  }

  /** In Python `from x import *` brings in what the file itself does not name, in Rust `use x::*`. */
  #passedIn(path: string, name: string, rest: string, way: Way): Place | undefined {
    const file = this.#known.get(path);
    if (file === undefined || file.importable.has(name)) return undefined;
    const { language, imports = [] } = file.facts;
    if (language === 'python') return this.#passed(path, name, rest, way, new Set([path]));
    for (const { as, from } of language === 'rust' ? imports : []) {
      const target = as === '*' ? this.module(path, from) : undefined;
      const place =
        target === undefined ? undefined : this.exported(target, name, rest, next(way), new Set([path]));
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** In Python a directory without a file of its own can be a package: only what is imported from it is a file. */
  #namespace(path: string, { from, name }: Import, rest: string, way: Way): Place | undefined {
    if (this.#known.get(path)?.facts.language !== 'python' || way.steps > LONGEST_WAY) return undefined;
    const member = name === '*' ? /^\.([^.(@]+)/.exec(rest)?.[1] : name;
    if (member === undefined) return undefined;
    const whole = from.endsWith('.') ? from + member : `${from}.${member}`;
    const behind = name === '*' ? rest.slice(member.length + 1) : rest;
    const target = this.module(path, whole);
    if (target !== undefined) return this.#enter(target, '*', behind, next(way));
    return name === '*' ? this.#namespace(path, { as: '', from: whole, name }, behind, next(way)) : undefined;
  }

  /** A module of the package that a path is. */
  #submodule(path: string, name: string): string | undefined {
    return /(^|\/)__init__\.py$/.test(path) ? this.module(path, `.${name}`) : undefined;
  }

  /** Goes on in another module: with what it calls `name`, and the steps behind it. */
  #enter(path: string, name: string, rest: string, way: Way): Place | undefined {
    const file = this.#known.get(path);
    if (file === undefined || way.steps > LONGEST_WAY) return undefined;
    if (this.#packages.has(path)) {
      const inside = name === '*' ? rest.replace(/^\./, '') : name + rest;
      return inside === '' ? { path, ref: '*' } : this.follow(path, inside, next(way));
    }
    if (name !== '*' && name !== '=') {
      const found = this.exported(path, name, rest, way);
      if (found !== undefined) return found;
      const submodule = this.#submodule(path, name);
      if (submodule !== undefined) return this.#enter(submodule, '*', rest, next(way));
      // What a CommonJS module is as a whole is the default of whoever imports it as a module.
      return name === 'default' ? this.exported(path, '=', rest, way) : undefined;
    }
    const member = /^\.([^.(@]+)/.exec(rest);
    // `module.exports.Router = …` of a module that is a function: the member stands beside the whole.
    const beside = name === '=' && member !== null && file.exports.has(member[1] ?? '');
    const whole = name === '=' && !beside ? this.exported(path, '=', rest, way) : undefined;
    if (whole !== undefined) return whole;
    if (member === null) return { path, ref: `*${rest}` };
    return this.#enter(path, member[1] ?? '', rest.slice(member[0].length), next(way));
  }

  /** What a module exports under a name, followed. */
  exported(path: string, name: string, rest = '', way = WAY, seen = new Set<string>()): Place | undefined {
    const file = this.#known.get(path);
    if (file === undefined || way.steps > LONGEST_WAY || seen.has(path)) return undefined;
    const own = file.exports.get(name);
    if (own !== undefined) {
      if (own.from === undefined) return this.follow(path, own.of + rest, next(way));
      const target = this.module(path, own.from);
      return target === undefined ? undefined : this.#enter(target, own.of, rest, next(way));
    }
    if (file.importable.has(name)) return this.follow(path, name + rest, next(way));
    if (name === 'default' || name === '=') return undefined;
    return this.#passed(path, name, rest, way, seen);
  }

  /** What a module passes on under a name, followed. */
  #passed(path: string, name: string, rest: string, way: Way, seen: Set<string>): Place | undefined {
    seen.add(path);
    for (const owner of this.#passedOn.ownersOf(path, name)) {
      const place = this.exported(owner, name, rest, next(way), seen);
      if (place !== undefined) return place;
    }
    for (const target of this.#passedByName(path, way)) {
      const place = this.exported(target, name, rest, next(way), seen);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** The modules that are passed on by what stands for them: `import * as users …; module.exports = { ...users }`. */
  *#passedByName(path: string, way: Way): Generator<string> {
    for (const { path: from, found } of this.#passedOn.of(path).named) {
      const place = this.follow(from, found.of, next(way));
      if (place?.ref === '*') yield place.path;
    }
  }

  /** The names that a module exports, with those it passes on. */
  exportedNames(path: string, seen = new Set<string>()): Set<string> {
    const names = new Set<string>();
    const file = this.#known.get(path);
    if (file === undefined || seen.has(path) || seen.size > MOST_PASSED) return names;
    seen.add(path);
    for (const name of file.exports.keys()) names.add(name);
    for (const name of this.#passedOn.of(path).owners.keys()) names.add(name);
    for (const target of this.#passedByName(path, WAY))
      for (const name of this.exportedNames(target, seen))
        if (name !== 'default' && name !== '=') names.add(name);
    return names;
  }

  exportOf(path: string, name: string): Export | undefined {
    return this.#known.get(path)?.exports.get(name);
  }

  /** What defines a name: calls are left out, since the method of an instance is that of its class. */
  #definitionAt({ path, ref }: Place): Definition | undefined {
    return this.#known.get(path)?.definitions.get(ref.replaceAll('()', ''));
  }

  /** Where a name that a file uses is defined. */
  definitionPlace(path: string, ref: Ref): Place | undefined {
    const place = this.follow(path, ref, { ...WAY, toDefinition: true });
    return place && this.#definitionAt(place) && { path: place.path, ref: place.ref.replaceAll('()', '') };
  }

  /** What defines a name that a file uses. */
  definition(path: string, ref: Ref): Definition | undefined {
    const place = this.follow(path, ref, { ...WAY, toDefinition: true });
    return place && this.#definitionAt(place);
  }

  /** What defines a name that a file exports, and where. */
  exportedDefinition(path: string, name: string): (Place & { readonly definition: Definition }) | undefined {
    const place = this.exported(path, name, '', { ...WAY, toDefinition: true });
    const definition = place && this.#definitionAt(place);
    return place && definition && { ...place, definition };
  }

  /** The methods of a class. */
  members({ path, ref }: Place): Definition[] {
    const definitions = this.#known.get(path)?.facts.definitions ?? [];
    return definitions.filter(({ name, inner }) => inner !== true && name.startsWith(`${ref}.`));
  }

  /** Tells whether a file says what text a name stands for. */
  says(path: string, ref: Ref): boolean {
    const { constants } = this.#known.get(path)?.facts ?? {};
    return constants !== undefined && Object.hasOwn(constants, ref);
  }

  /** Puts a text together; its parts are joined where they are known, and undefined where no constant gives them. */
  texts(path: string, written: WrittenText): (string | undefined)[] {
    return written.map((part) => (typeof part === 'string' ? part : this.#constant(path, part.ref)));
  }

  #constant(path: string, ref: Ref): string | undefined {
    const place = this.follow(path, ref);
    const constants = place && this.#known.get(place.path)?.facts.constants;
    const written =
      place && constants && Object.hasOwn(constants, place.ref) ? constants[place.ref] : undefined;
    if (place === undefined || written === undefined) return undefined;
    const key = `${place.path}\0${place.ref}`;
    if (this.#constants.has(key)) return this.#constants.get(key);
    // A text that is made of itself is none.
    this.#constants.set(key, undefined);
    const parts = this.texts(place.path, written);
    const text = parts.includes(undefined) ? undefined : parts.join('');
    if (text === undefined || text.length > LONGEST_REF) return undefined;
    this.#constants.set(key, text);
    return text;
  }
}

/** Where the step before `end` began. */
function stepBefore(ref: Ref, end: number): number {
  for (let at = end - 1; at > 0; at--) if (/[.(@]/.test(ref[at] ?? '')) return at;
  return 0;
}
