import { blockersOf, openAncestors } from './blockers.ts';
import type { Event } from './event.ts';
import type { TaskId } from './id.ts';
import type { MergeEvent } from './merge.ts';
import { isOpen, type TaskSummary } from './task.ts';

/** Tasks as a merge leaves them. */
export interface MergedTasks {
  summary(id: TaskId): TaskSummary | undefined;
}

/** Ids that a task waits for: its own dependencies and those of its open ancestors. */
function waitsOf(tasks: MergedTasks, task: TaskSummary): readonly TaskId[] {
  const inherited = openAncestors(tasks, task).flatMap((parent) => parent.depends_on);
  return [...new Set([...task.depends_on, ...inherited.filter((id) => id !== task.id)])];
}

/** The open tasks of a cycle through a task, from it back to it; undefined where there is none. */
export function cycleThrough(tasks: MergedTasks, id: TaskId): readonly TaskId[] | undefined {
  const cameFrom = new Map<TaskId, TaskId>();
  // An array that grows while it is walked: a breadth-first queue.
  const queue: TaskId[] = [id];
  for (const step of queue) {
    const task = tasks.summary(step);
    if (task === undefined || !isOpen(task)) continue;
    for (const next of waitsOf(tasks, task)) {
      if (next === id) {
        const path = [step];
        for (let at = step; at !== id; ) {
          at = cameFrom.get(at) ?? id;
          path.unshift(at);
        }
        return path;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, step);
      queue.push(next);
    }
  }
  return undefined;
}

/** The new event that closed a cycle last: whoever made it is told. */
function lastEdge(events: readonly Event[], cycle: ReadonlySet<TaskId>): Event | undefined {
  const edges = events.filter(
    (event) =>
      event.task !== undefined &&
      cycle.has(event.task) &&
      (event.type === 'dependency_added' || event.type === 'task_created' || 'parent' in event.data),
  );
  return edges.sort((one, two) => (one.id < two.id ? -1 : 1)).at(-1);
}

function cycles(tasks: MergedTasks, events: readonly Event[]): readonly MergeEvent[] {
  const told = new Set<string>();
  const starts = new Set(events.flatMap(({ task }) => task ?? []));
  const found: MergeEvent[] = [];
  for (const id of [...starts].sort()) {
    const cycle = cycleThrough(tasks, id);
    const edge = cycle === undefined ? undefined : lastEdge(events, new Set(cycle));
    if (cycle === undefined || edge?.task === undefined) continue;
    const key = [...cycle].sort().join();
    if (told.has(key)) continue;
    told.add(key);
    found.push({
      type: 'dependency_cycle',
      task: edge.task,
      data: {
        cause: edge.id,
        cycle,
        to: [edge.by],
        text: `these wait for each other: ${[...cycle, ...cycle.slice(0, 1)].join(' -> ')}; one of the waits has to go`,
      },
    });
  }
  return found;
}

function holdersOf(task: TaskSummary): readonly string[] {
  return [...new Set([task.claim?.by, task.assignee].filter((name) => name !== undefined))];
}

/** Work in progress that what the other side did now blocks. */
function nowBlocked(tasks: MergedTasks, ids: Iterable<TaskId>): readonly MergeEvent[] {
  const found: MergeEvent[] = [];
  for (const id of ids) {
    const task = tasks.summary(id);
    if (task?.status !== 'in_progress') continue;
    for (const blocker of blockersOf(tasks, task)) {
      const cause = blocker.kind === 'hold' ? blocker.of : blocker.on;
      const what =
        blocker.kind === 'hold'
          ? `a hold: ${blocker.reason}`
          : `${blocker.on} "${blocker.task?.title ?? 'gone'}"`;
      found.push({
        type: 'impact_warning',
        task: id,
        data: { cause, to: holdersOf(task), text: `in progress here, and blocked now by ${what}` },
      });
    }
  }
  return found;
}

/** Open children whose parent the other side completed. */
function orphaned(tasks: MergedTasks, ids: Iterable<TaskId>): readonly MergeEvent[] {
  return [...ids].flatMap((id): readonly MergeEvent[] => {
    const task = tasks.summary(id);
    const parent = task?.parent === undefined ? undefined : tasks.summary(task.parent);
    if (task === undefined || parent?.status !== 'completed' || !isOpen(task)) return [];
    const text = `still open, and its parent ${parent.id} "${parent.title}" is completed`;
    const to = [
      ...new Set([...holdersOf(task), ...(parent.completed === undefined ? [] : [parent.completed.by])]),
    ];
    return [{ type: 'impact_warning', task: id, data: { cause: parent.id, to, text } }];
  });
}

/** Tells one finding from another, whatever its words. */
function keyOf({ type, task, data }: MergeEvent): string {
  return `${type} ${task} ${String(data.cause)}`;
}

function findings(tasks: MergedTasks, events: readonly Event[]): readonly MergeEvent[] {
  const touched = [...new Set(events.flatMap(({ task }) => task ?? []))].sort();
  return [...cycles(tasks, events), ...nowBlocked(tasks, touched), ...orphaned(tasks, touched)];
}

/** One side of a merge: its tasks, and the events that only it has. */
export interface Side {
  readonly tasks: MergedTasks;
  readonly events: readonly Event[];
}

/**
 * Checks what no single task shows after a merge: cycles, work in progress that is blocked now, open children of a
 * completed parent. What one side did knowingly, alone, is not found. A function of the two sides, so equal on every
 * clone.
 */
export function checkWhole(merged: MergedTasks, one: Side, two: Side): readonly MergeEvent[] {
  const known = new Set([...findings(one.tasks, one.events), ...findings(two.tasks, two.events)].map(keyOf));
  return findings(merged, [...one.events, ...two.events]).filter((finding) => {
    const alerts = merged.summary(finding.task)?.alerts ?? [];
    const told = alerts.some((alert) => alert.type === finding.type && alert.cause === finding.data.cause);
    return !told && !known.has(keyOf(finding));
  });
}
