import { FUTURE_TOLERANCE_MS, type Stamp, stampTime } from '../domain/stamp.ts';

/** How far a clock may be behind the branch before every write warns of it. */
const BEHIND_MS = 5 * 60_000;
/** A branch may rest for long, so that only this much ahead of it is odd. */
const AHEAD_MS = 366 * 24 * 3_600_000;

function span(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2 * 24 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`;
}

/** What to say of a clock that is far from the newest stamp; undefined where it is near enough. */
export function clockWarning(now: number, newest: Stamp | undefined): string | undefined {
  if (newest === undefined) return undefined;
  const behind = stampTime(newest) - now;
  const says = `it says ${new Date(now).toISOString()}`;
  if (behind > FUTURE_TOLERANCE_MS)
    return `this clock is ${span(behind)} behind the newest event: ${says}; where it is right: git task doctor --restamp`;
  if (behind > BEHIND_MS) return `this clock is ${span(behind)} behind the newest event: ${says}`;
  if (-behind > AHEAD_MS) return `this clock is ${span(-behind)} ahead of the newest event: ${says}`;
  return undefined;
}
