import { type Blocker, blockersOf } from '../domain/blockers.ts';
import type { TaskId } from '../domain/id.ts';
import type { Status, TaskSummary } from '../domain/task.ts';
import type { StoreSnapshot } from '../tracker/tracker.ts';

/** A status, told more exactly: pending tasks are ready or blocked, or have open children. */
export type State = Status | 'ready' | 'blocked' | 'stale';

/** What lists and pages say of tasks beyond what stands in them. */
export interface View {
  readonly snapshot: StoreSnapshot;
  readonly stale: ReadonlySet<TaskId>;
}

export function createView(snapshot: StoreSnapshot, stale: ReadonlySet<TaskId>): View {
  return { snapshot, stale };
}

export function blockersIn(view: View, task: TaskSummary): readonly Blocker[] {
  return task.status === 'completed' || task.status === 'cancelled' ? [] : blockersOf(view.snapshot, task);
}

export function stateOf(view: View, task: TaskSummary): State {
  if (task.status === 'in_progress') return view.stale.has(task.id) ? 'stale' : 'in_progress';
  if (task.status !== 'pending') return task.status;
  if (blockersIn(view, task).length > 0) return 'blocked';
  return view.snapshot.children(task.id).length > 0 ? 'pending' : 'ready';
}

/** Whether a task is in a status or a state of that name. */
export function isInState(view: View, task: TaskSummary, wanted: string): boolean {
  if (task.status === wanted) return true;
  if (wanted === 'blocked') return blockersIn(view, task).length > 0;
  return stateOf(view, task) === wanted;
}
