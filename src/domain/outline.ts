import type { TaskId } from './id.ts';
import type { Outline } from './snapshot.ts';
import type { Priority, TaskSummary } from './task.ts';

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

/** The open tasks in three parts. */
export function outlineOf(open: ReadonlyMap<TaskId, TaskSummary>): Outline {
  const parents = new Set<TaskId>();
  const dependencies = new Set<TaskId>();
  for (const { parent, depends_on } of open.values()) {
    for (const id of depends_on) dependencies.add(id);
    if (parent !== undefined) parents.add(parent);
  }
  const tied: TaskSummary[] = [];
  const free: TaskSummary[] = [];
  const awaited = new Map<Priority, TaskSummary[]>();
  for (const task of [...open.values()].sort(byPriority)) {
    if (!isPlain(task) || parents.has(task.id)) tied.push(task);
    else if (!dependencies.has(task.id)) free.push(task);
    else putAlike(awaited, task.priority, task);
  }
  return { tied, awaited, free };
}

/** Adds a value to the list of those of its key. */
export function putAlike<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
