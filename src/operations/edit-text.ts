import type { TaskId } from '../domain/id.ts';
import { parsePriority } from '../domain/priority.ts';
import { PRIORITIES, type Task } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { depend, undepend } from './depend.ts';
import type { Draft } from './draft.ts';
import { type EditInput, edit } from './edit.ts';
import { label, link, resource, unlabel, unlink, unresource } from './entries.ts';
import { nameOf, type Operation, type Outcome, requireTask } from './operation.ts';

type TextKey = 'title' | 'type' | 'priority' | 'assignee' | 'due' | 'parent' | 'plan_key' | 'description';
type ListKey = 'labels' | 'depends_on' | 'links' | 'resources' | 'acceptance';

/** A text that somebody changed: empty is no value. */
export interface TextChange {
  readonly key: TextKey;
  readonly base: string;
  readonly wanted: string;
}

/** What somebody added to a list, and took out of it. */
export interface ListChange {
  readonly key: ListKey;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface EditTextInput {
  readonly id: TaskId;
  readonly texts: readonly TextChange[];
  readonly lists: readonly ListChange[];
}

const ADDING = { labels: label, links: link, resources: resource } as const;
const REMOVING = { labels: unlabel, links: unlink, resources: unresource } as const;

function standing(task: Task, key: TextKey): string {
  return key === 'priority' ? (task.priority === 0 ? '' : PRIORITIES[task.priority]) : (task[key] ?? '');
}

/** @throws CHANGED_SINCE naming the values of both */
function refuseChanged(draft: Draft, task: Task, texts: readonly TextChange[]): void {
  const both = texts.filter(({ key, base, wanted }) => {
    const now = standing(task, key);
    return now !== base && now !== wanted;
  });
  const [first] = both;
  if (first === undefined) return;
  const conflicts = both.map(({ key, base, wanted }) => ({
    key,
    base,
    yours: wanted,
    theirs: standing(task, key),
  }));
  throw new GitTaskError(
    'CHANGED_SINCE',
    `${nameOf(draft, task)} was changed since: ${conflicts
      .map(({ key, yours, theirs }) => `${key} is now "${theirs}", yours is "${yours}"`)
      .join('; ')}`,
    { template: `git task show ${draft.short(task.id)}`, details: { task: task.id, conflicts } },
  );
}

function editInput(id: TaskId, texts: readonly TextChange[]): EditInput {
  const entries = texts.map(({ key, wanted }): [string, unknown] => [
    key,
    key === 'priority'
      ? parsePriority(wanted === '' ? 'none' : wanted)
      : wanted === '' && key !== 'title'
        ? null
        : wanted,
  ]);
  return { ids: [id], ...Object.fromEntries(entries) };
}

function changeList(draft: Draft, task: Task, { key, added, removed }: ListChange): void {
  const { id } = task;
  if (key === 'acceptance') {
    edit.run(draft, { ids: [id], acceptance: added });
  } else if (key === 'depends_on') {
    undepend.run(draft, { id, on: removed.filter((on) => task.depends_on.includes(on)) });
    depend.run(draft, { id, on: added });
  } else {
    REMOVING[key].run(draft, { id, entries: removed.filter((entry) => task[key].includes(entry)) });
    ADDING[key].run(draft, { id, entries: added });
  }
}

/**
 * Applies what somebody changed in the text of a task to the task as it stands: values that others changed meanwhile
 * stay, and one that both changed is refused.
 *
 * @throws CHANGED_SINCE, and what the operations of the single values refuse
 */
export const editText: Operation<EditTextInput, Outcome> = {
  name: 'edit',
  run(draft, { id, texts, lists }) {
    const task = requireTask(draft, id);
    refuseChanged(draft, task, texts);
    const before = draft.events.length;
    if (texts.length > 0) edit.run(draft, editInput(id, texts));
    for (const change of lists) changeList(draft, task, change);
    return draft.events.length > before ? { changed: [id], already: [] } : { changed: [], already: [id] };
  },
};
