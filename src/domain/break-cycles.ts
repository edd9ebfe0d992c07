import { family, findPath, type Waiting, waitsFor } from './graph.ts';
import type { TaskId } from './id.ts';
import { waitOrder } from './wait-order.ts';

/** Steps of all searches together; behind that every wait that may be part of a cycle counts as one. */
const MOST_STEPS = 2_000_000;

/** One wait that would make a task wait for itself. */
export interface CycleEdge {
  readonly id: TaskId;
  readonly on: TaskId;
}

/** Parents that would make a task its own ancestor, each by the last task of the circle. */
export function parentCycles(tasks: ReadonlyMap<TaskId, Waiting>): ReadonlySet<TaskId> {
  const sound = new Set<TaskId>();
  const cut = new Set<TaskId>();
  for (const { id } of tasks.values()) {
    const line = new Set<TaskId>();
    let last = id;
    for (let at: TaskId | undefined = id; at !== undefined && !sound.has(at); ) {
      if (line.has(at)) {
        cut.add(last);
        break;
      }
      line.add(at);
      last = at;
      at = cut.has(at) ? undefined : tasks.get(at)?.parent;
    }
    for (const member of line) sound.add(member);
  }
  return cut;
}

/**
 * Which waits of some tasks have to go, so that no task waits for itself; of a circle the one that stands last.
 *
 * @param tasks all open tasks, without circles of parents
 * @param fresh whose waits may go
 */
export function dependencyCycles(
  tasks: ReadonlyMap<TaskId, Waiting>,
  fresh: ReadonlySet<TaskId>,
): readonly CycleEdge[] {
  const { stuck } = waitOrder(tasks);
  const suspects = [...tasks.values()].filter(({ id }) => stuck.has(id) && fresh.has(id));
  if (suspects.length === 0) return [];
  const standing = new Map(tasks);
  for (const task of suspects) standing.set(task.id, { ...task, depends_on: [] });
  const children = new Map<TaskId, TaskId[]>();
  for (const { id, parent } of tasks.values()) {
    if (parent === undefined) continue;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [id]);
    else known.push(id);
  }
  const graph = { children };
  const lookup = { summary: (id: TaskId) => standing.get(id) };
  const edges: CycleEdge[] = [];
  let steps = 0;
  for (const { id, depends_on } of suspects) {
    const waiters = family(graph, id);
    steps += waiters.size;
    for (const on of depends_on) {
      const before = standing.get(id);
      if (before === undefined) continue;
      standing.set(id, { ...before, depends_on: [...before.depends_on, on] });
      const isWaiter = (at: TaskId): boolean => {
        if (++steps > MOST_STEPS) return true;
        const task = waiters.has(at) ? standing.get(at) : undefined;
        return task !== undefined && waitsFor(lookup, graph, task).includes(on);
      };
      if (findPath(lookup, graph, on, isWaiter) === undefined) continue;
      edges.push({ id, on });
      standing.set(id, before);
    }
  }
  return edges;
}
