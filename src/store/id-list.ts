import type { TaskId } from '../domain/id.ts';

const ID_LENGTH = 10;
/** Digits of where a task's row begins, to the base of 36; or that it has none, or that it is not told. */
const PLACE_LENGTH = 6;
const NO_ROW = '-'.repeat(PLACE_LENGTH);
const NOT_TOLD = '?'.repeat(PLACE_LENGTH);
/** An id, the place of its row, and a newline. */
const STRIDE = ID_LENGTH + PLACE_LENGTH + 1;

/**
 * The ids of all tasks, and where each has its row, as one sorted text of fixed-width lines that is searched without being
 * split; and the few that came since it was saved.
 */
export class IdList {
  readonly sorted: string;
  readonly added: Set<TaskId>;

  constructor(sorted: string, added: Iterable<TaskId>) {
    this.sorted = sorted;
    this.added = new Set(added);
  }

  /** @param rows a line for each task that has one, which begins with its id */
  static of(ids: readonly TaskId[], rows?: string): IdList {
    const places = rows === undefined ? undefined : placesIn(rows);
    const placeOf = (id: TaskId): string =>
      places === undefined ? NOT_TOLD : (places.get(id)?.toString(36).padStart(PLACE_LENGTH, '0') ?? NO_ROW);
    return new IdList(
      [...ids]
        .sort()
        .map((id) => `${id}${placeOf(id)}\n`)
        .join(''),
      [],
    );
  }

  has(id: TaskId): boolean {
    return this.added.has(id) || this.#at(this.#lowerBound(id)) === id;
  }

  /** Where in the text of the rows, as it was saved with these ids, a task has its own: -1 where it has none; undefined: not told. */
  rowOf(id: TaskId): number | undefined {
    const line = this.#lowerBound(id);
    if (this.#at(line) !== id) return -1;
    const begin = line * STRIDE + ID_LENGTH;
    const place = this.sorted.slice(begin, begin + PLACE_LENGTH);
    return place === NOT_TOLD ? undefined : place === NO_ROW ? -1 : Number.parseInt(place, 36);
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
    const lines = this.sorted.split('\n');
    // Behind the last newline is nothing.
    lines.pop();
    return [...lines.map((line) => line.slice(0, ID_LENGTH)), ...this.added].sort();
  }

  #at(index: number): string {
    return this.sorted.slice(index * STRIDE, index * STRIDE + ID_LENGTH);
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

/** Where the line of each id begins. */
function placesIn(rows: string): ReadonlyMap<TaskId, number> {
  const places = new Map<TaskId, number>();
  for (let from = 0; from < rows.length; from = rows.indexOf('\n', from) + 1)
    places.set(rows.slice(from, from + ID_LENGTH), from);
  return places;
}
