import { FUTURE_TOLERANCE_MS, stampTime } from '../domain/stamp.ts';
import { oneLine } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import { readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { stampOf } from '../store/own-commit.ts';

/** What a Date can hold. */
const LAST_DATE_MS = 8.64e15;

interface RefusalParts {
  readonly hint?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The error that refuses all that a remote sent, naming the commit, the file and what is wrong with it. */
export function refuse(
  commit: string,
  path: string,
  problem: string,
  parts: RefusalParts = {},
): GitTaskError {
  const where = path === '' ? 'it' : oneLine(path).slice(0, 200);
  return new GitTaskError(
    'REMOTE_INVALID',
    `commit ${commit.slice(0, 12)} is refused: ${where} ${oneLine(problem)}`,
    {
      hint: parts.hint ?? 'nothing of it was taken in; what is here stays as it was',
      details: { commit, path, ...parts.details },
    },
  );
}

/**
 * Refuses a time that is more than a day ahead of this clock.
 *
 * @param time milliseconds since the epoch
 * @throws REMOTE_INVALID
 */
export function refuseFuture(commit: string, path: string, time: number, now: number): void {
  if (time - now <= FUTURE_TOLERANCE_MS) return;
  const said = time <= LAST_DATE_MS ? new Date(time).toISOString() : 'later than any calendar goes';
  throw refuse(commit, path, `is stamped ${said}`, {
    hint: `this clock says ${new Date(now).toISOString()}: one of the two is wrong by more than a day`,
    details: { time, now },
  });
}

/**
 * Refuses to send what every other clone would refuse to take in: a newest stamp more than a day ahead of this clock.
 *
 * @throws CLOCK_WRONG
 */
export function refuseFutureTip(repository: Repository, tip: string, now: number): void {
  const stamp = stampOf(readCommit(repository, tip));
  if (stamp === undefined || stampTime(stamp) - now <= FUTURE_TOLERANCE_MS) return;
  const [said, clock] = [stampTime(stamp), now].map((time) => new Date(time).toISOString());
  throw new GitTaskError(
    'CLOCK_WRONG',
    `the newest event here is stamped ${said}, and this clock says ${clock}`,
    {
      hint: 'nothing was sent: other clones would refuse it; where this clock is right, events not yet sent can be stamped anew',
      template: 'git task doctor --restamp',
      details: { stamp, now },
    },
  );
}
