import { isAbsolute, resolve } from 'node:path';
import type { GitTaskError } from '../errors.ts';
import type { Tracker } from '../tracker/tracker.ts';

/** What git calls a hook with. */
export interface HookCall {
  readonly tracker: Tracker;
  readonly args: readonly string[];
  /** Standard input, of the hooks that have one. */
  readonly input: string;
}

/** What a hook has to say, and whether git may go on. */
export interface HookReport {
  readonly lines: readonly string[];
  readonly veto?: GitTaskError;
}

export const NOTHING: HookReport = { lines: [] };

/** The index that git commits from: a file of its own for `commit -a` and for some paths alone. */
export function handedIndex({ tracker }: HookCall): string | undefined {
  const { cwd, env } = tracker.ports;
  const file = env.GIT_INDEX_FILE;
  if (file === undefined || file === '') return undefined;
  return isAbsolute(file) ? file : resolve(cwd, file);
}
