import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Framework, Maker } from './framework.ts';
import { type Arguments, argumentOf, nameAndOpen, readArguments } from './functions.ts';
import { keepParameter } from './given-arguments.ts';
import type { Chain, PythonNames } from './names.ts';
import type { RouteLists } from './route-lists.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';

/** What stands for a text that could not be read. */
const UNREADABLE: WrittenText = [{ ref: '~' }];

/** Finds what one source makes apps and routers of, and what it says to be one by its type. */
export class Makers {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #framework: Framework;
  readonly #lists: RouteLists;
  readonly #claimsUnknown: boolean;
  /** What functions and classes of this source are decorated by, by methods that register routes. */
  readonly #decorating = new Set<Ref>();
  /** Classes of this source that are apps or routers by what they are derived from. */
  readonly #derived = new Map<Ref, Maker>();

  constructor(
    names: PythonNames,
    findings: Findings,
    framework: Framework,
    lists: RouteLists,
    claimsUnknown: boolean,
  ) {
    this.#lists = lists;
    this.#claimsUnknown = claimsUnknown;
    this.#names = names;
    this.#findings = findings;
    this.#framework = framework;
  }

  find(): void {
    const { scopes } = this.#names;
    for (const { statement, ref } of scopes.classes) {
      const { open } = nameAndOpen(this.#names.source, statement);
      if (!this.#names.source.is(open, '(')) continue;
      for (const base of this.#names.source.elements(open)) {
        const chain = this.#names.chainOf(base);
        const maker = chain && this.#named(this.#names.foreignOf(chain)?.name);
        if (maker !== undefined) this.#derived.set(ref, maker);
      }
    }
    for (const { statement } of [...scopes.functions, ...scopes.classes])
      for (const range of statement.decorators) this.#decorates(range);
    for (const binding of [...scopes.bindings.values(), ...scopes.members.values()]) this.#binding(binding);
  }

  #decorates(range: Range): void {
    const chain = this.#names.chainOf(range);
    const [member, call] = chain?.links ?? [];
    if (chain === undefined || member?.does !== 'member' || call?.does !== 'call') return;
    if (!Object.hasOwn(this.#framework.verbs, member.name)) return;
    const on = this.#names.refOfChain(chain, 0);
    if (on !== undefined) this.#decorating.add(on);
  }

  #named(name: string | undefined): Maker | undefined {
    return name === undefined ? undefined : this.#framework.makers.find(({ names }) => names.includes(name));
  }

  #binding({ ref, value, type }: Binding): void {
    if (value === undefined) {
      const maker = type && this.#named(this.#names.foreignType(type));
      if (maker !== undefined) this.#findings.addRouter({ id: ref, pack: this.#framework.pack });
      return;
    }
    const chain = this.#names.chainOf(value);
    const call = chain?.links.at(-1);
    if (chain === undefined || call?.does !== 'call') return;
    const maker = this.#makerOf(ref, chain);
    if (maker !== undefined) this.#make(ref, maker, readArguments(this.#names.source, call.open), chain);
  }

  #makerOf(ref: Ref, chain: Chain): Maker | undefined {
    const foreign = this.#names.foreignOf(chain);
    const last = chain.links.length - 1;
    if (foreign?.next === last) {
      const maker = this.#named(foreign.name);
      if (maker !== undefined) return maker;
    }
    const callee = this.#names.refOfChain(chain, last);
    const derived = callee === undefined ? undefined : this.#derived.get(callee);
    if (derived !== undefined) return derived;
    const likely = this.#likely(ref, chain);
    if (likely !== undefined) return likely;
    const method = chain.links[last - 1];
    if (method?.does !== 'member' || !Object.hasOwn(this.#framework.children, method.name)) return undefined;
    return this.#framework.children[method.name];
  }

  /** `ApiRouter(prefix="/x")`, whose class another module derives from a router. */
  #likely(ref: Ref, { head, links }: Chain): Maker | undefined {
    const call = links.at(-1);
    const member = links.at(-2);
    const name = member?.does === 'member' ? member.name : this.#names.source.word(head);
    const word = this.#names.source.word(head) ?? '';
    if (call?.does !== 'call' || name === undefined || !this.#claimsUnknown) return undefined;
    if (this.#names.scopes.find(word, head)?.import === undefined) return undefined;
    const given = readArguments(this.#names.source, call.open);
    return this.#framework.makers.find((maker) => {
      if (maker.likely?.test(name) !== true) return false;
      if (maker.prefix !== undefined && given.named.has(maker.prefix[1])) return true;
      if (maker.likelyBare === true && given.positional.length === 0 && this.#decorating.has(ref))
        return true;
      const on = this.#parent(maker, given);
      return on !== undefined && this.#findings.isRouter(on);
    });
  }

  #make(id: Ref, maker: Maker, call: Arguments, chain: Chain): void {
    const names = this.#names;
    const written = maker.prefix && argumentOf(call, maker.prefix);
    const instead = maker.prefixFrom && argumentOf(call, maker.prefixFrom);
    let prefix: WrittenText | undefined;
    if (written !== undefined && !names.source.is(written.from, 'None'))
      prefix = names.textOf(written) ?? UNREADABLE;
    else if (instead !== undefined) prefix = ['/', ...(names.textOf(instead) ?? UNREADABLE)];
    const version = maker.version && argumentOf(call, maker.version);
    if (version !== undefined)
      prefix = ['/v', ...this.#spelled(version), ...(prefix === undefined ? [] : ['/', ...prefix])];
    for (const part of prefix ?? [])
      if (typeof part !== 'string' && part.ref.includes('@')) keepParameter(names, this.#findings, part.ref);
    const root = maker.root === true ? { root: true as const } : {};
    this.#findings.addRouter({ id, pack: this.#framework.pack, ...root, ...(prefix && { prefix }) });
    for (const form of this.#framework.forms ?? []) this.#findings.aliases.set(`${id}.${form}`, id);
    const { argument } = this.#framework.lists ?? {};
    const list = argument === undefined ? undefined : call.named.get(argument);
    if (list !== undefined) this.#lists.put(id, list);
    const method = chain.links.at(-2);
    const made = method?.does === 'member' && Object.hasOwn(this.#framework.children, method.name);
    const parent = made ? names.refOfChain(chain, chain.links.length - 2) : this.#parent(maker, call);
    if (parent !== undefined) this.#findings.mounts.push({ on: parent, child: id, path: [] });
    if (maker.holds === undefined) return;
    for (const one of call.positional) {
      const child = names.refOf(one);
      if (child !== undefined) this.#findings.mounts.push({ on: id, child, path: [] });
    }
  }

  /** A number, or a text. */
  #spelled(version: Range): WrittenText {
    const { kind, text } = this.#names.source.at(version.from);
    const alone = version.to === version.from + 1;
    return alone && kind === 'number' ? [text] : (this.#names.textOf(version) ?? UNREADABLE);
  }

  #parent(maker: Maker, call: Arguments): Ref | undefined {
    const on = maker.on && argumentOf(call, maker.on);
    return on && this.#names.refOf(on);
  }
}
