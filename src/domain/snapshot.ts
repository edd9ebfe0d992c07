import type { TaskId } from './id.ts';
import type { Policy } from './policy.ts';
import type { Stamp } from './stamp.ts';
import type { Task, TaskSummary } from './task.ts';

/** All tasks as they stand at one tip. */
export interface Snapshot {
  /** The newest stamp on the tip. */
  readonly stamp: Stamp | undefined;
  /** Shared policy of the branch, under what this clone's configuration says. */
  readonly policy: Policy;
  /** Open tasks by id. */
  readonly open: ReadonlyMap<TaskId, TaskSummary>;
  /** Those of them that are in progress: cheaper to ask for than all. */
  readonly inProgress: readonly TaskSummary[];
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
