import type { TaskId } from './id.ts';
import type { Policy } from './policy.ts';
import type { Stamp } from './stamp.ts';
import type { Priority, Task, TaskSummary } from './task.ts';

/** Tasks in an order, of which no more are made than somebody looks at. */
export interface TaskRange {
  readonly length: number;
  /** As of an array, with no index below zero. */
  slice(from?: number, to?: number): readonly TaskSummary[];
}

/** The open tasks in three parts, so that a question about all of them need not look at most. */
export interface Outline {
  /** Tasks that something sets apart, by priority, then by age. Who waits for whom can be told from these alone. */
  readonly tied: readonly TaskSummary[];
  /**
   * Tasks that are pending, nobody's, not on hold and never due, that wait for none, are part of none, and that no open
   * task names as its parent, but perhaps as its dependency: by age, those of each priority.
   */
  readonly awaited: ReadonlyMap<Priority, TaskRange>;
  /** Tasks as these are that no open task names: by priority, then by age. */
  readonly free: TaskRange;
}

/** All tasks as they stand at one tip. */
export interface Snapshot {
  /** The newest stamp on the tip. */
  readonly stamp: Stamp | undefined;
  /** Shared policy of the branch, under what this clone's configuration says. */
  readonly policy: Policy;
  /** Open tasks by id. */
  readonly open: ReadonlyMap<TaskId, TaskSummary>;
  /** Where it is known cheaper than from all open tasks; else `outlineOf` makes it. */
  readonly outline?: Outline | undefined;
  /** Those of them that are in progress: cheaper to ask for than all. */
  readonly inProgress: readonly TaskSummary[];
  /** Open children of a task. */
  children(id: TaskId): readonly TaskSummary[];
  /** Open tasks that depend on a task directly. */
  dependents(id: TaskId): readonly TaskSummary[];
  /** Open tasks that declare something or are linked to it: no change touches others. */
  touchable(): readonly TaskSummary[];
  /** Open tasks of a title, in whatever case. */
  titled(title: string): readonly TaskSummary[];
  /** The same as its status says, where that is known cheaper. */
  isCompleted?(id: TaskId): boolean;
  /** A task by its full id, open or closed; undefined where there is none or it was deleted. */
  summary(id: TaskId): TaskSummary | undefined;
  /**
   * A task with everything it holds.
   *
   * @throws STORE_CORRUPT where its file can't be read
   */
  task(id: TaskId): Task | undefined;
  /** Reads tasks together that `task` will be asked for one by one. */
  load(ids: Iterable<TaskId>): void;
  /** Full ids that begin with the text, sorted, deleted tasks left out. */
  matches(prefix: string): readonly TaskId[];
  /** Whether any task, deleted ones included, has an id that begins with the text. */
  taken(prefix: string): boolean;
  /** Tasks by the handle that a plan gave them, closed ones included; of several with the same one, any open one. */
  planned(): ReadonlyMap<string, TaskId>;
  /** The shortest unique prefix of an id, at least four characters. */
  short(id: TaskId): string;
}
