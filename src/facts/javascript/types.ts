import { isPunctuation, signOf, signSet, TEMPLATE } from '../lexer/javascript-signs.ts';
import type { JavaScriptSource } from './source.ts';

/** More tokens than a type in a signature has: what seems longer is none. */
const LONGEST = 200;
const PREFIXES = signSet('keyof typeof readonly unique infer asserts new abstract - + | &'.split(' '));
const INFIXES = signSet('| & . is extends ? :'.split(' '));
const OPENS = signSet(['(', '[', '{', '<']);
const [LESS, PUT_IN, OPEN_ROUND, OPEN_SQUARE] = [signOf('<'), signOf('${'), signOf('('), signOf('[')];
const [ARROW, EXTENDS, QUESTION, COLON] = [signOf('=>'), signOf('extends'), signOf('?'), signOf(':')];

/** The index behind the `>` of a `<`, or `open` itself where none closes it. */
export function afterAngles(source: JavaScriptSource, open: number): number {
  return source.afterAngles(open);
}

/** The index behind a type. A `{` where an operand is due opens an object type; elsewhere it ends the type. */
export function afterType(source: JavaScriptSource, from: number): number {
  let at = from;
  let conditional = 0;
  for (let steps = 0; steps < LONGEST; steps++) {
    while (PREFIXES[source.sign(at)] === 1) at += 1;
    const operand = source.sign(at);
    if (operand === LESS) at = afterAngles(source, at);
    if (isPunctuation(operand) && OPENS[operand] !== 1) return at;
    if (operand === TEMPLATE) while (source.sign(at + 1) === PUT_IN) at = source.after(at + 1);
    at = source.after(at);
    if (source.sign(at) === LESS) at = afterAngles(source, at);
    while (source.sign(at) === OPEN_SQUARE) at = source.after(at);
    const sign = source.sign(at);
    // Only parameters make a function's type; behind any other type the sign is that of an arrow function.
    if (sign === ARROW && operand === OPEN_ROUND) {
      at += 1;
      continue;
    }
    if (INFIXES[sign] !== 1) return at;
    if (sign === EXTENDS) conditional += 1;
    if (sign === QUESTION && conditional === 0) return at;
    if (sign === COLON) {
      if (conditional === 0) return at;
      conditional -= 1;
    }
    at += 1;
  }
  return at;
}
