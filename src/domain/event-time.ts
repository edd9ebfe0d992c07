import type { Event } from './event.ts';
import { stampTime } from './stamp.ts';

/**
 * When an event happened, in milliseconds since the epoch: by the clock it was written by, or, of what was taken in from
 * another tracker, by that one; its stamp's time where that is none.
 */
export function eventTime({ id, at }: Event): number {
  const time = Date.parse(at);
  return Number.isNaN(time) ? stampTime(id) : time;
}
