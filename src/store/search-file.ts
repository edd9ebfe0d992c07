import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withFullParser } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import { isTaskId, type TaskId } from '../domain/id.ts';
import type { SearchLines } from '../domain/search.ts';
import {
  compareSearchLines,
  idOfSearchLine,
  isOpenLine,
  type SearchLine,
  searchLineOf,
} from '../domain/search-text.ts';
import { isTombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, listTree } from '../git/trees.ts';
import type { PrivateDirectory } from './private-directory.ts';

const SEARCH_FOLDER = 'search';
const HEAD = `${SEARCH_FOLDER}/head.json`;
/** Raised with every change of what a line holds. */
const VERSION = 2;
/** Closes the base: proof that it is whole. */
const END = '.\n';
/** Changed tasks, and characters of their lines, kept beside the base before a new one is written. */
const COMPACT_AT = 256;
const COMPACT_AT_LENGTH = 512 * 1024;
/** Tasks read at a time. */
const CHUNK = 2_000;

/** What moved since the base was written. */
interface Head {
  readonly version: number;
  readonly tip: string;
  /** Name of the file of lines. */
  readonly base: string;
  /** How many lines it has. */
  readonly count: number;
  readonly closedFrom: number;
  /** Lines of changed tasks; null where the task is gone. */
  readonly changed: readonly (readonly [TaskId, SearchLine | null])[];
}

interface Loaded extends Omit<SearchLines, 'stale'> {
  readonly tip: string;
  readonly base: string;
  readonly changed: ReadonlyMap<TaskId, SearchLine | undefined>;
}

interface Source {
  readonly id: TaskId;
  /** Undefined where the file is gone. */
  readonly oid: string | undefined;
}

/**
 * The texts of all tasks, to be searched without reading a task file. Only searching keeps it: it is brought up from what
 * changed since the tip it is of, and built where it is lost, torn or another version's.
 */
export class SearchFile {
  readonly #repository: Repository;
  readonly #directory: PrivateDirectory;
  readonly #tip: () => string | undefined;

  constructor(repository: Repository, directory: PrivateDirectory, tip: () => string | undefined) {
    this.#repository = repository;
    this.#directory = directory;
    this.#tip = tip;
  }

  /** The lines of all tasks on a tip; broken task files are left out. */
  async at(tip: string): Promise<readonly SearchLines[]> {
    const saved = this.#load();
    if (saved?.tip === tip) return linesOf(saved);
    const current = (saved && (await this.#refreshed(saved, tip))) ?? (await this.#build(tip));
    this.#save(current, current.base !== saved?.base);
    return linesOf(current);
  }

  #load(): Loaded | undefined {
    const head = parseHead(this.#directory.read(HEAD));
    if (head === undefined) return undefined;
    // ASCII, which is read fastest as Latin-1.
    const text = this.#directory.read(`${SEARCH_FOLDER}/${head.base}`, 'latin1');
    // A line may end in the same way, but none is that alone.
    if (text === undefined || !text.endsWith(`\n${END}`)) return undefined;
    const changed = new Map(head.changed.map(([id, line]) => [id, line ?? undefined]));
    const { tip, base, count, closedFrom } = head;
    return { tip, base, text: text.slice(1, -END.length), count, closedFrom, changed };
  }

  /** Brought to a tip by reading what differs; undefined where its own tip is no longer here. */
  async #refreshed(saved: Loaded, tip: string): Promise<Loaded | undefined> {
    let sources: readonly Source[];
    try {
      sources = diffTrees(this.#repository, saved.tip, tip, 'tasks').flatMap(({ path, newOid }) =>
        sourceAt(path, newOid),
      );
    } catch (error) {
      if (error instanceof GitTaskError && error.code === 'GIT_COMMAND_FAILED') return undefined;
      throw error;
    }
    const changed = new Map([...saved.changed, ...(await this.#read(sources))]);
    const length = [...changed.values()].reduce((sum, line) => sum + (line?.length ?? 0), 0);
    const next = { ...saved, tip, changed };
    return changed.size > COMPACT_AT || length > COMPACT_AT_LENGTH ? this.#compact(tip, linesOf(next)) : next;
  }

  async #build(tip: string): Promise<Loaded> {
    const entries = listTree(this.#repository, tip, {
      recursive: true,
      path: 'tasks',
      fileName: 'task.yaml',
    });
    const read = await this.#read(entries.flatMap(({ path, oid }) => sourceAt(path, oid)));
    const lines = [...read.values()].filter((line) => line !== undefined);
    return this.#compact(tip, [partOf(lines)]);
  }

  #compact(tip: string, parts: readonly SearchLines[]): Loaded {
    const base = `${tip.slice(0, 12)}-${process.pid}-${Date.now().toString(36)}`;
    return { ...partOf(parts.flatMap(currentLines)), tip, base, changed: new Map() };
  }

  async #read(sources: readonly Source[]): Promise<ReadonlyMap<TaskId, SearchLine | undefined>> {
    const lines = new Map<TaskId, SearchLine | undefined>();
    for (let from = 0; from < sources.length; from += CHUNK) {
      const chunk = sources.slice(from, from + CHUNK);
      const there = chunk.flatMap(({ oid }) => oid ?? []);
      const blobs = there.length === 0 ? [] : readBlobs(this.#repository, there);
      let at = 0;
      for (const { id, oid } of chunk) {
        const text = oid === undefined ? undefined : blobs[at++]?.toString('utf8');
        lines.set(id, text === undefined ? undefined : await lineOf(text, id));
      }
    }
    return lines;
  }

  #save({ tip, base, text, count, closedFrom, changed }: Loaded, fresh: boolean): void {
    // Others may have moved the tip meanwhile, perhaps because they redacted something.
    if (this.#tip() !== tip) return;
    if (fresh && !this.#directory.save(`${SEARCH_FOLDER}/${base}`, `\n${text}${END}`)) return;
    const head: Head = {
      version: VERSION,
      tip,
      base,
      count,
      closedFrom,
      changed: [...changed].map(([id, line]) => [id, line ?? null]),
    };
    if (!this.#directory.save(HEAD, `${JSON.stringify(head)}\n`)) return;
    if (this.#tip() !== tip) forgetSearch(this.#directory);
    else if (fresh) this.#removeOldBases(base);
  }

  #removeOldBases(current: string): void {
    const folder = this.#directory.file(SEARCH_FOLDER);
    try {
      for (const name of readdirSync(folder))
        if (name !== current && !HEAD.endsWith(`/${name}`)) rmSync(join(folder, name), { force: true });
    } catch {
      // They cost space and nothing else; whoever was reading one builds anew.
    }
  }
}

/** Takes the texts away. */
export function forgetSearch(directory: PrivateDirectory): void {
  rmSync(directory.file(SEARCH_FOLDER), { recursive: true, force: true });
}

function sourceAt(path: string, oid: string | undefined): readonly Source[] {
  const place = parsePath(path);
  return place.kind === 'task' ? [{ id: place.id, oid }] : [];
}

async function lineOf(text: string, id: TaskId): Promise<SearchLine | undefined> {
  try {
    const record = await withFullParser(() => parseTaskText(text, id));
    return isTombstone(record) ? undefined : searchLineOf(record);
  } catch (error) {
    // The index names what is broken.
    if (error instanceof GitTaskError && error.code === 'STORE_CORRUPT') return undefined;
    throw error;
  }
}

function parseHead(text: string | undefined): Head | undefined {
  if (text === undefined || !text.endsWith('}\n')) return undefined;
  try {
    const head: Head = JSON.parse(text);
    const ours =
      head.version === VERSION &&
      /^[\w-]+$/.test(head.base) &&
      Number.isSafeInteger(head.count) &&
      Number.isSafeInteger(head.closedFrom) &&
      head.changed.every(([id, line]) => isTaskId(id) && (line === null || line.startsWith(id)));
    return ours ? head : undefined;
  } catch {
    // Torn, or well-formed and not of the shape that we write.
    return undefined;
  }
}

function linesOf({ text, count, closedFrom, changed }: Loaded): readonly SearchLines[] {
  const base = { text, count, closedFrom, stale: new Set(changed.keys()) };
  const lines = [...changed.values()].filter((line) => line !== undefined);
  return lines.length === 0 ? [base] : [base, partOf(lines)];
}

function partOf(lines: readonly SearchLine[]): SearchLines {
  const sorted = [...lines].sort(compareSearchLines);
  const textOf = (some: readonly SearchLine[]): string => some.map((line) => `${line}\n`).join('');
  const open = textOf(sorted.filter(isOpenLine));
  const text = open + textOf(sorted.filter((line) => !isOpenLine(line)));
  return { text, count: lines.length, closedFrom: open.length, stale: new Set() };
}

function currentLines({ text, stale }: SearchLines): readonly SearchLine[] {
  return text.split('\n').filter((line) => line !== '' && !stale.has(idOfSearchLine(line)));
}
