import { TextHash } from '../hash.ts';
import { type Range, TokenCursor } from './token-cursor.ts';

export type { Range } from './token-cursor.ts';

/** The tokens of a source in a language whose lines mean nothing, or no more than semicolons do. */
export class PlainSource extends TokenCursor {
  /** Hashes tokens: white space, comments, semicolons and trailing commas make no difference. */
  hash(...ranges: readonly Range[]): string {
    const hash = new TextHash();
    for (const { from, to } of ranges) {
      for (let at = from; at < to; at++) {
        const { kind, text } = this.at(at);
        if (kind === 'punctuation' && (text === ';' || (text === ',' && this.isCloser(at + 1)))) continue;
        if (kind === 'string') hash.addQuoted(text);
        else hash.addPart(text);
      }
      hash.addPart('\0');
    }
    return hash.says ? hash.end() : '';
  }

  /** The index of the first of some signs or words outside brackets, or the end. */
  find({ from, to: end }: Range, ...texts: readonly string[]): number {
    const to = Math.min(end, this.tokens.length);
    let at = from;
    while (at < to && !texts.some((text) => this.is(at, text))) at = this.after(at);
    return Math.min(at, to);
  }

  /** Splits at a sign outside brackets; what is empty is left out. */
  split({ from, to }: Range, sign: string): Range[] {
    const ranges: Range[] = [];
    for (let start = from; start < to; ) {
      const end = this.find({ from: start, to }, sign);
      if (end > start) ranges.push({ from: start, to: end });
      start = end + 1;
    }
    return ranges;
  }

  /** What stands within a bracket. */
  inside(open: number): Range {
    const close = Math.min(this.partner[open] ?? -1, this.tokens.length);
    return { from: open + 1, to: Math.max(open + 1, close) };
  }
}
