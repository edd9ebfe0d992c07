import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { lexGraphql } from '../lexer/graphql-lexer.ts';
import { type Range, TokenCursor } from '../lexer/token-cursor.ts';

const DEFINED: ReadonlySet<string> = new Set([
  'type',
  'interface',
  'input',
  'enum',
  'union',
  'scalar',
  'directive',
]);
const OPERATION: ReadonlySet<string> = new Set(['query', 'mutation', 'subscription', 'fragment', 'schema']);
const LONGEST_NAME = 200;
/** More than the largest schemas define: what comes behind is the work of no person and no tool. */
const MOST = 30_000;

class SchemaReader {
  readonly #cursor: TokenCursor;
  readonly #findings: Findings;
  readonly #above: number;

  constructor(text: string, above: number, findings: Findings) {
    this.#cursor = new TokenCursor(lexGraphql(text));
    this.#above = above;
    this.#findings = findings;
  }

  read(): void {
    const cursor = this.#cursor;
    for (let at = 0; at < cursor.tokens.length; ) {
      const keyword = cursor.word(at) ?? '';
      if (DEFINED.has(keyword)) at = this.#definition(at);
      else if (OPERATION.has(keyword)) at = this.#pass(at);
      else at = cursor.after(at);
    }
  }

  /** The index behind a query, a fragment or a schema: behind its braces. */
  #pass(from: number): number {
    const cursor = this.#cursor;
    let at = from + 1;
    while (at < cursor.tokens.length && !cursor.is(at, '{') && !this.#begins(at)) at = cursor.after(at);
    return cursor.is(at, '{') ? cursor.after(at) : at;
  }

  /** Tells whether a definition begins at a token. */
  #begins(at: number): boolean {
    const cursor = this.#cursor;
    const named = cursor.word(at + 1) !== undefined || cursor.is(at + 1, '@');
    return DEFINED.has(cursor.word(at) ?? '') && named && !cursor.is(at - 1, 'on') && !cursor.is(at - 1, '|');
  }

  #definition(from: number): number {
    const cursor = this.#cursor;
    const keyword = cursor.word(from) ?? '';
    const sign = keyword === 'directive' && cursor.is(from + 1, '@') ? '@' : '';
    const at = from + 1 + sign.length;
    const name = cursor.word(at);
    if (name === undefined || (keyword === 'directive') !== (sign === '@')) return from + 1;
    const extended = cursor.is(from - 1, 'extend');
    let end = at + 1;
    let open = -1;
    const head: Range[] = [];
    const said: Range[] = [];
    while (end < cursor.tokens.length && open === -1) {
      if (cursor.is(end, '{')) open = end;
      else if (cursor.is(end, '@')) {
        const next = this.#afterDirective(end);
        said.push({ from: end, to: next });
        end = next;
      } else if (this.#endsHead(end)) break;
      else {
        const next = cursor.after(end);
        head.push({ from: end, to: next });
        end = next;
      }
    }
    const to = open === -1 ? end : cursor.after(open);
    if (!extended) {
      const described = cursor.at(from - 1).kind === 'string' ? cursor.at(from - 1).text : '';
      const words =
        keyword === 'directive'
          ? [this.#text(head)]
          : this.#text(head)
              .split(/[ &|=]+/)
              .sort();
      this.#add(
        'type',
        sign + name,
        { from: at, to },
        [keyword, ...words].join(' '),
        `${described} ${this.#text(said)}`,
      );
    }
    if (open !== -1) this.#members(name, open, keyword === 'enum');
    return to;
  }

  /** Tells whether what stands between a name and its braces is over, there being no braces. */
  #endsHead(at: number): boolean {
    const { kind } = this.#cursor.at(at);
    if (kind === 'string') return true;
    if (kind !== 'name' || this.#cursor.is(at - 1, '=') || this.#cursor.is(at - 1, '|')) return false;
    const word = this.#cursor.word(at) ?? '';
    return this.#begins(at) || ((word === 'extend' || OPERATION.has(word)) && !this.#cursor.is(at - 1, '&'));
  }

  #afterDirective(at: number): number {
    const end = at + 2;
    return this.#cursor.is(end, '(') ? this.#cursor.after(end) : end;
  }

  /** Fields, inputs or values: each a name with what follows up to the next one. */
  #members(type: string, open: number, values: boolean): void {
    const cursor = this.#cursor;
    const close = cursor.after(open) - (cursor.partner[open] === -1 ? 0 : 1);
    let described = '';
    for (let at = open + 1; at < close; ) {
      const { kind, text } = cursor.at(at);
      if (kind === 'string') described = text;
      const name = cursor.word(at);
      if (name === undefined || !(values || cursor.is(at + 1, ':') || cursor.is(at + 1, '('))) {
        at = cursor.after(at);
        continue;
      }
      let end = at + 1;
      const contract: Range[] = [];
      const said: Range[] = [];
      if (cursor.is(end, '(')) {
        contract.push({ from: end, to: cursor.after(end) });
        end = cursor.after(end);
      }
      if (cursor.is(end, ':')) {
        const from = end;
        end += 1;
        if (cursor.is(end, '[')) end = cursor.after(end);
        else end += 1;
        while (cursor.is(end, '!')) end += 1;
        contract.push({ from, to: end });
      }
      while (cursor.is(end, '@') || cursor.is(end, '=')) {
        const from = end;
        end = cursor.is(end, '@') ? this.#afterDirective(end) : cursor.after(end + 1);
        said.push({ from, to: end });
      }
      end = Math.min(end, close);
      this.#add(
        'field',
        `${type}.${name}`,
        { from: at, to: end },
        this.#text(contract),
        `${described} ${this.#text(said)}`,
      );
      described = '';
      at = Math.max(end, at + 1);
    }
  }

  /** The tokens of some ranges, without descriptions of arguments. */
  #text(ranges: readonly Range[]): string {
    const cursor = this.#cursor;
    const words: string[] = [];
    for (const { from, to } of ranges) {
      for (let at = from; at < to; at++) {
        const { kind, text } = cursor.at(at);
        const describes =
          kind === 'string' && cursor.at(at + 1).kind === 'name' && !/^[=:]$/.test(cursor.at(at - 1).text);
        if (!describes) words.push(kind === 'string' ? JSON.stringify(text) : text);
      }
    }
    return words.join(' ');
  }

  #add(kind: string, name: string, range: Range, contract: string, body: string): void {
    if (name.length > LONGEST_NAME || this.#findings.local.length >= MOST) return;
    const { line, endLine } = this.#cursor.lines(range);
    this.#findings.local.push({
      kind,
      name,
      line: line + this.#above,
      endLine: endLine + this.#above,
      contract: hashText(contract),
      // Nothing is taken for another thing by its type alone.
      body: hashText(`${name} ${body}`),
    });
  }
}

/**
 * Reads the types, inputs, enums, unions, scalars and directives that a text in GraphQL's schema language defines or
 * extends, with their fields and values. Queries and fragments define nothing.
 *
 * @param above how many lines of its file stand above the text
 */
export function readSchemaText(text: string, above: number, findings: Findings): void {
  new SchemaReader(text, above, findings).read();
}

/** Reads what a file of GraphQL says on its own. */
export function readGraphql(text: string): Findings {
  const findings = new Findings();
  readSchemaText(text, 0, findings);
  return findings;
}
