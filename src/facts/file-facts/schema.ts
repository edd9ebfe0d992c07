/** Of a table in its normal form. Columns are named without it. */
interface OfTable {
  readonly table: string;
  readonly line: number;
}

interface OfColumn extends OfTable {
  readonly column: string;
}

/** What makes up a column: a hash of its type, whether it must have a value, a hash of the rest. */
export interface ColumnShape {
  readonly type: string;
  readonly required: boolean;
  readonly rest: string;
}

/** One step of a schema's history. `body` is a hash of the constraints of a table. */
export type SchemaStep =
  | (OfTable & { readonly does: 'create table'; readonly endLine: number; readonly body: string })
  | (OfTable & { readonly does: 'drop table' })
  | (OfTable & { readonly does: 'rename table'; readonly to: string })
  | (OfColumn & ColumnShape & { readonly does: 'add column'; readonly endLine: number })
  | (OfColumn & Partial<ColumnShape> & { readonly does: 'alter column' })
  | (OfColumn & { readonly does: 'drop column' })
  | (OfColumn & { readonly does: 'rename column'; readonly to: string });

/** Where the steps of a file stand in the history of a schema, if it is no matter of their paths. */
export interface Revision {
  readonly id: string;
  /** What goes before it. */
  readonly after: readonly string[];
}
