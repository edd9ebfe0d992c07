import { FORMAT_PATH } from '../codec/branch-files.ts';
import { formatCommitMessage, parseStampTrailer } from '../codec/commit-message.ts';
import { formatEvents } from '../codec/event-file.ts';
import { parsePath, taskPath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import { applyEvent, fold } from '../domain/fold.ts';
import type { TaskId } from '../domain/id.ts';
import { type MergeEvent, mergeEvents } from '../domain/merge.ts';
import { newestStamp, type Stamp, stampsFrom, stampTime } from '../domain/stamp.ts';
import type { Task, Tombstone } from '../domain/task.ts';
import { checkWhole } from '../domain/whole.ts';
import type { NewFile } from '../git/fast-import-stream.ts';
import { mergeBases } from '../git/history.ts';
import { readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, type TreeChange } from '../git/trees.ts';
import { inFiles, NOBODY } from '../store/hand-work.ts';
import { readEventFiles } from '../store/history.ts';
import { formatMerged } from '../store/merged-task.ts';
import { TipTasks } from '../store/tip-tasks.ts';
import { readMet, type Sides, twoContents } from './met-stories.ts';

/** A merge commit that is a function of its two parents alone: two clones that merge the same heads make the same oid. */
export interface MergedTips {
  /** Sorted. */
  readonly parents: readonly [string, string];
  /** What differs from the first parent's tree. */
  readonly files: readonly NewFile[];
  readonly message: string;
  /** Seconds since 1970: the later parent's. */
  readonly time: number;
  /** Events that say what lost. */
  readonly events: readonly Event[];
}

/** Merges are nobody's doing in particular. */
export const MERGER = NOBODY;

/** What differs between two tips, sorted by what it is. */
interface Differences {
  /** Tasks whose event files only the first tip has, and only the second. */
  readonly inFirst: ReadonlySet<TaskId>;
  readonly inSecond: ReadonlySet<TaskId>;
  /** Tasks whose file differs. */
  readonly files: ReadonlyMap<TaskId, TreeChange>;
  /** Event files that have two contents, and tasks that have such files. */
  readonly rewritten: ReadonlyMap<string, TreeChange>;
  readonly redacted: ReadonlySet<TaskId>;
  /** Event files that only the second has. */
  readonly gained: readonly TreeChange[];
  readonly others: readonly TreeChange[];
}

function byStamp(one: Event, two: Event): number {
  return one.id < two.id ? -1 : 1;
}

/** @throws STORE_CORRUPT where an event file of no task has two contents */
function sortDifferences(changes: readonly TreeChange[]): Differences {
  const inFirst = new Set<TaskId>();
  const inSecond = new Set<TaskId>();
  const files = new Map<TaskId, TreeChange>();
  const rewritten = new Map<string, TreeChange>();
  const redacted = new Set<TaskId>();
  const gained: TreeChange[] = [];
  const others: TreeChange[] = [];
  for (const change of changes) {
    const place = parsePath(change.path);
    if (place.kind === 'task') files.set(place.id, change);
    else if (place.kind === 'other') others.push(change);
    else if (change.status === 'A' || change.status === 'D') {
      if (change.status === 'A') gained.push(change);
      if (place.task !== undefined) (change.status === 'A' ? inSecond : inFirst).add(place.task);
    } else if (place.task === undefined) throw twoContents(change);
    else {
      rewritten.set(change.path, change);
      redacted.add(place.task);
    }
  }
  return { inFirst, inSecond, files, rewritten, redacted, gained, others };
}

/** Takes over what only one side changed of files that are neither tasks nor events; both sides: the later tip's stays. */
function mergeOthers(
  { repository, first, second }: Sides,
  others: readonly TreeChange[],
  secondIsLater: boolean,
): readonly NewFile[] {
  if (others.length === 0) return [];
  const [base] = mergeBases(repository, first, second);
  const changedIn = (tip: string): ReadonlySet<string> =>
    base === undefined
      ? new Set(others.map(({ path }) => path))
      : new Set(diffTrees(repository, base, tip).map(({ path }) => path));
  const [byFirst, bySecond] = [changedIn(first), changedIn(second)];
  return others.flatMap(({ path, newOid }): readonly NewFile[] => {
    const take = bySecond.has(path) && (!byFirst.has(path) || (secondIsLater && path !== FORMAT_PATH));
    return take && newOid !== undefined ? [{ path, oid: newOid }] : [];
  });
}

/** Gives a merge's events of one task the stamps that follow from parents and content, in the order they come. */
function stampMerge(
  events: readonly MergeEvent[],
  parents: readonly string[],
  time: number,
  at: string,
): readonly Event[] {
  const content = JSON.stringify([parents, events]);
  // Loaded here: calls that merge nothing need not pay for it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const next = stampsFrom(time, createHash('sha256').update(content).digest());
  return events.map((event) => ({ ...event, id: next(), at, by: MERGER.name }));
}

/** The events of files that only one tip has: `A` for the second, `D` for the first. */
function eventsOf(
  repository: Repository,
  changes: readonly TreeChange[],
  status: 'A' | 'D',
): readonly Event[] {
  const files = changes.flatMap(({ path, status: how, oldOid, newOid }) => {
    const oid = status === 'A' ? newOid : oldOid;
    return how === status && oid !== undefined && parsePath(path).kind === 'events' ? [{ path, oid }] : [];
  });
  return readEventFiles(repository, files).flat();
}

/** What both sides together broke that neither broke alone. */
function wholeEvents(
  { repository }: Sides,
  changes: readonly TreeChange[],
  { inFirst, inSecond }: Differences,
  [one, two, merged]: readonly [TipTasks, TipTasks, TipTasks],
): readonly MergeEvent[] {
  if (inFirst.size === 0 || inSecond.size === 0) return [];
  const touched = [...inFirst, ...inSecond];
  for (const tasks of [one, two, merged]) tasks.readAround(touched);
  return checkWhole(
    merged,
    { tasks: one, events: eventsOf(repository, changes, 'D') },
    { tasks: two, events: eventsOf(repository, changes, 'A') },
  );
}

/** What two tips make together, on top of the first one's tree. */
export interface UnitedTips {
  readonly files: readonly NewFile[];
  /** Seconds since 1970: the later tip's. */
  readonly time: number;
  readonly newest: Stamp | undefined;
  /** Events that say what lost. */
  readonly events: readonly Event[];
}

/**
 * Merges two tips by uniting their event files: tasks with new events on both sides are folded anew, tasks with new
 * events on one side take that side's file unread. No merge base decides, so criss-cross and unrelated histories are
 * merged alike.
 *
 * @param counted what the second has unlike the first, and is to count
 * @throws STORE_CORRUPT where one event file has two contents
 */
export function uniteTips(
  repository: Repository,
  first: string,
  second: string,
  counted?: readonly TreeChange[],
): UnitedTips {
  const changes = counted ?? diffTrees(repository, first, second);
  const sides: Sides = { repository, first, second };
  const commits = [readCommit(repository, first), readCommit(repository, second)] as const;
  const stamps = commits.map(({ message }) => parseStampTrailer(message));
  const time = Math.max(commits[0].time, commits[1].time);
  const newest = newestStamp(stamps);
  const stampMs = newest === undefined ? time * 1000 : stampTime(newest) + 1;
  const at = new Date(time * 1000).toISOString();

  const differences = sortDifferences(changes);
  const files: NewFile[] = differences.gained.flatMap(({ path, newOid }) =>
    newOid === undefined ? [] : [{ path, oid: newOid }],
  );
  files.push(...mergeOthers(sides, differences.others, (stamps[1] ?? '') > (stamps[0] ?? '')));

  const folded: TaskId[] = [];
  const { inFirst, inSecond, redacted } = differences;
  for (const id of new Set([...inFirst, ...inSecond, ...redacted, ...differences.files.keys()])) {
    const [mine, other] = [inFirst.has(id), inSecond.has(id)];
    const file = differences.files.get(id);
    if (differences.redacted.has(id)) folded.push(id);
    else if (other && !mine && file?.newOid !== undefined) files.push({ path: file.path, oid: file.newOid });
    // New events on both sides, or a file that differs though no event does: only the events can say.
    else if (mine === other) folded.push(id);
  }

  const stamp = (events: readonly MergeEvent[], time: number): readonly Event[] =>
    stampMerge(events, [first, second], time, at);
  const records = new Map<TaskId, Task | Tombstone>();
  const told = new Map<TaskId, Event[]>();
  const tell = (event: Event): void => {
    const { task = '' } = event;
    told.set(task, [...(told.get(task) ?? []), event]);
  };
  for (const [id, met] of readMet(sides, folded.sort(), differences.rewritten)) {
    for (const { path, events } of met.rewritten) files.push({ path, text: formatEvents(events) });
    const events = stamp(mergeEvents(id, met), stampMs);
    for (const event of events) tell(event);
    const record = fold([...met.shared, ...met.ours, ...met.theirs, ...events]);
    if (record !== undefined) records.set(id, record);
  }

  const isGained = (id: TaskId): boolean => inSecond.has(id) && !inFirst.has(id);
  const one = new TipTasks(repository, () => first);
  const two = new TipTasks(
    repository,
    () => second,
    new Map(),
    (id) => (counted !== undefined || differences.files.has(id) ? undefined : one),
  );
  const merged = new TipTasks(
    repository,
    () => first,
    records,
    (id) => (isGained(id) ? two : one),
  );
  // A millisecond later: what is applied to a folded task is newer than all that was folded.
  const whole = stamp(wholeEvents(sides, changes, differences, [one, two, merged]), stampMs + 1);
  for (const event of whole) {
    const { task: id = '' } = event;
    const record = applyEvent(records.get(id) ?? merged.summary(id), event);
    if (record === undefined) continue;
    records.set(id, record);
    tell(event);
  }

  for (const [id, record] of records) files.push({ path: taskPath(id), text: formatMerged(record) });
  for (const [id, events] of told)
    for (const [path, some] of inFiles(id, events.sort(byStamp)))
      files.push({ path, text: formatEvents(some) });
  const events = [...told.values()].flat();

  return { files, time, newest: newestStamp([newest, ...events.map(({ id }) => id)]), events };
}

/** The message of what nobody in particular did with two tips. */
export function messageOf(subject: string, { newest, events }: Omit<UnitedTips, 'files'>): string {
  const told = events.map(({ id }) => id).filter((id) => id !== newest);
  return formatCommitMessage({
    subject,
    actor: MERGER.name,
    stamps: newest === undefined ? [] : [...told, newest],
  });
}

/**
 * Merges two tips into a commit on both: see `uniteTips`.
 *
 * @throws STORE_CORRUPT where one event file has two contents
 */
export function mergeTips(repository: Repository, one: string, two: string): MergedTips {
  const parents = one < two ? ([one, two] as const) : ([two, one] as const);
  const [first, second] = parents;
  const united = uniteTips(repository, first, second);
  const message = messageOf(`merge ${first.slice(0, 10)} and ${second.slice(0, 10)}`, united);
  return { parents, files: united.files, message, time: united.time, events: united.events };
}
