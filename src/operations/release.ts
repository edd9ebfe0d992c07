import type { TaskId } from '../domain/id.ts';
import { workflowHeads } from '../domain/task.ts';
import { forEachTask, type Operation, type Outcome } from './operation.ts';
import { refuseClaimed, transitionRefused } from './refusals.ts';
import { tellHolder } from './tell-holder.ts';
import { validText } from './validate.ts';

export interface ReleaseInput {
  readonly ids: readonly TaskId[];
  readonly reason?: string;
  /** Release what another holds. */
  readonly force?: boolean;
}

/** Gives up claims, so that the tasks are free to take. Stale claims are free for anyone to release. */
export const release: Operation<ReleaseInput, Outcome> = {
  name: 'release',
  run(draft, { ids, reason, force = false }) {
    const why = reason === undefined ? undefined : validText(reason, 'reason');
    return forEachTask(draft, ids, (task) => {
      if (task.status === 'pending') return false;
      if (task.status !== 'in_progress') throw transitionRefused(draft, task, 'pending', 'pending');
      refuseClaimed(draft, task, force || draft.context.stale.has(task.id));
      draft.record('task_released', task.id, why === undefined ? {} : { reason: why }, workflowHeads(task));
      tellHolder(draft, task, 'released');
      return true;
    });
  },
};
