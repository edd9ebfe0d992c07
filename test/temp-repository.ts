import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Removed when the file's tests are over; `rm` of a lone test's directory can wait that long. */
const made: string[] = [];
afterAll(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

/** Makes an empty directory, its path free of symlinks, that is removed after this file's tests. */
export function makeTempDir(): string {
  const dir = realpathSync.native(mkdtempSync(join(tmpdir(), 'git-task-test-')));
  made.push(dir);
  return dir;
}

/** As `makeTempDir`, removed as soon as the running test is over. Only inside a test. */
export function makeTestDir(): string {
  const dir = realpathSync.native(mkdtempSync(join(tmpdir(), 'git-task-test-')));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  return dir;
}

const home = makeTempDir();

/** A world without the developer's config, hooks or repository; the same person commits everything. */
export const testEnv: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '',
  HOME: home,
  XDG_CONFIG_HOME: join(home, '.config'),
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ann Author',
  GIT_AUTHOR_EMAIL: 'ann@example.org',
  GIT_COMMITTER_NAME: 'Ann Author',
  GIT_COMMITTER_EMAIL: 'ann@example.org',
};

/** Runs git in `cwd` under `testEnv` and returns its stdout without the last newline; throws on failure. */
export function git(cwd: string, ...args: string[]): string {
  return gitWith({}, cwd, ...args);
}

/** As `git`, with more environment. */
export function gitWith(env: Readonly<Record<string, string>>, cwd: string, ...args: string[]): string {
  const child = spawnSync('git', args, { cwd, env: { ...testEnv, ...env }, encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`git ${args.join(' ')} in ${cwd}: ${child.stderr}`);
  return child.stdout.replace(/\n$/, '');
}

/** Makes a repository with one commit on `main` and returns its root. */
export function makeRepository(dir: string, ...initArgs: string[]): string {
  git(dir, 'init', '--quiet', '--initial-branch=main', ...initArgs, dir);
  git(dir, 'commit', '--quiet', '--allow-empty', '--message', 'first');
  return dir;
}
