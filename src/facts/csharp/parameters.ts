import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { Attribute, CSharpParameter } from './type-shapes.ts';

const MODIFIERS: ReadonlySet<string> = new Set('this ref out in params scoped readonly'.split(' '));

/** The attributes of one pair of brackets: `[ApiController, Route("x")]`. */
export function readAttributes(source: PlainSource, open: number): Attribute[] {
  return splitList(source, source.inside(open)).flatMap((all) => {
    // `[return: NotNull]`
    let at = source.is(all.from + 1, ':') ? all.from + 2 : all.from;
    while (source.word(at) !== undefined && (source.is(at + 1, '.') || source.is(at + 1, '::'))) at += 2;
    const name = source.word(at)?.replace(/(?<=.)Attribute$/, '');
    if (name === undefined) return [];
    const paren = source.find({ from: at, to: all.to }, '(');
    return [{ name, all, ...(paren < all.to && { open: paren }) }];
  });
}

/** Splits at commas outside brackets and type arguments. */
function splitList(source: PlainSource, { from, to }: Range): Range[] {
  const parts: Range[] = [];
  let [start, angles] = [from, 0];
  for (let at = from; at < to; at = source.after(at)) {
    if (source.is(at, '<')) angles += 1;
    else if (source.is(at, '>')) angles = Math.max(0, angles - 1);
    else if (source.is(at, ',') && angles === 0) {
      if (at > start) parts.push({ from: start, to: at });
      start = at + 1;
    }
  }
  if (start < to) parts.push({ from: start, to });
  return parts;
}

/** Reads what stands between the parentheses of a method, a lambda or a type. */
export function readParameters(source: PlainSource, open: number): CSharpParameter[] {
  return splitList(source, source.inside(open)).map((all) => {
    let from = all.from;
    const attributes: Attribute[] = [];
    while (source.is(from, '[') && from < all.to) {
      attributes.push(...readAttributes(source, from));
      from = source.after(from);
    }
    let extended = false;
    while (MODIFIERS.has(source.word(from) ?? '') && from < all.to - 1) {
      extended ||= source.is(from, 'this');
      from += 1;
    }
    const equals = source.find({ from, to: all.to }, '=');
    const nameAt = Math.max(equals - 1, all.from);
    return {
      name: source.word(nameAt) ?? '',
      all,
      attributes,
      type: { from: Math.min(from, nameAt), to: nameAt },
      ...(equals < all.to && { value: { from: equals + 1, to: all.to } }),
      extended,
    };
  });
}
