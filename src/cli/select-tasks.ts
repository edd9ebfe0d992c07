import type { TaskId } from '../domain/id.ts';
import { byPriority } from '../domain/outline.ts';
import { STATUSES, type TaskSummary } from '../domain/task.ts';
import { isInState, type View } from './view.ts';

/** What `--status` may name: the statuses, and what can be told from them. */
export const STATES: readonly string[] = [...STATUSES, 'ready', 'blocked', 'stale'];

type Order = (one: TaskSummary, two: TaskSummary) => number;

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

export const SORTS: Readonly<Record<string, Order>> = {
  priority: byPriority,
  created: (one, two) => compare(one.created, two.created),
  newest: (one, two) => compare(two.created, one.created),
  due: (one, two) => compare(one.due ?? '9', two.due ?? '9') || two.priority - one.priority,
  title: (one, two) => compare(one.title.toLowerCase(), two.title.toLowerCase()),
  status: (one, two) =>
    STATUSES.indexOf(one.status) - STATUSES.indexOf(two.status) || two.priority - one.priority,
};

export interface Selection {
  readonly status: string | undefined;
  /** Closed tasks too. */
  readonly all: boolean;
  readonly wanted: (task: TaskSummary) => boolean;
}

/** The tasks that a list is asked for; closed ones are read from git only where they can be among them. */
export function selectTasks(view: View, { status, all, wanted }: Selection): TaskSummary[] {
  const { snapshot } = view;
  const closed = all || status === 'completed' || status === 'cancelled';
  const candidates: TaskSummary[] = [...snapshot.open.values()];
  if (closed) {
    const ids = snapshot.ids().filter((id) => !snapshot.open.has(id));
    snapshot.load(ids);
    for (const id of ids) {
      const task = snapshot.summary(id);
      if (task !== undefined) candidates.push(task);
    }
  }
  return candidates.filter((task) => (status === undefined || isInState(view, task, status)) && wanted(task));
}

/**
 * The tasks with children right behind their parents, and how deep each lies.
 *
 * @param top comes first, though it may be part of another one
 */
export function treeOrder(tasks: readonly TaskSummary[], top?: TaskId): ReadonlyMap<TaskSummary, number> {
  const known = new Set(tasks.map((task) => task.id));
  const children = new Map<TaskId | undefined, TaskSummary[]>();
  for (const task of tasks) {
    const parent =
      task.parent !== undefined && task.id !== top && known.has(task.parent) ? task.parent : undefined;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [task]);
    else siblings.push(task);
  }
  const depths = new Map<TaskSummary, number>();
  const roots = children.get(undefined) ?? [];
  // A parent cycle, which only a merge can make, has no root: its tasks follow as they come.
  const stack = [...roots, ...tasks].reverse().map((task) => ({ task, depth: 0 }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { task, depth } = next;
    if (depths.has(task)) continue;
    depths.set(task, depth);
    for (const child of [...(children.get(task.id) ?? [])].reverse())
      stack.push({ task: child, depth: depth + 1 });
  }
  return depths;
}
