import type { JoinTable, Model, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { TABLE_PREFIX, TABLES_IN_SINGULAR } from '../naming.ts';
import { gormName } from './gorm-names.ts';
import { type GormTag, gormTagOf } from './gorm-tags.ts';
import type { GoNames } from './names.ts';
import type { Declaration } from './scope-shapes.ts';
import { type Field, structFields } from './types.ts';

const GORM = /(^|\/)gorm(\/v\d+)?$/;
/** How structs are called that others take their fields from. */
const PART = /(Model|Base|Entity|Mixin|Timestamps?|Audit(able)?)$|^(Base|Model|Common)/;
/** How those of them are called that are no table, whatever they are made of. */
const PART_ALONE = /^(Base|Common|Abstract)|(Base|Mixin|Timestamps?|Audit(able)?)$|^(Model|Entity)$/;
/** How structs are called that hold what comes in or goes out. */
const NO_TABLE =
  /(Requests?|Responses?|Req|Resp|Dto|DTO|Input|Output|Params?|Payload|Result|View|VO|Vo|Filter|Query)$/;
/** Settings of a relation: what has one is no column. */
const RELATION: readonly string[] = [
  'foreignkey',
  'references',
  'many2many',
  'polymorphic',
  'polymorphictype',
  'association_foreignkey',
  'associationforeignkey',
  'joinforeignkey',
  'joinreferences',
  'jointable_foreignkey',
];
/** Settings that say nothing of what may stand in a column. */
const OF_NONE = /^(column|type|size|not null|notnull|primarykey|primary_key|comment|precision|scale)$/;
const OF_TYPE: readonly string[] = ['type', 'size', 'precision', 'scale', 'serializer'];
/** Types of one's own that a column may have where nothing says how it is kept. */
const PLAIN_SLICE = /^(byte|uint8)$/;

/** A struct that may be a table. */
interface Struct {
  readonly declaration: Declaration;
  readonly fields: readonly { readonly field: Field; readonly tag: GormTag | undefined }[];
}

/** Reads the structs of one source that GORM keeps. */
class GormReader {
  readonly #names: GoNames;
  readonly #findings: Findings;
  readonly #structs = new Map<string, Struct>();
  /** The expressions that `TableName` returns, by the types that have it. */
  readonly #called = new Map<string, Range>();
  /** Types that say themselves how they are kept. */
  readonly #values = new Set<string>();
  readonly #migrated = new Set<string>();
  readonly #models = new Set<string>();
  /** Structs of which others take the fields. */
  readonly #parts = new Set<string>();

  constructor(names: GoNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    const { source } = names;
    for (const declaration of names.scopes.declarations) {
      if (declaration.word !== 'type') continue;
      const fields = structFields(source, declaration.type).map((field) => ({
        field,
        tag: gormTagOf(source.at(field.all.to - 1)),
      }));
      if (fields.length > 0) this.#structs.set(declaration.name, { declaration, fields });
    }
    for (const { name, returns } of names.scopes.functions) {
      const [owner = '', method] = name?.split('.') ?? [];
      const [value] = returns;
      if (method === 'TableName' && value !== undefined) this.#called.set(owner, value);
      else if (method === 'Value') this.#values.add(owner);
    }
  }

  run(): void {
    this.#calls();
    for (const [name, found] of this.#structs) this.#struct(name, found);
    // What is added to the set while it is walked over is walked over too.
    for (const name of this.#parts) {
      const found = this.#structs.get(name);
      if (found !== undefined && !this.#models.has(name)) this.#model(name, found, { role: 'abstract' });
    }
  }

  /** `db.AutoMigrate(&User{})`, and how all tables are called. */
  #calls(): void {
    const { source } = this.#names;
    // Others call settings of their own so, too.
    let naming = 0;
    for (let at = 0; at < source.tokens.length; at++) {
      const word = source.word(at);
      if (word === 'NamingStrategy' && source.is(at + 1, '{')) naming = source.after(at + 1);
      if (word === 'AutoMigrate' && source.is(at + 1, '(')) {
        for (const range of source.elements(at + 1)) {
          const { from } = this.#names.bare(range);
          if (source.is(from + 1, '{') || from + 1 === range.to) this.#migrated.add(source.word(from) ?? '');
        }
      } else if (word === 'SingularTable' && source.is(at + 2, 'true')) {
        this.#findings.constants.set(TABLES_IN_SINGULAR, ['']);
      } else if (word === 'TablePrefix' && at < naming && source.is(at + 1, ':')) {
        const prefix = source.at(at + 2);
        if (prefix.kind === 'string' && prefix.text !== '')
          this.#findings.constants.set(TABLE_PREFIX, [prefix.text]);
      }
    }
  }

  #struct(name: string, { declaration, fields }: Struct): void {
    const embedded = fields.filter(({ field }) => field.embedded);
    const own = embedded.some(({ field }) => this.#isLibraryModel(field));
    const tagged = fields.some(({ tag }) => tag !== undefined);
    // What comes in or goes out has an ID, too, and tells of columns where it is filled from a query.
    const keyed = fields.some(
      ({ field, tag }) =>
        tag?.has('primarykey') ||
        tag?.has('primary_key') ||
        (/^I[dD]$/.test(field.name) && !NO_TABLE.test(name)),
    );
    const called = this.#called.get(name);
    const table = own || this.#migrated.has(name) || called !== undefined || (tagged && keyed);
    const parts = embedded.some(({ field }) => PART.test(field.name) && !this.#isLibraryModel(field));
    const taking = parts && !NO_TABLE.test(name);
    if (!table && !taking && !(tagged && PART.test(name))) return;
    // What says how its fields are kept, and takes a key from a base, is a table also where that is of another module.
    const kept = taking && tagged && !PART_ALONE.test(name);
    this.#model(name, { declaration, fields }, this.#table(name, called, table || kept, own, tagged));
  }

  #model(name: string, { declaration, fields }: Struct, what: Partial<Model>): void {
    this.#models.add(name);
    const columns: ModelColumn[] = [];
    const joins: JoinTable[] = [];
    const bases: Ref[] = [];
    for (const { field, tag } of fields) {
      if (tag?.has('-')) continue;
      if (field.embedded || tag?.has('embedded')) {
        const type = this.#names.typeOf(field.type);
        if (type === undefined || this.#isLibraryModel(field) || tag?.has('embeddedprefix')) continue;
        bases.push(type.ref);
        this.#parts.add(type.ref);
        continue;
      }
      const join = tag?.get('many2many');
      if (join !== undefined && join !== '')
        joins.push({
          name: join,
          table: join,
          ...this.#names.source.lines(field.all),
          body: `${name} ${this.#names.source.hash(field.type)}`,
        });
      columns.push(...this.#column(field, tag));
    }
    this.#findings.models.push({
      ref: name,
      library: 'gorm',
      ...what,
      bases,
      columns,
      ...(joins.length > 0 && { joins }),
      ...this.#names.source.lines(declaration.all),
      body: '',
    });
  }

  /** What a struct is called; one that only has columns and a key may be a part of others. */
  #table(
    name: string,
    called: Range | undefined,
    table: boolean,
    own: boolean,
    tagged: boolean,
  ): Partial<Model> {
    if (!table) {
      if (!PART.test(name)) return {};
      if (!PART_ALONE.test(name)) return { role: 'unless taken' };
      // Settings share fields, too: what says nothing of how they are kept makes no tables of those that take them.
      return { role: 'abstract', ...(tagged && { naming: 'plurals' as const }) };
    }
    if (called !== undefined) {
      const [text, ...more] = this.#names.textOf(called) ?? [];
      if (typeof text === 'string' && more.length === 0) return { table: text };
      return { table: '', within: typeof text === 'object' && more.length === 0 ? text.ref : '~' };
    }
    const part = !own && !this.#migrated.has(name);
    return { naming: 'plurals', ...(part && { role: 'unless taken' as const }) };
  }

  #isLibraryModel({ embedded, type }: Field): boolean {
    const found = embedded ? this.#names.typeOf(type) : undefined;
    return found?.name === 'Model' && GORM.test(found.from ?? '');
  }

  #column(field: Field, tag: GormTag | undefined): ModelColumn[] {
    const { source } = this.#names;
    if (!/^\p{Lu}/u.test(field.name) || RELATION.some((key) => tag?.has(key))) return [];
    const of = this.#relatedTo(field, tag);
    if (of === undefined) return [];
    const written = tag?.get('column');
    const type = source.is(field.type.from, '*')
      ? { from: field.type.from + 1, to: field.type.to }
      : field.type;
    const said = OF_TYPE.flatMap((key) => (tag?.has(key) ? [`${key}:${tag.get(key)}`] : []));
    const rest = [...(tag ?? [])]
      .filter(([key]) => !OF_NONE.test(key))
      .map(([key, value]) => `${key}:${value}`);
    return [
      {
        name: written !== undefined && written !== '' ? written : gormName(field.name),
        ...source.lines(field.all),
        type: said.length === 0 ? source.hash(type) : hashText([source.hash(type), ...said].join(' ')),
        required: ['not null', 'notnull', 'primarykey', 'primary_key'].some((key) => tag?.has(key)),
        rest: rest.length === 0 ? '' : hashText(rest.join(' ')),
        ...(of !== '' && { of }),
      },
    ];
  }

  /** The type that would make a field a relation, if that is a table; '' where it can't be; undefined where it is one. */
  #relatedTo({ type }: Field, tag: GormTag | undefined): Ref | '' | undefined {
    const { source } = this.#names;
    let { from } = type;
    if (OF_TYPE.some((key) => tag?.has(key))) return '';
    const many = source.is(from, '[') || source.is(from + 1, '[');
    while (source.is(from, '*') || source.is(from, '[')) from = source.after(from);
    const word = source.word(from) ?? '';
    if (/^(func|chan|interface|map|struct|any)$/.test(word)) return undefined;
    const named = this.#names.typeOf({ from, to: type.to });
    if (named === undefined) return many && !PLAIN_SLICE.test(word) ? undefined : '';
    // Of a struct of this source nothing but a relation can be kept, if it does not say how it is.
    if (many || (this.#structs.has(named.ref) && !this.#values.has(named.ref))) return undefined;
    return named.ref;
  }
}

/** What tells that a source may have models: GORM's name, or a struct that takes its fields from another one. */
const MAY_HAVE_MODELS =
  /gorm|^[ \t]+(?:\w+\.)?(?:\w*(?:Model|Base|Entity|Mixin)|(?:Base|Model|Common)\w*)[ \t]*$/m;

/** Reads the models of one source: https://gorm.io/docs/models.html. */
export function readGormModels(text: string, names: GoNames, findings: Findings): void {
  if (MAY_HAVE_MODELS.test(text)) new GormReader(names, findings).run();
}
