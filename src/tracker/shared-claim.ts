import type { TaskId } from '../domain/id.ts';
import { isHeldBy } from '../domain/lifecycle.ts';
import { GitTaskError } from '../errors.ts';
import { release } from '../operations/release.ts';
import { TipTasks } from '../store/tip-tasks.ts';
import { share } from './share.ts';
import type { Tracker } from './tracker.ts';

/** How often another task is chosen after the chosen one went to somebody elsewhere. */
const TRIES = 10;

const ALL_TOLD = { remotes: [], offline: false, progress: undefined } as const;

/** Whether claims are pushed before they are answered, without being asked: `task.autoSync` is `claims`. */
export function sharesClaims(tracker: Tracker): boolean {
  return tracker.settings.get('task.autosync')?.toLowerCase() === 'claims';
}

export interface Claimed<Result> {
  readonly result: Result;
  /** The tasks that were claimed by this very call. */
  readonly ids: readonly TaskId[];
}

/** Gives up claims that this actor holds here. */
async function giveUp(tracker: Tracker, ids: readonly TaskId[], reason: string): Promise<void> {
  const { actor, place } = tracker;
  const snapshot = await tracker.read();
  const held = ids.filter((id) => isHeldBy(snapshot.summary(id)?.claim, actor, place));
  if (held.length > 0) await tracker.run(release, { ids: held, reason });
}

/**
 * Sends what was claimed; a claim that can't be sent is given up, since nobody else would know of it. So is one of a task
 * that the remote gave to somebody else meanwhile: a merge would go by the stamps, and they were told that it is theirs.
 *
 * @param before our tip before the claim
 */
async function sendClaims(
  tracker: Tracker,
  ids: readonly TaskId[],
  before: string | undefined,
): Promise<void> {
  const { repository } = tracker;
  const meet = async (theirs: string): Promise<void> => {
    const there = new TipTasks(repository, () => theirs);
    const known = new TipTasks(repository, () => before ?? theirs);
    const gone = ids.filter((id) => {
      const since = there.summary(id)?.claim?.since;
      return since !== undefined && since !== known.summary(id)?.claim?.since;
    });
    await giveUp(tracker, gone, 'somebody elsewhere was first');
  };
  try {
    await share(tracker, { ...ALL_TOLD, how: 'push', meet });
  } catch (error) {
    await giveUp(tracker, ids, 'the claim could not be shared');
    throw error;
  }
}

/**
 * Claims tasks and pushes the claim before it answers. The remote's ref update is the compare-and-swap: of two clones
 * that claim one task, the loser is told at once.
 *
 * @param claim claims tasks here, knowing all that the remotes know
 * @param again whether to claim again, something else, where somebody elsewhere was first
 * @throws TASK_CLAIMED where somebody elsewhere was first; what an exchange with the remotes throws
 */
export async function claimShared<Result>(
  tracker: Tracker,
  claim: () => Promise<Claimed<Result>>,
  again: boolean,
): Promise<Result> {
  const { actor, place } = tracker;
  for (let tries = 1; ; tries++) {
    await share(tracker, { ...ALL_TOLD, how: 'pull' });
    const before = tracker.store.tip();
    const { result, ids } = await claim();
    await sendClaims(tracker, ids, before);
    const snapshot = await tracker.read();
    const lost = ids.find((id) => !isHeldBy(snapshot.summary(id)?.claim, actor, place));
    if (lost === undefined) return result;
    if (again && tries < TRIES) continue;
    const holder = snapshot.summary(lost)?.claim?.by ?? 'somebody elsewhere';
    throw new GitTaskError('TASK_CLAIMED', `${snapshot.short(lost)} went to ${holder}, who was first`, {
      template: ['git task next --claim --sync', `git task wait ${snapshot.short(lost)} --until changed`],
      details: { task: lost, held_by: holder },
    });
  }
}
