import type { Ref, WrittenText } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import { basesOf } from './class-bases.ts';
import { readArguments } from './functions.ts';
import { givesPrefix, keepGiven } from './given-arguments.ts';
import type { Chain, PythonNames } from './names.ts';
import type { Binding, Defined } from './scopes.ts';
import type { Range } from './source.ts';
import { isStandardLibrary } from './standard-library.ts';
import type { Statement } from './statements.ts';

/** Texts of more characters, or with spaces, are no part of a path. */
const LONGEST_CONSTANT = 100;

/** How classes of settings are called, but for those that libraries have. */
const SETTINGS = /(Settings|Config|Configuration)(Base|Mixin)?$|Base(Settings|Config)/;
const LIBRARIES = /^(pydantic|pydantic_settings|starlette|django|flask)\b/;

/** The owner of a member: `Settings` of `Settings.prefix`, `Settings@0` and `Settings()`. */
function ownerOf(ref: Ref): Ref {
  const end = Math.max(ref.lastIndexOf('.'), ref.lastIndexOf('@'), ref.lastIndexOf('('));
  return end === -1 ? '' : ref.slice(0, end);
}

/**
 * Says what names stand for that lead, or that another file may take to lead, to a router or to part of a path. Any name
 * of a module can be imported; those within functions are followed only where findings mention them.
 */
class Reach {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #functions = new Map<Ref, Defined>();
  readonly #seen = new Set<Ref>();
  readonly #waiting: Ref[] = [];

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    for (const defined of names.scopes.functions) this.#functions.set(defined.ref, defined);
  }

  run(): void {
    const { scopes } = this.#names;
    const { mounts, routes, routers } = this.#findings;
    for (const { ref, import: imported } of scopes.bindings.values()) {
      if (imported !== undefined && !isStandardLibrary(imported.from))
        this.#findings.imports.push({ as: ref, ...imported });
    }
    for (const binding of [...scopes.top.names.values(), ...scopes.members.values()]) this.#want(binding.ref);
    for (const { on, child, path } of mounts) this.#want(on, child, ...refsOf(path));
    for (const { on, path, handlers } of routes) this.#want(on, ...(handlers ?? []), ...refsOf(path));
    for (const { prefix } of routers) this.#want(...refsOf(prefix));
    for (let ref = this.#waiting.pop(); ref !== undefined; ref = this.#waiting.pop()) this.#follow(ref);
    this.#addInherited();
    this.#addInstances();
  }

  #want(...refs: readonly Ref[]): void {
    for (const ref of refs) {
      for (const one of [ref, baseOf(ref)]) {
        if (this.#seen.has(one)) continue;
        this.#seen.add(one);
        this.#waiting.push(one);
      }
    }
  }

  #follow(ref: Ref): void {
    const { scopes } = this.#names;
    const found = this.#functions.get(ref);
    if (found !== undefined) this.#returns(found);
    const binding = scopes.bindings.get(ref) ?? scopes.members.get(ref);
    if (binding !== undefined) this.#binding(binding);
  }

  #binding({ ref, value }: Binding): void {
    if (value === undefined || this.#findings.isRouter(ref)) return;
    // What a pack knows better stays.
    const known = this.#findings.aliases.get(ref);
    if (known === undefined) this.#stands(ref, value);
    else this.#want(known);
  }

  /** Says what `ref` stands for, if it is no more than a name, what a call gives, or a text. */
  #stands(ref: Ref, value: Range): void {
    const names = this.#names;
    const chain = names.chainOf(value);
    if (chain !== undefined) {
      const field = this.#default(chain);
      if (field !== undefined) {
        this.#constant(ref, names.textOf(field));
        return;
      }
      // A member of what a call gives: `Users(db).router`.
      const calls = chain.links.filter(({ does }) => does !== 'member').length;
      const stands = calls <= 1 ? names.refOfChain(chain) : undefined;
      if (stands === undefined || stands === ref || this.#isStandard(chain)) return;
      this.#findings.aliases.set(ref, stands);
      this.#want(stands);
      const call = chain.links.at(-1);
      if (call?.does === 'call' && !ref.endsWith('()') && givesPrefix(names, call.open)) {
        keepGiven(names, this.#findings, ref, call.open);
        this.#findings.makes.push(ref);
      }
      return;
    }
    this.#constant(ref, names.textOf(value));
  }

  #constant(ref: Ref, text: WrittenText | undefined): void {
    if (text === undefined) return;
    const short = text.every(
      (part) => typeof part !== 'string' || (part.length <= LONGEST_CONSTANT && !/\s/.test(part)),
    );
    if (!short) return;
    this.#findings.constants.set(ref, text);
    this.#want(...refsOf(text));
  }

  /** `Field("/api")` and `Field(default="/api")` of a settings class. */
  #default({ links }: Chain): Range | undefined {
    const [link] = links;
    if (link?.does !== 'call' || links.length > 1) return undefined;
    const { named, positional } = readArguments(this.#names.source, link.open);
    const value = named.get('default') ?? positional[0];
    return value !== undefined && this.#names.literal(value) !== undefined && this.#isField(link.open)
      ? value
      : undefined;
  }

  #isField(open: number): boolean {
    return /^[fF]ield$/.test(this.#names.source.at(open - 1).text);
  }

  #isStandard({ head }: Chain): boolean {
    const binding = this.#names.scopes.find(this.#names.source.word(head) ?? '', head);
    return binding?.import !== undefined && isStandardLibrary(binding.import.from);
  }

  /** What calling a function gives: the first thing it returns that has a name. */
  #returns({ ref, statement }: Defined): void {
    const value = firstReturn(this.#names, statement.body ?? []);
    if (value === undefined) return;
    const stands = this.#names.refOf(value);
    // A function that only gives back what it got tells nothing of where that came from.
    if (stands?.includes('@')) return;
    this.#stands(`${ref}()`, value);
  }

  /** Settings have what the settings have that they are derived from. */
  #addInherited(): void {
    const settings = new Set<Ref>();
    for (const defined of this.#names.scopes.classes) {
      const [base] = basesOf(this.#names, defined);
      if (base?.ref === undefined || base.ref === defined.ref || this.#findings.isRouter(defined.ref))
        continue;
      if (!SETTINGS.test(base.name) && !settings.has(base.ref)) continue;
      settings.add(defined.ref);
      if (!LIBRARIES.test(base.name) && !this.#findings.aliases.has(defined.ref))
        this.#findings.aliases.set(defined.ref, base.ref);
    }
  }

  /** An instance has what its class has. */
  #addInstances(): void {
    const { aliases, constants, routers, mounts, routes } = this.#findings;
    const used = new Set<Ref>();
    const refs = [...aliases.keys(), ...constants.keys(), ...routers.map(({ id }) => id)];
    for (const { on, child } of mounts) refs.push(on, child);
    for (const { on } of routes) refs.push(on);
    for (const ref of refs) for (let one = ref; one !== ''; one = ownerOf(one)) used.add(one);
    for (const { ref } of this.#names.scopes.classes) {
      if (used.has(ref) && !aliases.has(`${ref}()`)) aliases.set(`${ref}()`, ref);
    }
  }
}

function firstReturn(names: PythonNames, statements: readonly Statement[]): Range | undefined {
  for (const { word, head, body } of statements) {
    if (word === 'def' || word === 'class') continue;
    const value = { from: head.from + 1, to: head.to };
    if (word === 'return' && value.to > value.from && names.chainOf(value) !== undefined) return value;
    const inner = body === undefined ? undefined : firstReturn(names, body);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function refsOf(text: WrittenText = []): Ref[] {
  return text.flatMap((part) => (typeof part === 'string' ? [] : [part.ref]));
}

/** Adds to findings what the names stand for that they, or other files, may mention. */
export function reachNames(names: PythonNames, findings: Findings): void {
  new Reach(names, findings).run();
}
