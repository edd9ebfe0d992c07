import type { ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import { type Member, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import { basesOf } from '../javascript/heritage.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import { columnOf, isTrue, isVirtual, optionsOf, tableName } from './sequelize-columns.ts';

const STAMP = /^(CreatedAt|UpdatedAt|DeletedAt)$/;
/** What relates tables, and is no column. */
const RELATION =
  /^(CreatedAt|UpdatedAt|DeletedAt|BelongsTo|HasMany|HasOne|BelongsToMany|Scopes|Is|Length|Comment)$/;

function isOfLibrary({ foreign }: Decorator): boolean {
  return foreign?.from === 'sequelize-typescript' || foreign?.from === '@sequelize/core/decorators-legacy';
}

function readColumn(names: JavaScriptNames, member: Member, underscored: boolean): ModelColumn | undefined {
  const { source } = names;
  const decorators = member.decorators.map((range) => readDecorator(names, range)).filter(isOfLibrary);
  const column =
    decorators.find(({ name }) => name === 'Column') ?? decorators.find(({ name }) => STAMP.test(name));
  if (column === undefined) return undefined;
  const [first] = column.values;
  const options = (first && membersOf(names, first)) ?? new Map();
  const types: string[] = [];
  if (first !== undefined && !source.is(first.from, '{')) {
    if (isVirtual(names, first)) return undefined;
    types.push(source.hash(first));
  } else if (!options.has('type'))
    types.push(member.type === undefined ? column.name : source.hash(member.type));
  const others = decorators.filter((other) => other !== column && !RELATION.test(other.name));
  const required = others.some(
    ({ name, values: [value] }) =>
      name === 'PrimaryKey' ||
      name === 'NotNull' ||
      (name === 'AllowNull' && value !== undefined && source.is(value.from, 'false')),
  );
  const rest = others
    .filter(({ name }) => !/^(AllowNull|NotNull|PrimaryKey)$/.test(name))
    .map(({ range }) => source.hash(range));
  return columnOf(names, member.name, options, member.range, underscored, { types, rest, required });
}

/** Reads the classes that decorators make tables of, and those that give columns to them. */
export function readTableClasses(names: JavaScriptNames, findings: Findings): void {
  for (const shape of names.scopes.classes) {
    const table = decoratorsOf(names, shape).find((one) => isOfLibrary(one) && one.name === 'Table');
    const options = optionsOf(names, table?.values[0]);
    const underscored = isTrue(names, options.get('underscored'));
    const members = readMembers(names.source, shape, names.shapes);
    const columns = members.flatMap((member) => readColumn(names, member, underscored) ?? []);
    if (table === undefined && columns.length === 0) continue;
    const named = table && tableName(names, options, shape.name);
    if (table !== undefined && named === undefined) continue;
    const indexes = options.get('indexes');
    findings.models.push({
      ref: names.classRef(shape),
      library: 'sequelize',
      ...(named === undefined ? { role: 'abstract' as const } : { table: named }),
      bases: basesOf(names, shape),
      columns,
      ...names.source.lines({
        from: table === undefined ? shape.from : table.range.from - 1,
        to: shape.body.to,
      }),
      body: indexes === undefined ? '' : names.source.hash(indexes),
    });
  }
}
