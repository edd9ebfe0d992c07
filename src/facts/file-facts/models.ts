import type { Ref } from './names.ts';
import type { ColumnShape } from './schema.ts';

/** A column as a model declares it. */
export interface ModelColumn extends ColumnShape {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** The name is that of the member, which a convention of the whole tree may turn into another. */
  readonly implied?: true;
  /** The member that it is, where that is called otherwise and others may name it. */
  readonly member?: string;
  /** What its type is called: where that is a model, it is a relation and no column. */
  readonly of?: string;
}

/** Libraries with a setting that turns the names of all members into snake case. */
export type ModelLibrary = 'drizzle' | 'typeorm' | 'sequelize' | 'gorm' | 'entity-framework';

/**
 * How tables without a name of their own are called: by app and class, by the class in snake case or in lower case, or so
 * with an `s` behind it; as GORM does, by the struct in snake case and in the plural; or as Mongoose does, in lower case and in
 * the plural, unless what it is derived from says otherwise.
 */
export type TableNaming = 'app' | 'snake' | 'snakes' | 'lower' | 'lowers' | 'plurals' | 'collections';

/** Columns by what the class that has them calls them, in snake case, and what they are called where it is used. */
type CalledColumns = Readonly<Record<string, string>>;

/** A class whose columns a model takes under names of its own. */
export interface EmbeddedPart {
  readonly of: Ref;
  readonly called: CalledColumns;
}

/** A table between those of two models. */
export interface JoinTable {
  /** What stands behind the name of the model's own table. */
  readonly name: string;
  /** What it is called as a whole. */
  readonly table?: string;
  /** The model whose table's name stands behind that, all in snake case. */
  readonly to?: Ref;
  readonly line: number;
  readonly endLine: number;
  readonly body: string;
}

/** A class that may be a table, or that tables take columns from. */
export interface Model {
  readonly ref: Ref;
  /** The table it says to be. */
  readonly table?: string;
  /** A text in front of that name: a schema with its dot, a prefix. */
  readonly within?: Ref;
  readonly library?: ModelLibrary;
  /** Of it and of what is derived from it. */
  readonly naming?: TableNaming;
  /** What it is derived from, other than the classes of libraries. */
  readonly bases: readonly Ref[];
  /**
   * No table: what is derived from it takes its columns; `unless taken`: it is one where nothing is. A proxy is no table,
   * and nothing takes columns from it.
   */
  readonly role?: 'abstract' | 'unless taken' | 'proxy';
  readonly columns: readonly ModelColumn[];
  readonly embedded?: readonly EmbeddedPart[];
  /** Of columns that it inherits. */
  readonly called?: CalledColumns;
  /** What is derived from it has a table of its own: for what it adds, or for all that it has. */
  readonly separate?: 'added' | 'all';
  readonly joins?: readonly JoinTable[];
  readonly line: number;
  readonly endLine: number;
  /** Hash of constraints and indexes. */
  readonly body: string;
}
