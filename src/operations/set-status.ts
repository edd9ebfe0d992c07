import type { TaskId } from '../domain/id.ts';
import type { Status } from '../domain/task.ts';
import { cancel } from './cancel.ts';
import { type CompleteEffect, complete } from './complete.ts';
import type { Draft } from './draft.ts';
import { type Operation, type Outcome, requireTask } from './operation.ts';
import { release } from './release.ts';
import { reopen } from './reopen.ts';
import { start } from './start.ts';
import { submit } from './submit.ts';

export interface StatusInput {
  readonly ids: readonly TaskId[];
  readonly status: Status;
  readonly message?: string;
  readonly force?: boolean;
}

export interface StatusOutcome extends Outcome {
  /** What completing did to others; empty for every other status. */
  readonly effects: readonly CompleteEffect[];
}

function move(
  draft: Draft,
  id: TaskId,
  { status, message, force = false }: StatusInput,
): Outcome & Partial<StatusOutcome> {
  const ids = [id];
  const said = message === undefined ? {} : { message };
  const reason = message === undefined ? {} : { reason: message };
  switch (status) {
    case 'in_progress':
      return start.run(draft, { ids, force });
    case 'in_review':
      return submit.run(draft, { ids, force, ...said });
    case 'completed':
      return complete.run(draft, { ids, force, ...said });
    case 'cancelled':
      return cancel.run(draft, { ids, force, ...reason });
    case 'pending': {
      const closed = ['completed', 'cancelled'].includes(requireTask(draft, id).status);
      return closed ? reopen.run(draft, { ids, ...reason }) : release.run(draft, { ids, force, ...reason });
    }
  }
}

/** Moves tasks to a status by the operation that leads there, with all its refusals. */
export const setStatus: Operation<StatusInput, StatusOutcome> = {
  name: 'status',
  run(draft, input) {
    const outcomes = [...new Set(input.ids)].map((id) => move(draft, id, input));
    return {
      changed: outcomes.flatMap(({ changed }) => changed),
      already: outcomes.flatMap(({ already }) => already),
      effects: outcomes.flatMap(({ effects }) => effects ?? []),
    };
  },
};
