import { CONFIG_PATH, FORMAT_PATH, FORMAT_VERSION, parseSettings } from '../../codec/branch-files.ts';
import { parseDocument, withFullParser } from '../../codec/document.ts';
import { parsePath } from '../../codec/paths.ts';
import { parseTaskText } from '../../codec/task-text.ts';
import type { TaskId } from '../../domain/id.ts';
import { newestStamp, type Stamp } from '../../domain/stamp.ts';
import type { Task, Tombstone } from '../../domain/task.ts';
import { GitTaskError } from '../../errors.ts';
import { isOwn, stampOf } from '../own-commit.ts';
import type { Transaction } from '../store.ts';
import { inChunks, type Objects } from './objects.ts';
import { changedFiles, type FileChange } from './tree-files.ts';

/** Everything a snapshot of one tip answers from, read ahead. Never changed: the next tip gets another. */
export interface Image {
  readonly tip: string;
  readonly tree: string;
  /** Another hand than git-task's made the tip. */
  readonly foreign: boolean;
  readonly stamp: Stamp | undefined;
  readonly format: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly records: ReadonlyMap<TaskId, Task | Tombstone>;
  /** Tasks whose file can't be read, and why; the branch's own files by their names. */
  readonly broken: ReadonlyMap<string, string>;
}

/**
 * Reads the tasks of a tip; of those that an older image has, only what differs.
 *
 * @throws STORE_CORRUPT where an object is missing; IO_FAILED
 */
export async function readImage(objects: Objects, tip: string, known?: Image): Promise<Image> {
  const commit = await objects.commit(tip);
  const { tree } = commit;
  const changes = await changesTo(objects, tree, known);
  const since = changes.complete ? undefined : known;
  const records = new Map(since?.records);
  const broken = new Map(since?.broken);
  await inChunks(changes.files, async ({ path, newOid }) => {
    const place = parsePath(path);
    if (place.kind !== 'task') return;
    records.delete(place.id);
    broken.delete(place.id);
    if (newOid === undefined) return;
    const record = await readTask(objects, newOid, place.id);
    if (typeof record === 'string') broken.set(place.id, record);
    else records.set(place.id, record);
  });
  const settings = async (path: string): Promise<ReadonlyMap<string, string> | undefined> => {
    const change = changes.files.find((file) => file.path === path);
    if (change === undefined) return undefined;
    broken.delete(path);
    const read = change.newOid === undefined ? new Map() : await readSettings(objects, change.newOid, path);
    if (typeof read !== 'string') return read;
    broken.set(path, read);
    return new Map();
  };
  const format = await settings(FORMAT_PATH);
  return {
    tip,
    tree,
    foreign: !isOwn(commit),
    stamp: stampOf(commit) ?? newestFile(await changedFiles(objects, undefined, tree)),
    format:
      format === undefined ? (since?.format ?? FORMAT_VERSION) : (format.get('format') ?? FORMAT_VERSION),
    settings: (await settings(CONFIG_PATH)) ?? since?.settings ?? new Map(),
    records,
    broken,
  };
}

/** The image after a transaction that was just written: nothing is read, so that nothing can fail any more. */
export function advanceImage(
  image: Image,
  { tip, tree, transaction }: { tip: string; tree: string; transaction: Transaction },
): Image {
  const records = new Map(image.records);
  const broken = new Map(image.broken);
  for (const record of transaction.changed.values()) {
    records.set(record.id, record);
    broken.delete(record.id);
  }
  return {
    ...image,
    tip,
    tree,
    foreign: false,
    stamp: transaction.events.at(-1)?.id ?? image.stamp,
    records,
    broken,
  };
}

/** What differs from the known image, or all there is where its own tree is no longer in the repository. */
async function changesTo(
  objects: Objects,
  tree: string,
  known: Image | undefined,
): Promise<{ readonly files: readonly FileChange[]; readonly complete: boolean }> {
  if (known !== undefined)
    try {
      return { files: await changedFiles(objects, known.tree, tree), complete: false };
    } catch (error) {
      if (!(error instanceof GitTaskError && error.code === 'STORE_CORRUPT')) throw error;
    }
  return { files: await changedFiles(objects, undefined, tree), complete: true };
}

/** The task, or what is wrong with its file. */
async function readTask(objects: Objects, oid: string, id: TaskId): Promise<Task | Tombstone | string> {
  const text = await objects.text(oid);
  return orProblem(() => parseTaskText(text, id));
}

async function readSettings(
  objects: Objects,
  oid: string,
  path: string,
): Promise<ReadonlyMap<string, string> | string> {
  const text = await objects.text(oid);
  return orProblem(() => parseSettings(parseDocument(text, path), path));
}

async function orProblem<Result>(parse: () => Result): Promise<Result | string> {
  try {
    return await withFullParser(parse);
  } catch (error) {
    if (error instanceof GitTaskError) return error.message;
    throw error;
  }
}

/** The newest stamp among the names of event files: under a commit made by hand, no trailer says it. */
function newestFile(files: readonly FileChange[]): Stamp | undefined {
  const places = files.map(({ path }) => parsePath(path));
  return newestStamp(places.map((place) => (place.kind === 'events' ? place.first : undefined)));
}
