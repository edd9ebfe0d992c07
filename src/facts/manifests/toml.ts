/** A value of a TOML document; of numbers, dates and booleans the text. */
export type TomlValue = string | readonly TomlEntry[] | { readonly table: readonly TomlEntry[] };

/** A key with its value, or an element of an array, whose key is empty. */
export interface TomlEntry {
  /** From the root, tables and dotted keys taken apart. */
  readonly key: readonly string[];
  readonly value: TomlValue;
  readonly line: number;
}

/** Deeper nesting is no document that a person writes. */
const DEEPEST = 20;
const SPACE = /(?:[ \t\r]|#[^\n]*)*/y;
const ANY_SPACE = /(?:[ \t\r\n]|#[^\n]*)*/y;
const BARE_KEY = /[\w-]+/y;
const BARE_VALUE = /[^\s,\]}#]*/y;
const STRING = /"""|'''|"|'/y;

class TomlReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): TomlEntry[] {
    const entries: TomlEntry[] = [];
    let table: readonly string[] = [];
    while (this.#at < this.#text.length) {
      this.#take(ANY_SPACE);
      if (this.#text[this.#at] === '[') {
        while (this.#text[this.#at] === '[') this.#at += 1;
        table = this.#key();
        this.#endLine();
        continue;
      }
      const from = this.#at;
      const entry = this.#pair(table, 0);
      if (entry !== undefined) entries.push(entry);
      this.#endLine();
      if (this.#at === from) this.#at += 1;
    }
    return entries;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #endLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted++) if (this.#text[this.#counted] === '\n') this.#line += 1;
    return this.#line;
  }

  #key(): string[] {
    const key: string[] = [];
    for (;;) {
      this.#take(SPACE);
      const part = this.#string() ?? this.#take(BARE_KEY);
      if (part === '') return key;
      key.push(part);
      this.#take(SPACE);
      if (this.#text[this.#at] !== '.') return key;
      this.#at += 1;
    }
  }

  #pair(table: readonly string[], depth: number): TomlEntry | undefined {
    const line = this.#lineHere();
    const key = this.#key();
    if (key.length === 0 || this.#text[this.#at] !== '=') return undefined;
    this.#at += 1;
    return { key: [...table, ...key], value: this.#value(depth), line };
  }

  /** Single-quoted strings are as written; of escapes only those of the quote matter here. */
  #string(): string | undefined {
    const quote = this.#take(STRING);
    if (quote === '') return undefined;
    const from = this.#at;
    while (this.#at < this.#text.length && !this.#text.startsWith(quote, this.#at)) {
      if (quote.length === 1 && this.#text[this.#at] === '\n') break;
      this.#at += quote.startsWith('"') && this.#text[this.#at] === '\\' ? 2 : 1;
    }
    this.#at = Math.min(this.#at, this.#text.length);
    const inner = this.#text.slice(from, this.#at);
    if (this.#text.startsWith(quote, this.#at)) this.#at += quote.length;
    return quote.startsWith('"') ? inner.replace(/\\(["\\])/g, '$1') : inner;
  }

  #value(depth: number): TomlValue {
    this.#take(SPACE);
    const char = this.#text[this.#at];
    if (depth < DEEPEST && char === '[') return this.#array(depth);
    if (depth < DEEPEST && char === '{') return { table: this.#inline(depth) };
    return this.#string() ?? this.#take(BARE_VALUE);
  }

  #array(depth: number): TomlEntry[] {
    const elements: TomlEntry[] = [];
    this.#at += 1;
    while (this.#at < this.#text.length) {
      this.#take(ANY_SPACE);
      if (this.#text[this.#at] === ']') break;
      const [from, line] = [this.#at, this.#lineHere()];
      const value = this.#value(depth + 1);
      this.#take(ANY_SPACE);
      if (this.#text[this.#at] === ',') this.#at += 1;
      // What stands here is no TOML.
      if (this.#at === from) return elements;
      elements.push({ key: [], value, line });
    }
    this.#at += 1;
    return elements;
  }

  #inline(depth: number): TomlEntry[] {
    const entries: TomlEntry[] = [];
    this.#at += 1;
    while (this.#at < this.#text.length) {
      this.#take(ANY_SPACE);
      if (this.#text[this.#at] === '}') break;
      const entry = this.#pair([], depth + 1);
      if (entry === undefined) return entries;
      entries.push(entry);
      this.#take(ANY_SPACE);
      if (this.#text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
    return entries;
  }
}

/** Reads the keys of a TOML document in their order, in time linear in it, whatever it is. */
export function readToml(text: string): readonly TomlEntry[] {
  return new TomlReader(text).read();
}
