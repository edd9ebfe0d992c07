/** A value of a YAML or JSON document, as written: of numbers, dates and booleans the text. */
export type DataValue =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly DataValue[] }
  | { readonly is: 'map'; readonly entries: readonly DataEntry[] };

/** A key with its value. Lines from 1, both included. */
export interface DataEntry {
  readonly key: string;
  readonly value: DataValue;
  readonly line: number;
  readonly endLine: number;
}

/** The entries of a map; none of anything else. */
export function entriesOf(value: DataValue | undefined): readonly DataEntry[] {
  return value?.is === 'map' ? value.entries : [];
}

export function itemsOf(value: DataValue | undefined): readonly DataValue[] {
  return value?.is === 'list' ? value.items : [];
}

/** What a key of a map stands for. */
export function memberOf(value: DataValue | undefined, key: string): DataValue | undefined {
  return entriesOf(value).find((entry) => entry.key === key)?.value;
}

/** The text at a key; undefined for lists, maps and what is missing. */
export function textAt(value: DataValue | undefined, key: string): string | undefined {
  const member = memberOf(value, key);
  return member?.is === 'text' ? member.text : undefined;
}
