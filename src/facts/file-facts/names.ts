/**
 * A name as a file uses it, followed by the steps to what it stands for: `router` a local name, `users.router` a member,
 * `create()` what a function returns, `create@0` its first parameter. A local name that is not the file's own but that of
 * an inner scope carries the scope's number: `router~3`.
 */
export type Ref = string;

/** A text put together from what is written and from constants, perhaps of other files. */
export type TextPart = string | { readonly ref: Ref };
export type WrittenText = readonly TextPart[];

/** `name` is what the other module calls it: `default`, `*` for its namespace, `=` for its `module.exports`. */
export interface Import {
  readonly as: string;
  readonly from: string;
  readonly name: string;
}

/**
 * With `from`, `of` is a name of that module, else one of this file. `*` as the name passes on all that `of` has; `=` is
 * what a CommonJS module is as a whole.
 */
export interface Export {
  readonly name: string;
  readonly of: Ref;
  readonly from?: string;
  readonly line: number;
}

/** Something with a name: a function, class, method (`Class.method`), constant, type … Lines from 1, both included. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
  /** Private, or a member of a mere object: no symbol, but it may be what handles a route. */
  readonly inner?: true;
}

/**
 * What of a source is used otherwise than its other lists say: handed on, kept, called. Whatever becomes of it there, a
 * router may come to be served by it.
 */
export interface Uses {
  /** Names of other modules of the tree, by those modules as they are written here; `*` for all that one has. */
  readonly modules?: Readonly<Record<string, readonly string[]>>;
  /** Own names that lead to routers. */
  readonly own?: readonly Ref[];
  /** Own names that lead to routers, by those of the functions that give them out. */
  readonly given?: Readonly<Record<Ref, readonly Ref[]>>;
  /**
   * Names of functions that functions mention, by those; '' for what stands outside of any. A name of the package, one of
   * another (`users.Register`), a method with what it is of (`Server.routes`, `users.New().Register`) or alone (`.routes`).
   */
  readonly calls?: Readonly<Record<Ref, readonly Ref[]>>;
  /** Directories out of which modules of any name are loaded, from that of this file on; `*` for any directory. */
  readonly loads?: readonly string[];
}
