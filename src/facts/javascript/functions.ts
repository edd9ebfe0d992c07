import { isWordSign, signOf, signSet } from '../lexer/javascript-signs.ts';
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
  /** Undefined where it is taken apart. */
  readonly name: string | undefined;
  /** What it is taken apart into: member and local name. */
  readonly members: readonly (readonly [member: string, local: string])[];
  readonly type: Range | undefined;
}

const CONTROL = signSet(['if', 'for', 'while', 'switch', 'with', 'catch']);
const MODIFIERS = signSet(['public', 'private', 'protected', 'readonly', 'override']);
/** Words an arrow's parenthesis may follow; behind any other name it opens a call. */
const BEFORE_ARROW = signSet(['async', 'return', 'default', 'await', 'yield', 'case', 'of']);
const [FUNCTION, ARROW, DOT, STAR, COLON, COMMA, AT, SPREAD, QUESTION] = [
  signOf('function'),
  signOf('=>'),
  signOf('.'),
  signOf('*'),
  signOf(':'),
  signOf(','),
  signOf('@'),
  signOf('...'),
  signOf('?'),
];
const [OPEN_ROUND, OPEN_SQUARE, OPEN_CURLY, LESS, MORE] = [
  signOf('('),
  signOf('['),
  signOf('{'),
  signOf('<'),
  signOf('>'),
];

/** Functions by the token they begin at, and by that of their parameters. */
export class FunctionShapes {
  readonly all: FunctionShape[] = [];
  /** Counted from 1. */
  readonly #numbers: Int32Array;

  constructor(tokens: number) {
    this.#numbers = new Int32Array(tokens);
  }

  add(shape: FunctionShape): void {
    const number = this.all.push(shape);
    this.#numbers[shape.from] = number;
    this.#numbers[shape.parameters] = number;
  }

  get(at: number): FunctionShape | undefined {
    const number = at >= 0 && at < this.#numbers.length ? (this.#numbers[at] ?? 0) : 0;
    return number === 0 ? undefined : this.all[number - 1];
  }
}

function shapeAt(
  source: JavaScriptSource,
  open: number,
  start: number | undefined,
): FunctionShape | undefined {
  const before = source.sign(open - 1);
  if (CONTROL[before] === 1 && source.sign(open - 2) !== DOT) return undefined;
  let at = source.after(open);
  if (source.sign(at) === COLON) at = afterType(source, at + 1);
  const sign = source.sign(at);
  if (sign === OPEN_CURLY) {
    const from = start ?? (isWordSign(before) ? open - 1 : open);
    return { from, parameters: open, body: { from: at, to: source.after(at) }, expression: false };
  }
  if (sign !== ARROW || (isWordSign(before) && BEFORE_ARROW[before] !== 1)) return undefined;
  return arrow(source, open, at);
}

function arrow(source: JavaScriptSource, from: number, sign: number): FunctionShape {
  const expression = source.sign(sign + 1) !== OPEN_CURLY;
  // Where the expression ends is found with the scopes: looked for here, chained arrows would cost the square.
  const to = expression ? sign + 2 : source.after(sign + 1);
  return { from, parameters: from, body: { from: sign + 1, to }, expression };
}

/** Finds all functions of a source: by the token they begin at, and by that of their parameters. */
export function findFunctions(source: JavaScriptSource): FunctionShapes {
  const shapes = new FunctionShapes(source.tokens.length);
  const starts = new Map<number, number>();
  /** The token that the body of an arrow begins at, which is none itself. */
  const bodies = new Set<number>();
  for (let at = 0; at < source.tokens.length; at++) {
    const sign = source.sign(at);
    let shape: FunctionShape | undefined;
    if (sign === FUNCTION && source.sign(at - 1) !== DOT) {
      let open = at + 1;
      if (source.sign(open) === STAR) open += 1;
      if (source.isWord(open)) open += 1;
      if (source.sign(open) === LESS) open = afterAngles(source, open);
      starts.set(open, at);
    } else if (sign === OPEN_ROUND) shape = shapeAt(source, at, starts.get(at));
    // In `(app): void => {` the word is the type of what is returned.
    else if (isWordSign(sign) && source.sign(at + 1) === ARROW && !bodies.has(at + 2))
      shape = arrow(source, at, at + 1);
    if (shape === undefined) continue;
    bodies.add(shape.body.from);
    shapes.add(shape);
  }
  return shapes;
}

/** Reads `{ a, b: c, d = 1, ...rest }` or `[a, b]`: members and the local names they get. */
export function readPattern(source: JavaScriptSource, open: number): [member: string, local: string][] {
  const names: [string, string][] = [];
  const array = source.sign(open) === OPEN_SQUARE;
  source.elements(open).forEach(({ from }, index) => {
    const word = source.word(from);
    if (word === undefined) return;
    if (array) names.push([String(index), word]);
    else if (source.sign(from + 1) !== COLON) names.push([word, word]);
    else {
      const local = source.word(from + 2);
      if (local !== undefined) names.push([word, local]);
    }
  });
  return names;
}

const NOTHING: Parameter['members'] = [];

/** Reads the parameter whose first token, decorators and modifiers included, stands at `from`. */
function readParameter(source: JavaScriptSource, from: number): Parameter {
  let at = from;
  while (source.sign(at) === AT) at = source.sign(at + 2) === OPEN_ROUND ? source.after(at + 2) : at + 2;
  while (MODIFIERS[source.sign(at)] === 1 && source.isWord(at + 1)) at += 1;
  if (source.sign(at) === SPREAD) at += 1;
  const name = source.word(at);
  const sign = source.sign(at);
  const members = sign === OPEN_CURLY || sign === OPEN_SQUARE ? readPattern(source, at) : NOTHING;
  let colon = source.after(at);
  if (source.sign(colon) === QUESTION) colon += 1;
  const typed = source.sign(colon) === COLON;
  return {
    name,
    members,
    type: typed ? { from: colon + 1, to: afterType(source, colon + 1) } : undefined,
  };
}

/** Reads the parameters of a function in order; commas within the `<>` of types part none. */
export function readParameters(source: JavaScriptSource, { parameters: open }: FunctionShape): Parameter[] {
  const single = source.word(open);
  if (single !== undefined) return [{ name: single, members: NOTHING, type: undefined }];
  const close = Math.min(source.partner[open] ?? -1, source.tokens.length);
  const found: Parameter[] = [];
  let from = open + 1;
  let angles = 0;
  for (let at = from; at <= close; at = source.after(at)) {
    const sign = source.sign(at);
    if (sign === LESS) angles += 1;
    else if (sign === MORE) angles = Math.max(0, angles - 1);
    else if (at === close || (angles === 0 && sign === COMMA)) {
      if (at > from) found.push(readParameter(source, from));
      from = at + 1;
    }
  }
  return found;
}
