import type { TaskId } from '../../domain/id.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { type State, stateOf, type View } from '../view.ts';

export interface GraphNode {
  readonly id: TaskId;
  readonly short: string;
  readonly title: string;
  readonly state: State;
  readonly task: TaskSummary;
}

/** `depends`: from waits for to. `parent`: from is part of to. */
export interface GraphEdge {
  readonly from: TaskId;
  readonly to: TaskId;
  readonly kind: 'depends' | 'parent';
}

export interface TaskPicture {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The edges among some tasks, each once, in time linear in them. */
function edgesAmong(tasks: ReadonlyMap<TaskId, TaskSummary>): readonly GraphEdge[] {
  const edges: GraphEdge[] = [];
  for (const { id, parent, depends_on } of tasks.values()) {
    for (const to of new Set(depends_on))
      if (to !== id && tasks.has(to)) edges.push({ from: id, to, kind: 'depends' });
    if (parent !== undefined && parent !== id && tasks.has(parent))
      edges.push({ from: id, to: parent, kind: 'parent' });
  }
  return edges;
}

/** What of it is reached from some tasks in one direction, in at most so many steps. */
function reach(
  roots: readonly TaskId[],
  next: ReadonlyMap<TaskId, readonly TaskId[]>,
  depth: number,
): ReadonlySet<TaskId> {
  const steps = new Map(roots.map((id) => [id, 0]));
  // A Map iterates over what is added during the walk: a breadth-first queue.
  for (const [id, step] of steps)
    if (step < depth)
      for (const other of next.get(id) ?? []) if (!steps.has(other)) steps.set(other, step + 1);
  return new Set(steps.keys());
}

function group(pairs: Iterable<readonly [TaskId, TaskId]>): ReadonlyMap<TaskId, readonly TaskId[]> {
  const groups = new Map<TaskId, TaskId[]>();
  for (const [key, value] of pairs) {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [value]);
    else known.push(value);
  }
  return groups;
}

/** First what is done first: where an edge leads in a picture. A parent ends after its children. */
export function inOrderOfWork({ from, to, kind }: GraphEdge): readonly [TaskId, TaskId] {
  return kind === 'depends' ? [to, from] : [from, to];
}

/**
 * Makes the picture of some tasks.
 *
 * @param around only these, what they wait for, and what waits for them, in at most `depth` steps; all where empty
 */
export function pictureOf(
  view: View,
  selected: readonly TaskSummary[],
  around: readonly TaskId[],
  depth: number,
): TaskPicture {
  const { snapshot } = view;
  const tasks = new Map(selected.map((task) => [task.id, task]));
  for (const id of around) {
    const task = snapshot.summary(id);
    if (task !== undefined) tasks.set(id, task);
  }
  // A cancelled dependency still blocks.
  for (const { depends_on } of [...tasks.values()])
    for (const id of depends_on) {
      const task = tasks.has(id) ? undefined : snapshot.summary(id);
      if (task?.status === 'cancelled') tasks.set(id, task);
    }
  const edges = edgesAmong(tasks);
  const pairs = edges.map(inOrderOfWork);
  const shown =
    around.length === 0
      ? new Set(tasks.keys())
      : new Set([
          ...reach(around, group(pairs.map(([first, then]) => [then, first])), depth),
          ...reach(around, group(pairs), depth),
        ]);
  return {
    nodes: [...tasks.values()]
      .filter(({ id }) => shown.has(id))
      .map((task) => ({
        id: task.id,
        short: snapshot.short(task.id),
        title: task.title,
        state: stateOf(view, task),
        task,
      })),
    edges: edges.filter(({ from, to }) => shown.has(from) && shown.has(to)),
  };
}
