import type { JoinTable, Model, ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { type ClassShape, type Member, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import { basesOf } from '../javascript/heritage.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { literalText } from '../javascript/up-functions.ts';
import { snakeCase } from '../naming.ts';
import { type Described, readDescribed } from './mikro-orm-schemas.ts';
import type { JavaScriptPack } from './pack.ts';
import { isTrue, optionsOf } from './sequelize-columns.ts';

const FROM =
  /^(mikro-orm$|@mikro-orm\/(core|decorators|postgresql|mysql|mariadb|sqlite|better-sqlite|libsql|mssql|mongodb))/;
const COLUMN = /^(PrimaryKey|Property|Enum)$/;
/** Options of a column that say what it holds. */
const OF_TYPE =
  /^(type|columnType|columnTypes|length|precision|scale|unsigned|items|array|runtimeType|entity)$/;
/** Options that say nothing of what is in the database. */
const OF_NONE =
  /^(name|fieldName|fieldNames|joinColumn|nullable|hidden|lazy|comment|onCreate|onUpdate|eager|ref|cascade|serializer|serializedName|mappedBy|inversedBy|owner|orphanRemoval|strategy|wrappedReference|persist)$/;

type Options = ReadonlyMap<string, Range>;

function isOfMikro({ foreign }: Decorator): boolean {
  return foreign !== undefined && FROM.test(foreign.from);
}

/** Reads the entities of one source. */
class EntityReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  /** Documents are called and written as their classes are. */
  readonly #documents: boolean;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#documents = names.source.mayMatch(/@mikro-orm\/mongodb|SerializedPrimaryKey|bson/);
  }

  run(): void {
    for (const shape of this.#names.scopes.classes) this.#class(shape);
    for (const found of readDescribed(this.#names, FROM)) this.#described(found);
  }

  #class(shape: ClassShape): void {
    const names = this.#names;
    const { source } = names;
    const decorators = decoratorsOf(names, shape).filter(isOfMikro);
    const entity = decorators.find(({ name }) => name === 'Entity');
    if (decorators.some(({ name }) => name === 'Embeddable')) return;
    const members = readMembers(source, shape, names.shapes);
    const read = members.flatMap((member) => this.#member(member));
    if (entity === undefined && read.length === 0) return;
    const options = optionsOf(names, entity?.values[0]);
    const abstract = entity === undefined || isTrue(names, options.get('abstract'));
    const own = decorators.filter(({ name }) => /^(Index|Unique|Check)$/.test(name));
    const discriminator = literalText(names, options.get('discriminatorColumn'));
    const columns = read.flatMap(({ column }) => (column === undefined ? [] : [column]));
    const lines = source.lines({ from: entity?.range.from ?? shape.from, to: shape.body.to });
    if (discriminator !== undefined && !columns.some(({ name }) => name === discriminator))
      columns.push(this.#shaped(discriminator, lines, '', true, ''));
    const joins = read.flatMap(({ join }) => (join === undefined ? [] : [join]));
    this.#findings.models.push({
      ref: names.classRef(shape),
      ...(abstract ? { role: 'abstract' as const } : this.#table(options, shape.name)),
      bases: basesOf(names, shape),
      columns,
      ...(joins.length > 0 && { joins }),
      ...lines,
      body: own.length === 0 ? '' : source.hash(...own.map(({ range }) => range)),
    });
  }

  #described({ ref, options, bases, properties, range }: Described): void {
    const { source } = this.#names;
    const word = options.get('class');
    const name = literalText(this.#names, options.get('name')) ?? (word && source.word(word.from));
    const columns = properties.flatMap(({ key, kind, values, range: at }) => {
      const lines = source.lines(at);
      if (kind === 'none' || this.#isNot(values, 'persist')) return [];
      return [this.#column(kind, key, values, lines, source.hash(at))];
    });
    const joins = properties.flatMap(({ key, kind, values, range: at }) => {
      const join = kind === 'none' ? this.#join(key, values, at) : undefined;
      return join === undefined ? [] : [join];
    });
    const abstract = isTrue(this.#names, options.get('abstract'));
    this.#findings.models.push({
      ref,
      ...(abstract ? { role: 'abstract' as const } : this.#table(options, name)),
      bases,
      columns,
      ...(joins.length > 0 && { joins }),
      ...source.lines(range),
      body: '',
    });
  }

  /** What is one of several kinds in one table has none of its own. */
  #table(options: Options, name: string | undefined): Pick<Model, 'table'> {
    const written = options.get('tableName') ?? options.get('collection');
    const schema = literalText(this.#names, options.get('schema'));
    const front = schema === undefined || schema === '*' ? '' : `${schema}.`;
    if (written !== undefined) return { table: front + (literalText(this.#names, written) ?? '') };
    return options.has('discriminatorValue') ? {} : { table: front + snakeCase(name ?? '') };
  }

  #isNot(options: Options, key: string): boolean {
    const value = options.get(key);
    return value !== undefined && this.#names.source.is(value.from, 'false');
  }

  #member(member: Member): { readonly column?: ModelColumn; readonly join?: JoinTable }[] {
    const { source } = this.#names;
    for (const range of member.decorators) {
      const found = readDecorator(this.#names, range);
      if (!isOfMikro(found)) continue;
      const options = this.#options(found);
      if (this.#isNot(options, 'persist')) return [];
      const lines = source.lines(member.range);
      const type = options.has('type') || member.type === undefined ? '' : source.hash(member.type);
      if (COLUMN.test(found.name))
        return [{ column: this.#column('column', member.name, options, lines, type) }];
      if (found.name === 'Embedded' && isTrue(this.#names, options.get('object')))
        return [{ column: this.#column('column', member.name, options, lines, type) }];
      if (found.name === 'ManyToOne' || (found.name === 'OneToOne' && this.#owns(found, options)))
        return [{ column: this.#column('reference', member.name, options, lines, 'reference') }];
      if (found.name === 'ManyToMany' && this.#owns(found, options)) {
        const join = this.#join(member.name, options, member.range);
        return join === undefined ? [] : [{ join }];
      }
    }
    return [];
  }

  /** The options among the arguments of a decorator: `@Property({ … })`, `@ManyToOne(() => User, { … })`. */
  #options({ values }: Decorator): Options {
    const last = values.findLast(({ from }) => this.#names.source.is(from, '{'));
    return optionsOf(this.#names, last ?? values.at(-1));
  }

  /** The side that has the key: not the one that names a member of the other as its owner. */
  #owns({ values: [, second] }: Decorator, options: Options): boolean {
    if (options.has('mappedBy')) return false;
    if (isTrue(this.#names, options.get('owner')) || options.has('inversedBy')) return true;
    return second === undefined || this.#names.source.is(second.from, '{');
  }

  #column(
    kind: 'column' | 'reference',
    key: string,
    options: Options,
    lines: { readonly line: number; readonly endLine: number },
    type: string,
  ): ModelColumn {
    const { source } = this.#names;
    const list = options.get('fieldNames');
    const [first] = list !== undefined && source.is(list.from, '[') ? source.elements(list.from) : [];
    const given = options.get('fieldName') ?? options.get('joinColumn') ?? first;
    const implied =
      (this.#documents ? key : snakeCase(key)) + (kind === 'reference' && !this.#documents ? '_id' : '');
    const types = [type];
    const rest: string[] = [];
    for (const [name, value] of options) {
      if (OF_TYPE.test(name)) types.push(`${name} ${source.hash(value)}`);
      else if (!OF_NONE.test(name)) rest.push(`${name} ${source.hash(value)}`);
    }
    const nullable = options.get('nullable');
    const required = nullable === undefined || source.is(nullable.from, 'false');
    return this.#shaped(
      literalText(this.#names, given) ?? implied,
      lines,
      types.join(' '),
      required,
      rest.sort().join(' '),
    );
  }

  #shaped(
    name: string,
    lines: { readonly line: number; readonly endLine: number },
    type: string,
    required: boolean,
    rest: string,
  ): ModelColumn {
    return { name, ...lines, type: hashText(type), required, rest: rest === '' ? '' : hashText(rest) };
  }

  #join(key: string, options: Options, range: Range): JoinTable | undefined {
    if (this.#documents || options.has('mappedBy') || options.has('pivotEntity')) return undefined;
    const { source } = this.#names;
    const table = literalText(this.#names, options.get('pivotTable'));
    const lines = source.lines(range);
    return {
      name: snakeCase(key),
      ...(table !== undefined && { table }),
      ...lines,
      body: source.hash(range),
    };
  }
}

/** https://mikro-orm.io: classes and descriptions of entities as tables, called in snake case. */
export const mikroOrm: JavaScriptPack = {
  name: 'mikro-orm',
  family: 'javascript',
  read(names, findings) {
    if (names.scopes.bindings.some(({ import: found }) => found !== undefined && FROM.test(found.from)))
      new EntityReader(names, findings).run();
  },
};
