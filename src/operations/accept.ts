import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import { nameOf, type Operation, requireTask } from './operation.ts';

export interface AcceptInput {
  readonly id: TaskId;
  /** Criteria counted from 1, as `show` lists them. */
  readonly criteria: readonly number[];
}

export interface AcceptOutcome {
  readonly met: readonly number[];
  readonly already: readonly number[];
  /** Criteria still to be shown. */
  readonly left: number;
}

/** Says that acceptance criteria of a task are met. */
export const accept: Operation<AcceptInput, AcceptOutcome> = {
  name: 'accept',
  run(draft, { id, criteria }) {
    const task = requireTask(draft, id);
    const met: number[] = [];
    const already: number[] = [];
    for (const n of new Set(criteria)) {
      const criterion = task.acceptance[n - 1];
      if (criterion === undefined)
        throw new GitTaskError('ENTRY_NOT_FOUND', `${nameOf(draft, task)} has no criterion ${n}`, {
          hint:
            task.acceptance.length === 0
              ? 'it has no acceptance criteria'
              : `it has criteria 1 to ${task.acceptance.length}`,
          template: `git task show ${draft.short(id)}`,
          details: { task: id, criteria: task.acceptance.length },
        });
      if (criterion.met !== undefined) {
        already.push(n);
        continue;
      }
      draft.record('acceptance_met', id, { criterion: criterion.id });
      met.push(n);
    }
    const left = requireTask(draft, id).acceptance.filter((criterion) => criterion.met === undefined).length;
    return { met, already, left };
  },
};
