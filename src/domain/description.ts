import { type Event, textOf } from './event.ts';
import type { Stamp } from './stamp.ts';
import type { Task } from './task.ts';
import { mergeText } from './text-merge.ts';

/** An event and everything it came after, by `over`. */
function ancestry(head: Event, byId: ReadonlyMap<Stamp, Event>): Set<Stamp> {
  const seen = new Set<Stamp>([head.id]);
  for (const id of seen) for (const over of byId.get(id)?.over ?? []) seen.add(over);
  return seen;
}

/**
 * Decides the description by all events that set it: several heads are merged line by line against their
 * nearest common ancestor; where lines overlap the later text's stay.
 *
 * @param events the events that set or removed the description, by stamp
 */
export function settleDescription(task: Task, events: readonly Event[]): Task {
  const byId = new Map(events.map((event) => [event.id, event]));
  const named = new Set(events.flatMap((event) => event.over ?? []));
  const [first, ...others] = events.filter((event) => !named.has(event.id));
  if (first === undefined || others.length === 0) return task;
  let text = textOf(first, 'description') ?? '';
  const merged = ancestry(first, byId);
  for (const head of others) {
    const line = ancestry(head, byId);
    const common = [...line]
      .filter((id) => merged.has(id))
      .sort()
      .at(-1);
    const base = common === undefined ? undefined : byId.get(common);
    const baseText = base === undefined ? '' : (textOf(base, 'description') ?? '');
    text = mergeText(baseText, text, textOf(head, 'description') ?? '').text;
    for (const id of line) merged.add(id);
  }
  const heads = [first, ...others].map((head) => head.id);
  const { description: _standing, ...rest } = task;
  return { ...rest, ...(text === '' ? {} : { description: text }), set: { ...task.set, description: heads } };
}
