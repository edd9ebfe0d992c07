import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadFullParser, parseDocument } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import { formatTask, parseTask } from '../codec/task-file.ts';
import { isMap } from '../codec/value.ts';
import type { TaskId } from '../domain/id.ts';
import { mergeFields } from '../domain/merge-fields.ts';
import type { Task, Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';

/** The files that git hands to a merge driver: %O, %A, %B and %P. */
export interface DrivenMerge {
  /** Empty where both sides added the file. */
  readonly base: string;
  /** Takes the result. */
  readonly ours: string;
  readonly theirs: string;
  /** Where the file stands on the branch. */
  readonly path: string | undefined;
}

/** Which of the versions could not be read, and why. */
function unreadable(side: string, { path = '' }: DrivenMerge, cause: unknown): GitTaskError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  const where = path === '' ? '' : ` of ${path}`;
  return new GitTaskError('STORE_CORRUPT', `${side}${where} can't be merged: ${problem}`, {
    hint: 'git leaves it as a conflict, with our version in place; the other is in `git show :3:<path>`',
    details: { side, path },
    cause,
  });
}

/** The id that the path gives; where git gave none, the file's own. */
function idOf(path: string | undefined, text: string): TaskId {
  const place = parsePath(path ?? '');
  if (place.kind === 'task') return place.id;
  const tree = parseDocument(text, path ?? 'task');
  const id = isMap(tree) ? tree.get('id') : undefined;
  return typeof id === 'string' ? id : '';
}

/**
 * Merges the task files of a merge in git and writes the result over ours. Needs nothing but the files, so that it
 * serves where there is no branch of tasks yet, and for the virtual bases of a criss-cross history.
 *
 * @param cwd where the names of the files are from
 * @throws STORE_CORRUPT where one is no task file, and then leaves ours as it was
 */
export async function mergeTaskFiles(cwd: string, merge: DrivenMerge): Promise<void> {
  await loadFullParser();
  const read = (side: 'base' | 'ours' | 'theirs'): Task | Tombstone | undefined => {
    try {
      const text = readFileSync(resolve(cwd, merge[side]), 'utf8');
      if (side === 'base' && text === '') return undefined;
      const id = idOf(merge.path, text);
      return parseTask(parseDocument(text, `task ${id}`), id);
    } catch (error) {
      throw unreadable(side, merge, error);
    }
  };
  const [base, ours, theirs] = [read('base'), read('ours'), read('theirs')];
  if (ours === undefined || theirs === undefined) return;
  if (ours.id !== theirs.id)
    throw unreadable('theirs', merge, `it is task ${theirs.id}, and ours is task ${ours.id}`);
  writeFileSync(resolve(cwd, merge.ours), formatTask(mergeFields(base, ours, theirs)));
}
