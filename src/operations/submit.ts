import type { TaskId } from '../domain/id.ts';
import { mayBecome } from '../domain/lifecycle.ts';
import type { Value } from '../domain/task.ts';
import { type Claim, workflowHeads } from '../domain/task.ts';
import { forEachTask, type Operation, type Outcome } from './operation.ts';
import { refuseBlocked, refuseClaimed, transitionRefused } from './refusals.ts';
import { validText } from './validate.ts';

export interface SubmitInput {
  readonly ids: readonly TaskId[];
  readonly message?: string;
  readonly force?: boolean;
}

/** A claim as the data of an event that keeps it. */
export function claimValue(claim: Claim): Value {
  return { ...claim };
}

/** Hands tasks over for review. Frees the worktree for other work and unblocks nobody. */
export const submit: Operation<SubmitInput, Outcome> = {
  name: 'submit',
  run(draft, { ids, message, force = false }) {
    const reason = message === undefined ? undefined : validText(message, 'message');
    return forEachTask(draft, ids, (task) => {
      if (task.status === 'in_review') return false;
      if (!mayBecome(task.status, 'in_review'))
        throw transitionRefused(
          draft,
          task,
          'in_review',
          task.status === 'pending' ? 'in_progress' : 'pending',
        );
      refuseClaimed(draft, task, force);
      refuseBlocked(draft, task, force);
      draft.record(
        'task_submitted',
        task.id,
        {
          ...(reason === undefined ? {} : { message: reason }),
          ...(task.claim === undefined ? {} : { claim: claimValue(task.claim) }),
        },
        workflowHeads(task),
      );
      return true;
    });
  },
};
