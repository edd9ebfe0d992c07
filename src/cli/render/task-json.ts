import { stampTime } from '../../domain/stamp.ts';
import type { Task } from '../../domain/task.ts';
import { taskValues } from '../../domain/task-values.ts';
import { blockersIn, stateOf, type View } from '../view.ts';

/** A task under `--json`: the keys of its file, absent values null, and what can only be told from the others. */
export function taskJson(view: View, task: Task): Record<string, unknown> {
  const blockers = blockersIn(view, task);
  const state = stateOf(view, task);
  const { id, title, set, ...values } = taskValues(task);
  // The keys stand in the order that callers know: whatever is told of them all stands beside its own.
  return {
    id,
    short: view.snapshot.short(task.id),
    title,
    ...values,
    created_at: new Date(stampTime(task.created)).toISOString(),
    set,
    blocked: blockers.length > 0,
    blocked_by: [
      ...new Set(blockers.map((blocker) => (blocker.kind === 'dependency' ? blocker.on : blocker.of))),
    ].filter((id) => id !== task.id),
    ready: state === 'ready',
    stale: state === 'stale',
  };
}
