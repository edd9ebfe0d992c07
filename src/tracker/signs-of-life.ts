import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { stampTime } from '../domain/stamp.ts';
import { type Claim, workflowHeads } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import { lastCommitWithLine, quotePattern } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';
import { TASKS_REF } from '../store/git-store.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';

/** Marks this worktree as alive: a call of git-task is a sign of life of whoever works in it. */
export function leaveSign(directory: PrivateDirectory, repository: Repository): void {
  const file = signName(repository.worktree?.name);
  try {
    const now = new Date();
    utimesSync(directory.file(file), now, now);
  } catch {
    directory.save(file, '');
  }
}

function signName(worktree: string | undefined): string {
  return worktree === undefined ? 'alive/main' : `alive/worktrees/${worktree}`;
}

function worktreeDirectory(repository: Repository, claim: Claim): string {
  return claim.worktree === undefined
    ? repository.commonDir
    : join(repository.commonDir, 'worktrees', claim.worktree);
}

/** Whether the claim's worktree was removed from this clone. Another clone's is never judged gone. */
function isGone(repository: Repository, claim: Claim): boolean {
  if (claim.worktree === undefined) return false;
  try {
    const link = readFileSync(join(worktreeDirectory(repository, claim), 'gitdir'), 'utf8').trim();
    return !existsSync(link);
  } catch {
    return true;
  }
}

/** When git or git-task last did something in the claim's worktree, in milliseconds. */
function lastSign(repository: Repository, directory: PrivateDirectory, claim: Claim): number {
  const home = worktreeDirectory(repository, claim);
  const files = [join(home, 'index'), join(home, 'logs', 'HEAD'), directory.file(signName(claim.worktree))];
  return Math.max(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/**
 * Tasks in progress whose holder is silent past the lease, or whose worktree is gone from this clone.
 *
 * @param clone this clone's id
 */
export function staleClaims(
  snapshot: Snapshot,
  repository: Repository,
  directory: PrivateDirectory,
  clone: string,
  now: number,
): ReadonlySet<TaskId> {
  const stale = new Set<TaskId>();
  let lease: number | undefined;
  for (const task of snapshot.inProgress) {
    const { claim } = task;
    if (claim === undefined) continue;
    lease ??= snapshot.policy.lease;
    const here = claim.clone === clone;
    if (here && isGone(repository, claim)) {
      stale.add(task.id);
      continue;
    }
    const moved = Math.max(...workflowHeads(task).map(stampTime));
    const horizon = now - lease;
    if (moved > horizon || (here && lastSign(repository, directory, claim) > horizon)) continue;
    const line = `Actor: ${quotePattern(oneLine(claim.by))}$`;
    if (lastCommitWithLine(repository, TASKS_REF, [line], Math.floor(horizon / 1000)) === undefined)
      stale.add(task.id);
  }
  return stale;
}
