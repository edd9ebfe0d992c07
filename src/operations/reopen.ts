import type { TaskId } from '../domain/id.ts';
import { isOpen, workflowHeads } from '../domain/task.ts';
import { refuseCycleThroughParent } from './edit.ts';
import { forEachTask, type Operation, type Outcome } from './operation.ts';
import { claimValue } from './submit.ts';
import { validText } from './validate.ts';

export interface ReopenInput {
  readonly ids: readonly TaskId[];
  readonly reason?: string;
}

/** Opens closed tasks again; one in review goes back to its author, claim and all. */
export const reopen: Operation<ReopenInput, Outcome> = {
  name: 'reopen',
  run(draft, { ids, reason }) {
    const why = reason === undefined ? undefined : validText(reason, 'reason');
    return forEachTask(draft, ids, (task) => {
      if (task.status === 'pending' || task.status === 'in_progress') return false;
      const back =
        task.status === 'in_review' && task.claim !== undefined ? { claim: claimValue(task.claim) } : {};
      draft.record(
        'task_reopened',
        task.id,
        { ...(why === undefined ? {} : { reason: why }), ...back },
        workflowHeads(task),
      );
      // While it was closed its parent did not wait for it, and nobody asked what it inherits.
      if (!isOpen(task) && task.parent !== undefined) refuseCycleThroughParent(draft, task.id, task.parent);
      return true;
    });
  },
};
