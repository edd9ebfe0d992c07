import { CONFIG_PATH, FORMAT_PATH, FORMAT_VERSION, parseSettings } from '../codec/branch-files.ts';
import { FullParserNeeded, loadFullParser, parseDocument } from '../codec/document.ts';
import { parsePath, taskPath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import type { TaskId } from '../domain/id.ts';
import { newestStamp, type Stamp } from '../domain/stamp.ts';
import { isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs, readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, listTree, type TreeChange } from '../git/trees.ts';
import { IdList } from './id-list.ts';
import { isOwn, stampOf } from './own-commit.ts';
import { rowOf } from './row.ts';
import { RowTable } from './row-table.ts';
import { isHot, missingReferences, putTask, type TaskIndex } from './task-index.ts';

/** Tasks read at a time: bounds the memory that a cold build needs. */
const CHUNK = 2_000;

interface Source {
  readonly id: TaskId;
  /** Oid, or `<tip>:<path>`. */
  readonly spec: string;
}

/** Reads the task files, and hands each record on; what can't be read is named in `broken`. */
async function readTasks(
  repository: Repository,
  index: TaskIndex,
  sources: readonly Source[],
  take: (record: Task | Tombstone) => void,
): Promise<void> {
  for (let from = 0; from < sources.length; from += CHUNK) {
    const chunk = sources.slice(from, from + CHUNK);
    const blobs = readBlobs(
      repository,
      chunk.map(({ spec }) => spec),
    );
    for (const [at, { id }] of chunk.entries()) {
      const text = blobs[at]?.toString('utf8') ?? '';
      try {
        take(await readTask(index, text, id));
      } catch (error) {
        if (!(error instanceof GitTaskError)) throw error;
        putBroken(index, id, error.message);
      }
    }
  }
}

function putBroken(index: TaskIndex, id: TaskId, problem: string): void {
  index.broken.set(id, problem);
  index.deleted.delete(id);
  index.ids.add(id);
  // The base may hold a row from better days: only a new base is rid of it.
  if (index.rows.delete(id)) index.base = undefined;
}

async function readTask(index: TaskIndex, text: string, id: TaskId): Promise<Task | Tombstone> {
  try {
    return parseTaskText(text, id);
  } catch (error) {
    if (!(error instanceof FullParserNeeded)) throw error;
    index.handWritten = true;
    await loadFullParser();
    return parseTaskText(text, id);
  }
}

async function readBranchFiles(repository: Repository, index: TaskIndex): Promise<void> {
  const [format, config] = readBlobs(repository, [
    `${index.tip}:${FORMAT_PATH}`,
    `${index.tip}:${CONFIG_PATH}`,
  ]);
  const settings = async (blob: Buffer | undefined, name: string): Promise<ReadonlyMap<string, string>> => {
    const text = blob?.toString('utf8') ?? '';
    if (text.split('\n').every((line) => line.trim() === '' || line.startsWith('#'))) return new Map();
    await loadFullParser();
    return parseSettings(parseDocument(text, name), name);
  };
  // A broken file is named by the doctor; the tasks can be read without it.
  const lenient = async (blob: Buffer | undefined, name: string): Promise<ReadonlyMap<string, string>> => {
    index.broken.delete(name);
    try {
      return await settings(blob, name);
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      index.broken.set(name, error.message);
      return new Map();
    }
  };
  index.format = (await lenient(format, FORMAT_PATH)).get('format') ?? FORMAT_VERSION;
  index.settings = await lenient(config, CONFIG_PATH);
}

/** The newest stamp among the names of event files. */
function newestFile(paths: Iterable<{ readonly path: string }>): Stamp | undefined {
  let newest: Stamp | undefined;
  for (const { path } of paths) {
    const place = parsePath(path);
    if (place.kind === 'events') newest = newestStamp([newest, place.first]);
  }
  return newest;
}

/** Builds the index of a tip from nothing. */
export async function buildIndex(repository: Repository, tip: string): Promise<TaskIndex> {
  const entries = listTree(repository, tip, { recursive: true, path: 'tasks', fileName: 'task.yaml' });
  const sources = entries.flatMap((entry): Source[] => {
    const place = parsePath(entry.path);
    return place.kind === 'task' && entry.type === 'blob' ? [{ id: place.id, spec: entry.oid }] : [];
  });
  const commit = readCommit(repository, tip);
  const index: TaskIndex = {
    tip,
    // A commit made by another hand does not say it, or says what was true elsewhere: the event files do.
    stamp: stampOf(commit) ?? newestFile(listTree(repository, tip, { recursive: true })),
    format: '',
    foreign: !isOwn(commit),
    settings: new Map(),
    handWritten: false,
    broken: new Map(),
    deleted: new Set(),
    rows: new RowTable(),
    ids: IdList.of(sources.map(({ id }) => id)),
    transactions: 0,
    base: undefined,
  };
  await readBranchFiles(repository, index);
  const references = new Set<TaskId>();
  const closed = new Map<TaskId, ReturnType<typeof rowOf>>();
  await readTasks(repository, index, sources, (record) => {
    if (isTombstone(record)) {
      index.deleted.add(record.id);
      return;
    }
    if (!isHot(record)) {
      closed.set(record.id, rowOf(record));
      return;
    }
    index.rows.set(record.id, rowOf(record));
    for (const id of record.depends_on) references.add(id);
    if (record.parent !== undefined) references.add(record.parent);
  });
  for (const id of references) {
    const row = closed.get(id);
    if (row !== undefined) index.rows.set(id, row);
  }
  return index;
}

/**
 * Brings the index from its tip to another by reading only what differs.
 *
 * @returns the index; a new one where tasks or events went away, as when the ref was rewound
 */
export async function refreshIndex(
  repository: Repository,
  index: TaskIndex,
  tip: string,
): Promise<TaskIndex> {
  const changes = diffTrees(repository, index.tip, tip);
  if (changes.some(({ path, newOid }) => newOid === undefined && parsePath(path).kind !== 'other'))
    return buildIndex(repository, tip);
  const commit = readCommit(repository, tip);
  index.tip = tip;
  index.foreign = !isOwn(commit);
  index.stamp = stampOf(commit) ?? newestStamp([index.stamp, newestFile(changes)]);
  if (changes.some(({ path }) => path === FORMAT_PATH || path === CONFIG_PATH))
    await readBranchFiles(repository, index);
  const changed: Task[] = [];
  await readTasks(repository, index, changes.flatMap(changedTask), (record) => {
    putTask(index, record);
    if (!isTombstone(record)) changed.push(record);
  });
  await readReferences(repository, index, changed);
  return index;
}

function changedTask({ path, newOid }: TreeChange): readonly Source[] {
  const place = parsePath(path);
  return place.kind === 'task' && newOid !== undefined ? [{ id: place.id, spec: newOid }] : [];
}

/** Adds rows of closed tasks that changed tasks refer to. */
export async function readReferences(
  repository: Repository,
  index: TaskIndex,
  tasks: Iterable<Task>,
): Promise<void> {
  const missing = missingReferences(index, tasks);
  const sources = missing.map((id) => ({ id, spec: `${index.tip}:${taskPath(id)}` }));
  await readTasks(repository, index, sources, (record) => putTask(index, record));
}
