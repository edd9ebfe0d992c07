import { mkdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, holderToken, isAbandoned, readHolder } from './lock-holder.ts';

/**
 * Spares wasted tries under contention. Only a hint: it may be stolen at any time, because git alone decides
 * whether a ref moves.
 */
export class WriteLock {
  readonly path: string;
  readonly #token = holderToken();

  constructor(path: string) {
    this.path = path;
  }

  /** Takes the lock if it is free or its holder is gone; false: somebody else is writing. */
  tryAcquire(): boolean {
    if (this.#create()) return true;
    if (!isAbandoned(this.path)) return false;
    this.#remove();
    return this.#create();
  }

  release(): void {
    if (readHolder(this.path) === this.#token) this.#remove();
  }

  #create(): boolean {
    try {
      try {
        writeFileSync(this.path, this.#token, { flag: 'wx' });
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        mkdirSync(dirname(this.path), { recursive: true });
        writeFileSync(this.path, this.#token, { flag: 'wx' });
      }
      return true;
    } catch (error) {
      // Where no lock can be had (read-only, full, a directory in its place), go on without: git will say what is wrong.
      return (
        codeOf(error) !== 'EEXIST' || statSync(this.path, { throwIfNoEntry: false })?.isDirectory() === true
      );
    }
  }

  #remove(): void {
    try {
      unlinkSync(this.path);
    } catch {
      // Somebody else removed it first.
    }
  }
}
