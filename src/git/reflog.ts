import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** Whether a ref has a reflog; refs outside heads, remotes and notes have none unless told. */
export function hasReflog(repository: Repository, ref: string): boolean {
  if (repository.refFormat === 'files') return existsSync(join(repository.commonDir, 'logs', ref));
  return runGit(repository, ['reflog', 'exists', ref], { okStatus: [0, 1] }).status === 0;
}

/**
 * Starts a reflog for a ref, which git then continues by itself.
 * @throws GIT_COMMAND_FAILED
 */
export function startReflog(repository: Repository, ref: string, oid: string): void {
  runGit(repository, ['update-ref', '--create-reflog', '-m', 'git-task: reflog started', ref, oid, oid]);
}
