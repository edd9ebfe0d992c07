import { normaliseName } from '../../domain/resource-name.ts';
import type { CSharpNames } from '../csharp/names.ts';
import type { CSharpType } from '../csharp/type-shapes.ts';
import type { Ref } from '../file-facts/names.ts';
import type { ColumnShape, SchemaStep } from '../file-facts/schema.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpPack } from './pack.ts';

type Arguments = ReadonlyMap<string | number, Range>;

/** What a column is called in the call that adds it is not what it is made of; what it was before, neither. */
const NO_SHAPE = /^(name|table|schema|nullable|type|old[A-Z]\w*)$/;

const NOTHING: Range = { from: 0, to: 0 };

/** Reads the way there of one migration. */
class MigrationReader {
  readonly #names: CSharpNames;
  readonly #steps: SchemaStep[];
  readonly #owner: CSharpType;
  readonly #older: boolean;

  constructor(names: CSharpNames, findings: Findings, owner: CSharpType) {
    this.#names = names;
    this.#steps = findings.schema;
    this.#owner = owner;
    this.#older = /DbMigration$/.test(owner.supertypes[0] ?? '');
  }

  read({ from, to }: Range): void {
    const { source } = this.#names;
    for (let at = from; at < to; at++) {
      const word = source.word(at);
      // Before Core what is called is the migration's own.
      if (word === undefined || source.is(at - 1, '.') === this.#older) continue;
      const [open, type] = this.#callAt(at, to);
      if (open === undefined) continue;
      if (!/Table$|Column$/.test(word)) continue;
      const { line } = source.at(at);
      this.#call(
        word,
        this.#names.argumentsOf(open),
        type,
        line,
        source.lines({ from: at, to: source.after(open) }).endLine,
      );
      at = source.after(open) - 1;
    }
  }

  /** `AddColumn<int>(`: where its arguments begin, and its type. */
  #callAt(at: number, to: number): [open: number | undefined, type: Range] {
    const { source } = this.#names;
    let open = at + 1;
    let end = at + 2;
    if (source.is(open, '<')) {
      let angles = 0;
      for (const limit = Math.min(to, at + 40); open < limit; open++) {
        if (source.is(open, '<')) angles += 1;
        else if (source.is(open, '>') && --angles === 0) break;
      }
      end = open;
      open += 1;
    }
    return [source.is(open, '(') ? open : undefined, { from: at + 2, to: end }];
  }

  #text(range: Range | undefined): string | undefined {
    const parts = range && this.#names.textOf(range, this.#owner);
    const texts = (parts ?? []).map((part) => (typeof part === 'string' ? part : this.#constant(part.ref)));
    const text = texts.includes(undefined) ? '' : texts.join('');
    return text === '' ? undefined : text;
  }

  /** A text that the migration gives a name to. */
  #constant(ref: Ref): string | undefined {
    const field = this.#owner.fields.find(({ name }) => ref === `${this.#owner.qualified}.${name}`);
    const [text, ...more] = (field?.value && this.#names.textOf(field.value, this.#owner)) ?? [];
    return typeof text === 'string' && more.length === 0 ? text : undefined;
  }

  #table(given: Arguments, key: string, place: number, schema = 'schema'): string | undefined {
    const name = this.#text(given.get(key) ?? given.get(place));
    if (name === undefined) return undefined;
    const above = this.#text(given.get(schema));
    const named = normaliseName('table', above === undefined ? name : `${above}.${name}`);
    return 'problem' in named ? undefined : named.name;
  }

  #column(given: Arguments, key: string, place: number): string | undefined {
    const name = this.#text(given.get(key) ?? given.get(place));
    const named = name === undefined ? undefined : normaliseName('table', name);
    return named === undefined || 'problem' in named ? undefined : named.name;
  }

  #shape(given: Arguments, type: Range): ColumnShape {
    const { source } = this.#names;
    const written = given.get('type');
    const rest = [...given].flatMap(([key, range]) =>
      typeof key === 'string' && !NO_SHAPE.test(key) ? [`${key} ${source.hash(range)}`] : [],
    );
    const nullable = given.get('nullable');
    return {
      type: hashText(`${source.hash(type)} ${written === undefined ? '' : source.hash(written)}`),
      // Without a word it must have a value; before Core it need not.
      required: nullable === undefined ? !this.#older : !source.is(nullable.from, 'true'),
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
  }

  /** `c => c.String(nullable: false, maxLength: 80)` */
  #shapeIn(range: Range | undefined): ColumnShape {
    const call = range === undefined ? 0 : this.#names.source.find(range, '.') + 1;
    const open = range !== undefined && call < range.to ? this.#callAt(call, range.to)[0] : undefined;
    return this.#shape(
      this.#names.argumentsOf(open),
      open === undefined ? NOTHING : { from: call, to: open },
    );
  }

  #call(word: string, given: Arguments, type: Range, line: number, endLine: number): void {
    const steps = this.#steps;
    if (word === 'CreateTable') {
      this.#create(given, line, endLine);
      return;
    }
    if (word === 'RenameTable') {
      const table = this.#table(given, 'name', 0);
      const to = this.#renamed(given);
      if (table !== undefined && to !== undefined && to !== table)
        steps.push({ does: 'rename table', table, to, line });
      return;
    }
    if (word === 'DropTable') {
      const table = this.#table(given, 'name', 0);
      if (table !== undefined) steps.push({ does: 'drop table', table, line });
      return;
    }
    if (!/^(Add|Drop|Rename|Alter)Column$/.test(word)) return;
    const column = this.#column(given, 'name', this.#older ? 1 : 0);
    const table = this.#table(given, 'table', this.#older ? 0 : 1);
    if (column === undefined || table === undefined) return;
    if (word === 'DropColumn') steps.push({ does: 'drop column', table, column, line });
    else if (word === 'RenameColumn') {
      const to = this.#column(given, 'newName', 2);
      if (to !== undefined) steps.push({ does: 'rename column', table, column, to, line });
    } else {
      const shape = this.#older
        ? this.#shapeIn(given.get('columnAction') ?? given.get(2))
        : this.#shape(given, type);
      if (word === 'AddColumn') steps.push({ does: 'add column', table, column, line, endLine, ...shape });
      else steps.push({ does: 'alter column', table, column, line, ...shape });
    }
  }

  /** A table may get another name, another schema, or both. */
  #renamed(given: Arguments): string | undefined {
    const name = this.#text(given.get('newName') ?? given.get('name') ?? given.get(0));
    if (name === undefined) return undefined;
    const schema =
      this.#text(given.get('newSchema')) ??
      (given.has('newName') ? this.#text(given.get('schema')) : undefined);
    const named = normaliseName('table', schema === undefined ? name : `${schema}.${name}`);
    return 'problem' in named ? undefined : named.name;
  }

  /** `columns: table => new { Id = table.Column<int>(nullable: false) }` */
  #create(given: Arguments, line: number, endLine: number): void {
    const { source } = this.#names;
    const table = this.#table(given, 'name', 0);
    if (table === undefined) return;
    const constraints = given.get('constraints');
    const body = constraints === undefined ? '' : source.hash(constraints);
    this.#steps.push({ does: 'create table', table, line, endLine, body });
    const columns = given.get('columns') ?? given.get('columnsAction') ?? given.get(1);
    const open = columns === undefined ? -1 : source.find(columns, '{');
    if (columns === undefined || open >= columns.to) return;
    for (const element of source.elements(open)) {
      const call = source.find(element, '.') + 1;
      const [paren, type] = this.#callAt(call, element.to);
      if (!source.is(element.from + 1, '=') || paren === undefined) continue;
      const told = this.#names.argumentsOf(paren);
      const name = this.#text(told.get('name')) ?? source.word(element.from) ?? '';
      const named = normaliseName('table', name);
      if ('problem' in named) continue;
      const lines = source.lines(element);
      this.#steps.push({
        does: 'add column',
        table,
        column: named.name,
        ...lines,
        ...this.#shape(told, this.#older ? { from: call, to: paren } : type),
      });
    }
  }
}

/** Migrations of Entity Framework, of Core and before it: https://learn.microsoft.com/ef/core/managing-schemas/migrations */
export const efMigrations: CSharpPack = {
  name: 'ef-migrations',
  family: 'csharp',
  read(names, findings) {
    for (const found of names.file.types) {
      if (!/(^|\.)(Migration|DbMigration)$/.test(found.supertypes[0] ?? '')) continue;
      for (const method of found.methods)
        if (method.name === 'Up') new MigrationReader(names, findings, found).read(method.body);
    }
  },
};
