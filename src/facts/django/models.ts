import type { JoinTable, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { type Base, basesOf } from '../python/class-bases.ts';
import { readArguments } from '../python/functions.ts';
import { metaClasses } from '../python/meta-classes.ts';
import type { PythonNames } from '../python/names.ts';
import type { Binding, Defined } from '../python/scopes.ts';
import { isLibrary, lastOf } from './library.ts';

const FIELD = /(Field|ForeignKey|ParentalKey)$/;
/** Fields of what looks like a model and is none. */
const OTHER_FIELD = /^(django\.forms|rest_framework|django_filters|graphene|factory|marshmallow|wtforms)\b/;
const OTHER_CLASS =
  /(Form|FormSet|Serializer|Filter|FilterSet|Factory|Schema|Type|Admin|Inline|Widget|View|ViewSet|Migration)$/;
/** What makes no column: a table of its own, or a look at other columns. */
const NO_COLUMN =
  /(ManyToManyField|ManyToManyDescriptor|GenericForeignKey|ParentalManyToManyField|TaggableManager)$/;
const MANY = /^(Sorted)?(Parental)?ManyToManyField$/;
const TO_OTHER = /(ForeignKey|OneToOneField|ParentalKey)$/;
const BASE = /(Model|AbstractUser|AbstractBaseUser|PermissionsMixin|TimeStamped|TimeStampedModel|Page)$/;
/** Arguments that say what may stand in a column. */
const OF_TYPE = /^(max_length|max_digits|decimal_places|to|to_field|primary_key|dim|srid|size|base_field)$/;
const NAMES =
  /^(db_column|null|name|verbose_name|help_text|related_name|related_query_name|on_delete|blank|editable)$/;

/** Reads the models of Django: classes whose attributes are fields. */
class ModelReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #metas: ReadonlyMap<Ref, Defined>;

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#metas = metaClasses(names);
  }

  run(): void {
    for (const defined of this.#names.scopes.classes) this.#class(defined);
  }

  #class(defined: Defined): void {
    const { ref, scope, statement } = defined;
    const bases = basesOf(this.#names, defined);
    if (bases.length === 0 || bases.some(({ name }) => OTHER_CLASS.test(lastOf(name)))) return;
    const columns: ModelColumn[] = [];
    const joins: JoinTable[] = [];
    for (const [name, binding] of scope.names) {
      const column = this.#column(name, binding);
      if (column !== undefined) columns.push(column);
      const join = this.#join(name, binding);
      if (join !== undefined) joins.push(join);
    }
    const derived =
      bases.some((base) => isModelBase(base)) ||
      (columns.length + joins.length > 0 && bases.some(({ name }) => BASE.test(lastOf(name))));
    // A class of something else, derived from one of ours: whether that is a model, the tree tells.
    const own = bases.flatMap((base) => (base.ref === undefined || isLibrary(base.name) ? [] : [base.ref]));
    if (!derived && own.length === 0) return;
    const meta = this.#metas.get(ref);
    const table = this.#text(meta, 'db_table');
    const label = this.#text(meta, 'app_label');
    const named = table ?? (label && `${label}_${defined.name}`);
    const role = this.#says(meta, 'abstract') ? 'abstract' : this.#says(meta, 'proxy') ? 'proxy' : undefined;
    const { line, endLine } = this.#names.source.lines({ from: statement.head.from, to: statement.to });
    this.#findings.models.push({
      ref,
      ...(named !== undefined && { table: named }),
      ...(derived && { naming: 'app' as const }),
      bases: own,
      ...(role !== undefined && { role }),
      columns,
      ...(joins.length > 0 && { joins }),
      line,
      endLine,
      body: this.#meta(meta),
    });
  }

  #text(meta: Defined | undefined, name: string): string | undefined {
    const value = meta?.scope.names.get(name)?.value;
    return value && this.#names.literal(value);
  }

  #says(meta: Defined | undefined, name: string): boolean {
    const value = meta?.scope.names.get(name)?.value;
    return value !== undefined && this.#names.source.is(value.from, 'True');
  }

  /** What a database is told besides columns. */
  #meta(meta: Defined | undefined): string {
    const told: string[] = [];
    for (const [name, { value }] of meta?.scope.names ?? [])
      if (value !== undefined && /^(constraints|indexes|unique_together|index_together)$/.test(name))
        told.push(`${name} ${this.#names.source.hash([value])}`);
    return told.length === 0 ? '' : hashText(told.join(' '));
  }

  /** What stands between many and many, where no model of its own does. */
  #join(name: string, { value, head }: Binding): JoinTable | undefined {
    const names = this.#names;
    const chain = value && names.chainOf(value);
    const call = chain?.links.at(-1);
    if (chain === undefined || call?.does !== 'call' || head === undefined) return undefined;
    const written = names.foreignOf(chain)?.name ?? names.refOfChain(chain, chain.links.length - 1) ?? '';
    if (!MANY.test(lastOf(written)) || OTHER_FIELD.test(written)) return undefined;
    const { named } = readArguments(names.source, call.open);
    if (named.has('through')) return undefined;
    const table = named.get('db_table');
    const whole = table && names.literal(table);
    return {
      name,
      ...(whole !== undefined && { table: whole }),
      ...names.source.lines(head),
      body: hashText(`join ${name}`),
    };
  }

  #column(name: string, { value, head }: Binding): ModelColumn | undefined {
    const names = this.#names;
    const { source } = names;
    const chain = value && names.chainOf(value);
    const call = chain?.links.at(-1);
    // What an expression gives is described by a field too.
    if (chain === undefined || call?.does !== 'call' || head === undefined || name === 'output_field')
      return undefined;
    const written = names.foreignOf(chain)?.name ?? names.refOfChain(chain, chain.links.length - 1) ?? '';
    const field = lastOf(written);
    const known = FIELD.test(field) && !OTHER_FIELD.test(written) && !/^forms\b/.test(written);
    if (!known || NO_COLUMN.test(field)) return undefined;
    const { named, positional } = readArguments(source, call.open);
    const type = [field];
    const rest: string[] = [];
    const [first, ...others] = positional;
    // What people call it comes first, in quotes or translated.
    const label =
      first !== undefined &&
      (names.literal(first) !== undefined || /^_$|gettext/.test(source.at(first.from).text));
    if (first !== undefined && (TO_OTHER.test(field) || !label)) type.push(source.hash([first]));
    for (const other of others) rest.push(source.hash([other]));
    for (const [key, range] of named) {
      if (OF_TYPE.test(key)) type.push(`${key === 'to' ? '' : key}${source.hash([range])}`);
      else if (!NAMES.test(key)) rest.push(`${key} ${source.hash([range])}`);
    }
    const nullable = named.get('null');
    const column = named.get('db_column');
    return {
      name: (column && names.literal(column)) ?? (TO_OTHER.test(field) ? `${name}_id` : name),
      ...source.lines(head),
      type: hashText(type.join(' ')),
      required: !(nullable !== undefined && source.is(nullable.from, 'True')),
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
  }
}

function isModelBase({ name }: Base): boolean {
  return isLibrary(name) && BASE.test(lastOf(name));
}

/** Reads the models of one source, if it is about Django's database. */
export function readModels(names: PythonNames, findings: Findings): void {
  for (const { import: found } of names.scopes.bindings.values()) {
    if (found === undefined) continue;
    const whole = `${found.from}.${found.name}`;
    if (
      !/^django\.(db|contrib\.(auth|gis|postgres|contenttypes))\b.*(models|fields|Model|AbstractUser|AbstractBaseUser)/.test(
        whole,
      )
    )
      continue;
    new ModelReader(names, findings).run();
    return;
  }
}
