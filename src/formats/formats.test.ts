import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportSource } from '../domain/import-source.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { readTasks, writeExport } from './formats.ts';
import type { FolderFile } from './read-backlog.ts';
import type { Reading } from './report.ts';

const SAMPLES = join(import.meta.dirname, '../../test/samples');
const AROUND = {
  name: 'file',
  now: Date.parse('2026-11-21T00:00:00Z'),
  // A calendar two hours ahead of UTC.
  dayOf: (time: number) => new Date(time + 7_200_000).toISOString().slice(0, 10),
};

async function read(text: string, from?: ImportSource): Promise<Reading & { readonly from: ImportSource }> {
  const reading = await readTasks({ text }, from, AROUND);
  if (reading === undefined) throw new Error('not recognized');
  return reading;
}

function sample(path: string): string {
  return readFileSync(join(SAMPLES, path), 'utf8');
}

function folder(...names: readonly string[]): readonly FolderFile[] {
  return names.flatMap((name) =>
    readdirSync(join(SAMPLES, 'backlog', name)).map((file) => ({
      path: `${name}/${file}`,
      text: sample(`backlog/${name}/${file}`),
    })),
  );
}

function byHandle(reading: Reading): Record<string, ImportedTask> {
  return Object.fromEntries(reading.tasks.map((task) => [task.handle, task]));
}

/** JSON of one task of git-task, with other values. */
function ours(values: object): string {
  return JSON.stringify({ id: 'k7x2m4q9wd', title: 'A', status: 'pending', set: {}, ...values });
}

describe('what the tools wrote', () => {
  test('beads', async () => {
    const reading = await read(sample('beads/issues.jsonl'));
    expect(reading.from).toBe('beads');
    expect(reading.problems).toEqual([]);
    expect(reading.remarks).toEqual([
      { place: 'line 6', field: 'status', text: 'shop-6 was deleted there, and is passed over' },
    ]);
    const tasks = byHandle(reading);
    expect(Object.keys(tasks)).toHaveLength(5);
    expect(tasks['beads/shop-2']).toMatchObject({
      title: 'Add the users table',
      description: 'One row per account.\n\n## Design\n\nemail is the key',
      type: 'task',
      priority: 4,
      assignee: 'ann',
      parent: 'beads/shop-1',
      labels: ['db'],
      acceptance: [
        { text: 'email is unique', met: false },
        { text: 'passwords are hashed', met: true },
      ],
      notes: [
        { text: 'ask bob' },
        { text: '(2026-10-02 08:30Z) Keep it small', by: 'bob', at: '2026-10-02T08:30:00.000Z' },
      ],
      status: 'completed',
      end: { at: '2026-10-03T10:00:00.000Z', message: 'Done in 9d3e2a1' },
    });
    expect(tasks['beads/shop-3']).toMatchObject({
      depends_on: ['beads/shop-2'],
      status: 'pending',
      extra: {
        'x-beads': {
          status: 'in_progress',
          external_ref: 'gh-9',
          dependencies: [{ depends_on_id: 'shop-5', type: 'related' }],
        },
      },
    });
    expect(tasks['beads/shop-4']).toMatchObject({ discovered_from: 'beads/shop-3', priority: 1 });
    expect(tasks['beads/shop-5']).toMatchObject({ hold: 'deferred in beads' });
    expect(tasks['beads/shop-5']).not.toHaveProperty('priority');
  });

  test('Taskwarrior', async () => {
    const reading = await read(sample('taskwarrior/export.json'));
    expect([reading.from, reading.problems, reading.remarks]).toEqual(['taskwarrior', [], []]);
    const [table, endpoint, page, template, certificate, instance, gone, done] = reading.tasks;
    expect(table).toMatchObject({ priority: 3, due: '2030-09-01', labels: ['shop.db', 'db'] });
    expect(table?.extra['x-taskwarrior']).toMatchObject({ size: 'large' });
    expect(endpoint).toMatchObject({
      depends_on: [table?.handle],
      notes: [{ text: '(2026-11-21 15:54Z) the middleware runs twice', at: '2026-11-21T15:54:44.000Z' }],
    });
    expect(page?.depends_on).toEqual([endpoint?.handle, table?.handle]);
    expect(template?.hold).toBe('a template that recurs weekly');
    expect(certificate).toMatchObject({ hold: 'waits until 2031-01-01', priority: 1 });
    expect(instance?.extra['x-taskwarrior']).toMatchObject({ recur: 'weekly' });
    expect([gone?.status, done?.status]).toEqual(['cancelled', 'completed']);
  });

  test('Backlog.md', async () => {
    const files = [
      { path: 'config.yml', text: sample('backlog/config.yml') },
      ...folder('completed', 'drafts', 'tasks'),
    ];
    const reading = await readTasks({ files }, undefined, AROUND);
    if (reading === undefined) throw new Error('not recognized');
    expect([reading.from, reading.problems, reading.remarks]).toEqual(['backlog', [], []]);
    const tasks = byHandle(reading);
    expect(tasks['backlog/task-1']).toMatchObject({
      title: 'Add the users table',
      description: 'One row per account.',
      assignee: 'bob',
      priority: 3,
      labels: ['db', 'schema'],
      links: ['src/db.ts'],
      acceptance: [
        { text: 'email is unique,passwords are hashed', met: false },
        { text: 'passwords are hashed', met: false },
        { text: 'reviewed', met: false },
      ],
      notes: [{ text: '(2026-11-21 15:55Z) Keep it small', at: '2026-11-21T15:55:00.000Z' }],
      status: 'pending',
    });
    expect(tasks['backlog/task-2']).toMatchObject({
      description: '## Implementation Plan\n\n1. route\n2. handler',
      depends_on: ['backlog/task-1'],
      notes: [{ text: 'Look at the middleware' }],
    });
    expect(tasks['backlog/task-2.1']).toMatchObject({
      parent: 'backlog/task-2',
      extra: { 'x-backlog': { status: 'In Progress' } },
    });
    expect(tasks['backlog/task-3']).toMatchObject({
      status: 'completed',
      end: { message: 'Called it shop' },
      acceptance: [{ text: 'a name', met: true }],
    });
    expect(tasks['backlog/task-4']?.status).toBe('completed');
    expect(tasks['backlog/draft-1']?.hold).toBe('a draft in Backlog.md');
  });

  test('gh', async () => {
    const reading = await read(sample('gh/issues.json'));
    expect([reading.from, reading.problems, reading.remarks]).toEqual(['gh', [], []]);
    const tasks = byHandle(reading);
    expect(tasks['gh/acme/shop#7']).toMatchObject({
      title: 'Login fails with 500',
      description: 'Signing in with a wrong password gives 500.\n\n- [ ] give 401',
      assignee: 'ann',
      labels: ['bug', 'api'],
      notes: [{ text: '(2026-10-02 08:30Z) I can see it too.', by: 'ann' }],
      extra: { 'x-gh': { milestone: 'v1', author: 'bob', assignees: ['ann', 'bob'] } },
    });
    expect(tasks['gh/acme/shop#5']).toMatchObject({
      status: 'completed',
      end: { at: '2026-10-03T10:00:00.000Z' },
    });
    expect(tasks['gh/acme/shop#6']).toMatchObject({ status: 'cancelled', end: { message: 'not planned' } });
  });

  test('glab', async () => {
    const reading = await read(sample('glab/issues.json'));
    expect([reading.from, reading.problems, reading.remarks]).toEqual(['glab', [], []]);
    const tasks = byHandle(reading);
    expect(tasks['glab/acme/web/shop#4']).toMatchObject({
      assignee: 'ann',
      due: '2026-11-30',
      labels: ['ui', 'workflow::doing'],
      extra: { 'x-glab': { milestone: 'v1', weight: '3', author: 'bob' } },
    });
    expect(tasks['glab/acme/web/shop#3']).toMatchObject({
      type: 'incident',
      status: 'completed',
      end: { by: 'ann' },
    });
  });

  test('a check list', async () => {
    const reading = await read(sample('markdown/TODO.md'));
    expect([reading.from, reading.problems, reading.remarks]).toEqual(['markdown', [], []]);
    const rows = reading.tasks.map(({ handle, status, labels, parent }) =>
      [handle, status, ...labels, parent ?? ''].join(' ').replaceAll('markdown/file#', '#'),
    );
    expect(rows).toEqual([
      '#choose-a-date pending ',
      '#add-the-users-table completed back-end ',
      '#add-the-login-endpoint pending back-end ',
      '#add-the-login-endpoint/wrong-password-gives-401 pending back-end #add-the-login-endpoint',
      '#add-the-login-endpoint/wrong-password-gives-401/hash-passwords completed back-end #add-the-login-endpoint/wrong-password-gives-401',
      '#add-the-login-endpoint/remember-me cancelled back-end #add-the-login-endpoint',
      '#write-docs pending back-end ',
      '#login-page pending front-end ',
      '#login-page~2 pending front-end ',
    ]);
    expect(reading.tasks[2]?.description).toBe('It answers `POST /login`.');
  });
});

describe('what is not as it should be', () => {
  test.each([
    [
      'beads',
      '{"id":"a","title":"A","issue_type":"x"}\n{"id":\n[1]\n',
      ['line 2: is not JSON', 'line 3: is not an object'],
    ],
    [
      'beads',
      '[{"title":"A"}, {"id":"b","title":" "}, null]',
      ['entry 1: has no id', 'entry 2: has no title', 'entry 3: is not an object'],
    ],
    ['gh', '[{"title":"A"}]', ['entry 1: has no number']],
    ['glab', '[{"title":"A"}]', ['entry 1: has no iid']],
    ['taskwarrior', '[{"description":"A"}]', ['entry 1: has no uuid']],
    ['git-task', '[{"id":"../x","title":"A"}]', ['entry 1: has no id of git-task']],
    ['git-task', '- &a {id: x}\n', ['file: file:1:3: an anchor (&name) is not allowed']],
    ['beads', 'no JSON at all', ['file: is not JSON']],
    ['gh', ' ', ['file: is empty']],
    ['backlog', '[]', ['file: is no folder: name the one that has tasks/ in it']],
    [
      'beads',
      `{"id":"${'x'.repeat(300)}","title":"A"}`,
      ['entry 1: its id is no line of at most 200 characters'],
    ],
  ] as const)('%s %s', async (from, text, wanted) => {
    const { problems } = await read(text, from);
    expect(
      problems.map(({ place, text: problem }) =>
        problem.startsWith('file:') ? `file: ${problem}` : `${place}: ${problem}`,
      ),
    ).toEqual(wanted);
  });

  test.each([
    ['no front matter', 'title: A', 'has no front matter'],
    ['no map', '---\n- a\n---\n', 'has no map as its front matter'],
    ['no id', '---\ntitle: A\n---\n', 'has no id'],
    ['an alias', '---\nid: *a\n---\n', 'tasks/a.md:1:5: an alias (*name) is not allowed'],
  ])('Backlog.md: %s', async (_name, text, wanted) => {
    const reading = await readTasks({ files: [{ path: 'tasks/a.md', text }] }, 'backlog', AROUND);
    expect(reading?.problems).toEqual([{ place: 'tasks/a.md', text: wanted }]);
  });

  test.each([
    [{ due: 'someday' }, 'due', '"someday" is not a day', { due: 'someday' }],
    [{ links: ['../out'] }, 'links', expect.any(String), { links: '../out' }],
    [{ labels: ['x'.repeat(201)] }, 'labels', 'is longer than 200 characters', { labels: 'x'.repeat(201) }],
    [{ priority: 'P0' }, 'priority', expect.stringContaining('reads two ways'), {}],
  ])('a value that does not fit is kept beside the task: %j', async (values, field, text, kept) => {
    const { tasks, remarks } = await read(ours(values), 'git-task');
    expect(remarks).toEqual([{ place: 'entry 1', field, text }]);
    expect(tasks[0]?.extra['x-git-task']).toEqual({ id: 'k7x2m4q9wd', ...kept });
  });

  test('a title that is too long begins the description', async () => {
    const title = 'word '.repeat(200).trim();
    const { tasks, remarks } = await read(JSON.stringify({ id: 'a', title, description: 'More.' }), 'beads');
    expect(tasks[0]?.title).toHaveLength(500);
    expect(tasks[0]?.description).toBe(`${title}\n\nMore.`);
    expect(remarks.map(({ field }) => field)).toEqual(['title']);
  });

  test('texts end where a file of the branch would be too large, and that is said', async () => {
    const comments = Array.from({ length: 1200 }, (_, at) => ({ body: `${at} ${'é'.repeat(2000)}` }));
    const body = 'x'.repeat(300_000);
    const { tasks, remarks } = await read(JSON.stringify({ number: 1, title: 'A', body, comments }), 'gh');
    const [task] = tasks;
    expect(new TextEncoder().encode(JSON.stringify(task)).length).toBeLessThan(1024 * 1024);
    expect(remarks.filter(({ field }) => field === 'description')).toEqual([
      { place: 'entry 1', field: 'description', text: 'is cut: 300000 characters, of which 262142 stay' },
    ]);
    expect(remarks.filter(({ field }) => field === 'notes').length).toBeGreaterThan(1);
  });

  test('control characters are replaced, and keys like __proto__ are keys', async () => {
    const text =
      '{"id":"a","title":"A\\u001b[31m\\nB","description":"C\\u0000","__proto__":{"x":"y"},"constructor":1}';
    const { tasks, remarks } = await read(text, 'beads');
    expect(tasks[0]).toMatchObject({ title: 'A [31m B', description: 'C\ufffd' });
    expect(Object.entries(tasks[0]?.extra['x-beads'] ?? {})).toEqual([
      ['__proto__', { x: 'y' }],
      ['constructor', '1'],
    ]);
    expect(remarks.map(({ field }) => field)).toEqual(['description']);
  });

  test('what stands twice is taken once', async () => {
    const { tasks, remarks } = await read('{"id":"a","title":"A"}\n{"id":"a","title":"B"}', 'beads');
    expect(tasks.map(({ title }) => title)).toEqual(['A']);
    expect(remarks).toEqual([
      { place: 'line 2', field: 'id', text: 'beads/a stands here a second time; line 1 is taken' },
    ]);
  });

  test('deep values become text', async () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    const { tasks } = await read(
      `{"id":"a","title":"A","deep":${nested(50)},"deeper":${nested(200_000)},"flat":${nested(3)}}`,
      'beads',
    );
    const values = JSON.stringify(tasks[0]?.extra['x-beads']);
    expect(values).toMatch(
      /^\{"deep":\[{7}"\[{43}1\]{43}"\]{7},"deeper":\[{7}"\(nested too deep\)"\]{7},"flat":\[{3}"1"\]{3}\}$/,
    );
  });
});

test.each([
  ['{"schema":"git-task/1","kind":"task_list","data":[]}', 'git-task'],
  ['- id: k7x2m4q9wd\n  title: A\n  status: pending\n', 'git-task'],
  ['[{"uuid":"1","description":"A","status":"pending","entry":"x"}]', 'taskwarrior'],
  ['{"id":"a","title":"A","issue_type":"bug"}', 'beads'],
  ['{"number":1,"title":"A","state":"OPEN"}', 'gh'],
  ['{"iid":1,"title":"A","web_url":"x"}', 'glab'],
  ['Some text\n\n  * [x] done\n', 'markdown'],
  ['{"id":1,"title":"A"}', undefined],
  ['[]', undefined],
  ['Some text', undefined],
])('guesses where %j comes from', async (text, wanted) => {
  expect((await readTasks({ text }, undefined, AROUND))?.from).toBe(wanted);
});

test('a due day is that of the caller', async () => {
  const { tasks } = await read(
    '[{"uuid":"1","description":"A","status":"pending","entry":"x","due":"20300831T220000Z"}]',
  );
  expect(tasks[0]?.due).toBe('2030-09-01');
  expect(tasks[0]?.extra['x-taskwarrior']).toMatchObject({ due: '20300831T220000Z' });
});

describe('CSV', () => {
  const task = {
    id: 'k7x2m4q9wd',
    status: 'pending',
    priority: 0,
    labels: [],
    depends_on: [],
    links: [],
    resources: [],
  } as const;
  const lists = {
    acceptance: [],
    notes: [],
    commits: [],
    alerts: [],
    created: '01JD3YQ8Z0ABCDEFGHJKMNPQRS',
    set: {},
    extra: {},
  };

  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['say "hi", ok', '"say ""hi"", ok"'],
    ['two\rlines', 'two\ufffdlines'],
  ])('%j is a cell that is read as it stands', (title, cell) => {
    const text = writeExport([{ task: { ...task, ...lists, title }, depth: 0 }], 'csv');
    expect(text).toMatch(/^id,title,.*\r\n/);
    expect(text.slice(text.indexOf('\r\n') + 2)).toMatch(/\r\n$/);
    expect(text).toContain(`k7x2m4q9wd,${cell},pending,`);
  });
});
