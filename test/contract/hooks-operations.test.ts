import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Done, HookWorld, stateOf, tryGit, write } from '../hook-world.ts';
import { git, makeTestDir } from '../temp-repository.ts';

interface Row {
  readonly name: string;
  /** Before the hooks are looked at; without them. */
  readonly given?: (cwd: string) => void;
  readonly run: (cwd: string) => Done;
  readonly status?: number;
  /** Hooks that started the program, in order. */
  readonly starts: readonly string[];
  /** What the log of events gained. */
  readonly events: readonly string[];
  /** Which commits of `work` above `main` are on the task then, newest first; all unless told. */
  readonly recorded?: 'all' | 'none';
  /** Whether the newest commit's trailer names the task. */
  readonly named?: boolean;
  /** In the main worktree, where people work and no task is in progress. */
  readonly inMain?: true;
}

const quietly = ['-c', 'core.hooksPath=/dev/null'];
const plain = (cwd: string, ...args: readonly string[]): void => {
  git(cwd, ...quietly, ...args);
};
const edit = (cwd: string, name: string, text: string): void => write(join(cwd, name), text);
const commit = (cwd: string, name: string): void => {
  edit(cwd, name, `${name} of ${cwd.endsWith('wt') ? 'wt' : 'main'}\n`);
  plain(cwd, 'add', name);
  plain(cwd, 'commit', '-qm', name);
};
/** Staged, staged and changed again, changed, new: what a commit must not disturb. */
const dirty = (cwd: string): void => {
  edit(cwd, 'a.txt', 'a.txt\n1\nstaged\n3\n4\n5\n');
  plain(cwd, 'add', 'a.txt');
  edit(cwd, 'a.txt', 'a.txt\n1\nstaged\n3\n4\nnot staged\n');
  edit(cwd, 'b.txt', 'changed\n');
  edit(cwd, 'new.txt', 'new\n');
};
const side = (cwd: string, ...names: readonly string[]): void => {
  plain(cwd, 'checkout', '-qb', 'side', 'main');
  for (const name of names) commit(cwd, name);
  plain(cwd, 'checkout', '-q', 'work');
};

const COMMIT = ['pre-commit', 'post-commit'];

const rows: readonly Row[] = [
  {
    name: 'commit',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-qm', 'one']),
    starts: COMMIT,
    events: ['commit_recorded'],
    named: true,
  },
  {
    name: 'commit -a',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-qam', 'one']),
    starts: COMMIT,
    events: ['commit_recorded'],
    named: true,
  },
  {
    name: 'commit of one path',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-qm', 'one', '--', 'b.txt']),
    starts: COMMIT,
    events: ['commit_recorded'],
    named: true,
  },
  {
    name: 'commit where no task is in progress',
    inMain: true,
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-qm', 'one']),
    starts: ['pre-commit'],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'commit --no-verify',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-qnm', 'one']),
    starts: ['post-commit'],
    events: ['commit_recorded'],
    named: false,
  },
  {
    name: 'commit with GIT_TASK_SKIP=1',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-qm', 'one'], { GIT_TASK_SKIP: '1' }),
    starts: [],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'commit in an editor',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-q'], { GIT_EDITOR: `sed -i '1s/^/typed/'` }),
    starts: COMMIT,
    events: ['commit_recorded'],
    named: true,
  },
  {
    name: 'commit given up in the editor',
    given: dirty,
    run: (cwd) => tryGit(cwd, ['commit', '-q'], { GIT_EDITOR: 'true' }),
    status: 1,
    starts: ['pre-commit'],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'commit --amend',
    given: (cwd) => {
      tryGit(cwd, ['commit', '-q', '--allow-empty', '-m', 'one']);
      dirty(cwd);
    },
    run: (cwd) => tryGit(cwd, ['commit', '-q', '--amend', '-m', 'other']),
    starts: COMMIT,
    events: ['commit_recorded'],
    named: true,
  },
  {
    name: 'rebase of three commits',
    given: (cwd) => {
      for (const name of ['x', 'y', 'z']) tryGit(cwd, ['commit', '-q', '--allow-empty', '-m', name]);
      plain(join(cwd, '../main'), 'commit', '-q', '--allow-empty', '-m', 'base');
    },
    run: (cwd) => tryGit(cwd, ['rebase', '-q', 'main']),
    starts: ['post-rewrite'],
    events: ['commit_recorded', 'commit_recorded', 'commit_recorded'],
    named: true,
  },
  {
    name: 'cherry-pick',
    given: (cwd) => side(cwd, 'x.txt'),
    run: (cwd) => tryGit(cwd, ['cherry-pick', 'side']),
    starts: ['post-commit'],
    events: ['commit_recorded'],
    named: false,
  },
  {
    name: 'cherry-pick of two',
    given: (cwd) => side(cwd, 'x.txt', 'y.txt'),
    run: (cwd) => tryGit(cwd, ['cherry-pick', 'main..side']),
    starts: ['post-commit'],
    events: ['commit_recorded', 'commit_recorded'],
    named: false,
  },
  {
    name: 'revert',
    given: (cwd) => {
      edit(cwd, 'b.txt', 'changed\n');
      tryGit(cwd, ['commit', '-qam', 'one']);
    },
    run: (cwd) => tryGit(cwd, ['revert', '--no-edit', 'HEAD']),
    starts: ['post-commit'],
    events: ['commit_recorded'],
    named: false,
  },
  {
    name: 'merge that is a commit',
    given: (cwd) => {
      side(cwd, 'x.txt');
      plain(cwd, 'commit', '-q', '--allow-empty', '-m', 'own');
    },
    run: (cwd) => tryGit(cwd, ['merge', '-q', '--no-edit', 'side']),
    starts: ['post-merge'],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'merge by fast-forward',
    given: (cwd) => side(cwd, 'x.txt'),
    run: (cwd) => tryGit(cwd, ['merge', '-q', 'side']),
    starts: ['post-merge'],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'merge --squash',
    given: (cwd) => side(cwd, 'x.txt'),
    run: (cwd) => tryGit(cwd, ['merge', '-q', '--squash', 'side']),
    starts: [],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'commit that ends a merge with conflicts',
    given: (cwd) => {
      side(cwd, 'a.txt');
      commit(cwd, 'b.txt');
      edit(cwd, 'a.txt', 'ours\n');
      plain(cwd, 'commit', '-qam', 'ours');
      tryGit(cwd, ['merge', '-q', 'side']);
      edit(cwd, 'a.txt', 'both\n');
      plain(cwd, 'add', 'a.txt');
    },
    run: (cwd) => tryGit(cwd, ['commit', '-q', '--no-edit']),
    starts: COMMIT,
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'am of two patches',
    given: (cwd) => {
      side(cwd, 'x.txt', 'y.txt');
      plain(cwd, 'format-patch', '-q', '-o', join(cwd, '../patches'), 'main..side');
    },
    run: (cwd) =>
      tryGit(cwd, [
        'am',
        '-q',
        join(cwd, '../patches/0001-x.txt.patch'),
        join(cwd, '../patches/0002-y.txt.patch'),
      ]),
    starts: ['post-applypatch'],
    events: ['commit_recorded', 'commit_recorded'],
    named: false,
  },
  {
    name: 'stash and stash pop',
    given: dirty,
    run: (cwd) => {
      tryGit(cwd, ['stash', '-q', '--include-untracked']);
      return tryGit(cwd, ['stash', 'pop', '-q', '--index']);
    },
    starts: [],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'checkout of a branch and of a file',
    given: (cwd) => edit(cwd, 'b.txt', 'changed\n'),
    run: (cwd) => {
      tryGit(cwd, ['checkout', '-q', '-b', 'other']);
      tryGit(cwd, ['checkout', '-q', '-B', 'work']);
      return tryGit(cwd, ['checkout', '-q', '--', 'b.txt']);
    },
    starts: [],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'worktree add',
    run: (cwd) => tryGit(cwd, ['worktree', 'add', '-q', '--detach', '../third']),
    starts: [],
    events: [],
    recorded: 'none',
    named: false,
  },
  {
    name: 'push',
    given: (cwd) => {
      plain(cwd, 'init', '-q', '--bare', '../remote.git');
      plain(cwd, 'remote', 'add', 'origin', '../remote.git');
    },
    run: (cwd) => tryGit(cwd, ['push', '-q', 'origin', 'work']),
    starts: ['pre-push'],
    events: [],
    recorded: 'none',
    named: false,
  },
];

describe('what the hooks do in each operation of git', () => {
  test.each(rows)('$name', async (row) => {
    const { given, run, status = 0, starts, events, recorded = 'all', named, inMain } = row;
    const alone = makeTestDir();
    const world = await new HookWorld(makeTestDir()).setUp();
    const cwd = inMain === true ? world.root : world.worktree;
    given?.(cwd);
    world.starts();
    const before = (await world.events()).length;

    const done = run(cwd);

    expect(done, done.said).toMatchObject({ status });
    expect(world.starts()).toEqual(starts);
    expect((await world.events()).slice(before).map(({ type }) => type)).toEqual(events);
    const made = git(cwd, 'rev-list', '--reverse', 'main..work').split('\n').filter(Boolean);
    expect(await world.commits()).toEqual(recorded === 'all' ? made : []);
    const trailer = git(cwd, 'log', '-1', '--format=%(trailers:key=Task,valueonly)').trim();
    if (named !== undefined) expect(trailer).toBe(named ? world.task : '');

    // The same in a clone without hooks: files, index and stash end up alike, byte for byte.
    const bare = await new HookWorld(alone).setUp();
    await bare.call(['hooks', 'remove', '-q'], bare.root);
    const there = inMain === true ? bare.root : bare.worktree;
    given?.(there);
    run(there);
    expect(stateOf(cwd)).toEqual(stateOf(there));
  });
});
