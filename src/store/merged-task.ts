import { formatTask } from '../codec/task-file.ts';
import { MERGED_FILE_LIMIT, MERGED_LIST_LIMIT } from '../domain/limits.ts';
import { isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';

const LISTS = [
  'labels',
  'depends_on',
  'links',
  'resources',
  'acceptance',
  'notes',
  'commits',
  'alerts',
] as const;

function refuse(record: Task | Tombstone, problem: string): GitTaskError {
  return new GitTaskError('TOO_MANY_ENTRIES', `${record.id} would have ${problem} with what came`, {
    hint: 'nothing of it was taken in; what is here stays as it was',
    template: `git task show ${record.id}`,
    details: { task: record.id },
  });
}

/**
 * Writes the file of a task that was folded from what several sides did.
 *
 * @throws TOO_MANY_ENTRIES where no version of git-task could read it
 */
export function formatMerged(record: Task | Tombstone): string {
  const text = formatTask(record);
  const bytes = Buffer.byteLength(text);
  if (bytes > MERGED_FILE_LIMIT) throw refuse(record, `${bytes} bytes, more than ${MERGED_FILE_LIMIT},`);
  if (isTombstone(record)) return text;
  for (const key of LISTS)
    if (record[key].length > MERGED_LIST_LIMIT)
      throw refuse(record, `${record[key].length} ${key}, more than ${MERGED_LIST_LIMIT},`);
  return text;
}
