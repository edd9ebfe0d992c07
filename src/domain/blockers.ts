import type { TaskId } from './id.ts';
import type { Snapshot } from './snapshot.ts';
import { isOpen, type TaskSummary } from './task.ts';

/** One reason why a task can't proceed. */
export type Blocker =
  | {
      readonly kind: 'hold';
      readonly reason: string /** Whose hold: the task or an ancestor. */;
      readonly of: TaskId;
    }
  | {
      readonly kind: 'dependency';
      readonly on: TaskId;
      /** Absent where the dependency was deleted or never arrived. */
      readonly task?: TaskSummary;
      /** Whose dependency: the task or an ancestor. */
      readonly of: TaskId;
    };

type Lookup = Pick<Snapshot, 'summary' | 'isCompleted'>;

/** Open ancestors of a task, nearest first. A parent cycle, which only a merge can make, ends the walk. */
export function openAncestors(tasks: Lookup, task: TaskSummary): readonly TaskSummary[] {
  const ancestors: TaskSummary[] = [];
  const seen = new Set<TaskId>([task.id]);
  for (let id = task.parent; id !== undefined && !seen.has(id); ) {
    seen.add(id);
    const parent = tasks.summary(id);
    if (parent === undefined || !isOpen(parent)) break;
    ancestors.push(parent);
    id = parent.parent;
  }
  return ancestors;
}

/**
 * Everything that blocks a task: its hold, its dependencies that are not completed, and those of its open ancestors.
 *
 * A cancelled or missing dependency still blocks: only a person can say whether it is still needed.
 */
export function blockersOf(tasks: Lookup, task: TaskSummary): readonly Blocker[] {
  const blockers: Blocker[] = [];
  const line = new Set<TaskId>([task.id]);
  for (const holder of [task, ...openAncestors(tasks, task)]) {
    if (holder.hold !== undefined) blockers.push({ kind: 'hold', reason: holder.hold, of: holder.id });
    for (const on of holder.depends_on) {
      // A task may wait for what is under it; that, and what lies between, does not wait for itself.
      if (line.has(on)) continue;
      const dependency = tasks.summary(on);
      if (dependency?.status === 'completed') continue;
      blockers.push({
        kind: 'dependency',
        on,
        ...(dependency === undefined ? {} : { task: dependency }),
        of: holder.id,
      });
    }
    line.add(holder.id);
  }
  return blockers;
}

function isCompleted(tasks: Lookup, id: TaskId): boolean {
  return tasks.isCompleted?.(id) ?? tasks.summary(id)?.status === 'completed';
}

export function isBlocked(tasks: Lookup, task: TaskSummary): boolean {
  // Most tasks have no parent: nothing is inherited, and there is nothing to list.
  if (task.parent === undefined)
    return task.hold !== undefined || task.depends_on.some((on) => on !== task.id && !isCompleted(tasks, on));
  return blockersOf(tasks, task).length > 0;
}
