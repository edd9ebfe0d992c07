import { hashText } from '../hash.ts';
import { lexRuby } from '../lexer/ruby-lexer.ts';
import { KEYWORDS } from '../lexer/ruby-words.ts';
import { type Range, TokenCursor } from '../lexer/token-cursor.ts';

export type { Range } from '../lexer/token-cursor.ts';

const OPENS = /^(module|class|begin|case|for|do|def)$/;
const CONDITION = /^(if|unless|while|until)$/;
const LEAVES = /^(return|break|next|redo|retry|yield)$/;

/** Something that an `end` or a bracket closes. */
interface Open {
  readonly at: number;
  readonly keyword: boolean;
  /** `while x do`: the `do` opens nothing of its own. */
  awaitsDo: boolean;
}

/** The tokens of one Ruby source, with brackets and words paired that have an end. */
export class RubySource extends TokenCursor {
  readonly #text: string;

  constructor(text: string) {
    super(lexRuby(text));
    this.#text = text;
    this.#pairWords();
  }

  #pairWords(): void {
    const open: Open[] = [];
    const { tokens, partner } = this;
    for (let at = 0; at < tokens.length; at++) {
      const { kind, text } = this.at(at);
      if (kind === 'punctuation' && (partner[at] ?? -1) > at)
        open.push({ at, keyword: false, awaitsDo: false });
      else if (kind === 'punctuation' && (partner[at] ?? at) !== at && this.isCloser(at)) {
        for (let top = open.pop(); top?.keyword; top = open.pop()) partner[top.at] = at;
      } else if (kind === 'newline') {
        const top = open.at(-1);
        if (top !== undefined) top.awaitsDo = false;
      } else if (kind === 'name' && this.#isWord(at)) {
        const top = open.at(-1);
        if (text === 'end') {
          if (top?.keyword !== true) continue;
          open.pop();
          partner[top.at] = at;
          partner[at] = top.at;
        } else if (text === 'do' && top?.awaitsDo === true) top.awaitsDo = false;
        else if (this.#opens(at))
          open.push({ at, keyword: true, awaitsDo: /^(while|until|for)$/.test(text) });
      }
    }
    for (const { at } of open) partner[at] = tokens.length;
  }

  /** Not the name of a method, as `class` is in `x.class`. */
  #isWord(at: number): boolean {
    return !this.is(at - 1, '.') && !this.is(at - 1, '&.') && !this.is(at - 1, 'def');
  }

  #opens(at: number): boolean {
    const { text } = this.at(at);
    if (text === 'def') return !this.#isEndless(at);
    return OPENS.test(text) || (CONDITION.test(text) && this.beginsExpression(at));
  }

  /** Tells whether nothing that is a value stands in front: `x if y` is what `if y` is not. */
  beginsExpression(at: number): boolean {
    const { kind, text } = this.at(at - 1);
    if (at === 0 || kind === 'newline') return true;
    if (kind === 'punctuation') return !/^[)\]}]$/.test(text);
    return kind === 'name' && this.#isWord(at - 1) && KEYWORDS.has(text) && !LEAVES.test(text);
  }

  /** Where the name of a method stands that is defined here: behind `self.`, too. */
  nameOfDef(def: number): number {
    return this.is(def + 2, '.') && this.at(def + 3).kind !== 'newline' ? def + 3 : def + 1;
  }

  /** What stands behind a method's name: `=` is part of it where it follows at once. */
  behindName(name: number): number {
    const next = this.at(name + 1);
    const adjacent = next.start === this.at(name).end;
    if (this.at(name).kind === 'name') return this.is(name + 1, '=') && adjacent ? name + 2 : name + 1;
    // `[]=`, `-@`
    let at = name + 1;
    while (
      this.at(at).kind === 'punctuation' &&
      at < this.tokens.length &&
      this.at(at).start === this.at(at - 1).end &&
      !this.is(at, '(') &&
      !this.is(at, ';')
    )
      at += 1;
    return at;
  }

  /** `def x = 1`, `def x(a) = a` */
  #isEndless(def: number): boolean {
    const behind = this.behindName(this.nameOfDef(def));
    return this.is(this.is(behind, '(') ? this.after(behind) : behind, '=');
  }

  /** The index of the first of some signs or words outside what is paired, or the end. */
  find({ from, to: end }: Range, ...texts: readonly string[]): number {
    const to = Math.min(end, this.tokens.length);
    let at = from;
    while (at < to && !texts.some((text) => this.is(at, text))) at = this.after(at);
    return Math.min(at, to);
  }

  isEndOfStatement(at: number): boolean {
    return this.at(at).kind === 'newline' || this.is(at, ';');
  }

  /** Splits what stands in a body into its statements. */
  statements({ from, to }: Range): Range[] {
    const found: Range[] = [];
    for (let start = from; start < to; ) {
      let end = start;
      while (end < to && !this.isEndOfStatement(end)) end = Math.max(this.after(end), end + 1);
      end = Math.min(end, to);
      if (end > start) found.push({ from: start, to: end });
      start = end + 1;
    }
    return found;
  }

  /** What is left of a range without the ends of lines around it. */
  trim({ from, to }: Range): Range {
    let [start, end] = [from, to];
    while (start < end && this.at(start).kind === 'newline') start += 1;
    while (end > start && this.at(end - 1).kind === 'newline') end -= 1;
    return { from: start, to: end };
  }

  /** The elements between a bracket and its partner, as they are without the ends of lines around them. */
  parts(open: number): Range[] {
    return this.elements(open)
      .map((range) => this.trim(range))
      .filter(({ from, to }) => to > from);
  }

  /** `:a`, `a:` in front of a value, not `"a"`. */
  isSymbol(at: number): boolean {
    const { kind, start, end } = this.at(at);
    if (kind !== 'string') return false;
    const char = this.#text[start] ?? '';
    return (
      char === ':' ||
      (/[\w\u0080-\uffff]/.test(char) && this.is(at + 1, '=>') && this.at(at + 1).start === end)
    );
  }

  /** Hashes tokens: white space, comments, kinds of quotes and trailing commas make no difference. */
  hash(...ranges: readonly Range[]): string {
    const parts: string[] = [];
    for (const range of ranges) {
      const { from, to } = this.trim(range);
      for (let at = from; at < to; at++) {
        const { kind, text } = this.at(at);
        const separates = kind === 'newline' || this.is(at, ';');
        if ((separates || this.is(at, ',')) && (this.isCloser(at + 1) || this.at(at + 1).kind === 'newline'))
          continue;
        if (separates) parts.push(';');
        else if (kind === 'string') parts.push(this.isSymbol(at) ? `:${text}` : JSON.stringify(text));
        else parts.push(kind === 'template' ? `${kind} ${text}` : text);
      }
      parts.push('\0');
    }
    return parts.every((part) => part === '\0') ? '' : hashText(parts.join(' '));
  }
}
