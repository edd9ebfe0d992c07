import { isTaskId, type TaskId } from '../domain/id.ts';
import type { ImportedNote, ImportedTask } from '../domain/imported-task.ts';
import { parsePriority } from '../domain/priority.ts';
import { isStamp, stampTime } from '../domain/stamp.ts';
import { type Priority, TASK_KEYS, type Value } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { Entry, isObject, kept, textOf } from './entry.ts';
import type { JsonEntry } from './json-entries.ts';
import type { Report } from './report.ts';
import type { FoundTask } from './settle.ts';

/** What `show --json` and `export` tell of a task beyond its own values. */
const DERIVED = ['short', 'created_at', 'blocked', 'blocked_by', 'ready', 'stale'];
/** What belongs to the place it comes from, and follows anew from what happens here. */
const LOCAL = ['created', 'set', 'alerts', 'claim'];
/** Keys that an event would read as something else. */
const UNSAYABLE: ReadonlySet<string> = new Set([...TASK_KEYS, 'deleted', 'unset', 'redacted', 'x-git-task']);

const handleOf = (id: string): string => `git-task/${id}`;

function timeOfStamp(stamp: unknown): { readonly at?: string } {
  return typeof stamp === 'string' && isStamp(stamp) ? { at: new Date(stampTime(stamp)).toISOString() } : {};
}

/** Reads a task of git-task, as `export` and `show --json` write it. */
export function readGitTask({ value, place }: JsonEntry, report: Report): FoundTask | undefined {
  const entry = new Entry(value, place, report);
  const id = entry.text('id') ?? '';
  if (!isTaskId(id)) {
    report.problem(place, 'has no id of git-task');
    return undefined;
  }
  if (entry.text('deleted') !== undefined) {
    report.remark(place, 'deleted', `${id} is deleted there, and is passed over`);
    return undefined;
  }
  entry.done(...DERIVED, ...LOCAL);
  const state = entry.text('status') ?? 'pending';
  const status = statusOf(state);
  const claim = isObject(value.claim) ? value.claim : {};
  if (textOf(claim.by) !== undefined)
    report.remark(place, 'claim', `${id} is claimed there: a claim belongs to its worktree, and stays there`);
  if (Array.isArray(value.alerts) && value.alerts.length > 0)
    report.remark(place, 'alerts', 'what was told there is not told again');
  const planKey = entry.text('plan_key');
  const assignee = entry.text('assignee');
  return {
    from: 'git-task',
    handle: handleOf(id),
    place,
    id,
    ...(planKey === undefined ? {} : { plan_key: planKey }),
    title: entry.text('title') ?? '',
    description: entry.text('description'),
    type: entry.text('type'),
    ...readPriority(entry, report),
    assignee,
    due: entry.text('due'),
    hold: entry.text('hold'),
    ...tie('parent', entry.text('parent')),
    ...tie('discovered_from', entry.text('discovered_from')),
    depends_on: entry.names('depends_on').map(handleOf),
    labels: entry.names('labels'),
    links: entry.names('links'),
    resources: entry.names('resources'),
    commits: entry.names('commits').filter((commit) => /^[0-9a-f]{4,64}$/.test(commit)),
    acceptance: entry.list('acceptance').flatMap((item) => {
      const text = isObject(item) ? textOf(item.text) : undefined;
      return !isObject(item) || text === undefined ? [] : [{ text, met: textOf(item.met) !== undefined }];
    }),
    notes: entry.list('notes').flatMap(noteOf),
    status,
    ...endOf(entry, value.set),
    rest: {
      id,
      ...(planKey === undefined ? {} : { plan_key: planKey }),
      ...(state === status ? {} : { status: state }),
    },
    extra: extraOf(value),
  };
}

function statusOf(text: string): ImportedTask['status'] {
  return text === 'completed' || text === 'cancelled' || text === 'in_review' ? text : 'pending';
}

function tie(
  key: 'parent' | 'discovered_from',
  id: TaskId | undefined,
): { readonly [key in typeof key]?: string } {
  return id === undefined ? {} : { [key]: handleOf(id) };
}

function readPriority(entry: Entry, report: Report): { readonly priority?: Priority } {
  const text = entry.text('priority');
  if (text === undefined) return {};
  try {
    return { priority: parsePriority(text) };
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    report.remark(entry.place, 'priority', error.message);
    return {};
  }
}

function noteOf(item: unknown): readonly ImportedNote[] {
  const text = isObject(item) ? textOf(item.text) : undefined;
  if (!isObject(item) || text === undefined) return [];
  const [by, file] = [textOf(item.by), textOf(item.file)];
  return [
    {
      text,
      ...(by === undefined ? {} : { by }),
      ...(file === undefined ? {} : { file }),
      ...timeOfStamp(item.id),
    },
  ];
}

function endOf(entry: Entry, set: unknown): Pick<FoundTask, 'end'> {
  const stamps = isObject(set) ? [set.status].flat() : [];
  const at = timeOfStamp(stamps.at(-1));
  const completed = entry.value('completed');
  if (!isObject(completed)) return { end: at };
  const commit = textOf(completed.commit);
  const texts = {
    by: textOf(completed.by),
    branch: textOf(completed.branch),
    message: textOf(completed.message),
  };
  const said = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  return {
    end: { ...at, ...said, ...(commit !== undefined && /^[0-9a-f]{4,64}$/.test(commit) ? { commit } : {}) },
  };
}

/** Keys that this version does not know, among them what earlier imports kept. */
function extraOf(values: Readonly<Record<string, unknown>>): Record<string, Value> {
  const known = new Set([...UNSAYABLE, ...DERIVED]);
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const inner = known.has(key) || key.length > 100 ? undefined : kept(value, 2);
      return inner === undefined ? [] : [[key, inner]];
    }),
  );
}
