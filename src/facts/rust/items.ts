import type { PlainSource, Range } from '../lexer/plain-source.ts';

/** A function, type, trait, block of methods … with all that stands in front of it. */
export interface RustItem {
  readonly kind:
    | 'fn'
    | 'struct'
    | 'enum'
    | 'union'
    | 'trait'
    | 'type'
    | 'const'
    | 'static'
    | 'mod'
    | 'use'
    | 'impl'
    | 'macro'
    | 'extern';
  /** Without one in `impl` and `use`. */
  readonly name: string;
  /** Seen by other crates, as far as the item itself says. */
  readonly offered: boolean;
  /** What stands in `#[…]`. */
  readonly attributes: readonly Range[];
  /** From its first attribute on. */
  readonly all: Range;
  /** The index of the word that says what it is. */
  readonly word: number;
  /** From its modifiers on, `pub` not included. */
  readonly from: number;
  /** From behind its name to its body. */
  readonly head: Range;
  /** The brace that opens its body. */
  readonly open?: number;
}

const KINDS: ReadonlySet<string> = new Set(
  'fn struct enum union trait type const static mod use impl macro extern'.split(' '),
);
const MODIFIERS: ReadonlySet<string> = new Set(['async', 'unsafe', 'default', 'safe', 'auto']);
/** More words than stand in front of anything. */
const MOST_WORDS = 20;
/** Deeper modules than anybody writes. */
const DEEPEST = 30;

function isKind(word: string): word is RustItem['kind'] {
  return KINDS.has(word);
}

/** Tells whether an attribute asks for tests alone: `#[cfg(test)]`, `#[test]`, `#[tokio::test]`. */
function isOfTests(source: PlainSource, { from, to }: Range): boolean {
  if (source.is(to - 1, 'test') && to - from <= 5) return true;
  if (source.is(from, 'bench')) return true;
  if (!source.is(from, 'cfg')) return false;
  for (let at = from; at < to; at++)
    if (source.is(at, 'test')) return !source.is(at - 1, '(') || !source.is(at - 2, 'not');
  return false;
}

/** Reads the items of a source, or of a block within it. */
export class RustItems {
  readonly #source: PlainSource;
  /** What only tests see. */
  readonly tests: Range[] = [];

  constructor(source: PlainSource) {
    this.#source = source;
  }

  /** The items of a range in order. What is no item is passed over, but what macros are given is read. */
  read(range: Range, depth = 0): RustItem[] {
    const source = this.#source;
    const to = Math.min(range.to, source.tokens.length);
    const items: RustItem[] = [];
    for (let at = range.from; at < to; ) {
      const start = at;
      const attributes: Range[] = [];
      while (source.is(at, '#')) {
        const open = source.is(at + 1, '!') ? at + 2 : at + 1;
        if (!source.is(open, '[')) break;
        if (open === at + 1) attributes.push(source.inside(open));
        at = source.after(open);
      }
      const item = this.#item(start, at, attributes, to);
      if (item !== undefined) {
        at = Math.max(item.all.to, start + 1);
        if (attributes.some((one) => isOfTests(source, one))) this.tests.push(item.all);
        else items.push(item);
      } else if (source.is(at, '{') && depth < DEEPEST) {
        // `cfg_if! { if #[cfg(unix)] { … } else { … } }`, `cfg_rt! { … }`, `bitflags! { pub struct … }`
        for (const inner of this.read(source.inside(at), depth + 1)) items.push(inner);
        at = source.after(at);
      } else at = Math.max(source.after(at), start + 1);
    }
    return items;
  }

  /** @param at behind the attributes */
  #item(start: number, at: number, attributes: readonly Range[], limit: number): RustItem | undefined {
    const source = this.#source;
    let next = at;
    let offered = false;
    if (source.is(next, 'pub')) {
      next += 1;
      offered = !source.is(next, '(') || this.#isField(next);
      if (!offered) next = source.after(next);
    }
    const from = next;
    while (next < from + MOST_WORDS) {
      const word = source.word(next) ?? '';
      const qualifies = word === 'const' && /^(fn|async|unsafe|extern)$/.test(source.word(next + 1) ?? '');
      const foreign = word === 'extern' && /^(fn|string)$/.test(this.#behindExtern(next));
      if (foreign) next += source.at(next + 1).kind === 'string' ? 2 : 1;
      else if (qualifies || (MODIFIERS.has(word) && source.word(next + 1) !== undefined)) next += 1;
      else break;
    }
    const word = source.word(next);
    if (word === 'macro_rules' && source.is(next + 1, '!'))
      return this.#macro(start, next, attributes, limit);
    if (word === undefined || !isKind(word) || source.is(next + 1, '!')) return undefined;
    // `union` and `macro` are words of their own only in front of a name.
    if ((word === 'union' || word === 'macro') && source.word(next + 1) === undefined) return undefined;
    const nameless = word === 'impl' || word === 'use' || word === 'extern';
    let name = next + 1;
    if (!nameless && (source.is(name, 'mut') || source.is(name, 'ref'))) name += 1;
    const called = nameless ? '' : source.word(name);
    if (called === undefined) return undefined;
    const behind = nameless ? next + 1 : name + 1;
    const single = /^(type|const|static|use)$/.test(word);
    const end = single
      ? source.find({ from: behind, to: limit }, ';')
      : source.find({ from: behind, to: limit }, '{', ';');
    const open = !single && end < limit && source.is(end, '{') ? end : undefined;
    const to = open === undefined ? Math.min(end + 1, limit) : source.after(open);
    return {
      kind: word,
      name: called,
      offered,
      attributes,
      all: { from: start, to },
      word: next,
      from,
      head: { from: behind, to: Math.min(end, limit) },
      ...(open !== undefined && { open }),
    };
  }

  /** `pub (A, B)` of a tuple is public; `pub(crate)` is not. */
  #isField(open: number): boolean {
    return !/^(crate|self|super|in)$/.test(this.#source.word(open + 1) ?? '');
  }

  /** What `extern` and perhaps the name of an interface stand in front of, where that is no block. */
  #behindExtern(at: number): string {
    const source = this.#source;
    const next = source.at(at + 1).kind === 'string' ? at + 2 : at + 1;
    return source.is(next, 'fn') || source.is(next, 'unsafe') ? 'fn' : '';
  }

  /** `macro_rules! name { … }` is seen by all where `#[macro_export]` says so. */
  #macro(start: number, at: number, attributes: readonly Range[], limit: number): RustItem | undefined {
    const source = this.#source;
    const name = source.word(at + 2);
    const open = at + 3;
    if (name === undefined || !/^[{([]$/.test(source.at(open).text)) return undefined;
    const to = Math.min(source.after(open), limit);
    const offered = attributes.some(({ from }) => source.is(from, 'macro_export'));
    const all = { from: start, to: source.is(to, ';') ? to + 1 : to };
    return {
      kind: 'macro',
      name,
      offered,
      attributes,
      all,
      word: at,
      from: at,
      head: { from: open, to: open },
      open,
    };
  }
}

/** The index behind `<…>`, where one opens. */
export function afterAngles(source: PlainSource, open: number, limit: number): number {
  if (!source.is(open, '<')) return open;
  let depth = 0;
  for (let at = open; at < limit; at = source.after(at)) {
    if (source.is(at, '<')) depth += 1;
    else if (source.is(at, '>') && --depth === 0) return at + 1;
  }
  return limit;
}

/** The index of a word or sign that stands neither in brackets nor in `<…>`, or the end. */
export function findOutside(source: PlainSource, { from, to }: Range, text: string): number {
  let depth = 0;
  for (let at = from; at < to; at = source.after(at)) {
    if (source.is(at, '<')) depth += 1;
    else if (source.is(at, '>')) depth = Math.max(0, depth - 1);
    else if (depth === 0 && source.is(at, text)) return at;
  }
  return to;
}

/** The type that an `impl` is of, without its path: `Server` of `&mut net::Server<'a, T>`; and whether it is for a trait. */
export function implemented(
  source: PlainSource,
  { head }: RustItem,
): { readonly name?: string; readonly trait: boolean } {
  const start = afterAngles(source, head.from, head.to);
  const where = findOutside(source, { from: start, to: head.to }, 'where');
  const split = findOutside(source, { from: start, to: where }, 'for');
  const trait = split < where;
  let name: string | undefined;
  for (let at = trait ? split + 1 : start; at < where && !source.is(at, '<'); at++) {
    const word = source.word(at);
    if (word !== undefined && !word.startsWith("'") && !/^(mut|dyn|const)$/.test(word)) name = word;
  }
  return { ...(name !== undefined && { name }), trait };
}

/** Splits at the commas that stand neither in brackets nor in `<…>`. */
export function splitOutside(source: PlainSource, { from, to }: Range): Range[] {
  const ranges: Range[] = [];
  for (let start = from; start < to; ) {
    const end = findOutside(source, { from: start, to }, ',');
    if (end > start) ranges.push({ from: start, to: end });
    start = end + 1;
  }
  return ranges;
}
