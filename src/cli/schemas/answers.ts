import { STATUSES } from '../../domain/task.ts';
import {
  COUNT,
  describe,
  FLAG,
  listOf,
  mapOf,
  object,
  oneOf,
  orNull,
  ref,
  type Schema,
  TEXT,
} from './shapes.ts';

const ids = listOf(ref('id'));
const text = orNull(TEXT);

const node = object({
  id: ref('id'),
  short: ref('short'),
  title: TEXT,
  status: oneOf(STATUSES),
  state: oneOf([...STATUSES, 'ready', 'blocked', 'stale']),
  type: text,
  priority: oneOf([0, 1, 2, 3, 4]),
  owner: text,
});

const edge = object({ from: ref('id'), to: ref('id'), kind: oneOf(['depends', 'parent']) });

const imported = object({
  from: TEXT,
  tasks: mapOf(orNull(ref('id'))),
  added: COUNT,
  differs: mapOf(listOf(TEXT)),
  kept: mapOf(COUNT),
  deleted: describe('handles of what was deleted here, and stays so', listOf(TEXT)),
  not_carried: listOf(object({ place: TEXT, field: TEXT, text: TEXT })),
});

const exchanged = object({
  remote: TEXT,
  ref: TEXT,
  pushed: FLAG,
  arrived: COUNT,
  redacted: listOf(ref('event_of_file')),
  impacts: listOf(ref('impact')),
  pulled: orNull(object({ how: TEXT, before: orNull(ref('oid')), tip: ref('oid'), dropped: ids })),
  resolved: listOf(
    object({ id: ref('stamp'), type: TEXT, task: orNull(ref('id')), data: mapOf(ref('value')) }),
  ),
});

const seconds = describe('seconds', orNull({ type: 'integer' }));
const spread = object({ count: COUNT, median: seconds, p90: seconds });
const period = object({ start: ref('day'), created: COUNT, completed: COUNT });

const statistics = object({
  since: ref('time'),
  until: ref('time'),
  open: COUNT,
  states: mapOf(COUNT),
  created: COUNT,
  completed: COUNT,
  cancelled: COUNT,
  reopened: COUNT,
  lead_time: spread,
  cycle_time: spread,
  blocked_time: object({ count: COUNT, median: seconds, p90: seconds, total: seconds }),
  weeks: listOf(period),
  days: listOf(period),
  actors: listOf(object({ actor: TEXT, created: COUNT, started: COUNT, completed: COUNT, cycle: spread })),
  labels: listOf(object({ label: TEXT, open: COUNT, created: COUNT, completed: COUNT, cycle: spread })),
  oldest: listOf(object({ id: ref('id'), age: seconds })),
  stale: listOf(object({ id: ref('id'), by: text })),
});

/** The `data` of every kind of answer. */
export const ANSWERS: Readonly<Record<string, Schema>> = {
  acknowledged: object({ tasks: ids, events: listOf(ref('stamp')) }),
  completion: object({ shell: TEXT, script: TEXT }),
  deleted: ids,
  dependencies: object({
    task: ref('id'),
    waits_for: listOf(ref('task')),
    waited_for_by: listOf(ref('task')),
  }),
  doctor: listOf(
    object({
      check: TEXT,
      state: oneOf(['ok', 'note', 'wrong', 'fixed']),
      detail: TEXT,
      value: text,
      origin: text,
      call: text,
    }),
  ),
  event: describe(
    'one line of watch',
    object({
      id: ref('stamp'),
      type: TEXT,
      at: ref('time'),
      by: TEXT,
      task: orNull(ref('id')),
      over: orNull(listOf(ref('stamp'))),
      data: mapOf(ref('value')),
      cursor: describe('watch --since goes on behind it', TEXT),
    }),
  ),
  event_list: listOf(
    object({
      id: ref('stamp'),
      type: TEXT,
      at: ref('time'),
      by: TEXT,
      task: orNull(ref('id')),
      over: orNull(listOf(ref('stamp'))),
      data: mapOf(ref('value')),
      undone: FLAG,
    }),
  ),
  export: listOf(ref('exported_task')),
  exported: object({ output: TEXT, tasks: COUNT }),
  facts: listOf(
    object({
      kind: TEXT,
      name: TEXT,
      path: TEXT,
      line: COUNT,
      end_line: COUNT,
      certainty: oneOf(['exact', 'suffix']),
    }),
  ),
  graph: object({ nodes: listOf(node), edges: listOf(edge) }),
  hooks: listOf(object({ worktree: text, root: TEXT, hook: TEXT, tool: TEXT, runs: FLAG, detail: TEXT })),
  hooks_installed: ref('hooks_installed'),
  hooks_removed: object({ removed: listOf(TEXT), restored: listOf(TEXT), todo: listOf(ref('hook_todo')) }),
  impact: object({ changes: listOf(ref('change')), impacts: listOf(ref('impact')) }),
  import: imported,
  import_dry_run: imported,
  inbox: listOf(
    object({
      kind: ref('inbox_kind'),
      task: ref('id'),
      event: ref('stamp'),
      text: TEXT,
      title: text,
      cause: text,
      change: text,
      resource: text,
    }),
  ),
  init: object({
    ref: TEXT,
    created: FLAG,
    joined: text,
    repaired: listOf(TEXT),
    actor: TEXT,
    hooks: orNull(ref('hooks_installed')),
  }),
  plan: describe('ids by key', mapOf(ref('id'))),
  plan_dry_run: listOf(
    object({
      key: TEXT,
      id: orNull(ref('id')),
      title: TEXT,
      wave: orNull(COUNT),
      depends_on: listOf(TEXT),
    }),
  ),
  purge: object({
    before: ref('oid'),
    epoch: COUNT,
    commits: COUNT,
    deleted: ids,
    tip: orNull(ref('oid')),
    sent_to: listOf(TEXT),
  }),
  redaction: object({
    redacted: listOf(ref('event_in_brief')),
    quoting: listOf(ref('event_in_brief')),
    already: listOf(ref('stamp')),
    alike: listOf(ref('event_in_brief')),
    sent_to: listOf(TEXT),
  }),
  schema: describe('a JSON Schema', { type: 'object' }),
  schema_list: listOf(object({ kind: TEXT, of: oneOf(['answer', 'file']) })),
  situation: object({
    actor: TEXT,
    worktree: text,
    branch: text,
    current: orNull(ref('task')),
    inbox: listOf(object({ kind: ref('inbox_kind'), task: ref('id'), event: ref('stamp'), text: TEXT })),
    ready: ids,
    counts: object({ open: COUNT, ready: COUNT, inbox: COUNT }),
    next: describe('the likely next call', TEXT),
  }),
  stats: statistics,
  sync: describe('sync, pull, push', listOf(exchanged)),
  task: orNull(ref('task')),
  task_list: listOf(ref('task')),
  task_tree: listOf(ref('branch_of_tree')),
  undone: object({
    commit: ref('oid'),
    subject: TEXT,
    at: ref('time'),
    events: listOf(ref('event')),
    deleted: ids,
    tasks: listOf(ref('task')),
  }),
};
