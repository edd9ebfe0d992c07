import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { breakStaleLock, describeLock } from '../git/stale-lock.ts';
import { STALE_REF_LOCK_MS } from './tasks-ref.ts';

export interface LockPorts {
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly warn: (text: string) => void;
}

/** The file by which git locks a ref. */
export function lockPathOf({ refFormat, commonDir }: Repository, ref: string): string {
  return refFormat === 'files'
    ? join(commonDir, `${ref}.lock`)
    : join(commonDir, 'reftable', 'tables.list.lock');
}

/** Whether a ref is locked now. */
function isLocked(repository: Repository, ref: string): boolean {
  return describeLock(lockPathOf(repository, ref)) !== undefined;
}

/** Removes a lock that a killed git left behind; waits a while for one whose owner may still be at work. */
export async function waitForLock(path: string, { sleep, warn }: LockPorts): Promise<void> {
  const lock = describeLock(path);
  if (lock === undefined) return;
  if (breakStaleLock(path, STALE_REF_LOCK_MS))
    warn(`removed ${path}, which a killed git left ${Math.round(lock.ageMs / 1000)} s ago`);
  else await sleep(Math.min(500, Math.max(20, (STALE_REF_LOCK_MS - lock.ageMs) / 8)));
}

/** Steps of waiting that reach past the age of a stale lock. */
const MOST_WAITS = 100;

/** Waits until a ref is free, as `waitForLock` does; false where somebody keeps it locked. */
export async function freeRef(repository: Repository, ref: string, ports: LockPorts): Promise<boolean> {
  for (let waits = 0; waits < MOST_WAITS && isLocked(repository, ref); waits++)
    await waitForLock(lockPathOf(repository, ref), ports);
  return !isLocked(repository, ref);
}
