import { MAX_YAML_KEY } from './limits.ts';
import { isPlain, isPrintable, literalHeader, toWellFormed } from './scalar.ts';

const LF = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;
const BAR = 124;

/**
 * Walks once through a canonical YAML text.
 *
 * `skip…` moves on and says true, or stays and says false; `read…` gives undefined for what is not
 * canonical, and has moved on only where it gives a value.
 */
export class ScalarReader {
  private readonly text: string;
  private position = 0;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    return this.position === this.text.length;
  }

  isAtDash(): boolean {
    const { text, position } = this;
    return text.charCodeAt(position) === DASH && text.charCodeAt(position + 1) === SPACE;
  }

  /** Tells whether the line goes on with a key, its colon, and a space or the line's end. */
  isAtKey(): boolean {
    const start = this.position;
    if (this.readKey() === undefined) return false;
    const next = this.text.charCodeAt(this.position);
    this.position = start;
    return next === SPACE || next === LF;
  }

  skipDash(): boolean {
    if (!this.isAtDash()) return false;
    this.position += 2;
    return true;
  }

  skipSpace(): boolean {
    return this.skipUnit(SPACE);
  }

  skipNewline(): boolean {
    return this.skipUnit(LF);
  }

  skipWord(word: string): boolean {
    if (!this.text.startsWith(word, this.position)) return false;
    this.position += word.length;
    return true;
  }

  /** Needs at least so many spaces, with something behind them. */
  skipIndent(indent: number): boolean {
    const end = this.position + indent;
    if (end >= this.text.length) return false;
    for (let i = this.position; i < end; i++) {
      if (this.text.charCodeAt(i) !== SPACE) return false;
    }
    this.position = end;
    return true;
  }

  /** Reads a key and its colon. */
  readKey(): string | undefined {
    const start = this.position;
    const isQuoted = this.text.charCodeAt(start) === DOUBLE_QUOTE;
    const key = isQuoted ? this.readQuoted() : this.readPlainKey();
    if (key !== undefined && key.length <= MAX_YAML_KEY && this.skipUnit(COLON)) return key;
    this.position = start;
    return undefined;
  }

  /**
   * Reads a text and the newline behind it.
   *
   * @param indent of the lines of a literal block
   */
  readScalar(indent: number): string | undefined {
    const start = this.position;
    const initial = this.text.charCodeAt(start);
    if (initial === BAR) return this.readLiteral(indent);
    if (initial === DOUBLE_QUOTE) {
      const value = this.readQuoted();
      if (value !== undefined && this.skipUnit(LF)) return value;
      this.position = start;
      return undefined;
    }
    const end = this.text.indexOf('\n', start);
    if (!isPlain(this.text, start, end)) return undefined;
    this.position = end + 1;
    return this.text.slice(start, end);
  }

  private skipUnit(unit: number): boolean {
    if (this.text.charCodeAt(this.position) !== unit) return false;
    this.position++;
    return true;
  }

  private readPlainKey(): string | undefined {
    const { text, position: start } = this;
    if (!isInitialOfKey(text.charCodeAt(start))) return undefined;
    let end = start + 1;
    while (isPartOfKey(text.charCodeAt(end))) end++;
    this.position = end;
    return text.slice(start, end);
  }

  private readQuoted(): string | undefined {
    const start = this.position + 1;
    let end = start;
    let escaped = false;
    for (let unit = this.text.charCodeAt(end); unit !== DOUBLE_QUOTE; unit = this.text.charCodeAt(end)) {
      if (Number.isNaN(unit) || unit === LF) return undefined;
      if (unit === BACKSLASH) escaped = true;
      end += unit === BACKSLASH ? 2 : 1;
    }
    const source = this.text.slice(start, end);
    if (!isPrintable(source)) return undefined;
    this.position = end + 1;
    return escaped ? undoEscapes(source) : source;
  }

  private readLiteral(indent: number): string | undefined {
    const start = this.position;
    const header = this.text.slice(start, this.text.indexOf('\n', start));
    this.position += header.length + 1;
    const lines = this.readLiteralLines(indent);
    const value = header.endsWith('-') ? lines.slice(0, -1) : lines;
    if (value.includes('\n') && literalHeader(value) === header) return value;
    this.position = start;
    return undefined;
  }

  private readLiteralLines(indent: number): string {
    let lines = '';
    while (this.text.charCodeAt(this.position) === LF || this.skipIndent(indent)) {
      const end = this.text.indexOf('\n', this.position) + 1;
      if (end === 0) return '';
      lines += this.text.slice(this.position, end);
      this.position = end;
    }
    return lines;
  }
}

function isInitialOfKey(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || unit === 95 || (unit >= 65 && unit <= 90);
}

function isPartOfKey(unit: number): boolean {
  return isInitialOfKey(unit) || (unit >= 48 && unit <= 57) || unit === DASH || unit === 46;
}

/** Undoes the escapes that YAML and JSON share; undefined where there are others. */
function undoEscapes(source: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${source}"`);
    return typeof value === 'string' && toWellFormed(value) === value ? value : undefined;
  } catch {
    return undefined;
  }
}
