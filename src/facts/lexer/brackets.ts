import type { Token } from './token.ts';

/** Deeper nesting is nothing that a person writes, and readers go into brackets by calling themselves. */
const DEEPEST = 200;
const [ROUND, SQUARE, CURLY, NONE] = [0, 1, 2, 3];

/** The kind of bracket that a sign opens; `NONE` for what is none. */
function openedBy(text: string): number {
  switch (text) {
    case '(':
      return ROUND;
    case '[':
      return SQUARE;
    case '{':
    case '${':
      return CURLY;
    default:
      return NONE;
  }
}

function closedBy(text: string): number {
  switch (text) {
    case ')':
      return ROUND;
    case ']':
      return SQUARE;
    case '}':
      return CURLY;
    default:
      return NONE;
  }
}

/**
 * Pairs the brackets of a source: for each one the index of its partner, -1 for any other token. One that is never
 * closed is paired with the end, so that what it opens ends somewhere; a stray closer with itself. Where brackets are
 * nested too deep the source is over: there is no more than that many tokens.
 */
export function pairBrackets(tokens: readonly Token[]): Int32Array {
  const partner = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  const kinds: number[] = [];
  const waiting = [0, 0, 0];
  let end = tokens.length;
  for (let at = 0; at < end; at++) {
    const token = tokens[at];
    if (token === undefined || token.kind !== 'punctuation' || token.text.length > 2) continue;
    const opened = openedBy(token.text);
    if (opened !== NONE && open.length === DEEPEST) end = at;
    else if (opened !== NONE) {
      open.push(at);
      kinds.push(opened);
      waiting[opened] = (waiting[opened] ?? 0) + 1;
    }
    if (opened !== NONE) continue;
    const closed = closedBy(token.text);
    if (closed === NONE) continue;
    partner[at] = at;
    if (waiting[closed] === 0) continue;
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      const kind = kinds.pop() ?? NONE;
      waiting[kind] = (waiting[kind] ?? 0) - 1;
      partner[top] = at;
      if (kind !== closed) continue;
      partner[at] = top;
      break;
    }
  }
  for (const at of open) partner[at] = end;
  return partner.subarray(0, end);
}
