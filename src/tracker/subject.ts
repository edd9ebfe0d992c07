import type { Task } from '../domain/task.ts';
import type { Draft } from '../operations/draft.ts';

/** How the log names a transaction: `start k7x2m4q9wd: Implement auth`, or `complete 3 tasks: k7x2…, …`. */
export function subjectOf(verb: string, draft: Draft): string {
  const first = draft.events[0]?.task;
  const task: Task | undefined = first === undefined ? undefined : draft.task(first);
  const own = new Set(
    draft.events.filter(({ type }) => !type.startsWith('impact_') || verb === 'ack').map(({ task }) => task),
  );
  if (own.size > 1) return `${verb} ${own.size} tasks: ${[...own].join(', ')}`;
  if (task !== undefined) return `${verb} ${task.id}: ${task.title}`;
  return first === undefined ? verb : `${verb} ${first}`;
}
