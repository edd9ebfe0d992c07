import type { ModelColumn } from '../file-facts/models.ts';
import { hashText } from '../hash.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { literalText } from '../javascript/up-functions.ts';
import { snakeCase } from '../naming.ts';
import { plural } from '../rails/inflection.ts';

type Options = ReadonlyMap<string, Range>;

/** Options of a column that say what it holds. */
const OF_TYPE = /^(type|values)$/;
/** Options that say nothing of what is in the database. */
const OF_NONE = /^(field|allowNull|comment|get|set|validate|primaryKey)$/;

export function isTrue(names: JavaScriptNames, value: Range | undefined): boolean {
  return value !== undefined && names.source.is(value.from, 'true');
}

/** The options of a table: written here, or in a variable of this source. */
export function optionsOf(names: JavaScriptNames, value: Range | undefined): Options {
  return (value && membersOf(names, value)) ?? new Map();
}

/** `UserAccount` is `UserAccounts`, or `user_accounts` where names are underscored. */
function pluralOf(model: string, underscored: boolean): string {
  const name = underscored ? snakeCase(model) : model;
  const last = snakeCase(model).slice(snakeCase(model).lastIndexOf('_') + 1);
  return name.slice(0, name.length - last.length) + plural(last);
}

/** What the table of a model is called, given the options of both; undefined where it cannot be read. */
export function tableName(
  names: JavaScriptNames,
  options: Options,
  name: string | undefined,
): string | undefined {
  const written = options.get('tableName');
  const schema = literalText(names, options.get('schema'));
  const front = schema === undefined ? '' : `${schema}.`;
  if (written !== undefined) {
    const table = literalText(names, written);
    return table === undefined ? undefined : front + table;
  }
  const given = options.get('modelName');
  const model = given === undefined ? name : literalText(names, given);
  if (model === undefined || model === '') return undefined;
  const underscored = isTrue(names, options.get('underscored'));
  if (isTrue(names, options.get('freezeTableName'))) return front + (underscored ? snakeCase(model) : model);
  return front + pluralOf(model, underscored);
}

/** What else is said of a column besides its options. */
interface Besides {
  readonly types?: readonly string[];
  readonly rest?: readonly string[];
  readonly required?: boolean;
}

/**
 * Reads a column out of its options.
 *
 * @param key what its member is called, and the column too where nothing else is said
 * @param underscored whether the model writes such names in snake case
 * @returns undefined where nothing of it is in the database
 */
export function columnOf(
  names: JavaScriptNames,
  key: string,
  options: Options,
  lines: Range,
  underscored: boolean,
  besides: Besides = {},
): ModelColumn | undefined {
  const { source } = names;
  const types = [...(besides.types ?? [])];
  const rest = [...(besides.rest ?? [])];
  for (const [option, value] of options) {
    const text = source.hash(value);
    if (option === 'type' && isVirtual(names, value)) return undefined;
    if (OF_TYPE.test(option)) types.push(option === 'type' ? text : `${option} ${text}`);
    else if (!OF_NONE.test(option)) rest.push(`${option} ${text}`);
  }
  const field = literalText(names, options.get('field'));
  const allows = options.get('allowNull');
  const forbids = allows !== undefined && source.is(allows.from, 'false');
  return {
    name: field ?? (underscored ? snakeCase(key) : key),
    ...(field === undefined && { implied: true as const }),
    ...source.lines(lines),
    type: hashText(types.join(' ')),
    required: besides.required === true || forbids || isTrue(names, options.get('primaryKey')),
    rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
  };
}

/** A type that is computed whenever it is read. */
export function isVirtual({ source }: JavaScriptNames, { from, to }: Range): boolean {
  for (let at = from; at < to; at++) if (source.is(at, 'VIRTUAL')) return true;
  return false;
}
