import { foldText, SEARCH_ROOM } from './search-text.ts';
import { findTerm, folded, type Term } from './search-words.ts';
import { oneLine } from './text.ts';

/** Characters shown before and behind the place. */
const BEFORE = 30;
const BEHIND = 70;
const MORE = '\u2026';

/**
 * The piece of a field that shows best why it was found: around the first term, in the entry that has most of them.
 *
 * @param entries the field's texts as they were written
 */
export function snippetOf(entries: readonly string[], terms: readonly Term[]): string {
  let best = { text: entries[0] ?? '', at: 0, terms: 0 };
  for (const text of entries) {
    const { folded: whole, places } = foldWithPlaces(text.slice(0, SEARCH_ROOM));
    const subject = folded(whole);
    const found = terms.map((term) => findTerm(subject, term)).filter((at) => at !== -1);
    if (found.length > best.terms) best = { text, at: places[Math.min(...found)] ?? 0, terms: found.length };
  }
  return cut(best.text, best.at);
}

function cut(text: string, at: number): string {
  let from = at <= BEFORE ? 0 : at - BEFORE;
  let to = Math.min(text.length, at + BEHIND);
  // From the beginning of a word to the end of one, where one is near.
  if (from > 0) {
    const space = text.slice(from, at).search(/\s/);
    if (space !== -1) from += space + 1;
  }
  if (to < text.length) {
    const space = text.slice(at, to).search(/\s\S*$/);
    if (space > 0) to = at + space;
  }
  const piece = text.slice(from, to).toWellFormed();
  return `${from > 0 ? MORE : ''}${oneLine(piece)}${to < text.length ? MORE : ''}`;
}

/** The folded text, and of each character of it where it comes from. */
function foldWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const piece = letter === ' ' ? letter : foldText(letter) || (/\p{M}/u.test(letter) ? '' : ' ');
    folded += piece;
    for (let unit = 0; unit < piece.length; unit++) places.push(at);
    at += letter.length;
  }
  return { folded, places };
}
