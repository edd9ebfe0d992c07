import type { Ref } from './names.ts';

/** What one place says of a class whose objects are rows: there it is a set of a database, or is configured. */
export interface EntitySetting {
  readonly of: Ref;
  /** What the set is called. */
  readonly set?: string;
  /** The table that it says to be. */
  readonly table?: string;
  readonly schema?: string;
  /** What it shows is no table. */
  readonly view?: true;
  /** Members whose columns are called otherwise. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Members that are columns, whatever their types are. */
  readonly members?: readonly string[];
  readonly ignored?: readonly string[];
}
