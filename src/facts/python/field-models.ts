import type { ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { basesOf } from './class-bases.ts';
import { readArguments } from './functions.ts';
import { metaClasses } from './meta-classes.ts';
import type { PythonNames } from './names.ts';
import type { Binding, Defined } from './scopes.ts';

/** How a library has tables: classes whose attributes are fields, with a `Meta` in them. */
export interface FieldModels {
  /** The modules that a source about it imports from. */
  readonly modules: RegExp;
  /** What the field of a column with the key of another table is called. */
  readonly relation: RegExp;
  /** Fields that are no columns. */
  readonly noColumn: RegExp;
  /** The argument that names a column. */
  readonly column: readonly string[];
  /** What `Meta` says a table to be called. */
  readonly table: readonly string[];
}

const FIELD = /Field$/;
/** Arguments that name something, or say what may be missing. */
const NAMES =
  /^(null|column_name|db_column|source_field|related_name|backref|description|verbose_name|help_text)$/;
const OF_TYPE = /^(max_length|max_digits|decimal_places|primary_key|pk|model_name)$/;

/** Reads the tables of one source by the fields of its classes. */
class FieldModelReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #library: FieldModels;
  readonly #metas: ReadonlyMap<Ref, Defined>;

  constructor(names: PythonNames, findings: Findings, library: FieldModels) {
    this.#names = names;
    this.#findings = findings;
    this.#library = library;
    this.#metas = metaClasses(names);
  }

  run(): void {
    for (const defined of this.#names.scopes.classes) this.#class(defined);
  }

  #class(defined: Defined): void {
    const { ref, scope, statement } = defined;
    // What a function makes a class of is called by what the function gets.
    if (ref.includes('~')) return;
    const columns: ModelColumn[] = [];
    for (const [name, binding] of scope.names) {
      const column = this.#column(name, binding);
      if (column !== undefined) columns.push(column);
    }
    const bases = basesOf(this.#names, defined);
    const ofLibrary = ({ name }: { readonly name: string }): boolean =>
      this.#library.modules.test(name) || (name === 'Model' && this.#byStar());
    const own = bases.flatMap((base) => (base.ref === undefined || ofLibrary(base) ? [] : [base.ref]));
    const derived = bases.some((base) => ofLibrary(base) && /(^|\.)Model$/.test(base.name));
    if (columns.length === 0 && !derived && own.length === 0) return;
    const meta = this.#metas.get(ref);
    const table = this.#library.table
      .map((name) => this.#text(meta, name))
      .find((text) => text !== undefined);
    const abstract = meta?.scope.names.get('abstract')?.value;
    const isAbstract = abstract !== undefined && this.#names.source.is(abstract.from, 'True');
    const legacy = meta?.scope.names.get('legacy_table_names')?.value;
    const snake = legacy !== undefined && this.#names.source.is(legacy.from, 'False');
    const naming = snake ? ('snake' as const) : derived ? ('lower' as const) : undefined;
    const { line, endLine } = this.#names.source.lines({ from: statement.head.from, to: statement.to });
    const role =
      isAbstract || bases.length === 0 ? 'abstract' : columns.length === 0 ? 'unless taken' : undefined;
    this.#findings.models.push({
      ref,
      ...(table !== undefined && { table }),
      ...(naming !== undefined && { naming }),
      bases: own,
      ...(role !== undefined && { role }),
      columns,
      separate: 'all',
      line,
      endLine,
      body: '',
    });
  }

  #byStar(): boolean {
    return this.#names.scopes.stars.some(({ from }) => this.#library.modules.test(from));
  }

  #text(meta: Defined | undefined, name: string): string | undefined {
    const value = meta?.scope.names.get(name)?.value;
    return value && this.#names.literal(value);
  }

  #column(name: string, { value, head }: Binding): ModelColumn | undefined {
    const names = this.#names;
    const chain = value && names.chainOf(value);
    const call = chain?.links.at(-1);
    if (chain === undefined || call?.does !== 'call' || head === undefined) return undefined;
    const foreign = names.foreignOf(chain)?.name;
    const word = names.source.word(chain.head) ?? '';
    const ownField = names.scopes.find(word, chain.head)?.statement !== undefined;
    const plain = chain.links.length === 1 && (ownField || this.#byStar());
    const made = foreign ?? (plain ? word : '');
    const field = made.slice(made.lastIndexOf('.') + 1);
    const { noColumn, modules, relation, column } = this.#library;
    if (!FIELD.test(field) || noColumn.test(field)) return undefined;
    if (foreign !== undefined && !modules.test(foreign)) return undefined;
    const { named, positional } = readArguments(names.source, call.open);
    const given = column.map((one) => named.get(one)).find((one) => one !== undefined);
    const written = given && names.literal(given);
    const type = [field, ...positional.map((range) => names.source.hash([range]))];
    const rest: string[] = [];
    for (const [key, range] of named)
      if (!NAMES.test(key)) (OF_TYPE.test(key) ? type : rest).push(`${key} ${names.source.hash([range])}`);
    const optional = named.get('null');
    return {
      name: written ?? (relation.test(field) && !name.endsWith('_id') ? `${name}_id` : name),
      type: hashText(type.join(' ')),
      required: optional === undefined || !names.source.is(optional.from, 'True'),
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
      ...names.source.lines(head),
    };
  }
}

/** Reads the tables of one source, if it imports the library. */
export function readFieldModels(names: PythonNames, findings: Findings, library: FieldModels): void {
  const { scopes } = names;
  const about =
    scopes.stars.some(({ from }) => library.modules.test(from)) ||
    [...scopes.bindings.values()].some(
      ({ import: found }) => found !== undefined && library.modules.test(found.from),
    );
  if (about) new FieldModelReader(names, findings, library).run();
}
