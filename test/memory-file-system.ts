import type { FileStat, FileSystem } from '../src/store/portable/file-system.ts';

interface Entry {
  /** Undefined for a directory. */
  readonly bytes: Uint8Array | undefined;
  readonly mtimeMs: number;
}

class FileSystemError extends Error {
  readonly code: string;

  constructor(code: string, path: string) {
    super(`${code}: ${path}`);
    this.code = code;
  }
}

/** Files in memory, as POSIX would have them. */
export class MemoryFileSystem implements FileSystem {
  readonly entries = new Map<string, Entry>([['', { bytes: undefined, mtimeMs: 0 }]]);
  /** Called before each step that changes something: may throw, and write half of a file before it does. */
  beforeChange: (step: string, half?: () => void) => void = () => {};

  readonly promises: FileSystem['promises'] = {
    readFile: async (path) => this.#file(path),
    writeFile: async (path, data, options) => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      this.beforeChange(`write ${path}`, () => this.put(path, bytes.subarray(0, bytes.length / 2)));
      const there = this.entries.get(path);
      if (there !== undefined && options?.flag === 'wx') throw new FileSystemError('EEXIST', path);
      if (there !== undefined && there.bytes === undefined) throw new FileSystemError('EISDIR', path);
      this.#requireParent(path);
      this.put(path, bytes);
    },
    rename: async (from, to) => {
      this.beforeChange(`rename ${from} ${to}`);
      const moving = this.#entry(from);
      this.#requireParent(to);
      const there = this.entries.get(to);
      if (there !== undefined && (there.bytes === undefined || moving.bytes === undefined))
        throw new FileSystemError('EEXIST', to);
      for (const [path, entry] of [...this.entries])
        if (path === from || path.startsWith(`${from}/`)) {
          this.entries.delete(path);
          this.entries.set(`${to}${path.slice(from.length)}`, entry);
        }
    },
    unlink: async (path) => {
      this.beforeChange(`unlink ${path}`);
      this.#file(path);
      this.entries.delete(path);
    },
    mkdir: async (path) => {
      this.beforeChange(`mkdir ${path}`);
      if (this.entries.has(path)) throw new FileSystemError('EEXIST', path);
      this.#requireParent(path);
      this.entries.set(path, { bytes: undefined, mtimeMs: Date.now() });
    },
    rmdir: async (path) => {
      this.beforeChange(`rmdir ${path}`);
      if (this.#names(path).length > 0) throw new FileSystemError('ENOTEMPTY', path);
      this.entries.delete(path);
    },
    readdir: async (path) => this.#names(path),
    stat: async (path) => this.#stat(path),
    lstat: async (path) => this.#stat(path),
  };

  /** Puts a file there, and the directories above it. */
  put(path: string, bytes: Uint8Array): void {
    for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1))
      if (!this.entries.has(path.slice(0, at)))
        this.entries.set(path.slice(0, at), { bytes: undefined, mtimeMs: Date.now() });
    this.entries.set(path, { bytes, mtimeMs: Date.now() });
  }

  /** A file system that has the same files from here on its own way. */
  copy(): MemoryFileSystem {
    const copy = new MemoryFileSystem();
    for (const [path, entry] of this.entries) copy.entries.set(path, entry);
    return copy;
  }

  #entry(path: string): Entry {
    const entry = this.entries.get(path);
    if (entry !== undefined) return entry;
    const above = path.slice(0, path.lastIndexOf('/'));
    throw new FileSystemError(this.entries.get(above)?.bytes === undefined ? 'ENOENT' : 'ENOTDIR', path);
  }

  #file(path: string): Uint8Array {
    const { bytes } = this.#entry(path);
    if (bytes === undefined) throw new FileSystemError('EISDIR', path);
    return bytes;
  }

  #names(path: string): string[] {
    if (this.#entry(path).bytes !== undefined) throw new FileSystemError('ENOTDIR', path);
    const inside = [...this.entries.keys()].filter((one) => one.startsWith(`${path}/`));
    return inside.map((one) => one.slice(path.length + 1)).filter((name) => !name.includes('/'));
  }

  #requireParent(path: string): void {
    if (this.#entry(path.slice(0, path.lastIndexOf('/'))).bytes !== undefined)
      throw new FileSystemError('ENOTDIR', path);
  }

  #stat(path: string): FileStat {
    const { bytes, mtimeMs } = this.#entry(path);
    return {
      size: bytes?.length ?? 0,
      mtimeMs,
      isFile: () => bytes !== undefined,
      isDirectory: () => bytes === undefined,
      isSymbolicLink: () => false,
    };
  }
}
