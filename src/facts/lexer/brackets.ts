import type { Token } from './token.ts';

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };
const CLOSING: ReadonlySet<string> = new Set(Object.values(CLOSERS));

/**
 * Pairs the brackets of a source: for each one the index of its partner, -1 for any other token. One that is never
 * closed is paired with the end (the number of tokens), so that what it opens ends somewhere; a stray closer with itself.
 */
export function pairBrackets(tokens: readonly Token[]): Int32Array {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: { at: number; closer: string }[] = [];
  const waiting = new Map<string, number>();
  const count = (closer: string, by: number): void => {
    waiting.set(closer, (waiting.get(closer) ?? 0) + by);
  };
  tokens.forEach((token, at) => {
    if (token.kind !== 'punctuation') return;
    const closer = CLOSERS[token.text];
    if (closer !== undefined) {
      open.push({ at, closer });
      count(closer, 1);
    } else if (CLOSING.has(token.text)) {
      partner[at] = at;
      if ((waiting.get(token.text) ?? 0) === 0) return;
      for (let top = open.pop(); top !== undefined; top = open.pop()) {
        count(top.closer, -1);
        partner[top.at] = at;
        if (top.closer !== token.text) continue;
        partner[at] = top.at;
        return;
      }
    }
  });
  for (const { at } of open) partner[at] = tokens.length;
  return partner;
}
