import type { JavaScriptSource } from '../javascript/source.ts';
import type { Range } from '../lexer/token-cursor.ts';

/**
 * The keys and values of an object of JSON, which may have comments.
 *
 * @param bare whether keys may be names, as in a script
 */
export function membersOf(
  source: JavaScriptSource,
  open: number,
  bare = false,
): { readonly key: string; readonly value: Range }[] {
  if (!source.is(open, '{')) return [];
  return source.elements(open).flatMap(({ from, to }) => {
    const { kind, text } = source.at(from);
    if ((kind !== 'string' && !(bare && kind === 'name')) || !source.is(from + 1, ':')) return [];
    return [{ key: text, value: { from: from + 2, to } }];
  });
}
