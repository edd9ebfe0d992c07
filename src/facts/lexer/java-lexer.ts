import { withoutEscapes } from './escapes.ts';
import { PlainLexer } from './plain-lexer.ts';
import type { Token } from './token.ts';

/** `>>` is two signs: it ends two lists of type arguments. */
const SIGNS = /->|::|\.\.\.|\+\+|--|&&|\|\||<=|[-+*/%&|^=!>]=|[\s\S]/y;

/** What the lines of a text block are indented by, that is taken away. */
function withoutIndent(raw: string): string {
  const lines = raw.replace(/^[ \t\f]*\r?\n/, '').split('\n');
  const last = lines.length - 1;
  const indents = lines.flatMap((line, index) =>
    line.trim() === '' && index < last ? [] : [line.length - line.trimStart().length],
  );
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Number.isFinite(indent) ? indent : 0).trimEnd()).join('\n');
}

class JavaLexer extends PlainLexer {
  protected readonly signs = SIGNS;

  protected quoted(quote: string): void {
    if (quote === '`') this.take('punctuation', 1);
    else if (this.text.startsWith('"""', this.at)) this.#block();
    else this.takeQuoted(quote);
  }

  #block(): void {
    let end = this.at + 3;
    while (end < this.text.length && !this.text.startsWith('"""', end))
      end += this.text[end] === '\\' ? 2 : 1;
    end = Math.min(end, this.text.length);
    const text = withoutEscapes(withoutIndent(this.text.slice(this.at + 3, end)));
    this.take('string', Math.min(end + 3, this.text.length) - this.at, text);
  }
}

/** Splits Java source into tokens. Characters are numbers; a text block is a string without its indentation. */
export function lexJava(text: string): Token[] {
  return new JavaLexer(text).run();
}
