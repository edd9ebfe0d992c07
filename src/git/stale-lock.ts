import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';

export interface Lock {
  /** Milliseconds since it was last written; 0 when the clock is behind its file system's. */
  readonly ageMs: number;
}

/** Describes a lock file of git's; undefined when there is none. */
export function describeLock(path: string): Lock | undefined {
  const file = lstatSync(path, { throwIfNoEntry: false });
  return file === undefined ? undefined : { ageMs: Math.max(0, Date.now() - file.mtimeMs) };
}

/**
 * Removes a lock that nobody has touched for `olderThanMs` and returns whether it did. git holds a ref's lock
 * for milliseconds, and a process killed meanwhile leaves it for ever.
 */
export function breakStaleLock(path: string, olderThanMs: number): boolean {
  const seen = identity(path);
  if (seen === undefined || !isStale(path, olderThanMs) || identity(path) !== seen) return false;
  // Taken aside first: of two breakers one gets it. Refs whose name ends in .lock are none to git.
  const aside = path.replace(/(\.lock)?$/, `.${crypto.randomUUID()}.lock`);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  const stale = identity(aside) === seen;
  if (!stale) putBack(aside, path);
  unlinkSync(aside);
  return stale;
}

function isStale(path: string, olderThanMs: number): boolean {
  const lock = describeLock(path);
  return lock !== undefined && lock.ageMs >= olderThanMs;
}

/** Another writer took the lock between our look and our rename: it is theirs, unless a third has it by now. */
function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch {
    // The writer's own rename fails then, loudly, and it tries again.
  }
}

/** Tells one lock file from the next at the same path. Nanoseconds: inode numbers are used again at once. */
function identity(path: string): string | undefined {
  const file = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return file === undefined ? undefined : `${file.dev}:${file.ino}:${file.mtimeNs}`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
