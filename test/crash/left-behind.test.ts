import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { callOk, callProgram } from '../call-program.ts';
import { expectSavedIndexLikeBuilt, expectWhole, readNotes } from '../soundness.ts';
import { makeScenes, PATIENCE_MS, type Scene } from './survivor.ts';

let makeScene: () => Scene;
beforeAll(async () => {
  makeScene = await makeScenes();
});

/** A process that is over: nobody has its number now. */
const deadPid = spawnSync('true').pid;

/** Asserts that a write succeeds within the limit of the wait. */
async function expectWritable({ root, task }: Scene): Promise<void> {
  const next = await callProgram(['note', task, 'next'], { cwd: root });
  expect(next).toMatchObject({ status: 0 });
  expect(next.ms).toBeLessThan(PATIENCE_MS);
  expect(await readNotes(root)).toEqual(['before', 'next']);
  await expectWhole(root);
}

describe('an index that is not what a writer left', () => {
  const head = (folder: string) => join(folder, 'head.json');
  const ids = (folder: string) => find(folder, (name) => name.endsWith('.ids'));
  const base = (folder: string) => find(folder, (name) => name !== 'head.json' && !name.endsWith('.ids'));
  const find = (folder: string, wanted: (name: string) => boolean) =>
    join(folder, readdirSync(folder).find(wanted) ?? 'nothing');
  const rewrite = (path: string, change: (value: Record<string, unknown>) => unknown) =>
    writeFileSync(
      path,
      `${JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8').split('\n', 1)[0] ?? '')))}\n`.repeat(2),
    );
  const damages: Readonly<Record<string, (folder: string) => void>> = {
    deleted: (folder) => rmSync(folder, { recursive: true }),
    'without its head': (folder) => rmSync(head(folder)),
    'without its base': (folder) => rmSync(base(folder)),
    'without its ids': (folder) => rmSync(ids(folder)),
    'with an empty head': (folder) => truncateSync(head(folder), 0),
    'with a torn head': (folder) => truncateSync(head(folder), 100),
    'with a torn base': (folder) => truncateSync(base(folder), 20),
    'with torn ids': (folder) => truncateSync(ids(folder), 1),
    'with a head of zeros': (folder) => writeFileSync(head(folder), Buffer.alloc(512)),
    'with garbage for a head': (folder) => writeFileSync(head(folder), '\u0000}{ not json }\n'),
    'with garbage for a base': (folder) => writeFileSync(base(folder), '[]}\n'),
    'with a head of another shape': (folder) => writeFileSync(head(folder), '{"version":1}\n'),
    'with rows of another shape': (folder) => rewrite(head(folder), (value) => ({ ...value, rows: 7 })),
    'with a base of another shape': (folder) => writeFileSync(base(folder), '{"version":1,"rows":7}\n'),
    'of a future version': (folder) => rewrite(head(folder), (value) => ({ ...value, version: 99 })),
    'of a tip that is not here': (folder) =>
      rewrite(head(folder), (value) => ({ ...value, tip: 'ab'.repeat(20) })),
    'that is a file': (folder) => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    },
    'with a directory for a head': (folder) => {
      rmSync(head(folder));
      mkdirSync(join(head(folder), 'in'), { recursive: true });
    },
  };

  test.concurrent.each(Object.keys(damages))('%s: costs a rebuild and nothing else', async (name) => {
    const scene = makeScene();
    const ask = () => callOk(['list', '--all', '--json'], { cwd: scene.root });
    const answer = await ask();
    const folder = join(scene.root, '.git/git-task/index');
    damages[name]?.(folder);
    expect(await ask()).toBe(answer);
    await expectWritable(scene);
    if (name !== 'that is a file' && name !== 'with a directory for a head')
      await expectSavedIndexLikeBuilt(scene.root);
  });
});

test('a private directory that cannot be written: tasks are read and written without it, and the doctor says so', async () => {
  const scene = makeScene();
  const directory = join(scene.root, '.git/git-task');
  rmSync(directory, { recursive: true });
  // Permissions do not stop root: a file in its place does.
  writeFileSync(directory, '');
  expect(await callOk(['list', '--quiet'], { cwd: scene.root })).toContain(scene.task);
  await expectWritable(scene);
  const doctor = await callProgram(['doctor'], { cwd: scene.root });
  expect(doctor).toMatchObject({
    status: 4,
    stdout: expect.stringMatching(/^wrong +private directory +.*git-task/m),
  });
});

describe('what a writer left that is no more', () => {
  const names = { lock: 'write.lock', ticket: 'write-queue/000000000000001-1-a' } as const;
  const holders = {
    'a dead process': `${deadPid} ${hostname()}`,
    'a live process that has nothing to do with it': `${process.pid} ${hostname()}`,
    'a process on another host': `${deadPid} elsewhere`,
    nobody: '',
    garbage: '\u0000\u0001',
  } as const;
  const cases = (Object.keys(names) as (keyof typeof names)[]).flatMap((what) =>
    (Object.keys(holders) as (keyof typeof holders)[]).map((whose) => ({ what, whose })),
  );

  test.concurrent.each(cases)('a $what of $whose: the next writer removes it', async ({ what, whose }) => {
    const scene = makeScene();
    const path = join(scene.root, '.git/git-task', names[what]);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, holders[whose]);
    await expectWritable(scene);
    expect(readdirSync(dirname(path))).not.toContain(names[what].replace(/.*\//, ''));
  });

  test('a ticket of a live process that still waits keeps its place', async () => {
    const scene = makeScene();
    const folder = join(scene.root, '.git/git-task/write-queue');
    const later = join(folder, '999999999999999-1-a');
    mkdirSync(folder, { recursive: true });
    writeFileSync(later, `${process.pid} ${hostname()}`);
    await expectWritable(scene);
    expect(readdirSync(folder)).toEqual(['999999999999999-1-a']);
  });
});
