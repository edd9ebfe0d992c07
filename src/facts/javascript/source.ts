import { TextHash } from '../hash.ts';
import { signedTokens } from '../lexer/javascript-lexer.ts';
import {
  isPunctuation,
  isWordSign,
  type Sign,
  STRING,
  signOf,
  signSet,
  TEMPLATE,
} from '../lexer/javascript-signs.ts';
import { type Range, TokenCursor } from '../lexer/token-cursor.ts';
import { pairAngles } from './angles.ts';
import { withoutInterop } from './compiled.ts';

export type { Range } from '../lexer/token-cursor.ts';

/** Words that an expression goes on with, or cannot end in. */
const JOINING = signSet(
  'in of instanceof as satisfies extends is typeof keyof new await void delete return infer readonly unique asserts'.split(
    ' ',
  ),
);
/** Words that no expression and no type has, so that a statement begins where a line begins with one. */
const BEGINNING = signSet(
  'export const var if for while do switch try throw return break continue'.split(' '),
);
const CLOSERS = signSet([')', ']', '}']);
const [SEMICOLON, COMMA, LESS, MORE, AT, OPEN_CURLY] = [
  signOf(';'),
  signOf(','),
  signOf('<'),
  signOf('>'),
  signOf('@'),
  signOf('{'),
];
const [BAR, AMPERSAND, COLON] = [signOf('|'), signOf('&'), signOf(':')];

/** The tokens of one JavaScript or TypeScript source. */
export class JavaScriptSource extends TokenCursor {
  readonly #signs: Uint8Array;
  readonly #text: string;
  /** Where expressions end that begin at a token, and one more; 0 where it is not known. */
  readonly #ends: { value?: Int32Array; type?: Int32Array } = {};
  readonly #elements = new Map<number, readonly Range[]>();
  #angles: Int32Array | undefined;
  /** By escapes any word may be written. */
  readonly #escapes: boolean;

  constructor(text: string, jsx: boolean) {
    const { tokens, signs } = withoutInterop(text, signedTokens(text, jsx));
    super(tokens);
    this.#text = text;
    this.#escapes = text.includes('\\');
    this.#signs = signs.subarray(0, this.tokens.length);
  }

  /** What stands at an index, as a number: a sign, a well-known word, or of which kind it is; 0 outside of the source. */
  sign(index: number): Sign {
    return index >= 0 && index < this.#signs.length ? (this.#signs[index] ?? 0) : 0;
  }

  /** Where a sign or word stands, in order. */
  positionsOf(sign: Sign): number[] {
    const found: number[] = [];
    for (let at = this.#signs.indexOf(sign); at !== -1; at = this.#signs.indexOf(sign, at + 1))
      found.push(at);
    return found;
  }

  /** Tells whether a word stands at an index. */
  isWord(index: number): boolean {
    return isWordSign(this.sign(index));
  }

  /** Tells whether a word may stand anywhere, be it within others. */
  mayMention(word: string): boolean {
    return this.#escapes || this.#text.includes(word);
  }

  /** The same of what a pattern matches. */
  mayMatch(pattern: RegExp): boolean {
    return this.#escapes || pattern.test(this.#text);
  }

  override isCloser(index: number): boolean {
    return CLOSERS[this.sign(index)] === 1;
  }

  override elements(open: number): readonly Range[] {
    const known = this.#elements.get(open);
    if (known !== undefined) return known;
    const found = super.elements(open);
    this.#elements.set(open, found);
    return found;
  }

  override splitAtCommas({ from, to: end }: Range): readonly Range[] {
    const to = Math.min(end, this.tokens.length);
    const ranges: Range[] = [];
    let start = from;
    for (let at = from; at < to; at = this.after(at)) {
      if (this.sign(at) !== COMMA) continue;
      if (at > start) ranges.push({ from: start, to: at });
      start = at + 1;
    }
    if (to > start) ranges.push({ from: start, to });
    return ranges;
  }

  /** Signs that formatters put in and leave out: semicolons, trailing commas, the first sign of a union of types. */
  #isLayout(at: number, sign: Sign): boolean {
    if (sign === SEMICOLON) return true;
    if (sign === COMMA) return this.isCloser(at + 1);
    return (sign === BAR || sign === AMPERSAND) && /^[=(<,:[]$/.test(this.at(at - 1).text);
  }

  /** Hashes tokens: white space, comments, kinds of quotes, semicolons and trailing commas make no difference. */
  hash(...ranges: readonly Range[]): string {
    const hash = new TextHash();
    for (const { from, to } of ranges) {
      for (let at = from; at < to; at++) {
        const sign = this.sign(at);
        if (this.#isLayout(at, sign)) continue;
        const { text } = this.at(at);
        if (sign === STRING) hash.addQuoted(text);
        else hash.addPart(text);
      }
      hash.addPart('\0');
    }
    return hash.says ? hash.end() : '';
  }

  /** Tells whether a new statement begins at a token on a line of its own, no semicolon being there. */
  #beginsStatement(index: number, of: 'value' | 'type'): boolean {
    if (this.at(index).line <= this.at(index - 1).endLine) return false;
    const sign = this.sign(index);
    if (BEGINNING[sign] === 1 && this.sign(index + 1) !== COLON) return true;
    const previous = this.sign(index - 1);
    const ended = isPunctuation(previous)
      ? CLOSERS[previous] === 1 || (of === 'type' && previous === MORE)
      : JOINING[previous] !== 1;
    if (!ended) return false;
    if (isPunctuation(sign)) return sign === AT || sign === OPEN_CURLY;
    return sign !== TEMPLATE && JOINING[sign] !== 1;
  }

  /** The index behind the `>` of a `<`, or `open` itself where none closes it. */
  afterAngles(open: number): number {
    this.#angles ??= pairAngles(this.#signs);
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
    if (!this.isWord(at - 1)) return next.text === '(' ? end : at + 1;
    const compared =
      next.line <= last.endLine && next.kind !== 'template' && !/^[^\w\s+\-!~'"`]/.test(next.text);
    return compared ? at + 1 : end;
  }

  /** The index behind an expression or type that begins at `from`: where its comma, closer, semicolon or line ends it. */
  endOfExpression(from: number, of: 'value' | 'type' = 'value'): number {
    const ends = this.#ends[of] ?? new Int32Array(this.tokens.length);
    this.#ends[of] = ends;
    let at = from;
    for (; at < this.tokens.length; at = this.sign(at) === LESS ? this.#afterLess(at, of) : this.after(at)) {
      const sign = this.sign(at);
      if (CLOSERS[sign] === 1 || sign === SEMICOLON || sign === COMMA) break;
      if (at > from && this.#beginsStatement(at, of)) break;
      // Expressions that one begins inside of another end together: found once, known for all.
      const known = ends[at] ?? 0;
      if (known === 0) continue;
      at = known - 1;
      break;
    }
    const end = Math.min(at, this.tokens.length);
    for (
      let passed = from;
      passed < end && ends[passed] === 0;
      passed = this.sign(passed) === LESS ? this.#afterLess(passed, of) : this.after(passed)
    )
      ends[passed] = end + 1;
    return end;
  }
}
