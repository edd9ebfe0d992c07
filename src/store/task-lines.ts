import { withFullParser } from '../codec/document.ts';
import { parsePath, taskPath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import type { TaskId } from '../domain/id.ts';
import { type SearchPart, TextPart } from '../domain/search-part.ts';
import { compareSearchLines, searchLineOf } from '../domain/search-text.ts';
import { isOpen, isTombstone, type Task } from '../domain/task.ts';
import { buildWordIndex } from '../domain/word-index/build.ts';
import { IndexedPart } from '../domain/word-index/indexed-part.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/trees.ts';
import { ID_LENGTH, type LineKind, type Lines } from './line-file.ts';

/** Tasks read at a time. */
const CHUNK = 2_000;

/** The texts of all tasks, to be searched. Broken task files are left out. */
export const SEARCH_LINES: LineKind = {
  folder: 'search',
  version: 5,
  read: (repository, tip, ids) => readLines(repository, tip, ids, searchLineOf),
  order: compareSearchLines,
  index: {
    build: buildWordIndex,
    placeOf: (file, shape, id) => new IndexedPart(file, shape).lineOf(id),
  },
};

export function searchPartOf({ file, shape, replaced, count, stale }: Lines): SearchPart {
  return shape === undefined ? new TextPart(file.text, count, stale) : new IndexedPart(file, shape, replaced);
}

/** A closed task that is part of another. */
export interface ClosedChild {
  readonly parent: TaskId;
  /** Else it is cancelled. */
  readonly completed: boolean;
}

const COMPLETED = '+';

/** Behind the id `+` where it is completed, then the parent's id. */
export const CLOSED_CHILDREN: LineKind = {
  folder: 'children',
  version: 3,
  read: (repository, tip, ids) =>
    readLines(repository, tip, ids, (task) =>
      task.parent === undefined || isOpen(task)
        ? undefined
        : `${task.id}${task.status === 'completed' ? COMPLETED : '-'}${task.parent}`,
    ),
};

export function parseClosedChild(line: string): ClosedChild {
  return { parent: line.slice(ID_LENGTH + 1), completed: line.charAt(ID_LENGTH) === COMPLETED };
}

async function readLines(
  repository: Repository,
  tip: string,
  ids: readonly TaskId[] | undefined,
  lineOf: (task: Task) => string | undefined,
): Promise<ReadonlyMap<TaskId, string | undefined>> {
  const sources =
    ids?.map((id) => ({ id, spec: `${tip}:${taskPath(id)}` })) ??
    listTree(repository, tip, { recursive: true, path: 'tasks', fileName: 'task.yaml' }).flatMap(
      ({ path, oid }) => {
        const place = parsePath(path);
        return place.kind === 'task' ? [{ id: place.id, spec: oid }] : [];
      },
    );
  const lines = new Map<TaskId, string | undefined>();
  for (let from = 0; from < sources.length; from += CHUNK) {
    const chunk = sources.slice(from, from + CHUNK);
    const blobs = readBlobs(
      repository,
      chunk.map(({ spec }) => spec),
    );
    for (const [at, { id }] of chunk.entries()) {
      const task = await taskIn(blobs[at]?.toString('utf8'), id);
      lines.set(id, task && lineOf(task));
    }
  }
  return lines;
}

async function taskIn(text: string | undefined, id: TaskId): Promise<Task | undefined> {
  if (text === undefined) return undefined;
  try {
    const record = await withFullParser(() => parseTaskText(text, id));
    return isTombstone(record) ? undefined : record;
  } catch (error) {
    // The index names what is broken.
    if (error instanceof GitTaskError && error.code === 'STORE_CORRUPT') return undefined;
    throw error;
  }
}
