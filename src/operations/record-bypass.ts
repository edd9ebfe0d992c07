import type { TaskId } from '../domain/id.ts';
import type { Operation } from './operation.ts';

export interface BypassInput {
  /** Oid of the commit that went round the hooks. */
  readonly commit: string;
  /** The task in progress in its worktree; without one the event is of no task. */
  readonly task: TaskId | undefined;
}

/** Records that a commit went round the hooks where they are strict. */
export const recordBypass: Operation<BypassInput, void> = {
  name: 'bypass',
  run(draft, { commit, task }) {
    const { worktree, branch } = draft.context.place;
    const data = {
      commit,
      ...(worktree === undefined ? {} : { worktree }),
      ...(branch === undefined ? {} : { branch }),
    };
    if (task === undefined) draft.recordAlone('enforcement_bypassed', data);
    else draft.record('enforcement_bypassed', task, data);
  },
};
