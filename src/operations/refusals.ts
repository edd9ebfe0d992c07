import { isMe } from '../domain/actor.ts';
import { type Blocker, blockersOf } from '../domain/blockers.ts';
import { isHeldBy } from '../domain/lifecycle.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Status, TaskSummary } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Draft } from './draft.ts';
import { nameOf } from './operation.ts';

/** What keeps a task, in words: `m2p8 "Add users table" (in progress, bob)`. */
export function describeBlocker(snapshot: Snapshot, blocker: Blocker, of: TaskSummary): string {
  const through = blocker.of === of.id ? '' : `, through its parent ${snapshot.short(blocker.of)}`;
  if (blocker.kind === 'hold') return `a hold: ${blocker.reason}${through}`;
  const { task } = blocker;
  if (task === undefined) return `${blocker.on}, which is gone${through}`;
  const who = task.claim?.by ?? task.assignee;
  const state = task.status.replace('_', ' ');
  return `${nameOf(snapshot, task)} (${who === undefined ? state : `${state}, ${who}`}${through})`;
}

function wayOut(snapshot: Snapshot, task: TaskSummary, blockers: readonly Blocker[]): readonly string[] {
  const id = snapshot.short(task.id);
  const [first] = blockers;
  if (first?.kind === 'hold')
    return [`git task unblock ${snapshot.short(first.of)}`, 'git task next --claim'];
  if (first !== undefined && (first.task === undefined || first.task.status === 'cancelled'))
    return [
      `git task undepend ${snapshot.short(first.of)} --on ${snapshot.short(first.on)}`,
      'git task next --claim',
    ];
  return [`git task wait ${id}`, 'git task next --claim'];
}

/** @throws TASK_BLOCKED naming every blocker, unless `force` */
export function refuseBlocked(draft: Draft, task: TaskSummary, force: boolean): void {
  const blockers = force ? [] : blockersOf(draft, task);
  if (blockers.length === 0) return;
  const reasons = blockers.map((blocker) => describeBlocker(draft, blocker, task));
  throw new GitTaskError('TASK_BLOCKED', `${draft.short(task.id)} is blocked by ${reasons.join(', ')}`, {
    template: wayOut(draft, task, blockers),
    details: {
      task: task.id,
      blocked_by: blockers.map((blocker) =>
        blocker.kind === 'hold'
          ? { hold: blocker.reason, of: blocker.of }
          : { task: blocker.on, of: blocker.of },
      ),
    },
  });
}

/** @throws TASK_CLAIMED where another holder has the task, unless `force` */
export function refuseClaimed(draft: Draft, task: TaskSummary, force: boolean): void {
  const { claim } = task;
  if (force || task.status !== 'in_progress' || claim === undefined) return;
  const { actor, place, stale } = draft.context;
  if (isHeldBy(claim, actor, place)) return;
  const id = draft.short(task.id);
  const where = claim.worktree === undefined ? '' : ` in worktree ${claim.worktree}`;
  const twin = isMe(actor, claim.by) && claim.clone !== place.clone ? ', in another clone' : '';
  throw new GitTaskError('TASK_CLAIMED', `${nameOf(draft, task)} is held by ${claim.by}${where}${twin}`, {
    ...(stale.has(task.id)
      ? { hint: `its holder has given no sign of life: --steal takes it over and tells them` }
      : {}),
    template: ['git task next --claim', `git task wait ${id} --until changed`],
    details: {
      task: task.id,
      held_by: claim.by,
      worktree: claim.worktree ?? null,
      since: claim.since,
      stale: stale.has(task.id),
    },
  });
}

const CALL_FOR: Readonly<Record<Status, string>> = {
  pending: 'reopen',
  in_progress: 'start',
  in_review: 'submit',
  completed: 'complete',
  cancelled: 'cancel',
};

/** The refusal of a step that the lifecycle does not have. */
export function transitionRefused(
  snapshot: Snapshot,
  task: TaskSummary,
  to: Status,
  through?: Status,
): GitTaskError {
  const id = snapshot.short(task.id);
  const step = through === undefined ? [] : [`git task ${CALL_FOR[through]} ${id}`];
  return new GitTaskError(
    'TRANSITION_NOT_ALLOWED',
    `${nameOf(snapshot, task)} is ${task.status.replace('_', ' ')} and can't become ${to.replace('_', ' ')}`,
    {
      template: [...step, `git task show ${id}`],
      details: { task: task.id, status: task.status, wanted: to },
    },
  );
}
