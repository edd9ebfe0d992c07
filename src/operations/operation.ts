import type { TaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Task } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Draft } from './draft.ts';

/**
 * One write: looks at the draft, records events on it, or throws what was refused, why, and the right call.
 *
 * It is run again, on a new draft, whenever the tip moved before it could be written.
 */
export interface Operation<Input, Result> {
  /** The verb of the commit's subject. */
  readonly name: string;
  readonly run: (draft: Draft, input: Input) => Result;
}

/** Which of the tasks an operation was asked for it changed, and which already were so. */
export interface Outcome {
  readonly changed: readonly TaskId[];
  readonly already: readonly TaskId[];
}

/**
 * The task with this id.
 *
 * @throws TASK_NOT_FOUND where it was deleted since it was named
 */
export function requireTask(snapshot: Snapshot, id: TaskId): Task {
  const task = snapshot.task(id);
  if (task === undefined)
    throw new GitTaskError('TASK_NOT_FOUND', `there is no task ${id}`, {
      template: 'git task list',
      details: { task: id },
    });
  return task;
}

/** Runs a step for every task and sorts them by whether it changed anything. */
export function forEachTask(draft: Draft, ids: readonly TaskId[], step: (task: Task) => boolean): Outcome {
  const changed: TaskId[] = [];
  const already: TaskId[] = [];
  for (const id of new Set(ids)) (step(requireTask(draft, id)) ? changed : already).push(id);
  return { changed, already };
}

/** How messages name a task: its short id and title. */
export function nameOf(
  snapshot: Pick<Snapshot, 'short'>,
  task: { readonly id: TaskId; readonly title: string },
): string {
  return `${snapshot.short(task.id)} "${task.title}"`;
}
