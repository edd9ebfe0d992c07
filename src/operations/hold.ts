import type { TaskId } from '../domain/id.ts';
import { isOpen } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { forEachTask, nameOf, type Operation, type Outcome } from './operation.ts';
import { validText } from './validate.ts';

export interface HoldInput {
  readonly ids: readonly TaskId[];
  readonly reason: string;
}

/** Puts a person's or agent's own block on open tasks, with its reason. */
export const hold: Operation<HoldInput, Outcome> = {
  name: 'block',
  run(draft, { ids, reason }) {
    const why = validText(reason, 'reason');
    return forEachTask(draft, ids, (task) => {
      if (!isOpen(task))
        throw new GitTaskError(
          'TRANSITION_NOT_ALLOWED',
          `${nameOf(draft, task)} is ${task.status} and can't be blocked`,
          {
            template: [`git task reopen ${draft.short(task.id)}`, `git task show ${draft.short(task.id)}`],
            details: { task: task.id, status: task.status },
          },
        );
      if (task.hold === why) return false;
      draft.record('task_held', task.id, { reason: why });
      return true;
    });
  },
};

/** Takes the hold off tasks; what they depend on still blocks them. */
export const unhold: Operation<{ readonly ids: readonly TaskId[] }, Outcome> = {
  name: 'unblock',
  run(draft, { ids }) {
    return forEachTask(draft, ids, (task) => {
      if (task.hold === undefined) return false;
      draft.record('task_unheld', task.id);
      return true;
    });
  },
};
