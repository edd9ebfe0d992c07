import { EVENT_TYPES } from '../../domain/event.ts';
import { ALERT_TYPES, STATUSES } from '../../domain/task.ts';
import { COUNT, describe, FLAG, listOf, object, oneOf, orNull, ref, type Schema, TEXT } from './shapes.ts';

const ids = listOf(ref('id'));
const text = orNull(TEXT);

const handover = object({
  by: TEXT,
  branch: text,
  tip: orNull(ref('oid')),
  path: text,
  dirty: listOf(TEXT),
});

/** What every task says under `--json`, and in an export. */
const TASK_VALUES = {
  id: ref('id'),
  title: TEXT,
  status: oneOf(STATUSES),
  type: text,
  priority: describe('0 none, 1 low, 2 medium, 3 high, 4 critical', oneOf([0, 1, 2, 3, 4])),
  assignee: text,
  due: orNull(ref('day')),
  parent: orNull(ref('id')),
  discovered_from: orNull(ref('id')),
  labels: listOf(TEXT),
  depends_on: ids,
  links: listOf(TEXT),
  resources: describe('relation:kind:name', listOf(TEXT)),
  hold: describe('why somebody blocked it', text),
  acceptance: listOf(object({ id: ref('stamp'), text: TEXT, met: orNull(ref('stamp')) })),
  plan_key: text,
  claim: orNull(
    object({
      by: TEXT,
      worktree: text,
      clone: TEXT,
      branch: text,
      base: orNull(ref('oid')),
      since: ref('stamp'),
    }),
  ),
  description: text,
  notes: listOf(object({ id: ref('stamp'), by: TEXT, file: text, text: TEXT })),
  commits: listOf(ref('oid')),
  completed: orNull(object({ by: TEXT, commit: orNull(ref('oid')), branch: text, message: text })),
  alerts: listOf(
    object({
      id: ref('stamp'),
      also: listOf(ref('stamp')),
      type: oneOf(ALERT_TYPES),
      cause: TEXT,
      change: text,
      resource: text,
      to: listOf(TEXT),
      text: TEXT,
      acknowledged: orNull(ref('stamp')),
    }),
  ),
  created: ref('stamp'),
  created_at: ref('time'),
  set: describe('which events last set each value', {
    type: 'object',
    additionalProperties: listOf(ref('stamp')),
  }),
};

const TOLD_FROM_OTHERS = {
  short: ref('short'),
  blocked: FLAG,
  blocked_by: ids,
  ready: FLAG,
  stale: describe('its holder gives no sign of life', FLAG),
};

/** What single verbs add. */
const ADDED_BY_VERBS = {
  changed: describe('false: it was so already', FLAG),
  twin: describe('add: an open task of the same title', orNull(ref('id'))),
  unblocked: describe('complete', ids),
  impacts: describe('complete', listOf(ref('impact'))),
  orphaned: describe('cancel: tasks that still wait for it', ids),
  entries: describe('label, link, resource and their opposites: what was changed', listOf(TEXT)),
  already: { type: 'array' },
  met: { type: 'array' },
  left: COUNT,
  note: describe('note', ref('stamp')),
  reason: describe('show: why it stands where it stands', text),
  score: describe('search', { type: 'number' }),
  matched: describe('search', listOf(object({ field: TEXT, snippet: TEXT }))),
  from: describe('next', oneOf(['held', 'ready', 'stale'])),
  completed_before: describe('complete --next', ids),
  groundwork: describe(
    'start, next: finished dependencies that this worktree lacks',
    listOf(object({ id: ref('id'), title: TEXT, commit: ref('oid'), branch: text, call: TEXT })),
  ),
  handover: describe('start, next: what a holder left', orNull(handover)),
};

/** Keys of a newer version or an importer come as they are. */
const OTHER_KEYS = { additionalProperties: ref('value') };

const EVENT = {
  id: ref('stamp'),
  type: { type: 'string', examples: [...EVENT_TYPES] },
  at: ref('time'),
  by: TEXT,
};

/** What several kinds are made of. */
export const DEFINITIONS: Readonly<Record<string, Schema>> = {
  id: { type: 'string', pattern: '^[a-hj-km-np-tv-z][0-9a-hj-km-np-tv-z]{9}$' },
  short: { type: 'string', pattern: '^[a-hj-km-np-tv-z][0-9a-hj-km-np-tv-z]{3,9}$' },
  stamp: describe('of an event: sorts by time', { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{26}$' }),
  oid: { type: 'string', pattern: '^[0-9a-f]{40,64}$' },
  time: describe('ISO 8601, UTC', {
    type: 'string',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z$',
  }),
  day: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  value: { anyOf: [TEXT, listOf(ref('value')), { type: 'object', additionalProperties: ref('value') }] },
  exported_task: { ...object(TASK_VALUES), ...OTHER_KEYS },
  task: { ...object({ ...TASK_VALUES, ...TOLD_FROM_OTHERS }, ADDED_BY_VERBS), ...OTHER_KEYS },
  branch_of_tree: {
    ...object({
      ...TASK_VALUES,
      ...TOLD_FROM_OTHERS,
      children_done: COUNT,
      children_total: COUNT,
      children: listOf(ref('branch_of_tree')),
    }),
    ...OTHER_KEYS,
  },
  event: object({
    ...EVENT,
    task: orNull(ref('id')),
    over: orNull(listOf(ref('stamp'))),
    data: { type: 'object', additionalProperties: ref('value') },
  }),
  event_in_brief: object({ id: ref('stamp'), type: TEXT, task: ref('id') }),
  event_of_file: object(EVENT, {
    task: ref('id'),
    over: listOf(ref('stamp')),
    data: { type: 'object', additionalProperties: ref('value') },
  }),
  change: object({
    relation: TEXT,
    kind: TEXT,
    name: TEXT,
    to: text,
    path: text,
    line: orNull(COUNT),
    certainty: oneOf(['exact', 'suffix', 'pattern', 'declared']),
    aspect: text,
    also: listOf(TEXT),
  }),
  impact: object({
    task: ref('id'),
    short: ref('short'),
    title: text,
    severity: oneOf(['conflict', 'warning', 'notice']),
    change: TEXT,
    resource: TEXT,
    to: listOf(TEXT),
    reason: TEXT,
    evidence: orNull(object({ path: text, line: orNull(COUNT), name: text, new_name: text })),
  }),
  inbox_kind: oneOf([
    'conflict',
    'warning',
    'notice',
    'claim_lost',
    'cycle',
    'value_lost',
    'changed',
    'review',
    'assigned',
    'ready',
  ]),
  hook_todo: object({ hook: TEXT, path: TEXT, add: TEXT, why: TEXT }),
  hooks_installed: object({
    places: listOf(TEXT),
    written: listOf(TEXT),
    already: listOf(TEXT),
    chained: listOf(TEXT),
    todo: listOf(ref('hook_todo')),
  }),
};
