import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { signOf } from '../lexer/javascript-signs.ts';
import { readMembers } from './classes.ts';
import { DescribedRoutes } from './described-routes.ts';
import { HandedReader } from './handed.ts';
import type { JavaScriptNames } from './names.ts';
import { membersOf } from './route-paths.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';
import { readText } from './written-text.ts';

/** A source without these has no descriptions of routes. The first is found out quickly. */
const METHOD_LOOK = /:\s*(?:\[\s*)?['"`](?:get|post|put|patch|delete|del|options|head|all|any|\*)['"`]/i;
const LOOK =
  /\b(?:method|methods|verb|httpMethod|type)['"]?\s*:\s*(?:\[\s*)?['"`](?:get|post|put|patch|delete|del|options|head|all|any|\*)['"`]/i;
const SPREAD_LOOK = /\.\.\.\w*(?:[rR]oute|[eE]ndpoint)/;
const ROUTES = /route|endpoint/i;
/** What such a member is called. */
const METHOD = /^(methods?|verb|httpMethod|type)$/;
/** More than stands in front of the method. */
const MOST_TOKENS = 100;
const [OPEN_SQUARE, OPEN_CURLY, CLOSE_SQUARE, CLOSE_ROUND, SPREAD, SET, DEFAULT, COLON] = [
  signOf('['),
  signOf('{'),
  signOf(']'),
  signOf(')'),
  signOf('...'),
  signOf('='),
  signOf('default'),
  signOf(':'),
];

/** A list that a loop goes over, and which names are its variable, or are taken out of that. */
interface Loop {
  readonly ref: Ref;
  gives(ref: Ref): boolean;
}

/** Reads lists of routes, `[{ method: 'get', path: '/x', handler }]`, and loops that register them: `app[route.method](…)`. */
class RouteTableReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #serving: Serving;
  readonly #described: DescribedRoutes;
  #holders: Map<number, Ref> | undefined;

  constructor(names: JavaScriptNames, findings: Findings, serving: Serving) {
    this.#names = names;
    this.#findings = findings;
    this.#serving = serving;
    this.#described = new DescribedRoutes(names, findings);
  }

  run(): void {
    const { source } = this.#names;
    const spreads = source.mayMatch(SPREAD_LOOK);
    if (spreads || (source.mayMatch(METHOD_LOOK) && source.mayMatch(LOOK))) this.#lists(spreads);
    if (source.mayMention('](') || source.mayMention('] (') || source.mayMention(')[')) this.#loops();
  }

  /** What holds the value that begins at a token. */
  #holderOf(at: number): Ref {
    const names = this.#names;
    if (this.#holders === undefined) {
      this.#holders = new Map();
      for (const { ref, value, member } of names.scopes.bindings)
        if (value !== undefined && member === undefined) this.#holders.set(value.from, ref);
      for (const shape of names.scopes.classes) {
        const own = `${names.classRef(shape)}()`;
        for (const { name, value } of names.scopes.assigned.get(shape) ?? [])
          this.#holders.set(value.from, `${own}.${name}`);
        for (const { name, value } of readMembers(names.source, shape, names.shapes))
          if (value !== undefined) this.#holders.set(value.from, `${own}.${name}`);
      }
    }
    return this.#holders.get(at) ?? `value~${at}`;
  }

  #lists(spreads: boolean): void {
    const { source } = this.#names;
    const described = this.#describedAt();
    const spread = spreads ? this.#spreadAt() : [];
    let [next, nextSpread] = [0, 0];
    for (let at = 0; at < source.tokens.length; at++) {
      while ((described[next] ?? at) < at) next += 1;
      while ((spread[nextSpread] ?? at) < at) nextSpread += 1;
      const sign = source.sign(at);
      if (sign === OPEN_SQUARE) {
        const behind = source.after(at);
        const holds = (described[next] ?? behind) < behind && source.sign(at + 1) === OPEN_CURLY;
        if (holds || (spread[nextSpread] ?? behind) < behind) this.#list(at);
      } else if (described[next] === at) {
        const before = source.sign(at - 1);
        if (before === SET || before === DEFAULT) this.#object(at);
      }
    }
  }

  /** Where anything is spread, in order. */
  #spreadAt(): readonly number[] {
    const { source } = this.#names;
    return source.tokens.flatMap((_, at) => (source.sign(at) === SPREAD ? [at] : []));
  }

  /** Where the objects begin, in order, that have a member which may be a method of HTTP. */
  #describedAt(): readonly number[] {
    const { source } = this.#names;
    const found = new Set<number>();
    for (let at = 1; at < source.tokens.length; at++) {
      if (source.sign(at) !== COLON || !METHOD.test(source.at(at - 1).text)) continue;
      // The members in front of it are passed over.
      let open = at - 2;
      for (let steps = 0; steps < MOST_TOKENS && open >= 0 && source.sign(open) !== OPEN_CURLY; steps++)
        open = this.#before(open);
      if (source.sign(open) === OPEN_CURLY) found.add(open);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** The index before a token, or before the bracket that it closes. */
  #before(at: number): number {
    const partner = this.#names.source.partner[at] ?? -1;
    return (partner >= 0 && partner < at ? partner : at) - 1;
  }

  /** One that is exported, to be put into a list elsewhere. */
  #object(at: number): void {
    const { source } = this.#names;
    const range = { from: at, to: source.after(at) };
    const members = membersOf(this.#names, range);
    if (members === undefined || !this.#described.isRoute(members)) return;
    if (this.#described.shape(members) === undefined) return;
    const whole = source.is(at - 2, 'exports') && source.is(at - 3, '.') && source.is(at - 4, 'module');
    this.#described.add(whole ? '*' : this.#holderOf(at), members, source.lines(range));
  }

  #list(at: number): void {
    const { source } = this.#names;
    for (const element of source.elements(at)) {
      if (source.is(element.from, '...')) {
        const value = { from: element.from + 1, to: element.to };
        const child = this.#names.refOf(value);
        if (child !== undefined && ROUTES.test(source.word(value.to - 1) ?? ''))
          this.#findings.mounts.push({ on: this.#holderOf(at), child, path: [] });
        continue;
      }
      const members = source.is(element.from, '{') ? membersOf(this.#names, element) : undefined;
      if (members !== undefined && this.#described.isRoute(members))
        this.#described.add(this.#holderOf(at), members, source.lines(element));
    }
  }

  /** `app[route.method](route.path, …)`, `(app as any)[method](path, …)` */
  #loops(): void {
    const { source } = this.#names;
    let handed: HandedReader | undefined;
    for (let at = 1; at < source.tokens.length; at++) {
      if (source.sign(at) !== OPEN_SQUARE) continue;
      const close = source.partner[at] ?? -1;
      if (source.sign(close) !== CLOSE_SQUARE || !source.is(close + 1, '(')) continue;
      const on = this.#receiver(at);
      if (on === undefined || !this.#serving.mayServe(on)) continue;
      handed ??= new HandedReader(this.#names, this.#findings, this.#serving);
      this.#loop(on, { from: at + 1, to: close }, close + 1, handed);
    }
  }

  /** What a member is taken of: `router`, `this.app`, `(app as any)`. */
  #receiver(open: number): Ref | undefined {
    const { source } = this.#names;
    const inner = source.sign(open - 1) === CLOSE_ROUND ? (source.partner[open - 1] ?? -1) : -1;
    if (inner >= 0)
      return source.word(inner - 1) === undefined
        ? this.#names.refOf({ from: inner + 1, to: open - 1 })
        : undefined;
    let from = open - 1;
    while (source.word(from) !== undefined && source.is(from - 1, '.')) from -= 2;
    const chain = this.#names.chainOf({ from, to: open });
    const links = chain?.links.findIndex((link) => link.does === 'member' && link.at > open - 1) ?? -1;
    return chain === undefined || links === -1 ? undefined : this.#names.refOfChain(chain, links);
  }

  #loop(on: Ref, key: Range, open: number, handed: HandedReader): void {
    const { source } = this.#names;
    const list = this.#listOf(key, handed);
    const [path] = source.elements(open);
    if (list === undefined || path === undefined) return;
    // `prefix + route.path`
    const text = readText(this.#names, path);
    const cut = text?.findIndex((part) => typeof part !== 'string' && list.gives(part.ref)) ?? -1;
    const front: WrittenText = text === undefined || cut === -1 ? [] : text.slice(0, cut);
    const known = text !== undefined && cut === text.length - 1;
    this.#findings.mounts.push(known ? { on, child: list.ref, path: front } : { on, child: list.ref });
    this.#elements(key, list.ref);
  }

  /** What a loop goes over whose variable stands at the beginning of a key, and which names it gives. */
  #listOf(key: Range, handed: HandedReader): Loop | undefined {
    const names = this.#names;
    const found = handed.loopVariable(key);
    if (found !== undefined) {
      const variable = /^[^.]*/.exec(found.variable)?.[0] ?? '';
      return {
        ref: found.element.replace(/\.\[\].*$/, ''),
        gives: (ref) => ref === variable || ref.startsWith(`${variable}.`),
      };
    }
    const { parameter, loop } = names.scopes.find(names.source.word(key.from) ?? '', key.from) ?? {};
    // `for (const { method, path } of routes)`
    const ref = loop && names.refOf(loop);
    if (loop !== undefined && ref !== undefined)
      return { ref, gives: (one) => this.#serving.binding(one)?.loop?.from === loop.from };
    const list = parameter && this.#literalBefore(parameter.of.from);
    if (parameter === undefined || list === undefined) return undefined;
    const own = `${names.refOfShape(parameter.of)}@0`;
    return { ref: list, gives: (one) => one === own || one.startsWith(`${own}.`) };
  }

  /** `[{ … }].forEach((route) => …)`: a list without a name. */
  #literalBefore(from: number): Ref | undefined {
    const { source } = this.#names;
    const close = source.is(from - 1, 'async') ? from - 5 : from - 4;
    const open = source.sign(close) === CLOSE_SQUARE ? (source.partner[close] ?? -1) : -1;
    return open < 0 ? undefined : this.#holderOf(open);
  }

  /** A list of this source whose elements are names of what stands elsewhere: `[getUser, addUser]`. */
  #elements({ from }: Range, list: Ref): void {
    const { source, scopes } = this.#names;
    const value = scopes.find(list.replace(/~\d+$/, ''), from)?.value;
    if (value === undefined || !source.is(value.from, '[')) return;
    for (const element of source.elements(value.from)) {
      const child = source.word(element.from) === undefined ? undefined : this.#names.refOf(element);
      if (child !== undefined && !this.#serving.isForeign(child))
        this.#findings.mounts.push({ on: list, child, path: [] });
    }
  }
}

export function readRouteTables(names: JavaScriptNames, findings: Findings, serving: Serving): void {
  new RouteTableReader(names, findings, serving).run();
}
