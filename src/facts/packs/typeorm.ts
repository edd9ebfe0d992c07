import type { JoinTable, Model, ModelColumn } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { type ClassShape, type Member, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import { basesOf } from '../javascript/heritage.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { readText } from '../javascript/written-text.ts';
import { snakeCase, snakeCaseOf } from '../naming.ts';
import type { JavaScriptPack } from './pack.ts';
import { OF_NONE, OF_TYPE, readSchemas } from './typeorm-schemas.ts';

const COLUMN =
  /^(Column|PrimaryColumn|PrimaryGeneratedColumn|(Create|Update|Delete)DateColumn|VersionColumn|ObjectIdColumn)$/;

function isOfTypeorm({ foreign }: Decorator): boolean {
  return foreign?.from === 'typeorm';
}

/** Reads the entities of one source. */
class EntityReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    for (const shape of this.#names.scopes.classes) this.#class(shape);
  }

  /** The options among the arguments of a decorator, written here or in a variable. */
  #options({ values }: Decorator): ReadonlyMap<string, Range> {
    const last = values.at(-1);
    return (last && membersOf(this.#names, last)) ?? new Map();
  }

  #literal(value: Range | undefined): string | undefined {
    const text = value && readText(this.#names, value);
    const [part] = text ?? [];
    return text?.length === 1 && typeof part === 'string' ? part : undefined;
  }

  #class(shape: ClassShape): void {
    const names = this.#names;
    const { source } = names;
    const decorators = decoratorsOf(names, shape).filter(isOfTypeorm);
    const entity = decorators.find(({ name }) => /^(Entity|ChildEntity)$/.test(name));
    const members = readMembers(source, shape, names.shapes);
    const columns = members.flatMap((member) => this.#member(member));
    const kinds = decorators.find(({ name }) => name === 'TableInheritance');
    if (kinds !== undefined) columns.push(this.#kind(kinds));
    if (entity === undefined && columns.length === 0) return;
    const own = decorators.filter(({ name }) => /^(Index|Unique|Check|Exclusion)$/.test(name));
    this.#findings.models.push({
      ref: names.classRef(shape),
      library: 'typeorm',
      ...(entity === undefined ? { role: 'abstract' as const } : this.#table(entity, shape)),
      bases: basesOf(names, shape),
      columns,
      ...this.#joins(members),
      ...source.lines({ from: entity === undefined ? shape.from : entity.range.from - 1, to: shape.body.to }),
      body: own.length === 0 ? '' : source.hash(...own.map(({ range }) => range)),
    });
  }

  /** The column that tells which of several classes of one table a row is of. */
  #kind(decorator: Decorator): ModelColumn {
    const written = this.#options(decorator).get('column');
    const options = written && membersOf(this.#names, written);
    const name = this.#literal(options?.get('name')) ?? 'type';
    const lines = this.#names.source.lines(decorator.range);
    return { name, ...lines, type: hashText('varchar'), required: true, rest: '' };
  }

  #table(entity: Decorator, { name }: ClassShape): Pick<Model, 'table' | 'within'> {
    // What is derived from an entity shares its table.
    if (entity.name === 'ChildEntity') return {};
    const options = this.#options(entity);
    const [first] = entity.values;
    const given =
      options.get('name') ?? (first && this.#names.source.is(first.from, '{') ? undefined : first);
    const schema = this.#literal(options.get('schema'));
    const front = schema === undefined ? '' : `${schema}.`;
    if (given === undefined) return { table: front + snakeCase(name ?? '') };
    const [part] = readText(this.#names, given) ?? [];
    if (typeof part === 'string') return { table: front + part };
    return part === undefined ? { table: '' } : { table: '', within: part.ref };
  }

  /** The tables between many and many: `@JoinTable({ name: 'post_tags' })`, or called after both, `post_tags_tag`. */
  #joins(members: readonly Member[]): Pick<Model, 'joins'> {
    const joins = members.flatMap((member): JoinTable[] => {
      const own = member.decorators.map((one) => readDecorator(this.#names, one)).filter(isOfTypeorm);
      const join = own.find(({ name }) => name === 'JoinTable');
      if (join === undefined) return [];
      const { source } = this.#names;
      const lines = source.lines(member.range);
      const options = this.#options(join);
      const target = own.find(({ name }) => name === 'ManyToMany')?.values[0];
      const keys = ['joinColumn', 'inverseJoinColumn'].flatMap((key) => options.get(key) ?? []);
      // What it is called is no part of it, so that it is known under another name.
      const body = source.hash(...(target === undefined ? [] : [target]), ...keys);
      const table = this.#literal(options.get('name'));
      if (table !== undefined) return [{ name: table, table, ...lines, body }];
      const to = this.#target(target);
      return to === undefined ? [] : [{ name: member.name, to, ...lines, body }];
    });
    return joins.length === 0 ? {} : { joins };
  }

  /** `() => Tag` */
  #target(value: Range | undefined): Ref | undefined {
    const shape = this.#names.functionAt(value);
    if (shape === undefined || !shape.expression) return undefined;
    const { from } = this.#names.scopes.bodyOf(shape);
    return this.#names.refOf({ from, to: from + 1 });
  }

  #member(member: Member): ModelColumn[] {
    const decorators = member.decorators
      .map((range) => readDecorator(this.#names, range))
      .filter(isOfTypeorm);
    const column = decorators.find(({ name }) => COLUMN.test(name));
    if (column !== undefined) return this.#column(member, column, decorators);
    const relation = decorators.find(({ name }) => /^(ManyToOne|OneToOne|TreeParent)$/.test(name));
    const join = decorators.find(({ name }) => name === 'JoinColumn');
    if (relation === undefined || (relation.name === 'OneToOne' && join === undefined)) return [];
    return this.#joined(member, relation, join);
  }

  #column(member: Member, column: Decorator, decorators: readonly Decorator[]): ModelColumn[] {
    const { source } = this.#names;
    const [first] = column.values;
    // The columns of a class that is put in here have a prefix that nobody writes out.
    if (first !== undefined && this.#names.functionAt(first) !== undefined) return [];
    const options = this.#options(column);
    const type: string[] = [column.name === 'Column' || column.name === 'PrimaryColumn' ? '' : column.name];
    const rest: string[] = [];
    if (first !== undefined && !source.is(first.from, '{')) type.push(source.hash(first));
    else if (options.get('type') === undefined && member.type !== undefined)
      type.push(this.#plain(member.type));
    for (const [key, value] of options) {
      if (OF_TYPE.test(key)) type.push(key === 'type' ? source.hash(value) : `${key} ${source.hash(value)}`);
      else if (!OF_NONE.test(key)) rest.push(`${key} ${source.hash(value)}`);
    }
    for (const other of decorators)
      if (other !== column && /^(Index|Unique|Generated|Check)$/.test(other.name))
        rest.push(source.hash(other.range));
    if (column.name.startsWith('Primary')) rest.push('primary');
    const nullable = options.get('nullable');
    const optional =
      nullable === undefined ? column.name === 'DeleteDateColumn' : source.is(nullable.from, 'true');
    const named =
      this.#literal(options.get('name')) ?? (column.name === 'ObjectIdColumn' ? '_id' : undefined);
    return [this.#shaped(member, named, member.name, type, !optional, rest)];
  }

  /** The type without `| null`, which the option says. */
  #plain({ from, to }: Range): string {
    const { source } = this.#names;
    const ends = source.is(to - 1, 'null') && source.is(to - 2, '|');
    return source.hash({ from, to: ends ? to - 2 : to });
  }

  /** The column of a reference is called after the member and what it refers to: `authorId`. */
  #joined(member: Member, relation: Decorator, join: Decorator | undefined): ModelColumn[] {
    const { source } = this.#names;
    const options = this.#options(relation);
    const nullable = options.get('nullable');
    const required = nullable !== undefined && source.is(nullable.from, 'false');
    const [target] = relation.values;
    const rest = [target === undefined ? '' : source.hash(target)];
    for (const key of ['onDelete', 'onUpdate']) {
      const value = options.get(key);
      if (value !== undefined) rest.push(`${key} ${source.hash(value)}`);
    }
    const [first] = join?.values ?? [];
    const joins =
      first === undefined ? [undefined] : source.is(first.from, '[') ? source.elements(first.from) : [first];
    return joins.map((one) => {
      const of = (one && membersOf(this.#names, one)) ?? new Map<string, Range>();
      const referred = this.#literal(of.get('referencedColumnName')) ?? 'id';
      const implied = member.name + referred.slice(0, 1).toUpperCase() + referred.slice(1);
      return this.#shaped(member, this.#literal(of.get('name')), implied, ['reference'], required, rest);
    });
  }

  #shaped(
    { range }: Member,
    written: string | undefined,
    implied: string,
    type: readonly string[],
    required: boolean,
    rest: readonly string[],
  ): ModelColumn {
    return {
      name: written ?? implied,
      ...(written === undefined && { implied: true as const }),
      ...this.#names.source.lines(range),
      type: hashText(type.join(' ')),
      required,
      rest: rest.length === 0 ? '' : hashText([...rest].sort().join(' ')),
    };
  }
}

/** https://typeorm.io: classes as tables. */
export const typeorm: JavaScriptPack = {
  name: 'typeorm',
  family: 'javascript',
  read(names, findings) {
    const { source, scopes } = names;
    if (source.mayMention('SnakeNamingStrategy'))
      for (let at = 1; at < source.tokens.length; at++)
        if (source.is(at, 'SnakeNamingStrategy') && source.is(at - 1, 'new'))
          findings.constants.set(snakeCaseOf('typeorm'), ['']);
    if (source.mayMention('typeorm')) readSchemas(names, findings);
    if (scopes.bindings.some(({ import: found }) => found?.from === 'typeorm'))
      new EntityReader(names, findings).run();
  },
};
