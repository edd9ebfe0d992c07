import { type Event, type EventData, textsOf } from './event.ts';
import { isTaskId } from './id.ts';
import { isStamp, type Stamp } from './stamp.ts';
import { TASK_KEYS, type Value } from './task.ts';

/** What stands where a text was that the fold cannot do without. */
export const REDACTED = '(redacted)';

/** Events by which a merge quotes the value that lost; they name the event that lost as their cause. */
const QUOTING: ReadonlySet<string> = new Set(['merge_resolved', 'note_added']);
/** Values of a task that an edit can take away. */
const REMOVABLE: ReadonlySet<string> = new Set([
  'type',
  'due',
  'parent',
  'plan_key',
  'discovered_from',
  'description',
]);
const KEYS: ReadonlySet<string> = new Set<string>([...TASK_KEYS, 'deleted']);

/** Gives of a value what is structure and no text of anybody's; undefined where nothing is. */
type Keep = (value: Value) => Value | undefined;

function one(isStructure: (text: string) => boolean): Keep {
  return (value) => (typeof value === 'string' && isStructure(value) ? value : undefined);
}

function many(isStructure: (text: string) => boolean): Keep {
  return (value) =>
    Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string' && isStructure(item))
      : undefined;
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

const CLAIM: Readonly<Record<string, Keep>> = {
  by: one(() => true),
  worktree: one(() => true),
  clone: one((text) => /^[\w-]{1,40}$/.test(text)),
  base: one(isCommit),
  since: one(isStamp),
};

/** What a stub keeps: ids, stamps, numbers, days, and who holds the task from where. Every other key goes. */
const STRUCTURE: Readonly<Record<string, Keep>> = Object.assign(Object.create(null), {
  ...CLAIM,
  priority: one((text) => /^[0-4]$/.test(text)),
  due: one((text) => /^\d{4}-\d\d-\d\d$/.test(text)),
  parent: one(isTaskId),
  discovered_from: one(isTaskId),
  depends_on: many(isTaskId),
  on: one(isTaskId),
  unblocks: many(isTaskId),
  cycle: many(isTaskId),
  commit: one(isCommit),
  replaces: many(isCommit),
  note: one(isStamp),
  criterion: one(isStamp),
  kept: one(isStamp),
  events: many(isStamp),
  cause: one((text) => isStamp(text) || isTaskId(text) || isCommit(text)),
  key: one((text) => KEYS.has(text)),
  unset: many((text) => REMOVABLE.has(text)),
  claim: (value: Value) =>
    typeof value === 'object' && !Array.isArray(value) ? structureOf(value, CLAIM) : undefined,
  title: () => REDACTED,
  text: () => REDACTED,
});

function structureOf(data: object, keep: Readonly<Record<string, Keep>>): EventData {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]: [string, Value]): readonly [string, Value][] => {
      const kept = keep[key]?.(value);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

/**
 * What is left of an event that was redacted: its head and the structure of its data. It is an event of its type like
 * any other: a title reads `(redacted)`, a description is taken away. A stub's stub is the stub.
 *
 * @param by the `redacted` event that names it
 */
export function stubOf(event: Event, by: Stamp): Event {
  const data = stubData(event, by);
  return JSON.stringify(data) === JSON.stringify(event.data) ? event : { ...event, data };
}

/** The data of a stub. */
export function stubData({ type, data }: Pick<Event, 'type' | 'data'>, by: Stamp): EventData {
  const kept = structureOf(data, STRUCTURE);
  const { unset: already, ...rest } = kept;
  const gone = Object.keys(data).filter((key) => REMOVABLE.has(key) && !(key in kept));
  const unset =
    type === 'task_edited'
      ? new Set([...(Array.isArray(already) ? already : []), ...gone])
      : new Set<string>();
  return {
    redacted: by,
    ...rest,
    ...(type === 'task_held' ? { reason: REDACTED } : {}),
    ...(unset.size === 0 ? {} : { unset: [...unset].sort() }),
  };
}

/** Which redaction an event goes with because it quotes what that redacted. */
export function redactionOfQuote(
  { type, data }: Pick<Event, 'type' | 'data'>,
  redactions: ReadonlyMap<Stamp, Stamp>,
): Stamp | undefined {
  return QUOTING.has(type) && typeof data.cause === 'string' ? redactions.get(data.cause) : undefined;
}

/** The `redacted` event that a stub names; undefined where the event is none. */
export function redactionOf(event: Event): Stamp | undefined {
  const { redacted } = event.data;
  return typeof redacted === 'string' && isStamp(redacted) ? redacted : undefined;
}

/**
 * Which events of a task are redacted, each by the earliest event that says so. What a merge quoted of one goes with it.
 *
 * @param events events of one task
 */
export function redactionsIn(events: Iterable<Event>): ReadonlyMap<Stamp, Stamp> {
  const by = new Map<Stamp, Stamp>();
  const all = [...events];
  const redact = (id: Stamp, event: Stamp): void => {
    const known = by.get(id);
    if (known === undefined || event < known) by.set(id, event);
  };
  for (const event of all)
    if (event.type === 'redacted') for (const id of textsOf(event, 'events')) redact(id, event.id);
  if (by.size === 0) return by;
  const named = new Map(by);
  for (const event of all) {
    const cause = redactionOfQuote(event, named);
    if (cause !== undefined) redact(event.id, cause);
  }
  return by;
}

/** Some events of a task with stubs in place of what was redacted; an event that is as it must be stays itself. */
export function redactEvents(
  events: readonly Event[],
  redactions: ReadonlyMap<Stamp, Stamp> = redactionsIn(events),
): readonly Event[] {
  if (redactions.size === 0) return events;
  return events.map((event) => {
    const by = redactions.get(event.id);
    return by === undefined ? event : stubOf(event, by);
  });
}

/** A file of events on the branch. */
export interface StoryFile {
  readonly path: string;
  readonly events: readonly Event[];
}

/**
 * The files of a task that hold what was redacted, as they must be.
 *
 * @param also events of the task that stand in no file yet
 */
export function redactFiles(files: readonly StoryFile[], also: readonly Event[] = []): readonly StoryFile[] {
  const redactions = redactionsIn([...files.flatMap(({ events }) => events), ...also]);
  return files.flatMap(({ path, events }): readonly StoryFile[] => {
    const redacted = redactEvents(events, redactions);
    return redacted.every((event, at) => event === events[at]) ? [] : [{ path, events: redacted }];
  });
}

/**
 * What is wrong with the redactions of a task: a stub that no event justifies, or a text left in place that one names.
 *
 * @param events all events of the task
 */
export function problemOfRedactions(events: readonly Event[]): string | undefined {
  const redactions = redactionsIn(events);
  for (const event of events) {
    const [by, stub] = [redactions.get(event.id), redactionOf(event)];
    if (by === undefined && stub !== undefined)
      return `${event.id} is blanked, and no event says by whom and why`;
    if (by !== undefined && stubOf(event, by) !== event)
      return `${event.id} was redacted by ${by}, and is there all the same`;
  }
  return undefined;
}
