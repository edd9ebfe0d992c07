import type { Ref } from '../file-facts/names.ts';
import type { ClassShape } from './classes.ts';
import type { FunctionShape } from './functions.ts';
import type { Range } from './source.ts';

/** What a name of some scope stands for. */
export interface Binding {
  readonly ref: Ref;
  /** Of a variable; where several assign, the first. */
  value: Range | undefined;
  /** The member of the value that it is, where the value is taken apart. */
  readonly member: string | undefined;
  readonly type: Range | undefined;
  readonly shape: FunctionShape | undefined;
  readonly class: ClassShape | undefined;
  readonly import: { readonly from: string; readonly name: string } | undefined;
  /** Of the variable of a `for … of`: what that goes over, and where the loop ends. */
  readonly loop: (Range & { readonly end: number }) | undefined;
  /** The variable of a loop in the same scope that is called the same. */
  other: Binding | undefined;
  /** Of a parameter: where it stands in which function. */
  readonly parameter:
    | { readonly of: FunctionShape; readonly index: number; readonly member: string | undefined }
    | undefined;
}
