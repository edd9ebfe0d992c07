import { withoutEscapes } from './escapes.ts';
import { PlainLexer } from './plain-lexer.ts';
import type { Token } from './token.ts';

/** `>>` is two signs: it ends two lists of type arguments. */
const SIGNS = /->|::|\.\.<?|\?:|\?\.|!!|\+\+|--|&&|\|\||[-+*/%^!=<>]=|[\s\S]/y;
const NAME = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;

/** A text that goes on behind what is put into it: with what it ends, and how many braces are open until then. */
interface Pending {
  readonly close: '"' | '"""';
  braces: number;
}

class KotlinLexer extends PlainLexer {
  protected readonly signs = SIGNS;
  readonly #pending: Pending[] = [];

  protected override special(): boolean {
    const pending = this.#pending.at(-1);
    const char = this.text[this.at];
    if (pending === undefined || (char !== '{' && char !== '}')) return false;
    pending.braces += char === '{' ? 1 : -1;
    if (pending.braces >= 0) return false;
    this.#pending.pop();
    this.take('punctuation', 1, ')');
    this.#join();
    this.#piece(pending.close);
    return true;
  }

  protected quoted(quote: string): void {
    if (quote === '`') this.#bare();
    else if (quote === "'") this.takeQuoted(quote);
    else {
      const close = this.text.startsWith('"""', this.at) ? '"""' : '"';
      this.at += close.length;
      this.#piece(close);
    }
  }

  /** A name that would not be one by its signs. */
  #bare(): void {
    const end = this.endOfQuoted('`');
    const closed = this.text[end] === '`';
    this.take('name', end + (closed ? 1 : 0) - this.at, this.text.slice(this.at + 1, end));
  }

  #join(): void {
    this.writer.write('punctuation', '+', this.at, this.at);
  }

  /** Takes a text up to its end, or to what is put into it: `"a$b"` is `"a" + b + ""`, `"${a}b"` is `"" + (a) + "b"`. */
  #piece(close: Pending['close']): void {
    const { text } = this;
    const raw = close === '"""';
    for (;;) {
      const from = this.at;
      let end = from;
      let name: string | undefined;
      for (; end < text.length && !text.startsWith(close, end); end++) {
        const char = text[end];
        if (!raw && char === '\n') break;
        if (!raw && char === '\\') end += 1;
        else if (char === '$') {
          NAME.lastIndex = end + 1;
          name = text[end + 1] === '{' ? '' : NAME.exec(text)?.[0];
          if (name !== undefined) break;
        }
      }
      end = Math.min(end, text.length);
      const piece = text.slice(from, end);
      const written = raw ? piece : withoutEscapes(piece);
      if (name === undefined) {
        // Quotes in front of the last three are part of a raw text.
        let stop = text.startsWith(close, end) ? end + close.length : end;
        while (raw && stop > end && text[stop] === '"') stop += 1;
        this.take('string', Math.max(stop - from, 0), written);
        return;
      }
      this.take('string', end - from, written);
      this.#join();
      if (name === '') {
        this.take('punctuation', 2, '(');
        this.#pending.push({ close, braces: 0 });
        return;
      }
      this.at += 1;
      this.take('name', name.length);
      this.#join();
    }
  }

  /** Comments may stand in comments. */
  protected override endOfComment(): number {
    const { text } = this;
    let depth = 1;
    for (let at = this.at + 2; at < text.length; at++) {
      if (text.startsWith('/*', at)) {
        depth += 1;
        at += 1;
      } else if (text.startsWith('*/', at)) {
        depth -= 1;
        at += 1;
        if (depth === 0) return at + 1;
      }
    }
    return text.length;
  }
}

/** Splits Kotlin source into tokens. A text with something put into it is a sum; characters are numbers. */
export function lexKotlin(text: string): Token[] {
  return new KotlinLexer(text).run();
}
