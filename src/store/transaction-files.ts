import { formatEvents } from '../codec/event-file.ts';
import { eventsPath, parsePath, taskPath } from '../codec/paths.ts';
import { formatTask } from '../codec/task-file.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { FILE_LIMIT, MERGED_FILE_LIMIT } from '../domain/limits.ts';
import type { StoryFile } from '../domain/redaction.ts';
import type { Task, Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';

interface File {
  readonly path: string;
  readonly text: string;
}

/** What a move, an alert and the like add to the file of a task. */
const SLACK = 16 * 1024;

/** A task that a merge made larger than its limit can be moved and acknowledged, and take no long texts. */
function limitOf(path: string, standing: (id: TaskId) => Task | Tombstone | undefined): number {
  const place = parsePath(path);
  const record = place.kind === 'task' ? standing(place.id) : undefined;
  const bytes = record === undefined ? 0 : Buffer.byteLength(formatTask(record));
  return bytes > FILE_LIMIT ? Math.min(bytes + SLACK, MERGED_FILE_LIMIT) : FILE_LIMIT;
}

/**
 * The files that a transaction writes: each changed task, and the events of each task in one file, and what was redacted.
 *
 * @param standing the tasks as they stand
 * @throws TEXT_TOO_LONG where a file would grow past its limit
 */
export function transactionFiles(
  events: readonly Event[],
  changed: ReadonlyMap<TaskId, Task | Tombstone>,
  rewritten: readonly StoryFile[] = [],
  standing: (id: TaskId) => Task | Tombstone | undefined = () => undefined,
): readonly File[] {
  const byTask = new Map<TaskId | undefined, Event[]>();
  for (const event of events) byTask.set(event.task, [...(byTask.get(event.task) ?? []), event]);
  const files: File[] = [];
  for (const [id, record] of changed) files.push({ path: taskPath(id), text: formatTask(record) });
  for (const [task, own] of byTask) {
    const [first] = own;
    if (first !== undefined) files.push({ path: eventsPath(task, first.id), text: formatEvents(own) });
  }
  for (const { path, events: own } of rewritten) files.push({ path, text: formatEvents(own) });
  for (const { path, text } of files) {
    const bytes = Buffer.byteLength(text);
    if (bytes <= FILE_LIMIT || bytes <= limitOf(path, standing)) continue;
    throw new GitTaskError('TEXT_TOO_LONG', `${path} would have ${bytes} bytes, more than ${FILE_LIMIT}`, {
      hint: 'split the task, or keep long texts in the repository and link to them',
      details: { path, bytes, limit: FILE_LIMIT },
    });
  }
  return files;
}
