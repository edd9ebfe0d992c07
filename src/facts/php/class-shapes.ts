import type { Range } from '../lexer/plain-source.ts';

export interface PhpParameter {
  /** With its `$`. */
  readonly name: string;
  /** Without attributes, modifiers and name; with `&` and `...`. */
  readonly type: Range;
  readonly default?: Range;
  /** A constructor makes a property of it. */
  readonly promoted?: ReadonlySet<string>;
  readonly attributes: readonly Range[];
  readonly all: Range;
}

export interface PhpFunction {
  readonly name: string;
  readonly modifiers: ReadonlySet<string>;
  /** What stands within `#[` and `]`. */
  readonly attributes: readonly Range[];
  readonly all: Range;
  /** Where it begins behind its attributes. */
  readonly from: number;
  readonly parameters: readonly PhpParameter[];
  /** The type that it returns. */
  readonly result: Range;
  /** With its braces; empty where it has none. */
  readonly body: Range;
}

export interface PhpField {
  readonly name: string;
  readonly modifiers: ReadonlySet<string>;
  readonly attributes: readonly Range[];
  readonly all: Range;
  readonly type: Range;
  readonly value?: Range;
}

export interface PhpClass {
  readonly kind: 'class' | 'interface' | 'trait' | 'enum';
  /** Empty of an anonymous one. */
  readonly name: string;
  readonly modifiers: ReadonlySet<string>;
  readonly attributes: readonly Range[];
  readonly all: Range;
  readonly from: number;
  /** Between its name and its brace. */
  readonly head: Range;
  /** What it extends or implements, as written. */
  readonly supertypes: readonly string[];
  readonly methods: PhpFunction[];
  /** Properties; their names without `$`. */
  readonly fields: PhpField[];
  readonly constants: PhpField[];
  /** Of an enum. */
  readonly cases: Range[];
  /** The traits it uses, as written. */
  readonly traits: Range[];
}
