import type { CSharpNames } from '../csharp/names.ts';
import type { Attribute, CSharpField, CSharpType } from '../csharp/type-shapes.ts';
import type { ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';

/** Types of values, which no class of a tree goes by. */
const VALUES =
  /^(string|String|bool|Boolean|char|byte|sbyte|short|ushort|int|uint|long|ulong|float|double|decimal|Int16|Int32|Int64|Single|Double|Decimal|Guid|DateTime|DateTimeOffset|DateOnly|TimeOnly|TimeSpan|object)$/;
const COLLECTION =
  /^(I?List|I?Collection|I?Enumerable|I?Set|HashSet|IReadOnly(List|Collection|Set)|ObservableCollection|EntitySet|SortedSet)$/;
/** Classes that are called so are no rows. */
const NO_ENTITY =
  /.(Dto|DTO|ViewModel|Command|Query|Options|Controller|Handler|Validator|Exception|EventArgs|Attribute|DbContext)$/;
/** Attributes that say nothing of a column but its name. */
const NAMING = /^(Column|Display|DisplayName|JsonProperty\w*|JsonIgnore|DataMember)$/;

/** Reads the text that an attribute is given by place or name. */
function textIn(
  names: CSharpNames,
  attribute: Attribute | undefined,
  key: string | number,
): string | undefined {
  const range = attribute && names.argumentsOf(attribute.open).get(key);
  const [text, ...more] = (range && names.textOf(range, undefined)) ?? [];
  return typeof text === 'string' && more.length === 0 ? text : undefined;
}

/** The name of a type: `User?`, `Shop.User`, `Nullable<int>`; of a list, what is in it. */
function typeOf(
  { source }: CSharpNames,
  { from, to }: Range,
): { readonly name: string; readonly list: boolean } {
  let at = from;
  while (source.is(at + 1, '.') && at + 2 < to) at += 2;
  const name = source.word(at) ?? '';
  const array = source.is(to - 1, ']') || (source.is(to - 1, '?') && source.is(to - 2, ']'));
  if (source.is(at + 1, '<') && (name === 'Nullable' || COLLECTION.test(name)))
    return { name: source.word(at + 2) ?? '', list: name !== 'Nullable' };
  return { name, list: array && name !== 'byte' };
}

function columnOf(names: CSharpNames, field: CSharpField): ModelColumn | undefined {
  const { source } = names;
  const { name, modifiers, attributes, type, property, accessors, all } = field;
  if (!property || !modifiers.has('public') || modifiers.has('static') || accessors === undefined)
    return undefined;
  // What can't be set is put together from others.
  const inside = { from: accessors.from + 1, to: accessors.to };
  if (!['set', 'init'].some((word) => source.find(inside, word) < inside.to)) return undefined;
  if (attributes.some((one) => one.name === 'NotMapped')) return undefined;
  const { name: of, list } = typeOf(names, type);
  const value = VALUES.test(of) || /^byte$/.test(of);
  // What a user of ASP.NET Identity is, another table says.
  if ((list && !value) || /^Identity[A-Z]/.test(of)) return undefined;
  const column = attributes.find((one) => one.name === 'Column');
  const said = textIn(names, column, 0) ?? textIn(names, column, 'Name');
  const rest = attributes
    .filter((one) => !NAMING.test(one.name))
    .map(({ all: written }) => source.hash(written));
  const nullable = source.is(type.to - 1, '?');
  return {
    name: said ?? name,
    ...(said === undefined && { implied: true as const }),
    ...(said !== undefined && said !== name && { member: name }),
    ...(!value && { of }),
    ...source.lines(all),
    type: source.hash({ from: type.from, to: nullable ? type.to - 1 : type.to }),
    required: !nullable,
    rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
  };
}

function isEntity({ kind, name, modifiers, outer }: CSharpType): boolean {
  if (kind !== 'class' && kind !== 'record') return false;
  return outer === undefined && !modifiers.has('static') && !NO_ENTITY.test(name);
}

/** Reads the classes of one source that may be tables: which of them are, sets and configurations of other files tell. */
export function readEntityClasses(names: CSharpNames, findings: Findings): void {
  for (const found of names.file.types) {
    if (!isEntity(found)) continue;
    const columns = found.fields.flatMap((field) => columnOf(names, field) ?? []);
    const table = found.attributes.find((one) => one.name === 'Table');
    if (columns.length === 0 && table === undefined && found.supertypes.length === 0) continue;
    const said = textIn(names, table, 0) ?? textIn(names, table, 'Name');
    const schema = textIn(names, table, 'Schema');
    findings.models.push({
      ref: found.qualified,
      library: 'entity-framework',
      ...(said !== undefined && { table: schema === undefined ? said : `${schema}.${said}` }),
      bases: found.supertypes.filter((one) => !/^I[A-Z]/.test(one.slice(one.lastIndexOf('.') + 1))),
      columns,
      ...names.source.lines({ from: found.from, to: found.head.to }),
      body: '',
    });
  }
}
