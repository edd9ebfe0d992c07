import { isMe } from '../domain/actor.ts';
import { isBlocked } from '../domain/blockers.ts';
import type { TaskId } from '../domain/id.ts';
import { heldHere } from '../domain/lifecycle.ts';
import { readyTasks } from '../domain/ready.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Claim, TaskSummary } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Context } from './context.ts';
import type { Operation } from './operation.ts';
import { claimTask } from './start.ts';

export interface NextInput {
  /** Claim the task in the same transaction. */
  readonly claim: boolean;
  /** Take a further one although the actor holds one here. */
  readonly another: boolean;
  /** Offer other people's tasks too. */
  readonly anyone: boolean;
}

export interface NextResult {
  readonly id: TaskId;
  /** `held`: the actor has it already; `ready`: a new one; `stale`: taken over from a silent holder. */
  readonly from: 'held' | 'ready' | 'stale';
  /** The claim of the silent holder: its branch and worktree may hold work. */
  readonly former?: Claim;
}

function staleTask(snapshot: Snapshot, { actor, stale }: Context, anyone: boolean): TaskSummary | undefined {
  const silent: TaskSummary[] = [];
  for (const id of stale) {
    const task = snapshot.summary(id);
    if (task?.status !== 'in_progress' || isBlocked(snapshot, task)) continue;
    if (anyone || task.assignee === undefined || isMe(actor, task.assignee)) silent.push(task);
  }
  return silent.sort((one, two) => two.priority - one.priority || (one.created < two.created ? -1 : 1))[0];
}

/** The refusal where nothing can be offered: ALL_DONE ends a worker's loop, NOTHING_READY is worth a wait. */
function nothingToOffer(
  snapshot: Snapshot,
  actor: string,
  { anyone, another }: Pick<NextInput, 'anyone' | 'another'>,
): GitTaskError {
  let working = 0;
  let waiting = 0;
  for (const task of snapshot.open.values()) {
    if (task.status !== 'pending') working++;
    else if (anyone || task.assignee === undefined || isMe(actor, task.assignee)) waiting++;
  }
  const details = { in_progress_or_review: working, blocked: waiting, open: snapshot.open.size };
  if (working === 0 && waiting === 0)
    return new GitTaskError('ALL_DONE', 'nothing is left to do', {
      ...(snapshot.open.size === 0 ? {} : { hint: `${snapshot.open.size} open for others: git task list` }),
      template: 'git task add "<title>"',
      details,
    });
  const flags = `${another ? ' --another' : ''}${anyone ? ' --any' : ''}`;
  const reason = working > 0 ? `${working} in progress or review` : 'nobody is at work';
  return new GitTaskError('NOTHING_READY', `nothing is ready: ${waiting} blocked, ${reason}`, {
    template: working > 0 ? [`git task next --claim${flags} --wait`, 'git task blocked'] : 'git task blocked',
    details,
  });
}

/**
 * Chooses what the actor should work on, and claims it in the same transaction.
 *
 * An actor who holds a task in this worktree gets that one back: an agent that restarts must not take a second.
 *
 * @throws NOTHING_READY, ALL_DONE
 */
export const next: Operation<NextInput, NextResult> = {
  name: 'start',
  run(draft, { claim, another, anyone }) {
    const { actor, place } = draft.context;
    const [held] = another ? [] : heldHere(draft, actor, place);
    if (held !== undefined) return { id: held.id, from: 'held' };
    const [ready] = readyTasks(draft, actor, anyone).slice(0, 1);
    const chosen = ready ?? staleTask(draft, draft.context, anyone);
    if (chosen === undefined) throw nothingToOffer(draft, actor, { anyone, another });
    const former = chosen === ready ? undefined : chosen.claim;
    if (claim) claimTask(draft, chosen);
    return {
      id: chosen.id,
      from: chosen === ready ? 'ready' : 'stale',
      ...(former === undefined ? {} : { former }),
    };
  },
};
