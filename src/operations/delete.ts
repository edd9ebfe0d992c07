import type { Task, TaskSummary } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Draft } from './draft.ts';
import { forEachTask, nameOf, type Operation, type Outcome } from './operation.ts';
import { refuseClaimed } from './refusals.ts';

export interface DeleteInput {
  readonly ids: readonly string[];
  /** What another holds. */
  readonly force?: boolean;
}

/** An open task that still needs the other one, and how. */
function neededBy(draft: Draft, { id }: Task, going: ReadonlySet<string>): TaskSummary | undefined {
  for (const task of draft.open.values())
    if (!going.has(task.id) && (task.parent === id || task.depends_on.includes(id))) return task;
  return undefined;
}

/** @throws TASK_NEEDED where an open task that stays waits for the one that goes, or is part of it */
export function refuseNeeded(draft: Draft, task: Task, going: ReadonlySet<string>): void {
  const other = neededBy(draft, task, going);
  if (other === undefined) return;
  const [id, needs] = [draft.short(task.id), draft.short(other.id)];
  const isChild = other.parent === task.id;
  throw new GitTaskError(
    'TASK_NEEDED',
    `${nameOf(draft, other)} ${isChild ? 'is part of' : 'waits for'} ${nameOf(draft, task)}`,
    {
      template: isChild ? `git task edit ${needs} --no-parent` : `git task undepend ${needs} --on ${id}`,
      details: { task: task.id, needed_by: other.id },
    },
  );
}

/**
 * Deletes tasks: nobody sees them any more, and their ids are never given again. History keeps what they held until it is
 * purged.
 */
export const deleteTasks: Operation<DeleteInput, Outcome> = {
  name: 'delete',
  run(draft, { ids, force = false }) {
    const going = new Set(ids);
    return forEachTask(draft, ids, (task) => {
      refuseNeeded(draft, task, going);
      refuseClaimed(draft, task, force);
      draft.record('task_deleted', task.id);
      return true;
    });
  },
};
