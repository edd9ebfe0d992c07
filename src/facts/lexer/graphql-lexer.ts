import { withoutEscapes } from './escapes.ts';
import { type Token, TokenWriter } from './token.ts';

/** White space, commas, which mean no more, and comments. */
const SPACE = /(?:[\s,\ufeff]|#[^\n]*)+/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?\d[\w.+-]*/y;
const QUOTED = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"?/y;
const PUNCTUATION = /\.\.\.|[\s\S]/y;

/** Where a text in three quotes ends; one that is not closed takes all that is left. */
function endOfBlock(text: string, from: number): number {
  let end = text.indexOf('"""', from + 3);
  while (end !== -1 && text[end - 1] === '\\') end = text.indexOf('"""', end + 3);
  return end === -1 ? text.length : end + 3;
}

/** Splits GraphQL into tokens, whatever the text. Descriptions are strings. */
export function lexGraphql(text: string): Token[] {
  const writer = new TokenWriter(text);
  let at = 0;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  while (at < text.length) {
    at += match(SPACE);
    if (at >= text.length) break;
    const char = text[at] ?? '';
    const [kind, length] =
      char === '"'
        ? (['string', text.startsWith('"""', at) ? endOfBlock(text, at) - at : match(QUOTED)] as const)
        : /[A-Za-z_]/.test(char)
          ? (['name', match(NAME)] as const)
          : /[-\d]/.test(char)
            ? (['number', match(NUMBER) || 1] as const)
            : (['punctuation', match(PUNCTUATION)] as const);
    const raw = text.slice(at, at + length);
    const inner = raw.startsWith('"""') ? raw.replace(/^"""|"""$/g, '').trim() : raw.slice(1, -1);
    writer.write(kind, kind === 'string' ? withoutEscapes(inner) : raw, at, at + length);
    at += length;
  }
  return writer.tokens;
}
