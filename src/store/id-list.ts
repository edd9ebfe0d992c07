import type { TaskId } from '../domain/id.ts';

/** An id and its newline. */
const STRIDE = 11;

/**
 * The ids of all tasks, as one sorted text of fixed-width lines that is searched without being split, and the few
 * that came since it was saved.
 */
export class IdList {
  readonly sorted: string;
  readonly added: Set<TaskId>;

  constructor(sorted: string, added: Iterable<TaskId>) {
    this.sorted = sorted;
    this.added = new Set(added);
  }

  static of(ids: readonly TaskId[]): IdList {
    return new IdList(
      [...ids]
        .sort()
        .map((id) => `${id}\n`)
        .join(''),
      [],
    );
  }

  has(id: TaskId): boolean {
    return this.added.has(id) || this.#at(this.#lowerBound(id)) === id;
  }

  add(id: TaskId): void {
    if (!this.has(id)) this.added.add(id);
  }

  /** Sorted ids that begin with the text. */
  beginningWith(prefix: string): readonly TaskId[] {
    const ids: TaskId[] = [];
    for (let at = this.#lowerBound(prefix); this.#at(at).startsWith(prefix) && this.#at(at) !== ''; at++)
      ids.push(this.#at(at));
    for (const id of this.added) if (id.startsWith(prefix)) ids.push(id);
    return ids.sort();
  }

  all(): readonly TaskId[] {
    return [...this.sorted.split('\n').filter((id) => id !== ''), ...this.added].sort();
  }

  /** The sorted text that holds every id. */
  merged(): string {
    return this.added.size === 0
      ? this.sorted
      : this.all()
          .map((id) => `${id}\n`)
          .join('');
  }

  #at(index: number): string {
    return this.sorted.slice(index * STRIDE, index * STRIDE + STRIDE - 1);
  }

  #lowerBound(text: string): number {
    let low = 0;
    let high = this.sorted.length / STRIDE;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at(middle) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
