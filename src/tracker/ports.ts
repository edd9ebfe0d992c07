import type { Entropy } from '../domain/stamp.ts';
import type { Environment } from '../git/git-env.ts';

/** What the tracker needs of the world; main.ts alone knows where it comes from. */
export interface Ports {
  readonly cwd: string;
  readonly env: Environment;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly entropy: Entropy;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly hostname: () => string;
  readonly loginName: () => string;
  /** Says something on stderr that is no part of the answer. */
  readonly warn: (text: string) => void;
  /** Absolute path of the program that starts git-task. */
  readonly launcher: () => string;
  /** Absolute paths of node and of what it runs, for whoever starts git-task without a PATH. */
  readonly runtime: () => { readonly node: string; readonly program: string };
  /** Runs git-task itself with these arguments, later and unwatched. */
  readonly background: (args: readonly string[]) => void;
}
