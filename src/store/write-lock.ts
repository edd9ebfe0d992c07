import { mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** A holder needs some 20 ms; one that has not let go by then is dead or starved, and loses nothing. */
const STEAL_AFTER_MS = 5_000;

/**
 * Spares wasted tries under contention. Only a hint: it may be stolen at any time, because git alone decides
 * whether a ref moves.
 */
export class WriteLock {
  readonly #path: string;
  readonly #token = `${process.pid} ${hostname()}`;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes the lock if it is free or its holder is gone; false: somebody else is writing. */
  tryAcquire(): boolean {
    if (this.#create()) return true;
    if (!this.#isAbandoned()) return false;
    this.#remove();
    return this.#create();
  }

  release(): void {
    if (this.#holder() === this.#token) this.#remove();
  }

  #create(): boolean {
    try {
      try {
        writeFileSync(this.#path, this.#token, { flag: 'wx' });
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        mkdirSync(dirname(this.#path), { recursive: true });
        writeFileSync(this.#path, this.#token, { flag: 'wx' });
      }
      return true;
    } catch (error) {
      // Where no lock can be had (read-only, full), go on without: git will say what is wrong.
      return codeOf(error) !== 'EEXIST';
    }
  }

  #holder(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch {
      return undefined;
    }
  }

  #isAbandoned(): boolean {
    const [pid = '', host] = (this.#holder() ?? '').split(' ');
    if (host === hostname() && !isAlive(Number(pid))) return true;
    const age = Date.now() - (statSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return age > STEAL_AFTER_MS || age < -STEAL_AFTER_MS;
  }

  #remove(): void {
    try {
      unlinkSync(this.#path);
    } catch {
      // Somebody else removed it first.
    }
  }
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
