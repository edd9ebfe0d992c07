import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { callInside } from '../call-inside.ts';
import { HookWorld, tryGit, write } from '../hook-world.ts';
import { git, makeTestDir } from '../temp-repository.ts';

const SERVER = `const express = require('express');
const app = express();
app.get('/api/users', (req, res) => res.json([]));
app.post('/api/login', (req, res) => res.send('ok'));
module.exports = app;
`;
const WITHOUT_LOGIN = SERVER.replace(/^app.post.*\n/m, '');
const HOOKLESS = ['-c', 'core.hooksPath=/dev/null'];

let world: HookWorld;
/** In the main worktree; its work threatens the task in the linked one. */
let other: string;
beforeEach(async () => {
  world = new HookWorld(makeTestDir());
  write(join(world.root, 'server.js'), SERVER);
  await world.setUp();
  await world.call(['resource', world.task, 'depends:endpoint:POST /api/login', '-q']);
  other = await world.call(['add', 'Tidy', '-q'], world.root);
});

interface Told {
  readonly type: string;
  readonly cause: unknown;
}

/** What the task in the linked worktree was told of, and what was withdrawn. */
async function told(): Promise<readonly Told[]> {
  return (await world.events())
    .filter(({ type, task }) => task === world.task && type.startsWith('impact_'))
    .map(({ type, data }) => ({ type, cause: data.cause }));
}

function drop(cwd: string, ...more: readonly string[]): string {
  write(join(cwd, 'server.js'), WITHOUT_LOGIN);
  git(cwd, ...more, 'commit', '-qam', 'Drop login');
  return git(cwd, 'rev-parse', 'HEAD');
}

function dropUnseen(trailer: boolean): string {
  write(join(world.root, 'server.js'), WITHOUT_LOGIN);
  const named = trailer ? ['--trailer', `Task: ${other}`] : [];
  git(world.root, ...HOOKLESS, 'commit', '-qam', 'Drop login', ...named);
  return git(world.root, 'rev-parse', 'HEAD');
}

describe('work that arrives in a worktree is told to the task there, once, by whoever did it', () => {
  const ways: readonly (readonly [string, readonly string[], boolean])[] = [
    ['a merge', ['merge', '-q', '--no-edit', 'main'], true],
    ['a fast-forward', ['merge', '-q', 'main'], false],
    ['a rebase', ['rebase', '-q', 'main'], true],
    ['a pull', ['pull', '-q', '--rebase=false', '--no-edit', '.', 'main'], true],
    ['a pull --rebase', ['pull', '-q', '--rebase', '.', 'main'], true],
  ];
  test.each(ways)('by %s', async (_, args, diverged) => {
    if (diverged) {
      write(join(world.worktree, 'own.txt'), 'own\n');
      git(world.worktree, 'add', '.');
      git(world.worktree, 'commit', '-qm', 'own');
    }
    dropUnseen(true);
    const done = tryGit(world.worktree, args);
    expect(done, done.said).toMatchObject({ status: 0 });
    expect(done.said).toMatch(/^conflict {2}\w{4} "Rework a" {2}removes POST \/api\/login \(server\.js:4\)/m);
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: other }]);
    git(world.root, ...HOOKLESS, 'commit', '-q', '--allow-empty', '-m', 'more');
    tryGit(world.worktree, args);
    expect(await told()).toHaveLength(1);
  });

  test('by the commit, where it names no task', async () => {
    const oid = dropUnseen(false);
    tryGit(world.worktree, ['merge', '-q', 'main']);
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: oid }]);
  });

  test('not what was told at the commit already', async () => {
    await world.call(['start', other, '-q'], world.root);
    drop(world.root);
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: other }]);
    tryGit(world.worktree, ['merge', '-q', 'main']);
    expect(await told()).toHaveLength(1);
  });
});

describe('what is taken back is withdrawn', () => {
  test('by an amend of a commit without a task', async () => {
    const oid = drop(world.root);
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: oid }]);
    write(join(world.root, 'server.js'), `${SERVER}// tidy\n`);
    const done = tryGit(world.root, ['commit', '-qa', '--amend', '-m', 'Tidy']);
    expect(done.said).toContain('withdrawn from');
    expect((await told()).map(({ type }) => type)).toEqual(['impact_conflict', 'impact_withdrawn']);
  });

  test.each(['the same task', 'nobody in particular'])('by a revert of %s', async (who) => {
    await world.call(['start', other, '-q'], world.root);
    drop(world.root);
    if (who !== 'the same task') await world.call(['release', other, '-q'], world.root);
    tryGit(world.root, ['revert', '--no-edit', 'HEAD']);
    expect((await told()).map(({ type }) => type)).toEqual(['impact_conflict', 'impact_withdrawn']);
  });

  describe('where no hook runs, before it would be in the way', () => {
    beforeEach(async () => {
      git(world.root, 'config', 'task.enforce', 'strict');
      await world.call(['start', other, '-q'], world.root);
      git(world.root, 'checkout', '-qb', 'tidy');
      drop(world.root);
    });

    /** A commit in the worktree of the task that was told. */
    function commit(): { readonly status: number | null; readonly said: string } {
      return tryGit(world.worktree, ['commit', '-q', '--allow-empty', '-m', 'Login page']);
    }

    const ways: readonly (readonly [string, readonly (readonly string[])[]])[] = [
      ['a reset', [['reset', '-q', '--hard', 'HEAD~1']]],
      [
        'deleting the branch',
        [
          ['checkout', '-q', 'main'],
          ['branch', '-qD', 'tidy'],
        ],
      ],
    ];
    test.each(ways)('by %s', async (_, calls) => {
      expect(commit()).toMatchObject({ status: 1 });
      for (const call of calls) git(world.root, ...call);
      const { status, said } = commit();
      expect(status, said).toBe(0);
      expect(said).toMatch(/^withdrawn from .*: removes:endpoint:POST \/api\/login\n$/);
      expect((await told()).map(({ type }) => type)).toEqual(['impact_conflict', 'impact_withdrawn']);
    });

    test('also of a commit without a task', async () => {
      git(world.root, 'reset', '-q', '--hard', 'HEAD~1');
      await world.call(['release', other, '-q'], world.root);
      const cause = drop(world.root);
      git(world.root, 'reset', '-q', '--hard', 'HEAD~1');
      expect(commit()).toMatchObject({ status: 0 });
      expect((await told()).map(({ type }) => type)).toEqual([
        'impact_conflict',
        'impact_conflict',
        'impact_withdrawn',
        'impact_withdrawn',
      ]);
      expect((await told())[1]?.cause).toBe(cause);
    });

    test('not while another commit does the same, or another branch has it', async () => {
      git(world.root, 'branch', '-q', 'kept');
      git(world.root, 'reset', '-q', '--hard', 'HEAD~1');
      expect(commit()).toMatchObject({ status: 1 });
      git(world.root, 'checkout', '-q', 'kept');
      git(world.root, 'branch', '-qD', 'tidy');
      git(world.root, 'commit', '-q', '--allow-empty', '-m', 'More');
      git(world.root, 'reset', '-q', '--hard', 'HEAD~1');
      expect(commit()).toMatchObject({ status: 1 });
      expect((await told()).map(({ type }) => type)).toEqual(['impact_conflict']);
    });

    test('not of a completed task, which may be merged as one commit', async () => {
      await world.call(['complete', other, '-q'], world.root);
      git(world.root, 'checkout', '-q', 'main');
      git(world.root, 'branch', '-qD', 'tidy');
      expect(commit()).toMatchObject({ status: 1 });
    });
  });

  test('not by a rebase, an amended message or a pick: nothing is told again', async () => {
    await world.call(['start', other, '-q'], world.root);
    git(world.root, 'checkout', '-qb', 'tidy');
    drop(world.root);
    git(world.root, 'commit', '-q', '--amend', '-m', 'Better words');
    git(world.root, ...HOOKLESS, 'checkout', '-q', 'main');
    git(world.root, ...HOOKLESS, 'commit', '-q', '--allow-empty', '-m', 'base');
    git(world.root, ...HOOKLESS, 'checkout', '-q', 'tidy');
    expect(tryGit(world.root, ['rebase', '-q', 'main']).status).toBe(0);
    git(world.root, 'checkout', '-q', 'main');
    expect(tryGit(world.root, ['cherry-pick', 'tidy']).status).toBe(0);
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: other }]);
  });

  test('of a commit without a task, rebased: told by its new name, the old one withdrawn', async () => {
    git(world.root, 'checkout', '-qb', 'tidy');
    const before = drop(world.root);
    git(world.root, 'branch', '-q', '-f', 'main', 'main');
    git(world.root, ...HOOKLESS, 'checkout', '-q', 'main');
    git(world.root, ...HOOKLESS, 'commit', '-q', '--allow-empty', '-m', 'base');
    git(world.root, ...HOOKLESS, 'checkout', '-q', 'tidy');
    tryGit(world.root, ['rebase', '-q', 'main']);
    const after = git(world.root, 'rev-parse', 'HEAD');
    expect((await told()).filter(({ type }) => type === 'impact_conflict')).toEqual([
      { type: 'impact_conflict', cause: before },
      { type: 'impact_conflict', cause: after },
    ]);
    expect((await told()).filter(({ type }) => type === 'impact_withdrawn')).toHaveLength(1);
  });
});

describe('a hook that can not read all sources in time', () => {
  /** Runs a hook while ten seconds pass whenever somebody looks at the clock; returns what it says. */
  async function late(name: string): Promise<string> {
    let time = Date.now();
    const now = (): number => {
      time += 10_000;
      return time;
    };
    const { status, stderr } = await callInside(['hook', name], { cwd: world.root, now });
    expect(status).toBe(0);
    return stderr;
  }

  test('records the commit, and the next one tells what it did', async () => {
    await world.call(['start', other, '-q'], world.root);
    write(join(world.root, 'server.js'), WITHOUT_LOGIN);
    git(world.root, ...HOOKLESS, 'commit', '-qam', 'Drop login');
    const oid = git(world.root, 'rev-parse', 'HEAD');
    await late('post-commit');
    expect(await world.commits(other)).toEqual([oid]);
    expect(await told()).toEqual([]);
    git(world.root, ...HOOKLESS, 'commit', '-q', '--allow-empty', '-m', 'More');
    await late('post-commit');
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: other }]);
  });

  test('withdraws nothing that it did not look at', async () => {
    await world.call(['start', other, '-q'], world.root);
    drop(world.root);
    rmSync(join(world.root, '.git/git-task/facts'));
    git(world.root, ...HOOKLESS, 'commit', '-q', '--allow-empty', '-m', 'More');
    await late('post-commit');
    expect(await told()).toEqual([{ type: 'impact_conflict', cause: other }]);
  });

  test('says so before the commit', async () => {
    write(join(world.root, 'server.js'), WITHOUT_LOGIN);
    git(world.root, 'add', 'server.js');
    const said = 'not all sources are read yet, so files alone were compared; all: git task impact\n';
    expect(await late('pre-commit')).toBe(said);
  });
});

describe('a push', () => {
  beforeEach(() => {
    git(world.root, 'init', '-q', '--bare', '../remote.git');
    git(world.root, 'remote', 'add', 'origin', '../remote.git');
    git(world.root, 'push', '-q', '--no-verify', 'origin', 'main');
  });
  const there = (): string => git(join(world.root, '../remote.git'), 'for-each-ref', '--format=%(refname)');

  test('says whom it touches, and sends no tasks unless the remote was told about', () => {
    dropUnseen(true);
    const done = tryGit(world.root, ['push', '-q', 'origin', 'main']);
    expect(done.status).toBe(0);
    expect(done.said).toMatch(/^conflict {2}\w{4} "Rework a"/);
    expect(there()).toBe('refs/heads/main');
  });

  test('shares the tasks with a remote that was, and does not call itself', async () => {
    await world.call(['sync', '--remote', 'origin', '-q'], world.root);
    const tip = git(world.root, 'rev-parse', 'refs/tasks/main');
    await world.call(['note', other, 'more', '-q'], world.root);
    world.starts();
    write(join(world.root, 'x.txt'), 'x\n');
    git(world.root, 'add', '.');
    git(world.root, ...HOOKLESS, 'commit', '-qm', 'x');
    const done = tryGit(world.root, ['push', '-q', 'origin', 'main']);
    expect(done).toEqual({ status: 0, said: 'tasks are shared with origin\n' });
    expect(world.starts()).toEqual(['pre-push']);
    const sent = git(join(world.root, '../remote.git'), 'rev-parse', 'refs/tasks/main');
    expect(sent).toBe(git(world.root, 'rev-parse', 'refs/tasks/main'));
    expect(sent).not.toBe(tip);
  });

  test('goes on where the tasks can not be shared', async () => {
    await world.call(['sync', '--remote', 'origin', '-q'], world.root);
    write(
      join(world.root, '../remote.git/hooks/update'),
      '#!/bin/sh\ncase $1 in refs/tasks/*) exit 1 ;; esac\n',
      0o755,
    );
    await world.call(['note', other, 'more', '-q'], world.root);
    write(join(world.root, 'x.txt'), 'x\n');
    git(world.root, 'add', '.');
    git(world.root, ...HOOKLESS, 'commit', '-qm', 'x');
    const done = tryGit(world.root, ['push', '-q', 'origin', 'main']);
    expect(done.status).toBe(0);
    expect(done.said).toMatch(/^warning: tasks are not shared with origin: /m);
    expect(git(join(world.root, '../remote.git'), 'rev-parse', 'main')).toBe(
      git(world.root, 'rev-parse', 'main'),
    );
  });
});
