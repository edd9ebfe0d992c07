import type { TaskId } from '../domain/id.ts';
import type { Status } from '../domain/task.ts';
import type { IdList } from './id-list.ts';
import { namesIn, titleOfRow } from './row.ts';
import {
  AS_DEPENDENCY,
  AS_PARENT,
  CONNECTIONS,
  compareRows,
  ID_LENGTH,
  isHotRow,
  isOpenRow,
  type Row,
  statusDigit,
  toldNames,
  withNames,
} from './row-places.ts';

/**
 * Rows by id, over one text of lines that is searched and never split: a call that asks for one task of ten thousand
 * looks at one line. What changed since the text was saved lies beside it.
 */
export class RowTable {
  /** Lines with a newline each: of open tasks, of closed ones that are hot, of others; each of the three most urgent first. */
  readonly text: string;
  /** By id; undefined where the row is gone. */
  readonly #changed: Map<TaskId, Row | undefined>;
  readonly #ids: IdList | undefined;
  /** How the rows that changed name others. */
  #names: ReadonlyMap<TaskId, number> | undefined;
  #split: readonly Row[] | undefined;

  /** @param ids that say where the lines of the text begin */
  constructor(text = '', changed: ReadonlyMap<TaskId, Row | undefined> = new Map(), ids?: IdList) {
    this.text = text;
    this.#ids = ids;
    this.#changed = new Map(changed);
  }

  /** The rows as they are now, whatever becomes of this table. */
  copy(): RowTable {
    return new RowTable(this.text, this.#changed, this.#ids);
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
    this.#names = undefined;
  }

  /** @returns whether there was one */
  delete(id: TaskId): boolean {
    const had = this.has(id);
    this.#changed.set(id, undefined);
    this.#names = undefined;
    return had;
  }

  /** The rows of open tasks: as they were saved, then what changed since. */
  open(): Row[] {
    const rows = this.#unchanged(this.#openLines());
    for (const row of this.#changed.values()) if (row !== undefined && isOpenRow(row)) rows.push(row);
    return rows;
  }

  /** The rows of open tasks as lists show them: the most urgent first, then the oldest. */
  ranked(): readonly Row[] {
    const rows = this.#unchanged(this.#openLines());
    for (const row of this.#changed.values())
      if (row !== undefined && isOpenRow(row))
        rows.splice(
          firstFrom(rows, (other) => compareRows(other, row) > 0),
          0,
          row,
        );
    return rows;
  }

  /** The rows of closed tasks that are hot, perhaps with others that changed. */
  hotClosed(): Row[] {
    const lines: Row[] = [];
    for (let at = this.#closedFrom(); at < this.text.length; ) {
      const end = this.text.indexOf('\n', at);
      const row = this.text.slice(at, end);
      if (!isHotRow(row)) break;
      lines.push(row);
      at = end + 1;
    }
    const rows = this.#unchanged(lines);
    for (const row of this.#changed.values()) if (row !== undefined && !isOpenRow(row)) rows.push(row);
    return rows;
  }

  /** The rows of tasks in one status. */
  *inStatus(status: Status): Generator<Row> {
    const digit = statusDigit(status);
    const { text } = this;
    const isClosed = status === 'completed' || status === 'cancelled';
    const to = isClosed ? text.length : this.#closedFrom();
    for (let at = 0; at < to; ) {
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
    const rows = this.#unchanged(linesOf(this.text));
    for (const row of this.#changed.values()) if (row !== undefined) rows.push(row);
    return rows;
  }

  /** As what open tasks name one; of what they named when the text was saved, some may do so no more. */
  names(id: TaskId): number {
    const at = this.#find(id);
    // Whoever is not here may have been named before it came.
    const told = at === -1 ? undefined : toldNames(this.text.slice(at, at + CONNECTIONS));
    return (told ?? (this.text === '' ? 0 : AS_DEPENDENCY | AS_PARENT)) | this.#changedNames(id);
  }

  /** The same, of a task whose row is at hand. */
  namesOf(row: Row): number {
    const told = toldNames(row);
    if (told !== undefined && this.#changed.size === 0) return told;
    const id = row.slice(0, ID_LENGTH);
    return told === undefined ? this.names(id) : told | this.#changedNames(id);
  }

  #changedNames(id: TaskId): number {
    this.#names ??= namesBy([...this.#changed.values()].filter((row) => row !== undefined));
    return this.#names.get(id) ?? 0;
  }

  /** The text that holds every row, and says of each how others name it. */
  merged(): string {
    const names = namesBy(this.all());
    return this.all()
      .map((row) => withNames(row, names.get(row.slice(0, ID_LENGTH)) ?? 0))
      .sort((one, two) => groupOf(one) - groupOf(two) || compareRows(one, two))
      .map((row) => `${row}\n`)
      .join('');
  }

  /** Whether the lines of open tasks are at hand, so that to look at each of them costs little. */
  get isSplit(): boolean {
    return this.#split !== undefined;
  }

  #openLines(): Row[] {
    this.#split ??= linesOf(this.text.slice(0, this.#closedFrom()));
    return this.#split.slice();
  }

  /** Where in the text the lines of closed tasks begin. */
  #closedFrom(): number {
    const { text } = this;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const start = text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1;
      if (isOpenRow(text.slice(start, start + CONNECTIONS))) low = text.indexOf('\n', start) + 1;
      else high = start;
    }
    return low;
  }

  #unchanged(rows: Row[]): Row[] {
    return this.#changed.size === 0
      ? rows
      : rows.filter((row) => !this.#changed.has(row.slice(0, ID_LENGTH)));
  }

  #find(id: TaskId): number {
    const place = this.#ids?.rowOf(id);
    if (place === -1 || (place !== undefined && this.text.startsWith(id, place))) return place;
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

/** Open, hot, and others. */
function groupOf(row: Row): number {
  return isOpenRow(row) ? 0 : isHotRow(row) ? 1 : 2;
}

function linesOf(text: string): Row[] {
  const lines = text.split('\n');
  // Behind the last newline is nothing.
  lines.pop();
  return lines;
}

/** How open ones of some rows name tasks. */
function namesBy(rows: readonly Row[]): ReadonlyMap<TaskId, number> {
  const names = new Map<TaskId, number>();
  for (const row of rows) {
    if (!isOpenRow(row)) continue;
    const { depends_on, parent } = namesIn(row);
    for (const id of depends_on) names.set(id, (names.get(id) ?? 0) | AS_DEPENDENCY);
    if (parent !== undefined) names.set(parent, (names.get(parent) ?? 0) | AS_PARENT);
  }
  return names;
}
