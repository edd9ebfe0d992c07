import { isIdPrefix, mintId, SHORT_ID_LENGTH, type TaskId } from '../domain/id.ts';
import { isOpen, type Priority } from '../domain/task.ts';
import { waitOrder } from '../domain/wait-order.ts';
import { GitTaskError } from '../errors.ts';
import { createdData } from './add.ts';
import { refuseCycle } from './depend.ts';
import { differences } from './differences.ts';
import type { Draft } from './draft.ts';
import { refuseCycleThroughParent } from './edit.ts';
import type { Operation } from './operation.ts';

/** A task of a plan. `parent` and `depends_on` hold keys of the plan, handles of earlier plans, or ids. */
export interface PlannedTask {
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  readonly type?: string;
  readonly priority?: Priority;
  readonly assignee?: string;
  readonly due?: string;
  readonly parent?: string;
  readonly depends_on?: readonly string[];
  readonly labels?: readonly string[];
  readonly links?: readonly string[];
  readonly resources?: readonly string[];
  readonly acceptance?: readonly string[];
}

export interface PlanInput {
  /** Stands before every key, so that two plans may use the same ones. */
  readonly name?: string;
  readonly tasks: readonly PlannedTask[];
  /** Handles of tasks that were deleted here, and stay so. */
  readonly deleted?: ReadonlySet<string>;
}

/** A word of a plan that leads to no task. */
export interface LostName {
  /** Which task of the plan, counted from 0. */
  readonly task: number;
  readonly key: 'parent' | 'depends_on';
  /** Which entry of a list, counted from 0. */
  readonly at?: number;
  readonly text: string;
}

/** What ties a new task to one that stays deleted. */
export interface DeletedTie {
  /** Keys of the plan. */
  readonly task: string;
  readonly on: string;
  readonly key: LostName['key'];
}

export interface PlanResult {
  /** Of every task of the plan that is here now, in its order. */
  readonly ids: ReadonlyMap<string, TaskId>;
  readonly added: readonly TaskId[];
  /** Tasks that were there, and the keys in which the plan says something else of them. */
  readonly differs: ReadonlyMap<TaskId, readonly string[]>;
  /** Keys of what was passed over, since it was deleted here. */
  readonly deleted: readonly string[];
  readonly untied: readonly DeletedTie[];
}

/** The handle of a task, by which a plan that is run again finds it. */
function planHandle(name: string | undefined, key: string): string {
  return name === undefined ? key : `${name}/${key}`;
}

/**
 * Creates the tasks of a plan that are not there yet, all in one transaction. A task that is there stays as it is,
 * whatever the plan says of it now; one that was deleted stays deleted.
 *
 * @throws PLAN_INVALID with the {@link LostName}s as `details.lost`; DEPENDENCY_CYCLE
 */
export const plan: Operation<PlanInput, PlanResult> = {
  name: 'plan',
  run(draft, { name, tasks, deleted = new Set() }) {
    const planned = draft.planned();
    const passedOver = new Set<string>();
    const ids = new Map<string, TaskId>();
    const missing = new Set<TaskId>();
    const prefixes = new Set<string>();
    for (const { key } of tasks) {
      const handle = planHandle(name, key);
      const standing = planned.get(handle);
      if (standing === undefined && deleted.has(handle)) {
        passedOver.add(key);
        continue;
      }
      const taken = (prefix: string): boolean => draft.taken(prefix) || prefixes.has(prefix);
      const id = standing ?? mintId(draft.context.entropy, taken);
      if (standing === undefined) {
        missing.add(id);
        prefixes.add(id).add(id.slice(0, SHORT_ID_LENGTH));
      }
      ids.set(key, id);
    }
    draft.load([...ids.values()].filter((id) => !missing.has(id)));
    const untied: DeletedTie[] = [];
    const resolved = resolveNames(tasks, {
      passedOver,
      find: (text) => ids.get(text) ?? planned.get(text) ?? idOf(draft, text),
      untie: (tie) => {
        if (missing.has(ids.get(tie.task) ?? '')) untied.push(tie);
      },
    });
    const differs = new Map<TaskId, readonly string[]>();
    for (const task of resolved) {
      const { key, acceptance = [], ...values } = task;
      const id = ids.get(key) ?? '';
      const standing = missing.has(id) ? undefined : draft.task(id);
      if (standing !== undefined) {
        const keys = isOpen(standing) ? differences(standing, task) : [];
        if (keys.length > 0) differs.set(id, keys);
        continue;
      }
      draft.record(
        'task_created',
        id,
        createdData(draft, { ...values, plan_key: planHandle(name, key) }, missing),
      );
      for (const text of acceptance) draft.record('acceptance_added', id, { text });
    }
    refuseCycles(draft, missing, (id) => keyOf(ids, id) ?? draft.short(id));
    return { ids, added: [...missing], differs, deleted: [...passedOver], untied };
  },
};

function idOf(draft: Draft, text: string): TaskId | undefined {
  const [id, ...others] = isIdPrefix(text) ? draft.matches(text) : [];
  return others.length === 0 ? id : undefined;
}

/** What the words of a plan lead to. */
interface Names {
  /** Keys of tasks that stay deleted. */
  readonly passedOver: ReadonlySet<string>;
  find(text: string): TaskId | undefined;
  untie(tie: DeletedTie): void;
}

/**
 * The tasks that are not passed over, their ties as ids.
 *
 * @throws PLAN_INVALID
 */
function resolveNames(
  tasks: readonly PlannedTask[],
  { passedOver, find, untie }: Names,
): readonly PlannedTask[] {
  const lost: LostName[] = [];
  const resolved = tasks.flatMap((task, index): readonly PlannedTask[] => {
    if (passedOver.has(task.key)) return [];
    const look = (text: string, where: Pick<LostName, 'key' | 'at'>): readonly TaskId[] => {
      if (passedOver.has(text)) {
        untie({ task: task.key, key: where.key, on: text });
        return [];
      }
      const id = find(text);
      if (id === undefined) lost.push({ task: index, ...where, text });
      return id === undefined ? [] : [id];
    };
    const { parent, depends_on = [], ...others } = task;
    const [above] = parent === undefined ? [] : look(parent, { key: 'parent' });
    const on = depends_on.flatMap((text, at) => look(text, { key: 'depends_on', at }));
    return [{ ...others, ...(above === undefined ? {} : { parent: above }), depends_on: on }];
  });
  const [first] = lost;
  if (first === undefined) return resolved;
  throw new GitTaskError('PLAN_INVALID', `"${first.text}" is neither a key of the plan nor a task`, {
    template: 'git task list --all',
    details: { lost },
  });
}

function keyOf(ids: ReadonlyMap<string, TaskId>, wanted: TaskId): string | undefined {
  for (const [key, id] of ids) if (id === wanted) return key;
  return undefined;
}

/** @throws DEPENDENCY_CYCLE naming tasks by their keys: what is not written has no id that anybody could look up */
function refuseCycles(draft: Draft, added: ReadonlySet<TaskId>, nameOf: (id: TaskId) => string): void {
  try {
    for (const id of waitOrder(draft.open).stuck) {
      const task = added.has(id) ? draft.summary(id) : undefined;
      for (const on of task?.depends_on ?? []) refuseCycle(draft, id, on);
      if (task?.parent !== undefined) refuseCycleThroughParent(draft, id, task.parent);
    }
  } catch (error) {
    const cycle = error instanceof GitTaskError ? error.details.cycle : undefined;
    if (!Array.isArray(cycle)) throw error;
    const names = cycle.map((id) => nameOf(String(id)));
    throw new GitTaskError('DEPENDENCY_CYCLE', `${names[0]} would wait for itself: ${names.join(' -> ')}`, {
      hint: 'one of these waits has to go',
      template: 'git task plan <file> --dry-run',
      details: { cycle: names },
      cause: error,
    });
  }
}
