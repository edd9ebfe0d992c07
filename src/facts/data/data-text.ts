const NEITHER_SPACE_NOR_BREAK = /[ \t\r]*/y;
const JSON_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '0': '\0',
};

/** The text of a YAML or JSON document, with the place where a reader is. Lines are counted as they are passed. */
export class DataText {
  readonly text: string;
  at = 0;
  #line = 1;
  #lineStart = 0;
  #nextBreak: number;

  constructor(text: string) {
    this.text = text;
    this.#nextBreak = this.#breakFrom(0);
    if (text.startsWith('\ufeff')) this.at = this.#lineStart = 1;
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  get char(): string {
    return this.text[this.at] ?? '';
  }

  /** Tells whether a sign stands here that means something only in front of a space or a line's end. */
  isMark(sign: string, at = this.at): boolean {
    return this.text[at] === sign && isSpace(this.text[at + 1]);
  }

  #breakFrom(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end === -1 ? Number.POSITIVE_INFINITY : end;
  }

  /** Whoever asked for a line must not ask for an earlier one. */
  #count(): void {
    while (this.#nextBreak < this.at) {
      this.#line += 1;
      this.#lineStart = this.#nextBreak + 1;
      this.#nextBreak = this.#breakFrom(this.#lineStart);
    }
  }

  get line(): number {
    this.#count();
    return this.#line;
  }

  /** How far from the beginning of its line this place is; what a `-` in front of it took counts as space. */
  get column(): number {
    this.#count();
    return this.at - this.#lineStart;
  }

  get endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end === -1 ? this.text.length : end;
  }

  skipBlanks(): void {
    NEITHER_SPACE_NOR_BREAK.lastIndex = this.at;
    this.at += NEITHER_SPACE_NOR_BREAK.exec(this.text)?.[0].length ?? 0;
  }

  /** Passes spaces, line ends and comments. */
  skipSpace(): void {
    while (!this.ended) {
      this.skipBlanks();
      if (this.char === '#' && (this.at === 0 || isSpace(this.text[this.at - 1]))) this.at = this.endOfLine;
      else if (this.char === '\n') this.at += 1;
      else return;
    }
  }

  /** Reads a text in quotes, over line ends too; one that is not closed takes all that is left. */
  quoted(): string {
    const quote = this.char;
    const from = this.at + 1;
    let end = from;
    while (end < this.text.length) {
      if (this.text[end] === quote) {
        if (quote === '"' || this.text[end + 1] !== quote) break;
        end += 1;
      } else if (quote === '"' && this.text[end] === '\\') end += 1;
      end += 1;
    }
    end = Math.min(end, this.text.length);
    this.at = Math.min(end + 1, this.text.length);
    const lines = this.text.slice(from, end).split('\n');
    const inner = lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => line.trim()).join(' ');
    return quote === '"' ? withoutEscapes(inner) : inner.replaceAll("''", "'");
  }
}

function isSpace(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\n' || char === '\t' || char === '\r';
}

function withoutEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, char = '') =>
    code === undefined ? (JSON_ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
