import { CONFIG_PATH, FORMAT_PATH, isNewerFormat, parseSettings } from '../codec/branch-files.ts';
import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { parsePath, taskPath } from '../codec/paths.ts';
import { parseTask } from '../codec/task-file.ts';
import type { TaskId } from '../domain/id.ts';
import { FILE_LIMIT } from '../domain/limits.ts';
import { stampTime } from '../domain/stamp.ts';
import { oneLine } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import { mergeBases } from '../git/history.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees } from '../git/trees.ts';

/** A stamp further ahead of this clock than this is a mistake that would outrank everything until then. */
const FUTURE_TOLERANCE_MS = 24 * 3_600_000;
/** Files read at a time: bounds memory, whatever a remote sends. */
const CHUNK = 1_000;
const PLAIN_FILE = '100644';

interface Arrived {
  readonly path: string;
  readonly oid: string;
}

/** Refuses a tip as a whole, naming the file and what is wrong with it. */
function refuse(
  tip: string,
  path: string,
  problem: string,
  parts: { hint?: string; details?: object } = {},
): GitTaskError {
  return new GitTaskError(
    'REMOTE_INVALID',
    `commit ${tip.slice(0, 12)} is refused: ${oneLine(path).slice(0, 200)} ${problem}`,
    {
      hint: parts.hint ?? 'nothing of it was taken in; what is here stays as it was',
      details: { tip, path, ...parts.details },
    },
  );
}

/** Names, modes, sizes, and that no event changed or vanished; the files that are to be read. */
function checkChanges(repository: Repository, ours: string | undefined, theirs: string): readonly Arrived[] {
  const [base] = ours === undefined ? [] : mergeBases(repository, ours, theirs);
  for (const { path, status } of base === undefined ? [] : diffTrees(repository, base, theirs)) {
    const { kind } = parsePath(path);
    if (kind !== 'other' && status === 'D')
      throw refuse(theirs, path, 'was removed: nothing on this branch is');
    if (kind === 'events' && status !== 'A') throw refuse(theirs, path, 'was changed: an event never is');
  }
  const arrived: Arrived[] = [];
  for (const { path, status, newOid, newMode } of diffTrees(repository, ours, theirs)) {
    if (newOid === undefined) continue;
    const { kind } = parsePath(path);
    if (newMode !== PLAIN_FILE) throw refuse(theirs, path, `is no plain file (mode ${newMode})`);
    if (kind === 'events' && status !== 'A')
      throw refuse(theirs, path, 'has another content here: an event never changes');
    if (kind === 'other' && /^(tasks|events)\//.test(path)) throw refuse(theirs, path, 'has no place there');
    arrived.push({ path, oid: newOid });
  }
  for (let from = 0; from < arrived.length; from += CHUNK) {
    const chunk = arrived.slice(from, from + CHUNK);
    const sizes = objectSizes(
      repository,
      chunk.map(({ oid }) => oid),
    );
    for (const [at, { path }] of chunk.entries()) {
      const size = sizes[at];
      if (size === undefined) throw refuse(theirs, path, 'is missing');
      if (size > FILE_LIMIT) throw refuse(theirs, path, `has ${size} bytes, more than ${FILE_LIMIT}`);
    }
  }
  return arrived;
}

function checkEvents(
  theirs: string,
  path: string,
  text: string,
  task: TaskId | undefined,
  first: string,
  now: number,
): void {
  const events = parseEvents(parseDocument(text, path), path);
  if (events[0]?.id !== first) throw refuse(theirs, path, 'does not begin with the event it is named after');
  for (const event of events) {
    if (event.task !== task) throw refuse(theirs, path, 'holds an event of another task');
    const ahead = stampTime(event.id) - now;
    if (ahead > FUTURE_TOLERANCE_MS)
      throw refuse(theirs, path, `is stamped ${new Date(stampTime(event.id)).toISOString()}`, {
        hint: `this clock says ${new Date(now).toISOString()}: one of the two is wrong by more than a day`,
        details: { stamp: event.id },
      });
  }
}

function checkFile(theirs: string, { path }: Arrived, text: string, now: number): void {
  const place = parsePath(path);
  if (place.kind === 'events') checkEvents(theirs, path, text, place.task, place.first, now);
  else if (place.kind === 'task') parseTask(parseDocument(text, taskPath(place.id)), place.id);
  else if (path === CONFIG_PATH) parseSettings(parseDocument(text, path), path);
  else if (path === FORMAT_PATH) {
    const format = parseSettings(parseDocument(text, path), path).get('format') ?? '';
    if (isNewerFormat(format))
      throw new GitTaskError(
        'FORMAT_TOO_NEW',
        `the remote's tasks are in format ${oneLine(format).slice(0, 20)}, which this git-task can't merge`,
        {
          hint: 'what is here stays as it was; a newer git-task reads both',
          template: 'npm install --global git-task@latest',
          details: { format },
        },
      );
  }
}

/**
 * Checks all that a fetched tip would bring: names, modes, sizes, schemas, stamps, and that no event changed or vanished.
 *
 * Needs the full parser loaded. Reads and writes nothing but the repository's objects: a refusal leaves all as it was.
 *
 * @param now milliseconds since the epoch
 * @throws REMOTE_INVALID naming the commit and the file; FORMAT_TOO_NEW
 */
export function validateTip(
  repository: Repository,
  ours: string | undefined,
  theirs: string,
  now: number,
): void {
  const arrived = checkChanges(repository, ours, theirs);
  for (let from = 0; from < arrived.length; from += CHUNK) {
    const chunk = arrived.slice(from, from + CHUNK);
    const blobs = readBlobs(
      repository,
      chunk.map(({ oid }) => oid),
    );
    for (const [at, file] of chunk.entries()) {
      const blob = blobs[at];
      if (blob === undefined) throw refuse(theirs, file.path, 'can not be read');
      try {
        checkFile(theirs, file, blob.toString('utf8'), now);
      } catch (error) {
        if (error instanceof GitTaskError && error.code === 'STORE_CORRUPT')
          throw refuse(theirs, file.path, `is not valid: ${error.message}`);
        throw error;
      }
    }
  }
}
