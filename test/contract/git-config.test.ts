import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readGitConfig, writeGitConfig } from '../../src/git/config.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { objectExists } from '../../src/git/objects.ts';
import { spawnDetached } from '../../src/git/spawn-detached.ts';
import { git, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

test('config: the last value wins, from includes and `git -c` too', () => {
  const root = makeRepository(makeTestDir());
  const repository = discoverRepository(root, testEnv);
  expect(readGitConfig(repository, '^task\\.')).toEqual(new Map());
  git(root, 'config', '--add', 'task.Actor', 'one');
  git(root, 'config', '--add', 'task.actor', 'two\nlines');
  git(root, 'config', 'task.Sub.Key', '');
  git(root, 'config', 'include.path', 'more');
  git(root, 'config', '--file', join(root, '.git/more'), 'task.more', 'yes');
  const env = { ...testEnv, GIT_CONFIG_PARAMETERS: "'task.flag'" };
  expect(readGitConfig(discoverRepository(root, env), '^task\\.')).toEqual(
    new Map([
      ['task.actor', 'two\nlines'],
      ['task.Sub.key', ''],
      ['task.more', 'yes'],
      ['task.flag', 'true'],
    ]),
  );
});

test('config: what one worktree writes, all read', () => {
  const dir = makeTestDir();
  mkdirSync(join(dir, 'main'));
  const root = makeRepository(join(dir, 'main'));
  git(root, 'worktree', 'add', '--quiet', join(dir, 'wt'));
  git(root, 'config', '--add', 'task.actor', 'one');
  git(root, 'config', '--add', 'task.actor', 'two');
  writeGitConfig(discoverRepository(join(dir, 'wt'), testEnv), 'task.actor', 'thr ee');
  expect(git(root, 'config', '--get-all', 'task.actor')).toBe('thr ee');
});

test('an object store named relative to the caller is used from everywhere', () => {
  const root = makeRepository(makeTestDir());
  mkdirSync(join(root, 'sub/borrowed/pack'), { recursive: true });
  const borrowed = {
    GIT_OBJECT_DIRECTORY: 'borrowed',
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(root, '.git/objects'),
  };
  const repository = discoverRepository(join(root, 'sub'), { ...testEnv, ...borrowed });
  const author = { name: 'Ann', email: '', date: 0 };
  const files = [{ path: 'a', text: 'a' }];
  const parent = git(root, 'rev-parse', 'HEAD');
  const input = { ref: 'refs/tasks/main', parent, message: '', author, files, durable: false };
  const result = importCommit(repository, input);
  expect(result.ok && objectExists(repository, result.oid)).toBe(true);
  expect(result.ok && objectExists(discoverRepository(root, testEnv), result.oid)).toBe(false);
});

test('a detached program runs, and one that does not exist is silent', async () => {
  const dir = makeTestDir();
  spawnDetached('touch', ['done'], dir);
  spawnDetached('/nowhere/program', [], dir);
  await vi.waitFor(() => expect(existsSync(join(dir, 'done'))).toBe(true), 30_000);
});
