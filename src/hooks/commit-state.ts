import { accessSync, constants, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskId } from '../domain/id.ts';
import { isTaskId } from '../domain/id.ts';
import type { Repository } from '../git/repository.ts';
import { exists, isDirectory, isFile, readText } from './hook-files.ts';

/** What pre-commit leaves for the hooks that follow it; the shell of the hooks reads and writes it too. */
export interface CommitState {
  /**
   * `checked` by pre-commit; `prepared`: prepare-commit-msg has seen it; `deferred`: the trailer is left to commit-msg;
   * `unchecked`: pre-commit could not work.
   */
  readonly word: 'checked' | 'prepared' | 'deferred' | 'unchecked';
  /** The task in progress in this worktree. */
  readonly task: TaskId | undefined;
  readonly strict: boolean;
  /** Whether there is nothing to record once the commit is made. */
  readonly quiet: boolean;
}

const WORDS = ['checked', 'prepared', 'deferred', 'unchecked'] as const;

/** Of this worktree alone: two of them commit at the same time. */
function directory(repository: Repository): string {
  return join(repository.gitDir, 'git-task');
}

/** It saves a start of the program and makes a bypass known; a commit is made without it all the same. */
function write(repository: Repository, text: string): boolean {
  const path = join(directory(repository), 'commit');
  try {
    mkdirSync(directory(repository), { recursive: true });
    // Another user's file may be replaced where it may not be written; to write into a FIFO waits for its reader.
    if (exists(path) && !(isFile(path) && isWritable(path))) clear(path);
    writeFileSync(path, text);
    return true;
  } catch {
    return false;
  }
}

/** @throws where something is in it, or it is another user's directory */
function clear(path: string): void {
  if (isDirectory(path)) rmdirSync(path);
  else rmSync(path);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function leaveState(repository: Repository, { word, task, strict, quiet }: CommitState): void {
  write(repository, `${word} ${task ?? '-'} ${strict ? 'strict' : 'lax'} ${quiet ? 'quiet' : 'loud'}\n`);
}

/** Lets post-rewrite know that post-commit has told of an amended commit. */
export function leaveReplaced(repository: Repository, before: string, after: string): void {
  write(repository, `replaced ${before} ${after}\n`);
}

/** Whether pre-commit could leave anything here: where it could not, nobody knows whether it was asked. */
export function canLeaveState(repository: Repository): boolean {
  return write(repository, '');
}

/** Reads the state and empties it: it is of one commit. Undefined where no pre-commit was before this commit. */
export function takeState(repository: Repository): CommitState | undefined {
  const text = readText(join(directory(repository), 'commit')) ?? '';
  if (text !== '') write(repository, '');
  const [typed, task = '', level, volume] = text.trim().split(' ');
  const word = WORDS.find((known) => known === typed);
  if (word === undefined) return undefined;
  return {
    word,
    task: isTaskId(task) ? task : undefined,
    strict: level === 'strict',
    quiet: volume === 'quiet',
  };
}

/** Lets the shell know whether a commit that skips the hooks here has to be recorded as such. */
export function markStrict(repository: Repository, strict: boolean): void {
  const path = join(directory(repository), 'strict');
  if (exists(path) === strict) return;
  try {
    if (strict) {
      mkdirSync(directory(repository), { recursive: true });
      writeFileSync(path, '');
    } else rmSync(path, { force: true });
  } catch {
    // A bypass by GIT_TASK_SKIP then goes unrecorded; one by --no-verify does not.
  }
}
