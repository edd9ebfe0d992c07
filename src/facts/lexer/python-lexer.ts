import { withoutEscapes } from './escapes.ts';
import { type Token, TokenWriter } from './token.ts';
import { placeOf, wordIn } from './word-table.ts';

/** What the lexer is inside of: a bracket, or a substitution of an f-string, with what that string goes on with. */
interface Inside {
  readonly closer: string;
  readonly text?: FormatText;
}

/** The text of an f-string, or the format behind the colon of a substitution, which goes as far as its brace. */
interface FormatText {
  readonly quote: string;
  readonly raw: boolean;
  readonly spec: boolean;
}

const SPACE = /(?:[ \t\f\r\v\u00a0\ufeff]|\\\r?\n)+/y;
const NUMBER = /\.?\d(?:[eE][+-]?\d|[\w.])*/y;
const STRING = /([a-zA-Z]{0,2})("""|'''|"|')/y;
const PREFIX = /^(?:[rbuft]|[bft]r|r[bft]|ur)?$/i;
const PUNCTUATION = /->|:=|\*\*=?|\/\/=?|<<=?|>>=?|[-+*/%&|^@=!<>]=|\.\.\.|[\s\S]/y;
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
/** Words that no expression holds: where one begins a line, an open bracket was forgotten. */
const STATEMENT =
  /(?:async[ \t]+def|def|class|import|return|while|try|raise|del|assert|pass|global|nonlocal)\b/y;
const TAB = 8;
const [NEWLINE, BLANK, QUOTE, HASH, APOSTROPHE, DOT, BACKSLASH] = [10, 32, 34, 35, 39, 46, 92];
/** Signs that are never the beginning of a longer one. */
const ALONE = new Uint8Array(128);
for (const sign of '()[]{},;~') ALONE[sign.charCodeAt(0)] = 1;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isQuote(code: number): boolean {
  return code === QUOTE || code === APOSTROPHE;
}

/** A letter, digit, `_`, or anything that is not ASCII. */
function isNamed(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95 || code >= 128
  );
}

class PythonLexer {
  readonly #text: string;
  readonly #writer: TokenWriter;
  readonly #inside: Inside[] = [];
  /** How many of each closer are waited for. */
  readonly #waiting = new Map<string, number>();
  readonly #indents: number[] = [0];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#writer = new TokenWriter(text);
  }

  run(): Token[] {
    this.#beginLine();
    while (this.#at < this.#text.length) this.#code();
    this.#closeAll();
    this.#endLine();
    while (this.#indents.length > 1) this.#dedent();
    return this.#writer.tokens;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #take(kind: Token['kind'], length: number, text = this.#text.slice(this.#at, this.#at + length)): void {
    this.#writer.write(kind, text, this.#at, this.#at + length);
    this.#at += length;
  }

  #mark(kind: 'newline' | 'indent' | 'dedent'): void {
    this.#writer.write(kind, '', this.#at, this.#at);
  }

  #dedent(): void {
    this.#indents.pop();
    this.#mark('dedent');
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end === -1 ? this.#text.length : end;
  }

  /** Skips lines without code, then says how far the next one is indented. */
  #beginLine(): void {
    for (;;) {
      let column = 0;
      for (; this.#at < this.#text.length; this.#at++) {
        const char = this.#text[this.#at];
        if (char === ' ') column += 1;
        else if (char === '\t') column = (Math.floor(column / TAB) + 1) * TAB;
        else if (char === '\f') column = 0;
        else if (char !== '\ufeff' && char !== '\r') break;
      }
      const char = this.#text[this.#at];
      if (char === undefined) return;
      if (char === '#') this.#at = this.#endOfLine(this.#at);
      if (char === '\n' || char === '#') {
        this.#at = Math.min(this.#at + 1, this.#text.length);
        continue;
      }
      this.#indent(column);
      return;
    }
  }

  #indent(column: number): void {
    while ((this.#indents.at(-1) ?? 0) > column) this.#dedent();
    if ((this.#indents.at(-1) ?? 0) === column) return;
    this.#indents.push(column);
    this.#mark('indent');
  }

  #skipSpace(): void {
    let code = this.#text.charCodeAt(this.#at);
    while (code === BLANK) code = this.#text.charCodeAt(++this.#at);
    // What is rarer than blanks.
    if (code < BLANK || code === BACKSLASH || code > 127) this.#at += this.#match(SPACE)?.[0].length ?? 0;
  }

  #code(): void {
    this.#skipSpace();
    const code = this.#text.charCodeAt(this.#at);
    if (Number.isNaN(code)) return;
    if (code === HASH) this.#at = this.#endOfLine(this.#at);
    else if (code === NEWLINE) this.#newline();
    else if (this.#mayBeString(code) && this.#string()) return;
    else if (isDigit(code) || (code === DOT && isDigit(this.#text.charCodeAt(this.#at + 1)))) {
      this.#take('number', this.#match(NUMBER)?.[0].length ?? 1);
    } else if (isNamed(code)) this.#name();
    else this.#sign();
  }

  /** Whether a quote stands here, or behind up to two letters. */
  #mayBeString(code: number): boolean {
    if (isQuote(code)) return true;
    if (!isNamed(code)) return false;
    return isQuote(this.#text.charCodeAt(this.#at + 1)) || isQuote(this.#text.charCodeAt(this.#at + 2));
  }

  #name(): void {
    const text = this.#text;
    const start = this.#at;
    let end = start;
    let hash = 0;
    for (let code = text.charCodeAt(end); isNamed(code); code = text.charCodeAt(++end))
      hash = (Math.imul(hash, 31) + code) | 0;
    this.#take('name', end - start, wordIn(placeOf(text, start, end, hash)));
  }

  /** In brackets lines mean nothing, unless the next one shows that a bracket was forgotten. */
  #newline(): void {
    if (this.#inside.length > 0) {
      const from = this.#at;
      this.#at += 1;
      this.#skipSpace();
      if (this.#match(STATEMENT) === null) return;
      this.#at = from;
      this.#closeAll();
    }
    this.#endLine();
    this.#at += 1;
    this.#beginLine();
  }

  #endLine(): void {
    const previous = this.#writer.tokens.at(-1);
    if (previous !== undefined && previous.kind !== 'newline') this.#mark('newline');
  }

  /** Writes the closers that are missing, so that what follows is not taken for part of what is in brackets. */
  #closeAll(): void {
    for (let top = this.#inside.pop(); top !== undefined; top = this.#inside.pop()) {
      this.#writer.write('punctuation', top.closer, this.#at, this.#at);
    }
    this.#waiting.clear();
  }

  #open(inside: Inside): void {
    this.#inside.push(inside);
    this.#waiting.set(inside.closer, (this.#waiting.get(inside.closer) ?? 0) + 1);
  }

  /** A string with one quote that is not closed ends with its line. */
  #string(): boolean {
    const [all, prefix = '', quote = ''] = this.#match(STRING) ?? [];
    if (all === undefined || !PREFIX.test(prefix)) return false;
    const raw = /r/i.test(prefix);
    if (/[ft]/i.test(prefix)) {
      this.#formatText({ quote, raw, spec: false }, all.length);
      return true;
    }
    const from = this.#at + all.length;
    let end = from;
    const mark = quote.charCodeAt(0);
    for (let code = this.#text.charCodeAt(end); !Number.isNaN(code); code = this.#text.charCodeAt(end)) {
      if ((code === mark || code === NEWLINE) && this.#endsString(end, quote)) break;
      end += code === BACKSLASH ? 2 : 1;
    }
    end = Math.min(end, this.#text.length);
    const inner = this.#text.slice(from, end);
    const closed = this.#text.startsWith(quote, end) ? quote.length : 0;
    this.#take('string', end + closed - this.#at, raw ? inner : withoutEscapes(inner));
    return true;
  }

  #endsString(at: number, quote: string): boolean {
    return this.#text.startsWith(quote, at) || (quote.length === 1 && this.#text[at] === '\n');
  }

  /** Reads text up to its end or its next substitution. `opening`: signs in front of the text. */
  #formatText(format: FormatText, opening: number): void {
    const { quote, raw, spec } = format;
    let end = this.#at + opening;
    while (end < this.#text.length && !this.#endsString(end, quote)) {
      const char = this.#text[end];
      if (spec ? char === '{' || char === '}' : char === '{' && this.#text[end + 1] !== '{') break;
      const doubled = !spec && (char === '{' || (char === '}' && this.#text[end + 1] === '}'));
      end += doubled || (char === '\\' && !(raw && /[{}]/.test(this.#text[end + 1] ?? ''))) ? 2 : 1;
    }
    end = Math.min(end, this.#text.length);
    const inner = this.#text.slice(this.#at + opening, end).replace(/\{\{|\}\}/g, (pair) => pair[0] ?? '');
    const opens = this.#text[end] === '{';
    const closed = !opens && !spec && this.#text.startsWith(quote, end) ? quote.length : 0;
    this.#take('template', end + closed - this.#at, raw ? inner : withoutEscapes(inner));
    if (!opens) return;
    this.#writer.write('punctuation', '${', this.#at, this.#at + 1);
    this.#at += 1;
    this.#open({ closer: '}', text: format });
  }

  #sign(): void {
    const single = ALONE[this.#text.charCodeAt(this.#at)] === 1;
    const sign = (single ? this.#text[this.#at] : this.#match(PUNCTUATION)?.[0]) ?? '';
    const top = this.#inside.at(-1);
    const closer = CLOSERS.get(sign);
    if (closer !== undefined) this.#open({ closer });
    if (sign === ')' || sign === ']' || sign === '}') {
      this.#take('punctuation', 1);
      this.#close(sign);
    } else if (top?.text !== undefined && sign.startsWith(':')) {
      this.#take('punctuation', 1);
      this.#formatText({ ...top.text, spec: true }, 0);
    } else this.#take('punctuation', sign.length);
  }

  /** Leaves the innermost bracket that a sign closes; a stray one closes nothing. */
  #close(sign: string): void {
    if ((this.#waiting.get(sign) ?? 0) === 0) return;
    for (let top = this.#inside.pop(); top !== undefined; top = this.#inside.pop()) {
      this.#waiting.set(top.closer, (this.#waiting.get(top.closer) ?? 0) - 1);
      if (top.closer !== sign) continue;
      if (top.text !== undefined) this.#formatText(top.text, 0);
      return;
    }
  }
}

/**
 * Splits Python into tokens, in time linear in the text, whatever it is. Logical lines end with `newline`; blocks are
 * between `indent` and `dedent`. An f-string is a template; brackets that are never closed are closed where the next
 * statement shows it.
 */
export function lexPython(text: string): Token[] {
  return new PythonLexer(text).run();
}
