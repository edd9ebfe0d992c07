import type { Ref, WrittenText } from './names.ts';

/**
 * A call of a function that is given texts, and may register something under them: `s.get("/users", list)`. Said in
 * languages whose routes may have parameters of functions in their paths.
 */
export interface GivenCall {
  /** The function. */
  readonly to: Ref;
  /** The arguments that are texts, by their places. */
  readonly texts: Readonly<Record<string, WrittenText>>;
  /** Those of the others that are names, by their places. */
  readonly names?: Readonly<Record<string, Ref>>;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
  /** Functions whose text is part of the body. */
  readonly handlers?: readonly Ref[];
  /** The function that it stands in. */
  readonly within?: Ref;
}
