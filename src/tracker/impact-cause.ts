import { isIdPrefix, type TaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { TaskSummary } from '../domain/task.ts';
import type { Ends } from './code.ts';
import type { Tracker } from './tracker.ts';

/** The newest task in progress in this worktree, whoever holds it. */
export function taskOfWorktree({ place }: Tracker, snapshot: Snapshot): TaskSummary | undefined {
  let newest: TaskSummary | undefined;
  for (const task of snapshot.inProgress) {
    const { claim } = task;
    if (claim === undefined || claim.clone !== place.clone || claim.worktree !== place.worktree) continue;
    if (newest?.claim === undefined || newest.claim.since < claim.since) newest = task;
  }
  return newest;
}

/** The tasks that trailers name: full ids, or beginnings that one task has. */
export function tasksOfTrailers(snapshot: Snapshot, values: readonly string[]): readonly TaskId[] {
  const ids = values.flatMap((value) => {
    const prefix = value.toLowerCase();
    const matches = isIdPrefix(prefix) ? snapshot.matches(prefix) : [];
    return matches.length === 1 ? matches : [];
  });
  return [...new Set(ids)];
}

/**
 * Tells whose work a difference is: of commits, the one task that the trailers of all of them name; of what is not
 * committed, the task in progress in this worktree. Undefined where nothing tells, or it is not the work of one.
 */
export async function causeOf(tracker: Tracker, ends: Ends): Promise<TaskId | undefined> {
  if (tracker.store.tip() === undefined) return undefined;
  const snapshot = await tracker.read();
  if (ends.after.kind !== 'tree') return taskOfWorktree(tracker, snapshot)?.id;
  const named = tracker.code.trailers(ends).map((values) => tasksOfTrailers(snapshot, values));
  const [only, ...others] = new Set(named.flat());
  return others.length === 0 && named.every((ids) => ids.length > 0) ? only : undefined;
}
