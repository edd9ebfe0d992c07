import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { readPattern } from '../method-pattern.ts';
import type { Builders, GoFramework } from './framework.ts';
import { collectHandlers } from './handlers.ts';
import type { Makers } from './makers.ts';
import type { Mounting, ReceiverCall } from './mounting.ts';
import type { GoNames } from './names.ts';
import { givenMethod, narrowed, readMethods } from './narrowing.ts';
import { functionAround, isOfTests } from './scope-shapes.ts';

function isPath([first]: WrittenText): boolean {
  return typeof first !== 'string' || first === '' || first.startsWith('/');
}

/** `/users/:id<int>` is `/users/:id` */
function withoutConstraints(path: WrittenText): WrittenText {
  return path.map((part) => (typeof part === 'string' ? part.replace(/(:\w+)<[^<>]*>/g, '$1') : part));
}

/** What a call registers, with what it says of it in front of its handler. */
interface Registered {
  readonly on: Ref;
  readonly methods: readonly string[];
  /** The parameter that is given the method. */
  readonly given?: Ref | undefined;
  readonly path: WrittenText;
  readonly handler: Range;
  readonly front: readonly string[];
  /** What may be a router that serves all that is below. */
  readonly view?: Ref;
}

/** Reads the routes that one source registers. */
export class RouteReader {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #makers: Makers;
  readonly #mounting: Mounting;
  /** What routers were narrowed down to. */
  readonly #answers = new Map<Ref, string[]>();

  constructor(names: GoNames, findings: Findings, makers: Makers, mounting: Mounting) {
    this.#names = names;
    this.#findings = findings;
    this.#makers = makers;
    this.#mounting = mounting;
  }

  #add({ at, open }: ReceiverCall, { on, methods, given, path, handler, front, view }: Registered): void {
    const { source, scopes } = this.#names;
    const around = functionAround(scopes.functions, at);
    if (around !== undefined && isOfTests(source, scopes.imports, around)) return;
    const { guards, handlers } = collectHandlers(this.#names, handler);
    const contract = [...front, ...guards];
    const within = around?.name;
    this.#findings.routes.push({
      on,
      methods,
      ...(given !== undefined && { method: given }),
      path,
      line: source.at(at).line,
      endLine: source.at(source.after(open) - 1).endLine,
      contract: contract.length === 0 ? '' : hashText(contract.join(' ')),
      body: source.hash(handler),
      ...(handlers.length > 0 && { handlers }),
      ...(within !== undefined && { within }),
      ...(view !== undefined && { view }),
    });
  }

  /** `r.GET("/x", show)` */
  route(call: ReceiverCall, framework: GoFramework, elements: readonly Range[]): boolean {
    const names = this.#names;
    let methods = framework.verbs[call.method];
    let rest = elements;
    let given: Ref | undefined;
    if (methods === undefined) {
      const [first, ...others] = elements;
      methods = first === undefined ? [] : readMethods(names, first);
      given = first && givenMethod(names, first);
      rest = others;
    }
    const [where, ...behind] = rest;
    const text = where && names.textOf(where);
    if (text === undefined || behind.length === 0) return false;
    const { method, path } = readPattern(framework.pack === 'fiber' ? withoutConstraints(text) : text);
    if (!isPath(path) && this.#makers.routerOf(call.on) === undefined) return false;
    const index = framework.handler === 'first' ? 0 : behind.length - 1;
    const handler = behind[index];
    if (handler === undefined) return false;
    const handed = methods[0] === '*' && this.#mounting.handsOn(call, handler, path);
    if (handed === true) return true;
    if (framework.builders !== undefined) {
      const behind = narrowed(names, call.chain, call.link + 1, framework.builders);
      methods = behind.methods ?? this.#answers.get(this.#makers.routerOf(call.on) ?? '') ?? methods;
      given ??= behind.given;
    }
    const beside = behind.filter((_, at) => at !== index).map((guard) => names.source.hash(guard));
    const front = [...this.#guardsInChain(call), ...beside];
    for (const one of this.#turns(path)) {
      this.#add(call, {
        on: call.on,
        methods: method === undefined ? methods : [method],
        given,
        path: one,
        handler,
        front,
        ...(handed !== false && { view: handed }),
      });
    }
    return true;
  }

  /** A path for each of the texts that a loop goes through: `for _, path := range []string{"/", "/index"}`. */
  #turns(path: WrittenText): WrittenText[] {
    const { scopes, source } = this.#names;
    const at = path.findIndex(
      (part) => typeof part !== 'string' && scopes.bindings.get(part.ref)?.each !== undefined,
    );
    const part = path[at];
    const each = typeof part === 'object' ? scopes.bindings.get(part.ref)?.each : undefined;
    if (each === undefined) return [path];
    const named =
      each.to === each.from + 1 ? scopes.find(source.at(each.from).text, each.from)?.value : undefined;
    const list = named ?? each;
    const open = source.find(list, '{');
    // The brace of the loop stands behind its list.
    if (open >= source.tokens.length || !source.is(list.from, '[')) return [path];
    return source.elements(open).flatMap((element) => {
      const text = this.#names.textOf(element);
      return text === undefined ? [] : [[...path.slice(0, at), ...text, ...path.slice(at + 1)]];
    });
  }

  /** `r.PathPrefix("/v1").Subrouter()`, `r.Methods("GET").Path("/x").HandlerFunc(show)` */
  built(call: ReceiverCall, builders: Builders): boolean {
    const names = this.#names;
    const { chain, link, open, method, at } = call;
    const words = new Set([builders.methods, builders.path, builders.prefix, ...builders.others]);
    let first = link - 1;
    while (first >= 2) {
      const before = chain.links[first - 2];
      if (before?.does !== 'member' || !words.has(before.name)) break;
      first -= 2;
    }
    const on = names.refOfChain(chain, first);
    if (on === undefined || first === link - 1) return false;
    const said = narrowed(names, chain, first, builders, link - 1);
    const { methods, below, known } = said;
    // What has no path of its own, on a router that was made for one.
    const path = said.path ?? (methods !== undefined && this.#isMadeFor(on) ? [''] : undefined);
    if (method === builders.router) {
      const child = names.made.get(open);
      if (child === undefined) return false;
      this.#mounting.addBelow(on, child);
      if (methods !== undefined) this.#answers.set(child, methods);
      this.#mounting.put(at, on, child, known ? (said.path ?? []) : undefined);
      return true;
    }
    const [handler] = names.source.elements(open);
    if (handler === undefined || path === undefined || !known) return false;
    // What is below a path is files, a router of another kind, or what looks at the rest by itself.
    const view = below ? this.#mounting.childOf(handler) : undefined;
    if (below && view === undefined) return true;
    if (view !== undefined) this.#mounting.put(at, on, view, path);
    const answers = methods ?? narrowed(names, chain, link + 1, builders).methods ?? ['*'];
    const route = { on, methods: answers, path, handler, front: [] };
    this.#add(call, view === undefined ? route : { ...route, view });
    return true;
  }

  /** Tells whether a router is one that `Subrouter()` made. */
  #isMadeFor(on: Ref): boolean {
    return this.#makers.routerOf(on)?.startsWith('group~') === true;
  }

  /** What stands in front of the handlers of `r.With(auth).Get(…)`. */
  #guardsInChain({ chain, link }: ReceiverCall): string[] {
    const { source, transparent } = this.#names;
    return chain.links.slice(0, link).flatMap((step, index) => {
      const before = chain.links[index - 1];
      const guards = step.does === 'call' && before?.does === 'member' && transparent.has(before.name);
      return guards ? source.elements(step.open).map((range) => source.hash(range)) : [];
    });
  }
}
