import { hashText } from '../hash.ts';
import { lexJavaScript } from '../lexer/javascript-lexer.ts';
import type { Token } from '../lexer/token.ts';
import { type Range, TokenCursor } from '../lexer/token-cursor.ts';
import { pairAngles } from './angles.ts';
import { withoutInterop } from './compiled.ts';

export type { Range } from '../lexer/token-cursor.ts';

/** Words that an expression goes on with, or cannot end in. */
const JOINING: ReadonlySet<string> = new Set(
  'in of instanceof as satisfies extends is typeof keyof new await void delete return infer readonly unique asserts'.split(
    ' ',
  ),
);

/** Words that no expression and no type has, so that a statement begins where a line begins with one. */
const BEGINNING: ReadonlySet<string> = new Set(
  'export const var if for while do switch try throw return break continue'.split(' '),
);

function joins({ kind, text }: Token): boolean {
  return kind === 'name' && JOINING.has(text);
}

/** The tokens of one JavaScript or TypeScript source. */
export class JavaScriptSource extends TokenCursor {
  readonly #ends = { value: new Map<number, number>(), type: new Map<number, number>() };
  #angles: Int32Array | undefined;

  constructor(text: string, jsx: boolean) {
    super(withoutInterop(text, lexJavaScript(text, jsx)));
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
  #beginsStatement(index: number, of: 'value' | 'type'): boolean {
    const [previous, token] = [this.at(index - 1), this.at(index)];
    if (token.line <= previous.endLine) return false;
    if (token.kind === 'name' && BEGINNING.has(token.text) && !this.is(index + 1, ':')) return true;
    const ended =
      previous.kind === 'punctuation'
        ? /^[)\]}]$/.test(previous.text) || (of === 'type' && previous.text === '>')
        : !joins(previous);
    if (!ended) return false;
    if (token.kind === 'punctuation') return /^[@{]$/.test(token.text);
    return token.kind !== 'template' && !joins(token);
  }

  /** The index behind the `>` of a `<`, or `open` itself where none closes it. */
  afterAngles(open: number): number {
    this.#angles ??= pairAngles(this.tokens);
    return Math.max((this.#angles[open] ?? -1) + 1, open);
  }

  /**
   * Of `new Map<string, User>()` or `as Pick<User, 'id'>` the index behind the list of types; of `a < b` that of the next
   * token. A list in an expression follows a name, and nothing follows it that a comparison would be with.
   */
  #afterLess(at: number, of: 'value' | 'type'): number {
    const end = this.afterAngles(at);
    if (end === at) return at + 1;
    if (of === 'type') return end;
    const [last, next] = [this.at(end - 1), this.at(end)];
    // `<T, U>(value: T) => …`
    if (this.word(at - 1) === undefined) return next.text === '(' ? end : at + 1;
    const compared =
      next.line <= last.endLine && next.kind !== 'template' && !/^[^\w\s+\-!~'"`]/.test(next.text);
    return compared ? at + 1 : end;
  }

  /** The index behind an expression or type that begins at `from`: where its comma, closer, semicolon or line ends it. */
  endOfExpression(from: number, of: 'value' | 'type' = 'value'): number {
    const ends = this.#ends[of];
    const passed: number[] = [];
    let at = from;
    while (at < this.tokens.length && !this.isCloser(at) && !this.is(at, ';') && !this.is(at, ',')) {
      if (at > from && this.#beginsStatement(at, of)) break;
      // Expressions that one begins inside of another end together: found once, known for all.
      const known = ends.get(at);
      if (known !== undefined) {
        at = known;
        break;
      }
      passed.push(at);
      at = this.is(at, '<') ? this.#afterLess(at, of) : this.after(at);
    }
    const end = Math.min(at, this.tokens.length);
    for (const index of passed) ends.set(index, end);
    return end;
  }
}
