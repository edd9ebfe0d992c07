import { FIRST_FILES } from '../codec/branch-files.ts';
import { formatCommitMessage } from '../codec/commit-message.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { formatCommit } from '../git/commit-object.ts';
import { readBatches, readStory } from './portable/history.ts';
import { advanceImage, type Image } from './portable/image.ts';
import { ImageSnapshot } from './portable/image-snapshot.ts';
import { lockAge, type Moved, moveRef, removeLock } from './portable/ref.ts';
import type { PortableRepository } from './portable/repository.ts';
import { putFiles } from './portable/tree-files.ts';
import { contended, foreignTip, notInitialized, refLocked, refuseNewerFormat } from './refusals.ts';
import type { Attempt, Batch, Store, StoreSnapshot, Transaction, Written } from './store.ts';
import { STALE_REF_LOCK_MS, TASKS_REF } from './tasks-ref.ts';
import { transactionFiles } from './transaction-files.ts';

export interface PortableStoreOptions {
  readonly repository: PortableRepository;
  /** Settings of this clone, which outrank the branch's. */
  readonly settings: () => ReadonlyMap<string, string>;
  readonly author: (actor: string) => { readonly name: string; readonly email: string };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after about so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** How long a write tries before it gives up, in milliseconds. */
  readonly patience?: number;
}

interface NewCommit {
  readonly parent: string | undefined;
  /** The parent's tree. */
  readonly tree: string | undefined;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly message: string;
  readonly actor: string;
}

/** Tasks on `refs/tasks/main` of a repository on any file system, without a git binary. Holds all of them in memory. */
export class PortableStore implements Store {
  readonly #options: PortableStoreOptions;
  readonly #repository: PortableRepository;
  /** As the last write here left the tasks. */
  #written: Image | undefined;

  constructor(options: PortableStoreOptions) {
    this.#options = options;
    this.#repository = options.repository;
  }

  /** As it was last read or written in this process. */
  tip(): string | undefined {
    return this.#repository.tip;
  }

  async snapshot(): Promise<StoreSnapshot> {
    return this.#snapshotOf(await this.#repository.imageOf(await this.#requireTip()));
  }

  async settled(): Promise<StoreSnapshot> {
    return this.#written === undefined ? this.snapshot() : this.#snapshotOf(this.#written);
  }

  async story(id: TaskId): Promise<readonly Event[]> {
    return readStory(this.#repository.objects, await this.#requireTip(), id);
  }

  batches(from: string | undefined, to: string): Promise<readonly Batch[]> {
    return readBatches(this.#repository.objects, from, to, this.tip());
  }

  /** Creates the branch; false where it was there already. */
  create(actor: string): Promise<boolean> {
    return this.#repository.inTurn(async () => {
      if ((await this.#repository.readTip()) !== undefined) return false;
      const message = formatCommitMessage({ subject: 'init', actor, stamps: [] });
      const first = { parent: undefined, tree: undefined, files: FIRST_FILES, message, actor };
      const { oid, moved } = await this.#write(first);
      if (moved === 'ok') this.#repository.advance(oid, undefined);
      return moved === 'ok';
    });
  }

  transact<Result>(attempt: (snapshot: StoreSnapshot) => Attempt<Result>): Promise<Written<Result>> {
    return this.#repository.inTurn(() => this.#transact(attempt));
  }

  async #transact<Result>(attempt: (snapshot: StoreSnapshot) => Attempt<Result>): Promise<Written<Result>> {
    const { now, sleep, patience = 30_000 } = this.#options;
    const deadline = now() + patience;
    this.#written = undefined;
    for (let tries = 1; ; tries++) {
      const image = await this.#repository.imageOf(await this.#requireTip());
      refuseNewerFormat(image.format);
      if (image.foreign) throw foreignTip(image.tip);
      const { result, transaction } = attempt(this.#snapshotOf(image));
      if (transaction === undefined) return { result, events: [] };
      const written = await this.#commit(image, transaction);
      if (typeof written !== 'string') {
        this.#written = written;
        this.#repository.advance(written.tip, written);
        return { result, tip: written.tip, events: transaction.events };
      }
      if (now() >= deadline) throw written === 'moved' ? contended(tries, patience) : refLocked(this.#lock);
      if (written === 'locked') await this.#waitForLock();
      await sleep(Math.random() * Math.min(100, 5 * tries));
    }
  }

  /** Writes the transaction on the image's tip; the image after it, or why not. */
  async #commit(image: Image, transaction: Transaction): Promise<Image | Exclude<Moved, 'ok'>> {
    const { events, changed, rewritten, subject, actor } = transaction;
    const { oid, tree, moved } = await this.#write({
      parent: image.tip,
      tree: image.tree,
      files: transactionFiles(events, changed, rewritten, (id) => image.records.get(id)),
      message: formatCommitMessage({ subject, actor, stamps: events.map(({ id }) => id) }),
      actor,
    });
    return moved === 'ok' ? advanceImage(image, { tip: oid, tree, transaction }) : moved;
  }

  /** Everything the ref will lead to is there before the ref moves. */
  async #write(commit: NewCommit): Promise<{ oid: string; tree: string; moved: Moved }> {
    const { objects, files, gitdir } = this.#repository;
    await this.#repository.requireOwner();
    const blobs = new Map<string, string>();
    for (const { path, text } of commit.files)
      blobs.set(path, await objects.write('blob', Buffer.from(text)));
    const tree = await putFiles(objects, commit.tree, blobs);
    const { author, now } = this.#options;
    const bytes = formatCommit({
      tree,
      parents: commit.parent === undefined ? [] : [commit.parent],
      author: { ...author(commit.actor), date: Math.floor(now() / 1000) },
      message: commit.message,
    });
    const oid = await objects.write('commit', bytes);
    await this.#repository.requireOwner();
    return { oid, tree, moved: await moveRef(files, gitdir, TASKS_REF, { from: commit.parent, to: oid }) };
  }

  get #lock(): string {
    return `${this.#repository.gitdir}/${TASKS_REF}.lock`;
  }

  /** A killed process leaves its lock for ever. */
  async #waitForLock(): Promise<void> {
    const age = await lockAge(this.#repository.files, this.#lock, this.#options.now());
    if (age === undefined) return;
    if (age >= STALE_REF_LOCK_MS) await removeLock(this.#repository.files, this.#lock);
    else await this.#options.sleep(Math.min(500, Math.max(20, (STALE_REF_LOCK_MS - age) / 8)));
  }

  async #requireTip(): Promise<string> {
    const tip = await this.#repository.readTip();
    if (tip === undefined) throw notInitialized();
    return tip;
  }

  #snapshotOf(image: Image): ImageSnapshot {
    return new ImageSnapshot(image, this.#options.settings);
  }
}
