import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { pathText } from '../written-text.ts';
import type { GoScopes } from './scopes.ts';

/** One step of a chain: `.name`, a call whose parenthesis is at `open`, the fields of a literal, or `[…]`. */
export type Link =
  | { readonly does: 'member'; readonly name: string; readonly at: number }
  | { readonly does: 'call'; readonly open: number }
  | { readonly does: 'literal'; readonly open: number }
  | { readonly does: 'item' };

/** A name and what is done to it: `r.Group("/v1").GET(…)`. */
export interface Chain {
  readonly head: number;
  readonly to: number;
  readonly links: readonly Link[];
}

/** A named type: of this package, or of the one imported from `from`. */
export interface NamedType {
  readonly ref: Ref;
  readonly from?: string;
  readonly name: string;
}

/** Words of the language that are no names. */
export const NO_HEAD: ReadonlySet<string> = new Set(
  (
    'break case chan const continue default defer else fallthrough for func go goto if import interface map package ' +
    'range return select struct switch type var nil true false iota'
  ).split(' '),
);
/** Types and functions that are there without an import. */
export const PREDECLARED: ReadonlySet<string> = new Set(
  (
    'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint ' +
    'uint8 uint16 uint32 uint64 uintptr append cap clear close complex copy delete imag len make max min new panic print ' +
    'println real recover'
  ).split(' '),
);
const DEEPEST = 8;

/** Tells an import of the standard library: no host stands in front of its path. */
export function isStandardLibrary(path: string): boolean {
  return (
    !path.includes('.') &&
    /^(archive|bufio|bytes|cmp|compress|container|context|crypto|database|debug|embed|encoding|errors|expvar|flag|fmt|go|hash|html|image|io|iter|log|maps|math|mime|net|os|path|plugin|reflect|regexp|runtime|slices|sort|strconv|strings|structs|sync|syscall|testing|text|time|unicode|unique|unsafe)(\/|$)/.test(
      path,
    )
  );
}

/** What the names and expressions of one Go source stand for. */
export class GoNames {
  readonly source: PlainSource;
  readonly scopes: GoScopes;
  /** Refs for what calls make anew, by their parentheses: `r.Group("/v1")`. */
  readonly made = new Map<number, Ref>();
  /** Methods that give back what they are called on, with something in front of its handlers. */
  transparent: ReadonlySet<string> = new Set();

  constructor(source: PlainSource, scopes: GoScopes) {
    this.source = source;
    this.scopes = scopes;
  }

  /** The chain that begins at a token. */
  chainAt(head: number): Chain | undefined {
    const { source } = this;
    const word = source.word(head);
    if (word === undefined || NO_HEAD.has(word) || source.is(head - 1, '.')) return undefined;
    const links: Link[] = [];
    let at = head + 1;
    for (;;) {
      const name = source.is(at, '.') ? source.word(at + 1) : undefined;
      if (name !== undefined) {
        links.push({ does: 'member', name, at: at + 1 });
        at += 2;
      } else if (source.is(at, '(')) {
        links.push({ does: 'call', open: at });
        at = source.after(at);
      } else if (source.is(at, '[')) {
        links.push({ does: 'item' });
        at = source.after(at);
      } else if (source.is(at, '{') && source.is(source.after(at), '.') && source.after(at) > at + 1) {
        links.push({ does: 'literal', open: at });
        at = source.after(at);
      } else return { head, to: at, links };
    }
  }

  /** Without `&`, `*`, and parentheses around it; what `new(T)` makes is a `T`. */
  bare({ from, to }: Range): Range {
    const { source } = this;
    let range = { from, to };
    for (let steps = 0; steps < DEEPEST; steps++) {
      if (source.is(range.from, '&') || source.is(range.from, '*'))
        range = { from: range.from + 1, to: range.to };
      else if (source.is(range.from, '(') && source.after(range.from) === range.to) {
        range = source.inside(range.from);
      } else if (source.is(range.from, 'new') && source.is(range.from + 1, '('))
        range = source.inside(range.from + 1);
      else break;
    }
    return range;
  }

  /** The chain that an expression is; undefined where it is more than that. */
  chainOf(range: Range): Chain | undefined {
    const { from, to } = this.bare(range);
    const chain = this.chainAt(from);
    if (chain === undefined || chain.to > to) return undefined;
    if (chain.to === to) return chain;
    const literal = this.source.is(chain.to, '{') && this.source.after(chain.to) === to;
    return literal
      ? { ...chain, to, links: [...chain.links, { does: 'literal', open: chain.to }] }
      : undefined;
  }

  /** The path that the first name of a chain is imported from. */
  importOf({ head }: Chain): string | undefined {
    const word = this.source.word(head) ?? '';
    return this.scopes.find(word, head) === undefined ? this.scopes.imports.get(word) : undefined;
  }

  /** What a chain stands for, or as many of its links as are asked for. */
  refOfChain({ head, links }: Chain, upTo = links.length): Ref | undefined {
    const word = this.source.word(head) ?? '';
    const binding = this.scopes.find(word, head);
    if (binding === undefined && PREDECLARED.has(word)) return undefined;
    let ref = binding?.ref ?? word;
    for (let index = 0; index < upTo; index++) {
      const link = links[index];
      const next = links[index + 1];
      if (link === undefined || link.does === 'item') return undefined;
      if (link.does === 'literal') continue;
      if (link.does === 'call') {
        ref = this.made.get(link.open) ?? `${ref}()`;
      } else if (next?.does === 'call' && index + 1 < upTo && this.transparent.has(link.name)) index += 1;
      else ref += `.${link.name}`;
    }
    return ref;
  }

  /** What an expression stands for; undefined where it is more than a chain. */
  refOf(range: Range): Ref | undefined {
    const chain = this.chainOf(range);
    return chain && this.refOfChain(chain);
  }

  /** What a type names, through pointers; undefined for any other type. */
  typeOf({ from, to }: Range): NamedType | undefined {
    const { source } = this;
    const start = source.is(from, '*') || source.is(from, '&') ? from + 1 : from;
    const word = source.word(start);
    if (word === undefined || NO_HEAD.has(word) || PREDECLARED.has(word)) return undefined;
    const member = source.is(start + 1, '.') ? source.word(start + 2) : undefined;
    const end = member === undefined ? start + 1 : start + 3;
    if (end !== to && !(source.is(end, '[') && source.after(end) === to)) return undefined;
    if (member === undefined) return { ref: word, name: word };
    const path = this.scopes.imports.get(word);
    return path === undefined ? undefined : { ref: `${word}.${member}`, from: path, name: member };
  }

  /** Reads an expression that puts a text together; undefined where there is anything else in it. */
  textOf(range: Range, depth = 0): WrittenText | undefined {
    const { source } = this;
    const { from, to } = this.bare(range);
    const parts: TextPart[] = [];
    if (depth > DEEPEST || from >= to) return undefined;
    for (let at = from; at < to; at++) {
      const { kind, text } = source.at(at);
      if (kind === 'string') {
        parts.push(text);
        at += 1;
      } else {
        const chain = this.chainAt(at);
        const found = chain && this.#partOf(chain, depth);
        if (chain === undefined || found === undefined || chain.to > to) return undefined;
        parts.push(...found);
        at = chain.to;
      }
      if (at < to && !source.is(at, '+')) return undefined;
    }
    return pathText(parts);
  }

  #partOf(chain: Chain, depth: number): readonly TextPart[] | undefined {
    const from = this.importOf(chain);
    const [first, call] = chain.links;
    if (first?.does === 'call' && chain.links.length === 1 && this.source.is(chain.head, 'string')) {
      return this.textOf(this.source.inside(first.open), depth + 1);
    }
    if (first?.does === 'member' && call === undefined && from !== undefined) {
      const method = /^(?:Method)?(Get|Head|Post|Put|Patch|Delete|Connect|Options|Trace)$/i.exec(
        first.name,
      )?.[1];
      if (method !== undefined && (from === 'net/http' || /\/(echo|fiber)(\/v\d+)?$/.test(from))) {
        return [method.toUpperCase()];
      }
    }
    if (from === 'fmt' && first?.does === 'member' && first.name === 'Sprintf' && call?.does === 'call') {
      return this.#formatted(this.source.elements(call.open), depth);
    }
    if (from === 'path' && first?.does === 'member' && first.name === 'Join' && call?.does === 'call')
      return this.#joined(this.source.elements(call.open), depth);
    const ref = this.refOfChain(chain);
    return ref === undefined || ref.includes('(') ? this.#returned(chain, depth) : [{ ref }];
  }

  /** `path.Join("/v1", name)` */
  #joined(values: readonly Range[], depth: number): readonly TextPart[] | undefined {
    const parts: TextPart[] = [];
    for (const value of values) {
      const read = this.textOf(value, depth + 1);
      if (read === undefined) return undefined;
      parts.push(...(parts.length > 0 ? ['/'] : []), ...read);
    }
    return parts;
  }

  /** What a function of the source puts in front of, or behind, the text that it is given: `versioned("/x")`. */
  #returned(chain: Chain, depth: number): readonly TextPart[] | undefined {
    const last = chain.links.at(-1);
    const callee = last?.does === 'call' ? this.refOfChain(chain, chain.links.length - 1) : undefined;
    if (callee === undefined || last?.does !== 'call' || depth > 1) return undefined;
    const [value, ...others] = this.scopes.functionCalled(callee)?.returns ?? [];
    const text = value === undefined || others.length > 0 ? undefined : this.textOf(value, depth + 1);
    const given = text && this.source.elements(last.open);
    const parts: TextPart[] = [];
    for (const part of text ?? []) {
      const [, name, index] = typeof part === 'string' ? [] : (/^(.+)@(\d+)$/.exec(part.ref) ?? []);
      const argument = name === callee ? given?.[Number(index)] : undefined;
      const read = argument === undefined ? [part] : this.textOf(argument, depth + 1);
      if (read === undefined) return undefined;
      parts.push(...read);
    }
    return text && parts;
  }

  /** `fmt.Sprintf("%s/items", base)` */
  #formatted([format, ...values]: readonly Range[], depth: number): readonly TextPart[] | undefined {
    const [text, ...more] = (format && this.textOf(format, depth + 1)) ?? [];
    if (typeof text !== 'string' || more.length > 0) return undefined;
    const pieces = text.split(/%[sv]/);
    if (pieces.length !== values.length + 1 || pieces.some((piece) => piece.includes('%'))) return undefined;
    const parts: TextPart[] = [];
    for (const [index, piece] of pieces.entries()) {
      const value = index === 0 ? undefined : values[index - 1];
      const read = value === undefined ? [] : this.textOf(value, depth + 1);
      if (read === undefined) return undefined;
      parts.push(...read, piece);
    }
    return parts;
  }

  /** The string that an expression is, if it is written out in one. */
  literal(range: Range): string | undefined {
    const [part, ...others] = this.textOf(range) ?? [];
    return typeof part === 'string' && others.length === 0 ? part : undefined;
  }
}
