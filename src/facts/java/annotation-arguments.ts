import type { Range } from '../lexer/plain-source.ts';
import type { Annotation } from './class-shapes.ts';
import type { JavaNames } from './names.ts';

/** The arguments of an annotation by name; the only one without a name is `value`. */
export function argumentsOf({ source }: JavaNames, { open }: Annotation): Map<string, Range> {
  const found = new Map<string, Range>();
  for (const { from, to } of open === undefined ? [] : source.elements(open)) {
    const name = source.is(from + 1, '=') ? source.word(from) : undefined;
    found.set(name ?? 'value', { from: name === undefined ? from : from + 2, to });
  }
  return found;
}
