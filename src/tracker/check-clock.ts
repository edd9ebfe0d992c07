import { type Stamp, stampTime } from '../domain/stamp.ts';
import type { Finding } from './finding.ts';
import { futureStamps } from './restamp.ts';
import type { Tracker } from './tracker.ts';

/** Holds this clock against the newest stamp: one of the two is wrong where they are a day apart. */
export function checkClock({ repository, ports }: Tracker, tip: string, newest: Stamp | undefined): Finding {
  const check = 'clock';
  const now = ports.now();
  const says = `this clock says ${new Date(now).toISOString()}`;
  const future = futureStamps(repository, tip, newest, now);
  if (future === undefined) return { check, state: 'ok', detail: 'at most a day behind the newest event' };
  const { unsent, sentTo } = future;
  const detail = `${says}, and the newest event ${new Date(stampTime(future.newest)).toISOString()}`;
  if (sentTo.length > 0)
    return {
      check,
      state: 'wrong',
      detail: `${detail}, which ${sentTo.join(', ')} has: set the clock that is wrong`,
    };
  return {
    check,
    state: 'wrong',
    detail: `${detail}: it outranks all until then; ${unsent} such events were sent nowhere and can be stamped anew`,
    call: 'git task doctor --restamp',
  };
}
