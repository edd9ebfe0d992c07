import { PlainLexer } from './plain-lexer.ts';
import type { Token } from './token.ts';

const SIGNS = /:=|<-|\.\.\.|\+\+|--|&&|\|\||&\^=?|<<=?|>>=?|[-+*/%&|^=!<>]=|[\s\S]/y;
/** Words behind which a statement may end with its line; behind any other keyword it goes on. */
const ENDS: ReadonlySet<string> = new Set(['break', 'continue', 'fallthrough', 'return']);
const GOES_ON: ReadonlySet<string> = new Set(
  (
    'case chan const default defer else for func go goto if import interface map package range select struct switch ' +
    'type var'
  ).split(' '),
);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}', '++', '--']);

class GoLexer extends PlainLexer {
  protected readonly signs = SIGNS;

  protected quoted(quote: string): void {
    if (quote !== '`') {
      this.takeQuoted(quote);
      return;
    }
    const close = this.text.indexOf('`', this.at + 1);
    const end = close === -1 ? this.text.length : close;
    const raw = this.text.slice(this.at + 1, end).replaceAll('\r', '');
    this.take('string', Math.min(end + 1, this.text.length) - this.at, raw);
  }

  /** Go reads a semicolon where a line ends behind what can end a statement. */
  protected override lineEnds(): void {
    const last = this.writer.tokens.at(-1);
    if (last === undefined) return;
    const ends =
      last.kind === 'punctuation'
        ? CLOSES.has(last.text)
        : last.kind !== 'name' || ENDS.has(last.text) || !GOES_ON.has(last.text);
    if (ends) this.writer.write('punctuation', ';', last.end, last.end);
  }
}

/** Splits Go source into tokens. Semicolons that Go itself puts in are tokens without a width; runes are numbers. */
export function lexGo(text: string): Token[] {
  return new GoLexer(text).run();
}
