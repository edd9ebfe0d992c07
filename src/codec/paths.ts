import { isTaskId, type TaskId } from '../domain/id.ts';
import { isStamp, type Stamp, stampTime } from '../domain/stamp.ts';

/** Folder of a task: its state and its whole story in one place. */
export function taskFolder(id: TaskId): string {
  return `tasks/${id.charAt(0)}/${id.charAt(1)}/${id}`;
}

export function taskPath(id: TaskId): string {
  return `${taskFolder(id)}/task.yaml`;
}

/** File of the events of one transaction: in the task's folder, or by the hour for events of no task. */
export function eventsPath(task: TaskId | undefined, first: Stamp): string {
  if (task !== undefined) return `${taskFolder(task)}/${first}.yaml`;
  const [day = '', hour = ''] = new Date(stampTime(first)).toISOString().split('T');
  return `events/${day.slice(0, 7)}/${day.slice(8)}T${hour.slice(0, 2)}/${first}.yaml`;
}

export type TreePath =
  | { readonly kind: 'task'; readonly id: TaskId }
  | { readonly kind: 'events'; readonly task?: TaskId; readonly first: Stamp }
  | { readonly kind: 'other' };

/** Tells what a path on the branch holds; anything not in its proper place is `other`. */
export function parsePath(path: string): TreePath {
  const parts = path.split('/');
  const file = parts.at(-1) ?? '';
  if (parts[0] === 'tasks' && parts.length === 5) {
    const id = parts[3] ?? '';
    if (!isTaskId(id) || `${taskFolder(id)}/${file}` !== path) return { kind: 'other' };
    if (file === 'task.yaml') return { kind: 'task', id };
    const first = file.slice(0, -'.yaml'.length);
    return file.endsWith('.yaml') && isStamp(first) ? { kind: 'events', task: id, first } : { kind: 'other' };
  }
  if (parts[0] === 'events' && parts.length === 4) {
    const first = file.slice(0, -'.yaml'.length);
    if (file.endsWith('.yaml') && isStamp(first) && eventsPath(undefined, first) === path)
      return { kind: 'events', first };
  }
  return { kind: 'other' };
}
