import type { Ref } from '../file-facts/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Parameter } from './signature.ts';

/** A name and what it is given where it is declared. */
export interface Binding {
  readonly ref: Ref;
  value?: Range;
  readonly type?: Range;
  /** What it is declared by: the name means what is around there, as in `mux := mux.NewRouter()`. */
  readonly by?: Range;
}

/** A function, a method or a function literal. */
export interface GoFunction {
  /** `Name` or `Type.Method`; undefined for a literal. */
  readonly name?: string;
  readonly pointer: boolean;
  /** From `func` to behind its body. */
  readonly all: Range;
  readonly typeParameters: Range;
  readonly parameters: readonly Parameter[];
  readonly results: Range;
  readonly body?: Range;
  /** What stands behind its first `return`s. */
  readonly returns: Range[];
}

/** A name that a package declares by `type`, `const` or `var`. */
export interface Declaration {
  readonly word: string;
  readonly name: string;
  readonly all: Range;
  readonly type: Range;
  readonly value?: Range;
}

/** `s.router = …`: what is assigned to, and what it gets. */
export interface Assignment {
  readonly head: number;
  readonly to: number;
  readonly value: Range;
}
