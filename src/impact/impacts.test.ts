import { describe, expect, test } from 'vitest';
import { type Impact, impactsOf, type Target } from './impacts.ts';

const target = (id: string, resources: string[], more: Partial<Target> = {}): Target => ({
  id,
  title: `Task ${id}`,
  status: 'pending',
  resources,
  ...more,
});

function impacts(resources: string[], ...targets: Target[]): Impact[] {
  return impactsOf({ cause: { id: 'cause', resources }, targets });
}

/** The impacts of one line on one line, shortened to `severity reason`. */
function told(change: string, declared: string, status = 'in_progress'): string[] {
  return impacts([change], target('t', [declared], { status })).map(
    ({ severity, reason }) => `${severity} ${reason}`,
  );
}

test('an impact says who is hit, how badly, by what, why and who must know', () => {
  const hit = target('k7x2', ['modifies:endpoint:POST /api/login'], {
    assignee: 'alice',
    claim: { by: 'alice/wt-auth' },
  });
  expect(impacts(['removes:endpoint:POST /api/login'], hit)).toEqual([
    {
      task: 'k7x2',
      severity: 'conflict',
      change: 'removes:endpoint:POST /api/login',
      resource: 'modifies:endpoint:POST /api/login',
      to: ['alice', 'alice/wt-auth'],
      reason: 'removes POST /api/login, which this task modifies: settle first which of the two holds',
    },
  ]);
});

describe('reasons', () => {
  test.each([
    [
      'removes:env:API_KEY',
      'removes:env:API_KEY',
      'notice removes env API_KEY, which this task removes (already done): drop it from this task',
    ],
    [
      'removes:table:users',
      'depends:column:users.email',
      'conflict removes table users and with it column users.email, which this task depends on: settle first which of the two holds',
    ],
    [
      'removes:file:src/auth.ts',
      'modifies:symbol:src/auth.ts#login',
      'conflict removes src/auth.ts and with it src/auth.ts#login, which this task modifies: settle first which of the two holds',
    ],
    [
      'removes:column:users.email',
      'depends:table:users',
      'warning removes column users.email, part of table users, which this task depends on: settle first which of the two holds',
    ],
    [
      'removes:endpoint:/api/*',
      'modifies:endpoint:POST /api/login',
      'warning removes * /api/*, which covers POST /api/login, which this task modifies: settle first which of the two holds',
    ],
    [
      'renames:endpoint:POST /login -> /session',
      'depends:endpoint:POST /login',
      'conflict renames POST /login, which this task depends on, to POST /session: go on with POST /session',
    ],
    [
      'renames:endpoint:POST /login -> /session',
      'adds:endpoint:POST /session',
      'conflict renames POST /login to POST /session, which this task adds (the new name): use what is there or choose another name',
    ],
    [
      'renames:endpoint:POST /login -> /session',
      'adds:endpoint:POST /login',
      'warning renames POST /login, which this task adds, to POST /session (the old name): go on with POST /session',
    ],
    [
      'modifies:file:src/auth.ts',
      'owns:file:src/**',
      'warning modifies src/auth.ts, part of src/**, which this task owns (asked to keep out): look at the change before you go on',
    ],
    [
      'adds:env:API_KEY',
      'depends:env:API_KEY',
      'notice adds env API_KEY, which this task depends on (now there): build on it',
    ],
    [
      'adds:env:B',
      'renames:env:A -> B',
      'conflict adds env B, which this task gives as a new name (duplicate): use what is there or choose another name',
    ],
    [
      'removes:env:A',
      'renames:env:A -> B',
      'conflict removes env A, which this task renames: settle first which of the two holds',
    ],
    [
      'modifies:env:A',
      'depends:env:A',
      'warning modifies env A, which this task depends on: check that this task still fits',
    ],
    [
      'touch:env:A',
      'modifies:env:A',
      'notice touches env A, which this task modifies: look at it before you go on',
    ],
  ])('%s on %s', (change, declared, expected) => {
    expect(told(change, declared)).toEqual([expected]);
  });
});

describe('what hits nothing', () => {
  test('what a task needs or owns is no change', () => {
    expect(told('depends:env:A', 'modifies:env:A')).toEqual([]);
    expect(told('owns:file:src', 'modifies:file:src/a.ts')).toEqual([]);
  });

  test('a task asks others to keep out only while it is in progress', () => {
    expect(told('modifies:file:a.ts', 'owns:file:a.ts', 'in_progress')).toHaveLength(1);
    expect(told('modifies:file:a.ts', 'owns:file:a.ts', 'pending')).toEqual([]);
    expect(told('modifies:file:a.ts', 'owns:file:a.ts', 'in_review')).toEqual([]);
  });

  test('completed and cancelled tasks, and the task itself', () => {
    expect(told('removes:env:A', 'modifies:env:A', 'completed')).toEqual([]);
    expect(told('removes:env:A', 'modifies:env:A', 'cancelled')).toEqual([]);
    expect(impacts(['removes:env:A'], target('cause', ['modifies:env:A']))).toEqual([]);
  });

  test('lines that cannot be read, as a newer version may write them', () => {
    expect(
      impacts(['forbids:env:A', 'removes:env:B'], target('t', ['needs env A', 'depends:env:B'])),
    ).toHaveLength(1);
  });
});

test('of several meetings over one changed thing the worst is told', () => {
  const found = impacts(
    ['touch:env:A', 'removes:env:A'],
    target('t', ['removes:env:A', 'modifies:env:A', 'touch:env:A*']),
  );
  expect(found).toMatchObject([
    { severity: 'conflict', change: 'removes:env:A', resource: 'modifies:env:A' },
  ]);
});

test('the worst comes first, then tasks and changes in the order of their text', () => {
  const found = impacts(
    ['removes:env:B', 'removes:env:A', 'adds:env:C'],
    target('t2', ['depends:env:A', 'depends:env:B', 'depends:env:C']),
    target('t1', ['removes:env:A', 'depends:env:B']),
  );
  expect(found.map(({ severity, task, change }) => `${severity} ${task} ${change}`)).toEqual([
    'conflict t1 removes:env:B',
    'conflict t2 removes:env:A',
    'conflict t2 removes:env:B',
    'notice t1 removes:env:A',
    'notice t2 adds:env:C',
  ]);
});

test('a person who is assignee and holder is told once', () => {
  const hit = target('t', ['depends:env:A'], { assignee: 'bob', claim: { by: 'bob' } });
  expect(impacts(['removes:env:A'], hit)[0]?.to).toEqual(['bob']);
});
