import type { Event } from '../../domain/event.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Value } from '../../domain/task.ts';
import { oneLine } from '../../domain/text.ts';
import type { Style } from './style.ts';

const TEXT_SHOWN = 100;

/** The values that say most about an event, in the order they are looked for. */
const TELLING = [
  'text',
  'title',
  'message',
  'reason',
  'on',
  'label',
  'link',
  'resource',
  'assignee',
  'decision',
  'branch',
  'description',
] as const;

function particulars({ data }: Event): string {
  for (const key of TELLING) {
    const value: Value | undefined = data[key];
    if (typeof value === 'string') return oneLine(value).slice(0, TEXT_SHOWN);
  }
  return '';
}

/** One event in one line: when, what, which task, by whom, and what says most about it. */
export function eventLine(snapshot: Snapshot, event: Event, style: Style): string {
  const task = event.task === undefined ? '-' : snapshot.short(event.task);
  const title = event.task === undefined ? undefined : snapshot.summary(event.task)?.title;
  const told = particulars(event);
  const about =
    title === undefined || event.type === 'task_created'
      ? told
      : [`"${oneLine(title)}"`, told].filter(Boolean).join(' ');
  return `${style.dim(event.at)}  ${oneLine(event.type).padEnd(19)}  ${style.cyan(task)}  ${oneLine(event.by)}  ${about}`.trimEnd();
}

/** An event under `--json`. */
export function eventJson(event: Event): Record<string, unknown> {
  return {
    id: event.id,
    type: event.type,
    at: event.at,
    by: event.by,
    task: event.task ?? null,
    over: event.over ?? null,
    data: event.data,
  };
}
