import { withoutEscapes } from './escapes.ts';
import { type Token, TokenWriter } from './token.ts';

const SPACE = /\s+/y;
const NAME = /[\w$\u0080-\uffff]+/y;
const NUMBER = /\.?\d(?:[eEpP][+-]?\d|[\w.])*/y;

/** What the lexers of languages share that have C's comments, names, numbers and quotes. */
export abstract class PlainLexer {
  protected readonly text: string;
  protected readonly writer: TokenWriter;
  protected at = 0;

  constructor(text: string) {
    this.text = text;
    this.writer = new TokenWriter(text);
  }

  /** Signs of more than one character, and any single one; sticky. */
  protected abstract readonly signs: RegExp;
  /** Reads a text that begins at a quote. */
  protected abstract quoted(quote: string): void;
  /** Reads what only one language has at this place, and tells whether it passed anything. */
  protected special(): boolean {
    return false;
  }
  /** Where a comment between signs ends that begins here. */
  protected endOfComment(): number {
    const end = this.text.indexOf('*/', this.at + 2);
    return end === -1 ? this.text.length : end + 2;
  }

  /** What a line's end means behind what was read so far. */
  protected lineEnds(): void {}

  run(): Token[] {
    while (this.at < this.text.length) {
      this.#skipSpace();
      const char = this.text[this.at];
      if (char === undefined) break;
      if (this.special()) continue;
      if (char === '"' || char === "'" || char === '`') this.quoted(char);
      else if (/\d/.test(char) || (char === '.' && /\d/.test(this.text[this.at + 1] ?? ''))) {
        this.take('number', this.#match(NUMBER)?.length ?? 1);
      } else if (/[\w$\u0080-\uffff]/.test(char)) this.take('name', this.#match(NAME)?.length ?? 1);
      else this.take('punctuation', this.#match(this.signs)?.length ?? 1);
    }
    this.lineEnds();
    return this.writer.tokens;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /** Writes the next `length` characters as a token. */
  protected take(
    kind: Token['kind'],
    length: number,
    text = this.text.slice(this.at, this.at + length),
  ): void {
    this.writer.write(kind, text, this.at, this.at + length);
    this.at += length;
  }

  /** Where a text that begins here ends in its line, the quote not included. */
  protected endOfQuoted(quote: string): number {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== quote && this.text[end] !== '\n') {
      end += this.text[end] === '\\' ? 2 : 1;
    }
    return Math.min(end, this.text.length);
  }

  /** Takes a text in single or double quotes; one that is not closed ends with its line. A character is a number. */
  protected takeQuoted(quote: string): void {
    const end = this.endOfQuoted(quote);
    const length = end + (this.text[end] === quote ? 1 : 0) - this.at;
    if (quote === "'") this.take('number', length);
    else this.take('string', length, withoutEscapes(this.text.slice(this.at + 1, end)));
  }

  #skipSpace(): void {
    const from = this.at;
    let broken = false;
    for (;;) {
      this.at += this.#match(SPACE)?.length ?? 0;
      if (this.text.startsWith('//', this.at)) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else if (this.text.startsWith('/*', this.at)) {
        this.at = this.endOfComment();
      } else break;
    }
    for (let at = from; at < this.at && !broken; at++) broken = this.text[at] === '\n';
    if (broken) this.lineEnds();
  }
}
