import { type Token, TokenWriter } from './token.ts';

const SPACE = /\s+/y;
const NAME = /[\w$@\u0080-\uffff]+/y;
const DOLLAR = /\$(?:[A-Za-z_]\w{0,60})?\$/y;
const PUNCTUATION = /::|<=|>=|<>|!=|\|\||[\s\S]/y;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']' };

/** Tells whether a name is written in quotes, so that it is no keyword. */
export function isQuoted({ start, end, text }: Token): boolean {
  return end - start !== text.length;
}

class SqlLexer {
  readonly #text: string;
  readonly #writer: TokenWriter;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#writer = new TokenWriter(text);
  }

  run(): Token[] {
    while (this.#at < this.#text.length) this.#next();
    return this.#writer.tokens;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }

  #endAfter(mark: string, from: number): number {
    const end = this.#text.indexOf(mark, from);
    return end === -1 ? this.#text.length : end + mark.length;
  }

  #take(kind: Token['kind'], end: number, text = this.#text.slice(this.#at, end)): void {
    this.#writer.write(kind, text, this.#at, end);
    this.#at = end;
  }

  #next(): void {
    const char = this.#text[this.#at] ?? '';
    const following = this.#text[this.#at + 1] ?? '';
    const space = this.#match(SPACE);
    if (space !== undefined) this.#at += space.length;
    else if ((char === '-' && following === '-') || (char === '#' && /\s/.test(following))) {
      this.#at = this.#endAfter('\n', this.#at);
    } else if (char === '/' && following === '*') this.#at = this.#endAfter('*/', this.#at + 2);
    else if (char === "'") this.#string();
    else if (char in QUOTES && (char !== '[' || /[A-Za-z_]/.test(following)))
      this.#quoted(QUOTES[char] ?? '');
    else {
      const dollar = char === '$' ? this.#match(DOLLAR) : undefined;
      const word = this.#match(NAME);
      if (dollar !== undefined) this.#take('string', this.#endAfter(dollar, this.#at + dollar.length));
      else if (word !== undefined) this.#take(/^\d/.test(word) ? 'number' : 'name', this.#at + word.length);
      else this.#take('punctuation', this.#at + (this.#match(PUNCTUATION)?.length ?? 1));
    }
  }

  /** A doubled quote is one. Only some databases take a backslash for an escape: where a text goes on behind it. */
  #string(): void {
    let end = this.#at + 1;
    for (; end < this.#text.length; end++) {
      const char = this.#text[end];
      if (char === '\\' && this.#text[end + 1] === "'" && /[^\s,;)]/.test(this.#text[end + 2] ?? ' '))
        end += 1;
      else if (char === "'" && this.#text[end + 1] === "'") end += 1;
      else if (char === "'") break;
    }
    end = Math.min(end, this.#text.length);
    const text = this.#text.slice(this.#at + 1, end).replaceAll("''", "'");
    this.#take('string', Math.min(end + 1, this.#text.length), text);
  }

  /** A name in quotes ends on its line. */
  #quoted(closer: string): void {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== closer && this.#text[end] !== '\n') end += 1;
    const text = this.#text.slice(this.#at + 1, end);
    this.#take('name', this.#text[end] === closer ? end + 1 : end, text);
  }
}

/** Splits SQL of any dialect into tokens. Names come without their quotes. */
export function lexSql(text: string): Token[] {
  return new SqlLexer(text).run();
}
