import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const COMPARED_AT_ONCE = 64 * 1024;

/** So opened, a FIFO in the place of a file reads as empty, where it would keep its reader waiting for ever. */
const AT_ONCE = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * A file's content, or nothing of what is no file.
 *
 * @throws what node throws where it can't be read
 */
export function readAtOnce(path: string): Buffer;
export function readAtOnce(path: string, encoding: BufferEncoding): string;
export function readAtOnce(path: string, encoding?: BufferEncoding): string | Buffer {
  const file = openSync(path, AT_ONCE);
  try {
    return readFileSync(file, encoding);
  } finally {
    closeSync(file);
  }
}

/** What git-task keeps beside the repository for this clone alone; all of it may be lost. */
export class PrivateDirectory {
  readonly path: string;
  readonly #files = new Map<string, number>();

  constructor(commonDir: string) {
    this.path = join(commonDir, 'git-task');
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** A file's text; undefined where it can't be read, for whatever reason. */
  read(name: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | undefined {
    try {
      return readAtOnce(this.file(name), encoding);
    } catch {
      return undefined;
    }
  }

  /** All bytes of a file; undefined where it can't be read. */
  readWhole(name: string): Buffer | undefined {
    try {
      return readAtOnce(this.file(name));
    } catch {
      return undefined;
    }
  }

  /**
   * A text of ASCII that a file has twice, one behind the other; undefined where they differ, or can't be read. To compare two
   * memories takes a tenth of the time that a sum of one takes here, and to read on into memory that is in use a half.
   */
  readTwice(name: string): string | undefined {
    try {
      const file = openSync(this.file(name), AT_ONCE);
      try {
        const length = fstatSync(file).size / 2;
        const once = Buffer.allocUnsafeSlow(length);
        if (readSync(file, once, 0, length, 0) !== length) return undefined;
        const again = Buffer.allocUnsafeSlow(COMPARED_AT_ONCE);
        for (let at = 0; at < length; at += COMPARED_AT_ONCE) {
          const part = once.subarray(at, at + COMPARED_AT_ONCE);
          const read = readSync(file, again, 0, part.length, length + at);
          if (read !== part.length || part.compare(again, 0, read) !== 0) return undefined;
        }
        // ASCII, which is read fastest as Latin-1.
        return once.toString('latin1');
      } finally {
        closeSync(file);
      }
    } catch {
      return undefined;
    }
  }

  /** What a file has from one byte up to another one, a character for each; less where it is shorter. */
  readPart(name: string, from: number, to: number): string | undefined {
    try {
      const file = this.#fileOf(name);
      const bytes = Buffer.allocUnsafe(Math.max(Math.min(to, fstatSync(file).size) - from, 0));
      return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, from));
    } catch {
      return undefined;
    }
  }

  /** What a file has from one byte up to another one; undefined where it has less, or can't be read. */
  readBytes(name: string, from: number, to: number): Buffer | undefined {
    try {
      // Not of the pool, so that it begins where numbers may.
      const bytes = Buffer.allocUnsafeSlow(to - from);
      return readSync(this.#fileOf(name), bytes, 0, bytes.length, from) === bytes.length ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** Opens a file once for all parts: what takes its place by rename is another one. */
  #fileOf(name: string): number {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const file = openSync(this.file(name), AT_ONCE);
    this.#files.set(name, file);
    return file;
  }

  #close(name: string): void {
    const file = this.#files.get(name);
    this.#files.delete(name);
    if (file !== undefined) closeSync(file);
  }

  /** Bytes; undefined where there is no such file. */
  sizeOf(name: string): number | undefined {
    try {
      return statSync(this.file(name)).size;
    } catch {
      return undefined;
    }
  }

  /** The file of a directory that was saved last, by its name from here. */
  newestIn(directory: string): string | undefined {
    let newest: { readonly name: string; readonly at: number } | undefined;
    try {
      for (const entry of readdirSync(this.file(directory))) {
        const name = `${directory}/${entry}`;
        const at = statSync(this.file(name)).mtimeMs;
        if (!entry.endsWith('.tmp') && (newest === undefined || at > newest.at)) newest = { name, at };
      }
    } catch {
      // Another process renamed something just now, or there is none: what was found is as good.
    }
    return newest?.name;
  }

  /**
   * Saves a file by rename, so that no reader ever sees half of it.
   *
   * @returns whether it could be saved; a directory that can't be written is no reason to fail
   */
  save(name: string, content: string | Uint8Array): boolean {
    const path = this.file(name);
    const draft = `${path}.${process.pid}.tmp`;
    try {
      try {
        writeFileSync(draft, content);
      } catch {
        mkdirSync(join(path, '..'), { recursive: true });
        writeFileSync(draft, content);
      }
      takePlace(draft, path);
      this.#close(name);
      return true;
    } catch {
      discard(draft);
      return false;
    }
  }

  /**
   * Adds to the end of a file that is there.
   *
   * @returns whether it could; a torn addition is for the reader to tell
   */
  append(name: string, text: string): boolean {
    try {
      // Not to be created: without its beginning the file would be none.
      const file = openSync(this.file(name), constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK);
      try {
        writeFileSync(file, text);
      } finally {
        closeSync(file);
      }
      return true;
    } catch {
      return false;
    }
  }
}

/** An empty directory in the way goes; what somebody put into one stays. */
function takePlace(draft: string, path: string): void {
  try {
    renameSync(draft, path);
  } catch {
    rmdirSync(path);
    renameSync(draft, path);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Something that is no directory stands in its way: then there is no draft either.
  }
}
