import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatEvents } from '../../src/codec/event-file.ts';
import { eventsPath, taskPath } from '../../src/codec/paths.ts';
import { callInside, callInsideOk } from '../call-inside.ts';
import { git, makeTempDir } from '../temp-repository.ts';
import { commitRaw, type Edit, eventOf, taskFiles } from './hostile-history.ts';
import {
  good,
  hub,
  id,
  lookAround,
  makeClone,
  REF,
  serve,
  serveGood,
  sound,
  victim,
} from './hostile-world.ts';

const NEWER_ID = 'yyyyyyyyy0';

/** A task with values and events that this version does not know. */
function newer(): readonly Edit[] {
  const data = {
    title: 'Newer',
    estimate: '3d',
    ['__proto__']: 'z',
    constructor: ['a'],
    deep: { a: ['b', { c: 'd' }] },
  };
  const types = ['task_pinned', 'constructor', '__proto__', 'toString', 'imported'];
  return taskFiles([
    eventOf({ type: 'task_created', task: NEWER_ID, data }),
    ...types.map((type) =>
      eventOf({ type, task: NEWER_ID, data: { name: { a: 'b' }, ['__proto__']: 'x', hasOwnProperty: 'y' } }),
    ),
  ]);
}

function oneEvent(
  type: string,
  task: string | undefined,
  data: Parameters<typeof eventOf>[0]['data'],
  head = '',
): Edit {
  const event = eventOf({ type, ...(task === undefined ? {} : { task }), data: data ?? {} });
  return { path: eventsPath(task, event.id), content: `${head}${formatEvents([event])}` };
}

const people = Array.from({ length: 1_000 }, (_, at) => `person ${at}`);

const TOLERATED: readonly (readonly [name: string, edits: () => readonly Edit[]])[] = [
  ['a plain file at the top', () => [{ path: 'CONTRIBUTING.md', content: '# Tasks\n' }]],
  ['a file in a folder, its name in other scripts', () => [{ path: 'docs/Übersicht 概要.md', content: 'x' }]],
  ['a file that is no text', () => [{ path: 'logo.png', content: Buffer.from([0x89, 0x50, 0xff, 0, 1]) }]],
  ['an empty file', () => [{ path: 'empty', content: '' }]],
  ['unknown values, and unknown types of events', newer],
  [
    'a newer minor version',
    () => [{ path: 'format.yaml', content: 'format: "1.9"\nepoch: 0\nlayout:\n  a: b\n' }],
  ],
  [
    'unknown settings',
    () => [{ path: 'config.yaml', content: '# ours\nfuture: {a: b}\nclaim.lease: soon\n' }],
  ],
  ['an event of no task', () => [oneEvent('config_changed', undefined, { key: 'x' })]],
  ['an event with comments', () => [oneEvent('label_removed', id, { label: 'by-hand' }, '# by hand\n')]],
  [
    'an event of an unknown type with a thousand names',
    () => [oneEvent('task_shared', id, { with: people, depends_on: 'x' })],
  ],
];

describe('a pull takes in, byte for byte,', () => {
  beforeAll(() => serve(good));

  test.each(TOLERATED)('%s', async (_, edits) => {
    const files = edits();
    serveGood(files);
    const answer = await callInside(['pull'], { cwd: victim });
    expect(answer).toMatchObject({ status: 0, stdout: '' });
    for (const { path } of files)
      expect(git(victim, 'rev-parse', `${REF}:${path}`)).toBe(git(hub, 'rev-parse', `${good}:${path}`));
    const [, list] = await lookAround(victim);
    expect(list).toMatch(/The victim's own/);
  });

  test('what it does not know, and folds it to nothing: the doctor finds every task the fold of its events', async () => {
    expect(await callInsideOk(['doctor'], { cwd: victim })).toMatch(/every task is the fold of its events/);
    const page = await callInsideOk(['show', NEWER_ID], { cwd: victim });
    expect(page).toMatch(/Newer/);
    const watched = await callInsideOk(['watch', '--json'], { cwd: victim });
    for (const type of ['constructor', '__proto__', 'config_changed'])
      expect(watched).toContain(`"type":"${type}"`);
  });

  test('and keeps the unknown through a merge with work of our own', async () => {
    await callInsideOk(['edit', NEWER_ID, '--title', 'Newer by us'], { cwd: victim });
    serveGood([oneEvent('label_removed', NEWER_ID, { label: 'theirs' })]);
    expect((await callInside(['pull'], { cwd: victim })).stderr).toMatch(/merged/);
    const merged = git(victim, 'show', `${REF}:${taskPath(NEWER_ID)}`);
    for (const line of ['title: Newer by us', 'estimate: 3d', '__proto__: z'])
      expect(merged.split('\n')).toContain(line);
    expect(await callInsideOk(['doctor'], { cwd: victim })).toMatch(/every task is the fold of its events/);
  });

  test('a task file edited by hand, which is folded anew from its events where histories meet', async () => {
    const text = git(hub, 'show', `${good}:${taskPath(NEWER_ID)}`);
    serveGood([
      {
        path: taskPath(NEWER_ID),
        content: text.replace(/^title: .*/m, 'title:   "By hand"   # no event says so\r'),
      },
    ]);
    expect((await callInside(['pull'], { cwd: victim })).stderr).toMatch(/merged/);
    expect(git(victim, 'show', `${REF}:${taskPath(NEWER_ID)}`)).toMatch(/^title: Newer by us$/m);
    expect(await callInsideOk(['doctor'], { cwd: victim })).toMatch(/every task is the fold of its events/);
  });

  test('an older tip of the same history, which changes nothing; the next sync puts it right', async () => {
    const before = await lookAround(victim);
    serve(git(hub, 'rev-parse', `${good}~3`));
    expect((await callInside(['pull'], { cwd: victim })).stderr).toMatch(/nothing new/);
    expect(await lookAround(victim)).toEqual(before);
    expect((await callInside(['sync'], { cwd: victim })).status).toBe(0);
    expect(git(hub, 'rev-parse', REF)).toBe(before[0]);
  });

  test('an unrelated history, beside what is here', async () => {
    serve(commitRaw(hub, [{ path: 'format.yaml', content: 'format: "1.0"\n' }, ...sound().files]));
    expect((await callInside(['pull'], { cwd: victim })).stderr).toMatch(/merged/);
    const [, list] = await lookAround(victim);
    for (const title of ['Shared by all', "The victim's own", 'Newer by us', 'New'])
      expect(list).toContain(title);
  });
});

test('a branch in a newer format is read, and not written', async () => {
  const path = join(makeTempDir(), 'reader');
  serve(good);
  await makeClone(path);
  const oid = commitRaw(path, [{ path: 'format.yaml', content: 'format: "2.0"\n' }], {
    parents: [git(path, 'rev-parse', REF)],
  });
  git(path, 'update-ref', REF, oid);
  expect(await callInsideOk(['list'], { cwd: path })).toMatch(/Shared by all/);
  const refused = await callInside(['add', 'x'], { cwd: path });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/the tasks are in format 2\.0.*FORMAT_TOO_NEW/);
  expect(git(path, 'rev-parse', REF)).toBe(oid);
});
