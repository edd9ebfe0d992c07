import type { Model, ModelColumn } from '../file-facts/models.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { lexJava } from '../lexer/java-lexer.ts';
import { PlainSource, type Range } from '../lexer/plain-source.ts';

const SCALAR = /^(String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Unsupported)$/;

/** `@map("x")`, `@@index([a, b])`, `@db.VarChar(10)`: the name and what stands in parentheses. */
interface Attribute {
  readonly name: string;
  readonly range: Range;
  readonly values: readonly Range[];
}

/** Reads the models of one schema. Comments, strings and brackets are those of Java. */
class SchemaReader {
  readonly #source: PlainSource;
  readonly #findings = new Findings();
  readonly #models = new Set<string>();
  readonly #enums = new Set<string>();

  constructor(text: string) {
    this.#source = new PlainSource(lexJava(text));
  }

  run(): Findings {
    const source = this.#source;
    const blocks: { readonly name: string; readonly at: number }[] = [];
    for (let at = 0; at < source.tokens.length; at = source.after(at)) {
      const name = source.word(at + 1);
      if (name === undefined || !source.is(at + 2, '{')) continue;
      if (source.is(at, 'model') || source.is(at, 'view')) this.#models.add(name);
      if (source.is(at, 'enum') || source.is(at, 'type')) this.#enums.add(name);
      if (source.is(at, 'model')) blocks.push({ name, at });
      // No table, but what other files say of it is a relation, too.
      if (source.is(at, 'view')) this.#findings.models.push(this.#view(name, at));
    }
    for (const { name, at } of blocks) this.#model(name, at);
    this.#environment();
    return this.#findings;
  }

  #view(ref: string, at: number): Model {
    const lines = this.#source.lines({ from: at, to: this.#source.after(at + 2) });
    return { ref, bases: [], role: 'proxy', columns: [], ...lines, body: '' };
  }

  /** `url = env("DATABASE_URL")` */
  #environment(): void {
    const source = this.#source;
    for (let at = 0; at < source.tokens.length; at++) {
      const { kind, text: name } = source.at(at + 2);
      if (!source.is(at, 'env') || !source.is(at + 1, '(') || kind !== 'string' || name === '') continue;
      const { line, endLine } = source.at(at);
      this.#findings.local.push({ kind: 'env', name, line, endLine, contract: '', body: '' });
    }
  }

  #attributes({ from, to }: Range): Attribute[] {
    const source = this.#source;
    const attributes: Attribute[] = [];
    for (let at = from; at < to; ) {
      if (!source.is(at, '@')) {
        at = source.after(at);
        continue;
      }
      const start = at;
      while (source.is(at, '@')) at += 1;
      let name = source.word(at) ?? '';
      for (at += 1; source.is(at, '.'); at += 2) name += `.${source.word(at + 1) ?? ''}`;
      const values = source.is(at, '(') ? source.elements(at) : [];
      if (source.is(at, '(')) at = source.after(at);
      attributes.push({ name, range: { from: start, to: at }, values });
    }
    return attributes;
  }

  /** `@map("x")` and `@map(name: "x")`. */
  #text(attributes: readonly Attribute[], name: string): string | undefined {
    const value = attributes.find((attribute) => attribute.name === name)?.values[0];
    const last = value && this.#source.at(value.to - 1);
    return last?.kind === 'string' && last.text !== '' ? last.text : undefined;
  }

  #model(ref: string, at: number): void {
    const source = this.#source;
    const { from, to } = source.inside(at + 2);
    const columns: ModelColumn[] = [];
    const own: Attribute[] = [];
    const constraints: string[] = [];
    for (let start = from; start < to; ) {
      let end = source.after(start);
      while (end < to && source.at(end).line === source.at(end - 1).endLine) end = source.after(end);
      const statement = { from: start, to: Math.min(end, to) };
      start = end;
      const attributes = this.#attributes(statement);
      if (source.is(statement.from, '@')) own.push(...attributes);
      else {
        const relation = attributes.find(({ name }) => name === 'relation');
        if (relation !== undefined) constraints.push(source.hash(relation.range));
        else columns.push(...this.#column(statement, attributes));
      }
    }
    const schema = this.#text(own, 'schema');
    const table = this.#text(own, 'map') ?? ref;
    for (const { name, range } of own)
      if (!/^(map|schema|ignore)$/.test(name)) constraints.push(source.hash(range));
    this.#findings.models.push({
      ref,
      table: schema === undefined ? table : `${schema}.${table}`,
      bases: [],
      columns,
      ...source.lines({ from: at, to: source.after(at + 2) }),
      body: constraints.length === 0 ? '' : hashText(constraints.sort().join(' ')),
    });
  }

  /** A field; none where it is of a type that is a model. */
  #column({ from, to }: Range, attributes: readonly Attribute[]): ModelColumn[] {
    const source = this.#source;
    const [name, of] = [source.word(from), source.word(from + 1)];
    if (name === undefined || of === undefined || this.#models.has(of)) return [];
    const first = attributes[0]?.range.from ?? to;
    const optional = source.is(first - 1, '?');
    const type = [source.hash({ from: from + 1, to: first - (optional ? 1 : 0) })];
    const rest: string[] = [];
    for (const { name: attribute, range } of attributes) {
      if (attribute.startsWith('db.')) type.push(source.hash(range));
      else if (!/^(map|ignore)$/.test(attribute)) rest.push(source.hash(range));
    }
    const unknown = !SCALAR.test(of) && !this.#enums.has(of);
    return [
      {
        name: this.#text(attributes, 'map') ?? name,
        ...source.lines({ from, to }),
        type: hashText(type.sort().join(' ')),
        required: !optional,
        rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
        ...(unknown && { of }),
      },
    ];
  }
}

/** Reads the tables of one schema of Prisma, and the environment variables it is told by. */
export function readPrisma(text: string): Findings {
  return new SchemaReader(text).run();
}
