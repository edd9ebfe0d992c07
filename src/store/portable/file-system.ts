import type { PromiseFsClient } from 'isomorphic-git';
import { GitTaskError } from '../../errors.ts';

/** What the store needs of a file system: node's `fs` has it, and so may one in memory or in a browser. */
export interface FileSystem {
  readonly promises: {
    readFile(path: string): Promise<Uint8Array>;
    /** With `wx` it fails with EEXIST where the file is there. */
    writeFile(path: string, data: Uint8Array | string, options?: { readonly flag?: 'wx' }): Promise<void>;
    /** Replaces the target in one step. */
    rename(from: string, to: string): Promise<void>;
    unlink(path: string): Promise<void>;
    /** Fails with EEXIST where the directory is there: of two that make it, one succeeds. */
    mkdir(path: string): Promise<unknown>;
    rmdir(path: string): Promise<void>;
    readdir(path: string): Promise<string[]>;
    stat(path: string): Promise<FileStat>;
    lstat(path: string): Promise<FileStat>;
  };
}

export interface FileStat {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/**
 * The same file system for isomorphic-git, which writes objects in place: here they are written beside and renamed, so
 * that a reader or a crash never meets half of one. `git prune` removes what is left under such a name.
 */
export function renaming({ promises }: FileSystem): PromiseFsClient {
  const none = async (): Promise<never> => {
    throw new GitTaskError('INTERNAL', 'the tasks have no symbolic links');
  };
  return {
    promises: {
      readFile: (path: string) => promises.readFile(path),
      writeFile: async (path: string, data: Uint8Array) => {
        const draft = `${path.slice(0, path.lastIndexOf('/'))}/tmp_obj_${crypto.randomUUID()}`;
        await promises.writeFile(draft, data);
        await promises.rename(draft, path);
      },
      unlink: (path: string) => promises.unlink(path),
      readdir: (path: string) => promises.readdir(path),
      mkdir: (path: string) => promises.mkdir(path),
      rmdir: (path: string) => promises.rmdir(path),
      stat: (path: string) => promises.stat(path),
      lstat: (path: string) => promises.lstat(path),
      readlink: none,
      symlink: none,
    },
  };
}

/** A file's text; undefined where there is no such file. */
export async function readText({ promises }: FileSystem, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await promises.readFile(path));
  } catch (error) {
    if (isMissing(error) || codeOf(error) === 'EISDIR') return undefined;
    throw ioFailed(error, `${path} can't be read`);
  }
}

/** What a directory holds; nothing where there is none. */
export async function readDirectory({ promises }: FileSystem, path: string): Promise<readonly string[]> {
  try {
    return await promises.readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw ioFailed(error, `${path} can't be read`);
  }
}

/** Makes a directory and those above it. */
export async function makeDirectory(files: FileSystem, path: string): Promise<void> {
  try {
    await files.promises.mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (codeOf(error) !== 'ENOENT' || parent === '') throw error;
    await makeDirectory(files, parent);
    await makeDirectory(files, path);
  }
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

/** What a caller is told when the file system refused. */
export function ioFailed(cause: unknown, message: string): GitTaskError {
  if (cause instanceof GitTaskError) return cause;
  const refused = ['EACCES', 'EPERM', 'EROFS'].includes(String(codeOf(cause)));
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GitTaskError(refused ? 'STORE_READ_ONLY' : 'IO_FAILED', `${message}: ${reason}`, { cause });
}
