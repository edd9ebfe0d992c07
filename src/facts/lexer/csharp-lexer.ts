import { withoutEscapes } from './escapes.ts';
import { PlainLexer } from './plain-lexer.ts';
import type { Token } from './token.ts';

/** `>>` is two signs: it ends two lists of type arguments. */
const SIGNS = /=>|\?\?=?|\?\.|::|\.\.|->|\+\+|--|&&|\|\||<=|[-+*/%&|^=!>]=|[\s\S]/y;
/** What stands in front of a text: `$` for holes, as many as braces make one, `@` for no escapes. */
const OPENING = /(\$*)(@?)(\$?)("+)/y;
const DIRECTIVE = /^[ \t]*#[ \t]*(\w*)[ \t]*([^\r\n]*)/;

/** A text with holes: how it is written, and how many brackets are open in the hole that is read. */
interface Template {
  /** Quotes of a raw text; 1 of any other. */
  readonly quotes: number;
  readonly verbatim: boolean;
  /** How many braces open a hole. */
  readonly braces: number;
  depth: number;
}

/** What the lines of a raw text are indented by is what its last line is indented by. */
function withoutIndent(raw: string): string {
  if (!raw.includes('\n')) return raw;
  const lines = raw.split('\n').map((line) => line.replace(/\r$/, ''));
  const indent = (lines.pop() ?? '').length;
  return lines
    .slice(1)
    .map((line) => line.slice(indent))
    .join('\n');
}

class CSharpLexer extends PlainLexer {
  protected readonly signs = SIGNS;
  readonly #templates: Template[] = [];

  protected override special(): boolean {
    const char = this.text[this.at];
    if (char === '#' && this.#beginsLine()) {
      this.#directive();
      return true;
    }
    if (char !== '"' && char !== '$' && char !== '@') return false;
    OPENING.lastIndex = this.at;
    const [whole, before = '', at = '', after = '', quotes = ''] = OPENING.exec(this.text) ?? [];
    if (whole !== undefined) {
      this.#text(whole.length - quotes.length, before.length + after.length, at !== '', quotes.length);
      return true;
    }
    if (char === '"' || !/[\p{L}_]/u.test(this.text[this.at + 1] ?? '')) return false;
    // `@class` is a name like any other.
    this.at += 1;
    return true;
  }

  protected quoted(quote: string): void {
    if (quote === "'") this.takeQuoted(quote);
    else this.take('punctuation', 1);
  }

  protected override take(kind: Token['kind'], length: number, text?: string): void {
    super.take(kind, length, text);
    const hole = this.#templates.at(-1);
    if (hole === undefined || kind !== 'punctuation') return;
    const sign = this.text[this.at - 1];
    if (sign === '(' || sign === '[' || sign === '{') hole.depth += 1;
    else if (sign === ')' || sign === ']') hole.depth -= 1;
    else if (sign === '}') {
      hole.depth -= 1;
      if (hole.depth < 0) this.#holeEnds(hole);
    } else if (sign === ':' && length === 1 && hole.depth === 0) this.#format();
  }

  /** `{price:N2}`: how a value is written is passed over. */
  #format(): void {
    while (this.at < this.text.length && !/[}"\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  #holeEnds(hole: Template): void {
    this.#templates.pop();
    for (let left = hole.braces - 1; left > 0 && this.text[this.at] === '}'; left--) this.at += 1;
    this.#piece(hole, this.at, 0);
  }

  #text(prefix: number, dollars: number, verbatim: boolean, quotes: number): void {
    const raw = !verbatim && quotes >= 3;
    const template = { quotes: raw ? quotes : 1, verbatim, braces: Math.max(dollars, 1), depth: 0 };
    if (dollars > 0) this.#piece(template, this.at, prefix + template.quotes);
    else {
      const from = this.at + prefix + template.quotes;
      const to = this.#endOf(template, from, false);
      this.#write('string', template, from, to, true, false);
    }
  }

  /** Where a text, or a part of it up to a hole, ends. */
  #endOf({ quotes, verbatim, braces }: Template, from: number, holes: boolean): number {
    const { text } = this;
    let at = from;
    while (at < text.length) {
      const char = text[at];
      if (char === '"') {
        let end = at;
        while (text[end] === '"') end += 1;
        const run = end - at;
        if (quotes > 1) {
          // Quotes in front of those that end it are part of it.
          if (run >= quotes) return end - quotes;
          at = end;
        } else if (verbatim && run > 1) {
          if (run % 2 === 1) return end - 1;
          at = end;
        } else return at;
      } else if (holes && char === '{') {
        let end = at;
        while (text[end] === '{') end += 1;
        const run = end - at;
        // Of one brace two mean itself; of several, what is in front of the last ones does.
        if (quotes > 1 ? run >= braces : run % 2 === 1) return end - (quotes > 1 ? braces : 1);
        at = end;
      } else if (char === '\n' && quotes === 1 && !verbatim) return at;
      else at += char === '\\' && quotes === 1 && !verbatim ? 2 : 1;
    }
    return text.length;
  }

  /** Reads on in a text with holes, up to its next hole or its end. */
  #piece(template: Template, start: number, opening: number): void {
    this.at = start;
    const from = start + opening;
    const to = this.#endOf(template, from, true);
    const hole = this.text[to] === '{';
    this.#write(opening > 0 && !hole ? 'string' : 'template', template, from, to, !hole, true);
    if (!hole) return;
    super.take('punctuation', template.quotes > 1 ? template.braces : 1, '${');
    this.#templates.push({ ...template, depth: 0 });
  }

  #write(
    kind: 'string' | 'template',
    { quotes, verbatim, braces }: Template,
    from: number,
    to: number,
    ends: boolean,
    holes: boolean,
  ): void {
    const written = this.text.slice(from, to);
    let meant = written;
    if (quotes > 1) meant = kind === 'string' ? withoutIndent(written) : written;
    else meant = verbatim ? written.replaceAll('""', '"') : withoutEscapes(written);
    if (holes && braces === 1 && quotes === 1) meant = meant.replaceAll('{{', '{').replaceAll('}}', '}');
    const closed = ends && this.text[to] === '"' ? quotes : 0;
    super.take(kind, Math.min(to + closed, this.text.length) - this.at, meant);
  }

  #beginsLine(): boolean {
    let at = this.at - 1;
    while (this.text[at] === ' ' || this.text[at] === '\t') at -= 1;
    return at < 0 || this.text[at] === '\n' || this.text[at] === '\uFEFF';
  }

  #lineAt(from: number): string {
    const end = this.text.indexOf('\n', from);
    return this.text.slice(from, end === -1 ? this.text.length : end);
  }

  /** Of the branches of `#if` the first is read: taken together, they would open more braces than they close. */
  #directive(): void {
    const line = this.#lineAt(this.at);
    const [, word = '', condition = ''] = DIRECTIVE.exec(line) ?? [];
    this.at += line.length;
    if (word === 'else' || word === 'elif') this.#skipBranches(false);
    else if (word === 'if' && /^(false|0)\b/.test(condition)) this.#skipBranches(true);
  }

  /** Passes lines up to the end of the condition, or up to its next branch. */
  #skipBranches(toNext: boolean): void {
    for (let depth = 0; this.at < this.text.length; ) {
      this.at += 1;
      const line = this.#lineAt(this.at);
      const [, word] = DIRECTIVE.exec(line) ?? [];
      this.at += line.length;
      if (word === 'if') depth += 1;
      else if (depth > 0) depth -= word === 'endif' ? 1 : 0;
      else if (word === 'endif' || (toNext && (word === 'else' || word === 'elif'))) return;
    }
  }
}

/**
 * Splits C# source into tokens. Characters are numbers; a text with holes is a sequence as in JavaScript: `template`,
 * `${`, the tokens inside, `}`, `template` …
 */
export function lexCSharp(text: string): Token[] {
  return new CSharpLexer(text).run();
}
