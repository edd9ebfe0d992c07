import type { Range } from '../lexer/plain-source.ts';

/** `[HttpGet("x")]`: its name without namespace and `Attribute`, and the parenthesis of its arguments. */
export interface Attribute {
  readonly name: string;
  readonly all: Range;
  readonly open?: number;
}

export interface CSharpParameter {
  readonly name: string;
  readonly all: Range;
  readonly attributes: readonly Attribute[];
  /** Without attributes, modifiers, name and default. */
  readonly type: Range;
  readonly value?: Range;
  /** It says `this`: its method extends what it takes. */
  readonly extended: boolean;
}

/** What all that is in a type has. */
export interface Member {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly modifiers: ReadonlySet<string>;
  /** From its first attribute to behind its body. */
  readonly all: Range;
  /** Where it begins behind its attributes. */
  readonly from: number;
}

export interface CSharpMethod extends Member {
  readonly result: Range;
  readonly parameters: readonly CSharpParameter[];
  readonly generic: boolean;
  /** It stands for one of an interface, and has no name of its own: `void IModule.Map()`. */
  readonly explicit: boolean;
  /** Behind its parameters: what it calls first, constraints, and its body with braces or arrow. */
  readonly rest: Range;
  readonly body: Range;
}

/** A property, field, constant or event. */
export interface CSharpField extends Member {
  readonly type: Range;
  readonly property: boolean;
  readonly explicit: boolean;
  /** What it is set to at first, or always. */
  readonly value?: Range;
  /** Accessors with their braces. */
  readonly accessors?: Range;
}

export interface CSharpType extends Member {
  readonly kind: 'class' | 'struct' | 'interface' | 'enum' | 'record' | 'delegate';
  /** `Outer.Inner`. */
  readonly qualified: string;
  readonly outer?: CSharpType;
  /** Between its name and its brace. */
  readonly head: Range;
  readonly generic: boolean;
  /** What it is derived from, as written, without type arguments. */
  readonly supertypes: readonly string[];
  /** What stands in parentheses behind its name. */
  readonly components: readonly CSharpParameter[];
  readonly methods: CSharpMethod[];
  readonly fields: CSharpField[];
  /** Constants of an enum, operators, and what is none of the rest. */
  readonly others: Range[];
}

export interface CSharpUsing {
  readonly written: string;
  readonly as?: string;
  readonly isStatic: boolean;
}
