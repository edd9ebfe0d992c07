import type { TaskId } from '../domain/id.ts';
import { STATUSES, type Status } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { StatusOutcome } from '../operations/set-status.ts';
import { answerCompleted } from './answer-completed.ts';
import { answerActed } from './answer-tasks.ts';
import type { Call } from './call.ts';

/** Other tools' names for our statuses. */
const SYNONYMS: Readonly<Record<string, Status>> = {
  open: 'pending',
  todo: 'pending',
  doing: 'in_progress',
  started: 'in_progress',
  review: 'in_review',
  done: 'completed',
  closed: 'completed',
  complete: 'completed',
  canceled: 'cancelled',
};

/**
 * Reads a status, or another tool's word for it.
 *
 * @throws USAGE listing the statuses there are
 */
export function parseStatus(text: string, call: string): Status {
  const word = text.toLowerCase().replace('-', '_');
  const status =
    STATUSES.find((known) => known === word) ?? (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined);
  if (status !== undefined) return status;
  throw new GitTaskError('USAGE', `"${text}" is not a status`, {
    hint: `statuses are ${STATUSES.join(', ')}`,
    template: `${call} in_progress`,
  });
}

/** Answers for tasks that were moved to a status. */
export async function answerStatus(
  call: Call,
  ids: readonly TaskId[],
  status: Status,
  outcome: StatusOutcome,
): Promise<void> {
  if (status === 'completed') await answerCompleted(call, ids, outcome);
  else await answerActed(call, { ids, done: status.replace('_', ' '), changed: outcome.changed });
}
