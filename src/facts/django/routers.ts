import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { argumentOf, readArguments } from '../python/functions.ts';
import type { Chain, PythonNames, Turn } from '../python/names.ts';
import type { Binding } from '../python/scopes.ts';
import type { Range } from '../python/source.ts';
import { turnsOf } from '../python/turns.ts';
import { isAboutDjango, lastOf } from './library.ts';
import { regexPath, UNREADABLE } from './regex-path.ts';

/** Reads the routers of REST framework: what makes one, and the view sets registered on it. */
class RouterReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    const { scopes, source } = this.#names;
    for (const binding of scopes.bindings.values()) this.#binding(binding);
    for (let at = 0; at < source.tokens.length; at++) {
      if (source.is(at, 'registry')) this.#extend(at);
      if (!source.is(at, 'register') || !source.is(at - 1, '.') || !source.is(at + 1, '(')) continue;
      let head = at - 2;
      while (source.is(head - 1, '.') && head > at - 10) head -= 2;
      const chain = this.#names.chainAt(head);
      if (chain !== undefined) this.#register(chain, at + 1);
    }
  }

  #binding({ ref, value }: Binding): void {
    const names = this.#names;
    const chain = value && names.chainOf(value);
    const call = chain?.links.at(-1);
    if (chain === undefined || call?.does !== 'call') return;
    const made = names.foreignOf(chain)?.name ?? names.refOfChain(chain, chain.links.length - 1) ?? '';
    const maker = lastOf(made);
    if (maker === 'register') {
      this.#below(ref, chain);
      return;
    }
    if (!maker.endsWith('Router') || /^(fastapi|starlette|channels)/.test(made)) return;
    const given = readArguments(names.source, call.open);
    const parent = maker.startsWith('Nested') ? argumentOf(given, [1, 'parent_prefix']) : undefined;
    const text = parent && names.literal(parent);
    const lookup = given.named.get('lookup');
    const nested: WrittenText = [...(text === undefined ? [UNREADABLE] : regexPath(text))];
    const key = `/<${(lookup && names.literal(lookup)) ?? 'nested_1'}_pk>`;
    // A nested router has all in front that its parent has.
    const above = argumentOf(given, [0, 'parent_router']);
    const front = above === undefined ? [] : this.#findings.prefixOf(names.refOf(above) ?? '');
    this.#findings.addRouter({
      id: ref,
      pack: 'django',
      ...(parent !== undefined && { prefix: [...front, '/', ...nested, key] }),
    });
    this.#findings.aliases.set(`${ref}.urls`, ref);
  }

  /** `router.registry.extend(users.registry)`, `router.registry += users.registry` */
  #extend(registry: number): void {
    const names = this.#names;
    const { source } = names;
    const on = names.chainAt(registry - 2);
    if (on === undefined || !source.is(registry - 1, '.')) return;
    const called = source.is(registry + 1, '.') && source.is(registry + 2, 'extend');
    if (!called && !source.is(registry + 1, '+=')) return;
    const from = called ? registry + 4 : registry + 2;
    const [parent, other] = [names.refOfChain(on, 0), names.chainAt(from)];
    const last = other?.links.at(-1);
    if (parent === undefined || other === undefined || last?.does !== 'member' || last.name !== 'registry')
      return;
    const child = names.refOfChain(other, other.links.length - 1);
    if (child !== undefined) this.#findings.mounts.push({ on: parent, child, path: [] });
  }

  /** `users = router.register("users", Users)`: with drf-extensions, more can be registered below what this gives. */
  #below(ref: Ref, chain: Chain): void {
    const on = this.#routerOf(chain);
    if (on === undefined) return;
    this.#findings.addRouter({ id: ref, pack: 'django' });
    this.#findings.mounts.push({ on, child: ref, path: this.#keyed(chain, chain.links.length) });
  }

  #routerOf(chain: Chain): Ref | undefined {
    const upTo = chain.links.findIndex(({ does }) => does === 'call');
    const on = upTo < 1 ? undefined : this.#names.refOfChain(chain, upTo - 1);
    return on !== undefined && this.#isRouter(on) ? on : undefined;
  }

  /** The path of one thing of all that a chain of `register` calls gives, as far as is asked for. */
  #keyed(chain: Chain, upTo: number): WrittenText {
    return chain.links.slice(0, upTo).flatMap((link) => {
      if (link.does !== 'call') return [];
      const prefix = argumentOf(readArguments(this.#names.source, link.open), [0, 'prefix']);
      return [...this.#pathOf(prefix), '/<parent_lookup>'];
    });
  }

  #pathOf(prefix: Range | undefined, turn?: Turn): WrittenText {
    const written = (prefix && this.#names.textOf(prefix, turn)) ?? [UNREADABLE];
    return ['/', ...written.flatMap((part) => (typeof part === 'string' ? regexPath(part) : [part]))];
  }

  #register(chain: Chain, open: number): void {
    const on = this.#routerOf(chain);
    if (on === undefined) return;
    // What is registered below it, too: `router.register(…).register(…)`.
    for (const [index, link] of chain.links.entries())
      if (link.does === 'call' && link.open >= open) this.#registers(on, chain, index, link.open);
  }

  #registers(on: Ref, chain: Chain, index: number, open: number): void {
    const names = this.#names;
    const given = readArguments(names.source, open);
    const [prefix, viewset] = [argumentOf(given, [0, 'prefix']), argumentOf(given, [1, 'viewset'])];
    if (prefix === undefined || viewset === undefined) return;
    const { line, endLine } = names.source.lines({ from: chain.head, to: names.source.after(open) });
    for (const turn of turnsOf(names, [prefix, viewset])) {
      const child = names.refOf(viewset, turn);
      if (child === undefined) continue;
      const path = [...this.#keyed(chain, index), ...this.#pathOf(prefix, turn)];
      this.#findings.mounts.push({ on, child, path });
      const place = { on, path, line, endLine, contract: '', body: '' };
      this.#findings.routes.push({ ...place, methods: ['*'], handlers: [child], view: child });
    }
  }

  /** `admin.site.register` registers too. */
  #isRouter(on: Ref): boolean {
    if (this.#findings.packOf(on) === 'django') return true;
    const { import: imported, parameter } = this.#names.scopes.bindings.get(on) ?? {};
    const name = lastOf(on.replaceAll('@', '.'));
    const written = parameter === true ? this.#names.scopes.nameOf(on) : name;
    return (imported !== undefined || parameter === true || on.includes('.')) && /router/i.test(written);
  }
}

/** Reads what one source registers on the routers of REST framework. */
export function readRouters(names: PythonNames, findings: Findings): void {
  if (isAboutDjango(names)) new RouterReader(names, findings).run();
}
