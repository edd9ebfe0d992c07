import { formatCommitMessage, parseStampTrailer } from '../codec/commit-message.ts';
import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { parsePath, taskPath } from '../codec/paths.ts';
import { formatTask } from '../codec/task-file.ts';
import type { Event } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { TaskId } from '../domain/id.ts';
import { newestStamp, type Stamp } from '../domain/stamp.ts';
import { isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { type ImportResult, importCommit } from '../git/fast-import.ts';
import type { NewFile } from '../git/fast-import-stream.ts';
import { commitsBetween } from '../git/history.ts';
import { readBlobs, readCommit, readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, type TreeChange } from '../git/trees.ts';
import { type EventFile, listStories } from './history.ts';
import { isOwn } from './own-commit.ts';

/** Levels of commits read one by one before all are read together, so many at a time. */
const LEVELS = 30;
const CHUNK = 5_000;

/** What is nobody's doing in particular: merges, and folding what plain git merged. */
export const NOBODY = { name: 'git-task', email: 'git-task@localhost' };

/** How a tip made by other hands becomes one of ours: a function of that tip alone, so that all clones adopt alike. */
export interface Adoption {
  readonly files: readonly NewFile[];
  readonly message: string;
  /** Seconds since 1970: the tip's. */
  readonly time: number;
  /** Tasks whose file was not the fold of their events, though no event came with the change. */
  readonly byHand: readonly TaskId[];
  /** Event files that were removed or changed, and are put back. */
  readonly restored: readonly string[];
}

/** The newest commits of ours below a tip, each way down. */
function ownBelow(repository: Repository, tip: string): ReadonlyMap<string, CommitObject> {
  const own = new Map<string, CommitObject>();
  const known = new Map<string, CommitObject | undefined>();
  const read = (oids: readonly string[]): void => {
    for (const [at, commit] of readCommits(repository, oids).entries()) known.set(oids[at] ?? '', commit);
  };
  const seen = new Set([tip]);
  let levels = 0;
  for (let level: readonly string[] = [tip]; level.length > 0; ) {
    // A process for each level is dear where another tool wrote the whole history.
    if (++levels === LEVELS)
      for (const commits = commitsBetween(repository, undefined, tip); commits.length > 0; )
        read(commits.splice(-CHUNK).map(({ oid }) => oid));
    read(level.filter((oid) => !known.has(oid)));
    const next: string[] = [];
    for (const oid of level) {
      const commit = known.get(oid);
      if (commit === undefined) continue;
      if (isOwn(commit)) own.set(oid, commit);
      else next.push(...commit.parents);
    }
    level = [...new Set(next)].filter((oid) => !seen.has(oid));
    for (const oid of level) seen.add(oid);
  }
  return own;
}

/** What other hands did on top of our commits. */
interface Doings {
  readonly touched: readonly TaskId[];
  /** Tasks that events came to. */
  readonly gained: ReadonlySet<TaskId>;
  /** Event files that went away or changed, as they were. */
  readonly lost: ReadonlyMap<string, EventFile>;
  /** Names of the event files that came. */
  readonly stamps: readonly Stamp[];
}

/** A task that is at the tip just as some commit of ours left it is sound: none of ours leaves an unsound one. */
function doingsSince(repository: Repository, bases: readonly (string | undefined)[], tip: string): Doings {
  const gained = new Set<TaskId>();
  const lost = new Map<string, EventFile>();
  const stamps: Stamp[] = [];
  let touched: ReadonlySet<TaskId> | undefined;
  const note = (here: Set<TaskId>, { path, status, oldOid }: TreeChange): void => {
    const place = parsePath(path);
    if (place.kind === 'other') return;
    const id = place.kind === 'task' ? place.id : place.task;
    if (id !== undefined) here.add(id);
    if (place.kind === 'task') return;
    if (status !== 'A' && oldOid !== undefined) lost.set(path, { path, oid: oldOid });
    else stamps.push(place.first);
    if (status === 'A' && id !== undefined) gained.add(id);
  };
  for (const base of bases) {
    const here = new Set<TaskId>();
    for (const change of diffTrees(repository, base, tip)) note(here, change);
    touched = touched === undefined ? here : new Set([...touched].filter((id) => here.has(id)));
  }
  const robbed = [...lost.keys()].flatMap((path) => {
    const place = parsePath(path);
    return place.kind === 'events' && place.task !== undefined ? [place.task] : [];
  });
  return { touched: [...new Set([...(touched ?? []), ...robbed])].sort(), gained, lost, stamps };
}

/** The events of each task with what was lost put back; a task with an event file that nobody can read is left out. */
function readStories(
  repository: Repository,
  tip: string,
  { touched, lost }: Doings,
): ReadonlyMap<TaskId, readonly Event[]> {
  const files = [...listStories(repository, tip, touched)].flatMap(([id, found]) => {
    const whole = new Map(found.map((file) => [file.path, file]));
    for (const [path, file] of lost) {
      const place = parsePath(path);
      if (place.kind === 'events' && place.task === id) whole.set(path, file);
    }
    return [...whole.values()].map((file) => ({ ...file, id }));
  });
  const blobs = readBlobs(
    repository,
    files.map(({ oid }) => oid),
  );
  const stories = new Map<TaskId, Event[]>(touched.map((id) => [id, []]));
  for (const [at, { id, path }] of files.entries()) {
    try {
      stories.get(id)?.push(...parseEvents(parseDocument(blobs[at]?.toString('utf8') ?? '', path), path));
    } catch (error) {
      // The doctor names it. One bad file is no reason to stop all other work.
      if (!(error instanceof GitTaskError)) throw error;
      stories.delete(id);
    }
  }
  return stories;
}

function subjectOf(folded: ReadonlyMap<TaskId, Task | Tombstone>): string {
  const [first] = folded.values();
  if (first === undefined) return 'fold nothing: every task is the fold of its events';
  if (folded.size > 1) return `fold ${folded.size} tasks: ${[...folded.keys()].join(', ')}`;
  return `fold ${first.id}${isTombstone(first) ? '' : `: ${first.title}`}`;
}

/**
 * Works out how to fold anew what plain git merged, picked or reverted, and to put back events it removed.
 *
 * An edit by hand without events is folded away here, and named: to keep it, its values had to become events first,
 * under the committer's name and stamped from the commit, so that two clones adopt it alike.
 *
 * @returns undefined where the tip is ours
 */
export function planAdoption(repository: Repository, tip: string): Adoption | undefined {
  const commit = readCommit(repository, tip);
  if (isOwn(commit)) return undefined;
  const own = ownBelow(repository, tip);
  const bases = own.size === 0 ? [undefined] : [...own.keys()].sort();
  const doings = doingsSince(repository, bases, tip);
  const files: NewFile[] = [...doings.lost.values()].map(({ path, oid }) => ({ path, oid }));
  const folded = new Map<TaskId, Task | Tombstone>();
  const byHand: TaskId[] = [];
  const stories = readStories(repository, tip, doings);
  const texts = readBlobs(
    repository,
    [...stories.keys()].map((id) => `${tip}:${taskPath(id)}`),
  );
  for (const [at, [id, events]] of [...stories].entries()) {
    const record = fold(events);
    const text = record === undefined ? undefined : formatTask(record);
    if (record === undefined || text === undefined || texts[at]?.toString('utf8') === text) continue;
    folded.set(id, record);
    files.push({ path: taskPath(id), text });
    if (!doings.gained.has(id)) byHand.push(id);
  }
  const newest = newestStamp([
    ...[...own.values()].map(({ message }) => parseStampTrailer(message)),
    ...doings.stamps,
    ...[...stories.values()].flatMap((events) => events.map(({ id }) => id)),
  ]);
  const message = formatCommitMessage({
    subject: subjectOf(folded),
    actor: NOBODY.name,
    stamps: newest === undefined ? [] : [newest],
  });
  return { files, message, time: commit.time, byHand, restored: [...doings.lost.keys()].sort() };
}

/** Writes an adoption on the tip it was worked out for. */
export function writeAdoption(
  repository: Repository,
  { files, message, time }: Adoption,
  to: { readonly ref: string; readonly tip: string; readonly durable: boolean },
): ImportResult {
  return importCommit(repository, {
    ref: to.ref,
    parent: to.tip,
    message,
    author: { ...NOBODY, date: time },
    files,
    durable: to.durable,
  });
}

/** What to tell whoever wrote on a tip that was adopted. */
export function describeAdoption({ byHand, restored }: Adoption, tip: string): readonly string[] {
  const before = `as it was: git show ${tip.slice(0, 12)}`;
  return [
    ...byHand.map(
      (id) =>
        `${id} was not what its events say, and is now; ${before}:${taskPath(id)}; to change a task: git task edit`,
    ),
    ...(restored.length === 0
      ? []
      : [`${restored.length} event files that plain git removed or changed are back: an event never goes`]),
  ];
}
