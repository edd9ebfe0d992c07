import type { EventData } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { isHeldBy, mayBecome } from '../domain/lifecycle.ts';
import { type Claim, type TaskSummary, workflowHeads } from '../domain/task.ts';
import type { Context } from './context.ts';
import type { Draft } from './draft.ts';
import { forEachTask, type Operation, type Outcome } from './operation.ts';
import { refuseBlocked, refuseClaimed, transitionRefused } from './refusals.ts';
import { tellHolder } from './tell-holder.ts';

export interface StartInput {
  readonly ids: readonly TaskId[];
  /** Start although something blocks it. */
  readonly force?: boolean;
  /** Take it from its holder, who is told. */
  readonly steal?: boolean;
}

export interface StartOutcome extends Outcome {
  /** The claims that were taken over. */
  readonly taken: readonly { readonly id: TaskId; readonly claim: Claim }[];
}

function claimData({ place }: Context): EventData {
  return {
    clone: place.clone,
    ...(place.worktree === undefined ? {} : { worktree: place.worktree }),
    ...(place.branch === undefined ? {} : { branch: place.branch }),
    ...(place.head === undefined ? {} : { base: place.head }),
  };
}

/** Records that the actor claims a task, and tells the holder it is taken from. */
export function claimTask(draft: Draft, task: TaskSummary): Claim | undefined {
  const former = task.status === 'in_progress' ? task.claim : undefined;
  draft.record('task_started', task.id, claimData(draft.context), workflowHeads(task));
  tellHolder(draft, task, 'took over');
  return former;
}

/** Claims tasks for the actor in this worktree. Starting what one holds already changes nothing. */
export const start: Operation<StartInput, StartOutcome> = {
  name: 'start',
  run(draft, { ids, force = false, steal = false }) {
    const taken: { id: TaskId; claim: Claim }[] = [];
    const outcome = forEachTask(draft, ids, (task) => {
      const { actor, place } = draft.context;
      if (task.status === 'in_progress' && isHeldBy(task.claim, actor, place)) return false;
      if (task.status !== 'in_progress' && !mayBecome(task.status, 'in_progress'))
        throw transitionRefused(draft, task, 'in_progress', 'pending');
      refuseClaimed(draft, task, steal);
      refuseBlocked(draft, task, force);
      const claim = claimTask(draft, task);
      if (claim !== undefined) taken.push({ id: task.id, claim });
      return true;
    });
    return { ...outcome, taken };
  },
};
