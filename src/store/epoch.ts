import { type Epoch, FORMAT_PATH, formatEpoch, parseEpoch, parseSettings } from '../codec/branch-files.ts';
import { parseDocument } from '../codec/document.ts';
import { formatEvents } from '../codec/event-file.ts';
import { eventsPath, parsePath, taskPath } from '../codec/paths.ts';
import { parseTask } from '../codec/task-file.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { isTombstone } from '../domain/task.ts';
import { withoutUndone } from '../domain/undo.ts';
import { GitTaskError } from '../errors.ts';
import { importCommit } from '../git/fast-import.ts';
import type { Author, NewFile } from '../git/fast-import-stream.ts';
import { readBlobs, readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { filesWithText } from '../git/search.ts';
import { deleteRef } from '../git/update-ref.ts';
import { readStories } from './history.ts';

/**
 * The epoch of a tip.
 *
 * @throws STORE_CORRUPT where its format file can't be read, or says no epoch that there can be
 */
export function readEpoch(repository: Repository, tip: string): Epoch {
  const [blob] = readBlobs(repository, [`${tip}:${FORMAT_PATH}`]);
  const epoch = parseEpoch(
    parseSettings(parseDocument(blob?.toString('utf8') ?? '', FORMAT_PATH), FORMAT_PATH),
  );
  if (epoch === undefined)
    throw new GitTaskError(
      'STORE_CORRUPT',
      `${FORMAT_PATH} of ${tip.slice(0, 12)} says no epoch that there can be`,
      {
        template: 'git task doctor',
      },
    );
  return epoch;
}

/** Which of some tasks are deleted at a tip. */
export function deletedAmong(repository: Repository, tip: string, ids: readonly TaskId[]): readonly TaskId[] {
  const blobs = readBlobs(
    repository,
    ids.map((id) => `${tip}:${taskPath(id)}`),
  );
  return ids.filter((id, at) => {
    const text = blobs[at]?.toString('utf8');
    if (text === undefined) return false;
    return isTombstone(parseTask(parseDocument(text, taskPath(id)), id));
  });
}

/** What of a tip's tree goes with a purge, and what stands in its place. */
export interface Purge {
  /** Deleted tasks, of whose story only the deletion stays. */
  readonly deleted: readonly TaskId[];
  readonly deletes: readonly string[];
  readonly files: readonly NewFile[];
}

/** Works out what a purge takes out of a tip's tree: all that deleted tasks were, but that they were deleted. */
export function planPurge(repository: Repository, tip: string): Purge {
  const marked = filesWithText(repository, tip, ['deleted: ']).flatMap((path) => {
    const place = parsePath(path);
    return place.kind === 'task' ? [place.id] : [];
  });
  const deleted: TaskId[] = [];
  const deletes: string[] = [];
  const files: NewFile[] = [];
  for (const [id, story] of readStories(repository, tip, deletedAmong(repository, tip, marked))) {
    const deletion = withoutUndone(story.flatMap(({ events }) => events))
      .filter(({ type }) => type === 'task_deleted')
      .sort((one, two) => (one.id < two.id ? -1 : 1))[0];
    if (deletion === undefined) continue;
    const only = eventsPath(id, deletion.id);
    if (story.length === 1 && story[0]?.path === only && story[0].events.length === 1) continue;
    deleted.push(id);
    deletes.push(...story.map(({ path }) => path));
    // Other clones have the event as it was: what it says besides texts has to stay.
    const { undone } = deletion.data;
    const data = undone === undefined ? {} : { undone };
    files.push({ path: only, text: formatEvents([{ ...deletion, data }]) });
  }
  return { deleted, deletes, files };
}

/** A commit without parents: the beginning of an epoch. */
export interface Root {
  /** The tip whose tree it begins with. */
  readonly of: string;
  readonly files: readonly NewFile[];
  readonly deletes: readonly string[];
  readonly epoch: Epoch;
  /** Says who purged, and when. */
  readonly event: Event;
  readonly message: string;
  readonly author: Author;
}

/**
 * Writes a commit that nothing but a name of its own leads to, and takes the name away: the caller moves a ref to it. A
 * process that is killed meanwhile leaves at most that name, and the tasks' ref as it was.
 *
 * @param parent none: a root
 * @returns its oid
 * @throws REF_CONTENDED, STORE_READ_ONLY, IO_FAILED, GIT_COMMAND_FAILED
 */
export function writeAside(
  repository: Repository,
  commit: Omit<Parameters<typeof importCommit>[1], 'ref'>,
  name: string,
): string {
  const ref = `refs/git-task/aside/${name}`;
  deleteRef(repository, ref);
  const written = importCommit(repository, { ...commit, ref });
  deleteRef(repository, ref);
  if (written.ok) return written.oid;
  throw new GitTaskError('REF_CONTENDED', `somebody else holds ${ref}`, { template: 'git task doctor' });
}

/** Writes the first commit of an epoch; the caller moves the tasks' ref to it. */
export function writeRoot(repository: Repository, root: Root, durable: boolean): string {
  const { of, files, deletes, epoch, event, message, author } = root;
  const commit = {
    parent: undefined,
    tree: readCommit(repository, of).tree,
    message,
    author,
    deletes,
    files: [
      ...files,
      { path: FORMAT_PATH, text: formatEpoch(epoch) },
      { path: eventsPath(undefined, event.id), text: formatEvents([event]) },
    ],
    durable,
  };
  return writeAside(repository, commit, event.id);
}
