import { type DataValue, entriesOf, textAt } from '../data/data.ts';
import type { Pointer } from '../file-facts/api-document.ts';

/** What is said for readers and tools, not for those who call: no part of the contract. */
const SAID: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'tags',
  'operationId',
  'externalDocs',
  'deprecated',
  'default',
  'xml',
  'servers',
]);
/** Below these stand names that somebody chose, whatever words they are. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'responses',
  'headers',
  'content',
  'callbacks',
  'links',
  'mapping',
  'definitions',
  '$defs',
  'schemas',
  'scopes',
  'encoding',
]);

/** The place that stands here instead of anything else. */
export function refOf(value: DataValue | undefined): Pointer | undefined {
  return textAt(value, '$ref');
}

/**
 * Writes what callers rely on, in one form: the order of keys and lists makes no difference, nor what things are called
 * that are referred to.
 *
 * @param refs takes the places that the contract goes on at, in an order that is the same for the same contract
 */
export function contractText(value: DataValue, refs: Pointer[], named = false): string {
  if (value.is === 'text') return JSON.stringify(value.text);
  if (value.is === 'list') {
    const items = value.items.map((item) => writeApart(item));
    items.sort(byText);
    for (const item of items) for (const ref of item.refs) refs.push(ref);
    return `[${items.map(({ text }) => text).join(',')}]`;
  }
  const ref = named ? undefined : refOf(value);
  if (ref !== undefined) {
    refs.push(ref);
    return '$ref';
  }
  const members = value.entries
    .filter(({ key }) => named || !(SAID.has(key) || key.startsWith('x-')))
    .map(({ key, value: member }) => {
      const { text, refs: within } = writeApart(member, !named && NAMED.has(key));
      return { text: `${JSON.stringify(key)}:${text}`, refs: within };
    })
    .sort(byText);
  for (const member of members) for (const ref of member.refs) refs.push(ref);
  return `{${members.map(({ text }) => text).join(',')}}`;
}

interface Written {
  readonly text: string;
  readonly refs: readonly Pointer[];
}

function writeApart(value: DataValue, named = false): Written {
  const refs: Pointer[] = [];
  return { text: contractText(value, refs, named), refs };
}

function byText(a: Written, b: Written): number {
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

/** Writes all that a value holds. The order of keys makes no difference. */
export function wholeText(value: DataValue): string {
  if (value.is === 'text') return JSON.stringify(value.text);
  if (value.is === 'list') return `[${value.items.map(wholeText).join(',')}]`;
  const members = entriesOf(value).map(
    ({ key, value: member }) => `${JSON.stringify(key)}:${wholeText(member)}`,
  );
  return `{${members.sort().join(',')}}`;
}
