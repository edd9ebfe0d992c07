import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Done, HookWorld, tryGit, write } from '../hook-world.ts';
import { git, makeTestDir, testEnv } from '../temp-repository.ts';

let world: HookWorld;
beforeEach(async () => {
  world = await new HookWorld(makeTestDir()).setUp();
});

const NO_TASK = 'no task is in progress in this worktree';
const strict = (): void => {
  git(world.root, 'config', 'task.enforce', 'strict');
};

function commit(cwd: string, ...more: readonly string[]): Done {
  return tryGit(cwd, ['commit', '-q', '--allow-empty', '-m', 'one', ...more]);
}

/** What the branch says for all clones. */
function share(settings: string): void {
  const tasks = join(world.root, '../tasks');
  git(world.root, 'worktree', 'add', '-q', '--detach', tasks, 'refs/tasks/main');
  write(join(tasks, 'config.yaml'), settings);
  git(tasks, 'commit', '-qam', 'Policy');
  git(world.root, 'update-ref', 'refs/tasks/main', git(tasks, 'rev-parse', 'HEAD'));
}

describe('a commit without a task', () => {
  type Place = 'linked' | 'main';
  const rows: readonly (readonly [
    enforce: string | undefined,
    scope: string | undefined,
    ci: string | undefined,
    place: Place,
    expected: 'veto' | 'warning' | 'silence',
  ])[] = [
    [undefined, undefined, undefined, 'linked', 'warning'],
    [undefined, undefined, undefined, 'main', 'silence'],
    [undefined, 'all', undefined, 'main', 'warning'],
    ['off', 'all', undefined, 'linked', 'silence'],
    ['strict', undefined, undefined, 'linked', 'veto'],
    ['strict', undefined, undefined, 'main', 'silence'],
    ['strict', 'all', undefined, 'main', 'veto'],
    ['strict', 'all', 'true', 'main', 'warning'],
    ['strict', undefined, 'true', 'linked', 'warning'],
    ['strict', undefined, 'false', 'linked', 'veto'],
  ];
  test.each(rows)(
    'enforce %s, scope %s, CI %s, in the %s worktree: %s',
    async (enforce, scope, ci, place, expected) => {
      await world.call(['release', '-q']);
      if (enforce !== undefined) git(world.root, 'config', 'task.enforce', enforce);
      if (scope !== undefined) git(world.root, 'config', 'task.enforceScope', scope);
      const cwd = place === 'main' ? world.root : world.worktree;
      const env = ci === undefined ? {} : { CI: ci };
      const { status, said } = tryGit(cwd, ['commit', '-q', '--allow-empty', '-m', 'one'], env);
      expect(status).toBe(expected === 'veto' ? 1 : 0);
      if (expected === 'silence') expect(said).toBe('');
      else if (expected === 'warning') expect(said).toBe(`warning: ${NO_TASK}: git task next --claim\n`);
      else
        expect(said.split('\n')).toEqual([
          expect.stringMatching(/^error: no task is in progress in this worktree +COMMIT_VETOED$/),
          '  hint: GIT_TASK_SKIP=1, or --no-verify, commits all the same and is recorded',
          '  try:  git task next --claim',
          '  or:   git task add "<title>" --start',
          '',
        ]);
    },
  );

  test('the branch decides for all clones, and a clone for itself', async () => {
    share('enforce: strict\nenforceScope: all\n');
    expect(commit(world.root).status).toBe(1);
    git(world.root, 'config', 'task.enforce', 'off');
    expect(commit(world.root)).toEqual({ status: 0, said: '' });
  });

  test('the calls that a veto names solve it', async () => {
    strict();
    await world.call(['release', '-q']);
    expect(commit(world.worktree).status).toBe(1);
    await world.call(['next', '--claim', '-q']);
    expect(commit(world.worktree)).toEqual({ status: 0, said: '' });
    await world.call(['release', '-q']);
    await world.call(['add', 'Something else', '--start', '-q']);
    expect(commit(world.worktree)).toEqual({ status: 0, said: '' });
  });

  test('a merge, a revert, a pick and a rebase need none', async () => {
    strict();
    await world.call(['release', '-q']);
    const { worktree } = world;
    const quiet = ['-c', 'core.hooksPath=/dev/null'];
    const change = (text: string): void => {
      write(join(worktree, 'a.txt'), text);
      git(worktree, ...quiet, 'commit', '-qam', text.trim());
    };
    git(worktree, ...quiet, 'checkout', '-qb', 'side');
    change('theirs\n');
    git(worktree, ...quiet, 'checkout', '-q', 'work');
    change('ours\n');
    const solve = (): Done => {
      write(join(worktree, 'a.txt'), `both ${git(worktree, 'rev-parse', 'HEAD')}\n`);
      git(worktree, 'add', 'a.txt');
      return tryGit(worktree, ['commit', '-q', '--no-edit']);
    };
    expect(tryGit(worktree, ['cherry-pick', 'side']).status).toBe(1);
    expect(solve()).toEqual({ status: 0, said: '' });
    expect(tryGit(worktree, ['revert', '--no-edit', 'HEAD~1']).status).toBe(1);
    expect(solve()).toEqual({ status: 0, said: '' });
    expect(tryGit(worktree, ['merge', '-q', 'side']).status).toBe(1);
    expect(solve()).toEqual({ status: 0, said: '' });
    change('more\n');
    expect(tryGit(worktree, ['rebase', '-q', '--force-rebase', 'HEAD~1'])).toEqual({ status: 0, said: '' });
    expect((await world.events()).map(({ type }) => type)).not.toContain('enforcement_bypassed');
  });
});

describe("a file that another one's task in progress owns", () => {
  const own = (glob: string, as: string): Promise<string> =>
    world.call(['add', 'Own it', '--resource', `owns:file:${glob}`, '--start', '-q', '--as', as], world.root);
  const stage = (name: string): Done => {
    write(join(world.worktree, name), 'changed\n');
    git(world.worktree, 'add', name);
    return tryGit(world.worktree, ['commit', '-qm', 'one']);
  };

  test.each([
    ['src/**', 'src/deep/x.ts', 1],
    ['src', 'src/deep/x.ts', 1],
    ['*.txt', 'a.txt', 1],
    ['src/**', 'a.txt', 0],
  ])('%s owned, %s staged', async (glob, name, status) => {
    strict();
    await own(glob, 'bob');
    const done = stage(name);
    expect(done.status).toBe(status);
    if (status === 1)
      expect(done.said).toMatch(
        new RegExp(
          `^error: ${name} is owned by \\w{4} "Own it" \\(in progress, bob\\) .*COMMIT_VETOED\n[^]*try: +git task wait \\w{4} --until completed\n +or: +git restore --staged -- ${name}\n`,
        ),
      );
  });

  test('a file moved out of what is owned', async () => {
    strict();
    await own('a.txt', 'bob');
    git(world.worktree, 'mv', 'a.txt', 'moved.txt');
    expect(tryGit(world.worktree, ['commit', '-qm', 'one']).status).toBe(1);
  });

  test('that a merge brings is no work on it', async () => {
    strict();
    git(world.root, 'checkout', '-qb', 'side');
    write(join(world.root, 'a.txt'), 'theirs\n');
    write(join(world.root, 'b.txt'), 'theirs\n');
    git(world.root, 'commit', '-qam', 'theirs');
    await own('b.txt', 'bob');
    write(join(world.worktree, 'a.txt'), 'ours\n');
    git(world.worktree, 'commit', '-qam', 'ours');
    expect(tryGit(world.worktree, ['merge', '-q', 'side']).status).toBe(1);
    write(join(world.worktree, 'a.txt'), 'both\n');
    expect(tryGit(world.worktree, ['commit', '-qa', '--no-edit'])).toEqual({ status: 0, said: '' });
  });

  test('the same actor, a task that nobody holds, and warn stop nothing', async () => {
    strict();
    await own('a.txt', 'Ann Author/wt');
    const free = await own('b.txt', 'bob');
    await world.call(['release', free, '-q', '--as', 'bob'], world.root);
    const [{ by } = { by: '' }] = (await world.events()).filter(({ task }) => task === world.task);
    expect(by).toMatch(/\/wt$/);
    expect(stage('b.txt').status).toBe(0);
    git(world.root, 'config', 'task.enforce', 'warn');
    await own('c.txt', 'bob');
    expect(stage('c.txt')).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^warning: c.txt is owned by/),
    });
  });
});

describe('the trailer', () => {
  const withEditor = (script: string, ...args: readonly string[]): Done =>
    tryGit(world.worktree, ['commit', '-q', '--allow-empty', ...args], { GIT_EDITOR: `sh -c '${script}' -` });
  const message = (): string => git(world.worktree, 'log', '-1', '--format=%B');

  test.each([
    ['a subject', ['-m', 'one'], 'one\n\nTask: ID'],
    ['a body', ['-m', 'one', '-m', 'more\nlines'], 'one\n\nmore\nlines\n\nTask: ID'],
    ['other trailers', ['-m', 'one', '--trailer', 'Reviewed-by: bob'], 'one\n\nReviewed-by: bob\nTask: ID'],
    ['a task of its own', ['-m', 'one', '--trailer', 'Task: abcd'], 'one\n\nTask: abcd'],
    ['a fixup', ['--fixup=HEAD'], 'fixup! files\n\nTask: ID'],
  ])('behind %s', (_, args, expected) => {
    expect(tryGit(world.worktree, ['commit', '-q', '--allow-empty', ...args]).status).toBe(0);
    expect(message().trim()).toBe(expected.replace('ID', world.task));
  });

  test('behind what an editor wrote, comments left alone', () => {
    expect(withEditor('sed -i 1s/^/typed/ "$1"').status).toBe(0);
    expect(message().trim()).toBe(`typed\n\nTask: ${world.task}`);
    expect(withEditor('sed -i 1s/^/again/ "$1"', '--verbose').status).toBe(0);
    expect(message().trim()).toBe(`again\n\nTask: ${world.task}`);
  });

  test('an empty message stays empty, and git gives it up', () => {
    expect(withEditor('true').status).toBe(1);
    expect(withEditor('true', '--verbose').status).toBe(1);
    expect(tryGit(world.worktree, ['commit', '-q', '--allow-empty', '-m', '']).status).toBe(1);
  });

  test('taken out again: strict wants it back, and says how', async () => {
    strict();
    const without = withEditor('sed -i /^Task:/d "$1"', '-m', 'one', '--edit');
    expect(without.status).toBe(1);
    const call = /^ {2}try: {2}(.*)$/m.exec(without.said)?.[1] ?? '';
    const again = spawnSync('sh', ['-c', `${call} --allow-empty`], { cwd: world.worktree, env: testEnv });
    expect(again.status, String(again.stderr)).toBe(0);
    expect(message().trim()).toBe(`one\n\nTask: ${world.task}`);
    const other = await world.call(['add', 'Another one here', '--start', '-q']);
    const named = tryGit(world.worktree, [
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'x',
      '--trailer',
      `Task: ${world.task}`,
    ]);
    expect(named, named.said).toEqual({ status: 0, said: '' });
    expect(await world.commits(other)).toEqual([]);
    expect((await world.commits()).at(-1)).toBe(git(world.worktree, 'rev-parse', 'HEAD'));
    git(world.root, 'config', 'task.enforce', 'warn');
    expect(withEditor('sed -i /^Task:/d "$1"', '-m', 'one', '--edit').status).toBe(0);
  });
});

describe('a commit that goes round the hooks', () => {
  const bypasses = async (): Promise<readonly unknown[]> =>
    (await world.events())
      .filter(({ type }) => type === 'enforcement_bypassed')
      .map(({ task, data }) => ({ task, commit: data.commit }));
  const head = (): string => git(world.worktree, 'rev-parse', 'HEAD');

  test('by --no-verify, where strict', async () => {
    strict();
    expect(commit(world.worktree, '--no-verify').said).toContain(
      'recorded: this commit went round the hooks',
    );
    expect(await bypasses()).toEqual([{ task: world.task, commit: head() }]);
  });

  test('by GIT_TASK_SKIP=1, where strict, without a word', async () => {
    strict();
    commit(world.worktree);
    expect(
      tryGit(world.worktree, ['commit', '-q', '--allow-empty', '-m', 'x'], { GIT_TASK_SKIP: '1' }),
    ).toEqual({
      status: 0,
      said: '',
    });
    expect(await bypasses()).toEqual([{ task: world.task, commit: head() }]);
  });

  test('without a task: an event of none', async () => {
    strict();
    await world.call(['release', '-q']);
    expect(commit(world.worktree).status).toBe(1);
    expect(commit(world.worktree, '--no-verify').status).toBe(0);
    expect(await bypasses()).toEqual([{ task: null, commit: head() }]);
  });

  test('after one that passed and was given up', async () => {
    strict();
    tryGit(world.worktree, ['commit', '-q', '--allow-empty'], { GIT_EDITOR: 'true' });
    commit(world.worktree, '--no-verify');
    expect(await bypasses()).toEqual([{ task: world.task, commit: head() }]);
  });

  test('is no news where nothing is strict', async () => {
    commit(world.worktree, '--no-verify');
    expect(await bypasses()).toEqual([]);
  });

  test('as git does itself, is none', async () => {
    strict();
    commit(world.worktree);
    write(join(world.worktree, 'a.txt'), 'changed\n');
    expect(tryGit(world.worktree, ['commit', '-qam', 'two']).status).toBe(0);
    expect(tryGit(world.worktree, ['revert', '--no-edit', 'HEAD']).status).toBe(0);
    expect(tryGit(world.worktree, ['commit', '--amend', '-q', '-m', 'three']).status).toBe(0);
    expect(await bypasses()).toEqual([]);
  });
});
