import { parseDocument } from '../codec/document.ts';
import { taskPath } from '../codec/paths.ts';
import { parseTask } from '../codec/task-file.ts';
import type { TaskId } from '../domain/id.ts';
import { isOpen, isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import type { MergedTasks } from '../domain/whole.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';

/** Tasks read from tips as they are asked for: each id from the tip that holds its state. */
export class TipTasks implements MergedTasks {
  readonly #repository: Repository;
  readonly #tipOf: (id: TaskId) => string;
  readonly #records = new Map<TaskId, Task | Tombstone | undefined>();
  readonly #same: (id: TaskId) => TipTasks | undefined;

  /**
   * @param known records that stand in no tip yet
   * @param same tasks that hold the same file of an id: what they read is not read again
   */
  constructor(
    repository: Repository,
    tipOf: (id: TaskId) => string,
    known: ReadonlyMap<TaskId, Task | Tombstone> = new Map(),
    same: (id: TaskId) => TipTasks | undefined = () => undefined,
  ) {
    this.#repository = repository;
    this.#tipOf = tipOf;
    this.#same = same;
    for (const [id, record] of known) this.#records.set(id, record);
  }

  summary(id: TaskId): Task | undefined {
    if (!this.#records.has(id)) this.#read([id]);
    const record = this.#records.get(id);
    return record === undefined || isTombstone(record) ? undefined : record;
  }

  /** Reads tasks and all that open ones among them wait for, level by level, a process for each. */
  readAround(ids: Iterable<TaskId>): void {
    const seen = new Set<TaskId>();
    for (let level = [...new Set(ids)]; level.length > 0; ) {
      for (const id of level) seen.add(id);
      this.#read(level);
      const near = level.flatMap((id) => {
        const task = this.summary(id);
        if (task === undefined || !isOpen(task)) return [];
        return [...task.depends_on, ...(task.parent === undefined ? [] : [task.parent])];
      });
      level = [...new Set(near)].filter((id) => !seen.has(id));
    }
  }

  #read(ids: readonly TaskId[]): void {
    const wanted: TaskId[] = [];
    const shared = new Map<TipTasks, TaskId[]>();
    for (const id of ids) {
      if (this.#records.has(id)) continue;
      const tasks = this.#same(id);
      if (tasks === undefined) wanted.push(id);
      else if (shared.get(tasks)?.push(id) === undefined) shared.set(tasks, [id]);
    }
    for (const [tasks, known] of shared) {
      tasks.#read(known);
      for (const id of known) this.#records.set(id, tasks.#records.get(id));
    }
    if (wanted.length === 0) return;
    const specs = wanted.map((id) => `${this.#tipOf(id)}:${taskPath(id)}`);
    for (const [at, blob] of readBlobs(this.#repository, specs).entries()) {
      const id = wanted[at];
      if (id === undefined) continue;
      this.#records.set(
        id,
        blob === undefined ? undefined : parseTask(parseDocument(blob.toString('utf8'), taskPath(id)), id),
      );
    }
  }
}
