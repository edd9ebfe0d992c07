import type { Place } from '../domain/actor.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { TaskSummary } from '../domain/task.ts';

/** Tasks in progress in this worktree, whoever holds them, the newest claim first: hooks don't know who commits. */
export function tasksHere(snapshot: Pick<Snapshot, 'inProgress'>, place: Place): readonly TaskSummary[] {
  return snapshot.inProgress
    .filter(({ claim }) => claim?.clone === place.clone && claim.worktree === place.worktree)
    .sort((one, two) => ((one.claim?.since ?? '') < (two.claim?.since ?? '') ? 1 : -1));
}

/** Tasks in progress elsewhere, in another worktree or clone. */
export function tasksElsewhere(snapshot: Pick<Snapshot, 'inProgress'>, place: Place): readonly TaskSummary[] {
  const here = new Set(tasksHere(snapshot, place).map(({ id }) => id));
  return snapshot.inProgress.filter(({ id }) => !here.has(id));
}
