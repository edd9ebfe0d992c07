import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { StoryFile } from '../domain/redaction.ts';
import type { Snapshot, TaskRange } from '../domain/snapshot.ts';
import type { Task, TaskSummary, Tombstone } from '../domain/task.ts';

/** What one write puts on the branch: events, the tasks they change, and how the log names it. */
export interface Transaction {
  readonly events: readonly Event[];
  readonly changed: ReadonlyMap<TaskId, Task | Tombstone>;
  /** Event files that change, since events in them were redacted; none in any other write. */
  readonly rewritten?: readonly StoryFile[];
  readonly subject: string;
  readonly actor: string;
}

/** What an attempt answers; without a transaction nothing is written. */
export interface Attempt<Result> {
  readonly result: Result;
  readonly transaction?: Transaction;
}

export interface Written<Result> {
  readonly result: Result;
  /** The tip that holds the transaction; absent where nothing was written. */
  readonly tip?: string;
  /** Events as they were written. */
  readonly events: readonly Event[];
}

/** A snapshot that knows which tip it is of, and can read ahead. */
export interface StoreSnapshot extends Snapshot {
  readonly tip: string;
  /** What `config.yaml` says, by name: `claim.lease`. */
  readonly shared: ReadonlyMap<string, string>;
  /** The broken task files of this tip, which no other question sees. */
  readonly broken: readonly { readonly id: TaskId; readonly problem: string }[];
  /** Open tasks by priority, then by age. */
  readonly ranked: TaskRange;
  /**
   * Tasks that an inbox may speak of: open ones that are assigned, claimed or have alerts, and closed ones with alerts that
   * nobody acknowledged.
   */
  warm(): readonly TaskSummary[];
  /** Ids of all tasks, closed ones included, deleted ones left out; sorted. */
  ids(): readonly TaskId[];
}

/** Events that came onto the branch together, oldest first. */
export interface Batch {
  /** Commit before; undefined at the branch's beginning. */
  readonly from: string | undefined;
  /** Commit that has them all. */
  readonly to: string;
  readonly events: readonly Event[];
}

/** Tasks on a ref. Every store passes one contract suite. */
export interface Store {
  /** The tip's oid; undefined where the branch does not exist. Costs microseconds: made for polling. */
  tip(): string | undefined;
  /** @throws NOT_INITIALIZED */
  snapshot(): Promise<StoreSnapshot>;
  /**
   * Tasks as the last transaction of this store left them; as they stand now where it wrote none. For the answer
   * to a write: needs no git process, so that nothing fails after the write.
   */
  settled(): Promise<StoreSnapshot>;
  /**
   * Runs the attempt on a fresh snapshot and writes what it answers, again from the start whenever the tip
   * moved meanwhile. The attempt must be a function of the snapshot.
   *
   * @throws NOT_INITIALIZED, STORE_READ_ONLY, FORMAT_TOO_NEW, REF_CONTENDED, and whatever the attempt throws
   */
  transact<Result>(attempt: (snapshot: StoreSnapshot) => Attempt<Result>): Promise<Written<Result>>;
  /** All events of one task by stamp. */
  story(id: TaskId): Promise<readonly Event[]>;
  /** What came onto the branch between two tips, in the order it came. */
  batches(from: string | undefined, to: string): Promise<readonly Batch[]>;
}
