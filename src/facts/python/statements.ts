import type { PythonSource, Range } from './source.ts';

/** A statement; one with a block ends in the block's last statement. `else` and `except` are statements of their own. */
export interface Statement {
  /** What stands behind each `@`. */
  readonly decorators: readonly Range[];
  /** Of a statement with a block: all in front of its colon. */
  readonly head: Range;
  /** The word it begins with, `def` also behind `async`; empty where it begins with none. */
  readonly word: string;
  readonly body?: readonly Statement[];
  /** The index behind all of it. */
  readonly to: number;
}

const WITH_BLOCK: ReadonlySet<string> = new Set(
  'def class if elif else for while try except finally with case'.split(' '),
);

class StatementReader {
  readonly #source: PythonSource;
  #at = 0;

  constructor(source: PythonSource) {
    this.#source = source;
  }

  /** Reads statements up to the end of their block. */
  block(): Statement[] {
    const statements: Statement[] = [];
    while (this.#at < this.#source.tokens.length) {
      const { kind } = this.#source.at(this.#at);
      if (kind === 'dedent') break;
      if (kind === 'newline') this.#at += 1;
      // Nothing opens this block: what is in it is read as if it stood outside.
      else if (kind === 'indent') for (const statement of this.#indented()) statements.push(statement);
      else for (const statement of this.#line()) statements.push(statement);
    }
    return statements;
  }

  #indented(): Statement[] {
    this.#at += 1;
    const statements = this.block();
    this.#at += 1;
    return statements;
  }

  #endOfLine(): number {
    let at = this.#at;
    while (at < this.#source.tokens.length && this.#source.at(at).kind !== 'newline') at += 1;
    return at;
  }

  #line(): Statement[] {
    const source = this.#source;
    const decorators: Range[] = [];
    while (source.is(this.#at, '@')) {
      const end = this.#endOfLine();
      decorators.push({ from: this.#at + 1, to: end });
      this.#at = end + 1;
    }
    const kind = source.at(this.#at).kind;
    if (kind === 'indent' || kind === 'dedent' || this.#at >= source.tokens.length) return [];
    const start = this.#at;
    const end = this.#endOfLine();
    const word = source.word(source.is(start, 'async') ? start + 1 : start) ?? '';
    const opensBlock = source.is(end - 1, ':') && source.at(end + 1).kind === 'indent';
    const colon = opensBlock ? end - 1 : WITH_BLOCK.has(word) ? this.#colon(start, end) : end;
    const head = { from: start, to: colon };
    if (colon === end) {
      this.#at = end + 1;
      return this.#simple(start, end);
    }
    let body: Statement[];
    if (opensBlock) {
      this.#at = end + 1;
      body = this.#indented();
    } else {
      body = this.#simple(colon + 1, end);
      this.#at = end + 1;
    }
    return [{ decorators, head, word, body, to: body.at(-1)?.to ?? end }];
  }

  /** The colon behind which a block begins: not that of a lambda or a slice. */
  #colon(from: number, to: number): number {
    let lambdas = 0;
    for (let at = from; at < to; at = this.#source.after(at)) {
      if (this.#source.is(at, 'lambda')) lambdas += 1;
      else if (this.#source.is(at, ':') && lambdas-- <= 0) return at;
    }
    return to;
  }

  #simple(from: number, to: number): Statement[] {
    const statements: Statement[] = [];
    for (let start = from; start < to; ) {
      const end = this.#source.find({ from: start, to }, ';');
      const word = this.#source.word(start) ?? '';
      if (end > start) statements.push({ decorators: [], head: { from: start, to: end }, word, to: end });
      start = end + 1;
    }
    return statements;
  }
}

/** Reads the statements of a source, whatever of it is well formed. */
export function readStatements(source: PythonSource): readonly Statement[] {
  const statements: Statement[] = [];
  const reader = new StatementReader(source);
  for (const statement of reader.block()) statements.push(statement);
  return statements;
}
