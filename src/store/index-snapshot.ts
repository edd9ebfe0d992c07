import { parseDocument } from '../codec/document.ts';
import { taskPath } from '../codec/paths.ts';
import { parseTask } from '../codec/task-file.ts';
import { childrenOf, dependentsOf, type TaskGraph } from '../domain/graph.ts';
import { SHORT_ID_LENGTH, type TaskId } from '../domain/id.ts';
import { putAlike } from '../domain/outline.ts';
import { plannedTasks } from '../domain/planned.ts';
import { type Policy, resolvePolicy } from '../domain/policy.ts';
import type { Outline, TaskRange } from '../domain/snapshot.ts';
import type { Stamp } from '../domain/stamp.ts';
import { isTombstone, type Priority, type Task, type TaskSummary, type Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { summaryOf } from './row.ts';
import {
  AS_DEPENDENCY,
  AS_PARENT,
  compareRows,
  ID_LENGTH,
  isAlertedRow,
  isChildRow,
  isCompletedRow,
  isDependingRow,
  isFreeRow,
  isOpenRow,
  isTouchableRow,
  isWarmRow,
  priorityOf,
  type Row,
} from './row-places.ts';
import type { RowTable } from './row-table.ts';
import type { StoreSnapshot } from './store.ts';
import type { TaskIndex } from './task-index.ts';

/** So many texts are kept for whoever asks for the same tip again, as a write does right after its ids were read. */
const FEW = 32;
/** So many searches cost more than to note once who refers to whom. */
const SEARCHES = 16;

/** A snapshot on top of the index: summaries from memory, whole tasks from git when asked. */
export class IndexSnapshot implements StoreSnapshot {
  readonly #repository: Repository;
  readonly #index: TaskIndex;
  /** Later writes change the index, but not what this snapshot says. */
  readonly #rows: RowTable;
  /** As far as somebody asked. */
  readonly #summaries = new Map<TaskId, TaskSummary>();
  /** Rows that need not be sought. */
  readonly #atHand = new Map<TaskId, Row>();
  #searches = 0;
  #open: ReadonlyMap<TaskId, TaskSummary> | undefined;
  #ranked: readonly Row[] | undefined;
  #outline: Outline | undefined;
  #children: TaskGraph['children'] | undefined;
  #dependents: TaskGraph['dependents'] | undefined;
  readonly #tasks: Map<TaskId, Task | Tombstone | undefined>;
  readonly #texts: () => Map<TaskId, string>;
  readonly tip: string;
  readonly #local: () => ReadonlyMap<string, string>;

  /**
   * @param local settings of this clone, which outrank the branch's
   * @param known whole tasks of this tip that need not be read
   * @param texts task files of this tip that need not be read from git; those that were are put there
   */
  constructor(
    repository: Repository,
    index: TaskIndex,
    local: () => ReadonlyMap<string, string>,
    known: ReadonlyMap<TaskId, Task | Tombstone> = new Map(),
    texts: () => Map<TaskId, string> = () => new Map(),
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

  get ranked(): TaskRange {
    return this.#range(this.#rankedRows());
  }

  /** Told by the lines of the rows, so that most tasks need no summary. */
  get outline(): Outline {
    this.#outline ??= this.#divide();
    return this.#outline;
  }

  #divide(): Outline {
    const tied: TaskSummary[] = [];
    const awaited = new Map<Priority, Row[]>();
    const free: Row[] = [];
    for (const row of this.#rankedRows()) {
      const names = isFreeRow(row) ? this.#rows.namesOf(row) : AS_PARENT;
      if (names === 0) free.push(row);
      else if (names === AS_DEPENDENCY) {
        putAlike(awaited, priorityOf(row), row);
        this.#atHand.set(row.slice(0, ID_LENGTH), row);
      } else tied.push(this.#summaryOf(row));
    }
    // Whoever asks for the outline asks next whether what tasks wait for is done.
    for (const row of this.#rows.hotClosed()) this.#atHand.set(row.slice(0, ID_LENGTH), row);
    return {
      tied,
      awaited: new Map([...awaited].map(([priority, rows]) => [priority, this.#range(rows)])),
      free: this.#range(free),
    };
  }

  #rankedRows(): readonly Row[] {
    this.#ranked ??= this.#rows.ranked();
    return this.#ranked;
  }

  #range(rows: readonly Row[]): TaskRange {
    return {
      length: rows.length,
      slice: (from, to) => rows.slice(from, to).map((row) => this.#summaryOf(row)),
    };
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
    return [...this.#rows.inStatus('in_progress')].sort(compareRows).map((row) => this.#summaryOf(row));
  }

  children(id: TaskId): readonly TaskSummary[] {
    if (this.#children === undefined && (this.#rows.names(id) & AS_PARENT) === 0) return [];
    // Where all lines are at hand, to look at each of them costs no more than one search.
    if (this.#children === undefined && !this.#rows.isSplit && this.#searches++ < SEARCHES)
      return this.#search(id, ({ parent }) => parent === id);
    this.#children ??= childrenOf(this.#those(isChildRow));
    return (this.#children.get(id) ?? []).flatMap((child) => this.summary(child) ?? []);
  }

  dependents(id: TaskId): readonly TaskSummary[] {
    if (this.#dependents === undefined && (this.#rows.names(id) & AS_DEPENDENCY) === 0) return [];
    if (this.#dependents === undefined && this.#searches++ < SEARCHES)
      return this.#search(id, ({ depends_on }) => depends_on.includes(id));
    this.#dependents ??= dependentsOf(this.#those(isDependingRow));
    return (this.#dependents.get(id) ?? []).flatMap((dependent) => this.summary(dependent) ?? []);
  }

  touchable(): readonly TaskSummary[] {
    return this.#those(isTouchableRow);
  }

  titled(title: string): readonly TaskSummary[] {
    return [...this.#rows.titled(title)]
      .filter(isOpenRow)
      .sort(compareRows)
      .map((row) => this.#summaryOf(row));
  }

  /** Open tasks that name an id in some way. */
  #search(id: TaskId, isWanted: (task: TaskSummary) => boolean): readonly TaskSummary[] {
    return [...this.#rows.naming(id)]
      .filter(isOpenRow)
      .sort(compareRows)
      .map((row) => this.#summaryOf(row))
      .filter(isWanted);
  }

  #those(isWanted: (row: Row) => boolean): readonly TaskSummary[] {
    return this.#rankedRows()
      .filter(isWanted)
      .map((row) => this.#summaryOf(row));
  }

  summary(id: TaskId): TaskSummary | undefined {
    if (this.#index.broken.has(id)) return undefined;
    const known = this.#summaries.get(id);
    if (known !== undefined) return known;
    const row = this.#atHand.get(id) ?? this.#rows.get(id);
    return row === undefined ? this.task(id) : this.#summaryOf(row);
  }

  isCompleted(id: TaskId): boolean {
    const row = this.#atHand.get(id);
    return row === undefined || this.#index.broken.has(id)
      ? this.summary(id)?.status === 'completed'
      : isCompletedRow(row);
  }

  task(id: TaskId): Task | undefined {
    const problem = this.#index.broken.get(id);
    if (problem !== undefined) throw new GitTaskError('STORE_CORRUPT', problem, { details: { task: id } });
    if (!this.#tasks.has(id)) this.load([id]);
    const record = this.#tasks.get(id);
    return record === undefined || isTombstone(record) ? undefined : record;
  }

  warm(): readonly TaskSummary[] {
    return [...this.#rows.open().filter(isWarmRow), ...this.#rows.hotClosed().filter(isAlertedRow)].map(
      (row) => this.#summaryOf(row),
    );
  }

  #summaryOf(row: Row): TaskSummary {
    const id = row.slice(0, ID_LENGTH);
    const known = this.#summaries.get(id);
    if (known !== undefined) return known;
    const summary = summaryOf(row, id);
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
      if (text === undefined) continue;
      this.#tasks.set(id, parseTask(parseDocument(text, taskPath(id)), id));
      if (unread.length <= FEW) texts.set(id, text);
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
