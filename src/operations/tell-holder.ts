import { isHeldBy } from '../domain/lifecycle.ts';
import type { TaskSummary } from '../domain/task.ts';
import type { Draft } from './draft.ts';

/**
 * Tells whoever held a task that it was taken away; nothing where nobody or the actor held it.
 *
 * @param task as it was before
 * @param did what the actor did: `took over`, `cancelled`
 */
export function tellHolder(draft: Draft, task: TaskSummary, did: string): void {
  const { actor, place } = draft.context;
  const { claim } = task;
  if (task.status !== 'in_progress' || claim === undefined || isHeldBy(claim, actor, place)) return;
  draft.record('claim_conflict', task.id, {
    cause: actor,
    to: [claim.by],
    text: `${actor} ${did} this task, which ${claim.by} held`,
  });
}
