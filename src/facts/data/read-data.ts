import type { DataEntry, DataValue } from './data.ts';
import { DataText } from './data-text.ts';

/** Deeper nesting is nothing that a person or a tool writes. */
const DEEPEST = 100;
const NOTHING: DataValue = { is: 'text', text: '' };
/** Anchors and tags. What an alias stands for is never looked up: it is the text it is written as. */
const PROPERTY = /[&!][^\s,[\]{}]*/y;
/** Anchors and tags on a line of their own. */
const ANCHOR_LINE = /^[&!][^\s]*[ \t\r]*\n/;
const BLOCK_SCALAR = /[|>][-+\d]{0,3}[ \t\r]*(?:#[^\n]*)?(?:\n|$)/y;

/** Reads maps, lists and texts by their indentation, and what is in brackets as JSON and YAML have it. */
class DataReader {
  readonly #text: DataText;
  /** Where the value that was read last ends. */
  #endLine = 0;

  constructor(text: string) {
    this.#text = new DataText(text);
  }

  read(): DataValue {
    const text = this.#text;
    text.skipSpace();
    while (text.char === '%') this.#skipLine();
    if (text.text.startsWith('---', text.at)) text.at += 3;
    text.skipSpace();
    return this.#block(-1, 0);
  }

  #skipLine(): void {
    this.#text.at = this.#text.endOfLine;
    this.#text.skipSpace();
  }

  /** Gives up: whatever is left is not read. */
  #stop(): DataValue {
    this.#text.at = this.#text.text.length;
    return NOTHING;
  }

  #skipProperties(): void {
    const text = this.#text;
    while (text.char === '&' || text.char === '!') {
      PROPERTY.lastIndex = text.at;
      text.at += PROPERTY.exec(text.text)?.[0].length ?? 1;
      text.skipBlanks();
    }
  }

  /** What begins here, on a line of its own or behind a `-`, further in than `outer`. */
  #block(outer: number, depth: number): DataValue {
    const text = this.#text;
    if (depth > DEEPEST) return this.#stop();
    if (ANCHOR_LINE.test(text.text.slice(text.at, text.at + 200))) {
      this.#skipProperties();
      text.skipSpace();
    }
    const { column, line } = text;
    if (text.ended || column <= outer) return NOTHING;
    if (text.isMark('-')) return this.#list(column, depth);
    const key = this.#key();
    return key === undefined ? this.#inline(outer, depth) : this.#map(key, line, column, depth);
  }

  /** A key with its colon. Undefined, and nothing is passed, where there is none. */
  #key(): string | undefined {
    const text = this.#text;
    const from = text.at;
    if (text.char === '"' || text.char === "'") {
      const key = text.quoted();
      text.skipBlanks();
      if (text.isMark(':') && !text.text.slice(from, text.at).includes('\n')) {
        text.at += 1;
        return key;
      }
      text.at = from;
      return undefined;
    }
    if (text.char === '{' || text.char === '[') return undefined;
    const end = text.endOfLine;
    for (let at = from; at < end; at++) {
      if (text.text[at] === '#' && /\s/.test(text.text[at - 1] ?? ' ')) break;
      if (!text.isMark(':', at)) continue;
      text.at = at + 1;
      return text.text.slice(from, at).trim();
    }
    return undefined;
  }

  #map(first: string, firstLine: number, column: number, depth: number): DataValue {
    const text = this.#text;
    const entries: DataEntry[] = [];
    let [key, line]: [string | undefined, number] = [first, firstLine];
    while (key !== undefined) {
      const value = this.#valueOf(column, depth);
      entries.push({ key, value, line, endLine: Math.max(line, this.#endLine) });
      key = undefined;
      text.skipSpace();
      // What stands further in and belongs to nothing, or has no colon, is no YAML.
      while (key === undefined && !text.ended && text.column >= column) {
        if (column === 0 && /^(---|\.\.\.)\s/.test(text.text.slice(text.at, text.at + 4))) break;
        line = text.line;
        key = text.column === column ? this.#key() : undefined;
        if (key === undefined) this.#skipLine();
      }
    }
    return { is: 'map', entries };
  }

  #valueOf(column: number, depth: number): DataValue {
    const text = this.#text;
    text.skipBlanks();
    this.#skipProperties();
    if (text.char !== '\n' && text.char !== '#' && !text.ended) return this.#inline(column, depth);
    text.skipSpace();
    if (text.ended) return NOTHING;
    // A list may stand as far out as the key that it is of.
    if (text.column === column && text.isMark('-')) return this.#list(column, depth + 1);
    return this.#block(column, depth + 1);
  }

  #list(column: number, depth: number): DataValue {
    const text = this.#text;
    if (depth > DEEPEST) return this.#stop();
    const items: DataValue[] = [];
    while (!text.ended && text.column === column && text.isMark('-')) {
      text.at += 1;
      text.skipBlanks();
      this.#skipProperties();
      if (text.char === '\n' || text.char === '#') text.skipSpace();
      items.push(this.#block(column, depth + 1));
      text.skipSpace();
      while (!text.ended && text.column > column) this.#skipLine();
    }
    return { is: 'list', items };
  }

  /** A value that begins in the middle of a line. `outer`: the column of the key or `-` that it is of. */
  #inline(outer: number, depth: number): DataValue {
    const text = this.#text;
    if (/[{["']/.test(text.char)) {
      const value: DataValue =
        text.char === '{' || text.char === '[' ? this.#flow(depth) : { is: 'text', text: text.quoted() };
      this.#endLine = text.line;
      return value;
    }
    BLOCK_SCALAR.lastIndex = text.at;
    const header = BLOCK_SCALAR.exec(text.text)?.[0];
    if (header !== undefined) {
      text.at += header.length;
      return this.#blockText(outer);
    }
    return { is: 'text', text: this.#plain(outer) };
  }

  /** The lines behind a `|` or `>` that stand further in, without what is in front of and behind them. */
  #blockText(outer: number): DataValue {
    const text = this.#text;
    const lines: string[] = [];
    while (!text.ended) {
      const end = text.endOfLine;
      const line = text.text.slice(text.at, end);
      const indent = line.search(/[^ \t\r]/);
      if (indent !== -1 && indent <= outer) break;
      if (indent !== -1) this.#endLine = text.line;
      lines.push(line.trim());
      text.at = Math.min(end + 1, text.text.length);
    }
    return { is: 'text', text: lines.join('\n').trim() };
  }

  /** A text without quotes, with the lines further in that it goes on with. */
  #plain(outer: number): string {
    const text = this.#text;
    const lines: string[] = [];
    do {
      const line = text.text.slice(text.at, text.endOfLine);
      const comment = line.search(/(?:^|[ \t])#/);
      lines.push((comment === -1 ? line : line.slice(0, comment)).trim());
      text.at = text.endOfLine;
      this.#endLine = text.line;
      text.skipSpace();
      if (comment !== -1) break;
    } while (!text.ended && text.column > outer);
    return lines.join(' ');
  }

  /** What is in brackets. */
  #flow(depth: number): DataValue {
    const text = this.#text;
    text.skipSpace();
    if (depth > DEEPEST) return this.#stop();
    if (text.char === '[') {
      const items: DataValue[] = [];
      this.#each(']', () => items.push(this.#flow(depth + 1)));
      return { is: 'list', items };
    }
    if (text.char === '{') {
      const entries: DataEntry[] = [];
      this.#each('}', () => {
        const { line } = text;
        const key = this.#flowText();
        text.skipSpace();
        let value = NOTHING;
        if (text.char === ':') {
          text.at += 1;
          value = this.#flow(depth + 1);
        }
        entries.push({ key, value, line, endLine: text.line });
      });
      return { is: 'map', entries };
    }
    this.#skipProperties();
    return { is: 'text', text: this.#flowText() };
  }

  /** Reads what is between brackets, up to the closer. */
  #each(closer: string, read: () => void): void {
    const text = this.#text;
    text.at += 1;
    text.skipSpace();
    while (!text.ended && text.char !== closer) {
      const from = text.at;
      read();
      text.skipSpace();
      // A sign that belongs to nothing is passed, or nobody would get further.
      if (text.char === ',' || text.at === from) text.at += 1;
      text.skipSpace();
    }
    text.at = Math.min(text.at + 1, text.text.length);
  }

  #flowText(): string {
    const text = this.#text;
    if (text.char === '"' || text.char === "'") return text.quoted();
    const from = text.at;
    while (!text.ended && !/[,[\]{}\n]/.test(text.char) && !text.isMark(':')) text.at += 1;
    return text.text.slice(from, text.at).trim();
  }
}

/**
 * Reads the first document of a YAML or JSON text: maps, lists, texts and comments as people and tools write them. Aliases
 * are not followed, tags mean nothing, explicit keys (`? `) are not known. It never fails, and takes time linear in the text.
 */
export function readData(text: string): DataValue {
  return new DataReader(text).read();
}
