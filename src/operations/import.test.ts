import { describe, expect, test } from 'vitest';
import { MemoryTasks } from '../../test/memory-tasks.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { add } from './add.ts';
import { type ImportResult, importTasks } from './import.ts';
import { plan } from './plan.ts';

type Given = Partial<ImportedTask> & { readonly handle: string };

function given(...tasks: readonly Given[]): readonly ImportedTask[] {
  return tasks.map((task) => ({
    place: task.handle,
    title: task.handle,
    depends_on: [],
    labels: [],
    links: [],
    resources: [],
    acceptance: [],
    notes: [],
    commits: [],
    status: 'pending',
    extra: {},
    ...task,
  }));
}

function take(tasks: MemoryTasks, ...values: readonly Given[]): ImportResult {
  return tasks.run(importTasks, { from: 'beads', tasks: given(...values) }, { actor: 'ann' }).result;
}

function lostOf({ lost }: ImportResult): readonly string[] {
  return lost.map(({ place, key, handle, why }) => `${place} ${key} ${handle}: ${why}`);
}

describe('waits that go in circles', () => {
  test.each<[string, readonly Given[], readonly string[]]>([
    ['itself', [{ handle: 'a', depends_on: ['a'] }], ['a depends_on a: cycle']],
    [
      'two',
      [
        { handle: 'a', depends_on: ['b'] },
        { handle: 'b', depends_on: ['a'] },
      ],
      ['b depends_on a: cycle'],
    ],
    [
      'one of several',
      [
        { handle: 'a', depends_on: ['b', 'd'] },
        { handle: 'b', depends_on: ['c'] },
        { handle: 'c', depends_on: ['a', 'd'] },
        { handle: 'd' },
      ],
      ['c depends_on a: cycle'],
    ],
    [
      'through a parent',
      [{ handle: 'p' }, { handle: 'a', parent: 'p', depends_on: ['b'] }, { handle: 'b', depends_on: ['p'] }],
      ['b depends_on p: cycle'],
    ],
    [
      'a parent that waits for its child is none',
      [
        { handle: 'p', depends_on: ['a'] },
        { handle: 'a', parent: 'p' },
      ],
      [],
    ],
    [
      'closed tasks, which may be opened again',
      [
        { handle: 'a', depends_on: ['b'], status: 'completed' },
        { handle: 'b', depends_on: ['a'] },
      ],
      ['b depends_on a: cycle'],
    ],
    [
      'parents',
      [
        { handle: 'a', parent: 'b' },
        { handle: 'b', parent: 'c' },
        { handle: 'c', parent: 'a' },
        { handle: 'd', parent: 'a' },
      ],
      ['c parent a: cycle'],
    ],
    ['its own parent', [{ handle: 'a', parent: 'a' }], ['a parent a: cycle']],
  ])('%s', (_name, values, lost) => {
    const tasks = new MemoryTasks();
    const result = take(tasks, ...values);
    expect(lostOf(result)).toEqual(lost);
    expect(result.added).toHaveLength(values.length);
    for (const { place, key, handle } of result.lost)
      expect(tasks.task(result.ids.get(place) ?? '')?.extra['x-beads']).toEqual({
        left_out: [`${key}: ${handle}`],
      });
  });

  test('many knots take no longer than one', () => {
    const values = Array.from({ length: 3000 }, (_, at) => ({
      handle: `t${at}`,
      depends_on: [`t${(at + 1) % 3000}`, `t${(at * 7 + 3) % 3000}`, `t${(at + 1500) % 3000}`],
    }));
    const { added, lost } = take(new MemoryTasks(), ...values);
    expect(added).toHaveLength(3000);
    expect(lost.length).toBeGreaterThan(0);
  });
});

test('a later import finds what an earlier one made, and ties new tasks to it', () => {
  const tasks = new MemoryTasks();
  const first = take(tasks, { handle: 'beads/1' }, { handle: 'beads/2', depends_on: ['beads/9'] });
  expect(lostOf(first)).toEqual(['beads/2 depends_on beads/9: unknown']);
  const second = take(
    tasks,
    { handle: 'beads/1', title: 'New title', status: 'completed' },
    { handle: 'beads/3', depends_on: ['beads/2'], parent: 'beads/1', discovered_from: 'beads/2' },
  );
  expect(second.added).toEqual([second.ids.get('beads/3')]);
  expect([...second.differs]).toEqual([[first.ids.get('beads/1'), ['title', 'status']]]);
  expect(tasks.task(second.ids.get('beads/3') ?? '')).toMatchObject({
    depends_on: [first.ids.get('beads/2')],
    parent: first.ids.get('beads/1'),
    discovered_from: first.ids.get('beads/2'),
  });
});

test('an own handle is kept where no task here has it', () => {
  const tasks = new MemoryTasks();
  tasks.run(plan, { tasks: [{ key: 'api', title: 'Ours' }] });
  const values = ['k7x2m4q9wd', 'm2p8x4q9wd'].map((id, at) => ({
    handle: `git-task/${id}`,
    id,
    plan_key: at === 0 ? 'api' : 'db',
    extra: { 'x-beads': { id } },
  }));
  const { ids } = take(tasks, ...values);
  expect([...ids.values()].map((id) => tasks.task(id)?.plan_key)).toEqual(['git-task/k7x2m4q9wd', 'db']);
  expect(take(tasks, ...values).added).toEqual([]);
  expect(take(tasks, { handle: 'git-task/other', id: 'x2x2x2x2x2', plan_key: 'db' }).added).toHaveLength(1);
});

test('a task that is here under its own id is found by it', () => {
  const tasks = new MemoryTasks();
  const { id } = tasks.run(add, { title: 'Here' }).result;
  const { added, ids } = take(tasks, { handle: `git-task/${id}`, id, title: 'Here' });
  expect([added, ids.get(`git-task/${id}`)]).toEqual([[], id]);
});

test('who did what elsewhere, and when, stands in the events; who brought it here beside them', () => {
  const tasks = new MemoryTasks();
  const at = '2020-01-02T03:04:05.000Z';
  const { ids } = take(tasks, {
    handle: 'beads/1',
    notes: [{ text: 'Hm', by: 'bob', at }],
    status: 'completed',
    end: { by: 'cho', at, message: 'Done' },
  });
  const story = [...(tasks.stories.get(ids.get('beads/1') ?? '')?.values() ?? [])];
  expect(story.map(({ type, by, at: time }) => `${type} ${by} ${time === at ? 'then' : 'now'}`)).toEqual([
    'task_created ann now',
    'imported ann now',
    'note_added bob then',
    'task_completed cho then',
  ]);
  expect(story[1]?.data).toEqual({ from: 'beads' });
});
