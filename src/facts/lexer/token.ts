/**
 * `string` and `template` have the meant text, escapes read, as `text`. A template with substitutions is a sequence:
 * `template`, `${`, the tokens inside, `}`, `template` … `jsx` is what stands between and inside tags. `newline`,
 * `indent` and `dedent` are of languages whose lines mean something.
 */
export type TokenKind =
  | 'name'
  | 'number'
  | 'string'
  | 'template'
  | 'regex'
  | 'punctuation'
  | 'jsx'
  | 'newline'
  | 'indent'
  | 'dedent';

/** Comments and white space are no tokens. Lines count from 1; `start` and `end` are offsets into the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
}

/** What every lexer writes to: it counts the lines of what it passes. */
export class TokenWriter {
  readonly tokens: Token[] = [];
  readonly #text: string;
  #line = 1;
  #nextBreak: number;

  constructor(text: string) {
    this.#text = text;
    this.#nextBreak = this.#breakFrom(0);
  }

  #breakFrom(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  }

  /** The line of an offset. Offsets must not go back. */
  lineAt(offset: number): number {
    while (this.#nextBreak < offset) {
      this.#line += 1;
      this.#nextBreak = this.#breakFrom(this.#nextBreak + 1);
    }
    return this.#line;
  }

  write(kind: TokenKind, text: string, start: number, end: number): void {
    const line = this.lineAt(start);
    this.tokens.push({ kind, text, start, end, line, endLine: this.lineAt(end) });
  }
}
