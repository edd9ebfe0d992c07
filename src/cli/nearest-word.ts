import { nearest } from '../domain/nearest.ts';
import { Findings } from '../domain/search.ts';
import type { SearchPart } from '../domain/search-part.ts';
import type { Term } from '../domain/search-words.ts';

/** Characters of all texts that are looked through, and words that are compared: a guess may not take long. */
const MOST_TEXT = 2_000_000;
const MOST_WORDS = 20_000;

/** The word of some task that is most like one that no task has; undefined where none is near. */
export function nearestWord(parts: readonly SearchPart[], term: Term): string | undefined {
  const { first: word, rest } = term;
  if (rest.length > 0 || word.length < 4 || word.includes('\\')) return undefined;
  if (new Findings(parts, [term]).some.length > 0) return undefined;
  const known = new Set<string>();
  for (const { text: body } of parts)
    for (const [one] of body
      .slice(0, MOST_TEXT)
      .toLowerCase()
      .matchAll(/[a-z]{4,40}/g)) {
      if (Math.abs(one.length - word.length) <= 2) known.add(one);
      if (known.size >= MOST_WORDS) break;
    }
  return nearest(word, known, word.length < 6 ? 1 : 2);
}
