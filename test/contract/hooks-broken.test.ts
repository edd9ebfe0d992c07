import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { HookWorld, stateOf, tryGit, write } from '../hook-world.ts';
import { git, makeTestDir } from '../temp-repository.ts';

/** Each way in which git-task can be of no use; in all of them git must go on, and somebody must be told. */
const broken: readonly {
  readonly name: string;
  readonly breakIt: (world: HookWorld) => unknown;
  /** What is said, once for the commit; undefined: nothing, since nothing is to be told. */
  readonly said: RegExp | undefined;
}[] = [
  {
    name: 'the program is uninstalled',
    breakIt: ({ root }) => git(root, 'config', 'task.program', '/nowhere/start.js'),
    said: /^warning: git-task: \/nowhere\/start\.js is gone: git goes on without it$/gm,
  },
  {
    name: 'node is gone',
    breakIt: ({ root }) => git(root, 'config', 'task.node', '/nowhere/node'),
    said: /^warning: git-task: \/nowhere\/node is gone: git goes on without it$/gm,
  },
  {
    name: 'the program is another one',
    breakIt: ({ root }) => {
      write(join(root, '../other.js'), 'throw new Error("no");\n');
      git(root, 'config', 'task.program', join(root, '../other.js'));
    },
    said: /^warning: git-task: pre-commit failed: git goes on without it/gm,
  },
  {
    name: 'a setting of ours means nothing',
    breakIt: ({ root }) => git(root, 'config', 'task.enforce', 'harsh'),
    said: /^warning: git-task: pre-commit failed: git goes on without it/gm,
  },
  {
    name: 'the ref is corrupt',
    breakIt: ({ root }) => write(join(root, '.git/refs/tasks/main'), 'no oid\n'),
    said: /^warning: git-task: pre-commit failed: git goes on without it/gm,
  },
  {
    name: 'the ref names a commit that is not there',
    breakIt: ({ root }) => {
      write(join(root, '.git/refs/tasks/main'), `${'1'.repeat(40)}\n`);
      rmSync(join(root, '.git/git-task'), { recursive: true });
    },
    said: /^warning: git-task: pre-commit failed: git goes on without it/gm,
  },
  {
    name: 'the ref is gone',
    breakIt: ({ root }) => git(root, 'update-ref', '-d', 'refs/tasks/main'),
    said: undefined,
  },
  {
    name: 'it hangs',
    breakIt: ({ root }) => {
      write(join(root, '../hang.js'), 'setInterval(() => {}, 1000);\n');
      git(root, 'config', 'task.program', join(root, '../hang.js'));
    },
    said: /^warning: git-task: pre-commit took longer than 5 s: git goes on without it/gm,
  },
  {
    name: 'what it leaves for itself can not be written',
    breakIt: ({ worktree }) => {
      const dir = join(git(worktree, 'rev-parse', '--git-dir'), 'git-task');
      rmSync(dir, { recursive: true, force: true });
      write(dir, 'a file in its place\n');
    },
    said: undefined,
  },
  {
    name: 'what it left for itself can not be emptied',
    breakIt: ({ worktree }) =>
      write(
        join(git(worktree, 'rev-parse', '--git-dir'), 'git-task/commit/file'),
        'a directory in its place\n',
      ),
    said: undefined,
  },
  {
    name: 'the index that git hands over can not be read',
    breakIt: async (world) => {
      const { root } = world;
      // Nobody would look at it otherwise.
      await world.call(['add', 'Rework b', '--link', 'b.txt'], root);
      write(join(root, '../index'), 'no index');
      const node = join(root, '../astray');
      write(
        node,
        `#!/bin/sh\nGIT_INDEX_FILE='${join(root, '../index')}' exec '${process.execPath}' "$@"\n`,
        0o755,
      );
      git(root, 'config', 'task.node', node);
    },
    said: /^warning: git-task: pre-commit failed: git goes on without it/gm,
  },
  {
    name: 'no file can grow',
    breakIt: ({ root }) => {
      const node = join(root, '../small');
      write(node, `#!/bin/sh\nulimit -f 0\nexec '${process.execPath}' "$@"\n`, 0o755);
      git(root, 'config', 'task.node', node);
    },
    said: /^warning: git-task: post-commit failed: git goes on without it/gm,
  },
];

let world: HookWorld;
beforeEach(async () => {
  world = await new HookWorld(makeTestDir()).setUp();
});

function stage(cwd: string): void {
  write(join(cwd, 'a.txt'), 'a.txt\n1\nstaged\n3\n4\n5\n');
  git(cwd, 'add', 'a.txt');
  write(join(cwd, 'a.txt'), 'a.txt\n1\nstaged\n3\n4\nnot staged\n');
}

describe('no commit fails because git-task does', () => {
  test.each(broken)('$name', async ({ breakIt, said }) => {
    const { worktree } = world;
    git(world.root, 'config', 'task.enforceScope', 'all');
    stage(worktree);
    await breakIt(world);
    const before = stateOf(worktree);
    const done = tryGit(worktree, ['commit', '-qm', 'one']);
    expect(done, done.said).toMatchObject({ status: 0 });
    expect(git(worktree, 'log', '-1', '--format=%s')).toBe('one');
    const after = stateOf(worktree);
    expect(after).toMatchObject({ index: before.index, changed: before.changed });
    if (said === undefined) expect(done.said).toBe('');
    else expect(done.said.match(said), done.said).toHaveLength(1);
  });

  test('a broken index is told by git itself', () => {
    const { worktree } = world;
    write(join(git(worktree, 'rev-parse', '--git-dir'), 'index'), 'no index');
    const done = tryGit(worktree, ['commit', '-qm', 'one']);
    expect(done.status).toBe(128);
    expect(done.said).toMatch(/^fatal: .*index: index file smaller than expected\n$/);
  });

  test('nor is one a bypass whose pre-commit had nowhere to leave a word', async () => {
    const { root, worktree } = world;
    git(root, 'config', 'task.enforce', 'strict');
    write(
      join(git(worktree, 'rev-parse', '--git-dir'), 'git-task/commit/file'),
      'a directory in its place\n',
    );
    stage(worktree);
    expect(tryGit(worktree, ['commit', '-qm', 'one'])).toEqual({ status: 0, said: '' });
    expect((await world.events()).map(({ type }) => type)).not.toContain('enforcement_bypassed');
  });

  test.each(['merge', 'checkout', 'rebase', 'push', 'am'])('nor any %s', (operation) => {
    const { root, worktree } = world;
    git(root, 'config', 'task.program', join(root, '../broken.js'));
    write(join(root, '../broken.js'), 'process.exit(3);\n');
    git(root, 'commit', '-q', '--allow-empty', '-m', 'base');
    git(root, 'init', '-q', '--bare', '../remote.git');
    git(root, 'remote', 'add', 'origin', '../remote.git');
    write(join(worktree, 'x.txt'), 'x\n');
    git(worktree, 'add', '.');
    git(worktree, 'commit', '-qm', 'x');
    const patch = git(worktree, 'format-patch', '-1', '-o', '../patches');
    const run: Readonly<Record<string, readonly string[]>> = {
      merge: ['merge', '-q', '--no-edit', 'main'],
      checkout: ['checkout', '-qb', 'other'],
      rebase: ['rebase', '-q', 'main'],
      push: ['push', '-q', 'origin', 'work'],
      am: ['-C', root, 'am', '-q', join(worktree, patch)],
    };
    const done = tryGit(worktree, run[operation] ?? []);
    expect(done, done.said).toMatchObject({ status: 0 });
  });

  test('nor one in a repository that can only be read in part', () => {
    const { root, worktree } = world;
    const hidden = join(root, '.git/git-task/index');
    mkdirSync(hidden, { recursive: true });
    chmodSync(hidden, 0o000);
    stage(worktree);
    try {
      expect(tryGit(worktree, ['commit', '-qm', 'one']).status).toBe(0);
    } finally {
      chmodSync(hidden, 0o755);
    }
  });
});
