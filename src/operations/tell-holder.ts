import { isHeldBy } from '../domain/lifecycle.ts';
import type { Status, TaskSummary } from '../domain/task.ts';
import type { Draft } from './draft.ts';

/** What a claim says of its task, by the task's status. */
const HAD: Partial<Record<Status, string>> = { in_progress: 'held', in_review: 'had submitted' };

/**
 * Tells whoever held a task, or handed it over for review, that it was taken away; nothing where nobody or the actor did.
 *
 * @param task as it was before
 * @param did what the actor did: `took over`, `cancelled`
 */
export function tellHolder(draft: Draft, task: TaskSummary, did: string): void {
  const { actor, place } = draft.context;
  const { claim } = task;
  if (claim === undefined || isHeldBy(claim, actor, place)) return;
  const had = HAD[task.status];
  if (had === undefined) return;
  draft.record('claim_conflict', task.id, {
    cause: actor,
    to: [claim.by],
    text: `${actor} ${did} this task, which ${claim.by} ${had}`,
  });
}
