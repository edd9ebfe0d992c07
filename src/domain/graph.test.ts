import { describe, expect, test } from 'vitest';
import { blockersOf, isBlocked } from './blockers.ts';
import { buildGraph, chainsBehind, family, findPath } from './graph.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { readyTasks } from './ready.ts';
import type { Snapshot } from './snapshot.ts';
import { isOpen, type TaskSummary } from './task.ts';

type Some = Partial<TaskSummary> & { readonly id: string };

function summaries(...tasks: readonly Some[]): Snapshot {
  const all = new Map(
    tasks.map((task, at): [string, TaskSummary] => [
      task.id,
      {
        title: task.id,
        status: 'pending',
        priority: 0,
        labels: [],
        depends_on: [],
        links: [],
        resources: [],
        alerts: [],
        created: String(at).padStart(6, '0'),
        set: {},
        ...task,
      },
    ]),
  );
  return {
    stamp: undefined,
    policy: DEFAULT_POLICY,
    open: new Map([...all].filter(([, task]) => isOpen(task))),
    inProgress: [...all.values()].filter(({ status }) => status === 'in_progress'),
    children: (id) => [...all.values()].filter((task) => isOpen(task) && task.parent === id),
    dependents: (id) => [...all.values()].filter((task) => isOpen(task) && task.depends_on.includes(id)),
    titled: () => [],
    touchable: () => [],
    summary: (id) => all.get(id),
    task: () => undefined,
    matches: () => [],
    taken: () => false,
    load: () => undefined,
    planned: () => new Map(),
    short: (id) => id,
  };
}

function get(tasks: Snapshot, id: string): TaskSummary {
  const task = tasks.summary(id);
  if (task === undefined) throw new Error(id);
  return task;
}

const chain = (length: number): Snapshot =>
  summaries(...Array.from({ length }, (_, n) => ({ id: `t${n}`, depends_on: n === 0 ? [] : [`t${n - 1}`] })));

describe('the longest chain behind a task', () => {
  const lengths = (tasks: Snapshot): Record<string, number> => {
    const chains = chainsBehind(buildGraph(tasks.open), tasks.open.keys());
    return Object.fromEntries([...tasks.open.keys()].map((id) => [id, chains.get(id) ?? 0]));
  };

  test.each<[string, readonly Some[], Record<string, number>]>([
    ['nothing waits', [{ id: 'a' }], { a: 0 }],
    [
      'a line',
      [{ id: 'a' }, { id: 'b', depends_on: ['a'] }, { id: 'c', depends_on: ['b'] }],
      { a: 2, b: 1, c: 0 },
    ],
    [
      'the longer way counts',
      [{ id: 'a' }, { id: 'b', depends_on: ['a'] }, { id: 'c', depends_on: ['a', 'b'] }],
      { a: 2, b: 1, c: 0 },
    ],
    [
      'closed tasks do not wait',
      [{ id: 'a' }, { id: 'b', depends_on: ['a'], status: 'completed' }],
      { a: 0 },
    ],
  ])('%s', (_, tasks, expected) => expect(lengths(summaries(...tasks))).toEqual(expected));

  test('in a cycle is finite', () => {
    const tasks = summaries(
      { id: 'a', depends_on: ['b'] },
      { id: 'b', depends_on: ['a'] },
      { id: 'c', depends_on: ['c'] },
    );
    for (const length of Object.values(lengths(tasks))) expect(length).toBeLessThan(3);
  });

  test('of 10,000 tasks needs no stack', () => {
    expect(lengths(chain(10_000)).t0).toBe(9_999);
  });
});

describe('a path of waits', () => {
  const path = (tasks: Snapshot, from: string, to: string): readonly string[] | undefined =>
    findPath(tasks, buildGraph(tasks.open), from, (id) => id === to);

  test.each<[string, readonly Some[], readonly string[] | undefined]>([
    ['to itself', [{ id: 'a' }, { id: 'z' }], undefined],
    ['by a dependency', [{ id: 'a', depends_on: ['z'] }, { id: 'z' }], ['a', 'z']],
    [
      'by the shortest way',
      [{ id: 'a', depends_on: ['b', 'z'] }, { id: 'b', depends_on: ['z'] }, { id: 'z' }],
      ['a', 'z'],
    ],
    ['to an open child', [{ id: 'a' }, { id: 'z', parent: 'a' }], ['a', 'z']],
    ['not to a closed child', [{ id: 'a' }, { id: 'z', parent: 'a', status: 'completed' }], undefined],
    ['not to its parent', [{ id: 'a', parent: 'z' }, { id: 'z' }], undefined],
    [
      'to what its parent waits for',
      [{ id: 'a', parent: 'p' }, { id: 'p', depends_on: ['z'] }, { id: 'z' }],
      ['a', 'z'],
    ],
    ['through what is gone', [{ id: 'a', depends_on: ['gone'] }, { id: 'z' }], undefined],
    ['in a circle of parents', [{ id: 'a', parent: 'b' }, { id: 'b', parent: 'a' }, { id: 'z' }], undefined],
  ])('%s', (_, tasks, expected) => expect(path(summaries(...tasks), 'a', 'z')).toEqual(expected));

  test('of 10,000 steps is found', () => {
    expect(path(chain(10_000), 't9999', 't0')).toHaveLength(10_000);
  });

  test('a family in a circle ends', () => {
    const { open } = summaries({ id: 'a', parent: 'b' }, { id: 'b', parent: 'a' });
    expect([...family(buildGraph(open), 'a')]).toEqual(['a', 'b']);
  });
});

describe('what blocks a task', () => {
  const dependency = (on: string, of = 'a') => expect.objectContaining({ kind: 'dependency', on, of });
  const hold = (reason: string, of = 'a') => ({ kind: 'hold', reason, of });

  test.each<[string, readonly Some[], readonly unknown[]]>([
    ['nothing', [{ id: 'a' }], []],
    ['its hold', [{ id: 'a', hold: 'why' }], [hold('why')]],
    [
      'an open dependency',
      [
        { id: 'a', depends_on: ['b'] },
        { id: 'b', status: 'in_review' },
      ],
      [dependency('b')],
    ],
    [
      'not a completed one',
      [
        { id: 'a', depends_on: ['b'] },
        { id: 'b', status: 'completed' },
      ],
      [],
    ],
    [
      'a cancelled one',
      [
        { id: 'a', depends_on: ['b'] },
        { id: 'b', status: 'cancelled' },
      ],
      [dependency('b')],
    ],
    ['one that is gone', [{ id: 'a', depends_on: ['b'] }], [{ kind: 'dependency', on: 'b', of: 'a' }]],
    [
      "its ancestors' holds and dependencies",
      [
        { id: 'a', parent: 'p', hold: 'x' },
        { id: 'p', parent: 'g', depends_on: ['b'] },
        { id: 'g', hold: 'y' },
        { id: 'b' },
      ],
      [hold('x'), dependency('b', 'p'), hold('y', 'g')],
    ],
    [
      'not those of a closed parent',
      [
        { id: 'a', parent: 'p' },
        { id: 'p', status: 'completed', hold: 'x' },
      ],
      [],
    ],
    [
      'not itself, where its parent waits for it',
      [
        { id: 'a', parent: 'p' },
        { id: 'p', depends_on: ['a'] },
      ],
      [],
    ],
    [
      'not its parent, where the grandparent waits for that',
      [
        { id: 'a', parent: 'p' },
        { id: 'p', parent: 'g' },
        { id: 'g', depends_on: ['p'] },
      ],
      [],
    ],
    [
      'a sibling that the parent waits for',
      [
        { id: 'a', parent: 'p' },
        { id: 'p', depends_on: ['b'] },
        { id: 'b', parent: 'p' },
      ],
      [dependency('b', 'p')],
    ],
    [
      'a circle of parents, once',
      [
        { id: 'a', parent: 'p', hold: 'x' },
        { id: 'p', parent: 'a' },
      ],
      [hold('x')],
    ],
  ])('%s', (_, tasks, expected) => {
    const snapshot = summaries(...tasks);
    expect(blockersOf(snapshot, get(snapshot, 'a'))).toEqual(expected);
    expect(isBlocked(snapshot, get(snapshot, 'a'))).toBe(expected.length > 0);
  });
});

describe('what is ready, best first', () => {
  const offer = (tasks: readonly Some[], anyone = false): readonly string[] =>
    readyTasks(summaries(...tasks), 'ann/wt', anyone)
      .slice()
      .map(({ id }) => id);

  test.each<[string, readonly Some[], readonly string[]]>([
    [
      "mine, or the person before my slash, then nobody's",
      [
        { id: 'n', priority: 4 },
        { id: 'p', assignee: 'ann' },
        { id: 'm', assignee: 'ann/wt', priority: 1 },
      ],
      ['m', 'p', 'n'],
    ],
    [
      "never another's",
      [
        { id: 'b', assignee: 'bob' },
        { id: 'a2', assignee: 'ann/other' },
      ],
      [],
    ],
    ['by priority', [{ id: 'a', priority: 1 }, { id: 'b', priority: 4 }, { id: 'c' }], ['b', 'a', 'c']],
    ['then by the chain behind', [{ id: 'a' }, { id: 'b' }, { id: 'x', depends_on: ['b'] }], ['b', 'a']],
    [
      'then by how many wait',
      [
        { id: 'a' },
        { id: 'b' },
        { id: 'x', depends_on: ['a'] },
        { id: 'y', depends_on: ['b'] },
        { id: 'z', depends_on: ['b'] },
      ],
      ['b', 'a'],
    ],
    [
      'then by the day it is due',
      [{ id: 'a' }, { id: 'b', due: '2026-02-01' }, { id: 'c', due: '2026-01-01' }],
      ['c', 'b', 'a'],
    ],
    [
      'then by age',
      [
        { id: 'b', created: '2' },
        { id: 'a', created: '1' },
      ],
      ['a', 'b'],
    ],
    [
      'only what is pending, unblocked and without open children',
      [{ id: 'a', hold: 'x' }, { id: 'b', status: 'in_progress' }, { id: 'p' }, { id: 'c', parent: 'p' }],
      ['c'],
    ],
    [
      'a parent once its children are done',
      [{ id: 'p' }, { id: 'c', parent: 'p', status: 'completed' }],
      ['p'],
    ],
  ])('%s', (_, tasks, expected) => expect(offer(tasks)).toEqual(expected));

  test("others' too where anyone's will do, last", () => {
    expect(offer([{ id: 'b', assignee: 'bob', priority: 4 }, { id: 'a' }], true)).toEqual(['a', 'b']);
  });
});
