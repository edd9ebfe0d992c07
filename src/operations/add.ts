import { mintId, type TaskId } from '../domain/id.ts';
import { formatLink, parseLink } from '../domain/link.ts';
import { formatResource, parseResource } from '../domain/resource.ts';
import type { Priority, Value } from '../domain/task.ts';
import type { Draft } from './draft.ts';
import { refuseCycleThroughParent } from './edit.ts';
import { type Operation, requireTask } from './operation.ts';
import { start } from './start.ts';
import { validDay, validName, validText, validTitle } from './validate.ts';

export interface AddInput {
  readonly title: string;
  readonly description?: string;
  readonly type?: string;
  readonly priority?: Priority;
  readonly assignee?: string;
  readonly due?: string;
  readonly parent?: TaskId;
  readonly discovered_from?: TaskId;
  readonly plan_key?: string;
  readonly labels?: readonly string[];
  readonly depends_on?: readonly TaskId[];
  readonly links?: readonly string[];
  readonly resources?: readonly string[];
  readonly acceptance?: readonly string[];
  /** Claim the new task at once. */
  readonly start?: boolean;
}

export interface AddResult {
  readonly id: TaskId;
  /** An open task that has the same title. */
  readonly twin?: TaskId;
}

/**
 * What the event says that creates a task.
 *
 * @param beside tasks that the same transaction creates, before or after this one
 */
export function createdData(
  draft: Draft,
  input: AddInput,
  beside: ReadonlySet<TaskId> = new Set(),
): Record<string, Value> {
  const known = (id: TaskId): TaskId => (beside.has(id) ? id : requireTask(draft, id).id);
  const data: Record<string, Value> = { title: validTitle(input.title) };
  if (input.type !== undefined) data.type = validName(input.type, 'type');
  if (input.priority !== undefined && input.priority > 0) data.priority = String(input.priority);
  if (input.assignee !== undefined) data.assignee = validName(input.assignee, 'assignee');
  if (input.due !== undefined) data.due = validDay(input.due);
  if (input.parent !== undefined) data.parent = known(input.parent);
  if (input.discovered_from !== undefined) data.discovered_from = input.discovered_from;
  if (input.plan_key !== undefined) data.plan_key = validName(input.plan_key, 'plan key');
  if (input.description !== undefined) data.description = validText(input.description, 'description');
  const lists = {
    labels: (input.labels ?? []).map((label) => validName(label, 'label')),
    depends_on: (input.depends_on ?? []).map(known),
    links: (input.links ?? []).map((link) => formatLink(parseLink(link))),
    resources: (input.resources ?? []).map((resource) => formatResource(parseResource(resource))),
  };
  for (const [key, items] of Object.entries(lists))
    if (items.length > 0) data[key] = [...new Set(items)].sort();
  return data;
}

/** Creates a task. Its id is random, so that two offline clones never mint the same one. */
export const add: Operation<AddInput, AddResult> = {
  name: 'add',
  run(draft, input) {
    const data = createdData(draft, input);
    const criteria = (input.acceptance ?? []).map((text) => validText(text, 'acceptance criterion'));
    const twin = draft.titled(String(data.title))[0]?.id;
    const id = mintId(draft.context.entropy, (prefix) => draft.taken(prefix));
    draft.record('task_created', id, data);
    if (input.parent !== undefined) refuseCycleThroughParent(draft, id, input.parent);
    for (const text of criteria) draft.record('acceptance_added', id, { text });
    if (input.start === true) start.run(draft, { ids: [id] });
    return { id, ...(twin === undefined ? {} : { twin }) };
  },
};
