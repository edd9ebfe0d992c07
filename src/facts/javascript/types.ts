import type { JavaScriptSource } from './source.ts';

/** More tokens than a type in a signature has: what seems longer is none. */
const LONGEST = 200;
const PREFIXES: ReadonlySet<string> = new Set(
  'keyof typeof readonly unique infer asserts new abstract - + | &'.split(' '),
);
const INFIXES: ReadonlySet<string> = new Set('| & . is extends ? :'.split(' '));

/** The index behind the `>` of a `<`, or `open` itself where none closes it. */
export function afterAngles(source: JavaScriptSource, open: number): number {
  return source.afterAngles(open);
}

/** The index behind a type. A `{` where an operand is due opens an object type; elsewhere it ends the type. */
export function afterType(source: JavaScriptSource, from: number): number {
  let at = from;
  let conditional = 0;
  for (let steps = 0; steps < LONGEST; steps++) {
    while (PREFIXES.has(source.at(at).text) && source.at(at).kind !== 'string') at += 1;
    const operand = source.at(at);
    if (source.is(at, '<')) at = afterAngles(source, at);
    if (operand.kind === 'punctuation' && !/^[([{<]$/.test(operand.text)) return at;
    if (operand.kind === 'template' && source.is(at + 1, '${')) {
      while (source.is(at + 1, '${')) at = source.after(at + 1);
    }
    at = source.after(at);
    if (source.is(at, '<')) at = afterAngles(source, at);
    while (source.is(at, '[')) at = source.after(at);
    const sign = source.at(at);
    // Only parameters make a function's type; behind any other type the sign is that of an arrow function.
    if (source.is(at, '=>') && operand.text === '(') {
      at += 1;
      continue;
    }
    if (sign.kind === 'string' || !INFIXES.has(sign.text)) return at;
    if (sign.text === 'extends') conditional += 1;
    if (sign.text === '?' && conditional === 0) return at;
    if (sign.text === ':') {
      if (conditional === 0) return at;
      conditional -= 1;
    }
    at += 1;
  }
  return at;
}
