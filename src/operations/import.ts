import { dependencyCycles, parentCycles } from '../domain/break-cycles.ts';
import type { Waiting } from '../domain/graph.ts';
import { mintId, SHORT_ID_LENGTH, type TaskId } from '../domain/id.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { isOpen, type Task, type Value, workflowHeads } from '../domain/task.ts';
import { createdData } from './add.ts';
import { differences } from './differences.ts';
import type { Draft } from './draft.ts';
import { type Operation, requireTask } from './operation.ts';

export interface ImportInput {
  /** The tracker they come from: `beads`. */
  readonly from: string;
  /** No two of them with the same handle. */
  readonly tasks: readonly ImportedTask[];
  /** Handles of tasks that were deleted here, and stay so. */
  readonly deleted?: ReadonlySet<string>;
}

/** What ties a task to another one and could not be kept as such. */
export interface LostTie {
  readonly place: string;
  readonly key: 'parent' | 'depends_on' | 'discovered_from';
  /** The handle it names. */
  readonly handle: string;
  readonly why: 'unknown' | 'cycle' | 'deleted';
}

export interface ImportResult {
  /** Of every task that was read, by its handle. */
  readonly ids: ReadonlyMap<string, TaskId>;
  readonly added: readonly TaskId[];
  /** Tasks that were there, and the keys in which the import says something else of them. */
  readonly differs: ReadonlyMap<TaskId, readonly string[]>;
  readonly lost: readonly LostTie[];
  /** Handles of what was passed over, since it was deleted here. */
  readonly deleted: readonly string[];
}

/** A task to be written, its ties as ids. */
interface Resolved {
  readonly id: TaskId;
  readonly task: ImportedTask;
  readonly parent?: TaskId;
  readonly discovered_from?: TaskId;
  readonly depends_on: readonly TaskId[];
}

/** The key of a task under which an import keeps what has no place in git-task. */
export function foreignKey(from: string): string {
  return `x-${from}`;
}

/**
 * Creates the tasks of another tracker that are not here yet, all in one transaction. A task that is here stays as it
 * is. Who did something elsewhere and when stands in the events; `imported` beside them says who brought them here.
 */
export const importTasks: Operation<ImportInput, ImportResult> = {
  name: 'import',
  run(draft, { from, tasks: read, deleted = new Set() }) {
    const handles = new Handles(draft, from, read, deleted);
    const { ids, missing, passedOver } = handles;
    const tasks = read.filter(({ handle }) => !passedOver.has(handle));
    draft.load([...ids.values()].filter((id) => !missing.has(id)));
    const lost: LostTie[] = [];
    const resolved = withoutCycles(
      draft,
      missing,
      tasks.map((task) => resolveTies(task, handles, lost)),
      lost,
    );
    const left = new Map<string, string[]>();
    for (const { place, key, handle } of lost)
      left.set(place, [...(left.get(place) ?? []), `${key}: ${handle}`]);
    const differs = new Map<TaskId, readonly string[]>();
    for (const one of resolved) {
      if (missing.has(one.id)) {
        create(draft, from, one, missing, handles.keyOf(one.task), left.get(one.task.place) ?? []);
        continue;
      }
      const standing = draft.task(one.id);
      const keys = standing === undefined ? [] : differencesOf(standing, one);
      if (keys.length > 0) differs.set(one.id, keys);
    }
    return { ids, added: [...missing], differs, lost, deleted: [...passedOver] };
  },
};

/** Which handle leads to which task: those that are here, and those that will be. */
class Handles {
  readonly ids = new Map<string, TaskId>();
  readonly missing = new Set<TaskId>();
  readonly passedOver = new Set<string>();
  readonly #draft: Draft;
  readonly #planned: ReadonlyMap<string, TaskId>;
  readonly #from: string;
  readonly #keys = new Set<string>();

  constructor(draft: Draft, from: string, tasks: readonly ImportedTask[], deleted: ReadonlySet<string>) {
    this.#draft = draft;
    this.#planned = draft.planned();
    this.#from = from;
    const prefixes = new Set<string>();
    const taken = (prefix: string): boolean => draft.taken(prefix) || prefixes.has(prefix);
    for (const task of tasks) {
      const standing = this.#standing(task);
      if (standing === undefined && deleted.has(task.handle)) {
        this.passedOver.add(task.handle);
        continue;
      }
      const id = standing ?? mintId(draft.context.entropy, taken);
      if (standing === undefined) {
        this.missing.add(id);
        prefixes.add(id).add(id.slice(0, SHORT_ID_LENGTH));
      }
      this.ids.set(task.handle, id);
    }
  }

  find(handle: string): TaskId | undefined {
    const own = handle.startsWith('git-task/') ? handle.slice('git-task/'.length) : '';
    return (
      this.ids.get(handle) ??
      this.#planned.get(handle) ??
      (own !== '' ? this.#draft.summary(own)?.id : undefined)
    );
  }

  /** The handle that a new task gets: its own of git-task, where no task here has that. */
  keyOf({ plan_key: own, handle }: ImportedTask): string {
    const key = own === undefined || this.#planned.has(own) || this.#keys.has(own) ? handle : own;
    this.#keys.add(key);
    return key;
  }

  #standing({ handle, id, plan_key: own }: ImportedTask): TaskId | undefined {
    const found = this.#planned.get(handle);
    if (found !== undefined || id === undefined) return found;
    if (this.#draft.summary(id) !== undefined) return id;
    // A task that kept its own handle says under its foreign key where it comes from.
    const twin = own === undefined ? undefined : this.#planned.get(own);
    const origin = twin === undefined ? undefined : this.#draft.task(twin)?.extra[foreignKey(this.#from)];
    const there =
      typeof origin === 'object' && !Array.isArray(origin) ? Reflect.get(origin, 'id') : undefined;
    return there === id ? twin : undefined;
  }
}

function resolveTies(task: ImportedTask, handles: Handles, lost: LostTie[]): Resolved {
  const look = (key: LostTie['key'], handle: string | undefined): readonly TaskId[] => {
    if (handle === undefined) return [];
    const id = handles.find(handle);
    const why = handles.passedOver.has(handle) ? 'deleted' : 'unknown';
    if (id === undefined) lost.push({ place: task.place, key, handle, why });
    return id === undefined ? [] : [id];
  };
  const [parent] = look('parent', task.parent);
  const [origin] = look('discovered_from', task.discovered_from);
  return {
    id: handles.ids.get(task.handle) ?? '',
    task,
    ...(parent === undefined ? {} : { parent }),
    ...(origin === undefined ? {} : { discovered_from: origin }),
    depends_on: [...new Set(task.depends_on.flatMap((handle) => look('depends_on', handle)))],
  };
}

/** Takes away the ties by which a task would wait for itself, or be its own ancestor. */
function withoutCycles(
  draft: Draft,
  missing: ReadonlySet<TaskId>,
  tasks: readonly Resolved[],
  lost: LostTie[],
): readonly Resolved[] {
  const names = new Map(tasks.map(({ id, task }) => [id, task.handle]));
  const fresh = new Map(tasks.filter(({ id }) => missing.has(id)).map((task) => [task.id, task]));
  const orphans = parentCycles(new Map<TaskId, Waiting>(fresh));
  const placed = tasks.map((one): Resolved => {
    if (!orphans.has(one.id)) return one;
    const { parent = '', ...rest } = one;
    lost.push({ place: one.task.place, key: 'parent', handle: names.get(parent) ?? parent, why: 'cycle' });
    return rest;
  });
  const waiting = new Map<TaskId, Waiting>(draft.open);
  // Closed ones too: they may be opened again.
  for (const one of placed) if (missing.has(one.id)) waiting.set(one.id, one);
  const cut = new Map<TaskId, Set<TaskId>>();
  for (const { id, on } of dependencyCycles(waiting, missing))
    cut.set(id, (cut.get(id) ?? new Set()).add(on));
  return placed.map((one) => {
    const gone = cut.get(one.id);
    if (gone === undefined) return one;
    for (const on of gone)
      lost.push({ place: one.task.place, key: 'depends_on', handle: names.get(on) ?? on, why: 'cycle' });
    return { ...one, depends_on: one.depends_on.filter((on) => !gone.has(on)) };
  });
}

function differencesOf(standing: Task, { task, parent, depends_on }: Resolved): readonly string[] {
  const { parent: _handle, ...values } = task;
  const wanted = {
    ...values,
    ...(parent === undefined ? {} : { parent }),
    depends_on,
    acceptance: task.acceptance.map(({ text }) => text),
  };
  const keys = isOpen(standing) ? differences(standing, wanted) : [];
  return isOpen(standing) === isOpen(task) ? keys : [...keys, 'status'];
}

/** What a task keeps of where it comes from, and what of it could not be tied. */
function foreignValues(
  from: string,
  { extra }: ImportedTask,
  lost: readonly string[],
): Record<string, Value> {
  if (lost.length === 0) return { ...extra };
  const key = foreignKey(from);
  const known = extra[key];
  const map = typeof known === 'object' && !Array.isArray(known) ? known : {};
  return { ...extra, [key]: { ...map, left_out: lost } };
}

function create(
  draft: Draft,
  from: string,
  { id, task, parent, discovered_from, depends_on }: Resolved,
  missing: ReadonlySet<TaskId>,
  key: string,
  lost: readonly string[],
): void {
  const { title, description, type, priority, assignee, due, labels, links, resources } = task;
  const given = { description, type, priority, assignee, due, parent, discovered_from };
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const values = { ...said, title, plan_key: key, labels, depends_on, links, resources };
  const data = { ...foreignValues(from, task, lost), ...createdData(draft, values, missing) };
  draft.record('task_created', id, data);
  draft.record('imported', id, { from });
  for (const { text, met } of task.acceptance) {
    const added = draft.record('acceptance_added', id, { text });
    if (met) draft.record('acceptance_met', id, { criterion: added.id });
  }
  for (const { text, file, by, at } of task.notes)
    draft.retell('note_added', id, file === undefined ? { text } : { text, file }, told({ by, at }));
  for (const commit of task.commits) draft.record('commit_recorded', id, { commit });
  if (task.hold !== undefined) draft.record('task_held', id, { reason: task.hold });
  close(draft, id, task);
}

function told({ by, at }: { readonly by: string | undefined; readonly at: string | undefined }): {
  readonly by?: string;
  readonly at?: string;
} {
  return { ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }) };
}

function close(draft: Draft, id: TaskId, { status, end = {} }: ImportedTask): void {
  if (status === 'pending') return;
  const { by, at, commit, branch, message } = end;
  const over = workflowHeads(requireTask(draft, id));
  const texts = (values: Record<string, string | undefined>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
  if (status === 'completed')
    draft.retell('task_completed', id, texts({ commit, branch, message }), told({ by, at }), over);
  else if (status === 'cancelled')
    draft.retell('task_cancelled', id, texts({ reason: message }), told({ by, at }), over);
  else draft.retell('task_submitted', id, texts({ message }), told({ by, at }), over);
}
