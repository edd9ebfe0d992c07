import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { eventsPath, taskFolder, taskPath } from '../../src/codec/paths.ts';
import { type Answered, callInside, callInsideOk } from '../call-inside.ts';
import { expectHealthy, expectSavedIndexLikeBuilt, REF, tipOf } from '../soundness.ts';
import { git, gitWith, makeRepository, makeTestDir } from '../temp-repository.ts';

const NEW = 'zzzzzzzzz0';

let hub = '';
let ours = '';
let theirs = '';
/** A worktree of our tasks' branch, where somebody works with an editor and plain git. */
let desk = '';
let id = '';
let other = '';

function call(cwd: string, ...args: string[]): Promise<Answered> {
  return callInside(args, { cwd });
}

function task(cwd: string, ...args: string[]): Promise<string> {
  return callInsideOk(args, { cwd });
}

beforeEach(async () => {
  const dir = makeTestDir();
  [hub, ours, theirs, desk] = ['hub.git', 'ours', 'theirs', 'desk'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
    string,
  ];
  git(dir, 'init', '--quiet', '--bare', hub);
  for (const clone of [ours, theirs]) {
    mkdirSync(clone);
    makeRepository(clone);
    git(clone, 'remote', 'add', 'origin', hub);
  }
  await task(ours, 'init');
  id = (await task(ours, 'add', 'One', '-d', 'first', '--label', 'x', '-q')).trim();
  other = (await task(ours, 'add', 'Two', '-q')).trim();
  await task(ours, 'sync', '--remote', 'origin');
  await task(theirs, 'init');
  git(ours, 'worktree', 'add', '--quiet', '--detach', desk, REF);
});

/** Edits a file at the desk. */
function edit(path: string, change: (text: string) => string): void {
  const file = join(desk, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(desk, path)), { recursive: true });
  writeFileSync(join(desk, path), text);
}

function commit(message = 'by hand', name = 'Bob Smith'): string {
  git(desk, 'add', '--all');
  gitWith({ GIT_COMMITTER_NAME: name }, desk, 'commit', '--quiet', '--message', message);
  return git(desk, 'rev-parse', 'HEAD');
}

/** Makes the desk's commit our tip, as a person does. */
function land(): string {
  git(ours, 'update-ref', REF, git(desk, 'rev-parse', 'HEAD'));
  return tipOf(ours);
}

async function show(cwd: string, of = id): Promise<Record<string, unknown>> {
  const { data } = JSON.parse(await task(cwd, 'show', of, '--json'));
  return Array.isArray(data) ? data[0] : data;
}

/** Both clones, by whatever way, end with one tip that all is well with. */
async function expectOneTip(): Promise<void> {
  await task(ours, 'sync');
  await task(theirs, 'sync');
  await task(ours, 'sync');
  expect(tipOf(theirs)).toBe(tipOf(ours));
  expect(git(hub, 'rev-parse', REF)).toBe(tipOf(ours));
  for (const clone of [ours, theirs]) {
    await expectHealthy(clone);
    expect(git(clone, 'for-each-ref', 'refs/git-task')).toBe('');
  }
}

describe('a task file edited by hand', () => {
  test('becomes events of its committer, the same ones in a clone that adopts it and in one that fetches it', async () => {
    edit(taskPath(id), (text) =>
      text
        .replace('title: One', 'title: "Uno"   # better')
        .replace('  - x', '  - y')
        .replace('description: first', 'priority: 3\ndescription: |\n  first\n  second'),
    );
    appendFileSync(join(desk, taskPath(id)), `depends_on: [${other}]\nnotes:\n  - text: by hand\n`);
    commit();
    const foreign = land();
    git(ours, 'push', '--quiet', '--no-verify', 'origin', `${REF}:${REF}`);
    const fetched = await call(theirs, 'pull');
    expect(fetched.stderr).toMatch(new RegExp(`warning: Bob Smith edited ${id} by hand: taken over`));
    await task(ours, 'doctor', '--fix');
    expect(tipOf(theirs)).toBe(tipOf(ours));
    expect(git(ours, 'log', '--format=%P %an %s', '-1', REF)).toBe(`${foreign} git-task fold ${id}: Uno`);
    expect(await show(ours)).toMatchObject({
      title: 'Uno',
      priority: 3,
      labels: ['y'],
      depends_on: [other],
      description: 'first\nsecond\n',
      notes: [{ by: 'Bob Smith', text: 'by hand' }],
    });
    const log = await task(ours, 'watch', '--json', '--since', 'all').catch(() => '');
    expect(log === '' || log.includes('"by":"Bob Smith"')).toBe(true);
    await expectSavedIndexLikeBuilt(ours);
    await expectOneTip();
  });

  test('moves through the lifecycle as an operation would have it', async () => {
    edit(taskPath(id), (text) => text.replace('status: pending', 'status: in_progress'));
    commit();
    land();
    expect(await task(ours, 'list')).toMatch(/in_progress/);
    await task(ours, 'note', other, 'x');
    expect(await show(ours)).toMatchObject({ status: 'in_progress', claim: { by: 'Bob Smith' } });
    git(desk, 'checkout', '--quiet', '--detach', REF);
    edit(taskPath(id), (text) =>
      text.replace(/^status: in_progress\n/m, 'status: completed\n').replace(/^claim:\n(?: .*\n)+/m, ''),
    );
    commit('done', 'Carol');
    land();
    await task(ours, 'note', other, 'y');
    expect(await show(ours)).toMatchObject({ status: 'completed', completed: { by: 'Carol' } });
    await expectOneTip();
  });

  test('is taken value by value: what may not be so is named by line and column, and still there to be seen', async () => {
    edit(taskPath(id), (text) =>
      text.replace('title: One', 'title: Uno\ndue: 2025-02-30\ndepends_on:\n  - zzzzzzzzz9'),
    );
    const oid = commit();
    land();
    const before = (await call(ours, 'doctor')).stdout;
    expect(before).toMatch(
      new RegExp(`^wrong +other hand .*${taskPath(id)}:3:6: "2025-02-30" is not a day`, 'm'),
    );
    const { stderr } = await call(ours, 'add', 'Three');
    expect(stderr).toContain(`not taken over: ${taskPath(id)}:3:6: "2025-02-30" is not a day`);
    expect(stderr).toContain(
      `not taken over: ${taskPath(id)}:5:5: depends_on: there is no task "zzzzzzzzz9"`,
    );
    expect(stderr).toContain(`git show ${oid.slice(0, 12)}:<path>`);
    expect(await show(ours)).toMatchObject({ title: 'Uno', due: null, depends_on: [] });
    expect((await call(ours, 'add', 'Four')).stderr).not.toMatch(/taken over/);
    await expectOneTip();
  });

  test.each([
    ['no YAML', () => 'title: [\n', /:2:1: /],
    ['another id', (text: string) => text.replace(/^id: .*/m, `id: ${NEW}`), /:1:5: id: /],
    [
      'a status that is none',
      (text: string) => text.replace('pending', 'doing'),
      /:3:9: status: "doing" is not a status/,
    ],
    ['an alias', (text: string) => `${text}due: *x\n`, /alias/],
    [
      'a deletion',
      () => `id: ${id}\ndeleted: 01JD3YQ8Z0ABCDEFGHJKMNPQRS\n`,
      /:2:10: deleted: only git-task writes it/,
    ],
  ])('that is no task file any more keeps what its events say: %s', async (_, change, says) => {
    edit(taskPath(id), (text) => (change as (text: string) => string)(text).replaceAll('undefined', id));
    commit();
    land();
    const { stderr } = await call(ours, 'add', 'Three');
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/not taken over/);
    expect(await show(ours)).toMatchObject({ title: 'One', status: 'pending' });
    await expectOneTip();
  });

  test('on a remote is adopted by whoever fetches it, also where it is no task file any more', async () => {
    edit(taskPath(id), () => 'title: [\n');
    edit(taskPath(other), (text) => text.replace('Two', 'Due'));
    commit();
    git(desk, 'push', '--quiet', '--no-verify', 'origin', `HEAD:${REF}`);
    const { status, stderr } = await call(theirs, 'sync');
    expect(status).toBe(0);
    expect(stderr).toMatch(/not taken over: .*:2:1/);
    expect(await show(theirs, other)).toMatchObject({ title: 'Due' });
    expect((await call(ours, 'sync')).stderr).not.toMatch(/taken over/);
    await expectOneTip();
  });

  test('twice, adopted in between by one clone and not by the other, is told once', async () => {
    appendFileSync(join(desk, taskPath(id)), 'notes:\n  - text: first\n');
    commit('first');
    land();
    git(ours, 'push', '--quiet', '--no-verify', 'origin', `${REF}:${REF}`);
    await task(theirs, 'pull');
    appendFileSync(join(desk, taskPath(id)), '  - text: second\n');
    commit('second', 'Carol');
    land();
    await task(theirs, 'edit', id, '--priority', 'high');
    await task(theirs, 'push');
    await task(ours, 'sync');
    expect((await show(ours)).notes).toMatchObject([
      { by: 'Bob Smith', text: 'first' },
      { by: 'Carol', text: 'second' },
    ]);
    await expectOneTip();
  });
});

describe('a task added by hand', () => {
  const path = taskPath(NEW);
  test('is created by its committer', async () => {
    put(
      path,
      `id: ${NEW}\ntitle: By hand\nstatus: pending\nparent: ${id}\nacceptance:\n  - text: it works\n`,
    );
    commit();
    land();
    expect(await task(ours, 'list')).toMatch(/By hand/);
    await task(ours, 'note', other, 'x');
    expect(await show(ours, NEW)).toMatchObject({
      title: 'By hand',
      parent: id,
      acceptance: [{ text: 'it works' }],
    });
    await expectOneTip();
  });

  test('that can not be read is left out, and named', async () => {
    put(path, `id: ${NEW}\ntitle: By hand\nstatus: done\n`);
    const oid = commit();
    land();
    const { stderr } = await call(ours, 'note', other, 'x');
    expect(stderr).toContain(`${path}:3:9: status: "done" is not a status`);
    expect(git(ours, 'ls-tree', '-r', '--name-only', REF)).not.toContain(NEW);
    expect(git(ours, 'show', `${oid}:${path}`)).toContain('By hand');
    await expectOneTip();
  });

  test('waits for another one of the same commit, and never for itself', async () => {
    const second = 'yyyyyyyyy0';
    put(path, `id: ${NEW}\ntitle: A\nstatus: pending\ndepends_on: [${second}]\n`);
    put(taskPath(second), `id: ${second}\ntitle: B\nstatus: pending\n`);
    commit();
    land();
    await task(ours, 'note', other, 'x');
    expect(await show(ours, NEW)).toMatchObject({ depends_on: [second] });
    git(desk, 'checkout', '--quiet', '--detach', REF);
    edit(taskPath(second), (text) => `${text}depends_on: [${NEW}]\n`);
    commit();
    land();
    expect((await call(ours, 'note', other, 'y')).stderr).toMatch(/depends_on: it would wait for itself/);
    await expectOneTip();
  });
});

describe('files that other hands left', () => {
  test('among the tasks are left out, and named', async () => {
    put('tasks/todo.txt', 'x\n');
    put(`${taskFolder(id)}/sketch.png`, 'x\n');
    put(eventsPath(id, '01JD3YQ8Z0ABCDEFGHJKMNPQRS'), 'no event\n');
    put('docs/plan.md', 'kept\n');
    commit();
    land();
    const { stderr } = await call(ours, 'add', 'Three');
    for (const what of [
      'tasks/todo.txt: has no place',
      'sketch.png: has no place',
      '01JD3YQ8Z0ABCDEFGHJKMNPQRS.yaml',
    ])
      expect(stderr).toContain(what);
    expect(git(ours, 'ls-tree', '-r', '--name-only', REF)).not.toMatch(/todo|sketch|01JD3YQ8Z0/);
    expect(git(ours, 'show', `${REF}:docs/plan.md`)).toBe('kept');
    await expectOneTip();
  });

  test('with another mode are plain files again', async () => {
    chmodSync(join(desk, taskPath(id)), 0o755);
    commit();
    git(desk, 'push', '--quiet', '--no-verify', 'origin', `HEAD:${REF}`);
    await task(theirs, 'sync');
    expect(git(theirs, 'ls-tree', REF, taskPath(id))).toMatch(/^100644/);
    await expectOneTip();
  });
});

describe('what no other clone would take in', () => {
  function index(mode: string, path: string): void {
    const oid = mode === '160000' ? 'a'.repeat(40) : git(desk, 'rev-parse', 'HEAD:README.md');
    git(desk, 'update-index', '--add', '--cacheinfo', `${mode},${oid},${path}`);
  }

  test.each<[string, () => void, string | RegExp]>([
    ['a symlink', () => index('120000', 'link'), 'link: is no plain file (mode 120000)'],
    ['a symlink for the settings', () => index('120000', 'config.yaml'), 'config.yaml: is no plain file'],
    ['a submodule', () => index('160000', 'sub'), 'sub: is no plain file (mode 160000)'],
    ['a submodule for a task', () => index('160000', taskPath(id)), 'task.yaml:1:1: is not UTF-8'],
    ['a file that is large', () => put('big.txt', 'x'.repeat(1_048_577)), 'big.txt: has 1048577 bytes'],
    ['an odd name', () => put('a\\b.txt', 'x'), 'has a name that no file here may have'],
    ['`events` as a file', () => put('events', 'x'), 'events: has no place there'],
    ['settings that can not be read', () => put('config.yaml', 'a: [\n'), 'config.yaml:2:1: '],
    [
      'a format that can not be read',
      () => put('format.yaml', 'a: [\n'),
      'format.yaml: only git-task writes it',
    ],
    [
      'another epoch',
      () => put('format.yaml', 'format: "1.0"\nepoch: 7\n'),
      'format.yaml: only git-task writes it',
    ],
    ['no format', () => rmSync(join(desk, 'format.yaml')), 'format.yaml: only git-task writes it'],
    [
      'files without end',
      () => {
        for (let at = 0; at < 210; at++) put(`more/${at}`, 'x');
      },
      'is one of more than 200 files',
    ],
  ])('%s: is left out and named, and all clones go on', async (_, change, problem) => {
    const before = git(ours, 'show', `${REF}:config.yaml`);
    put('docs/plan.md', 'kept\n');
    git(desk, 'add', '--all');
    change();
    // What was put in the index alone would be taken for deleted.
    if (git(desk, 'diff', '--name-only', '--cached') === 'docs/plan.md') git(desk, 'add', '--all');
    git(desk, 'commit', '--quiet', '--message', 'by hand');
    land();
    const { stderr, status } = await call(ours, 'add', 'Three');
    expect(status).toBe(0);
    expect(stderr).toContain(`not taken over: `);
    expect(stderr).toContain(problem);
    expect(git(ours, 'show', `${REF}:docs/plan.md`)).toBe('kept');
    expect(git(ours, 'show', `${REF}:config.yaml`)).toBe(before);
    await expectOneTip();
    // A clone that has nothing yet must take in all of it.
    git(theirs, 'update-ref', '-d', REF);
    git(theirs, 'update-ref', '-d', 'refs/task-remotes/origin/main');
    expect((await call(theirs, 'init')).stderr).toContain('joined the tasks of origin');
  });

  test('modes: all are plain files again', async () => {
    const event = git(ours, 'ls-tree', '--name-only', REF, `${taskFolder(id)}/`).split('\n')[0] ?? '';
    put('run.sh', 'x');
    for (const path of ['run.sh', 'README.md', event, taskPath(id)]) chmodSync(join(desk, path), 0o755);
    commit();
    land();
    const { stderr } = await call(ours, 'add', 'Three');
    expect(stderr).not.toContain('not taken over');
    expect(git(ours, 'ls-tree', '-r', REF)).not.toMatch(/^100755/m);
    expect(git(ours, 'show', `${REF}:run.sh`)).toBe('x');
    await expectOneTip();
  });
});

describe('events that other hands took away', () => {
  test('by git revert are back in the clone that did it, and in one that fetched it', async () => {
    await task(ours, 'edit', id, '--title', 'Uno');
    git(desk, 'checkout', '--quiet', '--detach', REF);
    git(desk, 'revert', '--no-edit', 'HEAD');
    land();
    git(ours, 'push', '--quiet', '--no-verify', 'origin', `${REF}:${REF}`);
    expect((await call(theirs, 'sync')).stderr).toMatch(/warning: 1 event file is back/);
    expect((await call(ours, 'note', other, 'x')).stderr).toMatch(/warning: 1 event file is back/);
    for (const clone of [ours, theirs]) expect(await show(clone)).toMatchObject({ title: 'Uno' });
    await expectOneTip();
  });

  test('or changed, are as they were, also where more was written on top', async () => {
    const event = git(ours, 'ls-tree', '--name-only', REF, `${taskFolder(id)}/`).split('\n')[0] ?? '';
    edit(event, (text) => text.replace('title: One', 'title: Forged'));
    commit();
    land();
    await task(ours, 'note', other, 'x');
    git(desk, 'checkout', '--quiet', '--detach', REF);
    rmSync(join(desk, taskFolder(other)), { recursive: true });
    commit();
    land();
    await task(ours, 'note', id, 'y');
    expect((await call(theirs, 'sync')).status).toBe(0);
    expect(await show(theirs)).toMatchObject({ title: 'One' });
    expect(await show(theirs, other)).toMatchObject({ title: 'Two' });
    await expectOneTip();
  });

  test('are adopted before a push by itself', async () => {
    git(desk, 'checkout', '--quiet', '--detach', REF);
    edit(taskPath(id), (text) => text.replace('One', 'Uno'));
    commit();
    land();
    expect((await call(ours, 'push')).stderr).toMatch(/Bob Smith edited/);
    expect(git(hub, 'log', '-1', '--format=%s', REF)).toMatch(/^fold /);
    await expectOneTip();
  });
});

describe('two histories that plain git merged', () => {
  test('tell who lost, once, the same in every clone', async () => {
    await task(ours, 'edit', id, '--title', 'Ours');
    await task(ours, 'start', id, '--as', 'alice');
    await task(theirs, 'edit', id, '--title', 'Theirs');
    await task(theirs, 'start', id, '--as', 'bob');
    git(desk, 'checkout', '--quiet', '--detach', REF);
    git(desk, 'fetch', '--quiet', theirs, REF);
    git(desk, 'merge', '--quiet', '--no-edit', 'FETCH_HEAD');
    land();
    await task(ours, 'note', other, 'x');
    await task(ours, 'sync');
    await task(theirs, 'sync');
    for (const clone of [ours, theirs]) {
      const { alerts } = await show(clone);
      expect(alerts).toMatchObject([
        { type: 'claim_conflict', to: ['bob'] },
        { type: 'merge_resolved', text: expect.stringMatching(/^title: /) },
      ]);
    }
    await expectOneTip();
    expect((await show(theirs)).alerts).toHaveLength(2);
  });
});
