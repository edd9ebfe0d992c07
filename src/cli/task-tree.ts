import type { TaskId } from '../domain/id.ts';
import type { Task, TaskSummary } from '../domain/task.ts';
import { wholeTasks } from './answer-tasks.ts';
import type { Call } from './call.ts';
import { taskJson } from './render/task-json.ts';
import type { View } from './view.ts';

/** How many of a task's children are completed; cancelled ones do not count. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

const DEEPEST = 100;

/** Counts the children of all tasks, closed ones too. */
export async function countChildren(call: Call, { snapshot }: View): Promise<ReadonlyMap<TaskId, Progress>> {
  const counts = new Map<TaskId, { done: number; of: number }>();
  const count = (parent: TaskId, completed: boolean): void => {
    const progress = counts.get(parent) ?? { done: 0, of: 0 };
    progress.of++;
    if (completed) progress.done++;
    counts.set(parent, progress);
  };
  for (const { parent } of snapshot.open.values()) if (parent !== undefined) count(parent, false);
  for (const { parent, completed } of await call.tracker.store.closedChildren(snapshot.tip))
    if (completed) count(parent, true);
  return counts;
}

/** Tasks and all that they are part of, so that each stands in its place. */
export function withAncestors({ snapshot }: View, tasks: readonly TaskSummary[]): TaskSummary[] {
  const found = new Map(tasks.map((task) => [task.id, task]));
  // A Map iterates over what is added during the walk.
  for (const { parent } of found.values()) {
    const task = parent === undefined || found.has(parent) ? undefined : snapshot.summary(parent);
    if (task !== undefined) found.set(task.id, task);
  }
  return [...found.values()];
}

/** A task and all of the tasks that are part of it, in their order. */
export function underTask(tasks: readonly TaskSummary[], root: TaskId): TaskSummary[] {
  const children = new Map<TaskId, TaskSummary[]>();
  for (const task of tasks) {
    if (task.parent === undefined) continue;
    const siblings = children.get(task.parent);
    if (siblings === undefined) children.set(task.parent, [task]);
    else siblings.push(task);
  }
  const members = new Set([root]);
  for (const member of members) for (const { id } of children.get(member) ?? []) members.add(id);
  return tasks.filter(({ id }) => members.has(id));
}

interface Branch {
  readonly [key: string]: unknown;
  readonly children: Branch[];
}

/**
 * Nests tasks as `--json` tells them. What lies deeper than {@link DEEPEST} stands as a further root, since many readers of
 * JSON take only so much: its `parent` says where it belongs.
 *
 * @param depths of all tasks, each right behind its parent or what is under an elder sibling
 */
export function nestTasks(
  view: View,
  depths: ReadonlyMap<TaskSummary, number>,
  progress: ReadonlyMap<TaskId, Progress>,
): readonly Branch[] {
  const whole = new Map<TaskId, Task>(
    wholeTasks(
      view,
      [...depths.keys()].map(({ id }) => id),
    ).map((task) => [task.id, task]),
  );
  const roots: Branch[] = [];
  const line: Branch[][] = [];
  for (const [{ id }, deep] of depths) {
    const task = whole.get(id);
    if (task === undefined) continue;
    const { done, of } = progress.get(id) ?? { done: 0, of: 0 };
    const branch: Branch = { ...taskJson(view, task), children_done: done, children_total: of, children: [] };
    const depth = deep % DEEPEST;
    (depth === 0 ? roots : (line[depth - 1] ?? roots)).push(branch);
    line[depth] = branch.children;
  }
  return roots;
}
