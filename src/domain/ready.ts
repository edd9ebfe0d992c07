import { isMe } from './actor.ts';
import { isBlocked } from './blockers.ts';
import { buildGraph, chainsBehind } from './graph.ts';
import type { TaskId } from './id.ts';
import type { Snapshot } from './snapshot.ts';
import type { TaskSummary } from './task.ts';

/** Pending, with nothing in its way and no open child that is the real work. */
export function isReady(
  tasks: Pick<Snapshot, 'summary'>,
  children: ReadonlyMap<TaskId, readonly TaskId[]>,
  task: TaskSummary,
): boolean {
  return task.status === 'pending' && !children.has(task.id) && !isBlocked(tasks, task);
}

/**
 * Tasks to offer an actor, best first: its own before unassigned ones; then by priority, by how much open work
 * hangs on them (the longest chain, then how many wait directly), by due date, by age.
 *
 * @param anyone offer other people's tasks too
 */
export function readyTasks(snapshot: Snapshot, actor: string, anyone: boolean): readonly TaskSummary[] {
  const graph = buildGraph(snapshot.open);
  const offers: TaskSummary[] = [];
  for (const task of snapshot.open.values()) {
    if (!anyone && task.assignee !== undefined && !isMe(actor, task.assignee)) continue;
    if (isReady(snapshot, graph.children, task)) offers.push(task);
  }
  const chains = chainsBehind(
    graph,
    offers.map((task) => task.id),
  );
  const group = (task: TaskSummary): number =>
    isMe(actor, task.assignee) ? 0 : task.assignee === undefined ? 1 : 2;
  const waiting = (task: TaskSummary): number => graph.dependents.get(task.id)?.length ?? 0;
  return offers.sort(
    (one, two) =>
      group(one) - group(two) ||
      two.priority - one.priority ||
      (chains.get(two.id) ?? 0) - (chains.get(one.id) ?? 0) ||
      waiting(two) - waiting(one) ||
      compare(one.due ?? '9', two.due ?? '9') ||
      compare(one.created, two.created),
  );
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
