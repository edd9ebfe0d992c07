import { type Editor, EditRecorder, type Objection } from './edit-recorder.ts';
import type { Event, EventData } from './event.ts';
import { explainEntries } from './explain-entries.ts';
import { explainStatus } from './explain-status.ts';
import { applyEvent } from './fold.ts';
import { formatLink, parseLink } from './link.ts';
import { formatResource, parseResource } from './resource.ts';
import { NO_STAMP } from './stamp.ts';
import { descriptionHeads, isTombstone, type Task, type Value } from './task.ts';
import { validDay, validName, validText, validTitle } from './valid-values.ts';

/** What an edit by hand meant. */
export interface Explanation {
  readonly events: readonly Event[];
  /** What of it is not taken over, and why. */
  readonly objections: readonly Objection[];
}

const SINGLE = ['title', 'type', 'due', 'parent', 'discovered_from', 'plan_key', 'description'] as const;
type SingleKey = (typeof SINGLE)[number];
/** Keys that git-task writes and no edit sets. */
const DERIVED = ['created', 'alerts', 'set'] as const;
/** An unknown key of this name would be read as something else in an event. */
const UNSAYABLE: ReadonlySet<string> = new Set(['unset', 'redacted', 'deleted']);

function same(one: unknown, two: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(two);
}

function validReference(recorder: EditRecorder, key: SingleKey, id: string): string | undefined {
  const problem = key === 'parent' ? recorder.editor.refusal(id, 'parent') : undefined;
  if (problem === undefined) return id;
  recorder.object([key], problem);
  return undefined;
}

/** A value in its normal form; undefined where it is refused. */
function validSingle(recorder: EditRecorder, key: SingleKey, text: string): string | undefined {
  const check = (valid: () => string): string | undefined => recorder.checked([key], valid);
  switch (key) {
    case 'title':
      return check(() => validTitle(text));
    case 'due':
      return check(() => validDay(text));
    case 'parent':
    case 'discovered_from':
      return validReference(recorder, key, text);
    case 'description':
      return check(() => validText(text, 'description'));
    default:
      return check(() => validName(text, key.replace('_', ' ')));
  }
}

/** The values that the edit set, and those it took away. */
function editedValues(recorder: EditRecorder, before: Task, after: Task): EventData {
  const data: [string, Value][] = [];
  const unset: string[] = [];
  for (const key of SINGLE) {
    const [old, text] = [before[key] ?? '', after[key] ?? ''];
    if (old === text) continue;
    if (text === '' && key !== 'title') unset.push(key);
    else {
      const value = validSingle(recorder, key, text);
      if (value !== undefined) data.push([key, value]);
    }
  }
  if (before.priority !== after.priority) data.push(['priority', String(after.priority)]);
  for (const key of new Set([...Object.keys(before.extra), ...Object.keys(after.extra)])) {
    const value = Object.hasOwn(after.extra, key) ? after.extra[key] : undefined;
    if (same(Object.hasOwn(before.extra, key) ? before.extra[key] : undefined, value)) continue;
    if (UNSAYABLE.has(key)) recorder.object([key], `${key}: no event can set it`);
    else if (value === undefined) unset.push(key);
    else data.push([key, value]);
  }
  // fromEntries defines own properties: a key `__proto__` stays a key.
  return Object.fromEntries(unset.length === 0 ? data : [...data, ['unset', unset.sort()]]);
}

function explainValues(recorder: EditRecorder, before: Task, after: Task): void {
  const data = editedValues(recorder, before, after);
  if (Object.keys(data).length > 0) {
    const { unset } = data;
    const describes =
      Object.hasOwn(data, 'description') || (Array.isArray(unset) && unset.includes('description'));
    recorder.record('task_edited', data, describes ? descriptionHeads(recorder.task) : undefined);
  }
  if (before.assignee !== after.assignee) {
    const { assignee = '' } = after;
    if (assignee === '') recorder.record('task_assigned');
    else {
      const name = recorder.checked(['assignee'], () => validName(assignee, 'assignee'));
      if (name !== undefined) recorder.record('task_assigned', { assignee: name });
    }
  }
  if (before.hold === after.hold) return;
  const { hold = '' } = after;
  if (hold === '') recorder.record('task_unheld');
  else {
    const reason = recorder.checked(['hold'], () => validText(hold, 'reason'));
    if (reason !== undefined) recorder.record('task_held', { reason });
  }
}

type SetKey = 'labels' | 'depends_on' | 'links' | 'resources';

function validElement(recorder: EditRecorder, key: SetKey, at: number, text: string): string | undefined {
  const place = [key, at];
  if (key === 'labels') return recorder.checked(place, () => validName(text, 'label'));
  if (key === 'links') return recorder.checked(place, () => formatLink(parseLink(text)));
  if (key === 'resources') return recorder.checked(place, () => formatResource(parseResource(text)));
  const problem = recorder.editor.refusal(text, 'depends_on');
  if (problem === undefined) return text;
  recorder.object(place, problem);
  return undefined;
}

const SETS = [
  ['labels', 'label', 'label_added', 'label_removed'],
  ['depends_on', 'on', 'dependency_added', 'dependency_removed'],
  ['links', 'link', 'link_added', 'link_removed'],
  ['resources', 'resource', 'resource_added', 'resource_removed'],
] as const;

function explainSets(recorder: EditRecorder, before: Task, after: Task): void {
  for (const [key, element, added, removed] of SETS) {
    const wanted = new Set<string>();
    for (const [at, text] of after[key].entries()) {
      const value = before[key].includes(text) ? text : validElement(recorder, key, at, text);
      if (value === undefined || wanted.has(value)) continue;
      wanted.add(value);
      if (!before[key].includes(value)) recorder.record(added, { [element]: value });
    }
    for (const value of before[key]) if (!wanted.has(value)) recorder.record(removed, { [element]: value });
  }
}

function explainDerived(recorder: EditRecorder, before: Task, after: Task): void {
  for (const key of DERIVED)
    if (!same(before[key], after[key])) recorder.object([key], `${key}: only git-task writes it`);
}

/**
 * Turns an edit of a task file by hand into the events that an operation would have recorded for it. Each value is
 * taken by itself: what no event can say, or what no operation would take, is an objection, and the rest goes on.
 *
 * @param before the file as it was
 * @param after the file as it was left
 * @param standing the task as its events make it; the file says the same unless an earlier edit was objected to
 */
export function explainEdit(before: Task, after: Task, standing: Task, editor: Editor): Explanation {
  const recorder = new EditRecorder(standing, editor);
  explainValues(recorder, before, after);
  explainSets(recorder, before, after);
  explainEntries(recorder, before, after);
  explainStatus(recorder, before, after);
  explainDerived(recorder, before, after);
  return recorder;
}

/** Turns a task file that was added by hand into the events of a task that is created so. */
export function explainNew(after: Task, editor: Editor): Explanation {
  const draft = new EditRecorder(after, editor);
  const title = draft.checked(['title'], () => validTitle(after.title));
  if (title === undefined) return draft;
  const created: Event = {
    id: editor.stamps(),
    type: 'task_created',
    at: editor.at,
    by: editor.by,
    task: after.id,
    data: { title },
  };
  const standing = applyEvent(undefined, created);
  if (standing === undefined || isTombstone(standing)) return { events: [], objections: [] };
  // Whoever copied another task's file copied stamps that mean nothing here.
  const { created: _copied, set: _set, ...told } = after;
  const wanted: Task = {
    ...told,
    title,
    created: created.id,
    set: {},
    notes: after.notes.map((note) => ({ ...note, id: NO_STAMP, by: '' })),
    acceptance: after.acceptance.map(({ text }) => ({ id: NO_STAMP, text })),
  };
  const { events, objections } = explainEdit(standing, wanted, standing, editor);
  return { events: [created, ...events], objections };
}
