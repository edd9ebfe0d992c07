import type { Event, EventData, EventType } from '../domain/event.ts';
import { applyEvent, fold } from '../domain/fold.ts';
import { SHORT_ID_LENGTH, type TaskId } from '../domain/id.ts';
import type { Told } from '../domain/imported-task.ts';
import { LIST_LIMIT } from '../domain/limits.ts';
import { plannedTasks } from '../domain/planned.ts';
import type { Policy } from '../domain/policy.ts';
import { redactFiles, type StoryFile } from '../domain/redaction.ts';
import type { Outline, Snapshot } from '../domain/snapshot.ts';
import type { Stamp } from '../domain/stamp.ts';
import {
  isOpen,
  isTombstone,
  isTouchable,
  type Task,
  type TaskSummary,
  type Tombstone,
} from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Context } from './context.ts';

/** A snapshot and the events recorded on top of it, seen as if they had happened. */
export class Draft implements Snapshot {
  readonly #base: Snapshot;
  readonly context: Context;
  readonly #events: Event[] = [];
  readonly #changed = new Map<TaskId, Task | Tombstone>();
  readonly #rewritten: StoryFile[] = [];
  /** The beginnings of the ids of what changed. */
  readonly #prefixes = new Set<string>();
  #open: ReadonlyMap<TaskId, TaskSummary> | undefined;

  constructor(base: Snapshot, context: Context) {
    this.#base = base;
    this.context = context;
  }

  /** Every event recorded so far, oldest first. */
  get events(): readonly Event[] {
    return this.#events;
  }

  /** The tasks that the events changed, as they now stand. */
  get changed(): ReadonlyMap<TaskId, Task | Tombstone> {
    return this.#changed;
  }

  /** Event files that were there and change: those of redacted events alone. */
  get rewritten(): readonly StoryFile[] {
    return this.#rewritten;
  }

  /**
   * Records one event and folds it into its task.
   *
   * @throws TOO_MANY_ENTRIES where a list of the task would grow past its limit
   */
  record(type: EventType, task: TaskId, data: EventData = {}, over?: readonly Stamp[]): Event {
    return this.#append(this.#event(type, task, data, over), task);
  }

  #append(event: Event, task: TaskId): Event {
    const record = applyEvent(this.#changed.get(task) ?? this.#base.task(task), event);
    if (record === undefined)
      throw new GitTaskError('INTERNAL', `${event.type} on task ${task}, which does not exist`);
    if (!isTombstone(record)) refuseLongerLists(this.task(task), record);
    this.#put(event, task, record);
    return event;
  }

  /**
   * Records one event of what somebody did elsewhere, in their name and at their time.
   *
   * @throws TOO_MANY_ENTRIES
   */
  retell(type: EventType, task: TaskId, data: EventData, told: Told, over?: readonly Stamp[]): Event {
    return this.#append({ ...this.#event(type, task, data, over), ...told }, task);
  }

  /** Records one event of no task. */
  recordAlone(type: EventType, data: EventData): Event {
    const event = this.#event(type, undefined, data);
    this.#events.push(event);
    return event;
  }

  /**
   * Records that events of a task are redacted: stubs take their places, and the task is folded anew from all its events.
   *
   * @param story all event files of the task
   */
  redact(task: TaskId, story: readonly StoryFile[], data: EventData): Event {
    const event = this.#event('redacted', task, data);
    const record = fold([...story.flatMap(({ events }) => events), event]);
    if (record === undefined) throw new GitTaskError('INTERNAL', `task ${task} has no event that created it`);
    this.#rewritten.push(...redactFiles(story, [event]));
    this.#put(event, task, record);
    return event;
  }

  /**
   * Records that events of a task are undone, and folds it anew from all its events.
   *
   * @param story all event files of the task
   */
  undo(task: TaskId, story: readonly StoryFile[], data: EventData): Event {
    const event = this.#event('undone', task, data);
    const record = fold([...story.flatMap(({ events }) => events), event]);
    if (record === undefined) throw new GitTaskError('INTERNAL', `task ${task} has no event that created it`);
    this.#put(event, task, record);
    return event;
  }

  #event(type: EventType, task: TaskId | undefined, data: EventData, over?: readonly Stamp[]): Event {
    return {
      id: this.context.stamps(),
      type,
      at: new Date(this.context.now).toISOString(),
      by: this.context.actor,
      ...(task === undefined ? {} : { task }),
      ...(over === undefined ? {} : { over }),
      data,
    };
  }

  #put(event: Event, task: TaskId, record: Task | Tombstone): void {
    this.#events.push(event);
    this.#changed.set(task, record);
    this.#prefixes.add(task.slice(0, SHORT_ID_LENGTH));
    this.#open = undefined;
  }

  get stamp(): Stamp | undefined {
    return this.#base.stamp;
  }

  get policy(): Policy {
    return this.#base.policy;
  }

  get open(): ReadonlyMap<TaskId, TaskSummary> {
    if (this.#changed.size === 0) return this.#base.open;
    if (this.#open === undefined) {
      const open = new Map(this.#base.open);
      for (const [id, record] of this.#changed) {
        if (isTombstone(record) || !isOpen(record)) open.delete(id);
        else open.set(id, record);
      }
      this.#open = open;
    }
    return this.#open;
  }

  get outline(): Outline | undefined {
    return this.#changed.size === 0 ? this.#base.outline : undefined;
  }

  get inProgress(): readonly TaskSummary[] {
    const others = this.#base.inProgress.filter(({ id }) => !this.#changed.has(id));
    const changed = [...this.#changed.values()].filter(
      (record): record is Task => !isTombstone(record) && record.status === 'in_progress',
    );
    return [...others, ...changed];
  }

  children(id: TaskId): readonly TaskSummary[] {
    return this.#overlaid(this.#base.children(id), ({ parent }) => parent === id);
  }

  dependents(id: TaskId): readonly TaskSummary[] {
    return this.#overlaid(this.#base.dependents(id), ({ depends_on }) => depends_on.includes(id));
  }

  touchable(): readonly TaskSummary[] {
    return this.#overlaid(this.#base.touchable(), isTouchable);
  }

  titled(title: string): readonly TaskSummary[] {
    const wanted = title.toLowerCase();
    return this.#overlaid(this.#base.titled(title), (task) => task.title.toLowerCase() === wanted);
  }

  /** Open tasks as the base finds them, with those that changed as they are now. */
  #overlaid(found: readonly TaskSummary[], isWanted: (task: Task) => boolean): readonly TaskSummary[] {
    if (this.#changed.size === 0) return found;
    const changed = [...this.#changed.values()].filter(
      (record): record is Task => !isTombstone(record) && isOpen(record) && isWanted(record),
    );
    return [...found.filter(({ id }) => !this.#changed.has(id)), ...changed];
  }

  summary(id: TaskId): TaskSummary | undefined {
    const record = this.#changed.get(id);
    if (record === undefined) return this.#base.summary(id);
    return isTombstone(record) ? undefined : record;
  }

  task(id: TaskId): Task | undefined {
    const record = this.#changed.get(id);
    if (record === undefined) return this.#base.task(id);
    return isTombstone(record) ? undefined : record;
  }

  load(ids: Iterable<TaskId>): void {
    this.#base.load(ids);
  }

  matches(prefix: string): readonly TaskId[] {
    const created = [...this.#changed.keys()].filter((id) => id.startsWith(prefix));
    return [...new Set([...this.#base.matches(prefix), ...created])].sort();
  }

  taken(prefix: string): boolean {
    if (this.#base.taken(prefix)) return true;
    // What ids are minted by: asked for each of ten thousand tasks of a plan.
    if (prefix.length === SHORT_ID_LENGTH) return this.#prefixes.has(prefix);
    return this.#changed.has(prefix) || [...this.#changed.keys()].some((id) => id.startsWith(prefix));
  }

  planned(): ReadonlyMap<string, TaskId> {
    const planned = new Map(this.#base.planned());
    for (const [key, id] of planned) if (this.summary(id)?.plan_key !== key) planned.delete(key);
    return new Map([...planned, ...plannedTasks(this.#changed.values())]);
  }

  short(id: TaskId): string {
    return this.#base.short(id);
  }
}

/** A list that a merge made longer than its limit may stay so, and not grow. */
function refuseLongerLists(before: Task | undefined, task: Task): void {
  for (const key of [
    'labels',
    'depends_on',
    'links',
    'resources',
    'acceptance',
    'notes',
    'commits',
    'alerts',
  ] as const)
    if (task[key].length > Math.max(LIST_LIMIT, before?.[key].length ?? 0))
      throw new GitTaskError('TOO_MANY_ENTRIES', `${task.id} would have more than ${LIST_LIMIT} ${key}`, {
        details: { task: task.id, key, limit: LIST_LIMIT },
      });
}
