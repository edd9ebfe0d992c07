import { FORMAT_PATH } from '../codec/branch-files.ts';
import { eventsPath, parsePath } from '../codec/paths.ts';
import { FUTURE_TOLERANCE_MS, isStamp, leastStamp, type Stamp, stampTime } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import type { NewFile } from '../git/fast-import-stream.ts';
import { commitsBetween } from '../git/history.ts';
import { listRefs } from '../git/list-refs.ts';
import { readBlobs, readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees } from '../git/trees.ts';
import { moveRef } from '../git/update-ref.ts';
import { writeAside } from '../store/epoch.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { isOwn } from '../store/own-commit.ts';
import { TRACKING_REFS } from '../sync/remote.ts';
import type { Tracker } from './tracker.ts';

/** Events stamped more than a day ahead of this clock. */
export interface FutureStamps {
  /** The newest of them. */
  readonly newest: Stamp;
  /** How many of them no remote has, as far as is known here. */
  readonly unsent: number;
  /** Remotes that have some. */
  readonly sentTo: readonly string[];
}

const STAMP = /[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
/** The characters of a stamp that are its time. */
const TIME = 10;

interface Unsent {
  readonly commits: readonly { readonly oid: string; readonly parents: readonly string[] }[];
  /** The stamps of events that they brought, in the order of the stamps. */
  readonly stamps: readonly Stamp[];
}

/** What no remote has, as far as is known here. */
function unsentOf(repository: Repository, tip: string): Unsent {
  const sent = new Set(
    listRefs(repository, TRACKING_REFS).flatMap(({ oid }) =>
      commitsBetween(repository, undefined, oid).map((commit) => commit.oid),
    ),
  );
  const commits = commitsBetween(repository, undefined, tip).filter(({ oid }) => !sent.has(oid));
  const files = commits.flatMap(({ oid, parents }) =>
    diffTrees(repository, parents[0], oid).flatMap(({ path, status, newOid }) =>
      status === 'A' && newOid !== undefined && parsePath(path).kind === 'events' ? [newOid] : [],
    ),
  );
  const ids = readBlobs(repository, files).flatMap((blob) =>
    [...(blob?.toString('utf8') ?? '').matchAll(/^- id: (\S{26})$/gm)].map(([, id = '']) => id),
  );
  return { commits, stamps: [...new Set(ids.filter(isStamp))].sort() };
}

function isFuture(stamp: Stamp, now: number): boolean {
  return stampTime(stamp) - now > FUTURE_TOLERANCE_MS;
}

/** Finds events that a wrong clock stamped; undefined where the newest stamp is not ahead of this clock. */
export function futureStamps(
  repository: Repository,
  tip: string,
  newest: Stamp | undefined,
  now: number,
): FutureStamps | undefined {
  if (newest === undefined || !isFuture(newest, now)) return undefined;
  const { stamps } = unsentOf(repository, tip);
  const sentTo = listRefs(repository, TRACKING_REFS).filter(({ oid }) =>
    commitsBetween(repository, undefined, oid).some(({ oid: commit }) => {
      const [, stamp = ''] = /^Stamp: (\S{26})$/m.exec(readCommit(repository, commit).message) ?? [];
      return isStamp(stamp) && isFuture(stamp, now);
    }),
  );
  return {
    newest,
    unsent: stamps.filter((stamp) => isFuture(stamp, now)).length,
    sentTo: sentTo.map(({ name }) => name.slice(TRACKING_REFS.length).replace(/\/main$/, '')),
  };
}

/** New stamps for those of the future, in the same order, the newest of them of now; each keeps its random bits. */
function newStamps(stamps: readonly Stamp[], now: number): ReadonlyMap<Stamp, Stamp> {
  const wrong = stamps.filter((stamp) => isFuture(stamp, now));
  const right = stamps.filter((stamp) => !isFuture(stamp, now)).at(-1);
  const ahead = stampTime(wrong.at(-1) ?? '') - now;
  const times = new Map<number, number>();
  let last = right === undefined ? 0 : stampTime(right);
  for (const time of new Set(wrong.map(stampTime))) {
    last = Math.max(last + 1, time - ahead);
    times.set(time, last);
  }
  return new Map(
    wrong.map((stamp) => [
      stamp,
      leastStamp(times.get(stampTime(stamp)) ?? now).slice(0, TIME) + stamp.slice(TIME),
    ]),
  );
}

function restamped(text: string, stamps: ReadonlyMap<Stamp, Stamp>): string {
  return text.replace(STAMP, (stamp) => stamps.get(stamp) ?? stamp);
}

/** The times of events whose stamps are new: a stamp is the time that its clock said. */
function retimed(text: string, renewed: ReadonlySet<Stamp>): string {
  let time: string | undefined;
  return text
    .split('\n')
    .map((line) => {
      const [, id] = /^- id: (\S{26})$/.exec(line) ?? [];
      if (id !== undefined) time = renewed.has(id) ? new Date(stampTime(id)).toISOString() : undefined;
      return time !== undefined && /^ {2}at: /.test(line) ? `  at: ${time}` : line;
    })
    .join('\n');
}

/**
 * Gives events that a wrong clock stamped, and that were sent nowhere, stamps of this clock: the commits that no remote
 * has are written anew, with the same events in the same order.
 *
 * @returns how many events have new stamps
 * @throws CLOCK_WRONG where such events were sent, or this clock is the wrong one; REF_CONTENDED
 */
export async function restamp({ repository, store, ports, settings }: Tracker): Promise<number> {
  if (store.tip() === undefined) return 0;
  await store.adopt();
  const tip = store.tip();
  if (tip === undefined) return 0;
  const now = ports.now();
  const { stamp } = await store.snapshot();
  const found = futureStamps(repository, tip, stamp, now);
  if (found === undefined) return 0;
  if (found.sentTo.length > 0)
    throw new GitTaskError(
      'CLOCK_WRONG',
      `events stamped ${new Date(stampTime(found.newest)).toISOString()} were sent to ${found.sentTo.join(', ')} already`,
      {
        hint: `this clock says ${new Date(now).toISOString()}: where that is wrong, set it; a stamp that others have never changes`,
        template: 'git task doctor',
        details: { newest: found.newest, sent_to: found.sentTo, now },
      },
    );
  const { commits, stamps } = unsentOf(repository, tip);
  const renewed = newStamps(stamps, now);
  const fresh = new Set(renewed.values());
  const written = new Map<string, string>();
  // What other hands did is in the commits of ours that adopted it. Theirs, made anew by us, would pass for ours, and what
  // they took away for something that we did.
  const beneath = new Map<string, readonly string[]>();
  for (const { oid, parents } of commits) {
    const commit = readCommit(repository, oid);
    const own = [...new Set(parents.flatMap((parent) => beneath.get(parent) ?? [parent]))];
    if (!isOwn(commit)) {
      beneath.set(oid, own);
      continue;
    }
    const from = own.map((parent) => written.get(parent) ?? parent);
    const changes = diffTrees(repository, own[0], oid);
    const blobs = readBlobs(
      repository,
      changes.map(({ newOid }) => newOid ?? ''),
    );
    const pathOf = (path: string): string => {
      const place = parsePath(path);
      return place.kind === 'events' ? eventsPath(place.task, renewed.get(place.first) ?? place.first) : path;
    };
    const files = changes.flatMap(({ path, newOid }, at): readonly NewFile[] => {
      const blob = blobs[at];
      if (blob === undefined || newOid === undefined) return [];
      const { kind } = parsePath(path);
      if (kind === 'other' && path !== FORMAT_PATH) return [{ path, oid: newOid }];
      const text = restamped(blob.toString('utf8'), renewed);
      return [{ path: pathOf(path), text: kind === 'events' ? retimed(text, fresh) : text }];
    });
    const deletes = changes.flatMap(({ path, status }) => (status === 'D' ? [pathOf(path)] : []));
    const isSame = commit.time * 1000 <= now + FUTURE_TOLERANCE_MS;
    written.set(
      oid,
      writeAside(
        repository,
        {
          parent: from[0],
          mergeParents: from.slice(1),
          message: restamped(commit.message, renewed),
          author: {
            name: commit.authorName,
            email: commit.authorEmail,
            date: isSame ? commit.time : Math.floor(now / 1000),
          },
          files,
          deletes,
          durable: settings.flag('task.durable', true),
        },
        `restamp-${oid.slice(0, 12)}`,
      ),
    );
  }
  if (!moveRef(repository, TASKS_REF, tip, written.get(tip) ?? tip, 'restamp'))
    throw new GitTaskError('REF_CONTENDED', 'somebody wrote while stamps were mended', {
      hint: 'nothing was changed; make the same call again',
      template: 'git task doctor --restamp',
    });
  await store.forget();
  return renewed.size;
}
