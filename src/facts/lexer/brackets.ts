import type { Token } from './token.ts';

/** What closes a bracket, in the order of `CLOSERS`; undefined for what is none. */
function closerOf(text: string): number | undefined {
  switch (text) {
    case '(':
      return 0;
    case '[':
      return 1;
    case '{':
    case '${':
      return 2;
    default:
      return undefined;
  }
}

const CLOSERS = [')', ']', '}'];

/**
 * Pairs the brackets of a source: for each one the index of its partner, -1 for any other token. One that is never
 * closed is paired with the end (the number of tokens), so that what it opens ends somewhere; a stray closer with itself.
 */
export function pairBrackets(tokens: readonly Token[]): Int32Array {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: { at: number; closer: number }[] = [];
  const waiting = new Int32Array(CLOSERS.length);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || token.kind !== 'punctuation' || token.text.length > 2) continue;
    const closer = closerOf(token.text);
    if (closer !== undefined) {
      open.push({ at, closer });
      waiting[closer] = (waiting[closer] ?? 0) + 1;
      continue;
    }
    const closes = CLOSERS.indexOf(token.text);
    if (closes === -1) continue;
    partner[at] = at;
    if ((waiting[closes] ?? 0) === 0) continue;
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      waiting[top.closer] = (waiting[top.closer] ?? 0) - 1;
      partner[top.at] = at;
      if (top.closer !== closes) continue;
      partner[at] = top.at;
      break;
    }
  }
  for (const { at } of open) partner[at] = tokens.length;
  return partner;
}
