import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { type Chain, RustPaths, readChain } from '../rust/chains.ts';
import { keepConstant } from '../rust/constants.ts';
import { implemented, type RustItem, type RustItems, splitOutside } from '../rust/items.ts';
import { readAttribute, VERB } from './rust-attributes.ts';

const ON_IGNITE = /^(try_)?on_(ignite|attach)$/;
const DEEPEST = 20;

/** What routes are put on, by the names of a function's variables. */
type Locals = Map<string, Ref>;

/** Reads handlers that say by an attribute what they answer to, and where they are put: actix-web and Rocket. */
class HandlerReader {
  readonly #source: PlainSource;
  readonly #items: RustItems;
  readonly #findings: Findings;
  readonly #paths: RustPaths;

  constructor(source: PlainSource, items: RustItems, findings: Findings) {
    this.#source = source;
    this.#items = items;
    this.#findings = findings;
    this.#paths = new RustPaths(source, findings);
  }

  read(items: readonly RustItem[], front = '', depth = 0): void {
    for (const item of depth > DEEPEST ? [] : items) {
      keepConstant(this.#source, this.#findings, item, front);
      if (item.open === undefined) continue;
      const body = this.#source.inside(item.open);
      const name = front + item.name;
      if (item.kind === 'fn') {
        for (const attribute of item.attributes)
          readAttribute(this.#source, this.#findings, name, attribute, item);
        this.#function(name, item, body);
      } else if (item.kind === 'mod') this.read(this.#items.read(body), `${name}.`, depth + 1);
      else if (item.kind === 'impl') {
        const type = implemented(this.#source, item).name;
        if (type !== undefined) this.read(this.#items.read(body), `${front}${type}.`, depth + 1);
      }
    }
  }

  #function(name: Ref, { head }: RustItem, body: Range): void {
    const source = this.#source;
    const locals: Locals = new Map();
    const open = source.find(head, '(');
    const parameters = source.is(open, '(') ? splitOutside(source, source.inside(open)) : [];
    for (const [index, { from, to }] of parameters.entries()) {
      const types = source.tokens.slice(from, to).map(({ text }) => text);
      const local = source.word(source.is(from, 'mut') ? from + 1 : from);
      if (local === undefined || !types.some((type) => /^(ServiceConfig|Rocket)$/.test(type))) continue;
      locals.set(local, `${name}@${index}`);
      this.#findings.addRouter({ id: `${name}@${index}`, pack: 'rust' });
    }
    if (locals.size === 0) this.#given(name, head, body, locals);
    this.#walk(body, locals, `${name}()`);
  }

  /** `fn routes() -> impl FnOnce(&mut ServiceConfig) { |cfg| … }` gives what configures. */
  #given(name: Ref, head: Range, body: Range, locals: Locals): void {
    const source = this.#source;
    if (!source.tokens.slice(head.from, head.to).some(({ text }) => text === 'ServiceConfig')) return;
    for (let at = body.from; at < body.to; at = source.after(at)) {
      const parameter = source.is(at, '|') ? this.#closure({ from: at, to: body.to }) : undefined;
      if (parameter === undefined) continue;
      locals.set(parameter, `${name}()@0`);
      this.#findings.addRouter({ id: `${name}()@0`, pack: 'rust' });
      return;
    }
  }

  /** @param made what calling the function around gives */
  #walk(range: Range, locals: Locals, made: Ref, depth = 0): void {
    const source = this.#source;
    for (let at = range.from; at < range.to; at++) {
      let held: string | undefined;
      let start = at;
      if (source.is(at, 'let')) {
        const name = source.is(at + 1, 'mut') ? at + 2 : at + 1;
        held = source.word(name);
        start = source.find({ from: name, to: range.to }, '=', ';') + 1;
        if (held === undefined || !source.is(start - 1, '=')) continue;
      }
      if (ON_IGNITE.test(source.word(at) ?? '') && source.is(at + 1, '(')) {
        const parameter = this.#closure(source.elements(at + 1).at(-1));
        if (parameter !== undefined) {
          this.#findings.addRouter({ id: made, pack: 'rust' });
          locals.set(parameter, made);
        }
        continue;
      }
      const chain = readChain(source, start, range.to);
      const ref =
        this.#macro(start) ??
        (chain && this.#router(chain, start, locals, depth)) ??
        this.#handedOn(chain, locals);
      if (ref === undefined) continue;
      if (held !== undefined) locals.set(held, ref);
      else if (ref !== made && !ref.includes('@')) this.#findings.aliases.set(made, ref);
      if (chain !== undefined) at = Math.max(at, chain.to - 1);
    }
  }

  /** The name of the only parameter of a closure: `|cfg| …`. */
  #closure(value: Range | undefined): string | undefined {
    const source = this.#source;
    if (value === undefined) return undefined;
    const bar = source.is(value.from, 'move') ? value.from + 1 : value.from;
    const name = source.is(bar + 1, 'mut') ? bar + 2 : bar + 1;
    return source.is(bar, '|') ? source.word(name) : undefined;
  }

  /** `users::mount(rocket)` may put routes on what it gets, and gives it back. */
  #handedOn(chain: Chain | undefined, locals: Locals): Ref | undefined {
    if (chain?.call === undefined) return undefined;
    let handed: Ref | undefined;
    for (const [index, value] of this.#source.elements(chain.call).entries()) {
      const start = this.#source.is(value.from, '&') ? value.from + 1 : value.from;
      const word = start + 1 >= value.to - 1 ? this.#source.word(value.to - 1) : undefined;
      const on = word === undefined ? undefined : locals.get(word);
      if (on === undefined) continue;
      this.#findings.mounts.push({ on, child: `${this.#paths.ref(chain.path)}@${index}`, path: [] });
      handed = on;
    }
    return handed;
  }

  /** `routes![list, users::show]` */
  #macro(from: number): Ref | undefined {
    const source = this.#source;
    let at = from;
    while (source.word(at) !== undefined && source.is(at + 1, '::')) at += 2;
    if (!/routes/.test(source.word(at) ?? '') || !source.is(at + 1, '!')) return undefined;
    const id = `routes~${at}`;
    if (this.#findings.isRouter(id)) return id;
    this.#findings.addRouter({ id, pack: 'rust' });
    for (const value of source.elements(at + 2)) {
      const chain = readChain(source, value.from, value.to);
      if (chain !== undefined && chain.to === value.to)
        this.#findings.mounts.push({ on: id, child: this.#paths.ref(chain.path), path: [] });
    }
    return id;
  }

  /** What a chain begins with, where that is something that routes are put on. */
  #begin({ path, call }: Chain, at: number, locals: Locals): Ref | undefined {
    const [first = ''] = path;
    const last = path.at(-1) ?? '';
    const before = path.at(-2) ?? '';
    if (call === undefined) return path.length === 1 ? locals.get(first) : undefined;
    if (before === 'Vec' && last === 'new') {
      this.#findings.addRouter({ id: `routes~${at}`, pack: 'rust' });
      return `routes~${at}`;
    }
    const app =
      (before === 'App' && last === 'new') ||
      (before === 'rocket' && /^(build|ignite|custom)$/.test(last)) ||
      (before === 'Rocket' && /^(build|ignite|custom)$/.test(last));
    const scope =
      (last === 'scope' && (before === 'web' || before === '')) || (before === 'Scope' && last === 'new');
    const resource =
      (last === 'resource' && (before === 'web' || before === '')) ||
      (before === 'Resource' && last === 'new');
    if (!app && !scope && !resource) return undefined;
    const [value] = this.#source.elements(call);
    if (app) {
      const id = `app~${at}`;
      this.#findings.addRouter({ id, pack: 'rust', root: true });
      return id;
    }
    if (value === undefined) return undefined;
    const id = `${scope ? 'scope' : 'resource'}~${at}`;
    this.#findings.addRouter({ id, pack: 'rust', prefix: this.#paths.text(value) });
    return id;
  }

  #router(chain: Chain, at: number, locals: Locals, depth: number): Ref | undefined {
    const id = depth > DEEPEST ? undefined : this.#begin(chain, at, locals);
    if (id === undefined) return undefined;
    for (const link of chain.links) {
      if (link.open !== undefined) this.#link(id, link.name, link.open, locals, depth);
    }
    return id;
  }

  #link(on: Ref, name: string, open: number, locals: Locals, depth: number): void {
    const source = this.#source;
    const [first, second] = source.elements(open);
    if (first === undefined) return;
    const resource = on.startsWith('resource~');
    if (name === 'service' || name === 'attach') this.#mount(on, first, [], locals, depth);
    else if (on.startsWith('routes~') && /^(append|extend)$/.test(name)) {
      // `routes.append(&mut users::routes())`
      let { from } = first;
      while (source.is(from, '&') || source.is(from, 'mut')) from += 1;
      this.#mount(on, { from, to: first.to }, [], locals, depth);
    } else if (name === 'mount' && second !== undefined)
      this.#mount(on, second, this.#paths.text(first), locals, depth);
    else if (name === 'configure') {
      const parameter = this.#closure(first);
      if (parameter !== undefined) {
        this.#walk(first, new Map([...locals, [parameter, on]]), `${on}()`, depth + 1);
        return;
      }
      const chain = readChain(source, first.from, first.to);
      if (chain !== undefined && chain.to >= first.to)
        this.#findings.mounts.push({
          on,
          child:
            chain.call === undefined
              ? `${this.#paths.ref(chain.path)}@0`
              : `${this.#paths.ref(chain.path)}()@0`,
          path: [],
        });
    } else if (name === 'route' && (second !== undefined || resource)) {
      const value = second ?? first;
      const chain = readChain(source, value.from, value.to);
      const path = second === undefined ? [''] : this.#paths.text(first);
      if (chain !== undefined) this.#routed(on, path, chain, { from: first.from, to: value.to });
    } else if (resource && (VERB.test(name) || name === 'to'))
      this.#add(on, [''], [name === 'to' ? '*' : name.toUpperCase()], first, '', first);
  }

  #mount(on: Ref, value: Range, path: WrittenText, locals: Locals, depth: number): void {
    const chain = readChain(this.#source, value.from, value.to);
    const child =
      this.#macro(value.from) ??
      (chain && this.#router(chain, value.from, locals, depth + 1)) ??
      (chain && (this.#paths.called(chain) ?? this.#paths.ref(chain.path)));
    if (child !== undefined && child !== on) this.#findings.mounts.push({ on, child, path });
  }

  /** `web::get().guard(json()).to(list)`, `web::method(Method::GET).to(list)` */
  #routed(on: Ref, path: WrittenText, { path: name, call, links }: Chain, place: Range): void {
    const source = this.#source;
    const calls = [{ name: name.at(-1) ?? '', ...(call !== undefined && { open: call }) }, ...links];
    const methods = calls.flatMap(({ name: word, open }) => {
      if (VERB.test(word)) return [word.toUpperCase()];
      const [value] = word === 'method' && open !== undefined ? source.elements(open) : [];
      return value === undefined ? [] : [source.word(value.to - 1) ?? '*'];
    });
    const to = calls.find(({ name: word, open }) => word === 'to' && open !== undefined);
    const [handler] = to?.open === undefined ? [] : source.elements(to.open);
    const guards = calls.filter(({ name: word }) => /^(guard|wrap)$/.test(word));
    const contract = guards.map(({ open }) => (open === undefined ? '' : source.hash(source.inside(open))));
    if (handler !== undefined)
      this.#add(on, path, methods.length === 0 ? ['*'] : methods, handler, contract.join(' '), place);
  }

  #add(
    on: Ref,
    path: WrittenText,
    methods: readonly string[],
    handler: Range,
    contract: string,
    place: Range,
  ): void {
    const chain = readChain(this.#source, handler.from, handler.to);
    const handlers =
      chain?.to === handler.to && chain.call === undefined ? [this.#paths.ref(chain.path)] : [];
    this.#findings.routes.push({
      on,
      methods,
      path,
      ...this.#source.lines(place),
      contract,
      body: this.#source.hash(handler),
      ...(handlers.length > 0 && { handlers }),
    });
  }
}

/** https://actix.rs and https://rocket.rs: functions with what they answer to, put on apps, scopes and lists of routes. */
export function readHandlers(
  source: PlainSource,
  items: RustItems,
  top: readonly RustItem[],
  findings: Findings,
): void {
  new HandlerReader(source, items, findings).read(top);
}
