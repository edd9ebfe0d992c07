import { endsOfHeredocs, type HeredocEnd, heredocText, nextEnd } from './ruby-words.ts';
import type { Token } from './token.ts';

/** What begins a heredoc: `<<~SQL`. */
interface HeredocStart {
  readonly length: number;
  readonly end: string;
  readonly indented: boolean;
  readonly trimmed: boolean;
}

interface Heredoc extends HeredocStart {
  /** The index of its token. */
  readonly token: number;
}

const START = /<<([~-]?)(["'`]?)([A-Za-z_]\w*)\2/y;

/** The heredocs of one source: they begin in a line, and their texts stand below it. */
export class Heredocs {
  readonly #text: string;
  readonly #begun: Heredoc[] = [];
  /** Ends that are nowhere further down. */
  readonly #missing = new Set<string>();
  #ends: ReadonlyMap<string, readonly HeredocEnd[]> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** What begins at a place, as far as the text there tells. */
  at(at: number): HeredocStart | undefined {
    START.lastIndex = at;
    const found = START.exec(this.#text);
    if (found === null) return undefined;
    const [all, sign = '', quote = '', end = ''] = found;
    if (this.#missing.has(end) || (sign === '' && quote === '' && !/^[A-Z]/.test(end))) return undefined;
    return { length: all.length, end, indented: sign !== '', trimmed: sign === '~' };
  }

  /** Waits for the text of what begins with a token. */
  begin(start: HeredocStart, token: number): void {
    this.#begun.push({ ...start, token });
  }

  /**
   * Reads the texts of those that began in the line before into their tokens.
   *
   * @returns the place behind them
   */
  read(from: number, tokens: Token[]): number {
    let at = from;
    for (const heredoc of this.#begun.splice(0)) {
      const end = this.#endOf(heredoc, at);
      const token = tokens[heredoc.token];
      if (end === undefined || token === undefined) continue;
      tokens[heredoc.token] = {
        ...token,
        text: heredocText(this.#text.slice(at, end.from), heredoc.trimmed),
      };
      at = end.to;
    }
    return at;
  }

  #endOf(
    { end, indented }: Heredoc,
    from: number,
  ): { readonly from: number; readonly to: number } | undefined {
    this.#ends ??= endsOfHeredocs(this.#text);
    const found = nextEnd(this.#ends.get(end) ?? [], from, indented);
    if (found === undefined) {
      this.#missing.add(end);
      return undefined;
    }
    const line = this.#text.indexOf('\n', found.from);
    return { from: found.from, to: line === -1 ? this.#text.length : line + 1 };
  }
}
