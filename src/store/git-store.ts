import { rmSync } from 'node:fs';
import { FIRST_FILES } from '../codec/branch-files.ts';
import { formatCommitMessage } from '../codec/commit-message.ts';
import { withFullParser } from '../codec/document.ts';
import { taskPath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { SearchPart } from '../domain/search-part.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { Task } from '../domain/task.ts';
import type { TaskFlow } from '../domain/task-flow.ts';
import { type ImportResult, importCommit } from '../git/fast-import.ts';
import { brokenRefFile, readRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { describeAdoption, planAdoption, writeAdoption } from './adopt.ts';
import { AUTHORS_FILE, EventAuthors } from './event-authors.ts';
import { readBatches, readEvents, readEventsAfter, readStory } from './history.ts';
import { IndexKeeper } from './index-keeper.ts';
import { IndexSnapshot } from './index-snapshot.ts';
import { KeptLines } from './kept-lines.ts';
import { PrivateDirectory } from './private-directory.ts';
import { readDeleted } from './read-deleted.ts';
import { RECENT_FILE, RecentTasks } from './recent-tasks.ts';
import { waitForLock } from './ref-lock.ts';
import { brokenRef, contended, notInitialized, refLocked, refuseNewerFormat } from './refusals.ts';
import type { Attempt, Batch, Store, StoreSnapshot, Transaction, Written } from './store.ts';
import type { TaskIndex } from './task-index.ts';
import type { ClosedChild } from './task-lines.ts';
import { STALE_REF_LOCK_MS, TASKS_REF } from './tasks-ref.ts';
import { transactionFiles } from './transaction-files.ts';
import { WriteLock } from './write-lock.ts';
import { WriteQueue } from './write-queue.ts';

export { STALE_REF_LOCK_MS, TASKS_REF };

const PACK_EVERY = 500;

export interface GitStoreOptions {
  readonly repository: Repository;
  /** Settings of this clone, which outrank the branch's; asked for only where one is needed. */
  readonly settings: () => ReadonlyMap<string, string>;
  /** Whether to wait until a transaction is on the disk. */
  readonly durable: () => boolean;
  readonly author: (actor: string) => { readonly name: string; readonly email: string };
  readonly now: () => number;
  /** Resolves after about so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Says something that the caller should know, though the call goes on. */
  readonly warn: (text: string) => void;
  /** How long a write tries before it gives up, in milliseconds. */
  readonly patience?: number;
  /** Called when enough transactions have gathered to be packed. */
  readonly packDue?: () => void;
}

/** Tasks on `refs/tasks/main` of a git repository. */
export class GitStore implements Store {
  readonly #options: GitStoreOptions;
  readonly #repository: Repository;
  readonly directory: PrivateDirectory;
  readonly #indexes: IndexKeeper;
  readonly #recent: RecentTasks;
  readonly #lines: KeptLines;
  /** As the last write here left the tasks. */
  #written: IndexSnapshot | undefined;
  /** Task files of one tip, as far as they are known. */
  #texts: { readonly tip: string; readonly known: Map<TaskId, string> } | undefined;
  /** The ref's lock, where the last try met it. */
  #lockedPath: string | undefined;

  constructor(options: GitStoreOptions) {
    this.#options = options;
    this.#repository = options.repository;
    this.directory = new PrivateDirectory(options.repository.commonDir);
    this.#recent = new RecentTasks(this.directory);
    this.#indexes = new IndexKeeper(options.repository, this.directory, () => this.tip());
    this.#lines = new KeptLines(options.repository, this.directory, () => this.tip());
  }

  tip(): string | undefined {
    return readRef(this.#repository, TASKS_REF);
  }

  async snapshot(): Promise<StoreSnapshot> {
    return this.#snapshotOf(await this.#indexes.at(this.#requireTip()));
  }

  async settled(): Promise<StoreSnapshot> {
    return this.#written ?? this.snapshot();
  }

  async story(id: TaskId): Promise<readonly Event[]> {
    const tip = this.#requireTip();
    return withFullParser(() => readStory(this.#repository, tip, id));
  }

  /** One event of each of some tasks; those that are not there left out. */
  async events(wanted: ReadonlyMap<TaskId, Stamp>): Promise<ReadonlyMap<TaskId, Event>> {
    if (wanted.size === 0) return new Map();
    const tip = this.#requireTip();
    return withFullParser(() => readEvents(this.#repository, tip, wanted));
  }

  /** Who recorded one event of each of some tasks; those that are not there left out. */
  async authors(wanted: ReadonlyMap<TaskId, Stamp>): Promise<ReadonlyMap<TaskId, string>> {
    const kept = new EventAuthors(this.directory);
    const known = kept.of(wanted);
    const unknown = new Map([...wanted].filter(([task]) => !known.has(task)));
    if (unknown.size === 0) return known;
    const events = await this.events(unknown);
    if (events.size > 0) kept.keep(events);
    return new Map([...known, ...[...events].map(([task, { by }]) => [task, by] as const)]);
  }

  /** Events of some tasks whose transactions are newer than a stamp of each. */
  async eventsAfter(after: ReadonlyMap<TaskId, Stamp>): Promise<ReadonlyMap<TaskId, readonly Event[]>> {
    if (after.size === 0) return new Map();
    const tip = this.#requireTip();
    return withFullParser(() => readEventsAfter(this.#repository, tip, after));
  }

  async batches(from: string | undefined, to: string): Promise<readonly Batch[]> {
    return withFullParser(() => readBatches(this.#repository, from, to, this.tip() ?? to));
  }

  /**
   * What a question about the texts of all tasks on a tip finds.
   *
   * @param ask called once more where what is kept of them proves damaged
   */
  searched<Answer>(tip: string, ask: (parts: readonly SearchPart[]) => Answer): Promise<Answer> {
    return this.#lines.searched(tip, ask);
  }

  /** How each task on a tip went through the lifecycle. */
  flows(tip: string): Promise<ReadonlyMap<TaskId, TaskFlow>> {
    return this.#lines.flows(tip);
  }

  /** Closed tasks on a tip that are part of another. */
  closedChildren(tip: string): Promise<readonly ClosedChild[]> {
    return this.#lines.closedChildren(tip);
  }

  /** Tasks that somebody deleted, as they were before; those whose creation was undone left out. */
  async deletedTasks(): Promise<readonly Task[]> {
    const { tip, deleted } = await this.#indexes.at(this.#requireTip());
    if (deleted.size === 0) return [];
    return withFullParser(() => readDeleted(this.#repository, tip, [...deleted]));
  }

  /** Creates the branch; false where it was there already. */
  async create(actor: string): Promise<boolean> {
    if (this.tip() !== undefined) return false;
    const written = this.#write(
      undefined,
      [...FIRST_FILES],
      formatCommitMessage({ subject: 'init', actor, stamps: [] }),
      actor,
    );
    return written.ok;
  }

  /** Forgets the index and builds it again. */
  async rebuildIndex(): Promise<void> {
    await this.#indexes.rebuild(this.#requireTip());
  }

  /** Forgets all that was derived from the branch, also where it stands on the disk: texts in it were redacted. */
  async forget(): Promise<void> {
    this.#written = undefined;
    this.#texts = undefined;
    for (const name of ['index', RECENT_FILE, AUTHORS_FILE])
      rmSync(this.directory.file(name), { recursive: true, force: true });
    this.#lines.forget();
    await this.rebuildIndex();
  }

  async transact<Result>(attempt: (snapshot: StoreSnapshot) => Attempt<Result>): Promise<Written<Result>> {
    const { now, sleep, patience = 30_000, settings } = this.#options;
    const lock = new WriteLock(this.directory.file('write.lock'));
    const queue = new WriteQueue(this.directory.file('write-queue'));
    const deadline = now() + patience;
    // Everything slow that does not depend on the tip: nobody should wait for it behind our lock.
    settings();
    this.#written = undefined;
    for (let tries = 1; ; tries++) {
      const locked = await queue.acquire(lock, { now, sleep, deadline });
      try {
        const index = await this.#indexes.at(this.#requireTip());
        refuseNewerFormat(index.format);
        const done = index.foreign ? await this.#adopt(index.tip) : await this.#try(index, attempt);
        if (done !== undefined) return done;
      } finally {
        if (locked) lock.release();
      }
      if (now() >= deadline)
        throw this.#lockedPath === undefined ? contended(tries, patience) : refLocked(this.#lockedPath);
      await sleep(Math.random() * Math.min(100, 5 * tries));
    }
  }

  /** Makes a tip that another hand made one of ours, now and not with the next write; false where it is ours. */
  async adopt(): Promise<boolean> {
    const index = await this.#indexes.at(this.#requireTip());
    refuseNewerFormat(index.format);
    if (index.foreign) await this.#adopt(index.tip);
    return index.foreign;
  }

  /** Adopts a tip, so that the next try finds one of ours. */
  async #adopt(tip: string): Promise<undefined> {
    const adoption = await withFullParser(() => planAdoption(this.#repository, tip));
    if (adoption === undefined) return;
    const to = { ref: TASKS_REF, tip, durable: this.#options.durable() };
    const written = writeAdoption(this.#repository, adoption, to);
    if (written.ok) for (const text of describeAdoption(adoption, tip)) this.#options.warn(text);
    else await this.#refused(written);
  }

  /** One try of a transaction; undefined where the tip moved meanwhile. */
  async #try<Result>(
    index: TaskIndex,
    attempt: (snapshot: StoreSnapshot) => Attempt<Result>,
  ): Promise<Written<Result> | undefined> {
    const { result, transaction } = attempt(this.#snapshotOf(index));
    if (transaction === undefined) return { result, events: [] };
    const tip = await this.#commit(index, transaction);
    return tip === undefined ? undefined : { result, tip, events: transaction.events };
  }

  #snapshotOf(index: TaskIndex, known?: Transaction['changed']): IndexSnapshot {
    const { tip } = index;
    return new IndexSnapshot(this.#repository, index, this.#options.settings, known, () =>
      this.#textsOf(tip),
    );
  }

  #textsOf(tip: string): Map<TaskId, string> {
    if (this.#texts?.tip !== tip) this.#texts = { tip, known: new Map(this.#recent.at(tip)) };
    return this.#texts.known;
  }

  /** Writes the transaction on the index's tip; undefined where the tip moved or stays locked: try again. */
  async #commit(index: TaskIndex, transaction: Transaction): Promise<string | undefined> {
    const { events, changed, rewritten, subject, actor } = transaction;
    const message = formatCommitMessage({ subject, actor, stamps: events.map((event) => event.id) });
    const files = transactionFiles(events, changed, rewritten, (id) => this.#snapshotOf(index).task(id));
    const written = this.#write(index.tip, files, message, actor);
    if (!written.ok) {
      await this.#refused(written);
      return undefined;
    }
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    this.#recent.save(
      written.oid,
      this.#recent.at(index.tip),
      new Map([...changed.keys()].map((id) => [id, texts.get(taskPath(id)) ?? ''])),
    );
    await this.#indexes.advance(index, written.oid, transaction);
    this.#written = this.#snapshotOf(index, changed);
    if (index.transactions % PACK_EVERY === 0) this.#options.packDue?.();
    return written.oid;
  }

  #write(
    parent: string | undefined,
    files: readonly { readonly path: string; readonly text: string }[],
    message: string,
    actor: string,
  ): ReturnType<typeof importCommit> {
    const { author, now, durable } = this.#options;
    return importCommit(this.#repository, {
      ref: TASKS_REF,
      parent,
      message,
      author: { ...author(actor), date: Math.floor(now() / 1000) },
      files,
      durable: durable(),
    });
  }

  async #refused(written: Exclude<ImportResult, { ok: true }>): Promise<void> {
    const path = written.reason === 'locked' ? written.lockPath : undefined;
    this.#lockedPath = path;
    if (path !== undefined) await waitForLock(path, this.#options);
  }

  #requireTip(): string {
    const tip = this.tip();
    if (tip !== undefined) return tip;
    const broken = brokenRefFile(this.#repository, TASKS_REF);
    throw broken === undefined ? notInitialized() : brokenRef(broken);
  }
}
