import type { PlainSource, Range } from '../lexer/plain-source.ts';

/** One call of a chain, or a member without arguments. */
export interface Call {
  readonly name: string;
  /** The parenthesis of its arguments. */
  readonly open?: number;
}

/** `Route::get(…)->name(…)`: what it begins with is not among the calls. */
export interface Chain {
  readonly calls: readonly Call[];
  /** Behind its last call. */
  readonly to: number;
}

/** More calls than anybody writes in a row. */
const LONGEST_CHAIN = 100;

/** Reads the calls and members that follow what ends before `at`. */
export function chainAt(source: PlainSource, at: number): Chain {
  const calls: Call[] = [];
  let to = at;
  while ((source.is(to, '->') || source.is(to, '::')) && calls.length < LONGEST_CHAIN) {
    const name = source.word(to + 1);
    if (name === undefined) break;
    const open = source.is(to + 2, '(') ? to + 2 : undefined;
    calls.push({ name, ...(open !== undefined && { open }) });
    to = open === undefined ? to + 2 : source.after(open);
  }
  return { calls, to };
}

/** The arguments of a call by place and by name. */
export interface Arguments {
  readonly placed: readonly Range[];
  readonly named: ReadonlyMap<string, Range>;
}

export function argumentsOf(source: PlainSource, open: number | undefined): Arguments {
  const placed: Range[] = [];
  const named = new Map<string, Range>();
  for (const part of open === undefined ? [] : source.elements(open)) {
    const name = source.word(part.from);
    if (name !== undefined && source.is(part.from + 1, ':'))
      named.set(name, { from: part.from + 2, to: part.to });
    else placed.push(part);
  }
  return { placed, named };
}

export interface Entry {
  readonly key?: Range;
  readonly value: Range;
}

/** The entries of `[…]` or `array(…)`; undefined where something else stands. */
export function entriesOf(source: PlainSource, { from, to }: Range): Entry[] | undefined {
  const open = /^array$/i.test(source.word(from) ?? '') && source.is(from + 1, '(') ? from + 1 : from;
  if (!(source.is(open, '[') || open > from) || source.after(open) !== to) return undefined;
  return source.elements(open).map((part) => {
    const arrow = source.find(part, '=>');
    if (arrow === part.to || source.is(part.from, 'fn')) return { value: part };
    return { key: { from: part.from, to: arrow }, value: { from: arrow + 1, to: part.to } };
  });
}

/** The entries of an array that have a text for a key. */
export function keyedEntries(source: PlainSource, range: Range | undefined): Map<string, Range> {
  const found = new Map<string, Range>();
  for (const { key, value } of (range && entriesOf(source, range)) ?? []) {
    const token = source.at(key?.from ?? -1);
    if (key !== undefined && token.kind === 'string' && key.to - key.from === 1) found.set(token.text, value);
  }
  return found;
}

export interface Closure {
  /** With their `$`. */
  readonly parameters: readonly string[];
  readonly body: Range;
}

/** `function ($x) use ($y): void { … }`, `static fn ($x) => …`; undefined where something else stands. */
export function closureAt(source: PlainSource, { from, to }: Range): Closure | undefined {
  let at = from;
  while (source.is(at, '#')) at = source.after(at + 1);
  if (source.is(at, 'static')) at += 1;
  const arrow = source.is(at, 'fn');
  if (!arrow && !source.is(at, 'function')) return undefined;
  const open = source.is(at + 1, '&') ? at + 2 : at + 1;
  if (!source.is(open, '(')) return undefined;
  const parameters = source.elements(open).flatMap((part) => {
    for (let name = part.from; name < part.to; name = source.after(name)) {
      const word = source.word(name);
      if (word?.startsWith('$')) return [word];
    }
    return [];
  });
  const start = source.find({ from: source.after(open), to }, arrow ? '=>' : '{');
  const body = arrow ? { from: start + 1, to } : source.inside(start);
  return { parameters, body: { from: Math.min(body.from, to), to: Math.min(body.to, to) } };
}

/** More tokens than anybody writes into a text or a path, what is in brackets not counted. */
const LONGEST_VALUE = 100;

/** The expression that begins at a token and ends with its statement; an array as a whole. */
export function valueAt(source: PlainSource, from: number): Range {
  const open = /^array$/i.test(source.word(from) ?? '') ? from + 1 : from;
  if (source.is(open, '[') || (open > from && source.is(open, '('))) return { from, to: source.after(open) };
  let to = from;
  for (let steps = 0; steps < LONGEST_VALUE && to < source.tokens.length; steps++) {
    if (source.is(to, ';') || source.isCloser(to)) break;
    to = source.after(to);
  }
  return { from, to };
}
