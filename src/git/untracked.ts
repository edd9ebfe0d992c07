import { copyFileSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitTaskError } from '../errors.ts';
import type { DiffTarget } from './diff.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

const INDEX = 'index';

/** Paths that git neither tracks nor ignores in the repository's own worktree, from its root; a character for each byte. */
function untrackedFiles(repository: Repository): readonly string[] {
  const args = ['ls-files', '--others', '--exclude-standard', '-z'];
  const paths = runGit(repository, args).stdout.toString('latin1').split('\0').slice(0, -1);
  // A repository within the worktree is listed with a slash: no file of ours.
  return paths.filter((path) => !path.endsWith('/'));
}

/**
 * Lets a diff see the whole worktree: its untracked files are entered in a copy of the index, which goes away after the
 * work. Only so does git tell a file that was moved without its knowledge from one lost and one new.
 *
 * @param most more untracked files than this are left out, all of them
 * @param work gets how many were left out
 * @throws GIT_COMMAND_FAILED
 */
export function withUntracked<Result>(
  repository: Repository,
  most: number,
  work: (target: DiffTarget, leftOut: number) => Result,
): Result {
  const paths = untrackedFiles(repository);
  if (paths.length === 0 || paths.length > most) return work({ kind: 'worktree' }, paths.length);
  const directory = mkdtempSync(join(tmpdir(), 'git-task-'));
  try {
    const index = join(directory, INDEX);
    copyIndex(join(repository.gitDir, 'index'), index);
    return work(enter(repository, directory, paths) ? { kind: 'worktree', index } : { kind: 'worktree' }, 0);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * A file that was written in the second of the index's own time may have changed since without another size or time: git
 * compares its content, as long as the copy is as old.
 */
function copyIndex(own: string, copy: string): void {
  const found = statSync(own, { throwIfNoEntry: false });
  if (found === undefined) return;
  copyFileSync(own, copy);
  const seconds = Math.floor(found.mtimeMs) / 1000;
  utimesSync(copy, seconds, seconds);
}

/** Enters paths without their content in the index there; false where one of them went away meanwhile. */
function enter(repository: Repository, directory: string, paths: readonly string[]): boolean {
  const args = [
    '--literal-pathspecs',
    'add',
    '--intent-to-add',
    '--pathspec-from-file=-',
    '--pathspec-file-nul',
  ];
  // git writes the empty blob for them: not into the user's repository.
  const own = repository.env.GIT_OBJECT_DIRECTORY ?? join(repository.commonDir, 'objects');
  const env = {
    GIT_INDEX_FILE: join(directory, INDEX),
    GIT_OBJECT_DIRECTORY: directory,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: own,
  };
  try {
    runGit(repository, args, { input: Buffer.from(paths.join('\0'), 'latin1'), env });
    return true;
  } catch (error) {
    if (error instanceof GitTaskError && error.code === 'GIT_COMMAND_FAILED') return false;
    throw error;
  }
}
