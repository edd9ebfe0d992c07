import { type Event, textsOf } from './event.ts';
import type { Stamp } from './stamp.ts';
import type { Task } from './task.ts';

/**
 * Which events of a task count no longer, since an `undone` event names them. An undoing may be undone itself; an event
 * names only older ones, so that two can't name each other. What created a task is not undone: the task is deleted.
 *
 * @param events events of one task
 */
export function undoneIn(events: Iterable<Event>): ReadonlySet<Stamp> {
  const undone = new Set<Stamp>();
  const all = [...events];
  const undoings = all.filter(({ type }) => type === 'undone').sort((one, two) => (one.id < two.id ? 1 : -1));
  if (undoings.length === 0) return undone;
  const creations = new Set(all.filter(({ type }) => type === 'task_created').map(({ id }) => id));
  for (const undoing of undoings)
    if (!undone.has(undoing.id))
      for (const id of textsOf(undoing, 'events')) if (id < undoing.id && !creations.has(id)) undone.add(id);
  return undone;
}

/** Some events of a task without those that were undone. */
export function withoutUndone(
  events: readonly Event[],
  undone: ReadonlySet<Stamp> = undoneIn(events),
): readonly Event[] {
  return undone.size === 0 ? events : events.filter(({ id }) => !undone.has(id));
}

/**
 * What a task says, one value under each name; entries of lists under names of their own. Alerts are left out: they tell
 * of something that happened, and nobody builds on them.
 */
export function valuesOf(task: Task): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const put = (name: string, value: unknown): void => {
    if (value !== undefined) values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  };
  const { status, claim, completed } = task;
  put('status', { status, claim, completed });
  for (const key of [
    'title',
    'description',
    'type',
    'assignee',
    'due',
    'parent',
    'hold',
    'plan_key',
  ] as const)
    put(key, task[key]);
  put('priority', String(task.priority));
  for (const key of ['labels', 'depends_on', 'links', 'resources', 'commits'] as const)
    for (const entry of task[key]) put(`${key} ${entry}`, entry);
  for (const key of ['acceptance', 'notes'] as const)
    for (const entry of task[key]) put(`${key} ${entry.id}`, entry);
  for (const [key, value] of Object.entries(task.extra)) put(`extra ${key}`, value);
  return values;
}
