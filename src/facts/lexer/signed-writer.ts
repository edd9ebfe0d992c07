import type { Sign } from './javascript-signs.ts';
import type { Token, TokenKind } from './token.ts';

/** Tokens, and beside them the number of what each one is. */
export interface SignedTokens {
  readonly tokens: Token[];
  readonly signs: Uint8Array;
}

/** The numbers of the tokens of one source, before it is known how many there are. */
let scratch = new Uint8Array(1 << 12);

/** What a lexer writes to that tells signs by numbers. */
export class SignedWriter {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #line = 1;
  #nextBreak: number;
  /** The number of the last token. */
  last: Sign = 0;

  constructor(text: string) {
    this.#text = text;
    this.#nextBreak = this.#breakFrom(0);
  }

  #breakFrom(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    return at === -1 ? this.#text.length : at;
  }

  /** The line of an offset. Offsets must not go back. */
  #lineAt(offset: number): number {
    while (this.#nextBreak < offset) {
      this.#line += 1;
      this.#nextBreak = this.#breakFrom(this.#nextBreak + 1);
    }
    return this.#line;
  }

  write(kind: TokenKind, sign: Sign, text: string, start: number, end: number): void {
    const line = this.#lineAt(start);
    const count = this.#tokens.push({ kind, text, start, end, line, endLine: this.#lineAt(end) });
    if (count > scratch.length) {
      const wider = new Uint8Array(2 * count);
      wider.set(scratch);
      scratch = wider;
    }
    scratch[count - 1] = sign;
    this.last = sign;
  }

  get lastText(): string | undefined {
    return this.#tokens.at(-1)?.text;
  }

  written(): SignedTokens {
    return { tokens: this.#tokens, signs: scratch.slice(0, this.#tokens.length) };
  }
}
