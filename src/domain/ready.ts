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
  const mine = new Set<TaskSummary>();
  for (const task of snapshot.open.values()) {
    const { assignee } = task;
    const own = isMe(actor, assignee);
    if ((!anyone && assignee !== undefined && !own) || !isReady(snapshot, graph.children, task)) continue;
    offers.push(task);
    if (own) mine.add(task);
  }
  const chains = chainsBehind(
    graph,
    offers.map((task) => task.id),
  );
  const ranked = offers.map((task) => ({
    task,
    group: mine.has(task) ? 0 : task.assignee === undefined ? 1 : 2,
    priority: task.priority,
    chain: chains.get(task.id) ?? 0,
    waiting: graph.dependents.get(task.id)?.length ?? 0,
    due: task.due ?? '9',
    created: task.created,
  }));
  ranked.sort(
    (one, two) =>
      one.group - two.group ||
      two.priority - one.priority ||
      two.chain - one.chain ||
      two.waiting - one.waiting ||
      compare(one.due, two.due) ||
      compare(one.created, two.created),
  );
  return ranked.map(({ task }) => task);
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
