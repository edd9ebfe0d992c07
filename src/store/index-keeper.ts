import { loadFullParser } from '../codec/document.ts';
import { isTombstone, type Task } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { buildIndex, readReferences, refreshIndex } from './build-index.ts';
import { loadIndex, saveIndex } from './index-file.ts';
import type { PrivateDirectory } from './private-directory.ts';
import type { Transaction } from './store.ts';
import { putTask, type TaskIndex } from './task-index.ts';

/** Keeps the index of one store, in memory and on the disk, up with the tip. */
export class IndexKeeper {
  readonly #repository: Repository;
  readonly #directory: PrivateDirectory;
  readonly #tip: () => string | undefined;
  #index: TaskIndex | undefined;

  constructor(repository: Repository, directory: PrivateDirectory, tip: () => string | undefined) {
    this.#repository = repository;
    this.#directory = directory;
    this.#tip = tip;
  }

  /** The index of a tip: as it is in memory, as another process saved it, brought up from either, or built. */
  async at(tip: string): Promise<TaskIndex> {
    let index = this.#index;
    if (index?.tip !== tip) {
      // Whoever moved the tip has saved its index: reading that needs no git process.
      const saved = loadIndex(this.#directory, index);
      index = saved?.tip === tip ? saved : await this.#bringTo(tip, index ?? saved);
    }
    if (index.handWritten) await loadFullParser();
    this.#index = index;
    return index;
  }

  /** Forgets the index and builds it again. */
  async rebuild(tip: string): Promise<void> {
    this.#index = await buildIndex(this.#repository, tip);
    saveIndex(this.#directory, this.#index);
  }

  /** Takes what was just written into the index. The transaction stands: nothing here may fail it. */
  async advance(index: TaskIndex, tip: string, { events, changed }: Transaction): Promise<void> {
    this.#index = undefined;
    index.tip = tip;
    index.foreign = false;
    index.stamp = events.at(-1)?.id ?? index.stamp;
    index.transactions++;
    for (const record of changed.values()) putTask(index, record);
    try {
      const tasks = [...changed.values()].filter((record): record is Task => !isTombstone(record));
      await readReferences(this.#repository, index, tasks);
    } catch (error) {
      // Whoever needs the index next will bring it up from the saved one.
      if (error instanceof GitTaskError) return;
      throw error;
    }
    saveIndex(this.#directory, index);
    this.#index = index;
  }

  async #bringTo(tip: string, known: TaskIndex | undefined): Promise<TaskIndex> {
    // A refresh that fails halfway leaves neither the old index nor the new one.
    this.#index = undefined;
    const index = (await this.#refreshed(known, tip)) ?? (await buildIndex(this.#repository, tip));
    // Others may have saved a newer one meanwhile.
    if (this.#tip() === tip) saveIndex(this.#directory, index);
    return index;
  }

  /** The index brought to a tip; undefined where its own tip is no longer in the repository. */
  async #refreshed(index: TaskIndex | undefined, tip: string): Promise<TaskIndex | undefined> {
    if (index === undefined) return undefined;
    try {
      return await refreshIndex(this.#repository, index, tip);
    } catch (error) {
      if (error instanceof GitTaskError && error.code === 'GIT_COMMAND_FAILED') return undefined;
      throw error;
    }
  }
}
