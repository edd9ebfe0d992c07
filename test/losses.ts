import { type Event, isDescriptionEvent, isWorkflowEvent, removedKeys } from '../src/domain/event.ts';
import type { Stamp } from '../src/domain/stamp.ts';
import { isTombstone, type Task, type Tombstone, workflowHeads } from '../src/domain/task.ts';

/** One task's events, and what became of them. */
export interface Outcome {
  readonly events: readonly Event[];
  readonly record: Task | Tombstone | undefined;
  /** Whether whoever recorded an event knew another one. */
  readonly saw: (event: Event, earlier: Event) => boolean;
}

/** A value, or an element of a set, that an event gave its task. */
interface Setting {
  readonly event: Event;
  readonly key: string;
  readonly value: string;
}

const SETS = { label: 'labels', dependency: 'depends_on', link: 'links', resource: 'resources' } as const;

/** What format.md says each event sets, apart from descriptions and the lifecycle. */
function settingsOf(event: Event): readonly Setting[] {
  const one = (key: string, value: unknown): Setting => ({ event, key, value: String(value ?? '') });
  const [noun = '', verb] = event.type.split('_');
  if (noun in SETS && (verb === 'added' || verb === 'removed')) {
    const set = SETS[noun as keyof typeof SETS];
    const element = event.data[noun === 'dependency' ? 'on' : noun];
    return [one(`${set} ${element}`, verb)];
  }
  switch (event.type) {
    case 'task_assigned':
      return [one('assignee', event.data.assignee)];
    case 'task_held':
    case 'task_unheld':
      return [one('hold', event.data.reason)];
    case 'task_edited': {
      const values = Object.entries(event.data).filter(([key]) => key !== 'unset');
      return [...values, ...removedKeys(event).map((key) => [key, ''] as const)]
        .filter(([key]) => key !== 'description')
        .map(([key, value]) => one(key, value));
    }
    default:
      return [];
  }
}

function standing(task: Task, key: string): string {
  const [set = '', ...element] = key.split(' ');
  if (Object.values<string>(SETS).includes(set)) {
    const there = task[set as 'labels'].includes(element.join(' '));
    return there ? 'added' : 'removed';
  }
  const value = (task as unknown as Record<string, unknown>)[key] ?? task.extra[key];
  return key === 'priority' ? String(value) : String(value ?? '');
}

function told(events: readonly Event[]): ReadonlySet<string> {
  return new Set(
    events.flatMap(({ type, data }) =>
      type === 'merge_resolved' || type === 'claim_conflict' ? [`${data.cause} ${data.key ?? 'status'}`] : [],
    ),
  );
}

/**
 * Finds what was written and is neither in the task, nor replaced by somebody who had seen it, nor told to whoever wrote
 * it. Judges by what the format promises and not by the code that keeps it.
 */
export function silentLosses({ events: all, record, saw }: Outcome): readonly string[] {
  const undone = new Set(all.flatMap(({ type, data }) => (type === 'undone' ? listOf(data.events) : [])));
  const events = all.filter(({ id }) => !undone.has(id));
  const losers = told(events);
  const name = (event: Event): string => `${event.type} ${event.id} by ${event.by}`;
  if (record === undefined) return events.map(name);
  if (isTombstone(record)) {
    const deletions = events.filter(({ type }) => type === 'task_deleted');
    const mourned = new Set(
      events.flatMap(({ type, data }) =>
        type === 'merge_resolved' && data.key === 'deleted' && Array.isArray(data.to)
          ? data.to.map(String)
          : [],
      ),
    );
    return events
      .filter(
        (event) =>
          event.by !== 'git-task' &&
          !deletions.includes(event) &&
          !deletions.some((deletion) => saw(deletion, event)) &&
          !mourned.has(event.by),
      )
      .map(name);
  }
  const lost: string[] = [];
  const settings = events.flatMap(settingsOf);
  for (const { event, key, value } of settings) {
    if (standing(record, key) === (key === 'priority' ? String(Number(value)) : value)) continue;
    const rivals = settings.filter((other) => other.key === key && other.event !== event);
    if (rivals.some((other) => saw(other.event, event))) continue;
    // Two who wanted the same lose it together: one of them hears of it.
    const same = rivals.filter((other) => other.value === value).map((other) => other.event);
    if (![event, ...same].some(({ id }) => losers.has(`${id} ${key}`))) lost.push(`${key} of ${name(event)}`);
  }
  lost.push(...lostMoves(events, record, losers).map((event) => `status of ${name(event)}`));
  lost.push(...lostLines(events, record, losers));
  lost.push(...lostEntries(events, record).map(name));
  return lost;
}

/** Lifecycle moves that nobody replaced, that do not stand, and that nobody was told of. */
function lostMoves(events: readonly Event[], task: Task, losers: ReadonlySet<string>): readonly Event[] {
  const heads = workflowHeads(task);
  const named = new Set(
    events.filter((event) => isWorkflowEvent(event)).flatMap((event) => event.over ?? []),
  );
  const open = events.filter(
    (event) => isWorkflowEvent(event) && !named.has(event.id) && !losers.has(`${event.id} status`),
  );
  const stands = (event: Event): boolean =>
    heads.includes(event.id) &&
    (event.type !== 'task_started' || task.claim?.since === event.id) &&
    (event.type !== 'task_completed' || task.completed?.by === event.by);
  return open.length === 1 ? open.filter((event) => !stands(event)) : open;
}

/** Lines that an undecided description added, and that are gone though nobody said so. */
function lostLines(
  events: readonly Event[],
  { description = '' }: Task,
  losers: ReadonlySet<string>,
): readonly string[] {
  const edits = events.filter(isDescriptionEvent);
  const named = new Set(edits.flatMap((event) => event.over ?? []));
  const linesOf = (event: Event | undefined): readonly string[] =>
    String(event?.data.description ?? '').split('\n');
  const there = new Set(description.split('\n'));
  return edits.flatMap((event) => {
    if (named.has(event.id) || losers.has(`${event.id} description`)) return [];
    const before = new Set(
      (event.over ?? []).flatMap((id) => linesOf(edits.find((other) => other.id === id))),
    );
    return linesOf(event)
      .filter((line) => line.trim() !== '' && !before.has(line) && !there.has(line))
      .map((line) => `line ${JSON.stringify(line)} of ${event.id} by ${event.by}`);
  });
}

/** Notes, criteria, commits, alerts and acknowledgements that are not there. */
function lostEntries(events: readonly Event[], task: Task): readonly Event[] {
  const all = new Map(events.map((event) => [event.id, event]));
  const gone = new Set(
    events.flatMap(({ type, data }) =>
      type === 'note_removed' ? [String(data.note)] : type === 'impact_withdrawn' ? listOf(data.events) : [],
    ),
  );
  const alertOf = (event: Event | undefined) =>
    task.alerts.find(
      ({ type, cause, change, text }) =>
        type === event?.type &&
        cause === event.data.cause &&
        (event.data.key === undefined
          ? change === event.data.change
          : text.startsWith(`${event.data.key}: `) || event.data.key === 'deleted'),
    );
  const isThere = (event: Event): boolean => {
    const { id, type, data } = event;
    switch (type) {
      case 'note_added':
        return gone.has(id) !== task.notes.some((note) => note.id === id && note.text === data.text);
      case 'acceptance_added':
        return task.acceptance.some((criterion) => criterion.id === id);
      case 'acceptance_met':
        return task.acceptance.some(
          (criterion) => criterion.id === data.criterion && criterion.met !== undefined,
        );
      case 'commit_recorded':
        return task.commits.includes(String(data.commit));
      case 'impact_conflict':
      case 'impact_warning':
      case 'impact_notice':
      case 'claim_conflict':
      case 'merge_resolved':
      case 'dependency_cycle':
        return gone.has(id) || alertOf(event) !== undefined;
      case 'impact_acknowledged':
        return listOf(data.events).every((stamp: Stamp) => {
          const alert = alertOf(all.get(stamp));
          return gone.has(stamp) || alert?.acknowledged !== undefined;
        });
      default:
        return true;
    }
  };
  return events.filter((event) => !isThere(event));
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Losses that somebody is told of more than once: alerts that say the same in other words. */
export function toldTwice(events: readonly Event[], task: Task): readonly string[] {
  const key = new Map(
    events.map(({ id, type, data }) => [
      id,
      `${type} ${data.cause} ${data.key ?? data.change ?? ''} ${data.resource ?? ''}`,
    ]),
  );
  const seen = new Set<string>();
  return task.alerts.flatMap(({ id }) => {
    const said = key.get(id) ?? id;
    if (seen.has(said)) return [said];
    seen.add(said);
    return [];
  });
}
