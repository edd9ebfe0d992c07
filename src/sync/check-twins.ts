import { parsePath } from '../codec/paths.ts';
import type { TaskId } from '../domain/id.ts';
import type { Repository } from '../git/repository.ts';
import { deletedAmong } from '../store/epoch.ts';
import { type EventFile, listStories, readEventFiles } from '../store/history.ts';
import type { Arrived } from './check-tree.ts';
import { refuse } from './refusal.ts';

/** Files read at a time: bounds memory. */
const CHUNK = 200;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/**
 * Checks that no event file brings an event under the stamp of another one of its task: the fold would take it in that
 * one's place, though no file changed.
 *
 * @param several folders where a file of several events arrived; in all others a name says all
 * @throws REMOTE_INVALID
 */
export function checkTwins(
  repository: Repository,
  ours: string | undefined,
  tip: string,
  arrived: readonly Arrived[],
  several: ReadonlySet<string>,
): void {
  const fresh = new Set<TaskId>();
  for (const { place, isNew } of arrived) if (place.kind === 'task' && isNew) fresh.add(place.id);
  const known = new Set<TaskId>();
  const files: EventFile[] = [];
  const paths = new Set(arrived.flatMap(({ path, isNew }) => (isNew ? [] : [path])));
  for (const { path, oid, place } of arrived) {
    if (place.kind !== 'events') continue;
    const isKnown = ours !== undefined && place.task !== undefined && !fresh.has(place.task);
    if (isKnown && place.task !== undefined) known.add(place.task);
    if (isKnown || several.has(folderOf(path))) files.push({ path, oid });
  }
  if (ours !== undefined)
    // What was redacted stands at one path with two contents: that is one event, checked elsewhere.
    for (const story of listStories(repository, ours, [...known]).values())
      files.push(...story.filter(({ path }) => !paths.has(path)));
  files.sort((one, two) => (one.path < two.path ? -1 : 1));

  // A purge leaves of a deleted task the deletion alone, in a file of its own.
  const isDeleted = (path: string): boolean => {
    const place = parsePath(path);
    const task = place.kind === 'events' ? place.task : undefined;
    if (task === undefined) return false;
    return [ours, tip].some((at) => at !== undefined && deletedAmong(repository, at, [task]).length > 0);
  };
  let folder = '';
  let seen = new Set<string>();
  for (let from = 0; from < files.length; from += CHUNK) {
    const chunk = files.slice(from, from + CHUNK);
    for (const [at, events] of readEventFiles(repository, chunk).entries()) {
      const path = chunk[at]?.path ?? '';
      if (folderOf(path) !== folder) {
        folder = folderOf(path);
        seen = new Set();
      }
      for (const { id } of events) {
        if (seen.has(id) && !isDeleted(path))
          throw refuse(tip, path, `holds an event under the stamp of another one, ${id}`);
        seen.add(id);
      }
    }
  }
}
