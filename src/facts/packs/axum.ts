import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { type Chain, callsOf, RustPaths, readChain } from '../rust/chains.ts';
import { keepConstant } from '../rust/constants.ts';
import { implemented, type RustItem, type RustItems, splitOutside } from '../rust/items.ts';
import { readPoemApi, readPoemService, showsPoemApi } from './poem.ts';
import { readUtoipaPath } from './utoipa.ts';

const VERB = /^(get|head|post|put|patch|delete|options|trace|connect|any)(_service|_with)?$/;
/** What people call routers, and functions that make them. */
const ROUTER_NAME = /(app|api|router?|routes|server|service|web|site)(\b|$)/i;
const GOES_ON = /^(route|at|nest|merge)$/;
const DEEPEST = 20;

/** The routers of one function, by the names of its variables. */
type Locals = Map<string, Ref>;

/** A variable that holds one of several routers: `let app = if dev { … } else { … };` */
interface Joined {
  readonly held: string;
  readonly on: Ref;
  /** Where the choice ends. */
  readonly to: number;
}

/** Tells whether what a function gave is gone on with as a router. */
function goesOn({ call, links }: Chain): boolean {
  return call !== undefined && links.some(({ name, open }) => open !== undefined && GOES_ON.test(name));
}

/** Reads the routers that the functions of one source make. */
class AxumReader {
  readonly #source: PlainSource;
  readonly #items: RustItems;
  readonly #findings: Findings;
  readonly #paths: RustPaths;
  /** Poem calls its routers routes, and has no endpoint without one. */
  readonly #poem: boolean;
  /** Loco's are called the same, and what an app serves is put together of them. */
  readonly #loco: boolean;

  constructor(source: PlainSource, items: RustItems, findings: Findings, of?: 'poem' | 'loco') {
    this.#poem = of === 'poem';
    this.#loco = of === 'loco';
    this.#source = source;
    this.#items = items;
    this.#findings = findings;
    this.#paths = new RustPaths(source, findings);
  }

  read(items: readonly RustItem[], front = '', depth = 0): void {
    const source = this.#source;
    for (const item of depth > DEEPEST ? [] : items) {
      const { kind, name, open, head } = item;
      keepConstant(source, this.#findings, item, front);
      if (open === undefined) continue;
      const body = source.inside(open);
      if (kind === 'fn') {
        readUtoipaPath(source, this.#paths, this.#findings, front + name, item);
        const gives = source.tokens.slice(head.from, head.to).some(({ text }) => this.#isType(text));
        this.#function(`${front}${name}()`, body, gives, this.#parameters(`${front}${name}`, head));
      } else if (kind === 'mod') this.read(this.#items.read(body), `${front}${name}.`, depth + 1);
      else if (kind === 'impl') {
        const type = implemented(source, item).name;
        const inner = type === undefined ? [] : this.#items.read(body);
        this.read(inner, `${front}${type}.`, depth + 1);
        const api = item.attributes.find(({ from }) => source.is(from, 'OpenApi'));
        if (this.#poem && type !== undefined && api !== undefined)
          readPoemApi(source, this.#paths, this.#findings, `${front}${type}`, api, inner);
      }
    }
  }

  #isType(name: string): boolean {
    if (this.#loco && /^(App)?Routes$/.test(name)) return true;
    return name.endsWith('Router') || (this.#poem && name === 'Route');
  }

  #isMaker({ path, call }: Chain): boolean {
    const [type, made] = path.slice(-2);
    return (
      call !== undefined &&
      this.#isType(type ?? '') &&
      /^(new|default|with_openapi|with_default_routes|empty)$/.test(made ?? '')
    );
  }

  /** The routers that a function is given: `fn stats(router: Router<App>)`. */
  #parameters(name: Ref, head: Range): Locals {
    const source = this.#source;
    const open = source.find(head, '(');
    const locals: Locals = new Map();
    const written = source.is(open, '(') ? splitOutside(source, source.inside(open)) : [];
    for (const [index, { from, to }] of written.entries()) {
      const start = source.is(from, 'mut') ? from + 1 : from;
      const local = source.word(start);
      if (local === undefined || !source.is(start + 1, ':')) continue;
      const types = source.tokens.slice(start + 2, to).map(({ text }) => text);
      if (!types.some((type) => this.#isType(type)) || types.includes('fn')) continue;
      locals.set(local, `${name}@${index}`);
      this.#findings.addRouter({ id: `${name}@${index}`, pack: 'axum' });
    }
    return locals;
  }

  /** The router that a call is handed, and mostly gives back: `stats(router)`. */
  #handedOn({ path, call }: Chain, locals: Locals): Ref | undefined {
    let handed: Ref | undefined;
    const values = call === undefined || locals.size === 0 ? [] : this.#source.elements(call);
    for (const [index, { from, to }] of values.entries()) {
      const name = this.#source.word(from) ?? '';
      const on = from + 1 === to ? locals.get(name) : undefined;
      // What some function gave may as well be the state of the app.
      if (on === undefined || (on.endsWith('()') && !ROUTER_NAME.test(`${on.slice(0, -2)} ${name}`)))
        continue;
      this.#findings.mounts.push({ on, child: `${this.#paths.ref(path)}@${index}`, path: [] });
      handed = on;
    }
    return handed;
  }

  /** @param gives whether a router is among what it says to give, or to be given */
  #function(made: Ref, body: Range, gives: boolean, locals: Locals): void {
    const source = this.#source;
    let last: Ref | undefined;
    const joined: Joined[] = [];
    for (let at = body.from; at < body.to; at++) {
      for (let done = joined.at(-1); done !== undefined && at >= done.to; done = joined.at(-1)) {
        joined.pop();
        if (this.#findings.isRouter(done.on)) locals.set(done.held, done.on);
      }
      let held: string | undefined;
      let start = at;
      if (source.is(at, 'let')) {
        // `let (router, api) = …split_for_parts();`
        const first = source.is(at + 1, '(') ? at + 2 : at + 1;
        const name = source.is(first, 'mut') ? first + 1 : first;
        held = source.word(name);
        start = source.find({ from: at + 1, to: body.to }, '=', ';') + 1;
        if (held === undefined || !source.is(start - 1, '=')) continue;
        if (source.is(start, 'match') || source.is(start, 'if')) {
          const to = source.find({ from: start, to: body.to }, ';');
          joined.push({ held, on: `router~${start}`, to });
          at = start;
          continue;
        }
      }
      const chain = readChain(this.#source, start, body.to);
      if (chain === undefined) continue;
      const into = joined.at(-1);
      const wrapped = source.is(at - 2, 'Ok') && source.is(at - 1, '(') ? 1 : 0;
      const isLast = chain.to + wrapped === body.to || source.is(at - 1 - 2 * wrapped, 'return');
      const id =
        (this.#isMaker(chain) || goesOn(chain)) && isLast && !this.#findings.isRouter(made)
          ? made
          : undefined;
      const ref = this.#router(chain, start, locals, id);
      if (ref === undefined) {
        // `let api = users::router();`
        const called = held === undefined ? undefined : this.#paths.called(chain);
        if (called !== undefined && held !== undefined) locals.set(held, called);
        continue;
      }
      last = ref;
      if (into !== undefined && held === undefined) {
        this.#findings.addRouter({ id: into.on, pack: 'axum', root: true });
        this.#findings.mounts.push({ on: into.on, child: ref, path: [] });
      } else if (held !== undefined) locals.set(held, ref);
      else if (isLast && ref !== made) this.#findings.aliases.set(made, ref);
      at = Math.max(at, chain.to - 1);
    }
    const known = this.#findings.isRouter(made) || this.#findings.aliases.has(made);
    // `if enabled { router.merge(files) } else { router }`
    if (gives && !known && last !== undefined) this.#findings.aliases.set(made, last);
  }

  /** The router that a chain makes or goes on with; what is registered on it on the way is read. */
  #router(chain: Chain, at: number, locals: Locals, given?: Ref, depth = 0): Ref | undefined {
    if (this.#poem && showsPoemApi(chain)) return undefined;
    if (this.#poem && chain.path.at(-2) === 'OpenApiService' && chain.path.at(-1) === 'new')
      return readPoemService(this.#source, this.#paths, this.#findings, chain, at);
    const local =
      chain.path.length === 1 && chain.call === undefined
        ? locals.get(chain.path[0] ?? '')
        : this.#handedOn(chain, locals);
    const called =
      local === undefined && !this.#isMaker(chain) && goesOn(chain) ? this.#paths.called(chain) : undefined;
    if (local === undefined && called === undefined && !this.#isMaker(chain)) return undefined;
    const id = local ?? given ?? `router~${at}`;
    if (local === undefined) this.#made(id, chain);
    // What a function gave is part of what is made of it here.
    if (called !== undefined && called !== id)
      this.#findings.mounts.push({ on: id, child: called, path: [] });
    const source = this.#source;
    for (const { name, open } of chain.links) {
      if (open === undefined) continue;
      const [first, second] = this.#source.elements(open);
      if (first === undefined) continue;
      if (/^(api_)?route$|^route_service$/.test(name) && second !== undefined)
        this.#route(id, first, second, name);
      else if (name === 'routes' && source.is(first.from, 'routes') && source.is(first.from + 1, '!'))
        for (const one of source.elements(first.from + 2)) this.#mount(id, one, [], locals, depth);
      else if (this.#poem && name === 'at' && second !== undefined) this.#route(id, first, second, name);
      else if (/^nest(_api_service|_service|_no_strip)?$/.test(name) && second !== undefined)
        this.#mount(id, second, this.#paths.text(first), locals, depth);
      else if (this.#loco && name === 'add' && second !== undefined) this.#route(id, first, second, name);
      else if (name === 'merge' || (this.#loco && name === 'add_route'))
        this.#mount(id, first, [], locals, depth);
      else if (this.#loco && name === 'add_routes')
        for (const one of this.#source.elements(this.#source.find(first, '[')))
          this.#mount(id, one, [], locals, depth);
    }
    return id;
  }

  /** A router with what is in front of all its paths; in Loco only those of an app serve by themselves. */
  #made(id: Ref, { path, links }: Chain): void {
    const front = this.#loco ? links.find(({ name }) => name === 'prefix')?.open : undefined;
    const [value] = front === undefined ? [] : this.#source.elements(front);
    const root = path.at(-2) !== 'Routes' && { root: true as const };
    this.#findings.addRouter({
      id,
      pack: 'axum',
      ...root,
      ...(value && { prefix: ['/', ...this.#paths.text(value)] }),
    });
  }

  #mount(on: Ref, value: Range, path: WrittenText, locals: Locals, depth: number): void {
    const chain = depth > DEEPEST ? undefined : readChain(this.#source, value.from, value.to);
    if (chain === undefined) return;
    // `routes!(show)` names a handler.
    const named = chain.call === undefined && chain.links.length === 0 && !locals.has(chain.path.join('.'));
    const child = named
      ? this.#paths.ref(chain.path)
      : (this.#router(chain, value.from, locals, undefined, depth + 1) ?? this.#paths.called(chain));
    if (child !== undefined && child !== on) this.#findings.mounts.push({ on, child, path });
  }

  /** `get(list).post(create).layer(auth)` */
  #route(on: Ref, path: Range, value: Range, does: string): void {
    const source = this.#source;
    const place = source.lines({ from: path.from, to: value.to });
    const add = (methods: readonly string[], handler: Range | undefined, contract: string): void => {
      const chain = handler && readChain(this.#source, handler.from, handler.to);
      const whole = chain !== undefined && chain.to >= (handler?.to ?? 0) && chain.call === undefined;
      const handlers = whole ? [this.#paths.ref(chain.path)] : [];
      const body = handler === undefined ? '' : source.hash(handler);
      this.#findings.routes.push({
        on,
        methods,
        path: this.#paths.text(path),
        ...place,
        contract,
        body,
        ...(handlers.length > 0 && { handlers }),
      });
    };
    const chain = readChain(this.#source, value.from, value.to);
    const calls = chain === undefined ? [] : callsOf(source, chain);
    // In Poem a handler may answer by itself.
    const whole = does === 'at' && !calls.some(({ name, open }) => open !== undefined && VERB.test(name));
    if (chain === undefined || does === 'route_service' || whole) {
      if (does === 'route_service' || whole) add(['*'], value, '');
      return;
    }
    const guards = calls.filter(({ name }) => !VERB.test(name) && name !== 'on');
    const contract = guards
      .flatMap(({ open }) => (open === undefined ? [] : [source.hash(source.inside(open))]))
      .join(' ');
    for (const { name, open } of calls) {
      const verb = VERB.exec(name)?.[1];
      if (open === undefined) continue;
      const [first, second] = source.elements(open);
      if (verb !== undefined) add([verb === 'any' ? '*' : verb.toUpperCase()], first, contract);
      else if (name === 'on' && first !== undefined) {
        const methods = source.tokens.slice(first.from, first.to).filter(({ text }) => /^[A-Z]+$/.test(text));
        add(
          methods.map(({ text }) => text),
          second,
          contract,
        );
      }
    }
  }
}

/** https://docs.rs/axum, and https://docs.rs/poem: routers that functions make and others nest and merge. */
export function readAxum(
  source: PlainSource,
  items: RustItems,
  top: readonly RustItem[],
  findings: Findings,
  of?: 'poem' | 'loco',
): void {
  new AxumReader(source, items, findings, of).read(top);
}
