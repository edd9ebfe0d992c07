import type { TaskId } from '../domain/id.ts';
import { mayBecome } from '../domain/lifecycle.ts';
import { workflowHeads } from '../domain/task.ts';
import { forEachTask, type Operation, type Outcome } from './operation.ts';
import { refuseClaimed, transitionRefused } from './refusals.ts';
import { tellHolder } from './tell-holder.ts';
import { validText } from './validate.ts';

export interface CancelInput {
  readonly ids: readonly TaskId[];
  readonly reason?: string;
  readonly force?: boolean;
}

export interface CancelOutcome extends Outcome {
  /** Open tasks that depend on what was cancelled, and stay blocked until somebody says otherwise. */
  readonly orphaned: readonly { readonly id: TaskId; readonly on: TaskId }[];
}

/** Cancels tasks. What depends on them stays blocked: only a person can say whether it still makes sense. */
export const cancel: Operation<CancelInput, CancelOutcome> = {
  name: 'cancel',
  run(draft, { ids, reason, force = false }) {
    const why = reason === undefined ? undefined : validText(reason, 'reason');
    const outcome = forEachTask(draft, ids, (task) => {
      if (task.status === 'cancelled') return false;
      if (!mayBecome(task.status, 'cancelled')) throw transitionRefused(draft, task, 'cancelled', 'pending');
      refuseClaimed(draft, task, force);
      draft.record('task_cancelled', task.id, why === undefined ? {} : { reason: why }, workflowHeads(task));
      tellHolder(draft, task, 'cancelled');
      return true;
    });
    const orphaned = outcome.changed.flatMap((on) => draft.dependents(on).map(({ id }) => ({ id, on })));
    return { ...outcome, orphaned };
  },
};
