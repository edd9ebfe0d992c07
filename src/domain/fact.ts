/**
 * `exact`: read from the source as it stands. `suffix`: the end of the name is sure, what a mount puts in front of it
 * could not be resolved.
 */
export type FactCertainty = 'exact' | 'suffix';

/** One nameable thing that the source text of a tree defines: an endpoint, a symbol, a table, a column … */
export interface Fact {
  /** A kind of resource. */
  readonly kind: string;
  /** In the normal form of resources of that kind. */
  readonly name: string;
  readonly certainty: FactCertainty;
  /** From the root of the repository. */
  readonly path: string;
  /** Where it is defined, counted from 1, both included. */
  readonly line: number;
  readonly endLine: number;
  /** Hash of what callers rely on: parameters, types, signature, nullability. Equal hashes, equal contracts. */
  readonly contract: string;
  /** Hash of the rest, without comments and white space. */
  readonly body: string;
  /** Of an endpoint a hash of how it is registered, without its path and the text of handlers that stand elsewhere. */
  readonly registration?: string;
  /** Of an endpoint that an API's document lists: the document, and the path that it puts in front of all its own. */
  readonly document?: { readonly path: string; readonly base: string };
  /** Of a type or field that an API's documents describe: those documents. Others may mean another one by its name. */
  readonly api?: string;
  /** Of a symbol that a module passes on, or has under another name: the name it has where it is defined. */
  readonly definition?: string;
  /** Of a table or column: scripts make it. Models may describe the same one. */
  readonly scripted?: true;
}
