import { isUtf8 } from 'node:buffer';
import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { parsePath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { StoryFile } from '../domain/redaction.ts';
import { newestStamp, type Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { type EventFile, listStories } from './history.ts';

/** What there is at a commit of another hand beside its tree: a function of the commit alone. */
export interface Beside {
  /** The newest stamp on the way to it. */
  readonly newest: Stamp | undefined;
  /** Event files that went away or changed on the way to it, as they were. */
  readonly lost: ReadonlyMap<string, EventFile>;
  /** Event files that say what other hands did, by path. */
  readonly added: ReadonlyMap<string, readonly Event[]>;
}

export const NOTHING: Beside = { newest: undefined, lost: new Map(), added: new Map() };

/** What stands beside a commit whose parents have all this beside them. */
export function unite(all: readonly Beside[]): Beside {
  const [only, ...more] = all;
  if (only !== undefined && more.length === 0) return only;
  return {
    newest: newestStamp(all.map(({ newest }) => newest)),
    lost: new Map(all.flatMap(({ lost }) => [...lost])),
    added: new Map(all.flatMap(({ added }) => [...added])),
  };
}

export function taskOf(path: string): TaskId | undefined {
  const place = parsePath(path);
  if (place.kind === 'task') return place.id;
  return place.kind === 'events' ? place.task : undefined;
}

/**
 * Reads an event file that anybody may have written.
 *
 * @throws STORE_CORRUPT where it is not what its path says
 */
export function readEventFile(path: string, blob: Buffer | undefined): readonly Event[] {
  const place = parsePath(path);
  if (blob === undefined || !isUtf8(blob)) throw new GitTaskError('STORE_CORRUPT', `${path}: is not UTF-8`);
  const events = parseEvents(parseDocument(blob.toString('utf8'), path), path);
  const sound =
    place.kind === 'events' &&
    events[0]?.id === place.first &&
    events.every(({ id, task }, at) => task === place.task && (at === 0 || (events[at - 1]?.id ?? '') < id));
  if (!sound) throw new GitTaskError('STORE_CORRUPT', `${path}: its events are not those that its path says`);
  return events;
}

/** What is wrong with an event file; undefined: nothing. */
export function problemOfEventFile(path: string, blob: Buffer | undefined): string | undefined {
  try {
    readEventFile(path, blob);
    return undefined;
  } catch (error) {
    if (error instanceof GitTaskError) return error.message;
    throw error;
  }
}

/** The events of a task as they are at a commit, with what was lost on the way and what other hands did. */
export interface FoundStory {
  readonly files: readonly StoryFile[];
  /** Event files that can't be read, and why. */
  readonly unsound: readonly { readonly path: string; readonly problem: string }[];
  /** Oids of the event files in the commit's tree. */
  readonly standing: ReadonlyMap<string, string>;
}

export function eventsOf({ files }: FoundStory): readonly Event[] {
  return files.flatMap(({ events }) => events);
}

/** Reads the stories of some tasks at a commit. */
export function storiesAt(
  repository: Repository,
  commit: string,
  ids: readonly TaskId[],
  { lost, added }: Beside,
): ReadonlyMap<TaskId, FoundStory> {
  const wanted = new Set(ids);
  const listed = listStories(repository, commit, ids);
  const whole = new Map([...listed.values()].flat().map((file) => [file.path, file]));
  for (const [path, file] of lost) if (wanted.has(taskOf(path) ?? '')) whole.set(path, file);
  const files = [...whole.values()];
  const blobs = readBlobs(
    repository,
    files.map(({ oid }) => oid),
  );
  const found = new Map(
    ids.map((id) => {
      const standing = new Map((listed.get(id) ?? []).map(({ path, oid }) => [path, oid]));
      return [id, { files: [] as StoryFile[], unsound: [] as { path: string; problem: string }[], standing }];
    }),
  );
  for (const [at, { path }] of files.entries()) {
    const story = found.get(taskOf(path) ?? '');
    try {
      story?.files.push({ path, events: readEventFile(path, blobs[at]) });
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      story?.unsound.push({ path, problem: error.message });
    }
  }
  for (const [path, events] of added)
    if (!whole.has(path)) found.get(taskOf(path) ?? '')?.files.push({ path, events });
  return found;
}
