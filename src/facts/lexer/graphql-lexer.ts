import { withoutEscapes } from './escapes.ts';
import { type Token, TokenWriter } from './token.ts';

/** White space, commas, which mean no more, and comments. */
const SPACE = /(?:[\s,\ufeff]|#[^\n]*)+/y;
const NUMBER = /-?\d[\w.+-]*/y;
const QUOTED = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"?/y;

/** Where a text in three quotes ends; one that is not closed takes all that is left. */
function endOfBlock(text: string, from: number): number {
  let end = text.indexOf('"""', from + 3);
  while (end !== -1 && text[end - 1] === '\\') end = text.indexOf('"""', end + 3);
  return end === -1 ? text.length : end + 3;
}

const [NEWLINE, BLANK, QUOTE, HASH, COMMA, MINUS, DOT] = [10, 32, 34, 35, 44, 45, 46];

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function beginsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** Splits GraphQL into tokens, whatever the text. Descriptions are strings. */
export function lexGraphql(text: string): Token[] {
  const writer = new TokenWriter(text);
  let at = 0;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex - at : 0;
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === BLANK || code === NEWLINE || code === COMMA) {
      at += 1;
      continue;
    }
    // What is rarer than blanks, line ends and commas.
    const space = code < BLANK || code > 127 || code === HASH ? match(SPACE) : 0;
    if (space > 0) {
      at += space;
      continue;
    }
    const from = at;
    if (beginsName(code)) {
      at += 1;
      for (let next = text.charCodeAt(at); beginsName(next) || isDigit(next); next = text.charCodeAt(at))
        at += 1;
      writer.write('name', text.slice(from, at), from, at);
    } else if (code === QUOTE) {
      const block = text.startsWith('"""', at);
      at = block ? endOfBlock(text, at) : at + match(QUOTED);
      const raw = text.slice(from, at);
      const inner = block ? raw.replace(/^"""|"""$/g, '').trim() : raw.slice(1, -1);
      writer.write('string', withoutEscapes(inner), from, at);
    } else {
      const number = code === MINUS || isDigit(code);
      const spread = code === DOT && text.startsWith('...', at);
      at += number ? match(NUMBER) || 1 : spread ? 3 : 1;
      writer.write(number ? 'number' : 'punctuation', text.slice(from, at), from, at);
    }
  }
  return writer.tokens;
}
