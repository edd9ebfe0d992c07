import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { add } from '../../src/operations/add.ts';
import { maintain } from '../../src/tracker/maintain.ts';
import type { Ports } from '../../src/tracker/ports.ts';
import { Tracker } from '../../src/tracker/tracker.ts';
import { git, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

interface Place {
  readonly root: string;
  readonly tracker: Tracker;
  readonly background: (readonly string[])[];
}

async function makePlace(env: Readonly<Record<string, string>> = {}): Promise<Place> {
  const root = makeRepository(makeTestDir());
  const background: (readonly string[])[] = [];
  const ports: Ports = {
    cwd: root,
    env: { ...testEnv, ...env },
    now: Date.now,
    entropy: (count) => crypto.getRandomValues(new Uint8Array(count)),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    hostname: () => 'host',
    loginName: () => 'ann',
    warn: () => {},
    background: (args) => background.push(args),
    launcher: () => '/usr/bin/git-task',
    runtime: () => ({ node: '/usr/bin/node', program: '/usr/lib/git-task/dist/start.js' }),
  };
  const tracker = new Tracker(ports);
  await tracker.store.create('ann');
  return { root, tracker, background };
}

/** Loose objects that the tasks' branch reaches. */
function looseOfTasks(root: string): number {
  const reached = git(root, 'rev-list', '--objects', 'refs/tasks/main')
    .split('\n')
    .map((line) => line.slice(0, 40));
  const loose = new Set<string>();
  const objects = join(root, '.git/objects');
  for (const folder of readdirSync(objects).filter((name) => /^[0-9a-f]{2}$/.test(name)))
    for (const file of readdirSync(join(objects, folder))) loose.add(folder + file);
  return reached.filter((oid) => loose.has(oid)).length;
}

test('the 500th transaction asks for packing in the background, and only that one', async () => {
  const { root, tracker, background } = await makePlace();
  await tracker.run(add, { title: 'one' });
  const head = join(root, '.git/git-task/index/head.json');
  const index: { transactions: number } = JSON.parse(readFileSync(head, 'utf8').split('\n', 1)[0] ?? '');
  writeFileSync(head, `${JSON.stringify({ ...index, transactions: 498 })}\n`.repeat(2));
  const again = new Tracker(tracker.ports);
  await again.run(add, { title: 'two' });
  expect(background).toEqual([]);
  await again.run(add, { title: 'three' });
  expect(background).toEqual([['maintain']]);
  await again.run(add, { title: 'four' });
  expect(background).toEqual([['maintain']]);
});

test('packing takes our own objects and leaves the loose ones of the user alone', async () => {
  const { root, tracker } = await makePlace();
  for (const title of ['one', 'two', 'three']) await tracker.run(add, { title });
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.txt'), 'mine');
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--message', 'mine');
  const mine = git(root, 'rev-parse', 'HEAD:src/a.txt');
  expect(looseOfTasks(root)).toBeGreaterThan(10);
  expect(maintain(tracker)).toBe(true);
  expect(looseOfTasks(root)).toBe(0);
  expect(readdirSync(join(root, '.git/objects', mine.slice(0, 2)))).toContain(mine.slice(2));
  await tracker.run(add, { title: 'four' });
  // What is packed already is not packed again.
  expect(maintain(tracker)).toBe(true);
  expect(looseOfTasks(root)).toBe(0);
  expect(maintain(tracker)).toBe(false);
  expect(git(root, 'fsck', '--no-dangling')).toBe('');
  expect((await new Tracker(tracker.ports).read()).open.size).toBe(4);
});

test.each([
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
])('whoever told git not to tidy up by %s is obeyed', async (key, value) => {
  const { root, tracker } = await makePlace();
  await tracker.run(add, { title: 'one' });
  git(root, 'config', key, value);
  expect(maintain(new Tracker(tracker.ports))).toBe(false);
});

test.each([
  [undefined, true],
  ['false', false],
])('task.durable %s asks git to sync what a transaction wrote: %s', async (setting, synced) => {
  const log = join(makeTestDir(), 'trace');
  const { root, tracker } = await makePlace({ GIT_TRACE2_EVENT: log });
  if (setting !== undefined) git(root, 'config', 'task.durable', setting);
  writeFileSync(log, '');
  await new Tracker(tracker.ports).run(add, { title: 'one' });
  const imports = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('fast-import'));
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.some((line) => line.includes('core.fsync=loose-object,pack,reference'))).toBe(synced);
});
