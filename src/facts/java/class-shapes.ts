import type { Range } from '../lexer/plain-source.ts';

/** `@GetMapping("/x")`: its name without the package, and the parenthesis of its arguments. */
export interface Annotation {
  readonly name: string;
  readonly all: Range;
  readonly open?: number;
}

export interface JavaParameter {
  readonly name: string;
  readonly all: Range;
  /** Without annotations, `final` and the name. */
  readonly type: Range;
}

/** What all that is in a class has. */
export interface Member {
  readonly name: string;
  readonly annotations: readonly Annotation[];
  readonly modifiers: ReadonlySet<string>;
  /** From its first annotation to behind its body. */
  readonly all: Range;
  /** Where it begins behind its annotations. */
  readonly from: number;
}

export interface JavaMethod extends Member {
  /** What stands in front of its name: type parameters and result. Empty of a constructor. */
  readonly result: Range;
  readonly parameters: readonly JavaParameter[];
  /** With its braces; empty where it has none. */
  readonly body: Range;
  /** In Kotlin the type that a function outside of it extends. */
  readonly receiver?: Range;
}

export interface JavaField extends Member {
  readonly type: Range;
  readonly value?: Range;
}

export interface JavaClass extends Member {
  readonly kind: 'class' | 'interface' | 'enum' | 'record' | '@interface';
  /** `Outer.Inner`. */
  readonly qualified: string;
  readonly outer?: JavaClass;
  /** Between its name and its brace. */
  readonly head: Range;
  /** What it extends and implements, as written, without type arguments. */
  readonly supertypes: readonly string[];
  readonly components: readonly JavaParameter[];
  readonly methods: JavaMethod[];
  readonly fields: JavaField[];
  /** Constants of an enum, initialisers, and what is none of the rest. */
  readonly others: Range[];
}

export interface JavaImport {
  readonly written: string;
  readonly isStatic: boolean;
  /** What it is called here, if it is called otherwise. */
  readonly as?: string;
}

/** What one source has. */
export interface JavaFile {
  readonly packageName: string;
  readonly imports: readonly JavaImport[];
  /** Outer ones first. */
  readonly classes: readonly JavaClass[];
  /** In Kotlin what stands outside of classes. */
  readonly functions?: readonly JavaMethod[];
  readonly values?: readonly JavaField[];
  /** A class has the constants of what it extends and implements. */
  readonly inheritsConstants: boolean;
}
