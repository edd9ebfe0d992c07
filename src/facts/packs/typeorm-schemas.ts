import type { Model, ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { literalText } from '../javascript/up-functions.ts';
import { snakeCase } from '../naming.ts';
import { isTrue, optionsOf } from './sequelize-columns.ts';

/** Options of a column that say what it holds. */
export const OF_TYPE = /^(type|length|width|precision|scale|unsigned|enum|enumName|array|charset|srid)$/;
/** Options that say nothing of what is in the database. */
export const OF_NONE =
  /^(name|nullable|select|update|insert|comment|transformer|eager|lazy|cascade|objectId)$/;

type Options = ReadonlyMap<string, Range>;

function propertiesOf(names: JavaScriptNames, value: Range | undefined): [key: string, range: Range][] {
  return [...((value && membersOf(names, value)) ?? [])];
}

function columnOf(names: JavaScriptNames, key: string, value: Range): ModelColumn {
  const { source } = names;
  const options = optionsOf(names, value);
  const types: string[] = [];
  const rest: string[] = [];
  for (const [name, range] of options) {
    if (OF_TYPE.test(name)) types.push(`${name} ${source.hash(range)}`);
    else if (!OF_NONE.test(name)) rest.push(`${name} ${source.hash(range)}`);
  }
  const written = literalText(names, options.get('name'));
  return {
    name: written ?? key,
    ...(written === undefined && { implied: true as const }),
    ...source.lines({ from: value.from - 2, to: value.to }),
    type: hashText(types.sort().join(' ')),
    required: !isTrue(names, options.get('nullable')),
    rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
  };
}

/** The column of a relation, where this side has it. */
function keyOf(names: JavaScriptNames, key: string, value: Range): ModelColumn | undefined {
  const { source } = names;
  const options = optionsOf(names, value);
  const kind = literalText(names, options.get('type'));
  const join = options.get('joinColumn');
  if (kind !== 'many-to-one' && (kind !== 'one-to-one' || join === undefined)) return undefined;
  const written = literalText(names, optionsOf(names, join).get('name'));
  const target = options.get('target');
  return {
    name: written ?? `${key}Id`,
    ...(written === undefined && { implied: true as const }),
    ...source.lines({ from: value.from - 2, to: value.to }),
    type: hashText('reference'),
    required: options.has('nullable') && !isTrue(names, options.get('nullable')),
    rest: target === undefined ? '' : source.hash(target),
  };
}

function tableOf(names: JavaScriptNames, options: Options): Pick<Model, 'table'> {
  const written = options.get('tableName');
  const schema = literalText(names, options.get('schema'));
  const front = schema === undefined ? '' : `${schema}.`;
  const name = written === undefined ? snakeCase(literalText(names, options.get('name')) ?? '') : undefined;
  return { table: front + (name ?? literalText(names, written) ?? '') };
}

/** Reads entities that objects describe: `new EntitySchema({ name: 'User', columns: { … } })`. */
export function readSchemas(names: JavaScriptNames, findings: Findings): void {
  const { source, chains } = names;
  if (!source.mayMention('EntitySchema')) return;
  for (const chain of chains) {
    const foreign = names.foreignOf(chain);
    const call = foreign && chain.links[foreign.next];
    if (foreign?.from !== 'typeorm' || foreign.members.at(-1) !== 'EntitySchema') continue;
    const [first] = call?.does === 'call' && call.open !== undefined ? source.elements(call.open) : [];
    const options = first && membersOf(names, first);
    if (options === undefined) continue;
    const columns = propertiesOf(names, options.get('columns')).map(([key, value]) =>
      columnOf(names, key, value),
    );
    const keys = propertiesOf(names, options.get('relations')).flatMap(
      ([key, value]) => keyOf(names, key, value) ?? [],
    );
    findings.models.push({
      ref: `Schema~${chain.head}`,
      library: 'typeorm',
      ...tableOf(names, options),
      bases: [],
      columns: [...columns, ...keys],
      ...source.lines({ from: chain.from, to: chain.to }),
      body: '',
    });
  }
}
