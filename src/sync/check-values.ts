import { EVENT_TYPES, type Event } from '../domain/event.ts';
import { isTaskId } from '../domain/id.ts';
import { TITLE_LIMIT } from '../domain/limits.ts';
import { isStamp, NO_STAMP, type Stamp } from '../domain/stamp.ts';
import type { Task, Value } from '../domain/task.ts';

const KNOWN: ReadonlySet<string> = new Set(EVENT_TYPES);
const TEXTS = [
  'type',
  'assignee',
  'due',
  'plan_key',
  'description',
  'reason',
  'message',
  'text',
  'file',
  'label',
  'link',
  'resource',
  'note',
  'criterion',
  'branch',
  'clone',
  'by',
  'cause',
  'change',
  'decision',
  'at',
  'from',
];
const LISTS = ['labels', 'links', 'resources', 'unset', 'events', 'to', 'unblocks', 'replaces'];

type Check = (value: Value) => string | undefined;

function text(isGood: (text: string) => boolean, problem: string): Check {
  return (value) => (typeof value !== 'string' ? 'is not a text' : isGood(value) ? undefined : problem);
}

function list(isGood: (text: string) => boolean, problem: string): Check {
  return (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string' && isGood(item))
      ? undefined
      : problem;
}

const anyText = text(() => true, '');
const id = text(isTaskId, 'is not an id');
// It becomes an argument of git.
const commit = text((value) => /^[0-9a-f]{4,64}$/.test(value), 'is not a commit');
// It becomes a part of a path.
const folder = text((value) => !/[/\\\p{Cc}]|^\.{0,2}$/u.test(value), 'is not the name of a worktree');

/** What a key means wherever it stands in the data of an event that this version knows. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...TEXTS.map((key) => [key, anyText] as const),
  ...LISTS.map((key) => [key, list(() => true, 'is not a list of texts')] as const),
  ['title', text((value) => value.length <= TITLE_LIMIT, `is longer than ${TITLE_LIMIT} characters`)],
  ['parent', id],
  ['discovered_from', id],
  ['on', id],
  ['depends_on', list(isTaskId, 'holds something that is not an id')],
  ['since', text(isStamp, 'is not a stamp')],
  ['redacted', text(isStamp, 'is not a stamp')],
  ['commit', commit],
  ['base', commit],
  ['worktree', folder],
  [
    'claim',
    (value) => (typeof value === 'string' || Array.isArray(value) ? 'is not a map' : problemIn(value)),
  ],
]);

function problemIn(values: object): string | undefined {
  for (const [key, value] of Object.entries(values)) {
    const problem = value === undefined ? undefined : CHECKS.get(key)?.(value);
    if (problem !== undefined) return `${key}: ${problem}`;
  }
  return undefined;
}

/** What is wrong with an event's values; those of a type that this version does not know are its own affair. */
export function problemOfEvent({ type, at, data }: Event): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(at) || Number.isNaN(Date.parse(at)))
    return 'at: is not a time';
  return KNOWN.has(type) ? problemIn(data) : undefined;
}

/** What is wrong with a task's values beyond what reading it finds. */
export function problemOfTask(task: Task): string | undefined {
  const { title, parent, discovered_from, depends_on, completed } = task;
  const { by, since, ...claim } = task.claim ?? { by: '', since: task.created };
  if (task.created === NO_STAMP) return 'created: is missing';
  for (const key of ['notes', 'acceptance'] as const)
    for (const [at, { id }] of task[key].entries())
      if (id === NO_STAMP) return `${key}[${at}] id: is missing`;
  return problemIn({ title, parent, discovered_from, depends_on, claim, commit: completed?.commit });
}

/** Every stamp that a task file holds. */
export function stampsOfTask({ created, set, claim, notes, acceptance, alerts }: Task): readonly Stamp[] {
  return [
    created,
    ...Object.values(set).flat(),
    ...(claim === undefined ? [] : [claim.since]),
    ...notes.map((note) => note.id),
    ...acceptance.flatMap((item) => [item.id, ...(item.met === undefined ? [] : [item.met])]),
    ...alerts.map((alert) => alert.id),
  ].filter(isStamp);
}
