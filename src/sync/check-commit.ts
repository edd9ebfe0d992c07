import { FORMAT_PATH, isNewerFormat, parseSettings } from '../codec/branch-files.ts';
import { parseStampTrailer } from '../codec/commit-message.ts';
import { parseDocument } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import { FILE_LIMIT } from '../domain/limits.ts';
import { type Stamp, stampTime } from '../domain/stamp.ts';
import { oneLine } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { commitsBetween, rewrittenFiles } from '../git/history.ts';
import { objectSizes, readBlobs, readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { isOwn } from '../store/own-commit.ts';
import { refuse, refuseFuture } from './refusal.ts';

/** Commits looked at by one process: bounds memory. */
const CHUNK = 5_000;

/** @throws REMOTE_INVALID where the ref holds something else than a commit */
function commitAt(repository: Repository, tip: string): CommitObject {
  try {
    return readCommit(repository, tip);
  } catch (error) {
    if (!(error instanceof GitTaskError) || typeof error.details.found !== 'string') throw error;
    throw refuse(tip, '', `is a ${error.details.found}, not a commit`);
  }
}

/**
 * Checks a tip's dates: the newest stamp, which all that is written here is to outrank, and the commit's own, which a
 * merge takes over.
 *
 * @returns the newest stamp that the tip names; undefined where another hand made it
 * @throws REMOTE_INVALID
 */
export function checkCommit(repository: Repository, tip: string, now: number): Stamp | undefined {
  const commit = commitAt(repository, tip);
  refuseFuture(tip, '', commit.time * 1000, now);
  const stamp = parseStampTrailer(commit.message);
  if (stamp !== undefined) refuseFuture(tip, '', stampTime(stamp), now);
  // Cherry-pick and rebase carry a trailer to where it is not true.
  return isOwn(commit) ? stamp : undefined;
}

/**
 * Checks that a tip holds tasks, and in a format that this version can merge. Comes before every other look at the
 * tree: a newer format may have another one.
 *
 * @throws REMOTE_INVALID, FORMAT_TOO_NEW
 */
export function checkFormat(repository: Repository, tip: string): void {
  const spec = `${tip}:${FORMAT_PATH}`;
  const [size] = objectSizes(repository, [spec]);
  if (size === undefined) throw refuse(tip, FORMAT_PATH, 'is missing: nothing there was made by git-task');
  if (size > FILE_LIMIT) throw refuse(tip, FORMAT_PATH, `has ${size} bytes, more than ${FILE_LIMIT}`);
  const [blob] = readBlobs(repository, [spec]);
  if (blob === undefined) throw refuse(tip, FORMAT_PATH, 'is no plain file');
  const format =
    parseSettings(parseDocument(blob.toString('utf8'), FORMAT_PATH), FORMAT_PATH).get('format') ?? '';
  if (!/^\d{1,4}\.\d{1,4}$/.test(format))
    throw refuse(tip, FORMAT_PATH, `says format "${format.slice(0, 20)}", which is no version`);
  if (isNewerFormat(format))
    throw new GitTaskError(
      'FORMAT_TOO_NEW',
      `the remote's tasks are in format ${oneLine(format)}, which this git-task can't merge`,
      {
        hint: 'what is here stays as it was; a newer git-task reads both',
        template: 'git task list',
        details: { format, commit: tip },
      },
    );
}

/**
 * Checks that no commit on the way to a tip took away a task or an event, or changed an event. Also where a later commit
 * put it right: whoever reads the history event by event would meet it.
 *
 * @throws REMOTE_INVALID naming that commit
 */
export function checkHistory(repository: Repository, ours: string | undefined, tip: string): void {
  const commits = commitsBetween(repository, ours, tip);
  for (let from = 0; from < commits.length; from += CHUNK) {
    const chunk = commits.slice(from, from + CHUNK).map(({ oid }) => oid);
    for (const { oid, path, status } of rewrittenFiles(repository, chunk)) {
      const { kind } = parsePath(path);
      if (kind !== 'other' && status === 'D')
        throw refuse(oid, path, 'was removed: nothing on this branch is', { details: { tip } });
      if (kind === 'events') throw refuse(oid, path, 'was changed: an event never is', { details: { tip } });
    }
  }
}
