import type { ModelColumn, TableNaming } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { type Base, basesOf } from '../python/class-bases.ts';
import { nameAndOpen, readArguments } from '../python/functions.ts';
import type { Chain, Link, PythonNames } from '../python/names.ts';
import type { Binding, Defined } from '../python/scopes.ts';
import type { Range } from '../python/source.ts';
import { isAbout, isMigration } from './about.ts';

/** What an argument of a column is besides its type. */
const NO_TYPE = /^(ForeignKey|Sequence|Identity|Computed|CheckConstraint|FetchedValue)$/;
const COLUMN = /^(Column|mapped_column)$/;
/** Functions of one's own that give a column: `reference_col("users")`. */
const OWN_COLUMN = /_col(umn)?$/i;
const NO_COLUMN = /^(relationship|backref|column_property|association_proxy|synonym|composite|Relationship)$/;
const NAMES = /^(name|nullable|primary_key|comment|doc|info|key|type_|init|repr|sa_column)$/;

/** Reads the tables of SQLAlchemy, Flask-SQLAlchemy and SQLModel. */
class TableReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #methods = new Map<Ref, Defined[]>();

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    for (const defined of names.scopes.functions) {
      const { kind, owner } = defined.around;
      const declares = defined.statement.decorators.some(({ from, to }) => declared(names, from, to));
      if (kind !== 'class' || owner === undefined || !declares) continue;
      const methods = this.#methods.get(owner);
      if (methods === undefined) this.#methods.set(owner, [defined]);
      else methods.push(defined);
    }
  }

  run(): void {
    for (const defined of this.#names.scopes.classes) this.#class(defined);
    for (let at = 0; at < this.#names.source.tokens.length; at++)
      if (this.#names.source.is(at, 'Table') && this.#names.source.is(at + 1, '(')) this.#table(at);
  }

  #lastName(chain: Chain | undefined): string {
    const member = chain?.links.at(-2);
    return member?.does === 'member' ? member.name : chain === undefined ? '' : this.#called(chain);
  }

  /** What a name is called where it comes from: `import Column as C`. */
  #called({ head }: Chain): string {
    const word = this.#names.source.word(head) ?? '';
    return this.#names.scopes.find(word, head)?.import?.name ?? word;
  }

  #class(defined: Defined): void {
    const names = this.#names;
    const { ref, scope, statement } = defined;
    const bases = basesOf(names, defined);
    const sqlModel =
      bases.some(({ name }) => /(^|\.)SQLModel$/.test(name)) || this.#keyword(defined, 'table');
    const columns: ModelColumn[] = [];
    for (const [name, binding] of scope.names) {
      const column = this.#column(name, binding, sqlModel);
      if (column !== undefined) columns.push(column);
    }
    for (const method of this.#methods.get(ref) ?? []) {
      const column = this.#declared(method);
      if (column !== undefined) columns.push(column);
    }
    const tablename = scope.names.get('__tablename__')?.value;
    const written = tablename && names.literal(tablename);
    const naming = this.#naming(defined, bases);
    if (columns.length === 0 && written === undefined && naming === undefined && bases.length === 0) return;
    const own = bases.flatMap((base) => (base.ref === undefined || isLibrary(base) ? [] : [base.ref]));
    if (columns.length === 0 && written === undefined && naming === undefined && own.length === 0) return;
    const isAbstract = scope.names.get('__abstract__')?.value;
    const given = scope.names.get('__table_args__')?.value;
    const schema = given && this.#schema(given);
    // What is derived from nothing is no table by itself, but hands on how tables are called.
    const mixin = naming !== undefined && bases.length === 0 && statement.decorators.length === 0;
    const { line, endLine } = names.source.lines({ from: statement.head.from, to: statement.to });
    this.#findings.models.push({
      ref,
      ...(written !== undefined && { table: schema === undefined ? written : `${schema}.${written}` }),
      ...(naming !== undefined && { naming }),
      bases: own,
      ...((isAbstract !== undefined || mixin) && { role: 'abstract' as const }),
      columns,
      line,
      endLine,
      body: given === undefined ? '' : names.source.hash([given]),
    });
  }

  /** `class Hero(SQLModel, table=True)`. */
  #keyword({ statement }: Defined, name: string): boolean {
    const { source } = this.#names;
    const { open } = nameAndOpen(source, statement);
    const value = source.is(open, '(') ? readArguments(source, open).named.get(name) : undefined;
    return value !== undefined && source.is(value.from, 'True');
  }

  #naming(defined: Defined, bases: readonly Base[]): TableNaming | undefined {
    if (this.#keyword(defined, 'table')) return 'lower';
    // Flask-SQLAlchemy gives its models names.
    if (bases.some(({ name }) => /(^|\.)(db|database|sqlalchemy)\.Model$/i.test(name))) return 'snake';
    const { statement } = defined.scope.names.get('__tablename__') ?? {};
    if (statement === undefined) return undefined;
    const { source } = this.#names;
    let lower = false;
    let plural = false;
    for (let at = statement.head.to; at < statement.to; at++) {
      lower ||= source.is(at, 'lower');
      const { kind, text } = source.at(at);
      // `f"{cls.__name__.lower()}s"`, or with a plus.
      plural ||= (kind === 'template' || kind === 'string') && text === 's';
    }
    if (plural) return lower ? 'lowers' : 'snakes';
    return lower ? 'lower' : 'snake';
  }

  /** `{'schema': 'shop'}`, alone or as the last of a tuple. */
  #schema(given: Range): string | undefined {
    const { source } = this.#names;
    for (let at = given.from; at < given.to; at++) {
      if (source.at(at).kind === 'string' && source.at(at).text === 'schema' && source.is(at + 1, ':'))
        return source.at(at + 2).kind === 'string' ? source.at(at + 2).text : undefined;
    }
    return undefined;
  }

  #column(name: string, { value, type, head }: Binding, sqlModel: boolean): ModelColumn | undefined {
    const { source } = this.#names;
    if (head === undefined || name.startsWith('__')) return undefined;
    const chain = value && this.#names.chainOf(value);
    const call = chain?.links.at(-1);
    const made = this.#lastName(chain);
    if (NO_COLUMN.test(made)) return undefined;
    const place = source.lines(head);
    const column = this.#columnCall(value);
    if (column !== undefined) return { ...place, ...this.#made(name, column, type && this.#mapped(type)) };
    if (value !== undefined && call?.does === 'call' && OWN_COLUMN.test(made) && !sqlModel) {
      const nullable = readArguments(source, call.open).named.get('nullable');
      const required = nullable !== undefined && source.is(nullable.from, 'False');
      return { ...place, name, type: source.hash([value]), required, rest: '' };
    }
    const mapped = type && (sqlModel ? this.#plain(type) : this.#mapped(type));
    if (mapped === undefined || (value !== undefined && !sqlModel)) return undefined;
    const key = value !== undefined && this.#isKey(value);
    return {
      name: this.#fieldName(call) ?? name,
      ...place,
      type: source.hash([mapped.type]),
      required: key || !mapped.optional,
      rest: value === undefined ? '' : source.hash([value]),
    };
  }

  /** The parenthesis of `Column(…)`, alone or in `deferred(Column(…))`. */
  #columnCall(value: Range | undefined): number | undefined {
    const chain = value && this.#names.chainOf(value);
    const call = chain?.links.at(-1);
    if (call?.does !== 'call') return undefined;
    const made = this.#lastName(chain);
    if (COLUMN.test(made)) return call.open;
    return made === 'deferred' ? this.#columnCall(this.#names.source.elements(call.open)[0]) : undefined;
  }

  /** `Field(sa_column=Column("metadata", JSON))`. */
  #fieldName(call: Link | undefined): string | undefined {
    const given = call?.does === 'call' ? readArguments(this.#names.source, call.open) : undefined;
    const open = this.#columnCall(given?.named.get('sa_column'));
    const first = open === undefined ? undefined : readArguments(this.#names.source, open).positional[0];
    return first && this.#names.literal(first);
  }

  /** A column that a mixin makes for each class: `@declared_attr def owner_id(cls): return Column(…)`. */
  #declared({ name, statement }: Defined): ModelColumn | undefined {
    const { source } = this.#names;
    for (const { word, head } of statement.body ?? []) {
      const chain = word === 'return' ? this.#names.chainOf({ from: head.from + 1, to: head.to }) : undefined;
      const call = chain?.links.at(-1);
      if (call?.does !== 'call' || !COLUMN.test(this.#lastName(chain))) continue;
      return {
        ...source.lines({ from: statement.head.from, to: statement.to }),
        ...this.#made(name, call.open, undefined),
      };
    }
    return undefined;
  }

  #isKey({ from, to }: Range): boolean {
    for (let at = from; at < to; at++)
      if (this.#names.source.is(at, 'primary_key')) return this.#names.source.is(at + 2, 'True');
    return false;
  }

  /** `Mapped[str | None]`. */
  #mapped({ from, to }: Range): { readonly type: Range; readonly optional: boolean } | undefined {
    const { source } = this.#names;
    const open = source.find({ from, to }, '[');
    if (open >= to || !/^(Mapped|MappedColumn)$/.test(source.word(open - 1) ?? '')) return undefined;
    return this.#plain({ from: open + 1, to: source.after(open) - 1 });
  }

  /** A type without `Optional[…]` and `| None`. */
  #plain({ from, to }: Range): { readonly type: Range; readonly optional: boolean } {
    const { source } = this.#names;
    // Other models and lists of them are relations.
    if (source.is(from, 'Optional') && source.is(from + 1, '['))
      return { type: { from: from + 2, to: to - 1 }, optional: true };
    if (source.is(to - 1, 'None') && source.is(to - 2, '|'))
      return { type: { from, to: to - 2 }, optional: true };
    return { type: { from, to }, optional: false };
  }

  /** What `Column(…)` makes. */
  #made(
    name: string,
    open: number,
    mapped: { readonly type: Range; readonly optional: boolean } | undefined,
  ): Omit<ModelColumn, 'line' | 'endLine'> {
    const names = this.#names;
    const { source } = names;
    const { named, positional } = readArguments(source, open);
    const [first] = positional;
    const written = first && names.literal(first);
    const types = mapped === undefined ? [] : [source.hash([mapped.type])];
    const rest: string[] = [];
    const others = written === undefined ? positional : positional.slice(1);
    for (const range of others)
      (NO_TYPE.test(this.#lastName(names.chainOf(range))) ? rest : types).push(source.hash([range]));
    const type = named.get('type_');
    if (type !== undefined) types.push(source.hash([type]));
    for (const [key, range] of named) if (!NAMES.test(key)) rest.push(`${key} ${source.hash([range])}`);
    const [nullable, key, column] = [named.get('nullable'), named.get('primary_key'), named.get('name')];
    const isKey = key !== undefined && source.is(key.from, 'True');
    const optional =
      nullable === undefined ? !isKey && (mapped?.optional ?? true) : !source.is(nullable.from, 'False');
    return {
      name: written ?? (column && names.literal(column)) ?? name,
      type: hashText(types.join(' ')),
      required: !optional,
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
  }

  /** `Table('users', metadata, Column('id', Integer), …)`. */
  #table(at: number): void {
    const names = this.#names;
    const { source } = names;
    const { named, positional } = readArguments(source, at + 1);
    const [first, ...elements] = positional;
    const table = first && names.literal(first);
    if (table === undefined || table === '' || positional.length < 2) return;
    const columns: ModelColumn[] = [];
    const rest: string[] = [];
    for (const element of elements) {
      const chain = names.chainOf(element);
      const call = chain?.links.at(-1);
      if (call?.does === 'call' && COLUMN.test(this.#lastName(chain))) {
        const column = this.#made('', call.open, undefined);
        if (column.name !== '') columns.push({ ...source.lines(element), ...column });
        // A name alone is that of the metadata.
      } else if (call?.does === 'call') rest.push(source.hash([element]));
    }
    const given = named.get('schema');
    const schema = given && names.literal(given);
    this.#findings.models.push({
      ref: `Table~${at}`,
      table: schema === undefined ? table : `${schema}.${table}`,
      bases: [],
      columns,
      ...source.lines({ from: at, to: source.after(at + 1) }),
      body: rest.length === 0 ? '' : hashText(rest.join(' ')),
    });
  }
}

function declared(names: PythonNames, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (names.source.is(at, 'declared_attr')) return true;
  return false;
}

function isLibrary({ name }: Base): boolean {
  return /^(sqlalchemy|sqlmodel|flask_sqlalchemy|pydantic)\b|(^|\.)(db|database)\.Model$/.test(name);
}

/** Reads the tables of one source, if it is about SQLAlchemy. */
export function readTables(names: PythonNames, findings: Findings): void {
  if (isAbout(names) && !isMigration(names)) new TableReader(names, findings).run();
}
