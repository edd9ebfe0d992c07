import type { TaskId } from '../domain/id.ts';
import { forEachTask, type Operation, type Outcome } from './operation.ts';
import { validName } from './validate.ts';

export interface AssignInput {
  readonly ids: readonly TaskId[];
  /** Absent: nobody. */
  readonly assignee?: string;
}

/** Says whose tasks these are, or that they are nobody's. */
export const assign: Operation<AssignInput, Outcome> = {
  name: 'assign',
  run(draft, { ids, assignee }) {
    const name = assignee === undefined ? undefined : validName(assignee, 'assignee');
    return forEachTask(draft, ids, (task) => {
      if (task.assignee === name) return false;
      draft.record('task_assigned', task.id, name === undefined ? {} : { assignee: name });
      return true;
    });
  },
};
