import type { JavaScriptSource, Range } from './source.ts';
import { afterAngles, afterType } from './types.ts';

/** A function, arrow or method. */
export interface FunctionShape {
  /** Where it begins as a value: at `function`, at its parameters, or at its name. */
  readonly from: number;
  /** The index of the parenthesis that opens the parameters, or of an arrow's only name. */
  readonly parameters: number;
  /** From the `{` on, or an arrow's expression. */
  readonly body: Range;
  readonly expression: boolean;
}

export interface Parameter {
  /** Absent where it is taken apart. */
  readonly name?: string;
  /** What it is taken apart into: member and local name. */
  readonly members: readonly (readonly [member: string, local: string])[];
  readonly type?: Range;
}

const CONTROL: ReadonlySet<string> = new Set(['if', 'for', 'while', 'switch', 'with', 'catch']);
const MODIFIERS: ReadonlySet<string> = new Set(['public', 'private', 'protected', 'readonly', 'override']);
/** Words an arrow's parenthesis may follow; behind any other name it opens a call. */
const BEFORE_ARROW: ReadonlySet<string> = new Set([
  'async',
  'return',
  'default',
  'await',
  'yield',
  'case',
  'of',
]);

function shapeAt(
  source: JavaScriptSource,
  open: number,
  start: number | undefined,
): FunctionShape | undefined {
  const before = source.word(open - 1);
  if (before !== undefined && CONTROL.has(before) && !source.is(open - 2, '.')) return undefined;
  let at = source.after(open);
  if (source.is(at, ':')) at = afterType(source, at + 1);
  if (source.is(at, '{')) {
    const from = start ?? (before === undefined ? open : open - 1);
    return { from, parameters: open, body: { from: at, to: source.after(at) }, expression: false };
  }
  if (!source.is(at, '=>') || (before !== undefined && !BEFORE_ARROW.has(before))) return undefined;
  return arrow(source, open, at);
}

function arrow(source: JavaScriptSource, from: number, sign: number): FunctionShape {
  const expression = !source.is(sign + 1, '{');
  // Where the expression ends is found with the scopes: looked for here, chained arrows would cost the square.
  const to = expression ? sign + 2 : source.after(sign + 1);
  return { from, parameters: from, body: { from: sign + 1, to }, expression };
}

/** Finds all functions of a source: by the token they begin at, and by that of their parameters. */
export function findFunctions(source: JavaScriptSource): Map<number, FunctionShape> {
  const shapes = new Map<number, FunctionShape>();
  const starts = new Map<number, number>();
  const bodies = new Set<number>();
  for (let at = 0; at < source.tokens.length; at++) {
    const word = source.word(at);
    let shape: FunctionShape | undefined;
    if (word === 'function' && !source.is(at - 1, '.')) {
      let open = at + 1;
      if (source.is(open, '*')) open += 1;
      if (source.word(open) !== undefined) open += 1;
      if (source.is(open, '<')) open = afterAngles(source, open);
      starts.set(open, at);
    } else if (source.is(at, '(')) shape = shapeAt(source, at, starts.get(at));
    // In `(app): void => {` the word is the type of what is returned.
    else if (word !== undefined && source.is(at + 1, '=>') && !bodies.has(at + 2))
      shape = arrow(source, at, at + 1);
    if (shape === undefined) continue;
    bodies.add(shape.body.from);
    shapes.set(shape.from, shape);
    shapes.set(shape.parameters, shape);
  }
  return shapes;
}

/** Reads `{ a, b: c, d = 1, ...rest }` or `[a, b]`: members and the local names they get. */
export function readPattern(source: JavaScriptSource, open: number): [member: string, local: string][] {
  const names: [string, string][] = [];
  const array = source.is(open, '[');
  source.elements(open).forEach(({ from }, index) => {
    const word = source.word(from);
    if (word === undefined) return;
    if (array) names.push([String(index), word]);
    else if (!source.is(from + 1, ':')) names.push([word, word]);
    else {
      const local = source.word(from + 2);
      if (local !== undefined) names.push([word, local]);
    }
  });
  return names;
}

/** Splits a parenthesis at its commas, but not within the `<>` of types. */
function splitParameters(source: JavaScriptSource, open: number): Range[] {
  const close = Math.min(source.partner[open] ?? -1, source.tokens.length);
  const ranges: Range[] = [];
  let from = open + 1;
  let angles = 0;
  for (let at = from; at <= close; at = source.after(at)) {
    if (source.is(at, '<')) angles += 1;
    else if (source.is(at, '>')) angles = Math.max(0, angles - 1);
    else if (at === close || (angles === 0 && source.is(at, ','))) {
      if (at > from) ranges.push({ from, to: at });
      from = at + 1;
    }
  }
  return ranges;
}

/** Reads the parameters of a function in order. */
export function readParameters(source: JavaScriptSource, { parameters }: FunctionShape): Parameter[] {
  const single = source.word(parameters);
  if (single !== undefined && !source.is(parameters, '(')) return [{ name: single, members: [] }];
  return splitParameters(source, parameters).map((range) => {
    let at = range.from;
    while (source.is(at, '@')) at = source.is(at + 2, '(') ? source.after(at + 2) : at + 2;
    while (MODIFIERS.has(source.at(at).text) && source.word(at + 1) !== undefined) at += 1;
    if (source.is(at, '...')) at += 1;
    const name = source.word(at);
    const members = source.is(at, '{') || source.is(at, '[') ? readPattern(source, at) : [];
    let colon = source.after(at);
    if (source.is(colon, '?')) colon += 1;
    const type = source.is(colon, ':') ? { type: { from: colon + 1, to: afterType(source, colon + 1) } } : {};
    return { ...(name === undefined ? {} : { name }), members, ...type };
  });
}
