import type { CodeChange } from '../domain/change.ts';
import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import { depthAsked } from '../operations/impacts.ts';
import type { StoreSnapshot } from '../tracker/tracker.ts';
import type { Call } from './call.ts';

/**
 * What the work on each task changed so far, as far as anything tells and anybody may be touched. Trouble with the code is
 * said and keeps nobody from his tasks.
 *
 * @param whole not only what open tasks ask for
 */
export function workOn(
  call: Call,
  snapshot: StoreSnapshot,
  ids: readonly TaskId[],
  { whole = false } = {},
): ReadonlyMap<TaskId, readonly CodeChange[]> {
  const changes = new Map<TaskId, readonly CodeChange[]>();
  for (const id of ids) {
    const task = snapshot.task(id);
    if (task === undefined) continue;
    try {
      const depth = whole ? 'facts' : depthAsked(snapshot.touchable(), id);
      const work = call.tracker.code.workOf(task, call.tracker.place, undefined, depth);
      if (work !== undefined) changes.set(id, work);
    } catch (error) {
      if (!(error instanceof GitTaskError) || error.code !== 'GIT_COMMAND_FAILED') throw error;
      call.out.hint(`what the work on ${snapshot.short(id)} changed is not known: ${error.message}`);
    }
  }
  return changes;
}
