/**
 * A value as a call is given it, as far as it is written out: a text, a list, a name, options; of anything else a hash of
 * its text.
 */
export type CallValue =
  | string
  | boolean
  | null
  | readonly CallValue[]
  | { readonly symbol: string }
  | { readonly text: readonly (string | { readonly name: string })[] }
  | { readonly name: string }
  | {
      readonly options: Readonly<Record<string, CallValue>>;
      readonly pairs: readonly (readonly [CallValue, CallValue])[];
    }
  | { readonly code: string };

/**
 * A statement of a language that is written in Ruby, which means something only with those around it, perhaps in other
 * files. `=` is an assignment, `def` a method.
 */
export interface Call {
  readonly call: string;
  /** What it is called on. */
  readonly on?: CallValue;
  readonly args?: readonly CallValue[];
  readonly options?: Readonly<Record<string, CallValue>>;
  /** Keys that are no symbols: `'x' => 'y'`. */
  readonly pairs?: readonly (readonly [CallValue, CallValue])[];
  /** What the block is given. */
  readonly params?: readonly string[];
  readonly block?: readonly Call[];
  /** Of a block that is code, not more of the language, a hash. */
  readonly body?: string;
  readonly line: number;
  readonly endLine: number;
}
