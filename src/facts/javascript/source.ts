import { hashText } from '../hash.ts';
import { pairBrackets } from '../lexer/brackets.ts';
import { lexJavaScript } from '../lexer/javascript-lexer.ts';
import type { Token } from '../lexer/token.ts';

/** Tokens by index, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const END: Token = { kind: 'punctuation', text: '', start: 0, end: 0, line: 0, endLine: 0 };
/** Words that an expression goes on with, or cannot end in. */
const JOINING: ReadonlySet<string> = new Set(
  'in of instanceof as satisfies extends is typeof keyof new await void delete return infer readonly unique asserts'.split(
    ' ',
  ),
);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/** The tokens of one source, with its brackets paired: what readers walk over. */
export class JavaScriptSource {
  readonly tokens: readonly Token[];
  /** For each bracket the index of its partner. */
  readonly partner: Int32Array;
  readonly #ends = new Map<number, number>();

  constructor(text: string, jsx: boolean) {
    this.tokens = lexJavaScript(text, jsx);
    this.partner = pairBrackets(this.tokens);
  }

  /** A token that is nothing stands for those before the first and behind the last. */
  at(index: number): Token {
    return this.tokens[index] ?? END;
  }

  /** Tells whether a sign or word, not a string, stands at an index. */
  is(index: number, text: string): boolean {
    const token = this.at(index);
    return token.text === text && (token.kind === 'punctuation' || token.kind === 'name');
  }

  /** The word at an index; undefined for anything else. */
  word(index: number): string | undefined {
    const token = this.at(index);
    return token.kind === 'name' ? token.text : undefined;
  }

  /** The index behind a bracket's partner, or behind the token itself. */
  after(index: number): number {
    const partner = this.partner[index] ?? -1;
    return Math.max(partner, index) + 1;
  }

  isCloser(index: number): boolean {
    const token = this.at(index);
    return token.kind === 'punctuation' && CLOSING.has(token.text);
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

  /** What stands between a bracket and its partner, split at its commas. */
  elements(open: number): Range[] {
    const close = Math.min(this.partner[open] ?? -1, this.tokens.length);
    const ranges: Range[] = [];
    let from = open + 1;
    for (let at = from; at <= close; at = this.after(at)) {
      if (at !== close && !this.is(at, ',')) continue;
      if (at > from) ranges.push({ from, to: at });
      from = at + 1;
    }
    return ranges;
  }

  lines({ from, to }: Range): { readonly line: number; readonly endLine: number } {
    const last = this.tokens.length - 1;
    const { line } = this.at(Math.min(from, last));
    return { line, endLine: this.at(Math.min(Math.max(from, to - 1), last)).endLine };
  }
}
