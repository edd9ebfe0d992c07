/**
 * What one part of a pattern takes: that very character, any one character but `/` (`?`), a run without `/` (`*`), any
 * run (`**`), or whole directories, none included (`**` and its `/`).
 */
type Token = { readonly takes: 'this'; readonly char: string } | { readonly takes: Wildcard };
type Wildcard = 'one' | 'run' | 'any' | 'directories';

/** Tells whether a text has a wildcard in it. Brackets and braces are none: `app/[id]/page.tsx` is a real path. */
export function isGlob(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

function tokensOf(pattern: string): Token[] {
  const chars = [...pattern];
  const tokens: Token[] = [];
  let at = 0;
  while (at < chars.length) {
    const char = chars[at] ?? '';
    const segmentStart = at === 0 || chars[at - 1] === '/';
    let end = at + 1;
    if (char === '*') {
      while (chars[end] === '*') end += 1;
      const wildcard = end - at === 1 ? 'run' : segmentStart && chars[end] === '/' ? 'directories' : 'any';
      if (wildcard === 'directories') end += 1;
      // `**/**/` says no more than `**/`; keeping one bounds the work of `enter` below.
      if (wildcard !== 'directories' || tokens.at(-1)?.takes !== wildcard) tokens.push({ takes: wildcard });
    } else {
      tokens.push(char === '?' ? { takes: 'one' } : { takes: 'this', char });
    }
    at = end;
  }
  return tokens;
}

/** Marks a token as the next to match, and those behind it that a wildcard may skip by taking nothing. */
function enter(tokens: readonly Token[], marks: Uint8Array, from: number): void {
  for (let at = from; at <= tokens.length; at++) {
    marks[at] = 1;
    const takes = tokens[at]?.takes;
    if (takes === undefined || takes === 'this' || takes === 'one') return;
  }
}

/** Moves one marked token over a character of the text. */
function advance(tokens: readonly Token[], marks: Uint8Array, at: number, char: string): void {
  const token = tokens[at];
  if (token === undefined) return;
  if (token.takes === 'this') {
    if (token.char === char) enter(tokens, marks, at + 1);
  } else if (token.takes === 'one') {
    if (char !== '/') enter(tokens, marks, at + 1);
  } else if (token.takes === 'directories') {
    marks[at] = 1;
    if (char === '/') enter(tokens, marks, at + 1);
  } else if (token.takes === 'any' || char !== '/') {
    enter(tokens, marks, at);
  }
}

/**
 * Matches a whole text against `?`, `*` (both stop at `/`) and `**`; every other character stands for itself.
 * Follows all readings of the pattern at once, so the work is text times pattern and never more.
 */
export function matchGlob(pattern: string, text: string): boolean {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard === -1) return pattern === text;
  // Nearly every mismatch shows before the first wildcard.
  if (!text.startsWith(pattern.slice(0, wildcard))) return false;
  const tokens = tokensOf(pattern);
  let marks = new Uint8Array(tokens.length + 1);
  enter(tokens, marks, 0);
  for (const char of text) {
    const next = new Uint8Array(tokens.length + 1);
    for (let at = 0; at < tokens.length; at++) if (marks[at] === 1) advance(tokens, next, at, char);
    marks = next;
  }
  return marks[tokens.length] === 1;
}
