import type { Range } from '../lexer/plain-source.ts';
import type { Annotation } from './class-shapes.ts';
import type { JavaNames } from './names.ts';

/** The arguments of an annotation by name; what has no name is `value`. In Kotlin that may be several: `("/a", "/b")`. */
export function argumentsOf({ source }: JavaNames, { open }: Annotation): Map<string, Range> {
  const found = new Map<string, Range>();
  for (const { from, to } of open === undefined ? [] : source.elements(open)) {
    const name = source.is(from + 1, '=') ? source.word(from) : undefined;
    const several = name === undefined && open !== undefined && found.has('value');
    const value = several ? { from: open, to: source.after(open) } : { from, to };
    found.set(name ?? 'value', name === undefined ? value : { from: from + 2, to });
  }
  return found;
}
