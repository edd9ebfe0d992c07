import { withFullParser } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/trees.ts';
import { readEventFiles } from './history.ts';

/** The events of every task on a tip, by stamp. Reads all event files: for questions about all that ever happened. */
export async function readAllStories(
  repository: Repository,
  tip: string,
): Promise<ReadonlyMap<TaskId, readonly Event[]>> {
  const files = listTree(repository, tip, { recursive: true, path: 'tasks' }).flatMap(({ path, oid }) => {
    const place = parsePath(path);
    return place.kind === 'events' && place.task !== undefined ? [{ path, oid, task: place.task }] : [];
  });
  const read = await withFullParser(() => readEventFiles(repository, files));
  const stories = new Map<TaskId, Event[]>();
  for (const [at, { task }] of files.entries()) {
    const events = read[at] ?? [];
    const story = stories.get(task);
    if (story === undefined) stories.set(task, [...events]);
    else story.push(...events);
  }
  for (const story of stories.values()) story.sort((one, two) => (one.id < two.id ? -1 : 1));
  return stories;
}
