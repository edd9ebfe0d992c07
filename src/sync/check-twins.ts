import { parsePath, taskFolder } from '../codec/paths.ts';
import type { TaskId } from '../domain/id.ts';
import type { Repository } from '../git/repository.ts';
import { type EventFile, listStories, readEventFiles } from '../store/history.ts';
import type { Arrived } from './check-tree.ts';
import { refuse } from './refusal.ts';

/** Transactions of one task within one millisecond; clones that write at the same moment make a few. */
const TWINS_LIMIT = 100;
/** Files read at a time. */
const BATCH = 100;
/** Characters of a stamp that are its time. */
const TIME = 10;

/** The folder and the millisecond of an event file: files that share both may hold the same stamp. */
function momentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1 + TIME);
}

/** @param files sorted by path */
function* twins(tip: string, files: readonly EventFile[]): Generator<readonly EventFile[]> {
  let group: EventFile[] = [];
  for (const file of files) {
    const [first] = group;
    if (first !== undefined && momentOf(first.path) !== momentOf(file.path)) {
      if (group.length > 1) yield group;
      group = [];
    }
    group.push(file);
    if (group.length > TWINS_LIMIT)
      throw refuse(tip, file.path, `is one of more than ${TWINS_LIMIT} of the same millisecond`);
  }
  if (group.length > 1) yield group;
}

/**
 * Checks that no event file brings an event under the stamp of another one: the fold would take it in that one's place,
 * though no file changed. All events of a file share their millisecond, so that only files of the same one are read.
 *
 * @throws REMOTE_INVALID
 */
export function checkTwins(
  repository: Repository,
  ours: string | undefined,
  tip: string,
  arrived: readonly Arrived[],
): void {
  const files: EventFile[] = [];
  const fresh = new Set<TaskId>();
  const met = new Set<TaskId>();
  for (const { path, oid, place, isNew } of arrived) {
    if (place.kind === 'task' && isNew) fresh.add(place.id);
    if (place.kind !== 'events') continue;
    files.push({ path, oid });
    if (place.task !== undefined) met.add(place.task);
  }
  const known = ours === undefined ? [] : [...met].filter((id) => !fresh.has(id));
  if (ours !== undefined && known.length > 0) {
    for (const stories of listStories(repository, ours, known).values()) files.push(...stories);
    files.sort((one, two) => (one.path < two.path ? -1 : 1));
  }
  let batch: EventFile[] = [];
  const flush = (): void => {
    checkStamps(repository, tip, batch);
    batch = [];
  };
  for (const group of twins(tip, files)) {
    batch.push(...group);
    if (batch.length >= BATCH) flush();
  }
  flush();
}

function checkStamps(repository: Repository, tip: string, files: readonly EventFile[]): void {
  if (files.length === 0) return;
  const seen = new Set<string>();
  for (const [at, events] of readEventFiles(repository, files).entries()) {
    const path = files[at]?.path ?? '';
    const place = parsePath(path);
    const folder = place.kind === 'events' && place.task !== undefined ? taskFolder(place.task) : 'events';
    for (const { id } of events) {
      const key = `${folder} ${id}`;
      if (seen.has(key)) throw refuse(tip, path, `holds an event under the stamp of another one, ${id}`);
      seen.add(key);
    }
  }
}
