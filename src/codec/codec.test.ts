import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../domain/event.ts';
import { leastStamp } from '../domain/stamp.ts';
import type { Task } from '../domain/task.ts';
import { FIRST_FILES, isNewerFormat, parseSettings } from './branch-files.ts';
import { formatCommitMessage, parseStampTrailer } from './commit-message.ts';
import { loadFullParser, parseDocument } from './document.ts';
import { formatEvents, parseEvents } from './event-file.ts';
import { eventsPath, parsePath, taskPath } from './paths.ts';
import { formatTask, parseTask } from './task-file.ts';

const ID = 'k7x2m4q9wd';
const STAMP = '01JD3YQ8Z0ABCDEFGHJKMNPQRS';
const LATER = '01JD3YQ8Z1ABCDEFGHJKMNPQRS';
beforeAll(loadFullParser);

const read = (text: string): ReturnType<typeof parseTask> => parseTask(parseDocument(text, 'x'), ID);

describe('a task file', () => {
  const text = `id: ${ID}
title: "null: # \\" \\u001B"
status: in_progress
type: feature
priority: 2
assignee: alice
due: 2025-09-01
parent: h9q3m4q9wd
discovered_from: t4z0m4q9wd
labels:
  - api
depends_on:
  - m2p8m4q9wd
links:
  - app/server/auth.py#L10-20
resources:
  - modifies:endpoint:POST /api/login
hold: waiting for the API key
acceptance:
  - id: ${STAMP}
    text: wrong password gives 401
    met: ${LATER}
plan_key: api
claim:
  by: alice/wt-auth
  worktree: wt-auth
  clone: 7fq2
  branch: auth
  base: 3f1c
  since: ${STAMP}
description: |
  Add login + signup
notes:
  - id: ${STAMP}
    by: bob
    file: src/http.ts#L42
    text: the middleware runs twice
commits:
  - 9d3e
x-jira:
  key: A-1
  watchers:
    - bob
completed:
  by: alice
  commit: 9d3e
  branch: auth
  message: "Merged PR #123"
alerts:
  - id: ${STAMP}
    type: impact_warning
    cause: m2p8m4q9wd
    change: modifies:table:users
    resource: depends:table:users
    to:
      - bob
    text: it changes
    acknowledged: ${LATER}
created: ${STAMP}
set:
  status: ${STAMP}
  assignee:
    - ${STAMP}
    - ${LATER}
  x-jira: ${STAMP}
`;

  test('with every key there is, is written as it was read', () => {
    expect(formatTask(read(text) as Task)).toBe(text);
  });

  test('of a deleted task keeps id and stamp alone', () => {
    const tombstone = `id: ${ID}\ndeleted: ${STAMP}\n`;
    expect(formatTask(read(tombstone))).toBe(tombstone);
  });

  test('with keys in any order and style reads the same', () => {
    const loose = `# c\ncreated: ${STAMP}\nset: {}\nstatus: 'pending'\npriority: 1\nlabels: []\ntitle: >\n  a\n  b\nid: ${ID}\n`;
    expect(read(loose)).toMatchObject({ title: 'a b\n', priority: 1, labels: [], status: 'pending' });
  });

  test('keeps keys that only a prototype has', () => {
    const odd = `id: ${ID}\ntitle: t\nstatus: pending\n__proto__: x\nconstructor: y\ncreated: ${STAMP}\nset:\n  __proto__: ${STAMP}\n`;
    expect(formatTask(read(odd) as Task)).toBe(odd);
  });

  const base = `id: ${ID}\ntitle: t\nstatus: pending\ncreated: ${STAMP}\n`;
  test.each([
    ['no map', '- a\n', 'is not a map'],
    ['of another id', base.replace(ID, 'zzzzzzzzzz'), 'id: "zzzzzzzzzz" is not the id of its path'],
    ['without a title', base.replace('title: t\n', ''), 'title: is missing'],
    ['with an unknown status', base.replace('pending', 'done'), 'status: "done" is not a status'],
    ['with an odd priority', `${base}priority: 5\n`, 'priority: "5" is not 0 to 4'],
    ['without a stamp', base.replace(STAMP, 'x'), 'created: "x" is not a stamp'],
    ['with a text for a list', `${base}labels: a\n`, 'labels: is not a list'],
    [
      'with a map in a list of texts',
      `${base}labels:\n  - a: b\n`,
      'labels: holds something that is not a text',
    ],
    ['with a list for a text', `${base}hold:\n  - a\n`, 'hold: is not a text'],
    ['with a claim without since', `${base}claim:\n  by: a\n  clone: b\n`, 'claim since: is missing'],
    ['with a note that is none', `${base}notes:\n  - a\n`, 'notes[0] is not a map'],
    [
      'with an alert of no kind',
      `${base}alerts:\n  - id: ${STAMP}\n    type: x\n    cause: y\n    text: z\n`,
      'type: is not a kind of alert',
    ],
    [
      'with a set that names no stamp',
      `${base}set:\n  title: x\n`,
      'set title: is neither a stamp nor a list of stamps',
    ],
    [
      'with a set that names nothing',
      `${base}set:\n  title: []\n`,
      'set title: is neither a stamp nor a list of stamps',
    ],
    [
      'with 16,001 labels',
      `${base}labels:\n${'  - a\n'.repeat(16_001)}`,
      'labels: has more than 16000 entries',
    ],
    [
      'with a text too long',
      `${base}hold: ${'x'.repeat(4_194_305)}\n`,
      'hold: is longer than 4194304 characters',
    ],
    ['with a deletion that is no stamp', `id: ${ID}\ndeleted: yes\n`, 'deleted: "yes" is not a stamp'],
  ])('%s is refused by name', (_, hostile, problem) => {
    expect(() => read(hostile)).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT', message: expect.stringContaining(problem) }),
    );
    expect(() => read(hostile)).toThrow(expect.objectContaining({ message: expect.stringContaining(ID) }));
  });
});

describe('an event file', () => {
  const events: readonly Event[] = [
    {
      id: STAMP,
      type: 'task_started',
      at: '2026-11-20T04:22:40.521Z',
      by: 'a',
      task: ID,
      over: [LATER],
      data: { branch: 'b', list: ['x'], map: { k: 'v' } },
    },
    { id: LATER, type: 'x-import', at: '', by: '', data: {} },
  ];
  const text = `- id: ${STAMP}
  type: task_started
  at: 2026-11-20T04:22:40.521Z
  by: a
  task: ${ID}
  over:
    - ${LATER}
  data:
    branch: b
    list:
      - x
    map:
      k: v
- id: ${LATER}
  type: x-import
  at: ""
  by: ""
`;

  test('is written canonically and read as it was', () => {
    expect(formatEvents(events)).toBe(text);
    expect(parseEvents(parseDocument(text, 'x'), 'x')).toEqual(events);
  });

  test.each([
    ['no list', 'id: x\n', 'x is not a list of events'],
    ['of texts', '- a\n', 'x is not a map'],
    ['without an id', text.replace(`id: ${STAMP}`, 'ix: y'), 'id: is missing'],
    [
      'over what is no stamp',
      text.replace(`    - ${LATER}`, '    - x'),
      'over: holds something that is not a stamp',
    ],
    ['with data that is a list', text.replace(/data:\n.*v\n/s, 'data:\n    - a\n'), 'data: is not a map'],
    [
      'of a task that is none',
      text.replace(`task: ${ID}`, 'task: ../../x'),
      'task: "../../x" is not a task id',
    ],
  ])('%s is refused by name', (_, hostile, problem) => {
    expect(() => parseEvents(parseDocument(hostile, 'x'), 'x')).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT', message: expect.stringContaining(problem) }),
    );
  });
});

describe('paths', () => {
  test('say what they hold', () => {
    expect(parsePath(taskPath(ID))).toEqual({ kind: 'task', id: ID });
    expect(parsePath(eventsPath(ID, STAMP))).toEqual({ kind: 'events', task: ID, first: STAMP });
    expect(taskPath(ID)).toBe(`tasks/k/7/${ID}/task.yaml`);
    const first = leastStamp(Date.UTC(2026, 10, 5, 7, 59, 59));
    expect(eventsPath(undefined, first)).toBe(`events/2026-11/05T07/${first}.yaml`);
    expect(parsePath(eventsPath(undefined, first))).toEqual({ kind: 'events', first });
    const last = `7${'Z'.repeat(25)}`;
    expect(parsePath(eventsPath(undefined, last))).toEqual({ kind: 'events', first: last });
  });

  test.each([
    '',
    'README.md',
    `tasks/k/8/${ID}/task.yaml`,
    `tasks/k/7/${ID}/task.yml`,
    `tasks/k/7/${ID}/task.yaml/x`,
    `tasks/k/7/${ID}/${STAMP}.yaml.yaml`,
    `tasks/k/7/${ID}/${STAMP.toLowerCase()}.yaml`,
    `tasks/k/7/${ID.toUpperCase()}/task.yaml`,
    'tasks/./././task.yaml',
    `tasks/../7/${ID}/task.yaml`,
    `events/2026-11/05T07/${STAMP}.yaml`,
    `x/tasks/k/7/${ID}/task.yaml`,
  ])('%j holds nothing of ours', (path) => expect(parsePath(path)).toEqual({ kind: 'other' }));
});

describe('a commit message', () => {
  const stamps = Array.from({ length: 30 }, (_, n) => leastStamp(1_700_000_000_000 + n));
  const trailers = (message: string): readonly string[] =>
    spawnSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' })
      .stdout.trimEnd()
      .split('\n');

  test('has the actor, the newest stamp and up to 20 events as trailers, as git reads them', () => {
    const message = formatCommitMessage({
      subject: `start ${ID}: Implement auth`,
      actor: 'alice/wt',
      stamps,
    });
    expect(trailers(message)).toEqual([
      'Actor: alice/wt',
      `Stamp: ${stamps[29]}`,
      ...stamps.slice(0, 20).map((stamp) => `Event: ${stamp}`),
    ]);
    expect(parseStampTrailer(message)).toBe(stamps[29]);
    expect(formatCommitMessage({ subject: 'init', actor: 'a', stamps: [] })).toBe('init\n\nActor: a\n');
  });

  test.each([
    `add x\n\nStamp: ${LATER}`,
    `add x\r\n\r\nActor: mallory\r\nStamp: ${LATER}\r\n`,
    `Stamp: ${LATER}`,
    `add x\u2028\u2029Stamp: ${LATER}`,
    `add x\u0085Stamp: ${LATER}\n---\n`,
    `${'x'.repeat(119)}\n\nStamp: ${LATER}`,
  ])('takes no trailer from the title %j', (subject) => {
    const message = formatCommitMessage({ subject, actor: `bob\nStamp: ${LATER}`, stamps: [STAMP] });
    expect(parseStampTrailer(message)).toBe(STAMP);
    expect(trailers(message).map((line) => line.split(':')[0])).toEqual(['Actor', 'Stamp', 'Event']);
    expect(message.split('\n')[0]?.length).toBeLessThanOrEqual(120);
  });

  test.each([
    '',
    'subject',
    `Stamp: ${STAMP}`,
    `subject\n\nStamp: ${STAMP}\n\nbody\n`,
    'subject\n\nStamp: x\n',
    `subject\n\nstamp: ${STAMP}\n`,
  ])('%j by another hand has no stamp', (message) => expect(parseStampTrailer(message)).toBe(undefined));
});

describe('the files of the branch', () => {
  test('that a new branch has are read as what they say', () => {
    const text = (path: string): string => FIRST_FILES.find((file) => file.path === path)?.text ?? '';
    expect(Object.fromEntries(parseSettings(parseDocument(text('format.yaml'), 'x'), 'x'))).toEqual({
      format: '1.0',
      epoch: '0',
    });
    expect(parseSettings(parseDocument(text('config.yaml'), 'x'), 'x').size).toBe(0);
  });

  test('nested settings have dotted keys, lists of texts are lines; other lists are none', () => {
    const tree = parseDocument('claim:\n  lease: 4h\na: {b: {c: d}}\nignore:\n  paths: [x, y z]\n', 'x');
    expect([...parseSettings(tree, 'x')]).toEqual([
      ['claim.lease', '4h'],
      ['a.b.c', 'd'],
      ['ignore.paths', 'x\ny z'],
    ]);
    expect(() => parseSettings(parseDocument('a: [{b: c}]\n', 'x'), 'x')).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT' }),
    );
  });

  test.each([
    ['1.0', false],
    ['1.9', false],
    ['2.0', true],
    ['10.1', true],
    ['0.9', false],
    ['x', false],
  ])('format %s newer: %s', (format, newer) => expect(isNewerFormat(format)).toBe(newer));
});
