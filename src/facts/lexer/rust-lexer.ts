import { withoutEscapes } from './escapes.ts';
import { PlainLexer } from './plain-lexer.ts';
import type { Token } from './token.ts';

/** `>>` and `&&` are two signs each: they end lists of types, and begin references to references. */
const SIGNS = /->|=>|::|\.\.[.=]?|\|\||[-+*/%^!=<>]=|[\s\S]/y;
const RAW_TEXT = /(?:br|cr|r)(#*)"/y;
const PREFIXED = /[bc](?=")|b(?=')/y;
const RAW_NAME = /r#(?=[A-Za-z_])/y;
const CHARACTER = /'(?:\\(?:u\{[^'{}\n]{0,20}\}|[\s\S])[^'\n]{0,4}|[^'\\\n])'/uy;
const LIFETIME = /'[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;

class RustLexer extends PlainLexer {
  protected readonly signs = SIGNS;

  #length(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0].length ?? 0;
  }

  protected override special(): boolean {
    const char = this.text[this.at];
    if (char !== 'r' && char !== 'b' && char !== 'c') return false;
    RAW_TEXT.lastIndex = this.at;
    const raw = RAW_TEXT.exec(this.text);
    if (raw !== null) {
      this.#raw(raw[0].length, raw[1] ?? '');
      return true;
    }
    // What the text is for makes no difference here, nor that a keyword is a name.
    const from = this.at;
    this.at += this.#length(PREFIXED) + this.#length(RAW_NAME);
    return this.at > from && /["']/.test(this.text[this.at] ?? '');
  }

  /** `r#"…"#` ends at a quote with as many signs behind it. */
  #raw(length: number, signs: string): void {
    const start = this.at + length;
    const close = this.text.indexOf(`"${signs}`, start);
    const end = close === -1 ? this.text.length : close;
    const to = Math.min(end + 1 + signs.length, this.text.length);
    this.take('string', to - this.at, this.text.slice(start, end));
  }

  protected quoted(quote: string): void {
    if (quote === '`') this.take('punctuation', 1);
    else if (quote === "'") {
      const character = this.#length(CHARACTER);
      const lifetime = character > 0 ? 0 : this.#length(LIFETIME);
      if (character > 0) this.take('number', character);
      else if (lifetime > 0) this.take('name', lifetime);
      else this.take('punctuation', 1);
    } else this.#text();
  }

  /** A text goes on over the ends of lines. */
  #text(): void {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    end = Math.min(end, this.text.length);
    const text = withoutEscapes(this.text.slice(this.at + 1, end).replace(/\\\r?\n\s*/g, ''));
    this.take('string', Math.min(end + 1, this.text.length) - this.at, text);
  }

  /** Comments stand within comments. */
  protected override endOfComment(): number {
    const sign = /\/\*|\*\//g;
    sign.lastIndex = this.at;
    let depth = 0;
    for (let found = sign.exec(this.text); found !== null; found = sign.exec(this.text)) {
      depth += found[0] === '/*' ? 1 : -1;
      if (depth === 0) return sign.lastIndex;
    }
    return this.text.length;
  }
}

/** Splits Rust source into tokens. Characters are numbers, lifetimes names with their quote. */
export function lexRust(text: string): Token[] {
  return new RustLexer(text).run();
}
