import { TASKS_REF } from '../store/git-store.ts';
import type { Tracker } from './tracker.ts';

export interface InitResult {
  readonly ref: string;
  /** False where the branch was there already. */
  readonly created: boolean;
  /** What was made anew around a branch that was there. */
  readonly repaired: readonly string[];
  readonly actor: string;
}

/** Creates the tasks' branch; run again, it makes anew what can be derived from it. */
export async function init(tracker: Tracker): Promise<InitResult> {
  const created = await tracker.store.create(tracker.actor);
  await tracker.store.rebuildIndex();
  return { ref: TASKS_REF, created, repaired: created ? [] : ['index'], actor: tracker.actor };
}
