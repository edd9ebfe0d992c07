import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { callProgram, LAUNCHER } from '../call-program.ts';
import { wrapGit } from '../git-wrapper.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const REF = 'refs/tasks/main';
const BRANCH = 'refs/heads/git-task';

function makeHub(dir: string, name = 'hub.git', ...init: string[]): string {
  const hub = join(dir, name);
  git(dir, 'init', '--quiet', '--bare', '--initial-branch=main', ...init, hub);
  return hub;
}

/** Makes a repository with a remote, and no tasks yet. */
function makeClone(dir: string, name: string, url: string, ...init: string[]): string {
  const path = join(dir, name);
  mkdirSync(path);
  makeRepository(path, ...init);
  git(path, 'remote', 'add', 'origin', url);
  return path;
}

/** As `makeClone`, with tasks of its own that the remote does not know. */
async function makeWorker(dir: string, name: string, url: string, ...init: string[]): Promise<string> {
  const path = makeClone(dir, name, url, ...init);
  await callInsideOk(['init', '--local'], { cwd: path });
  await callInsideOk(['add', `by ${name}`], { cwd: path });
  return path;
}

function hook(hub: string, name: string, body: string): void {
  writeFileSync(join(hub, 'hooks', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

function refsOf(path: string): readonly string[] {
  return git(path, 'for-each-ref', '--format=%(refname)').split('\n').filter(Boolean);
}

function taskRefOf(path: string): string {
  return git(path, 'config', 'remote.origin.taskRef');
}

async function titles(path: string): Promise<readonly string[]> {
  const { data } = JSON.parse(await callInsideOk(['list', '--all', '--json'], { cwd: path }));
  return data.map(({ title }: { title: string }) => title).sort();
}

async function expectSound(path: string): Promise<void> {
  expect(await callInsideOk(['doctor'], { cwd: path })).not.toMatch(/^wrong/m);
  expect(git(path, 'fsck', '--no-dangling', '--no-progress', '--connectivity-only')).toBe('');
}

function sync(path: string, ...more: string[]): ReturnType<typeof callInside> {
  return callInside(['sync', '--remote', 'origin', ...more], { cwd: path });
}

async function syncOk(path: string): Promise<string> {
  const answer = await sync(path);
  expect(answer).toMatchObject({ status: 0, stdout: '' });
  return answer.stderr;
}

describe.each([
  ['a path', (hub: string) => hub],
  ['file://', (hub: string) => `file://${hub}`],
])('first contact over %s', (_, url) => {
  test('where only we have tasks: they go there, and a new clone joins them', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', url(hub));
    expect(await syncOk(ann)).toBe(`origin ${REF}: no tasks there yet, pushed\n`);
    expect(await syncOk(ann)).toBe(`origin ${REF}: the same\n`);
    const bob = makeClone(dir, 'bob', url(hub));
    expect((await callInside(['init'], { cwd: bob })).stderr).toMatch(/joined the tasks of origin/);
    expect(git(bob, 'rev-parse', REF)).toBe(git(hub, 'rev-parse', REF));
    expect(await titles(bob)).toEqual(['by ann']);
  });

  test('where only they have tasks: sync and pull bring them to a clone without a branch', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    await syncOk(await makeWorker(dir, 'ann', url(hub)));
    for (const verb of ['sync', 'pull']) {
      const path = makeClone(dir, verb, url(hub));
      const answer = await callInside([verb, '--remote', 'origin'], { cwd: path });
      expect(answer.stderr).toMatch(/took all of it in/);
      expect(await titles(path)).toEqual(['by ann']);
    }
    const pusher = makeClone(dir, 'push', url(hub));
    const answer = await callInside(['push', '--remote', 'origin'], { cwd: pusher });
    expect(answer.stderr).toMatch(/NOT_INITIALIZED/);
  });

  test('where both have, of unrelated histories: joined, nothing lost, one tip', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', url(hub));
    const bob = await makeWorker(dir, 'bob', url(hub));
    await syncOk(ann);
    expect(await syncOk(bob)).toMatch(/merged, 1 event arrived, pushed/);
    await syncOk(ann);
    for (const path of [ann, bob]) {
      expect(await titles(path)).toEqual(['by ann', 'by bob']);
      expect(git(path, 'rev-parse', REF)).toBe(git(hub, 'rev-parse', REF));
      await expectSound(path);
    }
  });
});

describe('a remote that', () => {
  test('is gone loses nothing: REMOTE_UNREACHABLE, and once it is back all arrives', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    renameSync(hub, `${hub}.away`);
    for (const verb of ['sync', 'pull', 'push']) {
      const answer = await callInside([verb, '--remote', 'origin', '--json'], { cwd: ann });
      expect(answer.status).toBe(1);
      expect(JSON.parse(answer.stdout).error).toMatchObject({ code: 'REMOTE_UNREACHABLE', retryable: true });
    }
    expect(refsOf(ann)).toEqual(['refs/heads/main', REF]);
    renameSync(`${hub}.away`, hub);
    expect(await syncOk(ann)).toMatch(/pushed/);
    expect(git(hub, 'rev-parse', REF)).toBe(git(ann, 'rev-parse', REF));
  });

  test('was made anew gets all of it again, though we know where it was', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    await syncOk(ann);
    renameSync(hub, `${hub}.old`);
    makeHub(dir);
    expect(await syncOk(ann)).toBe(`origin ${REF}: no tasks there yet, pushed\n`);
    expect(git(hub, 'rev-parse', REF)).toBe(git(ann, 'rev-parse', REF));
  });

  test('does not let us in: REMOTE_UNAUTHORIZED, without a question', async () => {
    const dir = makeTestDir();
    const ann = await makeWorker(dir, 'ann', 'ssh://git@host.invalid/hub.git');
    const ssh = join(dir, 'ssh');
    writeFileSync(
      ssh,
      '#!/bin/sh\nprintf "git@host: Permission denied (publickey).\\033[2J\\r\\n" >&2\nexit 255\n',
      { mode: 0o755 },
    );
    for (const verb of ['sync', 'pull', 'push']) {
      const answer = await callInside([verb, '--remote', 'origin'], {
        cwd: ann,
        env: { GIT_SSH_COMMAND: ssh },
      });
      expect(answer).toMatchObject({ status: 1, stdout: '' });
      expect(answer.stderr).toMatch(/error: origin does not let us in: .*REMOTE_UNAUTHORIZED/);
      expect(answer.stderr).not.toContain('\u001b');
    }
  });

  test('has no such host is unreachable', async () => {
    const dir = makeTestDir();
    const ann = await makeWorker(dir, 'ann', 'ssh://git@host.invalid/hub.git');
    const env = { GIT_SSH_COMMAND: 'echo "ssh: Could not resolve hostname host.invalid" >&2; exit 255 #' };
    const answer = await callInside(['sync', '--remote', 'origin'], { cwd: ann, env });
    expect(answer.stderr).toMatch(/REMOTE_UNREACHABLE/);
  });

  test('declines all by a hook: REMOTE_REFUSED, in its words, and nothing is remembered', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    hook(hub, 'pre-receive', 'echo "no tasks on a \\033[31mFriday" >&2; exit 1');
    const ann = await makeWorker(dir, 'ann', hub);
    const answer = await sync(ann);
    expect(answer.status).toBe(1);
    expect(answer.stderr).toMatch(/error: origin refuses the tasks: .*no tasks on a .*REMOTE_REFUSED/);
    expect(answer.stderr).not.toContain('\u001b');
    expect(answer.stderr).not.toMatch(/kept there under/);
    expect(() => taskRefOf(ann)).toThrow();
    expect(refsOf(hub)).toEqual([]);
  });

  test('keeps tasks under our own ref, and declines one push, gets no second home for them', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    await syncOk(ann);
    hook(hub, 'update', `case "$1" in refs/heads/*) exit 0;; esac; echo "closed today" >&2; exit 1`);
    await callInsideOk(['add', 'later'], { cwd: ann });
    const bob = await makeWorker(dir, 'bob', hub);
    for (const path of [ann, bob])
      for (const verb of ['sync', 'push']) {
        const answer = await callInside([verb, '--remote', 'origin'], { cwd: path });
        expect(answer.stderr).toMatch(/closed today.*REMOTE_REFUSED/);
      }
    expect(refsOf(hub)).toEqual([REF]);
    writeFileSync(join(hub, 'hooks', 'update'), '#!/bin/sh\nexit 0\n');
    await syncOk(ann);
    expect(git(hub, 'rev-parse', REF)).toBe(git(ann, 'rev-parse', REF));
  });

  test.each([
    ['by a hook', (hub: string) => hook(hub, 'update', 'case "$1" in refs/heads/*) exit 0;; esac; exit 1')],
    ['by hiding them', (hub: string) => git(hub, 'config', 'receive.hideRefs', 'refs/tasks')],
    ['by hiding them from all', (hub: string) => git(hub, 'config', 'transfer.hideRefs', 'refs/tasks')],
  ])(
    'takes only branches, %s: tasks live there, all are told, a fresh clone joins from there',
    async (_, close) => {
      const dir = makeTestDir();
      const hub = makeHub(dir);
      close(hub);
      const ann = await makeWorker(dir, 'ann', hub);
      const said = await syncOk(ann);
      expect(said).toContain(
        `warning: origin does not take ${REF}: its tasks are kept there under ${BRANCH}\n`,
      );
      expect(said).toContain(`origin ${BRANCH}: no tasks there yet, pushed\n`);
      expect(taskRefOf(ann)).toBe(BRANCH);
      expect(refsOf(hub)).toEqual([BRANCH]);

      const bob = makeClone(dir, 'bob', hub);
      expect((await callInside(['init'], { cwd: bob })).stderr).toMatch(/joined the tasks of origin/);
      expect(taskRefOf(bob)).toBe(BRANCH);
      await callInsideOk(['add', 'by bob'], { cwd: bob });
      expect((await callInside(['sync'], { cwd: bob })).stderr).toBe(
        `origin ${BRANCH}: nothing new, pushed\n`,
      );
      git(ann, 'fetch', '--quiet', '--prune', 'origin');
      await callInsideOk(['pull', '--offline'], { cwd: ann });
      expect(await titles(ann)).toEqual(['by ann', 'by bob']);
      await expectSound(ann);
    },
  );

  test('moves its tasks to a branch: whoever was told of the other ref follows, and plain fetches go on', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    await syncOk(ann);
    git(hub, 'update-ref', BRANCH, REF);
    git(hub, 'update-ref', '-d', REF);
    expect(await syncOk(ann)).toBe(`origin ${BRANCH}: the same\n`);
    expect(taskRefOf(ann)).toBe(BRANCH);
    git(hub, 'update-ref', REF, BRANCH);
    git(ann, 'fetch', '--quiet', 'origin');
  });

  test('has a branch of code where tasks would be: it is not taken for tasks, nor overwritten', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    git(ann, 'push', '--quiet', 'origin', 'main:git-task');
    const before = git(ann, 'rev-parse', REF);
    const code = git(hub, 'rev-parse', BRANCH);
    const answer = await sync(ann);
    expect(answer.stderr).toMatch(
      /format\.yaml is missing: nothing there was made by git-task.*REMOTE_INVALID/,
    );
    expect([git(ann, 'rev-parse', REF), git(hub, 'rev-parse', BRANCH)]).toEqual([before, code]);
    expect((await callInside(['push', '--remote', 'origin'], { cwd: ann })).stderr).toBe(
      `origin ${REF}: pushed\n`,
    );
    expect(await syncOk(ann)).toBe(`origin ${REF}: the same\n`);
  });

  test('takes nothing from us: what it sent is told here all the same, and redacted texts are forgotten', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    const add = async (...args: string[]): Promise<string> =>
      (await callInsideOk(['add', ...args, '-q'], { cwd: ann })).trim();
    const done = await add('Done', '--resource', 'removes:endpoint:POST /x');
    await add('hunter2-secret');
    await syncOk(ann);
    const bob = makeClone(dir, 'bob', hub);
    await callInsideOk(['init'], { cwd: bob });
    await callInsideOk(['list'], { cwd: bob });
    const unsent = ['add', 'Unsent', '-a', 'bob', '--resource', 'depends:endpoint:POST /x'];
    await callInsideOk(unsent, { cwd: bob });
    const kept = (): string => {
      const own = join(bob, '.git/git-task');
      const files = readdirSync(own, { recursive: true, withFileTypes: true }).filter((file) =>
        file.isFile(),
      );
      return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('');
    };
    expect(kept()).toContain('hunter2-secret');

    await callInsideOk(['complete', done], { cwd: ann });
    const events = await callInsideOk(['watch', '--json'], { cwd: ann });
    const secret = /"id":"(\w{26})"[^\n]*hunter2/.exec(events)?.[1] ?? '';
    await callInsideOk(['redact', secret], { cwd: ann });
    await syncOk(ann);
    hook(hub, 'pre-receive', 'echo read only >&2; exit 1');
    const answer = await callInside(['sync'], { cwd: bob });
    expect(answer.stderr).toMatch(/REMOTE_REFUSED/);
    expect((await callInside(['inbox', '--as', 'bob'], { cwd: bob })).stdout).toMatch(/POST \/x/);
    expect(kept()).not.toContain('hunter2-secret');
  });

  test('protects the ref against rewriting takes what only adds', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    git(hub, 'config', 'receive.denyNonFastForwards', 'true');
    git(hub, 'config', 'receive.denyDeletes', 'true');
    git(hub, 'config', 'receive.fsckObjects', 'true');
    const ann = await makeWorker(dir, 'ann', hub);
    const bob = await makeWorker(dir, 'bob', hub);
    for (const path of [ann, bob, ann]) await syncOk(path);
    expect(await titles(ann)).toEqual(['by ann', 'by bob']);
  });
});

describe('a remote that moves between fetch and push', () => {
  /** A git that, before it pushes, lets somebody else push `times` times first. */
  function overtaken(dir: string, rival: string, times: number): Record<string, string> {
    const count = join(dir, 'count');
    writeFileSync(count, '');
    return wrapGit(
      'push',
      `if [ "$(wc -c < "${count}")" -lt ${times} ]; then printf x >> "${count}"; cd "${rival}" && env -u GIT_DIR sh ./rival.sh; cd - >/dev/null; fi`,
    );
  }

  async function race(
    times: number,
  ): Promise<{ ann: string; bob: string; hub: string; env: Record<string, string> }> {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const [ann, bob] = [await makeWorker(dir, 'ann', hub), await makeWorker(dir, 'bob', hub)];
    await syncOk(ann);
    await syncOk(bob);
    await syncOk(ann);
    await callInsideOk(['add', 'the race'], { cwd: ann });
    // A commit that says nothing new moves the remote all the same.
    const tree = `"$(git rev-parse ${REF}^{tree})"`;
    const script = `c=$(git commit-tree -m rival -p ${REF} ${tree}) && git update-ref ${REF} $c && git push -q origin ${REF}:${REF}`;
    writeFileSync(join(bob, 'rival.sh'), `export PATH=${process.env.PATH}\n${script}\n`);
    return { ann, bob, hub, env: overtaken(dir, bob, times) };
  }

  test('is fetched, merged and pushed to again', async () => {
    const { ann, bob, hub, env } = await race(3);
    const answer = await callInside(['sync'], { cwd: ann, env });
    expect(answer).toMatchObject({ status: 0, stdout: '' });
    expect(answer.stderr).toMatch(/pushed/);
    expect(git(hub, 'rev-parse', REF)).toBe(git(ann, 'rev-parse', REF));
    expect(git(hub, 'log', '--format=%s', REF).match(/^rival$/gm)).toHaveLength(3);
    await syncOk(bob);
    expect(await titles(bob)).toEqual(['by ann', 'by bob', 'the race']);
    await expectSound(ann);
  });

  test('tells what lost there, though the pull before it found nothing new', async () => {
    const { ann, bob, env } = await race(1);
    const { data } = JSON.parse(await callInsideOk(['list', '--json'], { cwd: bob }));
    const id = data.find(({ title }: { title: string }) => title === 'by ann').id;
    await callInsideOk(['edit', id, '--title', 'by ann, again'], { cwd: ann });
    const script = `"${LAUNCHER}" edit ${id} --title 'by bob, later' -q && "${LAUNCHER}" sync -q`;
    writeFileSync(join(bob, 'rival.sh'), `export PATH=${process.env.PATH}\n(${script}) >/dev/null 2>&1\n`);
    const answer = await callInside(['sync'], { cwd: ann, env });
    expect(answer.status).toBe(0);
    expect(answer.stderr).toMatch(/merged, .*pushed/);
    expect(answer.stderr).toContain('who wanted "by ann, again"');
  });

  test('for ever is given up: REMOTE_MOVED, worth another try, nothing lost', async () => {
    const { ann, hub, env } = await race(1000);
    const answer = await callInside(['sync', '--json'], { cwd: ann, env, impatient: true });
    expect(answer.status).toBe(6);
    expect(JSON.parse(answer.stdout).error).toMatchObject({ code: 'REMOTE_MOVED', retryable: true });
    expect(await titles(ann)).toContain('the race');
    await syncOk(ann);
    expect(git(hub, 'rev-parse', REF)).toBe(git(ann, 'rev-parse', REF));
  });
});

describe('two clones', () => {
  test('that push at once, 10 times, lose nothing and end with one tip', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const clones = [await makeWorker(dir, 'ann', hub), await makeWorker(dir, 'bob', hub)];
    for (let round = 0; round < 10; round++) {
      for (const path of clones) await callInsideOk(['add', `${round}`], { cwd: path });
      const ended = await Promise.all(
        clones.map((cwd) => callProgram(['sync', '--remote', 'origin'], { cwd })),
      );
      expect(ended.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(['', '']);
    }
    for (const path of clones) await syncOk(path);
    await syncOk(clones[0] ?? '');
    expect(new Set([hub, ...clones].map((path) => git(path, 'rev-parse', REF))).size).toBe(1);
    expect(await titles(clones[0] ?? '')).toHaveLength(22);
    await expectSound(clones[1] ?? '');
  });

  test('and four calls at once in one clone, of a remote that moved', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const [ann, bob] = [await makeWorker(dir, 'ann', hub), await makeWorker(dir, 'bob', hub)];
    await syncOk(ann);
    await syncOk(bob);
    const verbs = ['sync', 'pull', 'sync', 'push'];
    const ended = await Promise.all(
      verbs.map((verb) => callProgram([verb, '--remote', 'origin'], { cwd: ann })),
    );
    expect(ended.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(verbs.map(() => ''));
    expect(await titles(ann)).toEqual(['by ann', 'by bob']);
    await expectSound(ann);
  });
});

describe('tasks go', () => {
  test('only to remotes that were named, and by no plain push', async () => {
    const dir = makeTestDir();
    const [hub, other] = [makeHub(dir), makeHub(dir, 'public.git')];
    const ann = await makeWorker(dir, 'ann', hub);
    git(ann, 'remote', 'add', 'public', other);
    for (const args of [
      ['origin', 'main'],
      ['--all', 'public'],
      ['--tags', 'public'],
      ['public', ':'],
    ])
      git(ann, '-c', 'push.default=matching', 'push', '--quiet', ...args);
    const unset = await callInside(['sync'], { cwd: ann });
    expect(unset.status).toBe(3);
    expect(unset.stderr).toMatch(/REMOTE_UNSET/);
    expect((await callInside(['sync', '--remote', 'nobody'], { cwd: ann })).stderr).toMatch(
      /REMOTE_NOT_FOUND/,
    );
    await syncOk(ann);
    await callInsideOk(['add', 'more'], { cwd: ann });
    for (const verb of ['sync', 'push', 'pull']) await callInsideOk([verb], { cwd: ann });
    git(ann, 'push', '--quiet', '--all', 'public');
    expect(refsOf(hub)).toEqual(['refs/heads/main', REF]);
    expect(refsOf(other)).toEqual(['refs/heads/main']);
  });

  test('to several remotes, each by its own ref, and from one to the other', async () => {
    const dir = makeTestDir();
    const [hub, mirror] = [makeHub(dir), makeHub(dir, 'mirror.git')];
    git(mirror, 'config', 'receive.hideRefs', 'refs/tasks');
    const ann = await makeWorker(dir, 'ann', hub);
    git(ann, 'remote', 'add', 'team/mirror', mirror);
    const first = await callInside(['sync', '--remote', 'origin', '--remote', 'team/mirror'], { cwd: ann });
    expect(first).toMatchObject({ status: 0, stdout: '' });
    await syncOk(await makeWorker(dir, 'bob', mirror));
    const second = await callInside(['sync'], { cwd: ann });
    expect(second.stderr).toMatch(
      /^origin .*: the same\nteam\/mirror refs\/heads\/git-task: took it in, 1 event arrived\n$/,
    );
    await callInsideOk(['sync'], { cwd: ann });
    expect(git(hub, 'rev-parse', REF)).toBe(git(mirror, 'rev-parse', BRANCH));
    expect(await callInsideOk(['doctor'], { cwd: ann })).not.toMatch(/^wrong/m);
  });

  test('with a plain fetch, and then in without a network', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const [ann, bob] = [await makeWorker(dir, 'ann', hub), await makeWorker(dir, 'bob', hub)];
    for (const path of [ann, bob]) await syncOk(path);
    git(ann, 'fetch', '--quiet', '--prune', 'origin');
    renameSync(hub, `${hub}.away`);
    expect((await callInside(['pull', '--offline'], { cwd: ann })).stderr).toMatch(
      /took it in, 1 event arrived/,
    );
    expect((await callInside(['pull', '--offline'], { cwd: ann })).stderr).toMatch(/the same/);
    expect(await titles(ann)).toEqual(['by ann', 'by bob']);
  });

  test('with progress on a terminal only, cleaned of what could move its cursor', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    hook(hub, 'post-receive', 'printf "\\033[2J\\233hi \\342\\200\\256there\\n" >&2');
    const ann = await makeWorker(dir, 'ann', hub);
    const shown = await callInside(['push', '--remote', 'origin'], { cwd: ann, terminal: true });
    expect(shown.stderr).toMatch(/Writing objects|Total \d+/);
    expect(shown.stderr).toMatch(/hi .there/);
    expect(shown.stderr).not.toMatch(/[\u001b\u009b\u202e]/);
    for (const [terminal, ...flags] of [[false], [true, '--quiet']] as const) {
      await callInsideOk(['add', 'x'], { cwd: ann });
      const silent = await callInside(['push', ...flags], { cwd: ann, terminal });
      expect(silent.stderr).not.toMatch(/objects|Total|hi/);
    }
  });
});

describe('a clone that', () => {
  test.each([
    ['is shallow', ['--depth=1']],
    ['has no blobs', ['--filter=blob:none']],
    ['is both', ['--depth=1', '--filter=blob:none']],
  ])('%s joins all tasks, and sends its own', async (_, how) => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    git(hub, 'config', 'uploadpack.allowFilter', 'true');
    const ann = await makeWorker(dir, 'ann', hub);
    git(ann, 'commit', '--quiet', '--allow-empty', '--message', 'second');
    git(ann, 'push', '--quiet', 'origin', 'main');
    await callInsideOk(['add', 'another'], { cwd: ann });
    await syncOk(ann);
    const bob = join(dir, 'bob');
    git(dir, 'clone', '--quiet', ...how, `file://${hub}`, bob);
    expect((await callInside(['init'], { cwd: bob })).stderr).toMatch(/joined/);
    await callInsideOk(['add', 'by bob'], { cwd: bob });
    await callInsideOk(['add', 'meanwhile'], { cwd: ann });
    await syncOk(ann);
    git(bob, 'fetch', '--quiet', ...how.filter((flag) => flag.startsWith('--depth')));
    expect(await syncOk(bob)).toMatch(/pushed/);
    await syncOk(ann);
    for (const path of [ann, bob])
      expect(await titles(path)).toEqual(['another', 'by ann', 'by bob', 'meanwhile']);
    await expectSound(ann);
    expect(await callInsideOk(['doctor'], { cwd: bob })).not.toMatch(/^wrong/m);
  });

  // git would ask the remote for each of them by itself.
  test('has no blobs gets those that a plain fetch left out in one go, or is told that it takes a network', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    git(hub, 'config', 'uploadpack.allowFilter', 'true');
    const ann = await makeWorker(dir, 'ann', hub);
    await syncOk(ann);
    const bob = join(dir, 'bob');
    git(dir, 'clone', '--quiet', '--filter=blob:none', `file://${hub}`, bob);
    await callInsideOk(['init'], { cwd: bob });
    for (const title of ['one', 'two', 'three', 'four']) await callInsideOk(['add', title], { cwd: ann });
    await syncOk(ann);
    git(bob, 'fetch', '--quiet');
    const offline = await callInside(['pull', '--offline'], { cwd: bob });
    expect(offline).toMatchObject({ status: 1, stdout: '' });
    expect(offline.stderr).toMatch(/partial clone.*REMOTE_UNREACHABLE$/m);
    expect(offline.stderr).toMatch(/try: {2}git task pull$/m);
    const trace = join(dir, 'trace');
    expect((await callInside(['pull'], { cwd: bob, env: { GIT_TRACE: trace } })).stderr).toMatch(
      /took it in/,
    );
    // One for the ref, one for what it lacks.
    expect(readFileSync(trace, 'utf8').match(/built-in: git fetch/g)).toHaveLength(2);
    expect(await titles(bob)).toEqual(['by ann', 'four', 'one', 'three', 'two']);
    expect(await callInsideOk(['doctor'], { cwd: bob })).not.toMatch(/^wrong/m);
  });

  test('has a submodule whose remote is gone exchanges all the same, also where git is to recurse', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    const ann = await makeWorker(dir, 'ann', hub);
    const part = makeClone(dir, 'part', hub);
    git(ann, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', part, 'sub');
    git(ann, 'commit', '--quiet', '--message', 'sub');
    git(ann, 'push', '--quiet', 'origin', 'main');
    renameSync(part, `${part}.gone`);
    git(ann, 'config', 'fetch.recurseSubmodules', 'true');
    git(ann, 'config', 'push.recurseSubmodules', 'only');
    expect(await syncOk(ann)).toMatch(/pushed/);
    await callInsideOk(['add', 'another'], { cwd: ann });
    expect(await syncOk(ann)).toMatch(/pushed/);
    expect(git(hub, 'rev-parse', REF)).toBe(git(ann, 'rev-parse', REF));
  });

  test('is a mirror exchanges too, and the doctor names what its plain fetch does', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir);
    await syncOk(await makeWorker(dir, 'ann', hub));
    const mirror = join(dir, 'mirror.git');
    git(dir, 'clone', '--quiet', '--mirror', hub, mirror);
    await callInsideOk(['add', 'in the mirror'], { cwd: mirror });
    expect(await syncOk(mirror)).toMatch(/pushed/);
    expect(git(hub, 'rev-parse', REF)).toBe(git(mirror, 'rev-parse', REF));
    expect((await callInside(['doctor'], { cwd: mirror })).stdout).toMatch(
      /\+refs\/\*:refs\/\*: git fetch overwrites unpushed tasks/,
    );
  });

  test('is of SHA-256 exchanges with a remote of SHA-256; one of SHA-1 is told', async () => {
    const dir = makeTestDir();
    const hub = makeHub(dir, 'hub.git', '--object-format=sha256');
    const [ann, bob] = [
      await makeWorker(dir, 'ann', hub, '--object-format=sha256'),
      await makeWorker(dir, 'bob', hub, '--object-format=sha256'),
    ];
    for (const path of [ann, bob, ann]) await syncOk(path);
    expect(await titles(ann)).toEqual(['by ann', 'by bob']);
    expect(git(ann, 'rev-parse', REF)).toMatch(/^[0-9a-f]{64}$/);
    await expectSound(ann);
    const old = await sync(await makeWorker(dir, 'old', hub));
    expect(old.status).toBe(1);
    expect(old.stderr).toMatch(/error: .*REMOTE_/);
  });
});
