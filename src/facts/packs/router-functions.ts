import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { JavaClass, JavaMethod } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { JavaPack } from './pack.ts';
import { ROUTE_VERB, usesRouteFunctions, type Where } from './spring-routes.ts';

/** What puts routes under a predicate, `nest(path("/x"), …)`, or under a path, `.path("/x", …)`. */
const NEST = /^(nest|andNest)$/;
/** What gives a route to what handles it. */
const ROUTE = /^(route|andRoute)$/;
/** Variables that hold what others hold, further than anybody goes. */
const DEEPEST = 10;
/** More variables than the routes of one method are put together from, each as often as it is asked for. */
const MOST_HELD = 200;

/** Reads the functions of one source that give routes. */
class RouterFunctionReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;
  /** What the variables of a function hold. */
  #held: ReadonlyMap<string, Range> = new Map();
  #depth = 0;
  #asked = 0;

  constructor(names: JavaNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    const { classes, functions = [] } = this.#names.file;
    for (const method of functions) this.#method(method, undefined);
    for (const owner of classes) for (const method of owner.methods) this.#method(method, owner);
  }

  /** A bean serves by itself; what else gives routes is put into one. */
  #method({ name, annotations, result, body }: JavaMethod, owner: JavaClass | undefined): void {
    const { source } = this.#names;
    if (body.to <= body.from) return;
    let gives = false;
    for (let at = result.from; at < result.to && !gives; at++) gives = source.is(at, 'RouterFunction');
    // Kotlin can tell the result from the body.
    for (let at = body.from; at < body.to && !gives; at++)
      gives = source.is(at, '(') && ROUTE.test(source.word(at - 1) ?? '') && result.to <= result.from;
    if (!gives) return;
    const on = owner === undefined ? name : `${owner.qualified}.${name}`;
    const bean = annotations.some((one) => one.name === 'Bean');
    this.#findings.addRouter({ id: on, pack: 'spring', ...(bean && { root: true as const }) });
    this.#held = this.#variables(source.inside(body.from));
    this.#asked = 0;
    this.#walk(body, { on, owner, path: [] });
  }

  /** `RouterFunction<ServerResponse> users = route()…;`, `RequestPredicate front = path("/x");` */
  #variables({ from, to }: Range): Map<string, Range> {
    const { source } = this.#names;
    const found = new Map<string, Range>();
    for (let at = from; at < to; at = source.after(at)) {
      const name = source.is(at, '=') ? source.word(at - 1) : undefined;
      const before = source.at(at - 2).text;
      if (name === undefined || !/^([\w$]+|>)$/.test(before) || at - 2 < from) continue;
      found.set(name, { from: at + 1, to: source.find({ from: at, to }, ';') });
    }
    return found;
  }

  #walk({ from, to }: Range, where: Where): void {
    const { source } = this.#names;
    for (let at = from; at < to; ) {
      const word = source.word(at);
      const open = source.is(at + 1, '(') ? at + 1 : undefined;
      if (word === undefined || open === undefined) {
        const held = this.#heldAt(at, to);
        // A variable counts where it stands, not where it is given its value.
        if (held !== undefined && at + 1 === held.from - 1) at = held.to;
        else {
          if (held !== undefined) this.#inside(held, where);
          at += 1;
        }
        continue;
      }
      at = this.#call(word, at, open, where) ? source.after(open) : at + 1;
    }
  }

  #heldAt(at: number, to: number): Range | undefined {
    const { source } = this.#names;
    const held = source.is(at - 1, '.') ? undefined : this.#held.get(source.word(at) ?? '');
    return at < to ? held : undefined;
  }

  #inside(held: Range, where: Where): void {
    if (this.#depth > DEEPEST || this.#asked >= MOST_HELD) return;
    this.#asked += 1;
    this.#depth += 1;
    this.#walk(held, where);
    this.#depth -= 1;
  }

  /** @returns whether all that stands in the parentheses was read */
  #call(word: string, at: number, open: number, where: Where): boolean {
    const { source } = this.#names;
    const values = source.elements(open);
    const [first, ...others] = values;
    if (first !== undefined && NEST.test(word) && others.length > 0) {
      const below = { ...where, path: this.#pathOf(first, where) };
      for (const one of others) this.#walk(one, below);
      return true;
    }
    if (first !== undefined && word === 'path' && others.length > 0) {
      const below = { ...where, path: this.#below(first, where) };
      for (const one of others) this.#walk(one, below);
      return true;
    }
    if (first !== undefined && ROUTE.test(word) && others.length > 0) {
      this.#predicate(first, others, where);
      return true;
    }
    // `route().GET("/x", handler::show)`
    if (first !== undefined && ROUTE_VERB.test(word) && source.is(at - 1, '.') && others.length > 0) {
      this.#route(word, { from: at, to: source.after(open) }, this.#below(first, where), others, where);
      return true;
    }
    // A bean may be called `route` as well.
    const own = !source.is(at - 1, '.') || source.is(at - 2, 'this');
    if (own && !ROUTE.test(word) && !NEST.test(word)) this.#mount(word, where);
    return false;
  }

  /** `and(userRoutes(handler))`: another method that gives routes. */
  #mount(word: string, { on, owner, path }: Where): void {
    if (owner?.methods.some(({ name }) => name === word))
      this.#findings.mounts.push({ on, child: `${owner.qualified}.${word}`, path });
  }

  #below(value: Range, { owner, path }: Where): WrittenText {
    const { source } = this.#names;
    // `GET(pattern = "/x")` of Kotlin.
    const from = source.is(value.from + 1, '=') ? value.from + 2 : value.from;
    return [...path, '/', ...(this.#names.textOf({ from, to: value.to }, owner) ?? [{ ref: '~' }])];
  }

  /** The path of a predicate: `path("/x").and(accept(JSON))`; as it was, where it says none. */
  #pathOf(predicate: Range, where: Where): WrittenText {
    const { source } = this.#names;
    const held = predicate.from + 1 === predicate.to ? this.#heldAt(predicate.from, predicate.to) : undefined;
    const { from, to } = held ?? predicate;
    for (let at = from; at < to; at++) {
      const word = source.word(at) ?? '';
      const [value] = source.is(at + 1, '(') ? source.elements(at + 1) : [];
      if (value !== undefined && (word === 'path' || ROUTE_VERB.test(word))) return this.#below(value, where);
    }
    return where.path;
  }

  /** `GET("/x").and(accept(JSON))`, `method(HttpMethod.GET)`, `path("/x").or(path("/y"))` … */
  #predicate(predicate: Range, handlers: readonly Range[], where: Where): void {
    const { source } = this.#names;
    let found = false;
    let method = '*';
    for (let at = predicate.from; at < predicate.to; at++) {
      const word = source.word(at) ?? '';
      const [value] = source.is(at + 1, '(') ? source.elements(at + 1) : [];
      if (value === undefined) continue;
      if (ROUTE_VERB.test(word)) {
        const range = { from: at, to: source.after(at + 1) };
        this.#route(word, range, this.#below(value, where), [predicate, ...handlers], where);
        found = true;
      } else if (word === 'method') method = source.word(value.to - 1) ?? '*';
    }
    if (found || !/^([A-Z]+|\*)$/.test(method)) return;
    const path = this.#pathOf(predicate, where);
    if (method !== '*' || path !== where.path)
      this.#route(method, predicate, path, [predicate, ...handlers], where);
  }

  #route(method: string, range: Range, path: WrittenText, rest: readonly Range[], { on }: Where): void {
    const { source } = this.#names;
    const handler = rest.at(-1);
    this.#findings.routes.push({
      on,
      methods: [method],
      path,
      line: source.at(range.from).line,
      endLine: source.lines(handler ?? range).endLine,
      contract: source.hash(...rest.slice(0, -1)),
      body: handler === undefined ? '' : source.hash(handler),
    });
  }
}

/** https://docs.spring.io/spring-framework/reference/web/webflux-functional.html */
export const routerFunctions: JavaPack = {
  name: 'router-functions',
  family: 'java',
  read(names, findings) {
    if (usesRouteFunctions(names)) new RouterFunctionReader(names, findings).read();
  },
};
