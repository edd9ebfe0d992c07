import { hasReflog, startReflog } from '../git/reflog.ts';
import { TASKS_REF } from '../store/git-store.ts';
import type { Tracker } from './tracker.ts';

export interface InitResult {
  readonly ref: string;
  /** False where the branch was there already. */
  readonly created: boolean;
  /** What was missing around it and is there now. */
  readonly repaired: readonly string[];
  readonly actor: string;
}

/** Creates the tasks' branch; run again, it repairs what is missing around it. */
export async function init(tracker: Tracker): Promise<InitResult> {
  const created = await tracker.store.create(tracker.actor);
  const repaired: string[] = [];
  const tip = tracker.store.tip();
  if (tip !== undefined && !hasReflog(tracker.repository, TASKS_REF)) {
    startReflog(tracker.repository, TASKS_REF, tip);
    if (!created) repaired.push('reflog');
  }
  await tracker.read();
  return { ref: TASKS_REF, created, repaired, actor: tracker.actor };
}
