import type { Export, Import, Ref } from '../file-facts/names.ts';
import type { Router } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { baseOf } from '../findings.ts';
import type { Language } from '../language.ts';
import type { CalledFunctions } from './called-functions.ts';
import { MentionedFunctions } from './mentioned-functions.ts';
import { stemsOf } from './module-stems.ts';
import { directoryOf } from './paths.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** How a file names modules that it uses, passes on, or imports for what was found in it. */
interface Referring {
  readonly path: string;
  readonly from: string;
  readonly uses?: readonly string[];
  readonly exports?: Export;
  readonly imports?: Import;
  /** A text that may be the name of a module. */
  readonly text?: true;
}

/** Languages whose sources say what of them is used, and the manifests that begin a package of theirs. */
const MANIFESTS: ReadonlyMap<Language, Language> = new Map<Language, Language>([
  ['javascript', 'npm'],
  ['typescript', 'npm'],
  ['tsx', 'npm'],
  ['python', 'pyproject'],
]);
/** What programs are commonly called, within their packages. */
const ENTRY =
  /^(src\/)?((index|main|app|server|worker|entry|mod)(\.\w+)?\.\w+|(app|pages|api|functions)\/.*)$/;
/** Packs that find files by their places: those need no app. */
const PLACED: ReadonlySet<string> = new Set(['next', 'file-router']);
/** What a module is as a whole, in modules of both kinds. */
const WHOLE: ReadonlySet<string> = new Set(['default', '=', '*']);

/**
 * Tells whether anything may serve a router that nothing is seen to mount: what is neither handed on, kept nor exported to
 * anybody who does so is not served. Where a package has no app at all, its routers are for others.
 */
export class References {
  readonly #files: Files;
  readonly #names: TreeNames;
  readonly #called: CalledFunctions;
  readonly #mentioned: MentionedFunctions;
  readonly #answers = new Map<string, boolean>();
  readonly #leads = new Map<string, ReadonlyMap<Ref, readonly Ref[]>>();
  #referring: ReadonlyMap<string, readonly Referring[]> | undefined;
  #packages: ReadonlyMap<string, boolean> | undefined;
  #hasKtor: boolean | undefined;
  #loaded: readonly { readonly manifest: Language | undefined; readonly directory: string }[] | undefined;

  constructor(files: Files, names: TreeNames, called: CalledFunctions) {
    this.#files = files;
    this.#names = names;
    this.#called = called;
    this.#mentioned = new MentionedFunctions(files, names);
  }

  /** Tells whether what a variable holds is used for nothing but to register on it. Only of Go and Rust it is known. */
  isIdle(path: string, ref: Ref): boolean {
    const file = this.#files.get(path);
    if (file?.language === 'rust') return this.#mentioned.isUnused(path, ref);
    if (file?.language !== 'go' || /[.@(]/.test(ref) || file.uses?.own?.includes(ref)) return false;
    return ref.includes('~') || !this.#called.isCalled(path, ref);
  }

  /** Tells whether a name of a file may lead somewhere that serves it. */
  mayServe(path: string, ref: Ref): boolean {
    const file = this.#files.get(path);
    if (file?.language === 'go' || file?.language === 'rust') return !this.isIdle(path, ref);
    if (file?.language === 'kotlin') return !this.#isUncalled(file, ref);
    if (file === undefined || !MANIFESTS.has(file.language)) return true;
    const base = baseOf(ref);
    const key = `${path}\0${base}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer =
      !this.#hasApp(path, file) || this.#isLoaded(path, file) || this.#isUsed(path, base, new Set());
    this.#answers.set(key, answer);
    return answer;
  }

  /** In Ktor all calls of functions that stand outside of classes are seen; those of a class's need an object of it. */
  #isUncalled({ routers = [] }: FileFacts, ref: Ref): boolean {
    const isKtor = ({ pack }: Router): boolean => pack === 'ktor';
    if (ref.includes('.') || !routers.some((router) => router.id === ref && isKtor(router))) return false;
    this.#hasKtor ??= [...this.#files.values()].some((file) =>
      file.routers?.some((router) => isKtor(router) && router.root !== undefined),
    );
    return this.#hasKtor;
  }

  /**
   * Tells whether what is likely to be run: it is used by what is no router, or exported where programs begin.
   */
  isRun(path: string, ref: Ref): boolean {
    const file = this.#files.get(path);
    if (file === undefined || this.#isLoaded(path, file) || this.#isUsed(path, baseOf(ref), new Set()))
      return true;
    const place = path.slice(this.packageOf(path).length).replace(/^\//, '');
    if (!ENTRY.test(place)) return false;
    const leaders = this.#leadersOf(path, file, baseOf(ref));
    return file.exports?.some(({ of, from }) => from === undefined && leaders.has(baseOf(of))) === true;
  }

  /** The directory of the package that a file belongs to. */
  packageOf(path: string): string {
    const file = this.#files.get(path);
    this.#packages ??= this.#findApps();
    const found = file && this.#packageOf(path, file.language, this.#packages);
    return found === undefined ? '' : found.slice(found.indexOf(':') + 1);
  }

  #isUsed(path: string, base: Ref, seen: Set<string>): boolean {
    const key = `${path}\0${base}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const file = this.#files.get(path);
    if (file === undefined) return false;
    const leaders = this.#leadersOf(path, file, base);
    if (file.uses?.own?.some((ref) => leaders.has(ref))) return true;
    if (file.language === 'python') return this.#isImported(path, leaders, seen);
    const exported = (file.exports ?? []).filter(
      ({ of, from }) => from === undefined && leaders.has(baseOf(of)),
    );
    return exported.length > 0 && this.#isTaken(path, new Set(exported.map(({ name }) => name)), seen);
  }

  #referringTo(path: string): Set<Referring> {
    this.#referring ??= this.#index();
    return new Set(stemsOf(path).flatMap((stem) => this.#referring?.get(stem) ?? []));
  }

  /** Tells whether some names of a Python module are used elsewhere: any name can be imported. */
  #isImported(path: string, names: ReadonlySet<Ref>, seen: Set<string>): boolean {
    for (const { path: other, from, exports: star, imports, text } of this.#referringTo(path)) {
      if (other === path) continue;
      const file = this.#files.get(other);
      if (text || star !== undefined) {
        if (this.#names.module(other, from) === path) return true;
      } else if (imports !== undefined && file !== undefined) {
        const { as, name } = imports;
        const whole = from.endsWith('.') ? from + name : `${from}.${name}`;
        // Nobody sees which of several packages of one name is mounted there.
        const called = [...(names.has(name) || name === '*' ? [from] : []), ...(name === '*' ? [] : [whole])];
        if (called.some((one) => this.#isOneOf(other, one, path))) return true;
        const module = name === '*' ? this.#names.module(other, from) : this.#names.module(other, whole);
        const member = name !== '*' && names.has(name) && this.#names.module(other, from) === path;
        if (member && this.#isUsed(other, as, seen)) return true;
        if (module === path && this.#hasMember(file, as, names)) return true;
        // `import app.users` is called `app`: what is behind it tells.
        if (name === '*' && module !== path && this.#hasPath(file, as, path)) return true;
      }
    }
    return false;
  }

  /** Tells whether a Python module's name may lead to a file, one of several that are called so. */
  #isOneOf(from: string, module: string, path: string): boolean {
    if (module.startsWith('.') || !module.includes('.')) return false;
    if (this.#names.module(from, module) !== undefined) return false;
    const end = `/${module.replaceAll('.', '/')}`;
    return path.endsWith(`${end}.py`) || path.endsWith(`${end}/__init__.py`);
  }

  /** Tells whether a file uses one of some members of a module. */
  #hasMember({ uses }: FileFacts, as: Ref, names: ReadonlySet<Ref>): boolean {
    const all = [...(uses?.own ?? []), ...Object.values(uses?.given ?? {}).flat()];
    return all.some((ref) => {
      if (baseOf(ref) !== as) return false;
      const member = /^\.([^.(@]+)/.exec(ref.slice(as.length))?.[1];
      return member === undefined || names.has(member);
    });
  }

  #hasPath({ uses }: FileFacts, as: Ref, path: string): boolean {
    return uses?.own?.some((ref) => baseOf(ref) === as && ref !== as && path.includes(`${as}/`)) === true;
  }

  /** Tells whether what a file exports under some names is used elsewhere. */
  #isTaken(path: string, names: ReadonlySet<string>, seen: Set<string>): boolean {
    const whole = [...names].some((name) => WHOLE.has(name));
    const takes = (name: string): boolean => names.has(name) || name === '*' || (WHOLE.has(name) && whole);
    for (const { path: other, from, uses, exports: passed, imports } of this.#referringTo(path)) {
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
    const add = (stems: readonly string[], referring: Referring): void => {
      for (const stem of stems) {
        const known = index.get(stem);
        if (known === undefined) index.set(stem, [referring]);
        else known.push(referring);
      }
    };
    for (const [path, { language, uses, exports = [], imports = [], constants = {} }] of this.#files) {
      if (!MANIFESTS.has(language)) continue;
      const stems = (from: string): readonly string[] => this.#names.stems(from, language);
      for (const [from, names] of Object.entries(uses?.modules ?? {}))
        add(stems(from), { path, from, uses: names });
      for (const one of exports)
        if (one.from !== undefined) add(stems(one.from), { path, from: one.from, exports: one });
      for (const one of imports) {
        // In Python a module can be what is imported from its package.
        const named = language === 'python' && one.name !== '*' ? [one.name] : [];
        add([...stems(one.from), ...named], { path, from: one.from, imports: one });
      }
      for (const [from] of language === 'python' ? Object.values(constants) : [])
        if (typeof from === 'string' && /^\w+(\.\w+)+$/.test(from))
          add(stems(from), { path, from, text: true });
    }
    return index;
  }

  /** Tells whether the package of a file has something that serves by itself. */
  #hasApp(path: string, { language }: FileFacts): boolean {
    this.#packages ??= this.#findApps();
    return this.#packages.get(this.#packageOf(path, language, this.#packages)) === true;
  }

  #findApps(): ReadonlyMap<string, boolean> {
    const packages = new Map<string, boolean>();
    for (const manifest of MANIFESTS.values()) packages.set(`${manifest}:`, false);
    for (const [path, { language }] of this.#files) packages.set(`${language}:${directoryOf(path)}`, false);
    for (const [path, { language, routers = [] }] of this.#files)
      if (
        MANIFESTS.has(language) &&
        routers.some(({ root, pack }) => root !== undefined && !PLACED.has(pack))
      )
        packages.set(this.#packageOf(path, language, packages), true);
    return packages;
  }

  #packageOf(path: string, language: Language, packages: ReadonlyMap<string, boolean>): string {
    const manifest = `${MANIFESTS.get(language)}:`;
    let directory = directoryOf(path);
    while (directory !== '' && !packages.has(manifest + directory)) directory = directoryOf(directory);
    return manifest + directory;
  }

  /** Tells whether a file stands where modules of any name are loaded from. */
  #isLoaded(path: string, file: FileFacts): boolean {
    this.#loaded ??= [...this.#files].flatMap(([from, { language, uses }]) =>
      (uses?.loads ?? []).map((directory) => ({
        manifest: MANIFESTS.get(language),
        directory: directory === '*' ? '' : join(directoryOf(from), directory),
      })),
    );
    const own = MANIFESTS.get(file.language);
    return this.#loaded.some(
      ({ manifest, directory }) => manifest === own && (directory === '' || path.startsWith(`${directory}/`)),
    );
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
