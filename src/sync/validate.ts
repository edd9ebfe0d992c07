import { isUtf8 } from 'node:buffer';
import { CONFIG_PATH, parseSettings } from '../codec/branch-files.ts';
import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { taskPath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import type { TaskId } from '../domain/id.ts';
import { type Stamp, stampTime } from '../domain/stamp.ts';
import { isTombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { checkCommit, checkFormat, checkHistory } from './check-commit.ts';
import { checkRedactions } from './check-redactions.ts';
import { type Arrived, checkTree } from './check-tree.ts';
import { checkTwins } from './check-twins.ts';
import { problemOfEvent, problemOfTask, stampsOfTask } from './check-values.ts';
import { refuse, refuseFuture } from './refusal.ts';

/** Files and bytes read at a time: bounds memory, whatever a remote sends. */
const CHUNK = 1_000;
const CHUNK_BYTES = 16 * 1024 * 1024;

/** What the checks of single files gather for the checks of the whole. */
interface Check {
  readonly repository: Repository;
  readonly tip: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The newest stamp that the tip names. */
  readonly newest: Stamp | undefined;
  /** Tasks whose first event arrived. */
  readonly created: Set<TaskId>;
  /** Folders where a file of several events arrived. */
  readonly several: Set<string>;
  /** Tasks of which something is redacted. */
  readonly redacted: Set<TaskId>;
  /** Tasks that arrived deleted. */
  readonly deleted: Set<TaskId>;
}

function checkEvents(check: Check, path: string, text: string, task: TaskId | undefined, first: Stamp): void {
  const { tip, now, newest, created, several, redacted } = check;
  const events = parseEvents(parseDocument(text, path), path);
  if (events[0]?.id !== first) throw refuse(tip, path, 'does not begin with the event it is named after');
  if (events.length > 1) several.add(path.slice(0, path.lastIndexOf('/')));
  let last = '';
  for (const event of events) {
    if (event.task !== task) throw refuse(tip, path, 'holds an event of another task');
    if (event.id <= last) throw refuse(tip, path, 'holds events that are not in the order of their stamps');
    last = event.id;
    for (const stamp of [event.id, ...(event.over ?? [])]) refuseFuture(tip, path, stampTime(stamp), now);
    if (newest !== undefined && event.id > newest)
      throw refuse(tip, path, `holds ${event.id}, though the commit says that ${newest} is the newest`);
    const problem = problemOfEvent(event);
    if (problem !== undefined) throw refuse(tip, path, `is not valid: ${problem}`);
    if (task !== undefined && (event.type === 'redacted' || 'redacted' in event.data)) redacted.add(task);
    if (event.type === 'task_created' && task !== undefined) created.add(task);
  }
}

function checkTask({ tip, now, deleted }: Check, path: string, text: string, id: TaskId): void {
  const record = parseTaskText(text, id);
  if (isTombstone(record)) deleted.add(id);
  const stamps = isTombstone(record) ? [record.deleted] : stampsOfTask(record);
  for (const stamp of stamps) refuseFuture(tip, path, stampTime(stamp), now);
  const problem = isTombstone(record) ? undefined : problemOfTask(record);
  if (problem !== undefined) throw refuse(tip, path, `is not valid: ${problem}`);
}

function checkFile(check: Check, { path, place }: Arrived, text: string): void {
  if (place.kind === 'events') checkEvents(check, path, text, place.task, place.first);
  else if (place.kind === 'task') checkTask(check, path, text, place.id);
  else if (path === CONFIG_PATH) parseSettings(parseDocument(text, path), path);
}

/** Says by which file a tip is refused where reading it failed. */
function refusalFor(error: unknown, tip: string, path: string): unknown {
  if (!(error instanceof GitTaskError) || error.code !== 'STORE_CORRUPT') return error;
  const said = error.message.startsWith(path) ? error.message.slice(path.length) : `: ${error.message}`;
  return refuse(tip, path, `is not valid${said.startsWith(':') ? said : `:${said}`}`);
}

/** Splits files into runs that are read together. */
function* chunks(files: readonly Arrived[]): Generator<readonly Arrived[]> {
  let chunk: Arrived[] = [];
  let bytes = 0;
  for (const file of files) {
    if (chunk.length > 0 && (chunk.length === CHUNK || bytes + file.bytes > CHUNK_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(file);
    bytes += file.bytes;
  }
  if (chunk.length > 0) yield chunk;
}

function checkContents(check: Check, arrived: readonly Arrived[]): void {
  const { repository, tip } = check;
  for (const chunk of chunks(arrived)) {
    const blobs = readBlobs(
      repository,
      chunk.map(({ oid }) => oid),
    );
    for (const [at, file] of chunk.entries()) {
      const blob = blobs[at];
      if (blob === undefined) throw refuse(tip, file.path, 'can not be read');
      const isOurs = file.place.kind !== 'other' || file.path === CONFIG_PATH;
      if (isOurs && !isUtf8(blob)) throw refuse(tip, file.path, 'is not UTF-8');
      try {
        checkFile(check, file, blob.toString('utf8'));
      } catch (error) {
        throw refusalFor(error, tip, file.path);
      }
    }
  }
}

/** Every task that came has the event that created it, and every event its task. */
function checkWholeness({ repository, tip, created, deleted }: Check, arrived: readonly Arrived[]): void {
  const tasks = new Set<TaskId>();
  const touched = new Set<TaskId>();
  for (const { path, place, isNew } of arrived) {
    if (place.kind === 'events' && place.task !== undefined) touched.add(place.task);
    if (place.kind !== 'task') continue;
    tasks.add(place.id);
    if (isNew && !created.has(place.id) && !deleted.has(place.id))
      throw refuse(tip, path, 'has no event that created it');
  }
  const unseen = [...touched].filter((id) => !tasks.has(id));
  const specs = unseen.map((id) => `${tip}:${taskPath(id)}`);
  for (const [at, size] of (specs.length === 0 ? [] : objectSizes(repository, specs)).entries())
    if (size === undefined)
      throw refuse(tip, taskPath(unseen[at] ?? ''), 'is missing, though there are events of it');
}

/** Checks dates and format, before anything else is looked at; returns the newest stamp that the tip names. */
function checkOutside(repository: Repository, tip: string, now: number): Stamp | undefined {
  const newest = checkCommit(repository, tip, now);
  try {
    checkFormat(repository, tip);
  } catch (error) {
    throw refusalFor(error, tip, 'format.yaml');
  }
  return newest;
}

/**
 * Checks all that a fetched tip would bring: its format, dates and history, names, modes, sizes, schemas and stamps.
 *
 * Needs the full parser loaded. Reads and writes nothing but the repository's objects: a refusal leaves all as it was.
 *
 * @param now milliseconds since the epoch
 * @throws REMOTE_INVALID naming the commit and the file; FORMAT_TOO_NEW
 */
export function validateTip(
  repository: Repository,
  ours: string | undefined,
  tip: string,
  now: number,
): void {
  const newest = checkOutside(repository, tip, now);
  checkHistory(repository, ours, tip);
  const arrived = checkTree(repository, ours, tip);
  const check: Check = {
    repository,
    tip,
    now,
    newest,
    created: new Set(),
    several: new Set(),
    redacted: new Set(),
    deleted: new Set(),
  };
  checkContents(check, arrived);
  checkWholeness(check, arrived);
  checkTwins(repository, ours, tip, arrived, check.several);
  checkRedactions(repository, tip, [...check.redacted]);
}

/**
 * Checks of a fetched tip that another hand made what adopting it does not mend, so that it may be adopted: what comes
 * of that is checked by `validateTip`.
 *
 * @throws REMOTE_INVALID naming the commit and the file; FORMAT_TOO_NEW
 */
export function checkForeignTip(
  repository: Repository,
  ours: string | undefined,
  tip: string,
  now: number,
): void {
  checkOutside(repository, tip, now);
  checkTree(repository, ours, tip, true);
}
