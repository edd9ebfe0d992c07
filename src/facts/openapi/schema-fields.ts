import { type DataEntry, type DataValue, entriesOf, itemsOf, memberOf, textAt } from '../data/data.ts';
import type { ApiField, Pointer } from '../file-facts/api-document.ts';
import { hashText } from '../hash.ts';
import { contractText, wholeText } from './contract.ts';

/** Keys that only a schema has. */
const OF_SCHEMA: ReadonlySet<string> = new Set(['properties', 'allOf', 'oneOf', 'anyOf', 'enum']);
const TYPE = /^(string|object|array|integer|number|boolean|null|file)$/;
const NAME = /^[^\s\p{Cc}]{1,200}$/u;

/** Tells whether a value describes data. */
export function isSchema(value: DataValue): boolean {
  return TYPE.test(textAt(value, 'type') ?? '') || entriesOf(value).some(({ key }) => OF_SCHEMA.has(key));
}

/** Hashes what a schema says by itself: of others it refers to, no more than what they are called. */
function shallow(value: DataValue, more = ''): string {
  const refs: Pointer[] = [];
  const text = contractText(value, refs);
  const names = refs.map((ref) => ref.slice(ref.lastIndexOf('/') + 1));
  return hashText([text, more, ...names].join(' '));
}

/** The properties of a schema, also of those that it is put together from here. */
function propertiesOf(schema: DataValue): { readonly entry: DataEntry; readonly required: boolean }[] {
  const parts = [schema, ...itemsOf(memberOf(schema, 'allOf'))];
  const required = new Set(
    parts.flatMap((part) =>
      itemsOf(memberOf(part, 'required')).map((item) => (item.is === 'text' ? item.text : '')),
    ),
  );
  return parts.flatMap((part) =>
    entriesOf(memberOf(part, 'properties'))
      .filter(({ key }) => NAME.test(key))
      .map((entry) => ({ entry, required: required.has(entry.key) })),
  );
}

/** What a schema is without its properties. */
function withoutProperties(schema: DataValue): DataValue {
  if (schema.is !== 'map') return schema;
  const entries = schema.entries.flatMap((entry): DataEntry[] => {
    if (entry.key === 'properties' || entry.key === 'required') return [];
    if (entry.key !== 'allOf' || entry.value.is !== 'list') return [entry];
    return [{ ...entry, value: { is: 'list', items: entry.value.items.map(withoutProperties) } }];
  });
  return { is: 'map', entries };
}

/** Reads a schema, called `''`, and its properties. */
export function schemaFields({ value, line, endLine }: Omit<DataEntry, 'key'>): ApiField[] {
  const own = withoutProperties(value);
  const contract = shallow(own);
  const fields: ApiField[] = [{ name: '', line, endLine, contract, body: hashText(wholeText(own)) }];
  for (const { entry, required } of propertiesOf(value)) {
    fields.push({
      name: entry.key,
      line: entry.line,
      endLine: entry.endLine,
      contract: shallow(entry.value, required ? 'required' : ''),
      // No property is taken for another one by its type alone.
      body: hashText(`${entry.key} ${wholeText(entry.value)}`),
    });
  }
  return fields;
}
