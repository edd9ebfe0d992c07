import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { tryGit, write } from '../hook-world.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const HOOKS = [
  'commit-msg',
  'post-applypatch',
  'post-checkout',
  'post-commit',
  'post-merge',
  'post-rewrite',
  'pre-commit',
  'pre-push',
  'prepare-commit-msg',
];

interface State {
  readonly worktree: string | null;
  readonly hook: string;
  readonly runs: boolean;
  readonly detail: string;
}

async function status(cwd: string): Promise<readonly State[]> {
  const envelope: { data: readonly State[] } = JSON.parse(
    await callInsideOk(['hooks', 'status', '--json'], { cwd }),
  );
  return envelope.data;
}

/** Every file of a directory with its bytes, mode and target, but for git's samples. */
function contents(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory)
      .filter((name) => !name.endsWith('.sample'))
      .sort()
      .map((name) => {
        const path = join(directory, name);
        const file = lstatSync(path);
        if (file.isDirectory()) return [name, 'directory'];
        const text = file.isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, 'latin1');
        return [name, `${(file.mode & 0o777).toString(8)} ${text}`];
      }),
  );
}

const script = (text: string): string => `#!/bin/sh\n${text}\n`;
const LOG = 'echo "$(basename "$0" .before-git-task) $*" >>.git/ran';

/** A repository with room for others beside it. */
function repository(): string {
  const root = join(makeTestDir(), 'repo');
  mkdirSync(root);
  return makeRepository(root);
}

describe('installing in the hooks of git', () => {
  test('init writes every hook; again, nothing more', async () => {
    const root = repository();
    await callInsideOk(['init'], { cwd: root });
    const hooks = contents(join(root, '.git/hooks'));
    expect(Object.keys(hooks)).toEqual(HOOKS);
    expect(new Set(Object.values(hooks)).size).toBe(1);
    const again = await callInside(['hooks', 'install'], { cwd: root });
    expect(again.stderr).toBe('installed already in .git/hooks: 9 hooks\n');
    expect(contents(join(root, '.git/hooks'))).toEqual(hooks);
  });

  test('init --no-hooks writes none, and a later init keeps to it', async () => {
    const root = repository();
    await callInsideOk(['init', '--no-hooks'], { cwd: root });
    await callInsideOk(['init'], { cwd: root });
    expect(contents(join(root, '.git/hooks'))).toEqual({});
    expect(
      (await callInside(['start', await callInsideOk(['add', 'x', '-q'], { cwd: root })], { cwd: root }))
        .stderr,
    ).not.toContain('no hook');
    await callInsideOk(['hooks', 'install'], { cwd: root });
    expect(Object.keys(contents(join(root, '.git/hooks')))).toEqual(HOOKS);
  });

  test('remove puts back what was there, byte for byte, mode for mode, link for link', async () => {
    const root = repository();
    const hooks = join(root, '.git/hooks');
    write(join(root, '.git/own/check'), script('exit 0'), 0o755);
    write(join(hooks, 'pre-commit'), `#!/bin/bash\r\nno newline, byte \xff at the end`, 0o700);
    write(join(hooks, 'commit-msg'), script('exit 0'), 0o644);
    symlinkSync('../own/check', join(hooks, 'pre-push'));
    symlinkSync('../nowhere', join(hooks, 'post-merge'));
    mkdirSync(join(hooks, 'post-rewrite'));
    const before = contents(hooks);
    await callInsideOk(['init'], { cwd: root });
    expect(contents(hooks)).not.toEqual(before);
    await callInsideOk(['hooks', 'install'], { cwd: root });
    await callInsideOk(['hooks', 'remove'], { cwd: root });
    expect(contents(hooks)).toEqual(before);
  });

  test('what was there is run first, with its arguments, its input and its say', async () => {
    const root = repository();
    const hooks = join(root, '.git/hooks');
    for (const hook of HOOKS) write(join(hooks, hook), script(LOG), 0o755);
    for (const hook of ['pre-push', 'post-rewrite'])
      write(join(hooks, hook), script(`${LOG}\nsed 's/^/  /' >>.git/ran`), 0o755);
    git(root, 'init', '-q', '--bare', '../remote.git');
    git(root, 'remote', 'add', 'origin', '../remote.git');
    await callInsideOk(['init'], { cwd: root });
    const ran = (): string => readFileSync(join(root, '.git/ran'), 'utf8').replace(/[0-9a-f]{40}/g, 'OID');

    git(root, 'commit', '-q', '--allow-empty', '-m', 'one');
    git(root, 'commit', '-q', '--allow-empty', '--amend', '-m', 'two');
    git(root, 'push', '-q', 'origin', 'main');
    git(root, 'checkout', '-qb', 'other');
    expect(ran()).toBe(
      [
        'pre-commit ',
        'prepare-commit-msg .git/COMMIT_EDITMSG message',
        'commit-msg .git/COMMIT_EDITMSG',
        'post-commit ',
        'pre-commit ',
        'prepare-commit-msg .git/COMMIT_EDITMSG message',
        'commit-msg .git/COMMIT_EDITMSG',
        'post-commit ',
        'post-rewrite amend',
        '  OID OID',
        'pre-push origin ../remote.git',
        '  refs/heads/main OID refs/heads/main OID',
        'post-checkout OID OID 1',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['pre-commit', ['commit', '--allow-empty', '-m', 'x'], 1],
    ['commit-msg', ['commit', '--allow-empty', '-m', 'x'], 1],
    ['pre-push', ['push', '-q', 'origin', 'main'], 1],
    ['post-checkout', ['checkout', '-q', '-b', 'other'], 1],
    ['post-commit', ['commit', '-q', '--allow-empty', '-m', 'x'], 0],
  ])('the status of a %s that was there is what git gets', async (hook, args, expected) => {
    const root = repository();
    git(root, 'init', '-q', '--bare', '../remote.git');
    git(root, 'remote', 'add', 'origin', '../remote.git');
    write(join(root, '.git/hooks', hook), script('exit 7'), 0o755);
    await callInsideOk(['init'], { cwd: root });
    expect(tryGit(root, args).status).toBe(expected);
  });

  test('a hook of ours of another version is written anew, and what was before it stays', async () => {
    const root = repository();
    const path = join(root, '.git/hooks/pre-commit');
    write(path, script('exit 0'), 0o755);
    await callInsideOk(['init'], { cwd: root });
    write(path, `${readFileSync(path, 'utf8')}# old\n`);
    expect((await status(root)).find(({ hook }) => hook === 'pre-commit')).toMatchObject({
      runs: true,
      detail: '.git/hooks/pre-commit, behind pre-commit.before-git-task, of another version',
    });
    await callInsideOk(['init'], { cwd: root });
    await callInsideOk(['hooks', 'remove'], { cwd: root });
    expect(contents(join(root, '.git/hooks'))).toEqual({ 'pre-commit': `755 ${script('exit 0')}` });
  });

  test('a hook that took our place, and one that we run first: neither is lost', async () => {
    const root = repository();
    const path = join(root, '.git/hooks/pre-commit');
    write(path, script('first'), 0o755);
    await callInsideOk(['init'], { cwd: root });
    write(path, script('second'), 0o755);
    const { stderr } = await callInside(['hooks', 'install'], { cwd: root });
    expect(stderr).toContain('it took the place of our hook');
    expect(contents(join(root, '.git/hooks'))).toMatchObject({
      'pre-commit': `755 ${script('second')}`,
      'pre-commit.before-git-task': `755 ${script('first')}`,
    });
  });
});

describe('where git looks elsewhere', () => {
  test('a directory of the worktree is edited only when told, and restored', async () => {
    const root = repository();
    const hooks = join(root, 'githooks');
    write(join(hooks, 'pre-commit'), script('echo theirs'), 0o755);
    write(join(hooks, 'pre-push'), '#!/bin/sh\necho theirs\nexit 0', 0o755);
    write(join(hooks, 'post-commit'), '#!/bin/sh\necho theirs', 0o755);
    git(root, 'config', 'core.hooksPath', 'githooks');
    const before = contents(hooks);
    const { stderr } = await callInside(['init'], { cwd: root });
    expect(stderr).toContain('9 belong into files of others: git task hooks install');
    const told = await callInside(['hooks', 'install'], { cwd: root });
    expect(told.stderr).toContain('git task hooks install --edit-tracked');
    expect(told.stderr).toContain('git-task/hook.sh; [ ! -f "$h" ] || sh "$h" <hook> "$@" || exit $?');
    expect(contents(hooks)).toEqual(before);
    expect(contents(join(root, '.git/hooks'))).toEqual({});
    expect((await status(root)).every(({ runs }) => !runs)).toBe(true);

    await callInsideOk(['hooks', 'install', '--edit-tracked'], { cwd: root });
    expect((await status(root)).every(({ runs }) => runs)).toBe(true);
    const edited = contents(hooks);
    await callInsideOk(['hooks', 'install', '--edit-tracked'], { cwd: root });
    expect(contents(hooks)).toEqual(edited);
    await callInsideOk(['add', 'x', '--start', '-q'], { cwd: root });
    git(root, 'commit', '-q', '--allow-empty', '-m', 'one');
    expect(git(root, 'log', '-1', '--format=%(trailers:key=Task,valueonly)')).not.toBe('');
    await callInsideOk(['hooks', 'remove'], { cwd: root });
    expect(contents(hooks)).toEqual(edited);
    await callInsideOk(['hooks', 'remove', '--edit-tracked'], { cwd: root });
    expect(contents(hooks)).toEqual(before);
  });

  test('a link from .git/hooks into the worktree counts as the worktree', async () => {
    const root = repository();
    write(join(root, 'githooks/pre-commit'), script('exit 0'), 0o755);
    git(root, 'config', 'core.hooksPath', '.git/linked');
    symlinkSync('../githooks', join(root, '.git/linked'));
    await callInsideOk(['init'], { cwd: root });
    expect(Object.keys(contents(join(root, 'githooks')))).toEqual(['pre-commit']);
  });

  test('a directory that other repositories share is never written', async () => {
    const root = repository();
    const shared = makeTestDir();
    git(root, 'config', 'core.hooksPath', shared);
    await callInsideOk(['init'], { cwd: root });
    const { stderr } = await callInside(['hooks', 'install', '--edit-tracked'], { cwd: root });
    expect(stderr).toContain('outside of this repository: add the line yourself');
    expect(stderr.split('\n').filter((line) => line.includes('hook.sh'))).toHaveLength(1);
    expect(stderr).toContain(
      `in ${shared}, with each one's name for <hook>: pre-commit, prepare-commit-msg,`,
    );
    expect(contents(shared)).toEqual({});
  });

  test('a relative directory that a worktree does not have: status, doctor and start say so', async () => {
    const root = repository();
    await callInsideOk(['init'], { cwd: root });
    git(root, 'config', 'core.hooksPath', '.husky/_');
    const wt = join(root, '../wt');
    git(root, 'worktree', 'add', '-q', wt);
    const task = await callInsideOk(['add', 'x', '-q'], { cwd: wt });
    const { stderr } = await callInside(['start', task], { cwd: wt });
    expect(stderr).toContain(
      'no hook will run in this worktree: core.hooksPath is .husky/_, which husky makes at npm install: there is no such directory in this worktree',
    );
    expect((await status(root)).map(({ worktree, runs }) => `${worktree} ${runs}`)).toEqual([
      ...HOOKS.map(() => 'null false'),
      ...HOOKS.map(() => 'wt false'),
    ]);
    expect((await callInside(['doctor'], { cwd: wt })).stdout).toMatch(
      /wrong {2}hooks .*core.hooksPath is .husky\/_/,
    );
  });
});

describe('worktrees', () => {
  test('of a bare repository have the hooks of all', async () => {
    const dir = join(repository(), '..');
    git(dir, 'clone', '-q', '--bare', 'repo', 'bare.git');
    git(join(dir, 'bare.git'), 'worktree', 'add', '-q', '../wt', '-b', 'work');
    const wt = join(dir, 'wt');
    await callInsideOk(['init'], { cwd: wt });
    const task = await callInsideOk(['add', 'x', '--start', '-q'], { cwd: wt });
    git(wt, 'commit', '-q', '--allow-empty', '-m', 'one');
    expect(git(wt, 'log', '-1', '--format=%(trailers:key=Task,valueonly)').trim()).toBe(task);
    expect((await status(wt)).map(({ worktree, runs }) => `${worktree} ${runs}`)).toEqual(
      HOOKS.map(() => 'wt true'),
    );
  });

  test('of the tasks themselves are left alone', async () => {
    const root = repository();
    await callInsideOk(['init'], { cwd: root });
    git(root, 'worktree', 'add', '-q', '--detach', '../tasks', 'refs/tasks/main');
    const tip = git(root, 'rev-parse', 'refs/tasks/main');
    write(join(root, '../tasks/README.md'), 'other\n');
    git(join(root, '../tasks'), 'commit', '-qam', 'by hand');
    expect(git(root, 'rev-parse', 'refs/tasks/main')).toBe(tip);
  });
});

describe('wrong calls', () => {
  test.each([
    [['hooks'], 'USAGE'],
    [['hooks', 'instal'], '"instal" is none of install, remove, status'],
    [['hooks', 'status', '--edit-tracked'], '--edit-tracked changes nothing here'],
    [['hook', 'update'], 'there is no hook "update" of ours'],
  ])('%j', async (argv, said) => {
    const { status: ended, stderr } = await callInside(argv, { cwd: repository() });
    expect(ended).toBe(2);
    expect(stderr).toContain(said);
  });
});
