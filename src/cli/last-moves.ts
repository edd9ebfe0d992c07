import { textOf } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import { type TaskSummary, workflowHeads } from '../domain/task.ts';
import type { Call } from './call.ts';
import type { View } from './view.ts';

/** What brought a task to where it stands, and the reason that was given. */
export interface Move {
  readonly id: Stamp;
  readonly by: string;
  readonly done: string;
  readonly reason: string;
}

const DONE: Readonly<Record<string, string>> = {
  task_submitted: 'submitted',
  task_released: 'released',
  task_cancelled: 'cancelled',
  task_reopened: 'reopened',
};

/** The event that may have a reason; undefined where it can't, so that most tasks cost no look at their events. */
function movedBy(task: TaskSummary): Stamp | undefined {
  const head = workflowHeads(task).at(-1);
  return head === task.created || head === task.claim?.since || task.completed !== undefined
    ? undefined
    : head;
}

/** Why tasks stand where they stand, of those that were cancelled, released, submitted or reopened with a reason. */
export async function lastMoves(
  call: Call,
  { snapshot }: View,
  ids: readonly TaskId[],
): Promise<ReadonlyMap<TaskId, Move>> {
  const wanted = ids.flatMap((id): readonly (readonly [TaskId, Stamp])[] => {
    const task = snapshot.summary(id);
    const head = task && movedBy(task);
    return head === undefined ? [] : [[id, head]];
  });
  const moves = new Map<TaskId, Move>();
  for (const [id, event] of await call.tracker.store.events(new Map(wanted))) {
    const done = Object.hasOwn(DONE, event.type) ? DONE[event.type] : undefined;
    const reason = textOf(event, event.type === 'task_submitted' ? 'message' : 'reason');
    if (done !== undefined && reason !== undefined && reason.trim() !== '')
      moves.set(id, { id: event.id, by: event.by, done, reason });
  }
  return moves;
}
