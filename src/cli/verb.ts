import type { Command } from 'commander';
import type { Call } from './call.ts';

/** One verb of the command line. */
export interface Verb {
  /** Positional arguments as commander writes them: `<id> <text>`, `[ids...]`. */
  readonly arguments?: string;
  /** Right calls, without `git task`; the first is the template of a wrong one. */
  readonly examples: readonly [string, ...string[]];
  /** What to know beyond summary and options, as lines that help shows as they are. */
  readonly about?: string;
  /** Exit statuses that say something of their own here. */
  readonly statuses?: readonly (readonly [status: number, meaning: string])[];
  /** Verbs that help points to. */
  readonly see?: readonly string[];
  /** Adds the verb's own options. */
  readonly options?: (command: Command) => void;
  /** Puts arguments into the form that the options expect. */
  readonly rewrite?: (argv: readonly string[], command: Command) => readonly string[];
  readonly run: (call: Call) => Promise<void>;
}

/** Gathers a repeated option. */
export function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
