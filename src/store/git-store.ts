import { FIRST_FILES, FORMAT_VERSION, isNewerFormat } from '../codec/branch-files.ts';
import { formatCommitMessage } from '../codec/commit-message.ts';
import { loadFullParser, withFullParser } from '../codec/document.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { isTombstone, type Task } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { importCommit } from '../git/fast-import.ts';
import { readRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { breakStaleLock, describeLock } from '../git/stale-lock.ts';
import { buildIndex, readReferences, refreshIndex } from './build-index.ts';
import { readBatches, readStory } from './history.ts';
import { loadIndex, saveIndex } from './index-file.ts';
import { IndexSnapshot } from './index-snapshot.ts';
import { PrivateDirectory } from './private-directory.ts';
import type { Attempt, Batch, Store, StoreSnapshot, Transaction, Written } from './store.ts';
import { putTask, type TaskIndex } from './task-index.ts';
import { transactionFiles } from './transaction-files.ts';
import { WriteLock } from './write-lock.ts';

export const TASKS_REF = 'refs/tasks/main';

/** git holds a ref's lock for milliseconds: one this old was left by a killed process. */
export const STALE_REF_LOCK_MS = 10_000;
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
  #index: TaskIndex | undefined;
  /** The ref's lock, where the last try met it. */
  #lockedPath: string | undefined;

  constructor(options: GitStoreOptions) {
    this.#options = options;
    this.#repository = options.repository;
    this.directory = new PrivateDirectory(options.repository.commonDir);
  }

  tip(): string | undefined {
    return readRef(this.#repository, TASKS_REF);
  }

  async snapshot(): Promise<StoreSnapshot> {
    return new IndexSnapshot(
      this.#repository,
      await this.#indexAt(this.#requireTip()),
      this.#options.settings,
    );
  }

  async story(id: TaskId): Promise<readonly Event[]> {
    const tip = this.#requireTip();
    return withFullParser(() => readStory(this.#repository, tip, id));
  }

  async batches(from: string | undefined, to: string): Promise<readonly Batch[]> {
    return withFullParser(() => readBatches(this.#repository, from, to));
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
    this.#index = await buildIndex(this.#repository, this.#requireTip());
    saveIndex(this.directory, this.#index);
  }

  async transact<Result>(attempt: (snapshot: StoreSnapshot) => Attempt<Result>): Promise<Written<Result>> {
    const { now, sleep, patience = 30_000 } = this.#options;
    const lock = new WriteLock(this.directory.file('write.lock'));
    const deadline = now() + patience;
    for (let tries = 1; ; tries++) {
      const locked = await this.#acquire(lock, deadline);
      try {
        const index = await this.#indexAt(this.#requireTip());
        this.#refuseNewerFormat(index);
        const { result, transaction } = attempt(
          new IndexSnapshot(this.#repository, index, this.#options.settings),
        );
        if (transaction === undefined) return { result, events: [] };
        const tip = await this.#commit(index, transaction);
        if (tip !== undefined) return { result, tip, events: transaction.events };
      } finally {
        if (locked) lock.release();
      }
      if (now() >= deadline)
        throw this.#lockedPath === undefined ? contended(tries, patience) : refLocked(this.#lockedPath);
      await sleep(Math.random() * Math.min(100, 5 * tries));
    }
  }

  async #acquire(lock: WriteLock, deadline: number): Promise<boolean> {
    const { now, sleep } = this.#options;
    for (let wait = 4; now() < deadline; wait = Math.min(wait * 1.5, 40)) {
      if (lock.tryAcquire()) return true;
      await sleep(wait * (0.5 + Math.random()));
    }
    return false;
  }

  /** Writes the transaction on the index's tip; undefined where the tip moved or stays locked: try again. */
  async #commit(index: TaskIndex, transaction: Transaction): Promise<string | undefined> {
    const { events, changed, subject, actor } = transaction;
    const message = formatCommitMessage({ subject, actor, stamps: events.map((event) => event.id) });
    const written = this.#write(index.tip, transactionFiles(events, changed), message, actor);
    if (!written.ok) {
      this.#lockedPath = written.reason === 'locked' ? written.lockPath : undefined;
      await this.#waitForRefLock(this.#lockedPath);
      return undefined;
    }
    index.tip = written.oid;
    index.stamp = events.at(-1)?.id ?? index.stamp;
    for (const record of changed.values()) putTask(index, record);
    await readReferences(
      this.#repository,
      index,
      [...changed.values()].filter((record): record is Task => !isTombstone(record)),
    );
    index.transactions++;
    saveIndex(this.directory, index);
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

  async #waitForRefLock(path: string | undefined): Promise<void> {
    const lock = path === undefined ? undefined : describeLock(path);
    if (path === undefined || lock === undefined) return;
    if (breakStaleLock(path, STALE_REF_LOCK_MS))
      this.#options.warn(`removed ${path}, which a killed git left ${Math.round(lock.ageMs / 1000)} s ago`);
    else await this.#options.sleep(Math.min(500, Math.max(20, (STALE_REF_LOCK_MS - lock.ageMs) / 8)));
  }

  #requireTip(): string {
    const tip = this.tip();
    if (tip !== undefined) return tip;
    throw new GitTaskError('NOT_INITIALIZED', 'this repository has no tasks yet', {
      template: 'git task init',
    });
  }

  #refuseNewerFormat(index: TaskIndex): void {
    if (!isNewerFormat(index.format)) return;
    throw new GitTaskError(
      'FORMAT_TOO_NEW',
      `the tasks are in format ${index.format}; this git-task writes ${FORMAT_VERSION}`,
      {
        hint: 'reading goes on; to write, install a newer git-task',
        template: 'npm install --global git-task@latest',
        details: { format: index.format, supported: FORMAT_VERSION },
      },
    );
  }

  async #indexAt(tip: string): Promise<TaskIndex> {
    let index = this.#index ?? loadIndex(this.directory);
    if (index?.tip !== tip) {
      index = (await this.#refreshed(index, tip)) ?? (await buildIndex(this.#repository, tip));
      saveIndex(this.directory, index);
    }
    if (index.handWritten) await loadFullParser();
    this.#index = index;
    return index;
  }

  /** The index brought to a tip; undefined where its own tip is no longer in the repository. */
  async #refreshed(index: TaskIndex | undefined, tip: string): Promise<TaskIndex | undefined> {
    if (index === undefined) return undefined;
    try {
      await refreshIndex(this.#repository, index, tip);
      return index;
    } catch (error) {
      if (error instanceof GitTaskError && error.code === 'GIT_COMMAND_FAILED') return undefined;
      throw error;
    }
  }
}

function refLocked(path: string): GitTaskError {
  return new GitTaskError('REF_LOCKED', `git's lock ${path} stays taken`, {
    hint: 'nothing was written; a lock that nobody touches for 10 s is removed by the next write',
    template: 'git task doctor',
    details: { path },
  });
}

function contended(tries: number, patience: number): GitTaskError {
  return new GitTaskError('REF_CONTENDED', `others kept writing for ${Math.round(patience / 1000)} s`, {
    hint: 'nothing was written; make the same call again',
    template: 'git task doctor',
    details: { tries },
  });
}
