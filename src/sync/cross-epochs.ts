import type { Epoch } from '../codec/branch-files.ts';
import { parsePath, taskPath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { stampsFrom, stampTime } from '../domain/stamp.ts';
import { readBlobs, readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, type TreeChange } from '../git/trees.ts';
import { moveRef } from '../git/update-ref.ts';
import { deletedAmong, planPurge, readEpoch, writeAside, writeRoot } from '../store/epoch.ts';
import { readEventFiles } from '../store/history.ts';
import { TASKS_REF } from '../store/tasks-ref.ts';
import { MERGER, messageOf, uniteTips } from './merge-tips.ts';

/** How one history stands to another: of the same epoch, later, earlier, or purged apart from it. */
export type EpochOrder = 'same' | 'later' | 'earlier' | 'apart';

function orderOf(one: Epoch, two: Epoch): EpochOrder {
  if (one.number !== two.number) return one.number > two.number ? 'later' : 'earlier';
  return one.purged === two.purged ? 'same' : 'apart';
}

/** @throws STORE_CORRUPT where a tip says no epoch that there can be */
export function epochOrder(repository: Repository, one: string, two: string): EpochOrder {
  return orderOf(readEpoch(repository, one), readEpoch(repository, two));
}

/** How the tasks' ref came to a tip across epochs. */
export interface Crossing {
  readonly how: 'ahead' | 'replaced' | 'carried' | 'joined';
  readonly tip: string;
  readonly events: readonly Event[];
  /** Tasks that were deleted and purged over there, with all that is written here about them. */
  readonly dropped: readonly TaskId[];
}

function taskOf({ path }: TreeChange): TaskId | undefined {
  const place = parsePath(path);
  return place.kind === 'task' ? place.id : place.kind === 'events' ? place.task : undefined;
}

/** What the earlier tip has beyond the later one, and may be carried over: nothing of tasks that are deleted there. */
function carryable(
  repository: Repository,
  later: string,
  earlier: string,
): { readonly changes: readonly TreeChange[]; readonly purged: ReadonlySet<TaskId> } {
  const all = diffTrees(repository, later, earlier).filter(
    (change) => parsePath(change.path).kind !== 'other',
  );
  const gaining = all.filter(({ status }) => status === 'A').flatMap((change) => taskOf(change) ?? []);
  const purged = new Set(deletedAmong(repository, later, [...new Set(gaining)]));
  const ofNone = all.flatMap((change) => {
    const { path, status, newOid: oid } = change;
    return status === 'A' && oid !== undefined && taskOf(change) === undefined ? [{ path, oid }] : [];
  });
  // The word about a purge is of the history that it began.
  const words = new Set(
    readEventFiles(repository, ofNone).flatMap((events, at) =>
      events.some(({ type }) => type === 'purged') ? [ofNone[at]?.path] : [],
    ),
  );
  const changes = all.filter((change) => {
    const task = taskOf(change);
    return task === undefined ? !words.has(change.path) : !purged.has(task);
  });
  return { changes, purged };
}

/** Which of some tasks are there at a tip, and not deleted. */
function aliveAt(repository: Repository, tip: string, ids: ReadonlySet<TaskId>): readonly TaskId[] {
  const known = [...ids].sort();
  const texts = readBlobs(
    repository,
    known.map((id) => `${tip}:${taskPath(id)}`),
  );
  const there = known.filter((_, at) => texts[at] !== undefined);
  const deleted = new Set(deletedAmong(repository, tip, there));
  return there.filter((id) => !deleted.has(id));
}

/** Puts what only the earlier history has on top of the later one, whose history alone stays. */
function carry(
  repository: Repository,
  later: string,
  earlier: string,
  durable: boolean,
): { readonly tip: string; readonly events: readonly Event[]; readonly dropped: readonly TaskId[] } {
  const { changes, purged } = carryable(repository, later, earlier);
  const dropped = aliveAt(repository, earlier, purged);
  const united = uniteTips(repository, later, earlier, changes);
  if (united.files.length === 0) return { tip: later, events: [], dropped };
  const tip = writeAside(
    repository,
    {
      parent: later,
      message: messageOf(`carry over what ${earlier.slice(0, 10)} has`, united),
      author: { ...MERGER, date: united.time },
      files: united.files,
      durable,
    },
    `${later.slice(0, 12)}-${earlier.slice(0, 12)}`,
  );
  // What was redacted here differs there, and folds to what is here already.
  if (readCommit(repository, tip).tree === readCommit(repository, later).tree)
    return { tip: later, events: [], dropped };
  return { tip, events: united.events, dropped };
}

/**
 * Two clones purged apart from each other: what both have, as the root of an epoch above both. Neither history is taken
 * along, since each holds what the other purged. A function of the two tips: both clones make the same root.
 */
function join(
  repository: Repository,
  one: string,
  two: string,
  durable: boolean,
): { readonly tip: string; readonly events: readonly Event[]; readonly dropped: readonly TaskId[] } {
  const [first, second] = one < two ? [one, two] : [two, one];
  const united = uniteTips(repository, first, second);
  const tasks = diffTrees(repository, first, second).flatMap((change) => taskOf(change) ?? []);
  const deleted = [first, second].flatMap((tip) => deletedAmong(repository, tip, [...new Set(tasks)]));
  const dropped = [first, second].flatMap((tip) => aliveAt(repository, tip, new Set(deleted)));
  const { createHash } = process.getBuiltinModule('node:crypto');
  const time = united.newest === undefined ? united.time * 1000 : stampTime(united.newest) + 1;
  const id = stampsFrom(time, createHash('sha256').update(`${first} ${second}`).digest())();
  const number = Math.max(readEpoch(repository, first).number, readEpoch(repository, second).number) + 1;
  const event: Event = {
    id,
    type: 'purged',
    at: new Date(united.time * 1000).toISOString(),
    by: MERGER.name,
    data: { epoch: String(number) },
  };
  const author = { ...MERGER, date: united.time };
  const name = `${first.slice(0, 12)}-${second.slice(0, 12)}`;
  const whole = writeAside(
    repository,
    { parent: first, message: 'whole\n', author, files: united.files, durable: false },
    name,
  );
  // Deleted tasks come whole out of the union, and are purged out of it like any others.
  const { deletes, files } = planPurge(repository, whole);
  const tip = writeRoot(
    repository,
    {
      of: whole,
      deletes,
      files,
      epoch: { number, purged: id },
      event,
      message: messageOf(`join purged histories ${first.slice(0, 10)} and ${second.slice(0, 10)}`, {
        ...united,
        newest: id,
      }),
      author,
    },
    durable,
  );
  return { tip, events: united.events, dropped: [...new Set(dropped)].sort() };
}

/**
 * Takes in a tip of another epoch. The later epoch's history stays, and the other one's never comes back: only events
 * that the later one lacks are put on top of it.
 *
 * @returns undefined where the ref moved meanwhile
 * @throws STORE_CORRUPT, REF_CONTENDED
 */
export function crossEpochs(
  repository: Repository,
  ours: string,
  theirs: string,
  order: Exclude<EpochOrder, 'same'>,
  durable: boolean,
): Crossing | undefined {
  const { tip, ...rest } =
    order === 'apart'
      ? join(repository, ours, theirs, durable)
      : order === 'later'
        ? carry(repository, ours, theirs, durable)
        : carry(repository, theirs, ours, durable);
  if (tip === ours) return { how: 'ahead', tip, ...rest };
  if (!moveRef(repository, TASKS_REF, ours, tip, 'another epoch')) return undefined;
  const how = order === 'apart' ? 'joined' : tip === theirs ? 'replaced' : 'carried';
  return { how, tip, ...rest };
}
