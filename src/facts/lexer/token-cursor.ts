import { pairBrackets } from './brackets.ts';
import type { Token } from './token.ts';

/** Tokens by index, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const END: Token = { kind: 'punctuation', text: '', start: 0, end: 0, line: 0, endLine: 0 };

/** The tokens of one source, with its brackets paired: what readers walk over. */
export class TokenCursor {
  readonly tokens: readonly Token[];
  /** For each bracket the index of its partner. */
  readonly partner: Int32Array;

  constructor(tokens: readonly Token[]) {
    this.partner = pairBrackets(tokens);
    this.tokens = this.partner.length < tokens.length ? tokens.slice(0, this.partner.length) : tokens;
  }

  /** A token that is nothing stands for those before the first and behind the last. */
  at(index: number): Token {
    // What lies outside of an array is looked up slowly.
    return (index >= 0 && index < this.tokens.length ? this.tokens[index] : undefined) ?? END;
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

  /** The index behind a bracket's partner, or behind the token itself; never past the end. */
  after(index: number): number {
    const partner = this.partner[index] ?? -1;
    return Math.min(Math.max(partner, index) + 1, this.tokens.length);
  }

  isCloser(index: number): boolean {
    const { kind, text } = this.at(index);
    return kind === 'punctuation' && (text === ')' || text === ']' || text === '}');
  }

  /** What stands between a bracket and its partner, split at its commas. */
  elements(open: number): readonly Range[] {
    const close = Math.min(this.partner[open] ?? -1, this.tokens.length);
    return this.splitAtCommas({ from: open + 1, to: Math.max(open + 1, close) });
  }

  splitAtCommas({ from, to: end }: Range): readonly Range[] {
    const to = Math.min(end, this.tokens.length);
    const ranges: Range[] = [];
    let start = from;
    for (let at = from; at < to; at = this.after(at)) {
      if (!this.is(at, ',')) continue;
      if (at > start) ranges.push({ from: start, to: at });
      start = at + 1;
    }
    if (to > start) ranges.push({ from: start, to });
    return ranges;
  }

  lines({ from, to }: Range): { readonly line: number; readonly endLine: number } {
    const last = this.tokens.length - 1;
    const { line } = this.at(Math.min(from, last));
    return { line, endLine: this.at(Math.min(Math.max(from, to - 1), last)).endLine };
  }
}
