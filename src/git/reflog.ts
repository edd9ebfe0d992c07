import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** Whether a ref has a reflog; refs outside heads, remotes and notes have none unless a write asked for it. */
export function hasReflog(repository: Repository, ref: string): boolean {
  if (repository.refFormat === 'files') return existsSync(join(repository.commonDir, 'logs', ref));
  return runGit(repository, ['reflog', 'exists', ref], { okStatus: [0, 1] }).status === 0;
}
