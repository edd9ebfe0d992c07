import type { TaskId } from './id.ts';
import { isOpen, isTombstone, type TaskSummary, type Tombstone } from './task.ts';

/** Tasks by the handle that a plan gave them; where several have the same one, an open one stands before closed ones. */
export function plannedTasks(tasks: Iterable<TaskSummary | Tombstone>): ReadonlyMap<string, TaskId> {
  const planned = new Map<string, TaskId>();
  for (const task of tasks) {
    if (isTombstone(task)) continue;
    const { plan_key: key } = task;
    if (key !== undefined && (isOpen(task) || !planned.has(key))) planned.set(key, task.id);
  }
  return planned;
}
