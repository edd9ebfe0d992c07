import type { PlainSource, Range } from '../lexer/plain-source.ts';

/** Words that begin a statement, or stand within one: no types of methods. */
const STATEMENT: ReadonlySet<string> = new Set(
  (
    'if else for foreach while do switch case try catch finally using lock return throw await yield goto break ' +
    'continue checked fixed new var when'
  ).split(' '),
);

/** What a type is derived from, as written, without type arguments. */
export function supertypesIn(source: PlainSource, { from, to }: Range): string[] {
  const found: string[] = [];
  const colon = source.find({ from, to }, ':');
  let angles = 0;
  for (let at = colon + 1; at < to && !(angles === 0 && source.is(at, 'where')); at = source.after(at)) {
    if (source.is(at, '<')) angles += 1;
    else if (source.is(at, '>')) angles -= 1;
    const word = source.word(at);
    if (angles > 0 || word === undefined) continue;
    if (source.is(at - 1, '.') && found.length > 0) found.push(`${found.pop() ?? ''}.${word}`);
    else found.push(word);
  }
  return found;
}

/** The first sign that tells what a member is. The parentheses of a tuple tell nothing. */
export function memberSign(source: PlainSource, from: number, end: number): number {
  let at = source.is(from, '(') ? source.after(from) : from;
  for (;;) {
    at = source.find({ from: at, to: end }, '(', '=', ';', '{', '=>');
    if (at >= end || !source.is(at, '(') || at === from) return at;
    if (source.word(at - 1) !== undefined || source.is(at - 1, '>')) return at;
    at = source.after(at);
  }
}

/** The name that stands before a sign, or before the type parameters in front of it. */
export function nameBefore(source: PlainSource, sign: number, from: number): number {
  if (!source.is(sign - 1, '>')) return sign - 1;
  let angles = 0;
  for (let at = sign - 1; at > from; at--) {
    if (source.is(at, '>')) angles += 1;
    else if (source.is(at, '<') && --angles === 0) return at - 1;
  }
  return sign - 1;
}

/** Tells whether a brace is part of an expression: `new X { … };` but not `if (x) { … }`. */
export function goesOn(source: PlainSource, open: number): boolean {
  const after = source.at(source.after(open));
  return after.kind === 'punctuation' && /^[;.,)]$/.test(after.text);
}

/** Tells whether a type and a name stand there, as nothing but a function has them. */
export function looksDeclared(source: PlainSource, first: number, nameAt: number): boolean {
  if (nameAt <= first || STATEMENT.has(source.word(first) ?? '')) return false;
  for (let at = first; at < nameAt; at = source.after(at)) {
    const { kind, text } = source.at(at);
    if (kind !== 'name' && !/^[.<>,?[(]$/.test(text)) return false;
  }
  return !source.is(nameAt - 1, '.');
}
