import type { EventData } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { descriptionHeads, type Priority, type Task, type TaskSummary, type Value } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { assign } from './assign.ts';
import { refuseCycle } from './depend.ts';
import type { Draft } from './draft.ts';
import { type Operation, type Outcome, requireTask } from './operation.ts';
import { validDay, validName, validText, validTitle } from './validate.ts';

/** A value to set; null takes it away. */
export interface EditInput {
  readonly ids: readonly TaskId[];
  readonly title?: string;
  readonly description?: string | null;
  readonly type?: string | null;
  readonly priority?: Priority;
  readonly assignee?: string | null;
  readonly due?: string | null;
  readonly parent?: TaskId | null;
  readonly plan_key?: string | null;
  /** Criteria to add. */
  readonly acceptance?: readonly string[];
}

const CLEARABLE = ['description', 'type', 'due', 'parent', 'plan_key'] as const;

/** @throws PARENT_CYCLE */
export function validParent(draft: Draft, id: TaskId, parent: TaskId): TaskId {
  const chain = [id];
  for (let step: TaskId | undefined = requireTask(draft, parent).id; step !== undefined; ) {
    chain.push(step);
    if (step === id)
      throw new GitTaskError(
        'PARENT_CYCLE',
        `${draft.short(id)} would be its own ancestor: ${chain.map((one) => draft.short(one)).join(' -> ')}`,
        {
          template: `git task show ${draft.short(parent)}`,
          details: { cycle: chain },
        },
      );
    if (chain.indexOf(step) < chain.length - 1) break;
    step = draft.summary(step)?.parent;
  }
  return parent;
}

/**
 * Checks what a task takes on with the parent it was just given: the parent waits for it, and it inherits what the
 * parent and those above wait for.
 *
 * @throws DEPENDENCY_CYCLE
 */
export function refuseCycleThroughParent(draft: Draft, id: TaskId, parent: TaskId): void {
  refuseCycle(draft, parent, id, false);
  const above = new Set<TaskId>();
  for (let step: TaskId | undefined = parent; step !== undefined && !above.has(step); ) {
    above.add(step);
    const ancestor: TaskSummary | undefined = draft.summary(step);
    for (const on of ancestor?.depends_on ?? []) refuseCycle(draft, id, on);
    step = ancestor?.parent;
  }
}

function wantedValues(draft: Draft, task: Task, input: EditInput): Record<string, string> {
  const wanted: Record<string, string> = {};
  if (input.title !== undefined) wanted.title = validTitle(input.title);
  if (input.priority !== undefined) wanted.priority = String(input.priority);
  if (typeof input.type === 'string') wanted.type = validName(input.type, 'type');
  if (typeof input.due === 'string') wanted.due = validDay(input.due);
  if (typeof input.parent === 'string' && input.parent !== task.parent)
    wanted.parent = validParent(draft, task.id, input.parent);
  if (typeof input.plan_key === 'string') wanted.plan_key = validName(input.plan_key, 'plan key');
  if (typeof input.description === 'string') wanted.description = validText(input.description, 'description');
  return wanted;
}

function changesOf(draft: Draft, task: Task, input: EditInput): Record<string, Value> {
  const data: Record<string, Value> = {};
  for (const [key, value] of Object.entries(wantedValues(draft, task, input))) {
    const standing: unknown = Reflect.get(task, key);
    if (String(standing ?? '') !== value) data[key] = value;
  }
  const gone = CLEARABLE.filter((key) => input[key] === null && task[key] !== undefined);
  if (gone.length > 0) data.unset = gone;
  return data;
}

/** Only then may the event name the heads of the description. */
function describes(data: EventData): boolean {
  return 'description' in data || (Array.isArray(data.unset) && data.unset.includes('description'));
}

/** Changes the values of tasks; a value that already is so is left alone. */
export const edit: Operation<EditInput, Outcome> = {
  name: 'edit',
  run(draft, input) {
    const changed: TaskId[] = [];
    const already: TaskId[] = [];
    const criteria = (input.acceptance ?? []).map((text) => validText(text, 'acceptance criterion'));
    for (const id of new Set(input.ids)) {
      const before = draft.events.length;
      const task = requireTask(draft, id);
      const data = changesOf(draft, task, input);
      if (Object.keys(data).length > 0)
        draft.record('task_edited', id, data, describes(data) ? descriptionHeads(task) : undefined);
      if (typeof data.parent === 'string') refuseCycleThroughParent(draft, id, data.parent);
      for (const text of criteria) draft.record('acceptance_added', id, { text });
      if (input.assignee !== undefined)
        assign.run(draft, { ids: [id], ...(input.assignee === null ? {} : { assignee: input.assignee }) });
      (draft.events.length > before ? changed : already).push(id);
    }
    return { changed, already };
  },
};
