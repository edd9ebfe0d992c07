import { hashText } from '../hash.ts';
import { lexJavaScript } from '../lexer/javascript-lexer.ts';
import { type Range, TokenCursor } from '../lexer/token-cursor.ts';

export type { Range } from '../lexer/token-cursor.ts';

/** Words that an expression goes on with, or cannot end in. */
const JOINING: ReadonlySet<string> = new Set(
  'in of instanceof as satisfies extends is typeof keyof new await void delete return infer readonly unique asserts'.split(
    ' ',
  ),
);

/** The tokens of one JavaScript or TypeScript source. */
export class JavaScriptSource extends TokenCursor {
  readonly #ends = new Map<number, number>();

  constructor(text: string, jsx: boolean) {
    super(lexJavaScript(text, jsx));
  }

  /** Signs that formatters put in and leave out: semicolons, trailing commas, the first sign of a union of types. */
  #isLayout(at: number, sign: string): boolean {
    if (sign === ';') return true;
    if (sign === ',') return this.isCloser(at + 1);
    return (sign === '|' || sign === '&') && /^[=(<,:[]$/.test(this.at(at - 1).text);
  }

  /** Hashes tokens: white space, comments, kinds of quotes, semicolons and trailing commas make no difference. */
  hash(...ranges: readonly Range[]): string {
    const parts: string[] = [];
    for (const { from, to } of ranges) {
      for (let at = from; at < to; at++) {
        const { kind, text } = this.at(at);
        if (kind === 'punctuation' && this.#isLayout(at, text)) continue;
        parts.push(kind === 'string' ? JSON.stringify(text) : text);
      }
      parts.push('\0');
    }
    return parts.every((part) => part === '\0') ? '' : hashText(parts.join(' '));
  }

  /** Tells whether a new statement begins at a token on a line of its own, no semicolon being there. */
  #beginsStatement(index: number): boolean {
    const [previous, token] = [this.at(index - 1), this.at(index)];
    if (token.line <= previous.endLine) return false;
    const ended =
      previous.kind === 'punctuation' ? /^[)\]}]$/.test(previous.text) : !JOINING.has(previous.text);
    if (!ended) return false;
    if (token.kind === 'punctuation') return /^[@{]$/.test(token.text);
    return token.kind !== 'template' && !JOINING.has(token.text);
  }

  /** The index behind an expression or type that begins at `from`: where its comma, closer, semicolon or line ends it. */
  endOfExpression(from: number): number {
    const passed: number[] = [];
    let at = from;
    while (at < this.tokens.length && !this.isCloser(at) && !this.is(at, ';') && !this.is(at, ',')) {
      if (at > from && this.#beginsStatement(at)) break;
      // Expressions that one begins inside of another end together: found once, known for all.
      const known = this.#ends.get(at);
      if (known !== undefined) {
        at = known;
        break;
      }
      passed.push(at);
      at = this.after(at);
    }
    const end = Math.min(at, this.tokens.length);
    for (const index of passed) this.#ends.set(index, end);
    return end;
  }
}
