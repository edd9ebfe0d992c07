import type { Place } from '../domain/actor.ts';
import type { Task, TaskSummary } from '../domain/task.ts';
import { openAlerts } from '../domain/task.ts';
import { droppedCommits } from '../git/history.ts';
import { objectExists } from '../git/objects.ts';
import { isOid } from '../git/repository.ts';
import { resolveCommit } from '../git/revision.ts';
import { depthAsked } from '../operations/impacts.ts';
import { describeWithdrawn, withdrawImpacts } from '../operations/record-impacts.ts';
import type { StoreSnapshot, Tracker } from '../tracker/tracker.ts';

/**
 * Whether the work may go on where this clone does not see it: in another one, or merged as one commit, which drops its
 * own commits, but not what they do.
 */
function mayBeElsewhere({ status, claim }: Task, { clone }: Place): boolean {
  return status === 'completed' || status === 'in_review' || (claim !== undefined && claim.clone !== clone);
}

/** What is left of what a cause did, or undefined where none of it was dropped as far as this clone can tell. */
function whatIsLeft(
  { repository, code, place }: Tracker,
  snapshot: StoreSnapshot,
  cause: string,
): ReturnType<typeof code.whatIsLeft> | undefined {
  const task = snapshot.task(cause);
  if (task !== undefined && mayBeElsewhere(task, place)) return undefined;
  const commits = task?.commits ?? (isOid(cause) ? [cause] : []);
  if (commits.length === 0 || !commits.every((oid) => objectExists(repository, oid))) return undefined;
  const dropped = new Set(droppedCommits(repository, commits));
  if (dropped.size === 0) return undefined;
  if (task === undefined) return [];
  const worktree = task.claim?.worktree;
  const head = resolveCommit(
    repository,
    worktree === undefined ? 'main-worktree/HEAD' : `worktrees/${worktree}/HEAD`,
  );
  const holder = {
    clone: place.clone,
    ...(worktree === undefined ? {} : { worktree }),
    ...(head === undefined ? {} : { head }),
  };
  const left = commits.filter((oid) => !dropped.has(oid));
  return code.whatIsLeft(task, holder, left, depthAsked(snapshot.touchable(), task.id));
}

/**
 * Takes back what tasks were told by commits that are on no branch any more: no hook of git's runs when a branch is
 * deleted or reset. Looked at where a conflict would be in the way.
 *
 * @returns what was withdrawn
 */
export async function withdrawDropped(
  tracker: Tracker,
  snapshot: StoreSnapshot,
  tasks: readonly TaskSummary[],
): Promise<readonly string[]> {
  const conflicts = tasks.flatMap(openAlerts).filter(({ type }) => type === 'impact_conflict');
  const said: string[] = [];
  for (const cause of new Set(conflicts.map((alert) => alert.cause))) {
    const changes = whatIsLeft(tracker, snapshot, cause);
    if (changes === undefined || tracker.code.wasLate) continue;
    const { result } = await tracker.run(withdrawImpacts, { cause, changes });
    said.push(...describeWithdrawn(snapshot, result));
  }
  return said;
}
