import type { Place } from './actor.ts';
import type { Snapshot } from './snapshot.ts';
import type { Claim, Status, TaskSummary } from './task.ts';

/** Which status may follow which. */
const MAY_BECOME: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['in_progress', 'completed', 'cancelled'],
  in_progress: ['in_review', 'pending', 'completed', 'cancelled'],
  in_review: ['completed', 'in_progress', 'cancelled'],
  completed: ['pending'],
  cancelled: ['pending'],
};

export function mayBecome(from: Status, to: Status): boolean {
  return MAY_BECOME[from].includes(to);
}

/** Whether a claim is this very holder's: names alone do not tell two clones of one person apart. */
export function isHeldBy(claim: Claim | undefined, actor: string, place: Place): boolean {
  return (
    claim !== undefined &&
    claim.by === actor &&
    claim.clone === place.clone &&
    claim.worktree === place.worktree
  );
}

/** Tasks in progress that the actor holds in this worktree, the newest claim first. */
export function heldHere(
  snapshot: Pick<Snapshot, 'inProgress'>,
  actor: string,
  place: Place,
): readonly TaskSummary[] {
  const held = snapshot.inProgress.filter(({ claim }) => isHeldBy(claim, actor, place));
  return held.sort((one, two) => ((one.claim?.since ?? '') < (two.claim?.since ?? '') ? 1 : -1));
}
