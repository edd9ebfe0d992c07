import { withoutEscapes } from './escapes.ts';
import {
  isDigit,
  isWordSign,
  JSX,
  NUMBER,
  REGEX,
  type Sign,
  STRING,
  signAt,
  signOf,
  signSet,
  TEMPLATE,
  TEXTS,
  wordSign,
} from './javascript-signs.ts';
import { endOfFlags, endOfRegex, endOfString, endOfTemplate, isWord } from './javascript-texts.ts';
import { type SignedTokens, SignedWriter } from './signed-writer.ts';
import type { Token } from './token.ts';
import { placeOf, signIn, wordIn } from './word-table.ts';

/** What the lexer is inside of. Braces and parentheses remember what a `/` behind them means. */
type Inside =
  | { readonly in: 'bracket'; readonly slashDivides: boolean }
  | { readonly in: 'template' }
  | { readonly in: 'tag'; readonly closing: boolean }
  | { readonly in: 'children' };

const BEFORE_DIVISION: Inside = { in: 'bracket', slashDivides: true };
const BEFORE_REGEX: Inside = { in: 'bracket', slashDivides: false };
const IN_TEMPLATE: Inside = { in: 'template' };

const SPACE = /\s+/y;
const NAME = /#?(?:[\w$\u0080-\uffff]|\\u)+/y;
const NUMBER_TEXT = /\.?\d(?:[eE][+-]?\d|[\w.])*/y;
const TAG_PART = /[\w$:.-]+|"[^"]*"|'[^']*'|[\s\S]/y;
/** `<T,>`, `<T extends U>`, `<const T`: type parameters of an arrow function in .tsx. */
const TYPE_PARAMETERS = /<(?:const\s|[\w$]+\s{0,9}(?:,|=|extends\s))/y;

/** Words behind which an expression begins, so that a `/` begins a regular expression. */
const BEFORE_EXPRESSION = signSet(
  'return typeof instanceof in of new delete void throw case do else yield await default extends'.split(' '),
);
const BEFORE_CONDITION = signSet(['if', 'while', 'for', 'with']);
/** What stands in front of a `{` that opens an object or the body of an arrow function, not a block. */
const OBJECT_FRONTS = '( [ , = : ? => && || ?? + - ! & | ... === == !== != += ${ return'.split(' ');
const BEFORE_OBJECT = signSet(OBJECT_FRONTS);
const OBJECT_FRONT_TEXTS: ReadonlySet<string> = new Set(OBJECT_FRONTS);

const [NEWLINE, BLANK, BANG, QUOTE, DOLLAR, APOSTROPHE, HASH, STAR] = [10, 32, 33, 34, 36, 39, 35, 42];
const [DOT, SLASH, BACKSLASH, BACKTICK, LESS] = [46, 47, 92, 96, 60];
const [OPEN_ROUND, CLOSE_ROUND, OPEN_SQUARE, CLOSE_SQUARE, OPEN_CURLY, CLOSE_CURLY] = [
  40, 41, 91, 93, 123, 125,
];
const [INCREMENT, DECREMENT, OPTIONAL] = [signOf('++'), signOf('--'), signOf('?.')];
/** What goes into a template. */
const PUT_IN = signOf('${');

class JavaScriptLexer {
  readonly #text: string;
  readonly #jsx: boolean;
  readonly #writer: SignedWriter;
  readonly #inside: Inside[] = [];
  #at = 0;
  /** Whether a `/` or `<` now means an operator: the last token ended an operand. */
  #afterOperand = false;
  #noRegexBefore = 0;

  constructor(text: string, jsx: boolean) {
    this.#text = text;
    this.#jsx = jsx;
    this.#writer = new SignedWriter(text);
  }

  /** @returns undefined where JSX never ended: it was none */
  run(): SignedTokens | undefined {
    if (this.#text.startsWith('#!')) this.#at = this.#endOfLine(0);
    while (this.#at < this.#text.length) {
      const inside = this.#inside.length === 0 ? undefined : this.#inside.at(-1)?.in;
      if (inside === 'children') this.#child();
      else if (inside === 'tag') this.#tagPart();
      else this.#token();
    }
    const open = this.#inside.some((inside) => inside.in === 'children' || inside.in === 'tag');
    return open ? undefined : this.#writer.written();
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end === -1 ? this.#text.length : end;
  }

  /** How many characters a sticky pattern takes from here on; 0 where it does not match. */
  #length(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text) ? pattern.lastIndex - this.#at : 0;
  }

  /** The character at an offset from here, as a number; NaN behind the end. */
  #code(offset = 0): number {
    return this.#text.charCodeAt(this.#at + offset);
  }

  /** Writes what stands from here up to `end` as a token. */
  #take(kind: Token['kind'], sign: Sign, end: number, text: string): void {
    this.#writer.write(kind, sign, text, this.#at, end);
    this.#at = end;
  }

  #takeSlice(kind: Token['kind'], sign: Sign, length: number): void {
    this.#take(kind, sign, this.#at + length, this.#text.slice(this.#at, this.#at + length));
  }

  #skipSpace(): void {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      let code = text.charCodeAt(at);
      while (code === BLANK || code === NEWLINE) code = text.charCodeAt(++at);
      // What is rarer than spaces and line ends.
      if (code < BLANK || code > 127) {
        this.#at = at;
        at += this.#length(SPACE);
        code = text.charCodeAt(at);
      }
      if (code !== SLASH) break;
      const next = text.charCodeAt(at + 1);
      if (next === SLASH) at = this.#endOfLine(at);
      else if (next === STAR) {
        const end = text.indexOf('*/', at + 2);
        at = end === -1 ? text.length : end + 2;
      } else break;
    }
    this.#at = at;
  }

  #token(): void {
    this.#skipSpace();
    const code = this.#code();
    if (Number.isNaN(code)) return;
    if (isDigit(code) || (code === DOT && isDigit(this.#code(1)))) {
      this.#takeSlice('number', NUMBER, this.#length(NUMBER_TEXT) || 1);
      this.#afterOperand = true;
    } else if (isWord(code)) this.#name(code);
    else if (code === QUOTE || code === APOSTROPHE) this.#string(code);
    else if (code === BACKTICK) this.#template(1);
    else if ((code === HASH || code === BACKSLASH) && this.#oddName()) return;
    else if (code === SLASH && !this.#afterOperand && this.#at >= this.#noRegexBefore) this.#regex();
    else if (code === LESS && this.#beginsTag()) this.#openTag();
    else this.#sign();
  }

  #name(first: number): void {
    const text = this.#text;
    const start = this.#at;
    let end = start + 1;
    let hash = first;
    for (let code = text.charCodeAt(end); isWord(code); code = text.charCodeAt(++end))
      hash = (Math.imul(hash, 31) + code) | 0;
    if (text.charCodeAt(end) === BACKSLASH) {
      this.#oddName();
      return;
    }
    const place = placeOf(text, start, end, hash);
    this.#nameToken(signIn(place), end, wordIn(place));
  }

  /** A private name, or one with escapes. @returns whether there is one: `#` and a backslash may stand alone */
  #oddName(): boolean {
    const length = this.#length(NAME);
    const word = this.#text.slice(this.#at, this.#at + length);
    if (length > 0) this.#nameToken(wordSign(word), this.#at + length, word);
    return length > 0;
  }

  #nameToken(sign: Sign, end: number, text: string): void {
    const member = this.#isMember();
    this.#take('name', sign, end, text);
    this.#afterOperand = member || BEFORE_EXPRESSION[sign] !== 1;
  }

  #isMember(): boolean {
    if (this.#writer.last === DOT || this.#writer.last === OPTIONAL) return true;
    if (!isText(this.#writer.last)) return false;
    const text = this.#writer.lastText;
    return text === '.' || text === '?.';
  }

  #string(quote: number): void {
    const end = endOfString(this.#text, this.#at, quote);
    const closed = this.#text.charCodeAt(end) === quote ? 1 : 0;
    const meant = withoutEscapes(this.#text.slice(this.#at + 1, end));
    this.#take('string', STRING, end + closed, meant);
    this.#afterOperand = true;
  }

  /** Without an end in its line it is none, and nothing else in that line is taken for one. */
  #regex(): void {
    const end = endOfRegex(this.#text, this.#at);
    if (this.#text.charCodeAt(end) !== SLASH) {
      this.#noRegexBefore = end;
      this.#sign();
      return;
    }
    this.#takeSlice('regex', REGEX, endOfFlags(this.#text, end + 1) - this.#at);
    this.#afterOperand = true;
  }

  /** Reads a template's text up to its end or its next substitution. `opening`: signs in front of the text. */
  #template(opening: 0 | 1): void {
    const text = this.#text;
    const end = endOfTemplate(text, this.#at + opening);
    const meant = withoutEscapes(text.slice(this.#at + opening, end));
    const closed = text.charCodeAt(end) === BACKTICK ? 1 : 0;
    this.#take('template', TEMPLATE, end + closed, meant);
    this.#afterOperand = true;
    if (text.charCodeAt(end) !== DOLLAR) return;
    this.#take('punctuation', PUT_IN, end + 2, '${');
    this.#inside.push(IN_TEMPLATE);
    this.#afterOperand = false;
  }

  #sign(): void {
    const sign = signAt(this.#text, this.#at);
    const before = this.#writer.last;
    const written = sign < BLANK ? (this.#text[this.#at] ?? '') : (TEXTS[sign] ?? '');
    const end = this.#at + written.length;
    if (sign === CLOSE_ROUND || sign === CLOSE_SQUARE || sign === CLOSE_CURLY) {
      this.#take('punctuation', sign, end, written);
      const inside = this.#inside.length === 0 ? undefined : this.#inside.pop();
      if (inside?.in === 'template' && sign === CLOSE_CURLY) this.#template(0);
      else this.#afterOperand = inside?.in !== 'bracket' || inside.slashDivides;
      return;
    }
    if (sign === OPEN_ROUND)
      this.#inside.push(BEFORE_CONDITION[before] === 1 ? BEFORE_REGEX : BEFORE_DIVISION);
    else if (sign === OPEN_SQUARE) this.#inside.push(BEFORE_DIVISION);
    else if (sign === OPEN_CURLY)
      this.#inside.push(this.#opensObject(before) ? BEFORE_DIVISION : BEFORE_REGEX);
    this.#take('punctuation', sign, end, written);
    // Behind an operand these are postfix signs; `x!` is TypeScript's.
    this.#afterOperand = (sign === INCREMENT || sign === DECREMENT || sign === BANG) && this.#afterOperand;
  }

  #opensObject(before: Sign): boolean {
    if (BEFORE_OBJECT[before] === 1) return true;
    return isText(before) && OBJECT_FRONT_TEXTS.has(this.#writer.lastText ?? '');
  }

  #beginsTag(): boolean {
    if (!this.#jsx || this.#afterOperand || !/[\w$>]/.test(this.#text[this.#at + 1] ?? '')) return false;
    return this.#length(TYPE_PARAMETERS) === 0;
  }

  #openTag(): void {
    const closing = this.#text[this.#at + 1] === '/';
    this.#takeSlice('jsx', JSX, closing ? 2 : 1);
    this.#inside.push({ in: 'tag', closing });
  }

  #openBrace(): void {
    this.#take('punctuation', OPEN_CURLY, this.#at + 1, '{');
    this.#inside.push(BEFORE_DIVISION);
    this.#afterOperand = false;
  }

  #tagPart(): void {
    this.#skipSpace();
    const part = this.#text.slice(this.#at, this.#at + this.#length(TAG_PART));
    if (part === '') return;
    if (part === '{') {
      this.#openBrace();
      return;
    }
    const tag = this.#inside.at(-1);
    if (part === '/' && this.#text[this.#at + 1] === '>') {
      this.#takeSlice('jsx', JSX, 2);
      this.#inside.pop();
    } else {
      this.#takeSlice('jsx', JSX, part.length);
      if (part !== '>') return;
      this.#inside.pop();
      if (tag?.in === 'tag' && tag.closing) this.#inside.pop();
      else this.#inside.push({ in: 'children' });
    }
    this.#afterOperand = true;
  }

  #child(): void {
    const char = this.#text[this.#at];
    if (char === '{') {
      this.#openBrace();
      return;
    }
    if (char === '<') {
      this.#openTag();
      return;
    }
    let end = this.#at;
    while (end < this.#text.length && this.#text[end] !== '<' && this.#text[end] !== '{') end += 1;
    const text = this.#text.slice(this.#at, end).trim();
    if (text === '') this.#at = end;
    else this.#take('jsx', JSX, end, text);
  }
}

/** What has a text of its own, which may look like a sign. */
function isText(sign: Sign): boolean {
  return sign !== 0 && sign < BLANK && !isWordSign(sign);
}

/** Splits JavaScript or TypeScript into tokens, in time linear in the text, whatever it is. */
export function signedTokens(text: string, jsx: boolean): SignedTokens {
  const found = new JavaScriptLexer(text, jsx).run() ?? new JavaScriptLexer(text, false).run();
  return found ?? { tokens: [], signs: new Uint8Array(0) };
}

/** The tokens alone. */
export function lexJavaScript(text: string, jsx: boolean): Token[] {
  return signedTokens(text, jsx).tokens;
}
