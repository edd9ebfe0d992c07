import type { Ref } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import type { Chain } from './chains.ts';
import type { JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';

/** Names that people give what they register routes on, in a function that gets it without a type. */
const LIKELY_NAME =
  /^_?(app|application|server|api|router|routes?|express|fastify|instance|r)$|(app|router)$/i;

/** Names that nothing else than an app or router has: not that of a client, which has the same verbs. */
const SURE_NAME = /^_?(app|application|server|router|express|fastify)$|(App|Router)$/;
/** The same as a member of a parameter. */
const SURE_MEMBER = /@\d+\.(app|router|server|express|fastify)$/;
/** What only packages of the same tree export. */
const ROUTER_NAME = /[a-z](Router|Routes|_router|_routes)(~\d+)?$/;

/** Tells which names of a source may stand for an app or router. */
export class Serving {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  #known: ReadonlyMap<Ref, Binding> | undefined;
  readonly #taken = new Set<Ref>();

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  /** Of most sources nobody asks. */
  get #bindings(): ReadonlyMap<Ref, Binding> {
    this.#known ??= new Map(
      this.#names.scopes.bindings.map((binding) => [this.#names.refOfBinding(binding), binding]),
    );
    return this.#known;
  }

  binding(ref: Ref): Binding | undefined {
    return this.#bindings.get(ref);
  }

  /** Tells whether `isLikely` has to be asked of a value: most names don't even sound like it, and what has none is none. */
  maySound(chain: Chain | undefined): boolean {
    if (this.#findings.hasRouters) return true;
    if (chain === undefined) return false;
    if (this.#names.isSettled(chain)) return true;
    const last = chain.links.at(-1);
    if (last?.does === 'call') return false;
    const name = last?.name ?? this.#names.source.at(chain.head).text;
    return LIKELY_NAME.test(name.slice(name.lastIndexOf('.') + 1));
  }

  /** Tells whether a name that is handed to a function looks like an app. */
  isLikely(ref: Ref): boolean {
    if (this.#findings.isRouter(ref)) return true;
    const binding = this.#bindings.get(ref);
    const named = binding?.parameter === undefined ? ref.slice(ref.lastIndexOf('.') + 1) : binding.ref;
    return LIKELY_NAME.test(named.replace(/~\d+$/, '')) && this.mayServe(ref);
  }

  /** Tells whether a name comes from a package: nothing is registered there, unless it is one of the tree, to all appearances. */
  isForeign(ref: Ref): boolean {
    if (ROUTER_NAME.test(baseOf(ref))) return false;
    const from = this.#bindings.get(baseOf(ref))?.import?.from ?? this.#names.required.get(baseOf(ref));
    return from !== undefined && /^(node:|[a-z][\w-]*$)/.test(from) && !this.#findings.isRouter(ref);
  }

  /** Takes a parameter for a router, whoever hands it on, once a handler is registered on it by such a name. */
  takeFor(ref: Ref, handler: Range): void {
    if (this.#findings.isRouter(ref)) return;
    // `args.app` of a parameter: only with a function there.
    if (SURE_MEMBER.test(ref) && this.#names.functionAt(handler) !== undefined) this.#taken.add(ref);
    const binding = /@\d+(\.\w+)?$/.test(ref) ? this.#bindings.get(ref) : undefined;
    if (binding?.parameter === undefined) return;
    const { kind, text } = this.#names.source.at(handler.from);
    const handles =
      this.#names.functionAt(handler) !== undefined ||
      /^[[(]$/.test(text) ||
      (kind === 'name' && text !== 'null');
    if (handles && SURE_NAME.test(binding.ref.replace(/~\d+$/, ''))) this.#taken.add(ref);
  }

  /** The parameters that routers are handed to, for all one can tell here. */
  get taken(): Iterable<Ref> {
    return this.#taken;
  }

  /** Tells whether a name may lead to a router: here, in another module, or in what calls this function. */
  mayServe(ref: Ref): boolean {
    let current = ref;
    for (let steps = 0; steps < 10; steps++) {
      if (this.#findings.isRouter(current)) return true;
      const base = baseOf(current);
      if (this.#names.required.has(base) || /^(class|fn|new)~/.test(base)) return true;
      const binding = this.#bindings.get(current) ?? this.#bindings.get(base);
      if (binding === undefined) return current.includes('@');
      if (binding.import !== undefined) return !this.isForeign(current);
      if (binding.parameter !== undefined) return current.includes('@');
      if (binding.shape !== undefined || binding.class !== undefined) return current !== base;
      if (binding.value === undefined) return false;
      if (this.#names.functionAt(binding.value) !== undefined) return current !== base;
      if (this.#names.source.is(binding.value.from, '{')) return current !== base;
      const value = this.#names.refOf(binding.value);
      if (value === undefined || value === current) return false;
      current = value;
    }
    return false;
  }
}
