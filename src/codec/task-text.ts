import type { TaskId } from '../domain/id.ts';
import type { Task, Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { locator, parseDocument } from './document.ts';
import { taskPath } from './paths.ts';
import { parseTask } from './task-file.ts';
import type { YamlPlace } from './yaml/tree.ts';

function isPlace(value: unknown): value is YamlPlace {
  return Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number');
}

/**
 * Reads the text of a task file.
 *
 * @throws STORE_CORRUPT with path, line and column; FullParserNeeded
 */
export function parseTaskText(text: string, id: TaskId): Task | Tombstone {
  const path = taskPath(id);
  const tree = parseDocument(text, path);
  try {
    return parseTask(tree, id);
  } catch (error) {
    if (!(error instanceof GitTaskError) || !isPlace(error.details.place)) throw error;
    const where = locator(text, path)(error.details.place);
    const problem = error.message.replace(`task ${id} `, '');
    throw new GitTaskError('STORE_CORRUPT', `${where}: ${problem}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      details: { file: path, place: error.details.place },
    });
  }
}
