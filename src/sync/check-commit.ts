import { FORMAT_PATH, isNewerFormat, parseEpoch, parseSettings } from '../codec/branch-files.ts';
import { parseStampTrailer } from '../codec/commit-message.ts';
import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { eventsPath, parsePath } from '../codec/paths.ts';
import { FILE_LIMIT } from '../domain/limits.ts';
import { type Stamp, stampTime } from '../domain/stamp.ts';
import { oneLine } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { commitsBetween, rewrittenFiles } from '../git/history.ts';
import { objectNames, objectSizes, readBlobs, readCommit, readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { problemOfEventFile } from '../store/adoption-story.ts';
import { listStories } from '../store/history.ts';
import { isOwn } from '../store/own-commit.ts';
import { checkRewritten, type RewrittenEvents } from './check-redactions.ts';
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
 * Whether another hand than git-task's made a tip.
 *
 * @throws REMOTE_INVALID where the ref holds something else than a commit
 */
export function isForeign(repository: Repository, tip: string): boolean {
  return !isOwn(commitAt(repository, tip));
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

/** A new history says who began it. */
function checkPurged(repository: Repository, tip: string, purged: Stamp): void {
  const path = eventsPath(undefined, purged);
  const [size] = objectSizes(repository, [`${tip}:${path}`]);
  const [blob] = size === undefined || size > FILE_LIMIT ? [] : readBlobs(repository, [`${tip}:${path}`]);
  const events = blob === undefined ? [] : parseEvents(parseDocument(blob.toString('utf8'), path), path);
  if (!events.some(({ id, type }) => id === purged && type === 'purged'))
    throw refuse(tip, FORMAT_PATH, `says that ${purged} purged this branch, and no event does`);
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
  const settings = parseSettings(parseDocument(blob.toString('utf8'), FORMAT_PATH), FORMAT_PATH);
  const format = settings.get('format') ?? '';
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
  const epoch = parseEpoch(settings);
  if (epoch === undefined) throw refuse(tip, FORMAT_PATH, 'says no epoch that there can be');
  if (epoch.purged !== undefined) checkPurged(repository, tip, epoch.purged);
}

/** A file that another hand than ours took away or changed on the way to a tip. */
interface Taken {
  readonly commit: string;
  readonly path: string;
  readonly oldOid: string | undefined;
}

/** Whether a file that other hands left may be gone: only what never was a task or an event. */
function mayGo(repository: Repository, tip: string, path: string, oldOid: string | undefined): boolean {
  const place = parsePath(path);
  if (place.kind === 'task')
    return (listStories(repository, tip, [place.id]).get(place.id) ?? []).length === 0;
  const [blob] = oldOid === undefined ? [] : readBlobs(repository, [oldOid]);
  return place.kind === 'events' && problemOfEventFile(path, blob) !== undefined;
}

/** Checks that whatever other hands took away or changed is back at the tip as it was, or as it was redacted. */
function checkMended(repository: Repository, tip: string, taken: readonly Taken[]): void {
  if (taken.length === 0) return;
  const specs = taken.map(({ path }) => `${tip}:${path}`);
  const names = objectNames(repository, specs);
  const now = new Map(taken.map(({ path }, at) => [path, names[at]]));
  const rewritten = taken.flatMap(({ commit, path, oldOid }): readonly RewrittenEvents[] => {
    const newOid = now.get(path);
    if (newOid === undefined && !mayGo(repository, tip, path, oldOid))
      throw refuse(commit, path, 'was removed: nothing on this branch is', { details: { tip } });
    const isEvents = parsePath(path).kind === 'events' && newOid !== undefined && newOid !== oldOid;
    return isEvents ? [{ commit, path, oldOid, newOid, eitherWay: true }] : [];
  });
  checkRewritten(repository, rewritten);
}

/**
 * Checks that no commit on the way to a tip took away a task or an event, or changed an event but to redact it. Also
 * where a later commit put it right: whoever reads the history event by event would meet it. Only what other hands took
 * away, as by `git revert`, may be back at the tip: adopting such a commit puts it there.
 *
 * @throws REMOTE_INVALID naming that commit
 */
export function checkHistory(repository: Repository, ours: string | undefined, tip: string): void {
  const commits = commitsBetween(repository, ours, tip);
  const parentOf = new Map(
    commits.map(({ oid, parents }) => [oid, parents.length === 1 ? parents[0] : undefined]),
  );
  const taken: Taken[] = [];
  const takenPaths = new Set<string>();
  for (let from = 0; from < commits.length; from += CHUNK) {
    const chunk = commits.slice(from, from + CHUNK).map(({ oid }) => oid);
    const files = rewrittenFiles(repository, chunk).filter(({ path }) => parsePath(path).kind !== 'other');
    const foreign = foreignAmong(
      repository,
      new Set(files.flatMap(({ oid }) => [oid, parentOf.get(oid) ?? oid])),
    );
    const rewritten = files.flatMap(({ oid, path, status, oldOid, newOid }) => {
      const isEvents = parsePath(path).kind === 'events';
      if (foreign.has(oid)) {
        if (!isEvents && status !== 'D') return [];
        // The first to take it away knows what it was.
        if (!takenPaths.has(path)) taken.push({ commit: oid, path, oldOid });
        takenPaths.add(path);
        return [];
      }
      // Only what adopts the work of other hands leaves out what they left.
      const adopts = foreign.has(parentOf.get(oid) ?? '');
      if (status === 'D' && !(adopts && mayGo(repository, tip, path, oldOid)))
        throw refuse(oid, path, 'was removed: nothing on this branch is', { details: { tip } });
      // What another hand changed is put back as it was: the tip shows it.
      return isEvents && status !== 'D' && !takenPaths.has(path)
        ? [{ commit: oid, path, oldOid, newOid, eitherWay: false }]
        : [];
    });
    checkRewritten(repository, rewritten);
  }
  checkMended(repository, tip, taken);
}

function foreignAmong(repository: Repository, oids: ReadonlySet<string>): ReadonlySet<string> {
  const all = [...oids];
  const commits = readCommits(repository, all);
  return new Set(
    all.filter((_, at) => {
      const commit = commits[at];
      return commit !== undefined && !isOwn(commit);
    }),
  );
}
