import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callOk, type Ended, envelopeOf, LAUNCHER, runProgram } from '../call-program.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const KEPT = '.git/git-task';

/** What stands in the place of a file. */
const ODD = {
  FIFO: (path: string) => void spawnSync('sh', ['-c', 'mkfifo "$1"', 'sh', path]),
  directory: (path: string) => void mkdirSync(path),
};

/** A write waits for its lock for half a minute, and so ends by `timeout` where it takes the odd thing for one. */
function call(cwd: string, ...args: string[]): Promise<Ended> {
  return runProgram('timeout', ['20', LAUNCHER, ...args], { cwd, env: { GIT_TASK_ACTOR: 'ann' } });
}

/** A repository in which everything is kept that ever is. */
async function makeWorld(): Promise<string> {
  const root = makeRepository(makeTestDir());
  const run = async (...args: string[]): Promise<string> => (await callOk(args, { cwd: root, env })).trim();
  const env = { GIT_TASK_ACTOR: 'ann' };
  await run('init', '--quiet');
  const one = await run('add', 'One', '-q');
  await run('add', 'Two', '--parent', one, '-a', 'ann', '-q', '--as', 'bob');
  writeFileSync(join(root, 'a.js'), 'export function f() {}\n');
  git(root, 'add', 'a.js');
  git(root, 'commit', '--quiet', '-m', 'Add f');
  await run('complete', await run('add', 'Three', '--parent', one, '-q'), '-q');
  await run('impact', 'HEAD');
  await run('inbox');
  await run('ack', '--all', '-q');
  await run('start', one, '-q');
  await run('note', one, 'n', '-q', '--as', 'bob');
  for (const verb of READS) await run(...verb);
  return root;
}

const READS = [['list'], ['inbox'], ['search', 'one'], ['stats'], ['tree', '--all'], ['impact', 'HEAD']];
/** Which call reads what is kept there. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  search: ['search', 'one'],
  flows: ['stats', '--json'],
  children: ['tree', '--all'],
  facts: ['impact', 'HEAD'],
  'facts-index': ['impact', 'HEAD'],
  trees: ['impact', 'HEAD'],
  marks: ['inbox'],
  'authors.json': ['inbox'],
};

function keptFiles(root: string): readonly string[] {
  return readdirSync(join(root, KEPT), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, KEPT, name)).isFile())
    .sort();
}

/** What the calls that read a kept file answer: nothing of how old things are by now, nor of what was seen. */
async function answers(root: string, name: string): Promise<unknown> {
  const [first = ''] = name.split('/');
  const args = READERS[first] ?? ['list'];
  const { status, stdout, stderr } = await call(root, ...args);
  if (first === 'marks') return [status, stderr];
  return [status, args[0] === 'stats' ? envelopeOf<Flow>({ stdout }).data.created : stdout];
}

interface Flow {
  readonly created: unknown;
}

/** Puts something odd in the place of a file; returns what puts the file back. */
function replace(root: string, name: string, kind: keyof typeof ODD): () => void {
  const path = join(root, KEPT, name);
  const before = readFileSync(path);
  rmSync(path);
  ODD[kind](path);
  return () => {
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, before);
  };
}

test('a FIFO or a directory in the place of a kept file keeps no call waiting and changes no answer', async () => {
  const root = await makeWorld();
  const files = keptFiles(root);
  const known = [
    'alive',
    'authors.json',
    'children',
    'clone.json',
    'commit',
    'facts',
    'facts-index',
    'flows',
    'hook.sh',
    'index',
  ];
  expect(files.map((name) => name.split('/')[0])).toEqual(
    expect.arrayContaining([...known, 'marks', 'recent.json', 'search', 'trees']),
  );
  for (const name of files) {
    const before = await answers(root, name);
    for (const kind of ['FIFO', 'directory'] as const) {
      const restore = replace(root, name, kind);
      const after = await answers(root, name);
      if (!name.startsWith('marks')) expect([name, kind, after]).toEqual([name, kind, before]);
      else expect([name, kind, after]).toEqual([name, kind, [0, expect.any(String)]]);
      restore();
    }
  }
}, 120_000);

test.each(['FIFO', 'directory'] as const)(
  'with a %s in the place of every kept file, tasks are written and commits made, and all is kept again',
  async (kind) => {
    const root = await makeWorld();
    for (const name of keptFiles(root)) if (name !== 'hook.sh') replace(root, name, kind);
    replaceLock(root, kind);
    expect(await call(root, 'add', 'Four')).toMatchObject({ status: 0 });
    expect(await call(root, 'next', '--claim')).toMatchObject({ status: 0 });
    writeFileSync(join(root, 'b.js'), 'export function g() {}\n');
    git(root, 'add', 'b.js');
    const commit = await runProgram('timeout', ['20', 'git', 'commit', '-m', 'Add g'], {
      cwd: root,
      env: { GIT_TASK_ACTOR: 'ann' },
    });
    expect(commit).toMatchObject({ status: 0, stderr: expect.not.stringContaining('warning') });
    expect(await call(root, 'complete')).toMatchObject({ status: 0 });
    for (const args of READS) expect([args, await call(root, ...args)]).toMatchObject([args, { status: 0 }]);
    expect((await call(root, 'doctor')).stdout).not.toMatch(/^wrong/m);
  },
  120_000,
);

function replaceLock(root: string, kind: keyof typeof ODD): void {
  ODD[kind](join(root, KEPT, 'write.lock'));
}

test('doctor names a directory in the place of a kept file that is not empty', async () => {
  const root = await makeWorld();
  replace(root, 'recent.json', 'directory');
  const inside = join(root, KEPT, 'recent.json', 'of somebody');
  writeFileSync(inside, '');
  expect(await call(root, 'add', 'Four')).toMatchObject({ status: 0 });
  const { status, stdout } = await call(root, 'doctor');
  expect(status).toBe(4);
  expect(stdout).toContain('recent.json is a directory where a file is kept');
  expect(existsSync(inside)).toBe(true);
});

test('doctor finds nothing in the way of what is kept for linked worktrees', async () => {
  const root = await makeWorld();
  const kept = join(root, KEPT, 'config/worktrees');
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, 'linked.json'), '{}');
  expect((await call(root, 'doctor')).stdout).toMatch(/^ok {5}private directory/m);
  mkdirSync(join(kept, 'other.json/inside'), { recursive: true });
  expect((await call(root, 'doctor')).stdout).toContain('other.json is a directory where a file is kept');
});
