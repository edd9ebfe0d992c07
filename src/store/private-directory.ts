import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What git-task keeps beside the repository for this clone alone; all of it may be lost. */
export class PrivateDirectory {
  readonly path: string;

  constructor(commonDir: string) {
    this.path = join(commonDir, 'git-task');
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** A file's text; undefined where it can't be read, for whatever reason. */
  read(name: string): string | undefined {
    try {
      return readFileSync(this.file(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /**
   * Saves a file by rename, so that no reader ever sees half of it.
   *
   * @returns whether it could be saved; a directory that can't be written is no reason to fail
   */
  save(name: string, text: string): boolean {
    const path = this.file(name);
    const draft = `${path}.${process.pid}.tmp`;
    try {
      try {
        writeFileSync(draft, text);
      } catch {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(draft, text);
      }
      renameSync(draft, path);
      return true;
    } catch {
      discard(draft);
      return false;
    }
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Something that is no directory stands in its way: then there is no draft either.
  }
}
