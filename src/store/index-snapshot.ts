import { parseDocument } from '../codec/document.ts';
import { taskPath } from '../codec/paths.ts';
import { parseTask } from '../codec/task-file.ts';
import { buildGraph } from '../domain/graph.ts';
import { SHORT_ID_LENGTH, type TaskId } from '../domain/id.ts';
import { plannedTasks } from '../domain/planned.ts';
import { type Policy, resolvePolicy } from '../domain/policy.ts';
import type { Stamp } from '../domain/stamp.ts';
import { isTombstone, type Task, type TaskSummary, type Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { ID_LENGTH, isAlertedRow, isOpenRow, type Row, summaryOf } from './row.ts';
import type { RowTable } from './row-table.ts';
import type { StoreSnapshot } from './store.ts';
import type { TaskIndex } from './task-index.ts';

/** So many searches cost more than the graph. */
const SEARCHES = 8;

/** A snapshot on top of the index: summaries from memory, whole tasks from git when asked. */
export class IndexSnapshot implements StoreSnapshot {
  readonly #repository: Repository;
  readonly #index: TaskIndex;
  /** Later writes change the index, but not what this snapshot says. */
  readonly #rows: RowTable;
  /** As far as somebody asked. */
  readonly #summaries = new Map<TaskId, TaskSummary>();
  #searches = 0;
  #open: ReadonlyMap<TaskId, TaskSummary> | undefined;
  readonly #tasks: Map<TaskId, Task | Tombstone | undefined>;
  readonly #texts: () => ReadonlyMap<TaskId, string>;
  readonly tip: string;
  readonly #local: () => ReadonlyMap<string, string>;

  /**
   * @param local settings of this clone, which outrank the branch's
   * @param known whole tasks of this tip that need not be read
   * @param texts task files of this tip that need not be read from git
   */
  constructor(
    repository: Repository,
    index: TaskIndex,
    local: () => ReadonlyMap<string, string>,
    known: ReadonlyMap<TaskId, Task | Tombstone> = new Map(),
    texts: () => ReadonlyMap<TaskId, string> = () => new Map(),
  ) {
    this.#repository = repository;
    this.#index = index;
    this.#rows = index.rows.copy();
    this.tip = index.tip;
    this.#local = local;
    this.#tasks = new Map(known);
    this.#texts = texts;
  }

  /** Made when somebody asks for all of them: many calls are about one task. */
  get open(): ReadonlyMap<TaskId, TaskSummary> {
    if (this.#open === undefined) {
      const open = new Map<TaskId, TaskSummary>();
      for (const row of this.#rows.open()) {
        const summary = this.#summaryOf(row);
        open.set(summary.id, summary);
      }
      this.#open = open;
    }
    return this.#open;
  }

  get shared(): ReadonlyMap<string, string> {
    return this.#index.settings;
  }

  get policy(): Policy {
    return resolvePolicy(this.#index.settings, this.#local());
  }

  get stamp(): Stamp | undefined {
    return this.#index.stamp;
  }

  get broken(): readonly { readonly id: TaskId; readonly problem: string }[] {
    return [...this.#index.broken].map(([id, problem]) => ({ id, problem }));
  }

  get inProgress(): readonly TaskSummary[] {
    return [...this.#rows.inStatus('in_progress')].map((row) => this.#summaryOf(row));
  }

  children(id: TaskId): readonly TaskSummary[] {
    return (
      this.#search(id, ({ parent }) => parent === id) ?? this.#those(buildGraph(this.open).children.get(id))
    );
  }

  dependents(id: TaskId): readonly TaskSummary[] {
    return (
      this.#search(id, ({ depends_on }) => depends_on.includes(id)) ??
      this.#those(buildGraph(this.open).dependents.get(id))
    );
  }

  /** Open tasks that name an id in some way; undefined where the graph of all open tasks tells it cheaper. */
  #search(id: TaskId, isWanted: (task: TaskSummary) => boolean): readonly TaskSummary[] | undefined {
    if (this.#open !== undefined || this.#searches++ >= SEARCHES) return undefined;
    return [...this.#rows.naming(id)]
      .filter(isOpenRow)
      .map((row) => this.#summaryOf(row))
      .filter(isWanted);
  }

  #those(ids: readonly TaskId[] = []): readonly TaskSummary[] {
    return ids.flatMap((id) => this.open.get(id) ?? []);
  }

  summary(id: TaskId): TaskSummary | undefined {
    if (this.#index.broken.has(id)) return undefined;
    const known = this.#summaries.get(id);
    if (known !== undefined) return known;
    const row = this.#rows.get(id);
    return row === undefined ? this.task(id) : this.#summaryOf(row);
  }

  task(id: TaskId): Task | undefined {
    const problem = this.#index.broken.get(id);
    if (problem !== undefined) throw new GitTaskError('STORE_CORRUPT', problem, { details: { task: id } });
    if (!this.#tasks.has(id)) this.load([id]);
    const record = this.#tasks.get(id);
    return record === undefined || isTombstone(record) ? undefined : record;
  }

  *warm(): Iterable<TaskSummary> {
    yield* this.open.values();
    for (const row of this.#rows.all()) if (!isOpenRow(row) && isAlertedRow(row)) yield this.#summaryOf(row);
  }

  #summaryOf(row: Row): TaskSummary {
    const id = row.slice(0, ID_LENGTH);
    const known = this.#summaries.get(id);
    if (known !== undefined) return known;
    const summary = summaryOf(row);
    this.#summaries.set(id, summary);
    return summary;
  }

  load(ids: Iterable<TaskId>): void {
    const wanted = [...new Set(ids)].filter((id) => !this.#tasks.has(id));
    const known = wanted.filter((id) => this.#index.ids.has(id) && !this.#index.broken.has(id));
    for (const id of wanted) this.#tasks.set(id, undefined);
    if (known.length === 0) return;
    const texts = this.#texts();
    const unread = known.filter((id) => !texts.has(id));
    const specs = unread.map((id) => `${this.tip}:${taskPath(id)}`);
    const blobs = specs.length === 0 ? [] : readBlobs(this.#repository, specs);
    const read = new Map(unread.map((id, at) => [id, blobs[at]?.toString('utf8')]));
    for (const id of known) {
      const text = texts.get(id) ?? read.get(id);
      if (text !== undefined) this.#tasks.set(id, parseTask(parseDocument(text, taskPath(id)), id));
    }
  }

  ids(): readonly TaskId[] {
    const { ids, deleted, broken } = this.#index;
    return ids.all().filter((id) => !deleted.has(id) && !broken.has(id));
  }

  matches(prefix: string): readonly TaskId[] {
    return this.#index.ids.beginningWith(prefix).filter((id) => !this.#index.deleted.has(id));
  }

  taken(prefix: string): boolean {
    return this.#index.ids.beginningWith(prefix).length > 0;
  }

  planned(): ReadonlyMap<string, TaskId> {
    return plannedTasks(this.ids().flatMap((id) => this.summary(id) ?? []));
  }

  short(id: TaskId): string {
    let length = SHORT_ID_LENGTH;
    while (length < id.length && this.matches(id.slice(0, length)).length > 1) length++;
    return id.slice(0, length);
  }
}
