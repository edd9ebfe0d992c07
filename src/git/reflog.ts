import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** Whether a ref has a reflog; refs outside heads, remotes and notes have none unless a write asked for it. */
export function hasReflog(repository: Repository, ref: string): boolean {
  if (repository.refFormat === 'files') return existsSync(join(repository.commonDir, 'logs', ref));
  return runGit(repository, ['reflog', 'exists', ref], { okStatus: [0, 1] }).status === 0;
}

/** How HEAD of the repository's own worktree came to where it is. */
export interface HeadMove {
  /** Zeros where there was nothing before. */
  readonly from: string;
  readonly to: string;
  /** What git was doing: `commit`, `commit (amend)`, `cherry-pick`, `revert`, `merge main` … */
  readonly action: string;
}

/** A line is short; a message in it may be not. */
const TAIL_BYTES = 16 * 1024;

/** The newest move of HEAD; undefined where git keeps no log of it, or none that can be read as a file. */
export function lastHeadMove({ gitDir }: Repository): HeadMove | undefined {
  const line = lastLine(join(gitDir, 'logs', 'HEAD'));
  const [, from, to, action] = /^([0-9a-f]+) ([0-9a-f]+) [^\t]*\t(.*?)(?::|$)/.exec(line) ?? [];
  return from === undefined || to === undefined || action === undefined ? undefined : { from, to, action };
}

function lastLine(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
  } finally {
    closeSync(file);
  }
}
