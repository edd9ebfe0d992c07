import { foldText } from './search-text.ts';

/** One thing that is looked for: words that follow each other, of which the last may go on. */
export interface Term {
  /** As it was typed. */
  readonly text: string;
  /** The first word, folded, small. */
  readonly first: string;
  /** The words behind it. */
  readonly rest: readonly string[];
}

const WORD = /(?:[a-z0-9]|\\u[0-9a-f]{4})+/g;

/** Splits what was typed: words, and phrases in double quotes. What is joined by signs (`src/auth.ts`) is a phrase too. */
export function parseTerms(typed: string): readonly Term[] {
  const terms = new Map<string, Term>();
  for (const [whole, quoted] of typed.matchAll(/"([^"]*)"|[^\s"]+/g)) {
    const text = quoted ?? whole;
    const [first, ...rest] = foldText(text).toLowerCase().match(WORD) ?? [];
    if (first !== undefined) terms.set([first, ...rest].join(' '), { text, first, rest });
  }
  return [...terms.values()];
}

const BACKSLASH = 92;
/** Signs that may stand between two words of a phrase. */
const MOST_SIGNS = 8;

/** A letter or digit of small ASCII, or the beginning of an escape. */
export function isWordCode(code: number): boolean {
  return code >= 97 ? code <= 122 : code >= 48 && (code <= 57 || code === BACKSLASH);
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** A folded text, and the same in small letters: as long, character for character. */
export interface Folded {
  readonly text: string;
  readonly small: string;
}

export function folded(text: string): Folded {
  return { text, small: text.toLowerCase() };
}

/** Whether a word begins at a place: behind a sign, at a hump (`userName`), or at any letter of another script. */
export function beginsWord({ text, small }: Folded, at: number): boolean {
  if (small.charCodeAt(at) === BACKSLASH || at === 0) return true;
  const before = small.charCodeAt(at - 1);
  // The letter u of an escape is none.
  if (before === BACKSLASH) return false;
  return !isWordCode(before) || isHump(text, at);
}

export function isHump(text: string, at: number): boolean {
  if (!isCapital(text.charCodeAt(at))) return false;
  if (!isCapital(text.charCodeAt(at - 1))) return true;
  const next = text.charCodeAt(at + 1);
  return next >= 97 && next <= 122;
}

function endsWord({ text, small }: Folded, at: number): boolean {
  return at >= small.length || !isWordCode(small.charCodeAt(at)) || isHump(text, at);
}

/** Where a term that stands at a place ends; negative where it only begins the last word there, 0 where it is not there. */
export function termAt(subject: Folded, term: Term, at: number): number {
  if (!beginsWord(subject, at)) return 0;
  const { small } = subject;
  let end = at + term.first.length;
  for (const word of term.rest) {
    if (!endsWord(subject, end)) return 0;
    let next = end;
    while (next - end < MOST_SIGNS && isSign(small.charCodeAt(next))) next++;
    if (!small.startsWith(word, next)) return 0;
    end = next + word.length;
  }
  return endsWord(subject, end) ? end : -end;
}

/** What stands between words, but for the ends of entries, fields and lines. */
function isSign(code: number): boolean {
  return code >= 32 && !isWordCode(code);
}

/** The first place of a term in a text; -1 where it is not there. */
export function findTerm(subject: Folded, term: Term): number {
  const { first } = term;
  for (let at = subject.small.indexOf(first); at !== -1; at = subject.small.indexOf(first, at + 1))
    if (termAt(subject, term, at) !== 0) return at;
  return -1;
}
