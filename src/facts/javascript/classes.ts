import type { FunctionShape, FunctionShapes } from './functions.ts';
import type { JavaScriptSource, Range } from './source.ts';
import { afterAngles, afterType } from './types.ts';

export interface Member {
  readonly name: string;
  readonly nameAt: number;
  readonly range: Range;
  /** The names and arguments behind `@`. */
  readonly decorators: readonly Range[];
  readonly modifiers: ReadonlySet<string>;
  /** Of a method; overloads have none. */
  readonly shape?: FunctionShape;
  readonly method: boolean;
  /** Of a field: its type, its value. */
  readonly type?: Range;
  readonly value?: Range;
}

export interface ClassShape {
  readonly from: number;
  readonly name?: string;
  readonly decorators: readonly Range[];
  readonly body: Range;
  /** From behind the name to the body: type parameters, `extends`, `implements`. */
  readonly heritage: Range;
}

const MODIFIERS: ReadonlySet<string> = new Set(
  'public private protected readonly override static abstract declare async get set accessor'.split(' '),
);

/** More decorators than anybody puts on one thing. */
export const MOST_DECORATORS = 50;

/** Reads the decorators that begin at `from`. */
export function readDecorators(source: JavaScriptSource, from: number): { ranges: Range[]; to: number } {
  const ranges: Range[] = [];
  let at = from;
  while (source.is(at, '@') && ranges.length < MOST_DECORATORS) {
    const start = at + 1;
    at += 2;
    while (source.is(at, '.')) at += 2;
    if (source.is(at, '(')) at = source.after(at);
    ranges.push({ from: start, to: at });
  }
  return { ranges, to: at };
}

/** Reads the class whose word `class` stands at `at`; undefined where no body follows. */
export function readClass(
  source: JavaScriptSource,
  at: number,
  decorators: readonly Range[] = [],
): ClassShape | undefined {
  const word = source.word(at + 1);
  const name = word === 'extends' || word === 'implements' ? undefined : word;
  const start = at + (name === undefined ? 1 : 2);
  let open = start;
  while (open < source.tokens.length && !source.is(open, '{')) {
    if (source.is(open, ';') || source.is(open, 'class') || source.isCloser(open)) return undefined;
    const angles = source.is(open, '<') ? afterAngles(source, open) : open;
    open = angles > open ? angles : source.after(open);
  }
  if (open >= source.tokens.length) return undefined;
  const shape = {
    from: at,
    decorators,
    body: { from: open, to: source.after(open) },
    heritage: { from: start, to: open },
  };
  return name === undefined ? shape : { ...shape, name };
}

/** Reads the methods and fields of a class in order. */
export function readMembers(
  source: JavaScriptSource,
  { body }: ClassShape,
  shapes: FunctionShapes,
): Member[] {
  const members: Member[] = [];
  const close = Math.min(body.to - 1, source.tokens.length);
  for (let at = body.from + 1; at < close; ) {
    const { ranges: decorators, to } = readDecorators(source, at);
    const from = at;
    at = to;
    const modifiers = new Set<string>();
    while (MODIFIERS.has(source.at(at).text) && !/^[(=:;?!}<]?$/.test(source.at(at + 1).text)) {
      modifiers.add(source.at(at).text);
      at += 1;
    }
    if (source.is(at, '*')) at += 1;
    const nameAt = at;
    const { kind, text } = source.at(at);
    const name = kind === 'name' || kind === 'string' ? text : '';
    at = source.after(at);
    if (source.is(at, '?') || source.is(at, '!')) at += 1;
    if (source.is(at, '<')) at = afterAngles(source, at);
    const open = at;
    let found: Partial<Member> = {};
    if (source.is(open, '(')) {
      const shape = shapes.get(open);
      at = source.after(open);
      if (source.is(at, ':')) at = afterType(source, at + 1);
      if (source.is(at, '{')) at = source.after(at);
      if (shape !== undefined) found = { shape };
    } else {
      if (source.is(at, ':')) {
        const type = { from: at + 1, to: afterType(source, at + 1) };
        found = { type };
        at = type.to;
      }
      if (source.is(at, '=')) {
        const value = { from: at + 1, to: source.endOfExpression(at + 1) };
        found = { ...found, value };
        at = value.to;
      }
    }
    at = Math.max(at, from + 1);
    const method = source.is(open, '(');
    if (name !== '')
      members.push({ name, nameAt, range: { from, to: at }, decorators, modifiers, method, ...found });
    while (source.is(at, ';') || source.is(at, ',')) at += 1;
  }
  return members;
}
