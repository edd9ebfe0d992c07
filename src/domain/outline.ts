import type { TaskId } from './id.ts';
import type { Outline } from './snapshot.ts';
import type { TaskSummary } from './task.ts';

/** Orders tasks by priority, then by age. */
export function byPriority(one: TaskSummary, two: TaskSummary): number {
  if (one.priority !== two.priority) return two.priority - one.priority;
  return one.created < two.created ? -1 : one.created > two.created ? 1 : 0;
}

/** Whether nothing in the task itself sets it apart. */
function isPlain(task: TaskSummary): boolean {
  return (
    task.status === 'pending' &&
    task.assignee === undefined &&
    task.hold === undefined &&
    task.due === undefined &&
    task.parent === undefined &&
    task.depends_on.length === 0
  );
}

/** The open tasks in two parts. */
export function outlineOf(open: ReadonlyMap<TaskId, TaskSummary>): Outline {
  const named = new Set<TaskId>();
  for (const { parent, depends_on } of open.values()) {
    for (const id of depends_on) named.add(id);
    if (parent !== undefined) named.add(parent);
  }
  const tied: TaskSummary[] = [];
  const free: TaskSummary[] = [];
  for (const task of open.values()) (isPlain(task) && !named.has(task.id) ? free : tied).push(task);
  return { tied: tied.sort(byPriority), free: free.sort(byPriority) };
}
