import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { FUTURE_TOLERANCE_MS, stampTime } from '../domain/stamp.ts';
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

/** When git and git-task did something in the claim's worktree, in milliseconds. */
function signs(repository: Repository, directory: PrivateDirectory, claim: Claim): readonly number[] {
  const home = worktreeDirectory(repository, claim);
  const files = [join(home, 'index'), join(home, 'logs', 'HEAD'), directory.file(signName(claim.worktree))];
  return files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

const MET = 'future-claims.json';

/** When this clone first saw a claim that is stamped in the future, in milliseconds; now, where it could not be kept. */
function firstMet(directory: PrivateDirectory, { since }: Claim, now: number): number {
  const met = readMet(directory);
  const known = met[since];
  if (known !== undefined && known <= now) return known;
  directory.save(MET, `${JSON.stringify({ ...met, [since]: now })}\n`);
  return now;
}

function readMet(directory: PrivateDirectory): Readonly<Record<string, number>> {
  try {
    const value: unknown = JSON.parse(directory.read(MET) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, time]) => typeof time === 'number'));
  } catch {
    return {};
  }
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
    const horizon = now - lease;
    // A time that a wrong clock said is no sign of life: it would be one for ever.
    const isAlive = (time: number): boolean => time > horizon && time <= now + FUTURE_TOLERANCE_MS;
    if (workflowHeads(task).some((head) => isAlive(stampTime(head)))) continue;
    if (here && signs(repository, directory, claim).some(isAlive)) continue;
    const line = `Actor: ${quotePattern(oneLine(claim.by))}$`;
    const [since, until] = [horizon, now + FUTURE_TOLERANCE_MS].map((time) => Math.floor(time / 1000));
    if (lastCommitWithLine(repository, TASKS_REF, [line], since, until) !== undefined) continue;
    // Silent from when this clone first met the claim: either of the two clocks may be the wrong one.
    const isFuture = workflowHeads(task).every((head) => stampTime(head) > now + FUTURE_TOLERANCE_MS);
    if (!isFuture || firstMet(directory, claim, now) <= horizon) stale.add(task.id);
  }
  return stale;
}
