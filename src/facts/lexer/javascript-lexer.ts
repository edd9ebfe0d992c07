import { withoutEscapes } from './escapes.ts';
import { type Token, TokenWriter } from './token.ts';

/** What the lexer is inside of. Braces and parentheses remember what a `/` behind them means. */
type Inside =
  | { readonly in: 'bracket'; readonly slashDivides: boolean }
  | { readonly in: 'template' }
  | { readonly in: 'tag'; readonly closing: boolean }
  | { readonly in: 'children' };

const SPACE = /\s+/y;
const NAME = /#?(?:[\w$\u0080-\uffff]|\\u)+/y;
const NUMBER = /\.?\d(?:[eE][+-]?\d|[\w.])*/y;
const PUNCTUATION = /=>|===?|!==?|\?\.(?!\d)|\?\?=?|&&=?|\|\|=?|\.\.\.|\+\+|--|\*\*=?|[-+*/%&|^]=|[\s\S]/y;
const TAG_PART = /[\w$:.-]+|"[^"]*"|'[^']*'|[\s\S]/y;
/** `<T,>`, `<T extends U>`, `<const T`: type parameters of an arrow function in .tsx. */
const TYPE_PARAMETERS = /<(?:const\s|[\w$]+\s{0,9}(?:,|=|extends\s))/y;

/** Words behind which an expression begins, so that a `/` begins a regular expression. */
const BEFORE_EXPRESSION: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await default extends'.split(' '),
);
const BEFORE_CONDITION: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);
/** Signs in front of a `{` that opens an object or the body of an arrow function, not a block. */
const BEFORE_OBJECT: ReadonlySet<string> = new Set(
  '( [ , = : ? => && || ?? + - ! & | ... === == !== != += ${'.split(' '),
);

const [HASH, STAR, SLASH, BACKSLASH] = [35, 42, 47, 92];
/** Signs that are never the beginning of a longer one. */
const ALONE: ReadonlySet<number> = new Set([...'(){}[];,:~@'].map((sign) => sign.charCodeAt(0)));
/** Words and signs that readers ask for: of these, one text serves all tokens, and comparing them is quick. */
const KNOWN: ReadonlyMap<string, string> = new Map(
  [
    ...BEFORE_EXPRESSION,
    ...BEFORE_CONDITION,
    ...BEFORE_OBJECT,
    ...'import export from as const let var function class async this static get set type interface enum'.split(
      ' ',
    ),
    ...'namespace declare abstract readonly private public protected extends implements require module exports'.split(
      ' ',
    ),
    ...'switch try catch finally break continue string number boolean void any unknown true false null'.split(
      ' ',
    ),
  ].map((word) => [word, word]),
);

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A letter, digit, `_`, `$`, or anything that is not ASCII. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    isDigit(code) ||
    code === 95 ||
    code === 36 ||
    code >= 128
  );
}

class JavaScriptLexer {
  readonly #text: string;
  readonly #jsx: boolean;
  readonly #writer: TokenWriter;
  readonly #inside: Inside[] = [];
  #at = 0;
  /** Whether a `/` or `<` now means an operator: the last token ended an operand. */
  #afterOperand = false;
  #noRegexBefore = 0;

  constructor(text: string, jsx: boolean) {
    this.#text = text;
    this.#jsx = jsx;
    this.#writer = new TokenWriter(text);
  }

  /** @returns undefined where JSX never ended: it was none */
  run(): Token[] | undefined {
    if (this.#text.startsWith('#!')) this.#at = this.#endOfLine(0);
    while (this.#at < this.#text.length) {
      const inside = this.#inside.at(-1)?.in;
      if (inside === 'children') this.#child();
      else if (inside === 'tag') this.#tagPart();
      else this.#token();
    }
    const open = this.#inside.some((inside) => inside.in === 'children' || inside.in === 'tag');
    return open ? undefined : this.#writer.tokens;
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

  /** Writes the next `length` characters as a token. */
  #take(kind: Token['kind'], length: number, text = this.#text.slice(this.#at, this.#at + length)): void {
    this.#writer.write(kind, text, this.#at, this.#at + length);
    this.#at += length;
  }

  #skipSpace(): void {
    for (;;) {
      let code = this.#code();
      while (code === 32 || code === 10) {
        this.#at += 1;
        code = this.#code();
      }
      // What is rarer than spaces and line ends.
      if (code < 32 || code > 127) this.#at += this.#length(SPACE);
      if (this.#code() !== SLASH) return;
      const next = this.#code(1);
      if (next === SLASH) this.#at = this.#endOfLine(this.#at);
      else if (next === STAR) {
        const end = this.#text.indexOf('*/', this.#at + 2);
        this.#at = end === -1 ? this.#text.length : end + 2;
      } else return;
    }
  }

  #token(): void {
    this.#skipSpace();
    const char = this.#text[this.#at];
    if (char === undefined) return;
    const code = this.#code();
    const beginsName = isWord(code) || code === HASH || code === BACKSLASH;
    if (char === '"' || char === "'") this.#string(char);
    else if (char === '`') this.#template(1);
    else if (isDigit(code) || (char === '.' && isDigit(this.#code(1)))) {
      this.#take('number', this.#length(NUMBER) || 1);
      this.#afterOperand = true;
    } else if (beginsName && this.#name()) return;
    else if (char === '/' && !this.#afterOperand && this.#at >= this.#noRegexBefore) this.#regex();
    else if (char === '<' && this.#beginsTag()) this.#openTag();
    else this.#sign();
  }

  /** @returns whether there is one: `#` and a backslash may stand alone */
  #name(): boolean {
    let end = this.#at;
    while (isWord(this.#text.charCodeAt(end))) end += 1;
    const length = this.#code() === HASH || this.#text[end] === '\\' ? this.#length(NAME) : end - this.#at;
    if (length === 0) return false;
    const previous = this.#writer.tokens.at(-1);
    const written = this.#text.slice(this.#at, this.#at + length);
    const word = KNOWN.get(written) ?? written;
    this.#take('name', length, word);
    const member = previous?.text === '.' || previous?.text === '?.';
    this.#afterOperand = member || !BEFORE_EXPRESSION.has(word);
    return true;
  }

  /** A string that is not closed ends with its line. */
  #string(quote: string): void {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== '\n') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end, this.#text.length);
    const raw = this.#text.slice(this.#at + 1, end);
    this.#take('string', end + (this.#text[end] === quote ? 1 : 0) - this.#at, withoutEscapes(raw));
    this.#afterOperand = true;
  }

  /** Without an end in its line it is none, and nothing else in that line is taken for one. */
  #regex(): void {
    let end = this.#at + 1;
    for (let inClass = false; inClass || this.#text[end] !== '/'; end++) {
      const char = this.#text[end];
      if (char === undefined || char === '\n') {
        this.#noRegexBefore = end;
        this.#sign();
        return;
      }
      if (char === '\\') end += 1;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
    }
    end += 1;
    while (/[a-z]/.test(this.#text[end] ?? '')) end += 1;
    this.#take('regex', end - this.#at);
    this.#afterOperand = true;
  }

  /** Reads a template's text up to its end or its next substitution. `opening`: signs in front of the text. */
  #template(opening: 0 | 1): void {
    let end = this.#at + opening;
    while (end < this.#text.length && this.#text[end] !== '`' && !this.#text.startsWith('${', end)) {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end, this.#text.length);
    const text = withoutEscapes(this.#text.slice(this.#at + opening, end));
    this.#take('template', end + (this.#text[end] === '`' ? 1 : 0) - this.#at, text);
    this.#afterOperand = true;
    if (this.#text[end] !== '$') return;
    this.#take('punctuation', 2);
    this.#inside.push({ in: 'template' });
    this.#afterOperand = false;
  }

  #sign(): void {
    const previous = this.#writer.tokens.at(-1);
    // Most signs are one character, of which there is only one text.
    const length = ALONE.has(this.#code()) ? 1 : this.#length(PUNCTUATION);
    const sign = length === 1 ? (this.#text[this.#at] ?? '') : this.#text.slice(this.#at, this.#at + length);
    const inside = this.#inside.at(-1);
    if (sign === ')' || sign === ']' || sign === '}') {
      this.#take('punctuation', 1, sign);
      this.#inside.pop();
      if (inside?.in === 'template' && sign === '}') this.#template(0);
      else this.#afterOperand = inside?.in !== 'bracket' || inside.slashDivides;
      return;
    }
    if (sign === '(') {
      const condition = previous?.kind === 'name' && BEFORE_CONDITION.has(previous.text);
      this.#inside.push({ in: 'bracket', slashDivides: !condition });
    } else if (sign === '[') {
      this.#inside.push({ in: 'bracket', slashDivides: true });
    } else if (sign === '{') {
      const object =
        previous !== undefined && (BEFORE_OBJECT.has(previous.text) || previous.text === 'return');
      this.#inside.push({ in: 'bracket', slashDivides: object });
    }
    this.#take('punctuation', length, KNOWN.get(sign) ?? sign);
    // Behind an operand these are postfix signs; `x!` is TypeScript's.
    this.#afterOperand = (sign === '++' || sign === '--' || sign === '!') && this.#afterOperand;
  }

  #beginsTag(): boolean {
    if (!this.#jsx || this.#afterOperand || !/[\w$>]/.test(this.#text[this.#at + 1] ?? '')) return false;
    return this.#length(TYPE_PARAMETERS) === 0;
  }

  #openTag(): void {
    const closing = this.#text[this.#at + 1] === '/';
    this.#take('jsx', closing ? 2 : 1);
    this.#inside.push({ in: 'tag', closing });
  }

  #openBrace(): void {
    this.#take('punctuation', 1);
    this.#inside.push({ in: 'bracket', slashDivides: true });
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
      this.#take('jsx', 2);
      this.#inside.pop();
    } else {
      this.#take('jsx', part.length);
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
    else this.#take('jsx', end - this.#at, text);
  }
}

/** Splits JavaScript or TypeScript into tokens, in time linear in the text, whatever it is. */
export function lexJavaScript(text: string, jsx: boolean): Token[] {
  return new JavaScriptLexer(text, jsx).run() ?? new JavaScriptLexer(text, false).run() ?? [];
}
