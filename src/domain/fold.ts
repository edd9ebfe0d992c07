import { isToldBy, withAlert } from './alert.ts';
import { settleDescription } from './description.ts';
import { type Event, isDescriptionEvent, isWorkflowEvent, removedKeys, textOf, textsOf } from './event.ts';
import { redactEvents } from './redaction.ts';
import type { Stamp } from './stamp.ts';
import {
  ALERT_TYPES,
  type Alert,
  type AlertType,
  descriptionHeads,
  isTombstone,
  type Priority,
  TASK_KEYS,
  type Task,
  type Tombstone,
} from './task.ts';
import { withoutUndone } from './undo.ts';
import { applyWorkflow, settleWorkflow } from './workflow.ts';

/** Keys of a task that hold one text and may be absent. */
const TEXT_KEYS = ['type', 'due', 'parent', 'plan_key', 'discovered_from', 'description'] as const;
type TextKey = (typeof TEXT_KEYS)[number];
/** Keys that mean something of their own: an unknown value under one of them would pass for the real one. */
const RESERVED: ReadonlySet<string> = new Set([...TASK_KEYS, 'deleted', 'unset', 'redacted']);
type SetKey = 'labels' | 'depends_on' | 'links' | 'resources';

type SetChange = readonly [key: SetKey, element: string, present: boolean];

/**
 * Which event type adds to or removes from which set, and under which key of the data the element stands. It has no
 * prototype: an event of the type `constructor` means nothing.
 */
export const SET_EVENTS: Readonly<Record<string, SetChange>> = Object.assign(Object.create(null), {
  label_added: ['labels', 'label', true],
  label_removed: ['labels', 'label', false],
  dependency_added: ['depends_on', 'on', true],
  dependency_removed: ['depends_on', 'on', false],
  link_added: ['links', 'link', true],
  link_removed: ['links', 'link', false],
  resource_added: ['resources', 'resource', true],
  resource_removed: ['resources', 'resource', false],
} satisfies Record<string, SetChange>);

function isTextKey(key: string): key is TextKey {
  return (TEXT_KEYS as readonly string[]).includes(key);
}

function isAlertType(type: string): type is AlertType {
  return (ALERT_TYPES as readonly string[]).includes(type);
}

function priorityOf(text: string | undefined): Priority {
  const priority = Number(text ?? '0');
  return priority === 1 || priority === 2 || priority === 3 || priority === 4 ? priority : 0;
}

function sorted(items: Iterable<string>): readonly string[] {
  return [...new Set(items)].sort();
}

/** The task with one key gone. */
function without<K extends keyof Task>(task: Task, key: K): Task {
  const { [key]: _gone, ...rest } = task;
  return rest as unknown as Task;
}

function stamped(task: Task, key: string, stamps: readonly Stamp[]): Task {
  return { ...task, set: { ...task.set, [key]: stamps } };
}

function create(event: Event, id: string): Task {
  const { data } = event;
  let task: Task = {
    id,
    title: textOf(event, 'title') ?? '',
    status: 'pending',
    priority: priorityOf(textOf(event, 'priority')),
    labels: sorted(textsOf(event, 'labels')),
    depends_on: sorted(textsOf(event, 'depends_on')),
    links: sorted(textsOf(event, 'links')),
    resources: sorted(textsOf(event, 'resources')),
    acceptance: [],
    notes: [],
    commits: [],
    alerts: [],
    created: event.id,
    set: {},
    // fromEntries defines own properties: a key `__proto__` stays a key.
    extra: Object.fromEntries(Object.entries(data).filter(([key]) => !RESERVED.has(key))),
  };
  for (const key of [...TEXT_KEYS, 'assignee'] as const) {
    const text = textOf(event, key);
    if (text !== undefined) task = { ...task, [key]: text };
  }
  return task;
}

function edit(task: Task, event: Event): Task {
  let next = task;
  for (const [key, value] of Object.entries(event.data)) {
    if (key === 'priority') next = { ...next, priority: priorityOf(textOf(event, key)) };
    else if (key === 'title' || isTextKey(key)) {
      if (typeof value !== 'string') continue;
      next = { ...next, [key]: value };
    } else if (RESERVED.has(key)) continue;
    else next = { ...next, extra: { ...next.extra, [key]: value } };
    next = stamped(next, key, headsAfter(task, event, key));
  }
  for (const key of removedKeys(event)) {
    if (isTextKey(key)) next = without(next, key);
    else if (Object.hasOwn(next.extra, key)) {
      const { [key]: _gone, ...extra } = next.extra;
      next = { ...next, extra };
    } else continue;
    next = stamped(next, key, headsAfter(task, event, key));
  }
  return next;
}

/** Descriptions keep the heads that an edit did not see; every other value has one: the last. */
function headsAfter(task: Task, event: Event, key: string): readonly Stamp[] {
  if (key !== 'description') return [event.id];
  return [...descriptionHeads(task).filter((head) => !(event.over ?? []).includes(head)), event.id].sort();
}

function changeSet(task: Task, event: Event): Task {
  const [key, element, present] = SET_EVENTS[event.type] ?? [];
  const value = element === undefined ? undefined : textOf(event, element);
  if (key === undefined || value === undefined) return task;
  const others = task[key].filter((item) => item !== value);
  return { ...task, [key]: present ? sorted([...others, value]) : others };
}

function addAlert(task: Task, event: Event, type: AlertType): Task {
  const change = textOf(event, 'change');
  const resource = textOf(event, 'resource');
  const alert: Alert = {
    id: event.id,
    type,
    cause: textOf(event, 'cause') ?? '',
    ...(change === undefined ? {} : { change }),
    ...(resource === undefined ? {} : { resource }),
    to: textsOf(event, 'to'),
    text: textOf(event, 'text') ?? '',
  };
  return { ...task, alerts: withAlert(task.alerts, alert) };
}

function applyToTask(task: Task, event: Event): Task | Tombstone {
  if (isWorkflowEvent(event)) return applyWorkflow(task, event);
  if (event.type in SET_EVENTS) return changeSet(task, event);
  switch (event.type) {
    case 'task_edited':
      return edit(task, event);
    case 'task_assigned': {
      const assignee = textOf(event, 'assignee');
      const next = assignee === undefined ? without(task, 'assignee') : { ...task, assignee };
      return stamped(next, 'assignee', [event.id]);
    }
    case 'task_held':
      return stamped({ ...task, hold: textOf(event, 'reason') ?? '' }, 'hold', [event.id]);
    case 'task_unheld':
      return stamped(without(task, 'hold'), 'hold', [event.id]);
    case 'task_deleted':
      return { id: task.id, deleted: event.id };
    case 'note_added': {
      const file = textOf(event, 'file');
      const note = {
        id: event.id,
        by: event.by,
        ...(file === undefined ? {} : { file }),
        text: textOf(event, 'text') ?? '',
      };
      return { ...task, notes: [...task.notes, note] };
    }
    case 'note_removed':
      return { ...task, notes: task.notes.filter((note) => note.id !== textOf(event, 'note')) };
    case 'acceptance_added':
      return {
        ...task,
        acceptance: [...task.acceptance, { id: event.id, text: textOf(event, 'text') ?? '' }],
      };
    case 'acceptance_met':
      return {
        ...task,
        acceptance: task.acceptance.map((criterion) =>
          criterion.id === textOf(event, 'criterion') ? { ...criterion, met: event.id } : criterion,
        ),
      };
    case 'commit_recorded': {
      const commit = textOf(event, 'commit');
      if (commit === undefined) return task;
      // Amended and rebased commits give way to what they became.
      const others = task.commits.filter((known) => !textsOf(event, 'replaces').includes(known));
      return { ...task, commits: others.includes(commit) ? others : [...others, commit] };
    }
    case 'impact_acknowledged':
      return {
        ...task,
        alerts: task.alerts.map((alert) =>
          isToldBy(alert, textsOf(event, 'events')) ? { ...alert, acknowledged: event.id } : alert,
        ),
      };
    case 'impact_withdrawn':
      return { ...task, alerts: task.alerts.filter((alert) => !isToldBy(alert, textsOf(event, 'events'))) };
    default:
      break;
  }
  if (!isAlertType(event.type)) return task;
  const told = addAlert(task, event, event.type);
  // A lost claim's event names the start that lost, so that it can never come back.
  return event.over === undefined ? told : applyWorkflow(told, event);
}

/**
 * Folds one event into a task. Never refuses: an unknown type, or an event of a task not created, changes nothing.
 *
 * The event must be newer than all that was folded before, and name all heads it replaces: what every
 * operation on a snapshot gives. For events in any other order or number, see `fold`.
 */
export function applyEvent(record: Task | Tombstone | undefined, event: Event): Task | Tombstone | undefined {
  if (event.task === undefined) return record;
  if (record === undefined) return event.type === 'task_created' ? create(event, event.task) : undefined;
  return isTombstone(record) ? record : applyToTask(record, event);
}

/**
 * Folds all events of one task, in whatever order they come: the task is a function of their set.
 *
 * @returns undefined where no event created the task
 */
export function fold(events: Iterable<Event>): Task | Tombstone | undefined {
  const unique = new Map<Stamp, Event>();
  // Who redacts an event may come after it: the stub is folded, whichever of the two is in the file.
  for (const event of redactEvents([...events])) unique.set(event.id, event);
  const ordered = withoutUndone([...unique.values()].sort((one, two) => (one.id < two.id ? -1 : 1)));
  // Deletion wins over everything, whatever came later.
  const deletion = ordered.find((event) => event.type === 'task_deleted');
  if (deletion?.task !== undefined) return { id: deletion.task, deleted: deletion.id };
  let record: Task | Tombstone | undefined;
  for (const event of ordered) record = applyEvent(record, event);
  if (record === undefined || isTombstone(record)) return record;
  return settleDescription(settleWorkflow(record, ordered), ordered.filter(isDescriptionEvent));
}
