import type { Ref, WrittenText } from '../file-facts.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Builders, GoFramework } from './framework.ts';
import { collectHandlers, wrapped } from './handlers.ts';
import { Makers } from './makers.ts';
import { type Chain, type GoNames, isStandardLibrary } from './names.ts';
import { narrowed, readMethods, readPattern } from './narrowing.ts';

/** A call of a method: `r.GET("/x", show)`. */
interface Call {
  readonly chain: Chain;
  readonly on: Ref;
  readonly method: string;
  readonly open: number;
  /** The index of the method's name. */
  readonly at: number;
  /** Its index among the chain's links. */
  readonly link: number;
}

/** The router of `net/http` that is there for all. */
const DEFAULT_MUX = '~default';
/** Names that people give what they register routes on. */
const LIKELY_NAME =
  /^(r|g|e|rg|app|engine|router|mux|routes?|server|srv|api|v\d+)$|(router|group|mux|engine|api)$/i;

function isPath([first]: WrittenText): boolean {
  return typeof first !== 'string' || first === '' || first.startsWith('/');
}

/** Reads what one source registers on the apps and routers of all frameworks. */
class ReceiverReader {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #frameworks: readonly GoFramework[];
  /** Those that the source imports; `net/http` counts only where there is no other. */
  readonly #used: readonly GoFramework[];
  readonly #makers: Makers;
  /** What routers were narrowed down to. */
  readonly #answers = new Map<Ref, string[]>();

  constructor(names: GoNames, findings: Findings, frameworks: readonly GoFramework[]) {
    this.#names = names;
    this.#findings = findings;
    this.#frameworks = frameworks;
    const paths = [...names.scopes.imports.values()];
    this.#used = frameworks.filter(({ from }) => paths.some((path) => from.test(path)));
    this.#makers = new Makers(names, findings, frameworks);
    for (const { transparent } of frameworks) for (const name of transparent) names.transparent.add(name);
  }

  /** @returns what members are given */
  run(): ReadonlyMap<Ref, Range> {
    const { source } = this.#names;
    for (let at = 0; at < source.tokens.length; at++) {
      // What groups make has a name before anything refers to it.
      if (this.#isSubrouter(at)) this.#names.made.set(at + 1, `group~${at}`);
      if (source.is(at, 'Group') && source.is(at - 1, '.') && source.is(at + 1, '(') && this.#isGroup(at + 1))
        this.#names.made.set(at + 1, `group~${at}`);
    }
    this.#makers.find();
    for (let at = 0; at < source.tokens.length; at++) {
      if (!source.is(at + 1, '.') && !source.is(at + 1, '(') && !source.is(at + 1, '{')) continue;
      const chain = this.#names.chainAt(at);
      for (const [link, step] of (chain?.links ?? []).entries())
        if (step.does === 'call' && chain !== undefined) this.#call(chain, link, step.open);
    }
    return this.#makers.members;
  }

  #isSubrouter(at: number): boolean {
    const { source } = this.#names;
    if (!source.is(at - 1, '.') || !source.is(at + 1, '(') || source.after(at + 1) !== at + 3) return false;
    return this.#used.some(({ builders }) => builders !== undefined && source.is(at, builders.router));
  }

  #isGroup(open: number): boolean {
    const [first] = this.#names.source.elements(open);
    return first !== undefined && !this.#names.source.is(first.from, 'func');
  }

  #call(chain: Chain, link: number, open: number): void {
    const names = this.#names;
    const member = chain.links[link - 1];
    if (member?.does === 'member') {
      const imported = link === 1 ? names.importOf(chain) : undefined;
      const on = imported === 'net/http' ? DEFAULT_MUX : names.refOfChain(chain, link - 1);
      const call =
        on === undefined ? undefined : { chain, on, method: member.name, open, at: member.at, link };
      if (call !== undefined && (imported === undefined || on === DEFAULT_MUX) && this.#registers(call))
        return;
    }
    this.#passes(chain, link, open);
  }

  /** The framework whose method a call is. */
  #frameworkOf({ on, method }: Call): GoFramework | undefined {
    const has = ({ verbs, groups, blocks, mounts }: GoFramework): boolean =>
      Object.hasOwn(verbs, method) || groups.has(method) || blocks.has(method) || mounts.has(method);
    const built = this.#used.find(
      ({ builders }) => builders?.router === method || builders?.handlers.has(method) === true,
    );
    if (built !== undefined) return built;
    if (on === DEFAULT_MUX) return this.#frameworks.find((one) => one.from.test('net/http') && has(one));
    const router = this.#makers.routerOf(on);
    const pack = router && this.#findings.packOf(router);
    if (pack !== undefined) return this.#frameworks.find((one) => one.pack === pack && has(one));
    return this.#used.find(has) ?? this.#frameworks.find(has);
  }

  #registers(call: Call): boolean {
    const framework = this.#frameworkOf(call);
    if (framework === undefined) return false;
    const { method, open, on } = call;
    if (framework.builders?.router === method || framework.builders?.handlers.has(method))
      return this.#built(call, framework, framework.builders);
    const elements = this.#names.source.elements(open);
    if (on === DEFAULT_MUX) this.#findings.addRouter({ id: on, pack: framework.pack, root: true });
    if (Object.hasOwn(framework.verbs, method)) return this.#route(call, framework, elements);
    if (framework.groups.has(method)) return this.#group(call, framework, elements);
    if (framework.blocks.has(method)) return this.#block(call, elements);
    const [path, child] = elements;
    if (path === undefined || child === undefined) return false;
    this.#mount(on, child, this.#names.textOf(path));
    return true;
  }

  #route(call: Call, framework: GoFramework, elements: readonly Range[]): boolean {
    const names = this.#names;
    let methods = framework.verbs[call.method];
    let rest = elements;
    if (methods === undefined) {
      const [first, ...others] = elements;
      methods = first === undefined ? [] : readMethods(this.#names, first);
      rest = others;
    }
    const [where, ...behind] = rest;
    const text = where && names.textOf(where);
    if (text === undefined || behind.length === 0) return false;
    const { method, path } = readPattern(text);
    if (!isPath(path) && this.#makers.routerOf(call.on) === undefined) return false;
    const index = framework.handler === 'first' ? 0 : behind.length - 1;
    const handler = behind[index];
    if (handler === undefined) return false;
    if (methods[0] === '*' && this.#handsOn(call.on, handler, path)) return true;
    const said =
      framework.builders &&
      (narrowed(this.#names, call.chain, call.link + 1, framework.builders).methods ??
        this.#answers.get(this.#makers.routerOf(call.on) ?? ''));
    if (said !== undefined) methods = said;
    const { guards, handlers } = collectHandlers(names, handler);
    const front = behind.filter((_, at) => at !== index).map((guard) => names.source.hash(guard));
    const contract = [...this.#guardsInChain(call), ...front, ...guards];
    this.#findings.routes.push({
      on: call.on,
      methods: method === undefined ? methods : [method],
      path,
      line: names.source.at(call.at).line,
      endLine: names.source.at(names.source.after(call.open) - 1).endLine,
      contract: contract.length === 0 ? '' : hashText(contract.join(' ')),
      body: names.source.hash(handler),
      ...(handlers.length > 0 && { handlers }),
    });
    return true;
  }

  /** `r.PathPrefix("/v1").Subrouter()`, `r.Methods("GET").Path("/x").HandlerFunc(show)` */
  #built(call: Call, framework: GoFramework, builders: Builders): boolean {
    const names = this.#names;
    const { chain, link, open, method } = call;
    const words = new Set([builders.methods, builders.path, builders.prefix, ...builders.others]);
    let first = link - 1;
    while (first >= 2) {
      const before = chain.links[first - 2];
      if (before?.does !== 'member' || !words.has(before.name)) break;
      first -= 2;
    }
    const on = names.refOfChain(chain, first);
    if (on === undefined || first === link - 1) return false;
    const { methods, path, below, known } = narrowed(this.#names, chain, first, builders, link - 1);
    if (method === builders.router) {
      const child = names.made.get(open);
      if (child === undefined) return false;
      if (this.#makers.routerOf(on) !== undefined)
        this.#findings.addRouter({ id: child, pack: framework.pack });
      if (methods !== undefined) this.#answers.set(child, methods);
      this.#findings.mounts.push({ on, child, ...(known && { path: path ?? [] }) });
      return true;
    }
    const [handler] = names.source.elements(open);
    // What is below a path is files, or a router of another kind.
    if (handler === undefined || path === undefined || !known) return false;
    if (below) {
      const child = this.#childOf(handler);
      if (child !== undefined) this.#findings.mounts.push({ on, child, path });
      return true;
    }
    const { guards, handlers } = collectHandlers(names, handler);
    this.#findings.routes.push({
      on,
      methods: methods ?? ['*'],
      path,
      line: names.source.at(call.at).line,
      endLine: names.source.at(names.source.after(open) - 1).endLine,
      contract: guards.length === 0 ? '' : hashText(guards.join(' ')),
      body: names.source.hash(handler),
      ...(handlers.length > 0 && { handlers }),
    });
    return true;
  }

  /** What stands in front of the handlers of `r.With(auth).Get(…)`. */
  #guardsInChain({ chain, link }: Call): string[] {
    const { source, transparent } = this.#names;
    return chain.links.slice(0, link).flatMap((step, index) => {
      const before = chain.links[index - 1];
      const guards = step.does === 'call' && before?.does === 'member' && transparent.has(before.name);
      return guards ? source.elements(step.open).map((range) => source.hash(range)) : [];
    });
  }

  /** A router that serves all below a path: by itself, or behind `http.StripPrefix`. */
  #handsOn(on: Ref, handler: Range, path: WrittenText): boolean {
    const names = this.#names;
    const chain = names.chainOf(handler);
    const [member, call] = chain?.links ?? [];
    if (
      chain !== undefined &&
      member?.does === 'member' &&
      member.name === 'StripPrefix' &&
      call?.does === 'call'
    ) {
      if (names.importOf(chain) !== 'net/http') return false;
      const [prefix, inner] = names.source.elements(call.open);
      const child = inner && this.#childOf(inner);
      const text = prefix && names.textOf(prefix);
      if (child === undefined || text === undefined) return false;
      this.#findings.mounts.push({ on, child, path: text });
      return true;
    }
    const child = this.#childOf(handler);
    if (child === undefined) return false;
    const subtree = path.at(-1);
    const router = this.#makers.routerOf(child) !== undefined;
    if (!router && !(typeof subtree === 'string' && subtree.endsWith('/'))) return false;
    this.#findings.mounts.push({ on, child, path: [] });
    return router;
  }

  /** What a handler stands for where it may be a router: through whatever it is wrapped in, none of other modules. */
  #childOf(range: Range): Ref | undefined {
    const names = this.#names;
    for (const inner of wrapped(names, range)) {
      const chain = names.chainOf(inner);
      const ref = chain && names.refOfChain(chain);
      if (ref !== undefined && this.#makers.routerOf(ref) !== undefined) return ref;
    }
    const chain = names.chainOf(range);
    if (chain === undefined || isStandardLibrary(names.importOf(chain) ?? '')) return undefined;
    return names.refOfChain(chain);
  }

  #mount(on: Ref, range: Range, path: WrittenText | undefined): void {
    const child = this.#childOf(range);
    if (child !== undefined) this.#findings.mounts.push({ on, child, ...(path !== undefined && { path }) });
  }

  #group({ on, open }: Call, { pack }: GoFramework, [where]: readonly Range[]): boolean {
    const child = this.#names.made.get(open);
    if (child === undefined || where === undefined) return false;
    const path = this.#names.textOf(where);
    if (this.#makers.routerOf(on) !== undefined) this.#findings.addRouter({ id: child, pack });
    this.#findings.mounts.push({ on, child, ...(path !== undefined && { path }) });
    return true;
  }

  /** `r.Route("/x", func(r chi.Router) {…})`, `r.Group(func(r chi.Router) {…})`, or with the name of a function. */
  #block({ on }: Call, elements: readonly Range[]): boolean {
    const names = this.#names;
    // Behind the function there may be a name for what it registers.
    const last = elements.length === 3 ? elements[1] : elements.at(-1);
    if (last === undefined || elements.length > 3) return false;
    const [where] = elements.length > 1 ? elements : [];
    const path = where === undefined ? [] : names.textOf(where);
    const literal = names.scopes.literalAt(last.from);
    const ref = literal === undefined ? names.refOf(last) : undefined;
    const child = literal === undefined ? ref && `${ref}@0` : names.scopes.parameterOf(literal, 0);
    if (child === undefined) return false;
    this.#findings.mounts.push({ on, child, ...(path !== undefined && { path }) });
    return true;
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
        this.#findings.mounts.push({ on, child: `${callee}@${index}`, path: [] });
      }
    });
  }

  #isLikely(ref: Ref): boolean {
    if (this.#makers.routerOf(ref) !== undefined) return true;
    const last = ref.slice(ref.lastIndexOf('.') + 1).replace(/~\d+$/, '');
    return LIKELY_NAME.test(last);
  }
}

/**
 * Reads what one source registers on the apps and routers of some frameworks.
 *
 * @returns what members are given: `Server.router` by what stands for it
 */
export function readGoReceivers(
  names: GoNames,
  findings: Findings,
  frameworks: readonly GoFramework[],
): ReadonlyMap<Ref, Range> {
  return new ReceiverReader(names, findings, frameworks).run();
}
