import type { Ref, WrittenText } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import { PACKAGE } from '../package-names.ts';
import { type GoNames, isStandardLibrary } from './names.ts';
import type { GoFunction } from './scope-shapes.ts';
import { readParameters } from './signature.ts';
import { structFields } from './types.ts';

/** Texts of more characters, or with spaces, are no part of a path. */
const LONGEST_CONSTANT = 100;

function refsOf(text: WrittenText = []): Ref[] {
  return text.flatMap((part) => (typeof part === 'string' ? [] : [part.ref]));
}

/**
 * Says what names stand for that lead, or that other files may take to lead, to a router, a handler or part of a path:
 * all names of the package, and those within functions that findings mention.
 */
class Reach {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #wanted = new Set<Ref>();
  readonly #waiting: Ref[] = [];

  constructor(names: GoNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(members: ReadonlyMap<Ref, Range>): void {
    const { scopes, source } = this.#names;
    const { given, mounts, routes, uses } = this.#findings;
    for (const { ref } of scopes.top.names.values()) this.#want(ref);
    for (const { on, child, path } of mounts) this.#want(on, child, ...refsOf(path));
    for (const { on, path, handlers } of routes) this.#want(on, ...(handlers ?? []), ...refsOf(path));
    for (const { to, texts, names = {}, handlers = [] } of given)
      this.#want(to, ...Object.values(texts).flatMap(refsOf), ...Object.values(names), ...handlers);
    for (const refs of Object.values(uses?.calls ?? {}))
      for (const ref of refs) if (!ref.startsWith('.')) this.#want(ref);
    for (const [ref, value] of members) this.#stands(ref, value);
    for (const found of scopes.functions) this.#returns(found);
    for (const { word, name, type } of scopes.declarations) {
      if (word !== 'type') continue;
      for (const field of structFields(source, type)) this.#typed(`${name}.${field.name}`, field.type);
      // `type Routes = other.Routes`
      if (source.is(type.from, '=')) this.#typed(name, { from: type.from + 1, to: type.to });
    }
    for (let ref = this.#waiting.pop(); ref !== undefined; ref = this.#waiting.pop()) this.#follow(ref);
    this.#imports();
  }

  /** A package under whose name nothing is used here calls itself otherwise than its directory. */
  #imports(): void {
    const { source, scopes } = this.#names;
    const bases = new Set([...this.#wanted].map(baseOf));
    const used = new Set<string>();
    for (let at = 0; at < source.tokens.length; at++) {
      const name = source.is(at, '.') ? source.word(at - 1) : undefined;
      if (name !== undefined) used.add(name);
    }
    for (const [as, from] of scopes.imports) {
      if (isStandardLibrary(from) || (used.has(as) && !bases.has(as))) continue;
      this.#findings.imports.push({ as, from, name: '*' });
    }
    if (scopes.packageName !== '') this.#findings.constants.set(PACKAGE, [scopes.packageName]);
  }

  #want(...refs: readonly Ref[]): void {
    for (const ref of refs) {
      // What stands for `register@1.list` depends on `register@1`.
      const owner = ref.search(/[.(]/);
      for (const one of [ref, owner === -1 ? ref : ref.slice(0, owner), baseOf(ref)]) {
        if (this.#wanted.has(one)) continue;
        this.#wanted.add(one);
        this.#waiting.push(one);
      }
    }
  }

  #follow(ref: Ref): void {
    const binding = this.#names.scopes.bindings.get(ref);
    if (binding === undefined || this.#findings.isRouter(ref)) return;
    if (binding.value !== undefined) this.#stands(ref, binding.value);
    else if (binding.type !== undefined) this.#typed(ref, binding.type);
  }

  /** Says what `ref` stands for, if it is no more than a name, what a call gives, or a text. */
  #stands(ref: Ref, value: Range): boolean {
    const names = this.#names;
    if (this.#findings.isRouter(ref) || this.#findings.aliases.has(ref)) return true;
    const chain = names.chainOf(value);
    if (chain !== undefined) {
      if (isStandardLibrary(names.importOf(chain) ?? '')) return false;
      // What a call has made goes by a name of its own.
      const made = chain.links.findLastIndex((link) => link.does === 'call' && names.made.has(link.open));
      const calls = chain.links.slice(made + 1).filter(({ does }) => does === 'call').length;
      const stands = calls > 2 ? undefined : names.refOfChain(chain);
      return stands !== undefined && this.#alias(ref, stands);
    }
    const text = names.textOf(value);
    const short = text?.every(
      (part) => typeof part !== 'string' || (part.length <= LONGEST_CONSTANT && !/[^\S ]/.test(part)),
    );
    if (text === undefined || short !== true) return false;
    this.#findings.constants.set(ref, text);
    this.#want(...refsOf(text));
    return true;
  }

  #alias(ref: Ref, stands: Ref): boolean {
    if (stands === ref || ref === '') return false;
    this.#findings.aliases.set(ref, stands);
    this.#want(stands);
    return true;
  }

  #typed(ref: Ref, type: Range): void {
    const named = this.#names.typeOf(type);
    if (named === undefined || this.#findings.isRouter(ref) || this.#findings.aliases.has(ref)) return;
    if (named.from === undefined || !isStandardLibrary(named.from)) this.#alias(ref, named.ref);
  }

  /** What calling a function gives: what its result's type names, or what it returns where that is of another module. */
  #returns({ name, results, returns }: GoFunction): void {
    const { source } = this.#names;
    if (name === undefined || results.from >= results.to) return;
    const ref = `${name}()`;
    const [first] = source.is(results.from, '(')
      ? readParameters(source, source.elements(results.from)).map(({ type }) => type)
      : [results];
    const type = first && this.#names.typeOf(first);
    if (type === undefined) return;
    if (type.from === undefined) {
      this.#alias(ref, type.ref);
      return;
    }
    for (const range of returns) {
      const [value] = source.splitAtCommas(range);
      if (value !== undefined && !source.is(value.from, 'nil') && this.#stands(ref, this.#unwrapped(value)))
        return;
    }
  }

  /** Of `logged(mux)` the router that it has in it. */
  #unwrapped(value: Range): Range {
    const names = this.#names;
    for (const range of [value]) {
      const chain = names.chainOf(range);
      const last = chain?.links.at(-1);
      if (last?.does !== 'call') continue;
      for (const argument of names.source.elements(last.open)) {
        const ref = names.refOf(argument);
        if (ref !== undefined && this.#leadsToRouter(ref)) return argument;
      }
    }
    return value;
  }

  #leadsToRouter(ref: Ref): boolean {
    if (this.#findings.isRouter(ref)) return true;
    const value = this.#names.scopes.bindings.get(ref)?.value;
    const next = value && this.#names.refOf(value);
    return next !== undefined && this.#findings.isRouter(next);
  }
}

/** Adds to findings what the names stand for that they, or other files, may mention. */
export function reachGoNames(names: GoNames, findings: Findings, members: ReadonlyMap<Ref, Range>): void {
  new Reach(names, findings).run(members);
}
