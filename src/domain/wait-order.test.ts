import { describe, expect, test } from 'vitest';
import type { TaskSummary } from './task.ts';
import { waitOrder } from './wait-order.ts';

/** Tasks named by letters: `B<A` is a child of A, `B>A` waits for A, `B<A>CD` is and waits for both C and D. */
function tasksOf(text: string): ReadonlyMap<string, TaskSummary> {
  return new Map(
    text.split(' ').map((word) => {
      const [, id = '', parent, on = ''] = /^(\w)(?:<(\w))?(?:>(\w+))?$/.exec(word) ?? [];
      const task: TaskSummary = {
        id,
        title: id,
        status: 'pending',
        priority: 0,
        labels: [],
        depends_on: [...on],
        links: [],
        resources: [],
        alerts: [],
        created: id,
        set: {},
        ...(parent === undefined ? {} : { parent }),
      };
      return [id, task];
    }),
  );
}

function waves(text: string, inherited?: boolean): string {
  const { steps, stuck } = waitOrder(tasksOf(text), inherited);
  const begins = steps.filter(({ is }) => is === 'beginning').map(({ id, wave }) => `${id}${wave}`);
  return [...begins.sort(), ...[...stuck].sort()].join(' ');
}

describe('the wave in which each task can begin, then those that are stuck', () => {
  test.each([
    ['nothing waits', 'A B C', 'A1 B1 C1'],
    ['a chain', 'C>B B>A A', 'A1 B2 C3'],
    ['the latest of several', 'A B>A C>AB', 'A1 B2 C3'],
    ['on what is not here', 'A>Z', 'A1'],
    ['a child waits for what its parent waits for', 'A P>A B<P', 'A1 B2 P2'],
    ['what waits for a parent waits for its children', 'P B<P C<P>B D>P', 'B1 C2 D3 P1'],
    ['a diamond', 'A B>A C>A D>BC', 'A1 B2 C2 D3'],
    ['itself', 'A>A B', 'B1 A'],
    ['a circle, and what waits for it', 'A>B B>A C>A D', 'D1 A B C'],
    ['on its own parent', 'P B<P>P', 'P1 B P'],
    ['a parent that waits for its child is looked at more closely elsewhere', 'P>B B<P', 'B P'],
  ])('%s: %s', (_, tasks, expected) => {
    expect(waves(tasks)).toBe(expected);
  });

  test('without inheritance a parent may wait for its child', () => {
    expect(waves('P>B B<P', false)).toBe('B1 P2');
  });
});
