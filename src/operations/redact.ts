import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { redactionOf, type StoryFile, stubOf } from '../domain/redaction.ts';
import type { Stamp } from '../domain/stamp.ts';
import { ALERT_TYPES, type Value } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Operation } from './operation.ts';
import { validText } from './validate.ts';

/** An event, and the task it is of. */
export interface EventOfTask {
  readonly task: TaskId;
  readonly event: Event;
}

export interface RedactInput {
  readonly events: readonly Stamp[];
  readonly reason?: string;
  /** Reads all event files of the tasks that some stamps, or texts, stand in; at the tip that the draft is of. */
  readonly stories: (texts: readonly string[]) => ReadonlyMap<TaskId, readonly StoryFile[]>;
}

export interface Redacted {
  /** The events as they were. */
  readonly redacted: readonly EventOfTask[];
  /** Redacted along with them, since they quoted them. */
  readonly quoting: readonly EventOfTask[];
  readonly already: readonly Stamp[];
  /** Written by somebody, and left as they are, though they hold the same text. */
  readonly alike: readonly EventOfTask[];
}

/** Shorter texts stand in events that have nothing to do with them. */
const SHORTEST = 6;
/** Of a text that is looked for elsewhere: what quotes it may have cut it. */
const LOOKED_FOR = 60;
/** Words that stand in many events: to look for `bug` or `alice` would take all of them. */
const NAMES: ReadonlySet<string> = new Set(['type', 'assignee', 'plan_key', 'to', 'worktree']);
/** Written by the program and not by a person. */
const TOLD: ReadonlySet<string> = new Set<string>([...ALERT_TYPES, 'note_added']);

function* textsIn(value: Value): Generator<string> {
  if (typeof value === 'string') yield value;
  else for (const item of Array.isArray(value) ? value : Object.values(value)) yield* textsIn(item);
}

/** The texts that redacting an event takes away and others may quote, by their longest lines. */
function textsGone(event: Event): readonly string[] {
  const data = Object.entries(event.data).filter(
    ([key]) => !NAMES.has(key) || event.type === 'task_assigned',
  );
  const left = new Set(textsIn(stubOf(event, event.id).data));
  return [...textsIn(Object.fromEntries(data))].flatMap((text) => {
    if (left.has(text)) return [];
    const lines = text.split('\n').map((line) => line.trim());
    const longest = lines.reduce((one, two) => (two.length > one.length ? two : one), '');
    return longest === '' ? [] : [longest.slice(0, LOOKED_FOR).trim()];
  });
}

function holds(event: Event, texts: readonly string[]): boolean {
  const own = [...textsIn(event.data)];
  return texts.some((text) => own.some((mine) => mine.includes(text)));
}

/** Whether an event was made by the program out of a redacted one: an alert about it, or the other half of a set change. */
function quotes({ event: one, task }: EventOfTask, { event, task: of }: EventOfTask): boolean {
  const texts = textsGone(event);
  const aboutIt = one.data.cause === event.id || one.data.cause === of || one.data.kept === event.id;
  const told = TOLD.has(one.type) && (aboutIt || (task === of && one.type !== 'note_added'));
  if (told) return holds(one, texts);
  const change = /^(label|link|resource)_/.exec(event.type)?.[1];
  return task === of && change !== undefined && one.type.startsWith(change) && holds(one, texts);
}

function notFound(event: Stamp): GitTaskError {
  return new GitTaskError('ENTRY_NOT_FOUND', `there is no event ${event}`, {
    hint: 'events are named by their stamps, as watch prints them',
    template: 'git task watch <id> --json',
    details: { event },
  });
}

/**
 * Takes the texts out of events, for ever and on every clone; who did what and when stays. What the program itself wrote
 * out of them goes along.
 */
export const redact: Operation<RedactInput, Redacted> = {
  name: 'redact',
  run(draft, { events, reason, stories }) {
    const why = reason === undefined ? undefined : validText(reason, 'reason');
    const found = new Map(stories(events));
    const all = (): readonly EventOfTask[] =>
      [...found].flatMap(([task, files]) =>
        files.flatMap((file) => file.events.map((event) => ({ task, event }))),
      );
    const named = [...new Set(events)].map((id) => {
      const one = all().find(({ event }) => event.id === id);
      if (one === undefined) throw notFound(id);
      return one;
    });
    const redacted = named.filter(({ event }) => redactionOf(event) === undefined);
    const already = named.filter((one) => !redacted.includes(one)).map(({ event }) => event.id);
    if (redacted.length === 0) return { redacted, quoting: [], already, alike: [] };

    const texts = [...new Set(redacted.flatMap(({ event }) => textsGone(event)))].filter(
      (text) => text.length >= SHORTEST,
    );
    const causes = redacted.flatMap(({ event, task }) => [event.id, task]);
    for (const [task, files] of stories([...texts, ...causes])) found.set(task, files);
    const others = all().filter(
      ({ event }) => redactionOf(event) === undefined && !redacted.some((one) => one.event.id === event.id),
    );
    const quoting = others.filter((other) => redacted.some((one) => quotes(other, one)));
    const alike = others.filter((other) => !quoting.includes(other) && holds(other.event, texts));

    const byTask = new Map<TaskId, Stamp[]>();
    for (const { task, event } of [...redacted, ...quoting])
      byTask.set(task, [...(byTask.get(task) ?? []), event.id]);
    for (const [task, ids] of byTask)
      draft.redact(task, found.get(task) ?? [], {
        events: ids.sort(),
        ...(why === undefined ? {} : { reason: why }),
      });
    return { redacted, quoting, already, alike };
  },
};
