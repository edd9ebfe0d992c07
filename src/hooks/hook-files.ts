import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { GitTaskError } from '../errors.ts';

const EXECUTABLE = 0o111;

/** A file's text; undefined where there is none, or something that is no file. */
export function readText(path: string): string | undefined {
  try {
    // A FIFO would keep its reader waiting for ever.
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file stands there, itself and not through a symlink. */
export function isFile(path: string): boolean {
  return look(() => lstatSync(path))?.isFile() === true;
}

export function isDirectory(path: string): boolean {
  return look(() => lstatSync(path))?.isDirectory() === true;
}

/** Whether anything has this name, a symlink into nowhere included. */
export function exists(path: string): boolean {
  return look(() => lstatSync(path)) !== undefined;
}

/** git runs no hook that is not executable. */
export function isExecutable(path: string): boolean {
  const file = look(() => statSync(path));
  return file?.isFile() === true && (file.mode & EXECUTABLE) !== 0;
}

/** Undefined where there is nothing, or no way to it. */
function look(stat: () => Stats): Stats | undefined {
  try {
    return stat();
  } catch {
    return undefined;
  }
}

/** Writes an executable file by rename, so that git never runs half of it. */
export function writeExecutable(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, text);
  chmodSync(draft, 0o755);
  renameSync(draft, path);
}

/** Changes a file's text in its place: its mode, and whatever links to it, stay. */
export function rewrite(path: string, text: string): void {
  writeFileSync(path, text);
}

/** A directory can't take the place of a file, which then goes first. */
export function move(from: string, to: string): void {
  if (isDirectory(from)) rmSync(to, { force: true });
  renameSync(from, to);
}

export function remove(path: string): void {
  rmSync(path, { force: true });
}

/** Runs a step that writes into the user's hooks and says in our words why it could not. */
export function writing<Result>(path: string, step: () => Result): Result {
  try {
    return step();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new GitTaskError('IO_FAILED', `${path} can't be written: ${code}`, {
      hint: 'git goes on without hooks; git task hooks status says which of them run',
      details: { path },
      cause,
    });
  }
}
