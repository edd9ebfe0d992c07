import { isTaskId, SHORT_ID_LENGTH, type TaskId } from '../../domain/id.ts';
import { byPriority } from '../../domain/outline.ts';
import { plannedTasks } from '../../domain/planned.ts';
import { type Policy, resolvePolicy } from '../../domain/policy.ts';
import type { TaskRange } from '../../domain/snapshot.ts';
import type { Stamp } from '../../domain/stamp.ts';
import {
  isOpen,
  isTombstone,
  isTouchable,
  openAlerts,
  type Task,
  type TaskSummary,
} from '../../domain/task.ts';
import { GitTaskError } from '../../errors.ts';
import { IdList } from '../id-list.ts';
import type { StoreSnapshot } from '../store.ts';
import type { Image } from './image.ts';

/** A snapshot that has read everything. */
export class ImageSnapshot implements StoreSnapshot {
  readonly #image: Image;
  readonly #local: () => ReadonlyMap<string, string>;
  readonly #ids: IdList;
  readonly open: ReadonlyMap<TaskId, TaskSummary>;

  /** @param local settings of this clone, which outrank the branch's */
  constructor(image: Image, local: () => ReadonlyMap<string, string>) {
    this.#image = image;
    this.#local = local;
    const broken = [...image.broken.keys()].filter(isTaskId);
    this.#ids = IdList.of([...image.records.keys(), ...broken]);
    const open = new Map<TaskId, TaskSummary>();
    for (const record of image.records.values())
      if (!isTombstone(record) && isOpen(record)) open.set(record.id, record);
    this.open = open;
  }

  get tip(): string {
    return this.#image.tip;
  }

  get stamp(): Stamp | undefined {
    return this.#image.stamp;
  }

  get shared(): ReadonlyMap<string, string> {
    return this.#image.settings;
  }

  get policy(): Policy {
    return resolvePolicy(this.#image.settings, this.#local());
  }

  get broken(): readonly { readonly id: TaskId; readonly problem: string }[] {
    return [...this.#image.broken].map(([id, problem]) => ({ id, problem }));
  }

  summary(id: TaskId): TaskSummary | undefined {
    return this.#image.broken.has(id) ? undefined : this.task(id);
  }

  task(id: TaskId): Task | undefined {
    const problem = this.#image.broken.get(id);
    if (problem !== undefined) throw new GitTaskError('STORE_CORRUPT', problem, { details: { task: id } });
    const record = this.#image.records.get(id);
    return record === undefined || isTombstone(record) ? undefined : record;
  }

  get inProgress(): readonly TaskSummary[] {
    return [...this.open.values()].filter(({ status }) => status === 'in_progress');
  }

  get ranked(): TaskRange {
    return [...this.open.values()].sort(byPriority);
  }

  warm(): readonly TaskSummary[] {
    return [...this.#image.records.values()].filter(
      (record): record is Task =>
        !isTombstone(record) &&
        (isOpen(record)
          ? record.assignee !== undefined || record.claim !== undefined || record.alerts.length > 0
          : openAlerts(record).length > 0),
    );
  }

  children(id: TaskId): readonly TaskSummary[] {
    return [...this.open.values()].filter(({ parent }) => parent === id);
  }

  dependents(id: TaskId): readonly TaskSummary[] {
    return [...this.open.values()].filter(({ depends_on }) => depends_on.includes(id));
  }

  touchable(): readonly TaskSummary[] {
    return [...this.open.values()].filter(isTouchable);
  }

  titled(title: string): readonly TaskSummary[] {
    return [...this.open.values()].filter((task) => task.title.toLowerCase() === title.toLowerCase());
  }

  planned(): ReadonlyMap<string, TaskId> {
    return plannedTasks(this.#image.records.values());
  }

  /** All is loaded. */
  load(): void {}

  ids(): readonly TaskId[] {
    return this.matches('').filter((id) => !this.#image.broken.has(id));
  }

  matches(prefix: string): readonly TaskId[] {
    return this.#ids.beginningWith(prefix).filter((id) => !this.#isDeleted(id));
  }

  taken(prefix: string): boolean {
    return this.#ids.beginningWith(prefix).length > 0;
  }

  short(id: TaskId): string {
    let length = SHORT_ID_LENGTH;
    while (length < id.length && this.matches(id.slice(0, length)).length > 1) length++;
    return id.slice(0, length);
  }

  #isDeleted(id: TaskId): boolean {
    const record = this.#image.records.get(id);
    return record !== undefined && isTombstone(record);
  }
}
