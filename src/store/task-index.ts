import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import {
  isOpen,
  isTombstone,
  openAlerts,
  type Task,
  type TaskSummary,
  type Tombstone,
} from '../domain/task.ts';
import type { IdList } from './id-list.ts';
import { rowOf } from './row.ts';
import type { RowTable } from './row-table.ts';

/**
 * What everyday questions need, keyed by a tip. Derived: losing it costs a rebuild and nothing else.
 *
 * Rows are those of open tasks, of closed ones that open ones refer to or that still have something to tell,
 * and of a few that closed lately.
 */
export interface TaskIndex {
  tip: string;
  stamp: Stamp | undefined;
  format: string;
  /** Another hand than git-task's made the tip. */
  foreign: boolean;
  settings: ReadonlyMap<string, string>;
  /** Some file on the tip is not in canonical form, so that the full parser is needed. */
  handWritten: boolean;
  readonly broken: Map<TaskId, string>;
  readonly deleted: Set<TaskId>;
  rows: RowTable;
  /** Ids of every task, deleted ones included. */
  ids: IdList;
  /** How many transactions this clone wrote, roughly: when to pack. */
  transactions: number;
  /** The base file that rows were loaded from, and the ids whose rows changed since. */
  base: { readonly name: string; readonly changed: Set<TaskId> } | undefined;
}

/** Takes the new state of a task into the index. */
export function putTask(index: TaskIndex, record: Task | Tombstone): void {
  const { id } = record;
  index.broken.delete(id);
  if (isTombstone(record)) {
    index.deleted.add(id);
    index.rows.delete(id);
  } else {
    index.deleted.delete(id);
    index.rows.set(id, rowOf(record));
  }
  index.base?.changed.add(id);
  index.ids.add(id);
}

/** Ids that open tasks refer to and the index has no row of. */
export function missingReferences(index: TaskIndex, tasks: Iterable<TaskSummary>): readonly TaskId[] {
  const missing = new Set<TaskId>();
  for (const task of tasks) {
    if (!isOpen(task)) continue;
    for (const id of [...task.depends_on, ...(task.parent === undefined ? [] : [task.parent])])
      if (!index.rows.has(id) && index.ids.has(id) && !index.deleted.has(id)) missing.add(id);
  }
  return [...missing];
}

/** Whether everyday questions ask for a task. */
export function isHot(task: TaskSummary): boolean {
  return isOpen(task) || openAlerts(task).length > 0;
}
