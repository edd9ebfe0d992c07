import type { CodeChange } from '../domain/change.ts';
import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import type { StoreSnapshot } from '../tracker/tracker.ts';
import type { Call } from './call.ts';

/** Whether any other open task says what it has to do with the code. */
function anybodyConcerned(snapshot: StoreSnapshot, ids: readonly TaskId[]): boolean {
  for (const { id, links, resources } of snapshot.open.values())
    if (!ids.includes(id) && (links.length > 0 || resources.length > 0)) return true;
  return false;
}

/**
 * What the work on each task changed so far, where anything tells and anybody may be touched. Trouble with the code is
 * said and keeps nobody from his tasks.
 */
export function workOn(
  call: Call,
  snapshot: StoreSnapshot,
  ids: readonly TaskId[],
): ReadonlyMap<TaskId, readonly CodeChange[]> {
  const changes = new Map<TaskId, readonly CodeChange[]>();
  if (!anybodyConcerned(snapshot, ids)) return changes;
  for (const id of ids) {
    const task = snapshot.task(id);
    if (task === undefined) continue;
    try {
      const work = call.tracker.code.workOf(task, call.tracker.place);
      if (work !== undefined) changes.set(id, work);
    } catch (error) {
      if (!(error instanceof GitTaskError) || error.code !== 'GIT_COMMAND_FAILED') throw error;
      call.out.hint(`what the work on ${snapshot.short(id)} changed is not known: ${error.message}`);
    }
  }
  return changes;
}
