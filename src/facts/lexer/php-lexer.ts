import { withoutEscapes } from './escapes.ts';
import { type Token, type TokenKind, TokenWriter } from './token.ts';

const OPENING = /<\?(?:php\b|=|(?!xml))/gi;
const SPACE = /\s+/y;
/** What a name begins with: `App\User`, `\strlen`, `$user`. */
const NAME = /\$?[A-Za-z_\u0080-\uffff]|\\[A-Za-z_\u0080-\uffff]/y;
const QUALIFIED = /\\?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff\\]*/y;
const VARIABLE = /\$[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /\.?\d(?:[eE][+-]?\d|[\w.])*/y;
const SIGNS =
  /\?->|->|=>|::|\.\.\.|<=>|===|!==|\*\*=|\?\?=|<<=|>>=|\?\?|\+\+|--|&&|\|\||<<|>>|\*\*|[-+*/%&|^=!<>.]=|[\s\S]/y;
const HEREDOC = /<<<[ \t]*(?:"(\w+)"|'(\w+)'|([A-Za-z_]\w*))[ \t]*\r?\n/y;
/** Code in texts in code in texts, deeper than anybody writes it. */
const DEEPEST = 20;

class PhpLexer {
  readonly #text: string;
  readonly #writer: TokenWriter;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#writer = new TokenWriter(text);
  }

  run(): Token[] {
    while (this.#at < this.#text.length) {
      OPENING.lastIndex = this.#at;
      const opening = OPENING.exec(this.#text);
      if (opening === null) break;
      this.#at = opening.index + opening[0].length;
      this.#code(this.#text.length, 0);
    }
    return this.#writer.tokens;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #take(kind: TokenKind, length: number, text?: string): void {
    const end = Math.min(this.#at + length, this.#text.length);
    this.#writer.write(kind, text ?? this.#text.slice(this.#at, end), this.#at, end);
    this.#at = end;
  }

  /** Reads code up to `end`, to `?>`, or within a text to the brace that closes it. */
  #code(end: number, depth: number): void {
    let braces = 0;
    while (this.#at < end) {
      const text = this.#text;
      const char = text[this.#at] ?? '';
      if (/\s/.test(char)) this.#at += this.#match(SPACE)?.[0].length ?? 1;
      else if (text.startsWith('?>', this.#at)) {
        this.#take('punctuation', 2, ';');
        if (depth === 0) return;
      } else if ((char === '#' && text[this.#at + 1] !== '[') || text.startsWith('//', this.#at))
        this.#line();
      else if (text.startsWith('/*', this.#at)) {
        const close = text.indexOf('*/', this.#at + 2);
        this.#at = close === -1 ? text.length : close + 2;
      } else if (char === "'") this.#single();
      else if (char === '"' || char === '`') this.#double(char, depth);
      else if (char === '<' && text.startsWith('<<<', this.#at) && this.#heredoc(depth)) continue;
      else if (/\d/.test(char) || (char === '.' && /\d/.test(text[this.#at + 1] ?? '')))
        this.#take('number', this.#match(NUMBER)?.[0].length ?? 1);
      else if (/[\w$\\\u0080-\uffff]/.test(char))
        this.#take(this.#match(NAME) ? 'name' : 'punctuation', this.#nameLength());
      else {
        if (char === '{') braces += 1;
        if (char === '}') {
          if (depth > 0 && braces === 0) return;
          braces -= 1;
        }
        const sign = this.#match(SIGNS)?.[0] ?? char;
        this.#take('punctuation', sign.length, sign === '?->' ? '->' : sign);
      }
    }
  }

  #nameLength(): number {
    return (this.#match(VARIABLE) ?? this.#match(QUALIFIED))?.[0].length ?? 1;
  }

  /** A comment ends with its line, and before `?>`. */
  #line(): void {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end === -1 ? undefined : end);
    const close = line.indexOf('?>');
    this.#at += close === -1 ? line.length : close;
  }

  #single(): void {
    const text = this.#text;
    let end = this.#at + 1;
    while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1;
    end = Math.min(end, text.length);
    this.#take('string', end + 1 - this.#at, text.slice(this.#at + 1, end).replace(/\\([\\'])/g, '$1'));
  }

  #double(quote: string, depth: number): void {
    const from = this.#at;
    this.#at += 1;
    this.#interpolated(from, (at) => this.#text[at] === quote, 1, depth);
  }

  #heredoc(depth: number): boolean {
    const found = this.#match(HEREDOC);
    if (found === null) return false;
    const [head, quoted, plain, bare] = found;
    const from = this.#at;
    const body = from + head.length;
    const closing = new RegExp(`^[ \\t]*${quoted ?? plain ?? bare}\\b`, 'gm');
    closing.lastIndex = body;
    const close = closing.exec(this.#text);
    const end = close === null ? this.#text.length : close.index;
    const behind = close === null ? 0 : close[0].length;
    this.#at = body;
    if (plain !== undefined) {
      this.#at = from;
      this.#take('string', end + behind - from, this.#text.slice(body, end).replace(/\r?\n$/, ''));
    } else this.#interpolated(from, (at) => at >= end, behind, depth);
    return true;
  }

  /** Reads a text with variables in it, which began at `from`; one without any is a plain string. */
  #interpolated(from: number, isEnd: (at: number) => boolean, behind: number, depth: number): void {
    const text = this.#text;
    let [start, piece, plain] = [from, this.#at, true];
    const flush = (): void => {
      this.#writer.write('template', withoutEscapes(text.slice(piece, this.#at)), start, this.#at);
      plain = false;
    };
    while (this.#at < text.length && !isEnd(this.#at)) {
      const char = text[this.#at];
      if (char === '\\') this.#at = Math.min(this.#at + 2, text.length);
      else if (
        depth < DEEPEST &&
        ((char === '{' && text[this.#at + 1] === '$') || text.startsWith('${', this.#at))
      ) {
        flush();
        this.#take('punctuation', char === '$' ? 2 : 1, '${');
        this.#code(text.length, depth + 1);
        this.#take('punctuation', 1, '}');
        [start, piece] = [this.#at, this.#at];
      } else if (char === '$' && this.#match(VARIABLE) !== null) {
        flush();
        this.#take('punctuation', 0, '${');
        this.#variable();
        this.#take('punctuation', 0, '}');
        [start, piece] = [this.#at, this.#at];
      } else this.#at += 1;
    }
    const last = withoutEscapes(text.slice(piece, this.#at));
    const end = Math.min(this.#at + behind, text.length);
    this.#writer.write(plain ? 'string' : 'template', last, start, end);
    this.#at = end;
  }

  /** `$user`, `$user->name`, `$row[0]` within a text. */
  #variable(): void {
    this.#take('name', this.#nameLength());
    const member = /(\?->|->)[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|\[[^\]\n"']{0,100}\]/y;
    const found = this.#match(member);
    if (found === null) return;
    if (found[1] !== undefined) {
      this.#take('punctuation', found[1].length, '->');
      this.#take('name', found[0].length - found[1].length);
    } else this.#take('number', found[0].length);
  }
}

/**
 * Splits the PHP in a file into tokens; what stands outside `<?php … ?>` is none. Names carry their namespace, variables
 * their `$`; `?->` is `->`, an attribute's `#[` two signs.
 */
export function lexPhp(text: string): Token[] {
  return new PhpLexer(text).run();
}
