import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { readAtOnce } from './private-directory.ts';

/** A holder needs some 20 ms; one that gave no sign of life for so long is dead or starved, and loses nothing. */
const SILENT_AFTER_MS = 5_000;

/** What a process writes into the files that say it holds something. */
export function holderToken(): string {
  return `${process.pid} ${hostname()}`;
}

/** The token in a file; undefined where there is none. */
export function readHolder(path: string): string | undefined {
  try {
    return readAtOnce(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether the process that wrote its token into a file is gone, or has not touched the file for long. */
export function isAbandoned(path: string): boolean {
  const [pid = '', host] = (readHolder(path) ?? '').split(' ');
  if (host === hostname() && !isAlive(Number(pid))) return true;
  const found = statSync(path, { throwIfNoEntry: false });
  // A directory or a FIFO is nobody's.
  if (found?.isFile() === false) return true;
  const age = Date.now() - (found?.mtimeMs ?? 0);
  return age > SILENT_AFTER_MS || age < -SILENT_AFTER_MS;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
