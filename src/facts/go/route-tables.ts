import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { readPattern } from '../method-pattern.ts';
import { type GoFramework, type KnownMethods, knownMethods } from './framework.ts';
import { collectHandlers } from './handlers.ts';
import type { Mounting } from './mounting.ts';
import type { Chain, GoNames } from './names.ts';

const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY)$/i;
const TABLE = /routes?(table|list|s)?$|endpoints?$|handlers$/i;
/** Longer tables and loops than anybody writes. */
const MOST_ROUTES = 1000;
const LONGEST_LOOP = 400;

/** What people call a list, by what stands for its elements. */
function lastName(elements: Ref): string {
  const list = elements.slice(0, -'.[]'.length);
  return list.slice(list.lastIndexOf('.') + 1).replace(/[~@]\d+$|\(\)$/, '');
}

/** What one line of a table says. */
interface Listed {
  readonly method?: string;
  readonly path: WrittenText;
  readonly handler: Range;
  readonly all: Range;
}

/**
 * Reads tables of routes, `[]Route{{"Index", "GET", "/", Index}}`, and the loops that register them: what is written in a
 * table is mounted where the loop puts it.
 */
export class RouteTables {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #mounting: Mounting;
  readonly #pack: string;
  readonly #known: KnownMethods;
  readonly #tables = new Set<Ref>();

  constructor(
    names: GoNames,
    findings: Findings,
    mounting: Mounting,
    frameworks: readonly GoFramework[],
    pack: string,
  ) {
    this.#names = names;
    this.#findings = findings;
    this.#mounting = mounting;
    this.#pack = pack;
    this.#known = knownMethods(frameworks);
  }

  read(): void {
    for (const { ref, value } of this.#names.scopes.bindings.values())
      if (value !== undefined) this.#table(`${ref}.[]`, value);
    for (const { name, returns } of this.#names.scopes.functions) {
      const [value] = returns;
      if (name !== undefined && value !== undefined) this.#table(`${name}().[]`, value);
    }
    const { source } = this.#names;
    for (let at = 0; at < source.tokens.length; at++) {
      if (source.is(at, 'range')) this.#loop(at);
      else if (source.is(at, 'AddRoutes') && source.is(at - 1, '.') && source.is(at + 1, '('))
        this.#added(at);
    }
  }

  /** `server.AddRoutes([]rest.Route{…}, rest.WithPrefix("/v1"))` */
  #added(at: number): void {
    const { source } = this.#names;
    let head = at - 2;
    while (source.word(head) !== undefined && source.is(head - 1, '.')) head -= 2;
    const chain = this.#names.chainAt(head);
    const link = chain?.links.findIndex((one) => one.does === 'member' && one.at === at) ?? -1;
    const on = chain === undefined || link === -1 ? undefined : this.#names.refOfChain(chain, link);
    const [list, ...options] = source.elements(at + 1);
    if (on === undefined || list === undefined) return;
    // Guards may stand around the list.
    const typed = this.#find(list, 'Route', '{');
    const open = typed + 1;
    const literal = typed === -1 ? list : { from: typed - 4, to: source.after(open) };
    const child = this.#childOf(literal, at);
    if (child === undefined) return;
    const prefix = options
      .map((option) => this.#find(option, 'WithPrefix', '('))
      .find((found) => found !== -1);
    const path = prefix === undefined ? [] : this.#names.textOf(source.inside(prefix + 1));
    this.#mounting.put(at, on, child, path);
  }

  /** Where two words or signs stand next to each other. */
  #find({ from, to }: Range, first: string, second: string): number {
    const { source } = this.#names;
    for (let at = from; at < Math.min(to, from + LONGEST_LOOP); at++)
      if (source.is(at, first) && source.is(at + 1, second)) return at;
    return -1;
  }

  /** The brace of `[]Route{…}`, `Routes{…}`. */
  #literal({ from, to }: Range): number | undefined {
    const { source } = this.#names;
    let open = source.find({ from, to }, '{');
    // The fields of a type without a name come first.
    if (source.is(open - 1, 'struct')) open = source.find({ from: source.after(open), to }, '{');
    return open < to && open > from && source.after(open) >= to ? open : undefined;
  }

  #table(id: Ref, value: Range): void {
    const { source } = this.#names;
    const open = this.#literal(value);
    if (open === undefined || source.is(value.from, 'func') || source.is(value.from, 'struct')) return;
    // Of most lists the first element tells that they hold no routes.
    const [first, ...others] = source.elements(open);
    if (first === undefined || this.#listed(first) === undefined) return;
    this.#tables.add(id);
    // Menus and rules look the same: what is not called a table of routes serves only where a loop registers it.
    const called = [lastName(id), source.word(open - 1) ?? ''].some((name) => TABLE.test(name));
    this.#findings.addRouter({ id, pack: this.#pack, ...(!called && { view: true as const }) });
    for (const element of [first, ...others].slice(0, MOST_ROUTES)) {
      const listed = this.#listed(element);
      if (listed === undefined) continue;
      const { guards, handlers } = collectHandlers(this.#names, listed.handler);
      this.#findings.routes.push({
        on: id,
        methods: [listed.method === undefined || listed.method === 'ANY' ? '*' : listed.method],
        path: listed.path,
        ...source.lines(listed.all),
        contract: guards.length === 0 ? '' : hashText(guards.join(' ')),
        body: source.hash(listed.handler),
        ...(handlers.length > 0 && { handlers }),
      });
    }
  }

  /** `{"Index", "GET", "/", Index}`, `Route{Path: "/"}`, `"index": {…}` */
  #listed(all: Range): Listed | undefined {
    const { source } = this.#names;
    const colon = source.find(all, ':');
    const from = colon < all.to ? colon + 1 : all.from;
    const open = source.find({ from, to: all.to }, '{');
    if (open >= all.to || source.after(open) !== all.to)
      return colon < all.to ? this.#pair(all, colon) : undefined;
    let [method, path, handler]: [string | undefined, WrittenText | undefined, Range | undefined] = [
      undefined,
      undefined,
      undefined,
    ];
    for (const element of source.elements(open)) {
      const sign = source.find(element, ':');
      const value = sign < element.to ? { from: sign + 1, to: element.to } : element;
      const text = this.#names.textOf(this.#plain(value));
      const [first] = text ?? [];
      if (method === undefined && text?.length === 1 && typeof first === 'string' && METHOD.test(first))
        method = first.toUpperCase();
      else if (path === undefined && typeof first === 'string' && first.startsWith('/')) path = text;
      else if (this.#isHandler(value)) handler = value;
    }
    return path === undefined || handler === undefined
      ? undefined
      : { ...(method !== undefined && { method }), path, handler, all };
  }

  /** `"/users": list` of a map, perhaps with a method in front of the path. */
  #pair(all: Range, colon: number): Listed | undefined {
    const key = this.#names.textOf({ from: all.from, to: colon });
    const handler = { from: colon + 1, to: all.to };
    const { method, path } = readPattern(key ?? []);
    const [first] = path;
    if (typeof first !== 'string' || !first.startsWith('/') || !this.#isHandler(handler)) return undefined;
    return { ...(method !== undefined && { method }), path, handler, all };
  }

  /** Without `strings.ToUpper(…)` and `[]string{…}` around it. */
  #plain(value: Range): Range {
    const { source } = this.#names;
    if (source.is(value.from, 'strings') && source.is(value.from + 3, '('))
      return source.inside(value.from + 3);
    const open = source.is(value.from, '[') ? this.#literal(value) : undefined;
    const elements = open === undefined ? [] : source.elements(open);
    return elements[0] !== undefined && elements.length === 1 ? elements[0] : value;
  }

  #isHandler(value: Range): boolean {
    const { source } = this.#names;
    if (source.is(value.from, 'func')) return true;
    const chain = this.#names.chainOf(value);
    return chain !== undefined && this.#names.literal(value) === undefined && !source.is(value.from, 'true');
  }

  /** `for _, route := range routes { router.Handle(route.Method, route.Path, route.Handler) }` */
  #loop(range: number): void {
    const { source } = this.#names;
    const equals = range - 1;
    const variable = source.word(equals - 1);
    if (variable === undefined || !(source.is(equals, ':=') || source.is(equals, '='))) return;
    if (!source.is(equals - 2, ',')) return;
    const brace = source.find({ from: range + 1, to: range + 20 }, '{');
    const body = source.is(range + 1, '[') ? source.after(brace) : brace;
    if (!source.is(body, '{')) return;
    const child = this.#childOf({ from: range + 1, to: body }, range);
    const key = source.word(equals - 3);
    if (child !== undefined) this.#registers(variable, source.inside(body), child, key);
  }

  #childOf(over: Range, range: number): Ref | undefined {
    if (this.#literal(over) !== undefined) {
      const id = `table~${range}.[]`;
      this.#table(id, over);
      return this.#tables.has(id) ? id : undefined;
    }
    const ref = this.#names.refOf(over);
    if (ref === undefined) return undefined;
    const id = `${ref}.[]`;
    return this.#tables.has(id) || TABLE.test(lastName(id)) || ref.includes('@') ? id : undefined;
  }

  #registers(variable: string, body: Range, child: Ref, key: string | undefined): void {
    const { source } = this.#names;
    for (let at = body.from; at < Math.min(body.to, body.from + LONGEST_LOOP); at++) {
      const chain = source.word(at) === variable ? undefined : this.#names.chainAt(at);
      const found = chain && this.#placeOf(chain, variable, key);
      if (found === undefined) continue;
      this.#mounting.put(at, found.on, child, found.path);
      return;
    }
  }

  /** What a call in a loop registers its variable on, and what stands in front of the variable's path. */
  #placeOf(
    chain: Chain,
    variable: string,
    key: string | undefined,
  ): { readonly on: Ref; readonly path: WrittenText | undefined } | undefined {
    const { source } = this.#names;
    let on: Ref | undefined;
    for (const [index, link] of chain.links.entries()) {
      const call = chain.links[index + 1];
      if (link.does !== 'member' || call?.does !== 'call') continue;
      const registers = this.#known.registering.has(link.name);
      if (!registers && !this.#known.narrowing.has(link.name)) continue;
      on ??= this.#names.refOfChain(chain, index);
      const given = registers ? source.elements(call.open) : [];
      // What is given a path and no handler asks for it: `client.Get(one.Path)`.
      if (given.length < 2 && !this.#known.pathAlone.has(link.name)) continue;
      const argument = given[this.#known.methodFirst.has(link.name) && given.length > 2 ? 1 : 0];
      if (on === undefined || argument === undefined) continue;
      const keyed = key !== undefined && key !== '_' && source.word(argument.to - 1) === key;
      if (!keyed && !this.#mentions(argument, variable)) continue;
      const text = this.#names.textOf(argument);
      return { on, path: text && this.#withoutMethod(text.slice(0, -1)) };
    }
    return undefined;
  }

  /** Without the method that stands in front of the path: `one.Method + " " + one.Path`. */
  #withoutMethod(text: WrittenText): WrittenText {
    const [first, second, ...others] = text;
    if (typeof first === 'string' || typeof second !== 'string' || !second.startsWith(' ')) return text;
    const rest = second.trimStart();
    return rest === '' ? others : [rest, ...others];
  }

  #mentions({ from, to }: Range, variable: string): boolean {
    for (let at = from; at < to; at++)
      if (this.#names.source.word(at) === variable && this.#names.source.is(at + 1, '.')) return true;
    return false;
  }
}
