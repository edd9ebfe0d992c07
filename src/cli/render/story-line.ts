import { type Event, textOf, textsOf } from '../../domain/event.ts';
import { eventSentence, type Telling } from '../../domain/event-sentence.ts';
import { eventTime } from '../../domain/event-time.ts';
import { REDACTED, redactionOf } from '../../domain/redaction.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { taskNamed } from '../../domain/task-name.ts';
import { displayText, oneLine } from '../../domain/text.ts';
import type { LogEntry, Story } from '../../tracker/log.ts';
import { eventJson } from './event-line.ts';
import type { Style } from './style.ts';

const ONE_LINE = 100;

/** What events say of a task, as far as they were told so far. */
class Known {
  readonly #values = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  before(key: string): string | undefined {
    return this.#values.get(key);
  }

  text(id: string): string | undefined {
    return this.#texts.get(id);
  }

  take(event: Event): void {
    const text = textOf(event, 'text');
    if (text !== undefined) this.#texts.set(event.id, text);
    if (event.type === 'task_assigned') this.#values.delete('assignee');
    if (!['task_created', 'task_edited', 'task_assigned'].includes(event.type)) return;
    for (const [key, value] of Object.entries(event.data))
      if (typeof value === 'string') this.#values.set(key, value);
    for (const key of textsOf(event, 'unset')) this.#values.delete(key);
  }
}

/** The lines of one task's story, oldest first. */
export function storyLines(
  snapshot: Snapshot,
  { all, shown }: Story,
  style: Style,
  brief: boolean,
): readonly string[] {
  const known = new Known();
  const asked = new Set(shown);
  return all.flatMap((entry) => {
    const telling: Telling = {
      it: 'it',
      name: (id) => taskNamed(snapshot, id),
      before: (key) => known.before(key),
      textOf: (id) => known.text(id),
    };
    const lines = asked.has(entry) ? entryLines(entry, telling, style, brief) : [];
    if (!entry.undone) known.take(entry.event);
    return lines;
  });
}

/** The lines of events of several tasks. */
export function logLines(
  snapshot: Snapshot,
  entries: readonly LogEntry[],
  style: Style,
  brief: boolean,
): readonly string[] {
  return entries.flatMap((entry) => {
    const { task } = entry.event;
    const telling: Telling = {
      it: task === undefined ? 'the branch' : taskNamed(snapshot, task),
      name: (id) => taskNamed(snapshot, id),
      before: () => undefined,
      textOf: () => undefined,
    };
    return entryLines(entry, telling, style, brief);
  });
}

function entryLines(
  { event, undone }: LogEntry,
  telling: Telling,
  style: Style,
  brief: boolean,
): readonly string[] {
  const when = `${new Date(eventTime(event)).toISOString().slice(0, 16).replace('T', ' ')}Z`;
  const sentence = eventSentence(event, telling);
  const blanked = redactionOf(event) !== undefined && !sentence.endsWith(REDACTED);
  const mark = undone ? ' (undone)' : blanked ? ` ${REDACTED}` : '';
  if (brief) {
    const line = oneLine(sentence);
    const cut = line.length > ONE_LINE ? `${line.slice(0, ONE_LINE - 1).toWellFormed()}\u2026` : line;
    return [`${style.dim(when)}  ${undone ? style.dim(cut) : cut}${mark}`];
  }
  const [first = '', ...rest] = displayText(sentence).split('\n');
  return [
    `${style.dim(when)}  ${undone ? style.dim(first) : first}${rest.length === 0 ? mark : ''}`,
    ...rest.map((line, at) => `${' '.repeat(19)}${line}${at === rest.length - 1 ? mark : ''}`.trimEnd()),
  ];
}

/** An event of the log under `--json`. */
export function entryJson({ event, undone }: LogEntry): Record<string, unknown> {
  return { ...eventJson(event), undone };
}
