import { isTaskId, type TaskId } from '../domain/id.ts';
import { isStamp } from '../domain/stamp.ts';
import {
  ALERT_TYPES,
  type Alert,
  type AlertType,
  isTombstone,
  type Priority,
  STATUSES,
  type Status,
  TASK_KEYS,
  type Task,
  type Tombstone,
  type Value,
} from '../domain/task.ts';
import { MapReader, present } from './reader.ts';
import { isList, treeFrom, valueFrom } from './value.ts';
import { formatYaml } from './yaml/format.ts';
import type { YamlTree } from './yaml/tree.ts';

const KNOWN: ReadonlySet<string> = new Set([...TASK_KEYS, 'deleted']);
const CLAIM_KEYS = ['by', 'worktree', 'clone', 'branch', 'base', 'since'] as const;
const COMPLETED_KEYS = ['by', 'commit', 'branch', 'message'] as const;
const TEXT_KEYS = [
  'type',
  'assignee',
  'due',
  'parent',
  'discovered_from',
  'hold',
  'plan_key',
  'description',
] as const;

function isStatus(text: string): text is Status {
  return (STATUSES as readonly string[]).includes(text);
}

function isAlertType(text: string): text is AlertType {
  return (ALERT_TYPES as readonly string[]).includes(text);
}

/** Copies the given keys of a record, in that order; absent values and empty lists are left out. */
function pick(record: object, keys: readonly string[]): Map<string, YamlTree> {
  const tree = new Map<string, YamlTree>();
  for (const key of keys) {
    const value: unknown = Reflect.get(record, key);
    if (typeof value === 'string') tree.set(key, value);
    else if (Array.isArray(value) && value.length > 0)
      tree.set(
        key,
        value.map((item: Value) => treeFrom(item)),
      );
  }
  return tree;
}

function inOrder(set: Task['set']): readonly (readonly [string, readonly string[]])[] {
  const place = (key: string): number => {
    const index = (TASK_KEYS as readonly string[]).indexOf(key);
    return index < 0 ? TASK_KEYS.length : index;
  };
  return Object.entries(set).sort(([one], [two]) => place(one) - place(two) || (one < two ? -1 : 1));
}

/** Writes a task as its canonical file: fixed key order, absent keys left out. */
export function formatTask(record: Task | Tombstone): string {
  if (isTombstone(record)) return formatYaml(pick(record, ['id', 'deleted']));
  const tree = new Map<string, YamlTree>();
  const texts = pick(record, TASK_KEYS);
  for (const key of TASK_KEYS) {
    const text = texts.get(key);
    if (key === 'priority') {
      if (record.priority > 0) tree.set(key, String(record.priority));
    } else if (key === 'claim') {
      if (record.claim !== undefined) tree.set(key, pick(record.claim, CLAIM_KEYS));
    } else if (key === 'completed') {
      if (record.completed !== undefined) tree.set(key, pick(record.completed, COMPLETED_KEYS));
    } else if (key === 'acceptance') {
      const criteria = record.acceptance.map((item) => pick(item, ['id', 'text', 'met']));
      if (criteria.length > 0) tree.set(key, criteria);
    } else if (key === 'notes') {
      const notes = record.notes.map((note) => pick(note, ['id', 'by', 'file', 'text']));
      if (notes.length > 0) tree.set(key, notes);
    } else if (key === 'alerts') {
      const alerts = record.alerts.map((alert) =>
        pick(alert, ['id', 'also', 'type', 'cause', 'change', 'resource', 'to', 'text', 'acknowledged']),
      );
      if (alerts.length > 0) tree.set(key, alerts);
    } else if (key === 'set') {
      const entries = inOrder(record.set);
      if (entries.length > 0)
        tree.set(key, new Map(entries.map(([name, [only, ...more]]) => [name, headTree(only, more)])));
    } else if (text !== undefined) tree.set(key, text);
    if (key === 'commits')
      for (const name of Object.keys(record.extra).sort()) tree.set(name, treeFrom(record.extra[name] ?? ''));
  }
  return formatYaml(tree);
}

function headTree(only: string | undefined, more: readonly string[]): YamlTree {
  return more.length === 0 ? (only ?? '') : [only ?? '', ...more];
}

function parsePriority(reader: MapReader): Priority {
  const text = reader.text('priority') ?? '0';
  const priority = Number(text);
  if (priority === 0 || priority === 1 || priority === 2 || priority === 3 || priority === 4) return priority;
  throw reader.fail('priority', `"${text.slice(0, 40)}" is not 0 to 4`);
}

function parseAlert(reader: MapReader): Alert {
  const type = reader.required('type');
  if (!isAlertType(type)) throw reader.fail('type', 'is not a kind of alert');
  const also = reader.texts('also');
  if (!also.every(isStamp)) throw reader.fail('also', 'is not a list of stamps');
  return {
    ...present(reader, ['change', 'resource', 'acknowledged']),
    ...(also.length === 0 ? {} : { also }),
    id: reader.stamp('id'),
    type,
    cause: reader.required('cause'),
    to: reader.texts('to'),
    text: reader.required('text'),
  };
}

function parseSet(reader: MapReader | undefined): Task['set'] {
  const entries = [...(reader?.keys ?? [])].map((key) => {
    const tree = reader?.tree(key);
    const stamps = isList(tree) ? tree : [tree];
    const sound = stamps.filter((stamp) => typeof stamp === 'string').filter(isStamp);
    if (sound.length === 0 || sound.length < stamps.length)
      throw reader?.fail(key, 'is neither a stamp nor a list of stamps');
    return [key, sound] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * Reads a task file. What a person who writes one can't know may be missing: the stamps of its creation and of
 * entries (NO_STAMP), and who made an entry (empty).
 *
 * @param tree the parsed YAML
 * @param id the id that the path gives
 * @throws STORE_CORRUPT naming the file and the key
 */
export function parseTask(tree: YamlTree, id: TaskId): Task | Tombstone {
  const name = `task ${id}`;
  const reader = new MapReader(tree, name);
  const own = reader.required('id');
  if (own !== id || !isTaskId(own))
    throw reader.fail('id', `"${own.slice(0, 40)}" is not the id of its path`);
  if (reader.text('deleted') !== undefined) return { id, deleted: reader.stamp('deleted') };
  const status = reader.required('status');
  if (!isStatus(status)) throw reader.fail('status', `"${status.slice(0, 40)}" is not a status`);
  const claim = reader.map('claim');
  const completed = reader.map('completed');
  const unknown = [...reader.keys].filter((key) => !KNOWN.has(key));
  return {
    ...present(reader, TEXT_KEYS),
    id,
    title: reader.required('title'),
    status,
    priority: parsePriority(reader),
    labels: reader.texts('labels'),
    depends_on: reader.texts('depends_on'),
    links: reader.texts('links'),
    resources: reader.texts('resources'),
    acceptance: reader.maps('acceptance').map((item) => ({
      ...present(item, ['met']),
      id: item.givenStamp('id'),
      text: item.required('text'),
    })),
    ...(claim === undefined
      ? {}
      : {
          claim: {
            ...present(claim, ['worktree', 'branch', 'base']),
            by: claim.required('by'),
            clone: claim.text('clone') ?? '',
            since: claim.stamp('since'),
          },
        }),
    notes: reader.maps('notes').map((note) => ({
      ...present(note, ['file']),
      id: note.givenStamp('id'),
      by: note.text('by') ?? '',
      text: note.required('text'),
    })),
    commits: reader.texts('commits'),
    ...(completed === undefined
      ? {}
      : {
          completed: {
            ...present(completed, ['commit', 'branch', 'message']),
            by: completed.text('by') ?? '',
          },
        }),
    alerts: reader.maps('alerts').map(parseAlert),
    created: reader.givenStamp('created'),
    set: parseSet(reader.map('set')),
    // fromEntries defines own properties: a key `__proto__` stays a key.
    extra: Object.fromEntries(unknown.map((key) => [key, valueFrom(reader.tree(key) ?? '')])),
  };
}
