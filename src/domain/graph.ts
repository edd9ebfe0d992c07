import type { TaskId } from './id.ts';
import type { TaskSummary } from './task.ts';

/** What of a task says for whom it waits. */
export type Waiting = Pick<TaskSummary, 'id' | 'parent' | 'depends_on'>;

interface Lookup {
  readonly summary: (id: TaskId) => Waiting | undefined;
}

/** Who waits for whom among the open tasks. */
export interface TaskGraph {
  /** Open tasks that depend on a task directly. */
  readonly dependents: ReadonlyMap<TaskId, readonly TaskId[]>;
  /** Open children of a task. */
  readonly children: ReadonlyMap<TaskId, readonly TaskId[]>;
}

function push(map: Map<TaskId, TaskId[]>, key: TaskId, value: TaskId): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** One for each map of open tasks: a call asks for it up to five times. */
const GRAPHS = new WeakMap<ReadonlyMap<TaskId, TaskSummary>, TaskGraph>();

/** The graph of some open tasks; each half is built when it is asked for. */
export function buildGraph(open: ReadonlyMap<TaskId, TaskSummary>): TaskGraph {
  const known = GRAPHS.get(open);
  if (known !== undefined) return known;
  const graph = graphOf(() => open.values());
  GRAPHS.set(open, graph);
  return graph;
}

/** The graph of all open tasks that depend on another or are part of one; others may be among them. */
export function graphOf(tasks: () => Iterable<Waiting>): TaskGraph {
  let dependents: TaskGraph['dependents'] | undefined;
  let children: TaskGraph['children'] | undefined;
  return {
    get dependents() {
      dependents ??= dependentsOf(tasks());
      return dependents;
    },
    get children() {
      children ??= childrenOf(tasks());
      return children;
    },
  };
}

export function dependentsOf(tasks: Iterable<Waiting>): TaskGraph['dependents'] {
  const dependents = new Map<TaskId, TaskId[]>();
  for (const task of tasks) for (const on of task.depends_on) push(dependents, on, task.id);
  return dependents;
}

export function childrenOf(tasks: Iterable<Waiting>): TaskGraph['children'] {
  const children = new Map<TaskId, TaskId[]>();
  for (const task of tasks) {
    const { parent } = task;
    if (parent !== undefined) push(children, parent, task.id);
  }
  return children;
}

/**
 * Length of the longest chain of open tasks that waits behind each task; left out where nothing does.
 *
 * Linear in tasks and dependencies, and without recursion: chains may be 10,000 long. A cycle, which only a
 * merge can make, counts as if its last edge were not there.
 */
export function chainsBehind(
  { dependents }: Pick<TaskGraph, 'dependents'>,
  ids: Iterable<TaskId>,
): ReadonlyMap<TaskId, number> {
  const lengths = new Map<TaskId, number>();
  const entered = new Set<TaskId>();
  for (const root of ids) {
    if (!dependents.has(root)) continue;
    const stack: TaskId[] = [root];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      if (lengths.has(id)) {
        stack.pop();
        continue;
      }
      const behind = dependents.get(id) ?? [];
      if (!entered.has(id)) {
        entered.add(id);
        // Most have nothing behind them: those end a chain without being entered.
        for (const dependent of behind)
          if (dependents.has(dependent) && !entered.has(dependent)) stack.push(dependent);
        continue;
      }
      stack.pop();
      let longest = 0;
      for (const dependent of behind) {
        const length = lengths.get(dependent) ?? (dependents.has(dependent) ? -1 : 0);
        if (length >= longest) longest = length + 1;
      }
      lengths.set(id, longest);
    }
  }
  return lengths;
}

/** A task and all open ones under it. */
export function family(graph: Pick<TaskGraph, 'children'>, id: TaskId): ReadonlySet<TaskId> {
  const members = new Set<TaskId>([id]);
  for (const member of members) for (const child of graph.children.get(member) ?? []) members.add(child);
  return members;
}

/** Ids a task waits for before it can be completed: dependencies, own and inherited, and open children. */
export function waitsFor(
  tasks: Lookup,
  graph: Pick<TaskGraph, 'children'>,
  task: Waiting,
): readonly TaskId[] {
  const ids = [...task.depends_on, ...(graph.children.get(task.id) ?? [])];
  const line = new Set<TaskId>([task.id]);
  for (let id = task.parent; id !== undefined && !line.has(id); ) {
    const parent = tasks.summary(id);
    // As with blockers: a task may wait for what is under it, and that does not wait for itself.
    ids.push(...(parent?.depends_on ?? []).filter((on) => !line.has(on)));
    line.add(id);
    id = parent?.parent;
  }
  return ids;
}

/**
 * Finds how one task already waits for another.
 *
 * @param isGoal tells the tasks that are looked for
 * @returns the ids from `from` to the nearest goal, both included; undefined where there is no such path
 */
export function findPath(
  tasks: Lookup,
  graph: Pick<TaskGraph, 'children'>,
  from: TaskId,
  isGoal: (id: TaskId) => boolean,
): readonly TaskId[] | undefined {
  const cameFrom = new Map<TaskId, TaskId | undefined>([[from, undefined]]);
  // A Map iterates over what is added during the walk: a breadth-first queue.
  for (const id of cameFrom.keys()) {
    if (isGoal(id)) {
      const path: TaskId[] = [];
      for (let step: TaskId | undefined = id; step !== undefined; step = cameFrom.get(step)) path.push(step);
      return path.reverse();
    }
    const task = tasks.summary(id);
    if (task === undefined) continue;
    for (const next of waitsFor(tasks, graph, task)) if (!cameFrom.has(next)) cameFrom.set(next, id);
  }
  return undefined;
}
