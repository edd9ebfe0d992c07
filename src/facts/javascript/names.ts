import type { Ref } from '../file-facts/names.ts';
import { signOf, signSet } from '../lexer/javascript-signs.ts';
import { type Chain, findChains, type Link } from './chains.ts';
import { type ClassShape, readMembers } from './classes.ts';
import { type FunctionShape, type FunctionShapes, findFunctions } from './functions.ts';
import { type Binding, Scopes } from './scopes.ts';
import type { JavaScriptSource, Range } from './source.ts';

/** A thing of another module: `{ from: 'express', members: ['Router'] }`; no members, the module itself. */
export interface Foreign {
  readonly from: string;
  readonly members: readonly string[];
}

/** Behind these a chain is said to have a type, or is over. */
const ENDS_CHAIN = signSet(['as', 'satisfies', ';']);
/** What the head of a chain stands for, and the first link that is not part of it. */
interface Head {
  readonly ref: Ref;
  readonly next: number;
}

/** What a chain takes from another module before its first call, and the index of that call among its links. */
interface ForeignCall extends Foreign {
  readonly next: number;
}

const [REQUIRE, IMPORT] = [signOf('require'), signOf('import')];
const WHOLE: ReadonlySet<string> = new Set(['default', '*', '=']);

/** What the names and expressions of one source stand for. */
export class JavaScriptNames {
  readonly source: JavaScriptSource;
  readonly shapes: FunctionShapes;
  readonly scopes: Scopes;
  readonly chains: readonly Chain[];
  /** Chains by the tokens they begin at, counted from 1. */
  readonly #chainAt: Int32Array;
  readonly #shapeRefs = new Map<FunctionShape, Ref>();
  readonly #stands = new Map<Chain, Ref>();
  /** What was found out of chains, by their indexes; null where there is nothing. */
  readonly #heads: (Head | null | undefined)[];
  readonly #foreign: (ForeignCall | null | undefined)[];
  /** Modules required in the middle of an expression, by the name they got. */
  readonly required = new Map<Ref, string>();
  /** Names of which all was said that they do where they stand, by their tokens: registering, mounted, exported. */
  readonly understood = new Set<number>();

  constructor(source: JavaScriptSource) {
    this.source = source;
    this.shapes = findFunctions(source);
    this.scopes = new Scopes(source, this.shapes);
    this.chains = findChains(source, this.shapes);
    this.#chainAt = new Int32Array(source.tokens.length);
    this.#heads = new Array<Head | null | undefined>(this.chains.length).fill(undefined);
    this.#foreign = new Array<ForeignCall | null | undefined>(this.chains.length).fill(undefined);
    for (const { head, from, index } of this.chains) {
      this.#chainAt[head] = index + 1;
      this.#chainAt[from] = index + 1;
    }
    for (const binding of this.scopes.bindings) {
      const shape =
        binding.shape ?? (binding.member === undefined ? this.functionAt(binding.value) : undefined);
      if (shape !== undefined) this.nameFunction(shape, binding.ref);
      else if (binding.value !== undefined && source.is(binding.value.from, '{')) {
        this.nameMembers(binding.value.from, binding.ref);
      }
    }
    for (const shape of this.scopes.classes) this.#nameMethods(shape);
  }

  /** The function that a value is. */
  functionAt(value: Range | undefined): FunctionShape | undefined {
    if (value === undefined) return undefined;
    return this.shapes.get(this.source.is(value.from, 'async') ? value.from + 1 : value.from);
  }

  nameFunction(shape: FunctionShape, ref: Ref): void {
    if (!this.#shapeRefs.has(shape)) this.#shapeRefs.set(shape, ref);
  }

  /** Names the functions that are members of an object literal. */
  nameMembers(open: number, ref: Ref): void {
    for (const { key, value } of this.properties(open)) {
      const shape = this.functionAt(value) ?? this.shapes.get(value.from);
      if (shape !== undefined) this.nameFunction(shape, `${ref}.${key}`);
    }
  }

  #nameMethods(shape: ClassShape): void {
    const ref = this.classRef(shape);
    for (const { name, modifiers, shape: method, value } of readMembers(this.source, shape, this.shapes)) {
      const found = method ?? this.functionAt(value);
      if (found === undefined) continue;
      const owner = modifiers.has('static') ? ref : `${ref}()`;
      this.nameFunction(found, name === 'constructor' ? ref : `${owner}.${name}`);
    }
  }

  /** Reads the keys and values of an object literal; of a shorthand or method the value is the name, of a getter what it gives. */
  properties(open: number): { readonly key: string; readonly value: Range }[] {
    const { source } = this;
    return source.elements(open).flatMap(({ from, to }) => {
      const word = source.word(from) ?? '';
      const next = source.at(from + 1).kind;
      const prefixed = to - from > 1 && (next === 'name' || next === 'string' || source.is(from + 1, '*'));
      let start = prefixed && /^(async|get|set)$/.test(word) ? from + 1 : from;
      if (source.is(start, '*')) start += 1;
      const { kind, text } = source.at(start);
      if (kind !== 'name' && kind !== 'string' && kind !== 'number') return [];
      const given = word === 'get' && start > from ? this.#given(start + 1) : undefined;
      return [{ key: text, value: given ?? { from: source.is(start + 1, ':') ? start + 2 : start, to } }];
    });
  }

  /** What a getter gives, where it does nothing else: `get users() { return require('./users'); }`. */
  #given(parameters: number): Range | undefined {
    const { source } = this;
    const body = source.after(parameters);
    if (!source.is(body, '{') || !source.is(body + 1, 'return')) return undefined;
    const to = source.endOfExpression(body + 2);
    const end = source.is(to, ';') ? to + 1 : to;
    return to > body + 2 && source.is(end, '}') ? { from: body + 2, to } : undefined;
  }

  classRef(shape: ClassShape): Ref {
    const binding = shape.name === undefined ? undefined : this.scopes.find(shape.name, shape.from);
    return binding?.class === shape ? binding.ref : `class~${shape.from}`;
  }

  refOfBinding(binding: Binding): Ref {
    const { parameter, ref } = binding;
    if (parameter === undefined) return ref;
    const { of, index, member } = parameter;
    return `${this.refOfShape(of)}@${index}${member === undefined ? '' : `.${member}`}`;
  }

  refOfShape(shape: FunctionShape): Ref {
    return this.#shapeRefs.get(shape) ?? `fn~${shape.from}`;
  }

  /** The chain that an expression is, whatever type it is said to have. */
  chainOf({ from, to }: Range): Chain | undefined {
    const number = from >= 0 && from < this.#chainAt.length ? (this.#chainAt[from] ?? 0) : 0;
    const chain = number === 0 ? undefined : this.chains[number - 1];
    if (chain === undefined || chain.to >= to) return chain;
    return ENDS_CHAIN[this.source.sign(chain.to)] === 1 ? chain : undefined;
  }

  /** Says what a whole chain stands for, as when it makes a router. */
  settle(chain: Chain, ref: Ref): void {
    this.#stands.set(chain, ref);
  }

  /** Tells whether somebody said what a whole chain stands for. */
  isSettled(chain: Chain): boolean {
    return this.#stands.has(chain);
  }

  /** Says that nothing else comes of what an expression names. */
  understand(range: Range): void {
    const chain = this.chainOf(range);
    if (chain === undefined) this.understood.add(range.from);
    else this.understood.add(chain.from).add(chain.head);
  }

  /** What the head of a chain stands for, and the first link that is not part of it. */
  headRef(chain: Chain): Head | undefined {
    let known = this.#heads[chain.index];
    if (known === undefined) {
      known = this.#readHead(chain) ?? null;
      this.#heads[chain.index] = known;
    }
    return known ?? undefined;
  }

  #readHead(chain: Chain): Head | undefined {
    const { source } = this;
    const word = source.at(chain.head).text;
    if (word === 'this') {
      const shape = this.scopes.classAt(chain.head);
      return shape === undefined ? undefined : { ref: `${this.classRef(shape)}()`, next: 0 };
    }
    const binding = this.scopes.find(word, chain.head);
    if (binding !== undefined) return { ref: this.refOfBinding(binding), next: 0 };
    const [first] = chain.links;
    // What compilers make of `export const router = …`, and of each use of it.
    if (word === 'exports' && first?.does === 'member') return { ref: `exports~${first.name}`, next: 1 };
    const module = this.#requiredBy(chain);
    if (module === undefined) return undefined;
    const ref = `require~${chain.head}`;
    this.required.set(ref, module);
    return { ref, next: 1 };
  }

  /** The module that `require('x')` or `import('x')` loads. */
  #requiredBy(chain: Chain): string | undefined {
    const { source } = this;
    const sign = source.sign(chain.head);
    if (sign !== REQUIRE && sign !== IMPORT) return undefined;
    const [first] = chain.links;
    if (first?.does !== 'call' || first.open === undefined) return undefined;
    const argument = source.at(first.open + 1);
    return argument.kind === 'string' && source.is(first.open + 2, ')') ? argument.text : undefined;
  }

  /** What a chain stands for up to a link, or as a whole. */
  refOfChain(chain: Chain, upTo = chain.links.length): Ref | undefined {
    const settled = this.#stands.get(chain);
    if (settled !== undefined && upTo === chain.links.length) return settled;
    const head = this.headRef(chain);
    return head && head.ref + stepsOf(chain.links, head.next, upTo);
  }

  /** What an expression stands for; undefined where it is more than a chain. */
  refOf(range: Range): Ref | undefined {
    const chain = this.chainOf(range);
    if (chain !== undefined) return this.refOfChain(chain);
    const shape = this.functionAt(range) ?? this.shapes.get(range.from);
    return shape && this.refOfShape(shape);
  }

  /** What a chain takes from another module before its first call, and the index of that call among its links. */
  foreignOf(chain: Chain, depth = 0): ForeignCall | undefined {
    // Deeper down what a name stands for is looked for in less.
    if (depth > 0) return this.#readForeign(chain, depth);
    let known = this.#foreign[chain.index];
    if (known === undefined) {
      known = this.#readForeign(chain, 0) ?? null;
      this.#foreign[chain.index] = known;
    }
    return known ?? undefined;
  }

  #readForeign(chain: Chain, depth: number): ForeignCall | undefined {
    const module = this.#requiredBy(chain);
    const base = module === undefined ? this.#foreignHead(chain, depth) : { from: module, members: [] };
    if (base === undefined) return undefined;
    const members = [...base.members];
    let next = module === undefined ? 0 : 1;
    for (let link = chain.links[next]; link?.does === 'member'; link = chain.links[++next])
      members.push(link.name);
    const named = members.includes('default') ? members.filter((member) => member !== 'default') : members;
    return { from: base.from, members: named, next };
  }

  #foreignHead(chain: Chain, depth: number): Foreign | undefined {
    const binding = this.scopes.find(this.source.at(chain.head).text, chain.head);
    return binding && this.foreignBinding(binding, depth);
  }

  /** What of another module a name is, be it imported or taken from a module that was required. */
  foreignBinding(binding: Binding, depth = 0): Foreign | undefined {
    if (binding.import !== undefined) {
      const { from, name } = binding.import;
      return { from, members: WHOLE.has(name) ? [] : [name] };
    }
    // `const Router = express.Router` of `const express = require('express')`, and no further.
    if (depth > 3 || binding.value === undefined) return undefined;
    const chain = this.chainOf(binding.value);
    const foreign = chain && this.foreignOf(chain, depth + 1);
    if (chain === undefined || foreign === undefined || foreign.next < chain.links.length) return undefined;
    return {
      from: foreign.from,
      members: [...foreign.members, ...(binding.member === undefined ? [] : [binding.member])],
    };
  }
}

/** The steps of a reference that links are. */
export function stepsOf(links: readonly Link[], from: number, to: number): string {
  let steps = '';
  for (let at = from; at < to; at++) {
    const link = links[at];
    if (link !== undefined) steps += link.does === 'call' ? '()' : `.${link.name}`;
  }
  return steps;
}
