import { describe, expect, test } from 'vitest';
import type { CodeChange } from '../domain/change.ts';
import { impactsOf } from './impacts.ts';

const file = (
  relation: CodeChange['relation'],
  name: string,
  more: Partial<CodeChange> = {},
): CodeChange => ({
  relation,
  kind: 'file',
  name,
  certainty: 'exact',
  path: more.to ?? name,
  line: 1,
  ...more,
});
const symbol = (
  relation: CodeChange['relation'],
  name: string,
  more: Partial<CodeChange> = {},
): CodeChange => ({
  relation,
  kind: 'symbol',
  name,
  certainty: 'exact',
  path: name.split('#')[0] ?? '',
  line: 7,
  ...more,
});

/** The impacts of changes on a task with one link, as `severity change on resource: reason`. */
function told(link: string, changes: readonly CodeChange[], resources: readonly string[] = []): string[] {
  const target = { id: 't', title: 'T', status: 'pending', links: [link], resources };
  return impactsOf({ cause: { id: 'c', resources: [] }, changes, targets: [target] }).map(
    ({ severity, reason, resource }) => `${severity} ${resource}: ${reason}`,
  );
}

const hunks = [{ from: 12, to: 13, now: 5 }];
const linked = 'which this task is linked to';

describe('a link to a file', () => {
  test.each<[string, string, CodeChange[], string[]]>([
    [
      'a file',
      'a.py',
      [file('modifies', 'a.py')],
      [`notice a.py: modifies a.py, ${linked}: look at it before you go on`],
    ],
    ['another file', 'a.py', [file('modifies', 'b.py'), file('modifies', 'a.pyc')], []],
    [
      'a new file',
      'a.py',
      [file('adds', 'a.py')],
      [`notice a.py: adds a.py, ${linked}: look at it before you go on`],
    ],
    [
      'a file that is gone',
      'a.py',
      [file('removes', 'a.py')],
      [`warning a.py: removes a.py, ${linked}: settle first whether it is still needed`],
    ],
    [
      'a renamed file',
      'a.py#L20-30',
      [file('renames', 'a.py', { to: 'b/a.py', hunks })],
      [`warning a.py#L20-30: renames a.py, ${linked}, to b/a.py: go on with b/a.py#L23-33`],
    ],
    [
      'a file that took its name',
      'a.py',
      [file('renames', 'old.py', { to: 'a.py' })],
      [`notice a.py: renames a.py, ${linked}: look at it before you go on`],
    ],
    [
      'its lines',
      'a.py#L10-20',
      [file('modifies', 'a.py', { hunks })],
      [`warning a.py#L10-20: modifies a.py#L10-20, ${linked} (now a.py#L10-23): look at it before you go on`],
    ],
    [
      'its lines, of which nothing is left',
      'a.py#L12',
      [file('modifies', 'a.py', { hunks: [{ from: 10, to: 14, now: 0 }] })],
      [
        `warning a.py#L12: modifies a.py#L12, ${linked} (nothing is left of them): look at it before you go on`,
      ],
    ],
    ['other lines', 'a.py#L20-30', [file('modifies', 'a.py', { hunks })], []],
    [
      'lines of a file whose lines nobody could compare',
      'a.bin#L20',
      [file('modifies', 'a.bin')],
      [
        'notice a.bin#L20: modifies a.bin, where this task is linked to a.bin#L20: look at it before you go on',
      ],
    ],
    [
      'a directory',
      'src',
      [file('modifies', 'src/a.py'), file('removes', 'src/b/c.py'), file('adds', 'x/src/c.py')],
      [`notice src: changes 2 files in src, ${linked}: look at them before you go on`],
    ],
    [
      'a directory in which one file changed',
      'src',
      [file('modifies', 'src/a.py')],
      [`notice src: modifies src/a.py, part of src, ${linked}: look at it before you go on`],
    ],
    [
      'a glob',
      'src/**/*.sql',
      [file('modifies', 'src/a.py'), file('modifies', 'src/db/x.sql')],
      [
        `notice src/**/*.sql: modifies src/db/x.sql, part of src/**/*.sql, ${linked}: look at it before you go on`,
      ],
    ],
    ['a link that means nothing here', 'a.py#', [file('modifies', 'a.py')], []],
  ])('%s', (_, link, changes, expected) => expect(told(link, changes)).toEqual(expected));
});

describe('a link to a symbol', () => {
  const modified = file('modifies', 'a.ts', { read: true });
  test.each<[string, CodeChange[], string[]]>([
    [
      'its body changes',
      [modified, symbol('modifies', 'a.ts#login', { aspect: 'body' })],
      [`warning a.ts#login: modifies a.ts#login (a.ts:7), ${linked}: look at it before you go on`],
    ],
    [
      'a method of it changes',
      [modified, symbol('modifies', 'a.ts#login.again', { aspect: 'contract' })],
      [
        `warning a.ts#login: modifies a.ts#login.again (a.ts:7), part of a.ts#login, ${linked}: look at it before you go on`,
      ],
    ],
    ['another symbol of the file changes', [modified, symbol('modifies', 'a.ts#loginAll')], []],
    [
      'it goes',
      [modified, symbol('removes', 'a.ts#login')],
      [`warning a.ts#login: removes a.ts#login, ${linked}: settle first whether it is still needed`],
    ],
    [
      'it is renamed',
      [modified, symbol('renames', 'a.ts#login', { to: 'a.ts#signIn' })],
      [`warning a.ts#login: renames a.ts#login, ${linked}, to a.ts#signIn: go on with a.ts#signIn`],
    ],
    [
      'its file is renamed',
      [file('renames', 'a.ts', { to: 'b.ts', read: true })],
      [`warning a.ts#login: renames a.ts, ${linked}, to b.ts: go on with b.ts#login`],
    ],
    [
      'its file changes, which nobody can read',
      [file('modifies', 'a.ts')],
      [
        'notice a.ts#login: modifies a.ts, where this task is linked to a.ts#login: look at it before you go on',
      ],
    ],
  ])('%s', (_, changes, expected) => expect(told('a.ts#login', changes)).toEqual(expected));
});

describe('told once', () => {
  test('a link to the file of something declared, hit no harder, adds nothing', () => {
    const changes = [file('modifies', 'a.ts'), symbol('removes', 'a.ts#login')];
    expect(told('a.ts', changes, ['depends:symbol:a.ts#login'])).toEqual([
      'conflict depends:symbol:a.ts#login: removes a.ts#login (a.ts:7), which this task depends on: settle first which of the two holds',
    ]);
  });

  test('a link hit harder is told beside it', () => {
    const changes = [
      file('modifies', 'a.ts', { read: true, hunks: [{ from: 1, to: 9, now: 1 }] }),
      symbol('modifies', 'a.ts#login', { aspect: 'body' }),
    ];
    expect(told('a.ts#L2', changes, ['depends:symbol:a.ts#login']).map((line) => line.split(':')[0])).toEqual(
      ['warning a.ts#L2', 'notice depends'],
    );
  });

  test('evidence is where to look, by the old and the new name', () => {
    const changes = [file('renames', 'a.ts', { to: 'b.ts', line: 4 })];
    const target = {
      id: 't',
      title: 'T',
      status: 'pending',
      links: ['a.ts'],
      resources: [],
      assignee: 'bob',
    };
    expect(impactsOf({ cause: { id: 'c', resources: [] }, changes, targets: [target] })).toMatchObject([
      {
        task: 't',
        to: ['bob'],
        change: 'renames:file:a.ts -> b.ts',
        resource: 'a.ts',
        evidence: { path: 'b.ts', line: 4, name: 'a.ts', newName: 'b.ts' },
      },
    ]);
  });
});
