import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asciiJson } from '../codec/ascii-json.ts';
import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import { IdList } from './id-list.ts';
import type { PrivateDirectory } from './private-directory.ts';
import { idOfRow, type Row } from './row-places.ts';
import { RowTable } from './row-table.ts';
import type { TaskIndex } from './task-index.ts';

/** Raised with every change of what the files mean: another version's index is rebuilt, not read. */
const VERSION = 9;
const HEAD = 'index/head.json';
/** Begins what closes the files of rows and ids. */
const LAST_LINE = '#';
/** Changed rows kept beside the base before a new base is written. */
const COMPACT_AT = 256;
/** A base that nobody names may still be read by a process that read the old head. */
const KEEP_OLD_BASE_MS = 60_000;

/** Small, saved with every change: what moved since the base was written. */
interface Head {
  readonly version: number;
  readonly base: string;
  readonly tip: string;
  readonly stamp: Stamp | 0;
  readonly format: string;
  readonly foreign: boolean;
  readonly settings: readonly (readonly [string, string])[];
  readonly handWritten: boolean;
  readonly broken: readonly (readonly [TaskId, string])[];
  readonly deleted: readonly TaskId[];
  readonly rows: readonly Row[];
  readonly added: readonly TaskId[];
  readonly transactions: number;
}

function parseHead(text: string | undefined): Head | undefined {
  if (text === undefined) return undefined;
  try {
    const value: Head = JSON.parse(text);
    return typeof value === 'object' && value !== null && value.version === VERSION ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Loads the index; undefined where it is missing, torn, or another version's.
 *
 * @param known an index loaded before, whose base need not be read again
 */
export function loadIndex(directory: PrivateDirectory, known?: TaskIndex): TaskIndex | undefined {
  const head = parseHead(directory.readTwice(HEAD));
  if (head === undefined) return undefined;
  try {
    return assemble(head, loadBase(directory, head.base, known));
  } catch {
    // Well-formed, but not of the shape that we write.
    return undefined;
  }
}

interface LoadedBase {
  readonly rows: string;
  readonly ids: string;
}

function loadBase(
  directory: PrivateDirectory,
  name: string,
  known: TaskIndex | undefined,
): LoadedBase | undefined {
  if (known?.base?.name === name) return { rows: known.rows.text, ids: known.ids.sorted };
  const rows = readBase(directory, `${name}.rows`);
  const ids = readBase(directory, `${name}.ids`);
  if (rows === undefined || ids === undefined) return undefined;
  if (rows !== '') idOfRow(rows);
  return { rows, ids };
}

function readBase(directory: PrivateDirectory, name: string): string | undefined {
  const text = directory.readTwice(`index/${name}`) ?? '';
  const length = text.lastIndexOf(LAST_LINE);
  return text.slice(Math.max(length, 0)) === lastLine(name, length) ? text.slice(0, length) : undefined;
}

/** Closes the files of rows and ids: none of them is empty, another base's, or longer than it was saved. */
function lastLine(name: string, length: number): string {
  return `${LAST_LINE}${length} ${name}\n`;
}

function assemble(head: Head, base: LoadedBase | undefined): TaskIndex | undefined {
  if (base === undefined) return undefined;
  const ids = new IdList(base.ids, head.added);
  const rows = new RowTable(base.rows, new Map(), ids);
  for (const row of head.rows) rows.set(idOfRow(row), row);
  for (const id of head.deleted) rows.delete(id);
  return {
    tip: head.tip,
    stamp: head.stamp === 0 ? undefined : head.stamp,
    format: head.format,
    foreign: head.foreign,
    settings: new Map(head.settings),
    handWritten: head.handWritten,
    broken: new Map(head.broken),
    deleted: new Set(head.deleted),
    rows,
    ids,
    transactions: head.transactions,
    base: { name: head.base, changed: new Set(head.rows.map(idOfRow)) },
  };
}

/**
 * Saves the index, as a change to its base or, where that has grown, with a new base.
 *
 * @returns whether it could be saved
 */
export function saveIndex(directory: PrivateDirectory, index: TaskIndex): boolean {
  const { base } = index;
  const small = base !== undefined && base.changed.size + index.ids.added.size <= COMPACT_AT;
  const name = small ? base.name : `${index.tip.slice(0, 12)}-${process.pid}-${Date.now().toString(36)}`;
  const rows = small ? '' : index.rows.merged();
  const ids = small ? index.ids : IdList.of(index.ids.all(), rows);
  if (!small && !saveBase(directory, name, rows, ids.sorted)) return false;
  const head: Head = {
    version: VERSION,
    base: name,
    tip: index.tip,
    stamp: index.stamp ?? 0,
    format: index.format,
    foreign: index.foreign,
    settings: [...index.settings],
    handWritten: index.handWritten,
    broken: [...index.broken],
    deleted: [...index.deleted],
    rows: small ? [...base.changed].map((id) => index.rows.get(id)).filter((row) => row !== undefined) : [],
    added: small ? [...index.ids.added] : [],
    transactions: index.transactions,
  };
  const saved = directory.save(HEAD, `${asciiJson(head)}\n`.repeat(2));
  if (saved && !small) {
    index.base = { name, changed: new Set() };
    index.rows = new RowTable(rows, new Map(), ids);
    index.ids = ids;
    removeOldBases(directory, name);
  }
  return saved;
}

function saveBase(directory: PrivateDirectory, name: string, rows: string, ids: string): boolean {
  return saveTwice(directory, `${name}.rows`, rows) && saveTwice(directory, `${name}.ids`, ids);
}

function saveTwice(directory: PrivateDirectory, name: string, text: string): boolean {
  return directory.save(`index/${name}`, `${text}${lastLine(name, text.length)}`.repeat(2));
}

function removeOldBases(directory: PrivateDirectory, current: string): void {
  const folder = directory.file('index');
  try {
    for (const file of readdirSync(folder)) {
      if (file.startsWith(current) || file === 'head.json') continue;
      const path = join(folder, file);
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (age > KEEP_OLD_BASE_MS) rmSync(path, { force: true, recursive: true });
    }
  } catch {
    // They cost space and nothing else.
  }
}
