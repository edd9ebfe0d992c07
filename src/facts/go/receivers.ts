import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import { type GoFramework, type KnownMethods, knownMethods } from './framework.ts';
import { GivenCalls } from './given-calls.ts';
import { Makers } from './makers.ts';
import { Mounting, type ReceiverCall } from './mounting.ts';
import { type Chain, type GoNames, isStandardLibrary } from './names.ts';
import { RouteTables } from './route-tables.ts';
import { RouteReader } from './routes.ts';

/** What reading the receivers of one source brought to light, beside findings. */
export interface ReadReceivers {
  /** What members are given: `Server.router` by what stands for it. */
  readonly members: ReadonlyMap<Ref, Range>;
  /** The routers that names were given here. */
  readonly made: ReadonlySet<Ref>;
  /** The first tokens of what something is registered on, and of what is mounted. */
  readonly receiving: ReadonlySet<number>;
  /** The names of the methods of routers that do so. */
  readonly registering: ReadonlySet<number>;
  /** What routers are handed to, by the last tokens of how that is called. */
  readonly callees: ReadonlyMap<number, Ref>;
}

/** Nobody writes longer chains, and what each of its calls is made on is put together anew. */
const LONGEST_CHAIN = 200;
/** The router of `net/http` that is there for all. */
const DEFAULT_MUX = '~default';
/** Names that people give what they register routes on. */
const LIKELY_NAME =
  /^(r|g|e|rg|app|engine|router|mux|routes?|server|srv|api|v\d+)$|(router|group|mux|engine|api)$/i;

/** Methods of routers by which nobody is served. */
const SETS_UP: ReadonlySet<string> = new Set(
  'Use Pre NotFound MethodNotAllowed NoRoute NoMethod Static StaticFS StaticFile StaticFS ServeFiles'.split(
    ' ',
  ),
);

/** Reads what one source registers on the apps and routers of all frameworks. */
class ReceiverReader {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #frameworks: readonly GoFramework[];
  /** Those that the source imports; `net/http` counts only where there is no other. */
  readonly #used: readonly GoFramework[];
  readonly #known: KnownMethods;
  readonly #makers: Makers;
  readonly #mounting: Mounting;
  readonly #routes: RouteReader;
  readonly #given: GivenCalls;
  readonly #receiving = new Set<number>();
  readonly #registering = new Set<number>();
  readonly #callees = new Map<number, Ref>();

  constructor(names: GoNames, findings: Findings, frameworks: readonly GoFramework[]) {
    this.#names = names;
    this.#findings = findings;
    this.#frameworks = frameworks;
    const paths = [...names.scopes.imports.values()];
    this.#used = frameworks.filter(({ from }) => paths.some((path) => from.test(path)));
    this.#makers = new Makers(names, findings, frameworks);
    this.#mounting = new Mounting(names, findings, this.#makers);
    this.#routes = new RouteReader(names, findings, this.#makers, this.#mounting);
    this.#given = new GivenCalls(names, findings);
    this.#known = knownMethods(frameworks);
    names.transparent = this.#known.transparent;
  }

  run(): ReadReceivers {
    const { source } = this.#names;
    for (let at = 1; at < source.tokens.length; at++) {
      // What groups make has a name before anything refers to it.
      if (!source.is(at - 1, '.') || !source.is(at + 1, '(')) continue;
      if (this.#isSubrouter(at) || this.#isGroup(at)) this.#names.made.set(at + 1, `group~${at}`);
    }
    for (let at = 0; at < source.tokens.length; at++) this.#madeInPlace(at);
    this.#makers.find();
    for (let at = 0; at < source.tokens.length; at++) {
      if (!source.is(at + 1, '.') && !source.is(at + 1, '(') && !source.is(at + 1, '{')) continue;
      const chain = this.#names.chainAt(at);
      for (const [link, step] of (chain?.links.slice(0, LONGEST_CHAIN) ?? []).entries())
        if (step.does === 'call' && chain !== undefined) this.#call(chain, link, step.open);
    }
    const [used] = this.#used;
    new RouteTables(
      this.#names,
      this.#findings,
      this.#mounting,
      this.#frameworks,
      used?.pack ?? 'gorilla',
    ).read();
    for (const head of this.#mounting.mounted) this.#receiving.add(head);
    const { members, made } = this.#makers;
    const [receiving, registering, callees] = [this.#receiving, this.#registering, this.#callees];
    return { members, made, receiving, registering, callees };
  }

  /** `mux.NewRouter().PathPrefix("/api")`: a router without a name. */
  #madeInPlace(at: number): void {
    const { source, scopes } = this.#names;
    const open = at + 1;
    if (!source.is(at - 1, '.') || !source.is(open, '(') || !source.is(source.after(open), '.')) return;
    const head = source.word(at - 2) ?? '';
    const from = source.is(at - 3, '.') ? undefined : scopes.imports.get(head);
    if (from === undefined || scopes.find(head, at - 2) !== undefined) return;
    const maker = this.#used.find((one) => one.from.test(from));
    const shape = maker?.makers[source.at(at).text];
    const then = source.word(source.after(open) + 1) ?? '';
    if (maker === undefined || shape === undefined || this.#names.transparent.has(then)) return;
    const id = `new~${open}`;
    this.#names.made.set(open, id);
    this.#findings.addRouter({ id, pack: maker.pack, ...(shape.root === true && { root: true as const }) });
  }

  #isSubrouter(at: number): boolean {
    const { source } = this.#names;
    if (source.after(at + 1) !== at + 3) return false;
    return this.#used.some(({ builders }) => builders !== undefined && source.is(at, builders.router));
  }

  #isGroup(at: number): boolean {
    const { source } = this.#names;
    if (!source.is(at, 'Group') && !this.#used.some(({ groups }) => groups.has(source.at(at).text)))
      return false;
    const [first] = source.elements(at + 1);
    return first !== undefined && !source.is(first.from, 'func');
  }

  #call(chain: Chain, link: number, open: number): void {
    const names = this.#names;
    const member = chain.links[link - 1];
    this.#gives(chain, link, open);
    if (member?.does === 'member') {
      const imported = link === 1 ? names.importOf(chain) : undefined;
      const on = imported === 'net/http' ? DEFAULT_MUX : names.refOfChain(chain, link - 1);
      const call =
        on === undefined ? undefined : { chain, on, method: member.name, open, at: member.at, link };
      if (call !== undefined && (imported === undefined || on === DEFAULT_MUX) && this.#registers(call)) {
        this.#understands(call);
        return;
      }
    }
    this.#passes(chain, link, open);
  }

  /** `s.get("/users", list)`, where `get` is no method of a router. */
  #gives(chain: Chain, link: number, open: number): void {
    const from = this.#names.importOf(chain);
    if (
      from !== undefined &&
      (isStandardLibrary(from) || this.#frameworks.some((one) => one.from.test(from)))
    )
      return;
    const callee = this.#names.refOfChain(chain, link);
    const owner = callee?.slice(0, Math.max(callee.lastIndexOf('.'), 0)) ?? '';
    if (callee === undefined || callee.includes('(') || this.#makers.routerOf(owner) !== undefined) return;
    this.#given.read(callee, open);
  }

  #understands({ chain, at, on }: ReceiverCall): void {
    this.#receiving.add(chain.head);
    if (this.#makers.routerOf(on) !== undefined) this.#registering.add(at);
  }

  /** The framework whose method a call is. */
  #frameworkOf({ on, method, chain, link }: ReceiverCall): GoFramework | undefined {
    const has = ({ verbs, groups, blocks, mounts }: GoFramework): boolean =>
      Object.hasOwn(verbs, method) || groups.has(method) || blocks.has(method) || mounts.has(method);
    const builder = this.#used.find(
      ({ builders }) => builders?.router === method || builders?.handlers.has(method) === true,
    );
    if (builder !== undefined) return builder;
    if (on === DEFAULT_MUX) return this.#frameworks.find((one) => one.from.test('net/http') && has(one));
    const router = this.#makers.routerOf(on);
    const pack = router && this.#findings.packOf(router);
    if (pack !== undefined) return this.#frameworks.find((one) => one.pack === pack && has(one));
    // A source that gets its router from another one need not import what it is of.
    const then = chain.links[link + 1];
    const narrows = then?.does === 'member' && then.name;
    const built = this.#frameworks.find((one) => one.builders?.methods === narrows && has(one));
    if (built !== undefined) return built;
    return this.#used.find(has) ?? this.#frameworks.find(has);
  }

  #registers(call: ReceiverCall): boolean {
    if (SETS_UP.has(call.method) && this.#makers.routerOf(call.on) !== undefined) this.#understands(call);
    const framework = this.#known.all.has(call.method) ? this.#frameworkOf(call) : undefined;
    if (framework === undefined) return false;
    const { method, open, on } = call;
    if (framework.builders?.router === method || framework.builders?.handlers.has(method))
      return this.#routes.built(call, framework.builders);
    const elements = this.#names.source.elements(open);
    if (on === DEFAULT_MUX) this.#findings.addRouter({ id: on, pack: framework.pack, root: true });
    if (Object.hasOwn(framework.verbs, method)) return this.#routes.route(call, framework, elements);
    // What gets a function with the router in it is a block also where it is called as a group is.
    const isBlock = framework.blocks.has(method) && (elements.length > 1 || !framework.groups.has(method));
    if (isBlock) return this.#mounting.block(call, elements);
    if (framework.groups.has(method)) return this.#mounting.group(call, elements);
    return this.#mounting.mount(call, elements);
  }

  /** A router handed to a function may get routes there: `RegisterUsers(v1)`. */
  #passes(chain: Chain, link: number, open: number): void {
    const names = this.#names;
    const from = names.importOf(chain);
    const isMade = names.made.has(open);
    if (
      isMade ||
      (from !== undefined && (isStandardLibrary(from) || this.#frameworks.some((one) => one.from.test(from))))
    )
      return;
    const callee = names.refOfChain(chain, link);
    if (callee === undefined) return;
    names.source.elements(open).forEach((range, index) => {
      const on = names.refOf(range);
      if (on !== undefined && this.#isLikely(on)) {
        this.#mounting.put(open, on, `${callee}@${index}`, []);
        this.#callees.set(open - 1, callee);
      }
    });
  }

  #isLikely(ref: Ref): boolean {
    if (this.#makers.routerOf(ref) !== undefined) return true;
    const last = ref.slice(ref.lastIndexOf('.') + 1).replace(/~\d+$/, '');
    return LIKELY_NAME.test(last);
  }
}

/** Reads what one source registers on the apps and routers of some frameworks. */
export function readGoReceivers(
  names: GoNames,
  findings: Findings,
  frameworks: readonly GoFramework[],
): ReadReceivers {
  return new ReceiverReader(names, findings, frameworks).run();
}
