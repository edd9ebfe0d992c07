import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discoverRepository } from '../../src/git/discover.ts';
import type { Environment } from '../../src/git/git-env.ts';
import { PrivateDirectory } from '../../src/store/private-directory.ts';
import { Settings } from '../../src/tracker/settings.ts';
import { git, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

/** Late enough for every file to have been left alone for a while. */
const later = (): number => Date.now() + 60_000;

/** A repository, a person's own configuration, and how a new call there reads `task.actor`. */
function makeWorld() {
  const dir = makeTestDir();
  const home = join(dir, 'home');
  mkdirSync(home);
  mkdirSync(join(dir, 'main'));
  const root = makeRepository(join(dir, 'main'));
  const { GIT_CONFIG_GLOBAL: _, XDG_CONFIG_HOME: __, ...rest } = testEnv;
  const env: Environment = { ...rest, HOME: home };
  const actor = (more: Environment = {}, cwd = root, now = later): string | undefined => {
    const repository = discoverRepository(cwd, { ...env, ...more });
    const directory = new PrivateDirectory(repository.commonDir);
    return new Settings(repository, () => directory, now).get('task.actor');
  };
  const kept = (): boolean => existsSync(join(root, '.git/git-task/config/main.json'));
  return { dir, home, root, actor, kept };
}

test('a kept answer holds until any file that git reads, or would read, changes', () => {
  const { dir, home, root, actor, kept } = makeWorld();
  expect(actor()).toBeUndefined();
  expect(kept()).toBe(true);
  const steps: readonly (readonly [what: string, change: () => void, expected: string | undefined])[] = [
    ['~/.gitconfig appears', () => writeFileSync(join(home, '.gitconfig'), '[task]\nactor = home\n'), 'home'],
    ['the repository says more', () => git(root, 'config', 'task.actor', 'own'), 'own'],
    ['with the same length', () => git(root, 'config', 'task.actor', 'OWN'), 'OWN'],
    ['and no more', () => git(root, 'config', '--unset', 'task.actor'), 'home'],
    [
      'the worktree has its own',
      () => {
        git(root, 'config', 'extensions.worktreeConfig', 'true');
        git(root, 'config', '--worktree', 'task.actor', 'wt');
      },
      'wt',
    ],
  ];
  for (const [what, change, expected] of steps) {
    change();
    expect([what, actor(), actor()]).toEqual([what, expected, expected]);
  }
  git(root, 'worktree', 'add', '--quiet', join(dir, 'linked'));
  // git gives the new worktree a copy of this one's configuration.
  git(join(dir, 'linked'), 'config', '--worktree', 'task.actor', 'linked');
  expect([actor({}, join(dir, 'linked')), actor()]).toEqual(['linked', 'wt']);
});

test.each([
  ['git -c', { GIT_CONFIG_PARAMETERS: "'task.actor'='steered'" }, 'steered'],
  [
    'GIT_CONFIG_COUNT',
    { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'task.actor', GIT_CONFIG_VALUE_0: 'counted' },
    'counted',
  ],
  ['another HOME', { HOME: '/nowhere' }, undefined],
  ['GIT_CONFIG_GLOBAL', { GIT_CONFIG_GLOBAL: '/dev/null' }, undefined],
])('what was kept is not taken for %s, nor the other way round', (_, more, expected) => {
  const { home, actor } = makeWorld();
  writeFileSync(join(home, '.gitconfig'), '[task]\nactor = home\n');
  for (let twice = 0; twice < 2; twice++) {
    expect(actor()).toBe('home');
    expect(actor(more)).toBe(expected);
  }
});

test('nothing is kept of a configuration that includes other files, or that changed just now', () => {
  const { home, root, actor, kept } = makeWorld();
  expect(actor({}, root, Date.now)).toBeUndefined();
  expect(kept()).toBe(false);
  writeFileSync(join(home, '.gitconfig'), '[include]\npath = more\n');
  expect(actor()).toBeUndefined();
  expect(kept()).toBe(false);
  writeFileSync(join(home, 'more'), '[task]\nactor = included\n');
  expect(actor()).toBe('included');
});

test.each(['', 'null', '[]', '{"version":1}', '{"version":1,"asked":7,"witnesses":{},"values":0}'])(
  'a kept answer that reads %j is asked anew',
  (text) => {
    const { root, actor } = makeWorld();
    git(root, 'config', 'task.actor', 'own');
    expect(actor()).toBe('own');
    writeFileSync(join(root, '.git/git-task/config/main.json'), text);
    expect(actor()).toBe('own');
  },
);
