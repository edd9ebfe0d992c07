import { withoutEscapes } from './escapes.ts';
import { Heredocs } from './ruby-heredocs.ts';
import { endOfRegex, wordsOf } from './ruby-texts.ts';
import { endsValue, KEYWORDS, OPERATOR_NAME, PAIRS } from './ruby-words.ts';
import { type Token, TokenWriter } from './token.ts';

/** A text whose end is sought: what closes it, what nests in it, and whether `#{…}` stands for a value. */
interface Quoted {
  readonly close: string;
  readonly open?: string;
  readonly values: boolean;
  /** Brackets of its own kind that are open. */
  depth: number;
}

/** A brace: of a block or a hash, or of a substitution, behind which its text goes on. */
interface Brace {
  readonly text?: Quoted;
}

const SPACE = /(?:[ \t\f\v\r\ufeff]|\\\r?\n)+/y;
const NAME = /(?:\$(?:[\w\u0080-\uffff]+|-\w|[^\s\w])|@{0,2}[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)/y;
const NUMBER = /\d(?:[eE][+-]?\d|\.(?=\d)|\w)*/y;
const PERCENT = /%([wWiIqQrxs]?)([^\w\s\u0080-\uffff])/y;
const CHARACTER = /\?(?:\\[^\n]{1,3}|[^\s\\])(?!\w)/y;
const SIGNS =
  /\*\*=|<=>|===|\.\.\.|<<=|>>=|&&=|\|\|=|&\.|::|->|=>|==|=~|!=|!~|<=|>=|<<|>>|&&|\|\||\*\*|\.\.|[-+*/%|&^]=|[\s\S]/y;
const BLANK_OR_COMMENT = /(?:[ \t\f\v\r\n]+|#[^\n]*)*/y;

class RubyLexer {
  readonly #text: string;
  readonly #writer: TokenWriter;
  readonly #braces: Brace[] = [];
  readonly #heredocs: Heredocs;
  #at = 0;
  #noSlash = false;

  constructor(text: string) {
    this.#text = text;
    this.#writer = new TokenWriter(text);
    this.#heredocs = new Heredocs(text);
  }

  run(): Token[] {
    this.#blockComment();
    while (this.#at < this.#text.length) if (!this.#next()) break;
    this.#endLine(this.#text.length);
    return this.#writer.tokens;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #take(kind: Token['kind'], length: number, text = this.#text.slice(this.#at, this.#at + length)): void {
    const end = Math.min(this.#at + length, this.#text.length);
    this.#writer.write(kind, text, this.#at, end);
    this.#at = end;
  }

  get #last(): Token | undefined {
    return this.#writer.tokens.at(-1);
  }

  /** Whether a value ends here, so that a sign stands between two of them. */
  #behindValue(): boolean {
    return endsValue(this.#last, this.#writer.tokens.at(-2));
  }

  /** `get /x/` is a call, `a / b` a division: the space tells. */
  #beginsText(width: number): boolean {
    const last = this.#last;
    if (last === undefined || !this.#behindValue()) return !this.#namesMethod();
    if (last.kind !== 'name' || KEYWORDS.has(last.text)) return false;
    return last.end < this.#at && !/[\s=]/.test(this.#text[this.#at + width] ?? ' ');
  }

  /** Behind `def` and a dot whatever follows is a name. */
  #namesMethod(): boolean {
    const last = this.#last;
    if (last?.kind === 'name') return last.text === 'def' && this.#writer.tokens.at(-2)?.text !== '.';
    return last?.kind === 'punctuation' && (last.text === '.' || last.text === '&.');
  }

  /** @returns false at the end of the program */
  #next(): boolean {
    this.#at += this.#match(SPACE)?.[0].length ?? 0;
    const char = this.#text[this.#at];
    if (char === undefined) return false;
    if (char === '#') this.#at = this.#endOfLine(this.#at);
    else if (char === '\n') return this.#newline();
    else if (char === '"' || char === "'") this.#quoted(char, 1);
    else if (char === '`' && !this.#namesMethod()) this.#quoted(char, 1);
    else if (/\d/.test(char)) this.#take('number', this.#match(NUMBER)?.[0].length ?? 1);
    else if (char === ':' && this.#symbol()) return true;
    else if (char === '%' && this.#percent()) return true;
    else if (char === '/' && this.#beginsText(1) && this.#regex()) return true;
    else if (char === '<' && this.#heredoc()) return true;
    else if (char === '?' && !this.#behindValue() && this.#character()) return true;
    else if (/[\w$@\u0080-\uffff]/.test(char) && this.#match(NAME) !== null) this.#name();
    else this.#sign(char);
    return true;
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end === -1 ? this.#text.length : end;
  }

  #name(): void {
    let length = this.#match(NAME)?.[0].length ?? 1;
    const end = this.#at + length;
    const [mark = '', behind = ''] = this.#text.slice(end, end + 2);
    if (
      (mark === '?' || mark === '!') &&
      (behind !== '=' || /^==|^=~|^=>/.test(this.#text.slice(end + 1, end + 3)))
    )
      length += 1;
    const colon = this.#at + length;
    const labels =
      this.#text[colon] === ':' && this.#text[colon + 1] !== ':' && !/[$@]/.test(this.#text[this.#at] ?? '');
    if (!labels || (this.#last?.text === '?' && this.#text[colon + 1] !== ' ')) {
      this.#take('name', length);
      return;
    }
    // `a: 1` is `:a => 1`.
    this.#take('string', length);
    this.#take('punctuation', 1, '=>');
  }

  /** @returns false at the end of the program */
  #newline(): boolean {
    const end = this.#at;
    this.#at += 1;
    this.#at = this.#heredocs.read(this.#at, this.#writer.tokens);
    do this.#at += this.#match(BLANK_OR_COMMENT)?.[0].length ?? 0;
    while (this.#blockComment());
    const ahead = this.#text.slice(this.#at, this.#at + 9);
    if (/^(\.(?!\.)|&\.)/.test(ahead)) return true;
    this.#endLine(end);
    return !(this.#text[this.#at - 1] === '\n' && /^__END__\r?(\n|$)/.test(ahead));
  }

  /** @returns whether one was passed */
  #blockComment(): boolean {
    if (!this.#text.startsWith('=begin', this.#at) || (this.#at > 0 && this.#text[this.#at - 1] !== '\n'))
      return false;
    const end = this.#text.indexOf('\n=end', this.#at);
    this.#at = end === -1 ? this.#text.length : this.#endOfLine(end + 1);
    return true;
  }

  #endLine(at: number): void {
    const last = this.#last;
    if (last === undefined || last.kind === 'newline') return;
    // `|x|` ends what a block takes.
    if (last.kind === 'punctuation' && !/^[)\]}|]$/.test(last.text)) return;
    if (last.kind === 'name' && /^(and|or|not)$/.test(last.text)) return;
    this.#writer.write('newline', '', at, at);
  }

  #heredoc(): boolean {
    const found = this.#heredocs.at(this.#at);
    if (found === undefined || (this.#behindValue() && !this.#beginsText(2))) return false;
    this.#heredocs.begin(found, this.#writer.tokens.length);
    this.#take('string', found.length, '');
    return true;
  }

  #character(): boolean {
    const length = this.#match(CHARACTER)?.[0].length;
    if (length === undefined) return false;
    this.#take('string', length, withoutEscapes(this.#text.slice(this.#at + 1, this.#at + length)));
    return true;
  }

  #symbol(): boolean {
    const next = this.#text[this.#at + 1] ?? '';
    if (next === ':') return false;
    if (next === '"' || next === "'") {
      // `x ? "a" :"b"` is taken for a symbol, too: it reads the same.
      this.#quoted(next, 2);
      return true;
    }
    this.#at += 1;
    const name = this.#match(NAME)?.[0] ?? this.#match(OPERATOR_NAME)?.[0];
    this.#at -= 1;
    if (name === undefined || /^\d/.test(name)) return false;
    const mark = /^(?:[?!](?!=)|=(?![=~>]))/.exec(
      this.#text.slice(this.#at + 1 + name.length, this.#at + 4 + name.length),
    );
    const whole = /^\w/.test(name) ? name + (mark?.[0] ?? '') : name;
    this.#take('string', whole.length + 1, whole);
    return true;
  }

  #percent(): boolean {
    const [all, kind = '', open = ''] = this.#match(PERCENT) ?? [];
    if (all === undefined || !this.#beginsText(all.length - (kind === '' ? 0 : 1))) return false;
    if (kind === '' && !/[[({<|!/]/.test(open)) return false;
    if (/[wWiI]/.test(kind)) this.#words(open, all.length);
    else if (kind === 'r') return this.#regex(open, all.length);
    else this.#quoted(open, all.length, kind !== 'q' && kind !== 's');
    return true;
  }

  /** `%w[a b]` is `['a', 'b']`. */
  #words(open: string, length: number): void {
    this.#take('punctuation', length, '[');
    const { words, end } = wordsOf(this.#text, this.#at, open);
    for (const [index, { from, to }] of words.entries()) {
      if (index > 0) this.#writer.write('punctuation', ',', from, from);
      this.#writer.write('string', withoutEscapes(this.#text.slice(from, to)), from, to);
    }
    this.#at = end;
    this.#writer.write('punctuation', ']', this.#at, Math.min(this.#at + 1, this.#text.length));
    this.#at = Math.min(this.#at + 1, this.#text.length);
  }

  #regex(open = '/', length = 1): boolean {
    if (open === '/' && this.#noSlash) return false;
    const end = endOfRegex(this.#text, this.#at + length, open);
    if (end >= this.#text.length && open === '/') {
      this.#noSlash = true;
      return false;
    }
    this.#take(
      'regex',
      end + (/^[a-z]*/.exec(this.#text.slice(end + 1, end + 10))?.[0].length ?? 0) + 1 - this.#at,
    );
    return true;
  }

  #quoted(open: string, length: number, values = open !== "'"): void {
    const close = PAIRS.get(open) ?? open;
    this.#goOn({ close, ...(close !== open && { open }), values, depth: 0 }, length, true);
  }

  /** Reads text up to its end or its next substitution. `opening`: signs in front of the text. */
  #goOn(quoted: Quoted, opening: number, first: boolean): void {
    const from = this.#at + opening;
    let end = from;
    let opens = false;
    for (; end < this.#text.length; end++) {
      const char = this.#text[end];
      if (char === '\\') end += 1;
      else if (quoted.values && char === '#' && this.#text[end + 1] === '{') {
        opens = true;
        break;
      } else if (char === quoted.open) quoted.depth += 1;
      else if (char === quoted.close && quoted.depth-- === 0) break;
    }
    end = Math.min(end, this.#text.length);
    const raw = this.#text.slice(from, end);
    const text = quoted.values ? withoutEscapes(raw) : raw.replace(/\\([\\'])/g, '$1');
    this.#take(first && !opens ? 'string' : 'template', end + (opens ? 0 : 1) - this.#at, text);
    if (opens) {
      this.#take('punctuation', 2, '${');
      this.#braces.push({ text: quoted });
    } else if (
      first &&
      this.#text[this.#at] === ':' &&
      /\s/.test(this.#text[this.#at + 1] ?? '') &&
      /["']/.test(quoted.close)
    ) {
      // `"a": 1`
      if (this.#last?.end === this.#at) this.#take('punctuation', 1, '=>');
    }
  }

  #sign(char: string): void {
    if (char === '{') this.#braces.push({});
    this.#take('punctuation', char === '{' || char === '}' ? 1 : (this.#match(SIGNS)?.[0].length ?? 1));
    if (char !== '}') return;
    const text = this.#braces.pop()?.text;
    if (text !== undefined) this.#goOn(text, 0, false);
  }
}

/**
 * Splits Ruby into tokens, in time linear in the text, whatever it is. Where a line ends a statement stands `newline`.
 * Symbols, labels, characters and heredocs are strings; a label is followed by `=>`, as in the longer way to write it;
 * `%w[a b]` is an array of strings, a text with `#{…}` a template.
 */
export function lexRuby(text: string): Token[] {
  return new RubyLexer(text).run();
}
