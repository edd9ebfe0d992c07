import { pairBrackets } from '../lexer/brackets.ts';
import { isQuoted, lexSql } from '../lexer/sql-lexer.ts';
import type { Token } from '../lexer/token.ts';

const END: Token = { kind: 'punctuation', text: '', start: 0, end: 0, line: 0, endLine: 0 };

/** Where the way back of a migration begins and ends, in one file with the way there. */
const DOWN =
  /^\s*(?:--|#|\/\/)[\s/+@-]*(?:(?:goose|migrate|migration|micrate|sqlx?)[\s:]+down|!Downs|@?UNDO|rollback)\b/i;
const UP = /^\s*(?:--|#|\/\/)[\s/+@-]*(?:(?:goose|migrate|migration|micrate|sqlx?)[\s:]+up|!Ups)\b/i;

/** Blanks the parts of a migration that take it back; lines keep their numbers. */
function withoutDown(text: string): string {
  let down = false;
  const lines = text.split('\n').map((line) => {
    const head = line.slice(0, 100);
    if (DOWN.test(head)) down = true;
    else if (UP.test(head)) down = false;
    return down ? '' : line;
  });
  return lines.join('\n');
}

/** The tokens of one statement, read from front to back. */
export class SqlCursor {
  readonly #tokens: readonly Token[];
  readonly #partner: Int32Array;
  readonly #end: number;
  at: number;

  constructor(tokens: readonly Token[], partner: Int32Array, from: number, end: number) {
    this.#tokens = tokens;
    this.#partner = partner;
    this.at = from;
    this.#end = end;
  }

  get done(): boolean {
    return this.at >= this.#end;
  }

  get line(): number {
    return this.token().line;
  }

  /** Where the last token that was passed ends. */
  get endLine(): number {
    return this.#tokens[this.at - 1]?.endLine ?? 1;
  }

  token(ahead = 0): Token {
    return this.at + ahead < this.#end ? (this.#tokens[this.at + ahead] ?? END) : END;
  }

  /** The next word in upper case; '' for a name in quotes or anything else. */
  word(ahead = 0): string {
    const token = this.token(ahead);
    return token.kind === 'name' && !isQuoted(token) ? token.text.toUpperCase() : '';
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.token(ahead);
    return token.kind === 'punctuation' && token.text === text;
  }

  /** Passes words if they are next, all or none. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, ahead) => this.word(ahead) === word)) return false;
    this.at += words.length;
    return true;
  }

  takeSign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.at += 1;
    return true;
  }

  /** Passes a name with its schema: `public."Users"`. */
  name(): string | undefined {
    const parts: string[] = [];
    do {
      const token = this.token();
      if (token.kind !== 'name') return undefined;
      parts.push(token.text);
      this.at += 1;
    } while (this.takeSign('.'));
    return parts.join('.');
  }

  /** Passes the next token, a bracket with all that is in it. */
  skip(): void {
    const partner = this.#partner[this.at] ?? -1;
    this.at = Math.max(partner, this.at) + 1;
  }

  /** Splits what follows at its commas: within a parenthesis that is next, else to the end. */
  parts(): SqlCursor[] {
    const inner = this.isSign('(');
    const end = inner ? Math.min(this.#partner[this.at] ?? this.#end, this.#end) : this.#end;
    const parts: SqlCursor[] = [];
    let from = inner ? this.at + 1 : this.at;
    let at = from;
    const close = (): void => {
      if (at > from) parts.push(new SqlCursor(this.#tokens, this.#partner, from, at));
      from = at + 1;
    };
    while (at < end) {
      const token = this.#tokens[at];
      if (token?.kind === 'punctuation' && token.text === ',') {
        close();
        at += 1;
      } else at = Math.max(this.#partner[at] ?? -1, at) + 1;
    }
    at = Math.min(at, end);
    close();
    this.at = inner ? end + 1 : end;
    return parts;
  }

  /** The texts of what is left, in lower case but for strings. */
  rest(): string[] {
    const texts: string[] = [];
    for (; !this.done; this.at++) {
      const { kind, text } = this.token();
      texts.push(kind === 'string' ? JSON.stringify(text) : text.toLowerCase());
    }
    return texts;
  }
}

/** Splits a script into its statements. What a migration does to take itself back is left out. */
export function readScript(text: string): SqlCursor[] {
  const all = lexSql(withoutDown(text));
  const partner = pairBrackets(all);
  const tokens = all.slice(0, partner.length);
  const statements: SqlCursor[] = [];
  let from = 0;
  const close = (at: number): void => {
    if (at > from) statements.push(new SqlCursor(tokens, partner, from, at));
  };
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const batch =
      token?.kind === 'name' && token.text.toUpperCase() === 'GO' && tokens[at - 1]?.line !== token.line;
    if (token?.text === ';' || batch) {
      close(at);
      from = at + 1;
    }
    at = Math.max(partner[at] ?? -1, at) + 1;
  }
  close(tokens.length);
  return statements;
}
