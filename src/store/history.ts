import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { eventsPath, parsePath, taskFolder } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { StoryFile } from '../domain/redaction.ts';
import type { Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { addedFiles, commitsBetween } from '../git/history.ts';
import { objectNames, readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, listTree } from '../git/trees.ts';
import type { Batch } from './store.ts';

export interface EventFile {
  readonly path: string;
  readonly oid: string;
}

/** Event files whose bytes are held at a time. */
const FILES_AT_ONCE = 1_000;

/** The events of each file, in the order of the files. */
export function readEventFiles(
  repository: Repository,
  files: readonly EventFile[],
): readonly (readonly Event[])[] {
  const read: (readonly Event[])[] = [];
  for (let from = 0; from < files.length; from += FILES_AT_ONCE) {
    const chunk = files.slice(from, from + FILES_AT_ONCE);
    const blobs = readBlobs(
      repository,
      chunk.map(({ oid }) => oid),
    );
    for (const [at, { path }] of chunk.entries())
      read.push(parseEvents(parseDocument(blobs[at]?.toString('utf8') ?? '', path), path));
  }
  return read;
}

function isEventFile(path: string): boolean {
  return parsePath(path).kind === 'events';
}

function byStamp(one: Event, two: Event): number {
  return one.id < two.id ? -1 : 1;
}

/** Folders listed by one process: their names are its arguments. */
const FOLDERS_PER_PROCESS = 500;

/** Event files of some tasks on a tip, by task. */
export function listStories(
  repository: Repository,
  tip: string,
  ids: readonly TaskId[],
): ReadonlyMap<TaskId, readonly EventFile[]> {
  const stories = new Map<TaskId, EventFile[]>(ids.map((id) => [id, []]));
  for (let from = 0; from < ids.length; from += FOLDERS_PER_PROCESS) {
    const folders = ids.slice(from, from + FOLDERS_PER_PROCESS).map(taskFolder);
    for (const { path, oid } of listTree(repository, tip, { path: folders })) {
      const place = parsePath(path);
      if (place.kind === 'events' && place.task !== undefined) stories.get(place.task)?.push({ path, oid });
    }
  }
  return stories;
}

/** All events of one task on a tip, by stamp. */
export function readStory(repository: Repository, tip: string, id: TaskId): readonly Event[] {
  const files = listTree(repository, tip, { path: taskFolder(id) }).filter(({ path }) => isEventFile(path));
  return readEventFiles(repository, files).flat().sort(byStamp);
}

/** All event files of some tasks on a tip, by task. */
export function readStories(
  repository: Repository,
  tip: string,
  ids: readonly TaskId[],
): ReadonlyMap<TaskId, readonly StoryFile[]> {
  const listed = listStories(repository, tip, ids);
  const events = readEventFiles(repository, [...listed.values()].flat());
  let at = 0;
  return new Map(
    [...listed].map(([id, files]) => [id, files.map(({ path }) => ({ path, events: events[at++] ?? [] }))]),
  );
}

/**
 * One event of each of some tasks on a tip; those that are not there left out. Most events are the first of their
 * transaction and name their file: one process reads all of those.
 */
export function readEvents(
  repository: Repository,
  tip: string,
  wanted: ReadonlyMap<TaskId, Stamp>,
): ReadonlyMap<TaskId, Event> {
  const paths = [...wanted].map(([id, stamp]) => eventsPath(id, stamp));
  const blobs = readBlobs(
    repository,
    paths.map((path) => `${tip}:${path}`),
  );
  const found = new Map<TaskId, Event>();
  for (const [at, [id, stamp]] of [...wanted].entries()) {
    const [text, path = ''] = [blobs[at]?.toString('utf8'), paths[at]];
    const story =
      text === undefined ? readStory(repository, tip, id) : parseEvents(parseDocument(text, path), path);
    const event = story.find((one) => one.id === stamp);
    if (event !== undefined) found.set(id, event);
  }
  return found;
}

/** Events of some tasks on a tip whose transactions are newer than a stamp of each, by stamp. */
export function readEventsAfter(
  repository: Repository,
  tip: string,
  after: ReadonlyMap<TaskId, Stamp>,
): ReadonlyMap<TaskId, readonly Event[]> {
  const listed = [...listStories(repository, tip, [...after.keys()])].map(([id, files]) => {
    const least = after.get(id) ?? '';
    return { id, files: files.filter(({ path }) => isFirstAfter(path, least)) };
  });
  const events = readEventFiles(
    repository,
    listed.flatMap(({ files }) => files),
  );
  let at = 0;
  return new Map(
    listed.map(({ id, files }) => {
      const own = events.slice(at, at + files.length);
      at += files.length;
      return [id, own.flat().sort(byStamp)];
    }),
  );
}

/** Files are named by their first event. */
function isFirstAfter(path: string, least: Stamp): boolean {
  const place = parsePath(path);
  return place.kind === 'events' && place.first > least;
}

/** Event files that changed since they came: what they hold now. Only redactions change them. */
class Rewritten {
  readonly #oids = new Map<string, string>();

  take(path: string, oid: string | undefined): void {
    if (oid !== undefined && isEventFile(path)) this.#oids.set(path, oid);
  }

  latest(file: EventFile): EventFile {
    return { ...file, oid: this.#oids.get(file.path) ?? file.oid };
  }
}

/** The events of files that came; none of those that another hand wrote and no tip keeps, since nobody can read them. */
function readCome(
  repository: Repository,
  files: readonly EventFile[],
  newest: string,
): readonly (readonly Event[])[] {
  try {
    return readEventFiles(repository, files);
  } catch (error) {
    if (!(error instanceof GitTaskError) || error.code !== 'STORE_CORRUPT') throw error;
    const names = objectNames(
      repository,
      files.map(({ path }) => `${newest}:${path}`),
    );
    return files.map((file, at) =>
      names[at] === undefined ? [] : readEventFiles(repository, [file]).flat(),
    );
  }
}

/**
 * What came between two tips. A straight line gives one batch per commit; where histories met, one for the whole
 * stretch: only a pair of tips then tells exactly what was seen.
 *
 * @param newest the branch's tip: what was redacted since comes as it is there
 */
export function readBatches(
  repository: Repository,
  from: string | undefined,
  to: string,
  newest = to,
): readonly Batch[] {
  if (from === to) return [];
  const rewritten = new Rewritten();
  const takeNewest = (): void => {
    if (newest === to) return;
    for (const { status, path, newOid } of diffTrees(repository, to, newest))
      if (status === 'M') rewritten.take(path, newOid);
  };
  const commits = commitsBetween(repository, from, to);
  const straight = commits.every(({ parents }, at) =>
    at === 0
      ? parents.length <= 1 && parents[0] === from
      : parents.length === 1 && parents[0] === commits[at - 1]?.oid,
  );
  if (!straight) {
    const added = diffTrees(repository, from, to).flatMap(({ status, path, newOid }) =>
      status === 'A' && newOid !== undefined && isEventFile(path) ? [{ path, oid: newOid }] : [],
    );
    takeNewest();
    const latest = added.map((file) => rewritten.latest(file));
    return [{ from, to, events: readCome(repository, latest, newest).flat().sort(byStamp) }];
  }
  const listed = addedFiles(repository, commits);
  for (const commit of listed) for (const { path, oid } of commit.rewritten) rewritten.take(path, oid);
  takeNewest();
  const changes = listed.map(({ oid, parents, files }) => ({
    from: parents[0],
    to: oid,
    files: files.filter(({ path }) => isEventFile(path)).map((file) => rewritten.latest(file)),
  }));
  const events = readCome(
    repository,
    changes.flatMap(({ files }) => files),
    newest,
  );
  let read = 0;
  return changes.map(({ from: before, to: after, files }) => {
    const own = events.slice(read, read + files.length);
    read += files.length;
    return { from: before, to: after, events: own.flat().sort(byStamp) };
  });
}
