import type { LineRange } from './link.ts';

/**
 * How surely a change did what it says. `exact`: surely. `suffix`: the name's beginning could not be resolved.
 * `pattern`: found by a wildcard, a directory or a guess.
 */
export type ChangeCertainty = 'exact' | 'suffix' | 'pattern';

/** Lines of a file's old version that a diff replaced; of an insertion none: `from` is the line after, `to` the line before. */
export interface ReplacedLines extends LineRange {
  /** How many lines the new version has in their place. */
  readonly now: number;
}

/** What a diff really did to one nameable thing, whether or not anybody declared it. */
export interface CodeChange {
  readonly relation: 'adds' | 'removes' | 'renames' | 'modifies';
  /** A kind of resource; `file` for the file itself. */
  readonly kind: string;
  /** In the normal form of its kind; of a rename the old name. */
  readonly name: string;
  /** The new name; of `renames` alone. */
  readonly to?: string;
  /** What `modifies` altered: `contract` is what callers rely on, `body` the rest. */
  readonly aspect?: 'contract' | 'body';
  /** Of a symbol the names, as of `name`, under which modules that pass it on have the same done to it. */
  readonly also?: readonly string[];
  /** Of a symbol that a module passes on: another change has it under `also`. It is told to those who ask for this name. */
  readonly passedOn?: true;
  readonly certainty: ChangeCertainty;
  /** The line to look at: in the tree after the change, except of what was removed. From 1. */
  readonly path: string;
  readonly line: number;
  /** Of a file that is on both sides, where its lines could be compared; in their order. */
  readonly hunks?: readonly ReplacedLines[];
  /** Of a file whose symbols are read: one that is not among the changes did not change. */
  readonly read?: true;
  /** Of a file, symbols that were looked for and found: one that is not among the changes did not change. */
  readonly found?: readonly string[];
}
