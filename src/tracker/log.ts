import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import { undoneIn } from '../domain/undo.ts';
import { newestEvents } from '../store/newest-events.ts';
import type { Since } from './cursor.ts';
import type { Tracker } from './tracker.ts';

/** What is asked of the log. */
export interface LogQuery {
  readonly since: Since | undefined;
  /** Events stamped at it and later are left out. */
  readonly until: Stamp | undefined;
  readonly wanted: (event: Event) => boolean;
  readonly most: number;
}

export interface LogEntry {
  readonly event: Event;
  /** It counts no longer. */
  readonly undone: boolean;
}

export interface Log {
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  /** Whether there are more that match. */
  readonly more: boolean;
}

/** The newest events of the branch; reads no more of its history than it takes to find them. */
export async function readLog(tracker: Tracker, query: LogQuery): Promise<Log> {
  const seen: Event[] = [];
  const { since, until, wanted, most } = query;
  const least = since?.kind === 'time' ? since.stamp : '';
  const matches = (event: Event): boolean =>
    event.id >= least && (until === undefined || event.id < until) && wanted(event);
  let found = 0;
  for await (const piece of pieces(tracker, since)) {
    seen.push(...piece);
    found += piece.filter(matches).length;
    // What undoes an event is newer than it, and so was seen.
    if (found > most || piece.every(({ id }) => id < least)) break;
  }
  return pick(seen, matches, most);
}

async function* pieces(tracker: Tracker, since: Since | undefined): AsyncGenerator<readonly Event[]> {
  const tip = tracker.store.tip();
  if (tip === undefined) return;
  if (since?.kind !== 'cursor') return yield* newestEvents(tracker.repository, tip);
  const events: Event[] = [];
  for await (const { event } of tracker.events(since)) events.push(event);
  yield events;
}

/** A task's story. */
export interface Story {
  /** All of it, oldest first: what a value was before an event, the older ones say. */
  readonly all: readonly LogEntry[];
  /** Those asked for; of more than that the newest. */
  readonly shown: readonly LogEntry[];
  readonly more: boolean;
}

export async function readStory(tracker: Tracker, id: TaskId, query: LogQuery): Promise<Story> {
  const { since, until, wanted, most } = query;
  const story = await tracker.store.story(id);
  const after = since?.kind === 'cursor' ? new Set<Stamp>() : undefined;
  if (after !== undefined) for await (const { event } of tracker.events(since)) after.add(event.id);
  const least = since?.kind === 'time' ? since.stamp : '';
  const matches = ({ event }: LogEntry): boolean =>
    event.id >= least &&
    (after === undefined || after.has(event.id)) &&
    (until === undefined || event.id < until) &&
    wanted(event);
  const undone = undoneIn(story);
  const all = story.map((event) => ({ event, undone: undone.has(event.id) }));
  const found = all.filter(matches);
  return { all, shown: found.slice(Math.max(0, found.length - most)), more: found.length > most };
}

/** The newest that match, and which of them were undone. */
function pick(events: readonly Event[], matches: (event: Event) => boolean, most: number): Log {
  const undone = undoneAmong(events);
  const found = events.filter(matches).sort((one, two) => (one.id < two.id ? 1 : -1));
  return {
    entries: found.slice(0, most).map((event) => ({ event, undone: undone.has(event.id) })),
    more: found.length > most,
  };
}

/** As far as it can be told from these events: an undoing says nothing of other tasks. */
function undoneAmong(events: readonly Event[]): ReadonlySet<Stamp> {
  const tasks = new Set(events.flatMap(({ type, task }) => (type === 'undone' ? [task] : [])));
  return new Set([...tasks].flatMap((task) => [...undoneIn(events.filter((event) => event.task === task))]));
}
