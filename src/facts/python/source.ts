import { TextHash } from '../hash.ts';
import { lexPython } from '../lexer/python-lexer.ts';
import { type Range, TokenCursor } from '../lexer/token-cursor.ts';

export type { Range } from '../lexer/token-cursor.ts';

/** The tokens of one Python source. */
export class PythonSource extends TokenCursor {
  readonly #text: string;
  /** Strings that stand as statements, with the ends of their lines: they say nothing to the program. */
  readonly #mute: Uint8Array;

  constructor(text: string) {
    super(lexPython(text));
    this.#text = text;
    this.#mute = new Uint8Array(this.tokens.length);
    for (let at = 0; at < this.tokens.length; at++) this.#muteStatement(at);
  }

  /** Tells at once whether a text stands anywhere, be it in a comment. */
  mentions(text: string): boolean {
    return this.#text.includes(text);
  }

  /** The same of what a pattern matches. */
  matches(pattern: RegExp): boolean {
    return pattern.test(this.#text);
  }

  #muteStatement(at: number): void {
    const before = this.at(at - 1).kind;
    if (this.at(at).kind !== 'string' || (at > 0 && !/newline|indent|dedent/.test(before))) return;
    let end = at;
    while (this.at(end).kind === 'string') end += 1;
    if (this.at(end).kind === 'newline') this.#mute.fill(1, at, end + 1);
  }

  /** The index of the first of some signs or words outside brackets, or the end. */
  find({ from, to: end }: Range, ...texts: readonly string[]): number {
    const to = Math.min(end, this.tokens.length);
    let at = from;
    while (at < to && !texts.some((text) => this.is(at, text))) at = this.after(at);
    return Math.min(at, to);
  }

  /**
   * Hashes tokens: white space, comments, docstrings, kinds of quotes and trailing commas make no difference, indentation does.
   *
   * @param renamed names in whose place others are read
   */
  hash(ranges: readonly Range[], renamed?: ReadonlyMap<string, string>): string {
    const hash = new TextHash();
    for (const { from, to } of ranges) {
      for (let at = from; at < to; at++) {
        if (this.#mute[at] === 1) continue;
        const { kind, text, start } = this.at(at);
        if (kind === 'punctuation' && (text === ';' || (text === ',' && this.isCloser(at + 1)))) continue;
        if (kind === 'string') {
          if (/[bB]/.test(this.#text.slice(start, start + 2))) hash.addPart(`b${JSON.stringify(text)}`);
          else hash.addQuoted(text);
        } else if (kind === 'name') hash.addPart((!this.is(at - 1, '.') && renamed?.get(text)) || text);
        else hash.addPart(text === '' || kind === 'template' ? `${kind} ${text}` : text);
      }
      hash.addPart('\0');
    }
    return hash.says ? hash.end() : '';
  }
}
