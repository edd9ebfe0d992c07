import type { Range, RubySource } from './source.ts';

/** The parameters of a method: where they stand, and where its body begins. */
export interface Signature {
  readonly parameters: readonly Range[];
  readonly body: number;
}

/** Reads what stands behind the name of a method that is defined. */
export function readSignature(source: RubySource, name: number, end: number): Signature {
  const behind = source.behindName(name);
  if (source.is(behind, '(')) return { parameters: source.parts(behind), body: source.after(behind) };
  let stop = behind;
  while (stop < end && !source.isEndOfStatement(stop) && !source.is(stop, '=')) stop = source.after(stop);
  // `def a b = 1` has no parentheses, `def a = 1` no parameters.
  if (source.is(stop, '=') && stop > behind)
    while (stop < end && !source.isEndOfStatement(stop)) stop = source.after(stop);
  return { parameters: source.splitAtCommas({ from: behind, to: stop }), body: stop };
}

/** What callers see of one parameter: its name, how it is given, and whether it must be. */
function shapeOf(source: RubySource, { from, to }: Range): string {
  const token = source.at(from);
  if (token.kind === 'string') return `${token.text}:${to > from + 2 ? '=' : ''}`;
  const sign = token.kind === 'punctuation' ? token.text : '';
  if (sign === '&') return '&';
  if (sign === '(') return '()';
  if (sign !== '') return sign;
  return `${token.text}${source.is(from + 1, '=') ? '=' : ''}`;
}

/** What callers rely on: names, kinds and whether they can be left out, not the defaults themselves. */
export function contractOf(source: RubySource, parameters: readonly Range[]): string {
  return parameters.map((parameter) => shapeOf(source, source.trim(parameter))).join(',');
}
