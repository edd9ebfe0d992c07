import type { WrittenText } from '../file-facts/names.ts';
import type { PythonNames } from '../python/names.ts';
import type { Range } from '../python/source.ts';
import { regexPath, UNKNOWN, UNREADABLE } from './regex-path.ts';

const TRANSLATES = /(^|\.)(gettext|gettext_lazy|ugettext|ugettext_lazy|pgettext_lazy|_)$/;
const DEEPEST = 8;
/** Longer expressions are cut off. */
const LONGEST = 500;

/** The path that a pattern is written with: a route, or a regular expression. */
export function pathOf(names: PythonNames, range: Range, regex: boolean): WrittenText {
  const chain = names.chainOf(range);
  const call = chain?.links.at(-1);
  const callee = chain && (names.foreignOf(chain)?.name ?? names.source.word(chain.head));
  if (call?.does === 'call' && TRANSLATES.test(callee ?? '')) {
    const inner = names.source.elements(call.open).at(-1);
    return inner === undefined ? [UNREADABLE] : pathOf(names, inner, regex);
  }
  const text = names.textOf(range) ?? [UNREADABLE];
  return regex ? regexPath(spelled(names, text)) : text;
}

/** A regular expression is read as a whole, with the constants of this source in their places. */
function spelled(names: PythonNames, text: WrittenText, depth = 0): string {
  const parts = text.map((part) => {
    if (typeof part === 'string') return part;
    const value = depth > DEEPEST ? undefined : names.scopes.bindings.get(part.ref)?.value;
    const inner = value && names.textOf(value);
    return inner === undefined ? UNKNOWN : spelled(names, inner, depth + 1);
  });
  return parts.join('').slice(0, LONGEST);
}
