import { type Event, type EventType, textsOf } from './event.ts';
import type { Stamp } from './stamp.ts';
import { withoutUndone } from './undo.ts';

/** What changes the work that a holder does. Lost claims and impacts are told as alerts, commits are the holder's own. */
const TOLD: ReadonlySet<string> = new Set<EventType>([
  'task_edited',
  'task_assigned',
  'task_submitted',
  'task_reopened',
  'task_held',
  'task_unheld',
  'dependency_added',
  'dependency_removed',
  'note_added',
  'note_removed',
  'link_added',
  'link_removed',
  'resource_added',
  'resource_removed',
  'label_added',
  'label_removed',
  'acceptance_added',
  'acceptance_met',
]);

/**
 * What others did to a task that its holder is told of. What was taken back in the meantime is not told, but for an
 * undoing of what the holder may have seen.
 *
 * @param events of the task, all that are newer than `after`; older ones are passed over
 * @param actor the holder
 * @param after what the holder has seen
 */
export function changesByOthers(events: readonly Event[], actor: string, after: Stamp): readonly Event[] {
  return withoutUndone(events.filter(({ id }) => id > after)).filter((event) => {
    if (event.by === actor) return false;
    if (event.type === 'undone') return textsOf(event, 'events').some((id) => id <= after);
    // A note that a merge wrote stands beside the word to whoever lost.
    return TOLD.has(event.type) && !(event.type === 'note_added' && 'cause' in event.data);
  });
}
