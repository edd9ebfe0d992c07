import type { TaskId } from '../domain/id.ts';
import type { Status } from '../domain/task.ts';
import { titleOfRow } from './row.ts';
import { compareRows, ID_LENGTH, isOpenRow, type Row, statusDigit } from './row-places.ts';

/** So many searches cost more than noting once where every line begins. */
const SEARCHES = 32;

/**
 * Rows by id, over one text of lines that is searched and never split: a call that asks for one task of ten thousand
 * looks at one line. What changed since the text was saved lies beside it.
 */
export class RowTable {
  /** Lines with a newline each, those of open tasks first, each half most urgent first. */
  readonly text: string;
  /** By id; undefined where the row is gone. */
  readonly #changed: Map<TaskId, Row | undefined>;
  #searches = 0;
  #places: ReadonlyMap<TaskId, number> | undefined;
  #split: readonly Row[] | undefined;

  constructor(text = '', changed: ReadonlyMap<TaskId, Row | undefined> = new Map()) {
    this.text = text;
    this.#changed = new Map(changed);
  }

  /** The rows as they are now, whatever becomes of this table. */
  copy(): RowTable {
    return new RowTable(this.text, this.#changed);
  }

  get(id: TaskId): Row | undefined {
    if (this.#changed.has(id)) return this.#changed.get(id);
    const at = this.#find(id);
    return at === -1 ? undefined : this.text.slice(at, this.text.indexOf('\n', at));
  }

  has(id: TaskId): boolean {
    return this.#changed.has(id) ? this.#changed.get(id) !== undefined : this.#find(id) !== -1;
  }

  set(id: TaskId, row: Row): void {
    this.#changed.set(id, row);
  }

  /** @returns whether there was one */
  delete(id: TaskId): boolean {
    const had = this.has(id);
    this.#changed.set(id, undefined);
    return had;
  }

  /** The rows of open tasks: as they were saved, then what changed since. */
  open(): Row[] {
    const rows = this.#unchanged(this.#lines().slice(0, this.#closedFrom()));
    for (const row of this.#changed.values()) if (row !== undefined && isOpenRow(row)) rows.push(row);
    return rows;
  }

  /** The rows of open tasks as lists show them: the most urgent first, then the oldest. */
  ranked(): readonly Row[] {
    const rows = this.#unchanged(this.#lines().slice(0, this.#closedFrom()));
    for (const row of this.#changed.values())
      if (row !== undefined && isOpenRow(row))
        rows.splice(
          firstFrom(rows, (other) => compareRows(other, row) > 0),
          0,
          row,
        );
    return rows;
  }

  /** The rows of closed tasks. */
  closed(): Row[] {
    const rows = this.#unchanged(this.#lines().slice(this.#closedFrom()));
    for (const row of this.#changed.values()) if (row !== undefined && !isOpenRow(row)) rows.push(row);
    return rows;
  }

  /** The rows of open tasks in one status. */
  *inStatus(status: Status): Generator<Row> {
    const digit = statusDigit(status);
    const { text } = this;
    for (let at = 0; at < text.length; ) {
      const end = text.indexOf('\n', at);
      if (text.charCodeAt(at + ID_LENGTH) === digit && !this.#changed.has(text.slice(at, at + ID_LENGTH)))
        yield text.slice(at, end);
      at = end + 1;
    }
    for (const row of this.#changed.values()) if (row?.charCodeAt(ID_LENGTH) === digit) yield row;
  }

  /** The rows that speak of an id, in whatever way. */
  *naming(id: TaskId): Generator<Row> {
    const { text } = this;
    const quoted = `"${id}"`;
    for (let at = text.indexOf(quoted); at !== -1; ) {
      const row = text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at));
      if (!this.#changed.has(row.slice(0, ID_LENGTH))) yield row;
      at = text.indexOf(quoted, text.indexOf('\n', at));
    }
    for (const row of this.#changed.values()) if (row?.includes(quoted)) yield row;
  }

  /**
   * The rows of a title, in whatever case. One of ASCII is sought in all lines at once: no other character but the Kelvin
   * sign has one of ASCII as its small letter.
   */
  *titled(title: string): Generator<Row> {
    const wanted = title.toLowerCase();
    const quoted = `\t${JSON.stringify(wanted)}\t`;
    if (/[^ -~]/.test(wanted)) {
      for (const row of this.open()) if (titleOfRow(row).toLowerCase() === wanted) yield row;
      return;
    }
    const small = this.text.toLowerCase();
    for (let at = small.indexOf(quoted); at !== -1; at = small.indexOf(quoted, at + 1)) {
      const row = this.text.slice(small.lastIndexOf('\n', at) + 1, small.indexOf('\n', at));
      if (!this.#changed.has(row.slice(0, ID_LENGTH))) yield row;
    }
    for (const row of this.#changed.values()) if (row?.toLowerCase().includes(quoted)) yield row;
  }

  all(): readonly Row[] {
    const rows = this.#unchanged(this.#lines().slice());
    for (const row of this.#changed.values()) if (row !== undefined) rows.push(row);
    return rows;
  }

  /** The text that holds every row. */
  merged(): string {
    return [...this.all()]
      .sort(compareRows)
      .map((row) => `${row}\n`)
      .join('');
  }

  /** Whether the lines are at hand, so that to look at each of them costs little. */
  get isSplit(): boolean {
    return this.#split !== undefined;
  }

  #lines(): readonly Row[] {
    if (this.#split === undefined) {
      const lines = this.text.split('\n');
      // Behind the last newline is nothing.
      lines.pop();
      this.#split = lines;
    }
    return this.#split;
  }

  /** Where among the lines those of closed tasks begin. */
  #closedFrom(): number {
    return firstFrom(this.#lines(), (row) => !isOpenRow(row));
  }

  #unchanged(rows: Row[]): Row[] {
    return this.#changed.size === 0
      ? rows
      : rows.filter((row) => !this.#changed.has(row.slice(0, ID_LENGTH)));
  }

  #find(id: TaskId): number {
    if (this.#searches++ >= SEARCHES) {
      this.#places ??= placesIn(this.text);
      return this.#places.get(id) ?? -1;
    }
    if (this.text.startsWith(id)) return 0;
    // No line holds a newline, so that an id behind one begins a row.
    const at = this.text.indexOf(`\n${id}`);
    return at === -1 ? -1 : at + 1;
  }
}

/** Where the rows begin for which something is so, where it is so for all behind the first. */
function firstFrom(rows: readonly Row[], isSo: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(rows[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where the line of each id begins. */
function placesIn(text: string): ReadonlyMap<TaskId, number> {
  const places = new Map<TaskId, number>();
  for (let from = 0; from < text.length; from = text.indexOf('\n', from) + 1)
    places.set(text.slice(from, from + ID_LENGTH), from);
  return places;
}
