import type { Ref } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { GoFramework, RouterShape } from './framework.ts';
import type { GoNames } from './names.ts';
import { structFields } from './types.ts';

const LONGEST_WAY = 8;

/** Finds what one source makes routers of, and what it says to be one by its type. */
export class Makers {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #frameworks: readonly GoFramework[];
  /** What members are given. */
  readonly #members = new Map<Ref, Range>();
  /** The names that are given routers made there. */
  readonly made = new Set<Ref>();

  constructor(names: GoNames, findings: Findings, frameworks: readonly GoFramework[]) {
    this.#names = names;
    this.#findings = findings;
    this.#frameworks = frameworks;
  }

  find(): void {
    const names = this.#names;
    const { scopes } = names;
    for (const { head, to, value } of scopes.assignments) {
      const ref = names.refOf({ from: head, to });
      if (ref !== undefined) this.#gets(this.#ofType(ref), value);
    }
    this.#literals();
    for (const { ref, value } of scopes.bindings.values()) if (value !== undefined) this.#made(ref, value);
    for (const { name, results, returns } of scopes.functions) {
      if (name === undefined || results.from >= results.to) continue;
      for (const value of returns) this.#made(`${name}()`, value);
    }
    for (const { ref, value, type } of scopes.bindings.values())
      if (type !== undefined && value === undefined) this.#typed(ref, type);
    for (const { word, name, type } of scopes.declarations) {
      if (word !== 'type') continue;
      for (const field of structFields(names.source, type)) {
        if (field.embedded) this.#typed(name, field.type);
        if (this.#members.has(`${name}.${field.name}`)) continue;
        this.#typed(`${name}.${field.name}`, field.type);
      }
    }
  }

  /** What members are given in this source. */
  get members(): ReadonlyMap<Ref, Range> {
    return this.#members;
  }

  /** The router of this source that a name stands for. */
  routerOf(ref: Ref): Ref | undefined {
    let found = ref;
    for (let steps = 0; steps < LONGEST_WAY; steps++) {
      if (this.#findings.isRouter(found) || found.startsWith('group~')) return found;
      const base = baseOf(found);
      const next = this.#standsFor(found) ?? (base === found ? undefined : this.#standsFor(base));
      if (next === undefined || next === found) return undefined;
      found = this.#standsFor(found) === next ? next : next + found.slice(base.length);
    }
    return undefined;
  }

  /** `s.router` of a variable is the member of its type: `Server.router`. */
  #ofType(ref: Ref): Ref {
    const owner = ref.slice(0, Math.max(ref.indexOf('.'), 0));
    const stands = this.#names.scopes.bindings.has(owner) ? this.#standsFor(owner) : undefined;
    return stands === undefined || /[(~]/.test(stands) ? ref : stands + ref.slice(owner.length);
  }

  #standsFor(ref: Ref): Ref | undefined {
    const { value, type } = this.#names.scopes.bindings.get(ref) ?? {};
    const given = value ?? this.#members.get(ref);
    if (given !== undefined) return this.#names.refOf(given);
    return type && this.#names.typeOf(type)?.ref;
  }

  /** `Server{router: chi.NewRouter()}` */
  #literals(): void {
    const names = this.#names;
    const { source } = names;
    for (let at = 0; at < source.tokens.length; at++) {
      if (!source.is(at, '{') || source.word(at - 1) === undefined) continue;
      if (source.word(at + 1) === undefined || !source.is(at + 2, ':')) continue;
      const qualified = source.is(at - 2, '.');
      const type = names.typeOf({ from: qualified ? at - 3 : at - 1, to: at });
      if (type === undefined) continue;
      for (const { from, to } of source.elements(at)) {
        const field = source.word(from);
        if (field !== undefined && source.is(from + 1, ':'))
          this.#gets(`${type.ref}.${field}`, { from: from + 2, to });
      }
    }
  }

  #gets(ref: Ref, value: Range): void {
    if (this.#members.has(ref) || value.to - value.from > 60) return;
    this.#members.set(ref, value);
    this.#made(ref, value);
  }

  #made(id: Ref, value: Range): void {
    const names = this.#names;
    const chain = names.chainOf(value);
    const from = chain && names.importOf(chain);
    const [member, last, ...behind] = chain?.links ?? [];
    if (chain === undefined || from === undefined || member?.does !== 'member') return;
    // `mux.NewRouter().StrictSlash(true)` is the router still.
    if (
      !behind.every(
        (link) => link.does === 'call' || (link.does === 'member' && names.transparent.has(link.name)),
      )
    )
      return;
    for (const { from: path, makers, types, pack } of this.#frameworks) {
      if (!path.test(from)) continue;
      const shapes = last?.does === 'call' ? makers : types;
      if (!Object.hasOwn(shapes, member.name)) continue;
      this.#add(id, pack, shapes[member.name]);
      if (last?.does === 'call') this.made.add(id);
    }
  }

  #typed(id: Ref, type: Range): void {
    const named = this.#names.typeOf(type);
    if (named?.from === undefined) return;
    for (const { from, types, pack } of this.#frameworks) {
      if (from.test(named.from) && Object.hasOwn(types, named.name)) this.#add(id, pack, types[named.name]);
    }
  }

  #add(id: Ref, pack: string, shape: RouterShape = {}): void {
    this.#findings.addRouter({ id, pack, ...(shape.root === true && { root: true as const }) });
  }
}
