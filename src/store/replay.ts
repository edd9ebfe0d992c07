import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { parsePath } from '../codec/paths.ts';
import { formatTask } from '../codec/task-file.ts';
import type { Event } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/trees.ts';

/** Tasks folded at a time: bounds memory on a large branch. */
const CHUNK = 500;

export interface ReplayReport {
  readonly tasks: number;
  readonly events: number;
  /** Tasks whose file is not, byte for byte, the fold of their events. */
  readonly differing: readonly { readonly id: TaskId; readonly problem: string }[];
  /** Paths that nothing of ours wrote. */
  readonly strays: readonly string[];
}

/** Folds every task of a tip from its event files alone and compares the task files byte for byte. */
export function replay(repository: Repository, tip: string): ReplayReport {
  const taskFiles = new Map<TaskId, string>();
  const eventFiles = new Map<TaskId, { path: string; oid: string }[]>();
  const strays: string[] = [];
  for (const { path, oid, type } of listTree(repository, tip, { recursive: true })) {
    const place = parsePath(path);
    if (type === 'blob' && place.kind === 'task') taskFiles.set(place.id, oid);
    else if (type === 'blob' && place.kind === 'events') {
      if (place.task === undefined) continue;
      const files = eventFiles.get(place.task);
      if (files === undefined) eventFiles.set(place.task, [{ path, oid }]);
      else files.push({ path, oid });
    } else if (path.startsWith('tasks/') || path.startsWith('events/')) strays.push(path);
  }
  const differing: { id: TaskId; problem: string }[] = [];
  const ids = [...new Set([...taskFiles.keys(), ...eventFiles.keys()])].sort();
  let count = 0;
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK).map((id) => ({ id, files: eventFiles.get(id) ?? [] }));
    const paths = chunk.flatMap(({ files }) => files);
    const events = readBlobs(
      repository,
      paths.map(({ oid }) => oid),
    );
    const tasks = readBlobs(
      repository,
      chunk.map(({ id }) => taskFiles.get(id) ?? `${tip}:`),
    );
    let at = 0;
    for (const [index, { id, files }] of chunk.entries()) {
      const story: Event[] = [];
      const unreadable: string[] = [];
      for (const { path } of files) {
        try {
          story.push(...parseEvents(parseDocument(events[at++]?.toString('utf8') ?? '', path), path));
        } catch (error) {
          if (!(error instanceof GitTaskError)) throw error;
          unreadable.push(error.message);
        }
      }
      count += story.length;
      const record = fold(story);
      const text = tasks[index]?.toString('utf8');
      if (unreadable.length > 0) differing.push({ id, problem: unreadable.join('; ') });
      else if (record === undefined) differing.push({ id, problem: 'no event created it' });
      else if (text === undefined) differing.push({ id, problem: 'has events but no task file' });
      else if (formatTask(record) !== text)
        differing.push({ id, problem: 'its file is not what its events say' });
    }
  }
  return { tasks: ids.length, events: count, differing, strays };
}
