import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The launcher of this checkout. */
const PROGRAM = join(PROJECT, 'bin/git-task');

/** A home of its own in a temp dir, and the environment of a shell that lives there. */
export interface ShellEnvironment {
  /** The temp dir, which is also HOME; a real path. */
  readonly root: string;
  /** Where the shell starts: an empty directory or a repository with one empty commit. */
  readonly directory: string;
  /** The whole environment: nothing else of the caller's is passed on. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** @throws Error when the program has not been built. */
export function requireBuild(): void {
  if (!existsSync(join(PROJECT, 'dist'))) throw new Error('dist/ is missing: run npm run build first');
}

/**
 * Makes a home with git's configuration for "Alice Example" and `git-task` first on PATH.
 * @param program what `git-task` is; this checkout's launcher where not given.
 * @param repository false for an empty start directory.
 */
export async function makeShellEnvironment({
  program = PROGRAM,
  repository = true,
}: {
  program?: string | undefined;
  repository?: boolean | undefined;
} = {}): Promise<ShellEnvironment> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'git-task-session-')));
  const directory = join(root, 'repo');
  const bin = join(root, '.bin');
  const temp = join(root, '.tmp');
  const env = {
    HOME: root,
    PATH: [bin, process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
    TMPDIR: temp,
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    TERM: 'dumb',
  };
  await Promise.all([directory, bin, temp].map((path) => mkdir(path)));
  await symlink(program, join(bin, 'git-task'));
  await writeFile(join(root, '.gitconfig'), GIT_CONFIG);
  if (repository) {
    const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: directory, env });
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--message', 'Initial commit');
  }
  const remove = () => rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  return { root, directory, env, remove };
}

const GIT_CONFIG = `[user]
	name = Alice Example
	email = alice@example.com
[init]
	defaultBranch = main
`;
