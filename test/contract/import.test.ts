import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { campaign } from '../call-program.ts';
import { expectHealthy, REF } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const MANY = campaign ? 10_000 : 1000;

const SAMPLES = join(import.meta.dirname, '../samples');
const FILES = [
  'beads/issues.jsonl',
  'backlog',
  'taskwarrior/export.json',
  'gh/issues.json',
  'gh/written-by-2.23.json',
  'glab/issues.json',
  'markdown/TODO.md',
];

test(`${MANY} issues are one commit, and none when they are imported again`, async () => {
  const root = makeRepository(makeTestDir());
  const task = (...args: string[]): Promise<string> => callInsideOk(args, { cwd: root });
  await task('init');
  const lines = Array.from({ length: MANY }, (_, at) => ({
    id: `bd-${at}`,
    title: `Issue ${at}`,
    issue_type: 'task',
    status: at % 3 === 0 ? 'closed' : 'open',
    description: 'What it is about. '.repeat(10),
    labels: ['api', `l${at % 7}`],
    comments: [{ author: 'bob', text: 'Hm', created_at: '2026-10-02T08:30:00Z' }],
    dependencies:
      at % 10 === 0 ? [] : [{ issue_id: `bd-${at}`, depends_on_id: `bd-${at - 1}`, type: 'blocks' }],
  }));
  const file = join(root, 'issues.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const before = git(root, 'rev-parse', REF);

  const ids = (await task('import', file, '--quiet')).trim().split('\n');
  expect(new Set(ids).size).toBe(MANY);
  expect(git(root, 'rev-parse', `${REF}~1`)).toBe(before);

  const tip = git(root, 'rev-parse', REF);
  expect((await task('import', file, '--quiet')).trim().split('\n')).toEqual(ids);
  expect(git(root, 'rev-parse', REF)).toBe(tip);
  await expectHealthy(root);
}, 600_000);

test('what was imported is taken in by other clones', async () => {
  const directory = makeTestDir();
  const root = makeRepository(directory);
  const remote = join(directory, 'remote.git');
  git(root, 'init', '--quiet', '--bare', remote);
  git(root, 'remote', 'add', 'origin', remote);
  const task = (...args: string[]): Promise<string> => callInsideOk(args, { cwd: root });
  await task('init', '--local');
  for (const file of FILES) await task('import', join(SAMPLES, file));
  await expectHealthy(root);
  await task('sync', '--remote', 'origin');

  const other = join(directory, 'other');
  git(root, 'clone', '--quiet', remote, other);
  await callInsideOk(['init'], { cwd: other });
  await expectHealthy(other);
  expect(git(other, 'rev-parse', REF)).toBe(git(root, 'rev-parse', REF));
  const count = (await task('list', '--all', '--quiet')).trim().split('\n').length;
  expect((await callInsideOk(['list', '--all', '--quiet'], { cwd: other })).trim().split('\n')).toHaveLength(
    count,
  );
}, 600_000);

// Debian's gh 2.23 wrote it of what a local server answered; `stateReason` came later.
test('what the program gh writes is read whole', async () => {
  const root = makeRepository(makeTestDir());
  await callInsideOk(['init'], { cwd: root });
  const file = join(SAMPLES, 'gh/written-by-2.23.json');
  const { data } = JSON.parse(await callInsideOk(['import', file, '--json'], { cwd: root }));
  expect(data).toMatchObject({ from: 'gh', added: 3, not_carried: [] });
  const tasks = JSON.parse(await callInsideOk(['list', '--all', '--json'], { cwd: root })).data;
  expect(
    tasks.map(({ title, status, assignee, plan_key }: Record<string, unknown>) => [
      title,
      status,
      assignee,
      plan_key,
    ]),
  ).toEqual([
    ['Issue 1', 'pending', 'bob', 'gh/acme/store#1'],
    ['Issue 2', 'completed', 'bob', 'gh/acme/store#2'],
    ['Issue 3', 'completed', null, 'gh/acme/store#3'],
  ]);
});

test('the call of gh that help prints asks for nothing that gh 2.23 does not know', async () => {
  const issues: readonly object[] = JSON.parse(
    readFileSync(join(SAMPLES, 'gh/written-by-2.23.json'), 'utf8'),
  );
  const known = new Set(issues.flatMap((issue) => Object.keys(issue)));
  const help = await callInsideOk(['import', '--help'], { cwd: makeTestDir() });
  const documentation = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8');
  for (const text of [help, documentation]) {
    const [, fields = ''] = /gh issue list .*--json ([\w,]+)/.exec(text) ?? [];
    expect(fields.split(',').toSorted()).toEqual([...known].toSorted());
  }
});

test('a file that is too deep, too odd or too long is refused or taken, and never fails within', async () => {
  const root = makeRepository(makeTestDir());
  await callInsideOk(['init'], { cwd: root });
  const odd = [
    '['.repeat(100_000),
    `[${'{"id":"a","title":"A","issue_type":"x"},'.repeat(1000)}null]`,
    `{"id":"a","title":"${'\\u0000'.repeat(1000)}","issue_type":"x"}`,
    `{"id":"a","title":"A","issue_type":"x","labels":${JSON.stringify(Array.from({ length: 3000 }, (_, at) => `l${at}`))}}`,
    `{"id":"a","title":"A","issue_type":"x","description":"${'\\u001b'.repeat(400_000)}"}`,
    `{"id":"a","title":"A","issue_type":"x","x":{"__proto__":{"constructor":[{"y":"${'z'.repeat(300_000)}"}]}}}`,
    `- [ ] ${'#'.repeat(100_000)} a\n${'  '.repeat(5000)}- [x] b\n`,
    '---\n---\n---',
  ];
  for (const text of odd) {
    writeFileSync(join(root, 'odd'), text);
    for (const from of ['beads', 'markdown', 'git-task', 'gh']) {
      const { status } = await callInside(['import', 'odd', '--from', from, '--json'], { cwd: root });
      expect([0, 2]).toContain(status);
    }
  }
  await expectHealthy(root);
}, 600_000);
