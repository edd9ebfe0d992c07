import { describe, expect, test } from 'vitest';
import type { Event, EventData } from './event.ts';
import { leastStamp } from './stamp.ts';
import { type Question, type Statistics, spreadOf, statisticsOf } from './statistics.ts';
import { taskFlow } from './task-flow.ts';
import { withoutUndone } from './undo.ts';

const HOUR = 3_600_000;
/** A Wednesday. */
const START = Date.parse('2026-01-07T00:00:00Z');

/** An event so many hours after the start. */
function at(hours: number, type: string, data: EventData = {}, by = 'ann'): Event {
  const time = START + hours * HOUR;
  return { id: leastStamp(time), type, at: new Date(time).toISOString(), by, data };
}

function stats(stories: Record<string, readonly Event[]>, more: Partial<Question> = {}): Statistics {
  const named = Object.entries(stories).map(
    ([id, story]) => [id, story.map((event) => ({ ...event, task: id }))] as const,
  );
  const flows = named.flatMap(([id, story]) => {
    const flow = taskFlow(withoutUndone(story));
    return flow === undefined ? [] : [[id, flow] as const];
  });
  return statisticsOf({
    flows: new Map(flows),
    since: undefined,
    now: START + 100 * HOUR,
    labels: [],
    ...more,
  });
}

const NEW = at(0, 'task_created');
const hours = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : milliseconds / HOUR;

test.each([
  [[], undefined, undefined],
  [[4], 4, 4],
  [[1, 3], 2, 3],
  [[3, 1, 2], 2, 3],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5.5, 9],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10],
])('of %j the middle is %s, and nine of ten are within %s', (values, median, p90) => {
  expect(spreadOf(values)).toEqual({ count: values.length, median, p90 });
});

describe('one task', () => {
  test.each<readonly [string, readonly Event[], readonly [number, number, number], unknown, unknown]>([
    // What happened; completed, cancelled, reopened; hours of lead and cycle.
    ['created', [NEW], [0, 0, 0], undefined, undefined],
    ['completed at once', [NEW, at(5, 'task_completed')], [1, 0, 0], 5, undefined],
    ['started', [NEW, at(2, 'task_started'), at(5, 'task_completed')], [1, 0, 0], 5, 3],
    [
      'released and taken by another',
      [NEW, at(2, 'task_started'), at(3, 'task_released'), at(9, 'task_started'), at(10, 'task_completed')],
      [1, 0, 0],
      10,
      8,
    ],
    [
      'given back from review',
      [
        NEW,
        at(1, 'task_started'),
        at(2, 'task_submitted'),
        at(3, 'task_reopened'),
        at(4, 'task_submitted'),
        at(6, 'task_completed'),
      ],
      [1, 0, 0],
      6,
      5,
    ],
    [
      'done twice',
      [
        NEW,
        at(1, 'task_started'),
        at(2, 'task_completed'),
        at(10, 'task_reopened'),
        at(20, 'task_started'),
        at(26, 'task_completed'),
      ],
      [2, 0, 1],
      // Of 2 and 26 hours the middle; of 1 and 6.
      14,
      3.5,
    ],
    [
      'completed by two clones',
      [NEW, at(2, 'task_completed'), at(3, 'task_completed', {}, 'bob')],
      [1, 0, 0],
      2,
      undefined,
    ],
    ['cancelled', [NEW, at(1, 'task_started'), at(2, 'task_cancelled')], [0, 1, 0], undefined, undefined],
    ['deleted', [NEW, at(1, 'task_completed'), at(2, 'task_deleted')], [0, 0, 0], undefined, undefined],
    [
      'whose completion was undone',
      [NEW, at(1, 'task_completed'), at(2, 'undone', { events: [leastStamp(START + HOUR)] })],
      [0, 0, 0],
      undefined,
      undefined,
    ],
    [
      'of a clock that was behind',
      [NEW, { ...at(1, 'task_completed'), at: '2026-01-06T00:00:00Z' }],
      [1, 0, 0],
      0,
      undefined,
    ],
  ])('%s', (_, story, [completed, cancelled, reopened], lead, cycle) => {
    const found = stats({ a: story });
    expect([found.completed, found.cancelled, found.reopened]).toEqual([completed, cancelled, reopened]);
    expect(hours(found.lead.median)).toBe(lead);
    expect(hours(found.cycle.median)).toBe(cycle);
  });
});

describe('hours blocked', () => {
  const waits = at(0, 'task_created', { depends_on: ['b'] });
  test.each<readonly [string, Record<string, readonly Event[]>, number]>([
    ['never', { a: [NEW] }, 0],
    ['by a hold', { a: [NEW, at(10, 'task_held'), at(14, 'task_unheld')] }, 4],
    ['by a hold that stands', { a: [NEW, at(90, 'task_held')] }, 10],
    ['by a hold until it is closed', { a: [NEW, at(10, 'task_held'), at(13, 'task_cancelled')] }, 3],
    ['by what was done later', { a: [waits], b: [NEW, at(30, 'task_completed')] }, 30],
    ['by what was given up', { a: [waits], b: [NEW, at(30, 'task_cancelled')] }, 100],
    [
      'by what was opened again',
      { a: [waits], b: [NEW, at(30, 'task_completed'), at(95, 'task_reopened')] },
      35,
    ],
    ['by what is not known', { a: [waits] }, 0],
    [
      'by a dependency of some hours',
      {
        a: [NEW, at(5, 'dependency_added', { on: 'b' }), at(7, 'dependency_removed', { on: 'b' })],
        b: [NEW],
      },
      2,
    ],
    [
      'twice at a time',
      {
        a: [waits, at(10, 'task_held'), at(50, 'task_unheld')],
        b: [NEW, at(20, 'task_completed')],
      },
      50,
    ],
  ])('%s', (_, stories, expected) => {
    expect(hours(stats(stories).blocked.total)).toBe(expected);
  });

  test('only from the given time on', () => {
    const since = START + 12 * HOUR;
    expect(
      hours(stats({ a: [NEW, at(10, 'task_held'), at(14, 'task_unheld')] }, { since }).blocked.total),
    ).toBe(2);
  });
});

const STORIES = {
  a: [
    at(0, 'task_created', { labels: ['api'] }),
    at(1, 'task_started', {}, 'bob/wt'),
    at(5, 'task_completed', {}, 'bob/wt'),
  ],
  b: [at(2, 'task_created', {}, 'bob/wt'), at(3, 'label_added', { label: 'api' })],
  // On the Monday after, hour 120 of which is Monday 0:00.
  c: [at(130, 'task_created', { labels: ['web'] }), at(131, 'label_removed', { label: 'web' })],
};
const LATER = { now: START + 140 * HOUR };

test('who did what', () => {
  expect(stats(STORIES, LATER).actors).toEqual([
    {
      actor: 'bob/wt',
      created: 1,
      started: 1,
      completed: 1,
      cycle: { count: 1, median: 4 * HOUR, p90: 4 * HOUR },
    },
    { actor: 'ann', created: 2, started: 0, completed: 0, cycle: { count: 0 } },
  ]);
});

test('labels as they are now', () => {
  expect(stats(STORIES, LATER).labels).toMatchObject([{ label: 'api', open: 1, created: 2, completed: 1 }]);
});

test('weeks from Monday on, and days', () => {
  const { weeks, days } = stats(STORIES, LATER);
  expect(weeks).toEqual([
    { start: Date.parse('2026-01-05T00:00:00Z'), created: 2, completed: 1 },
    { start: Date.parse('2026-01-12T00:00:00Z'), created: 1, completed: 0 },
  ]);
  expect(days.map(({ created, completed }) => `${created}/${completed}`)).toEqual([
    '2/1',
    '0/0',
    '0/0',
    '0/0',
    '0/0',
    '1/0',
  ]);
});

test.each<readonly [string, Partial<Question>, readonly [number, number]]>([
  ['everything', {}, [3, 1]],
  ['a label', { labels: ['api'] }, [2, 1]],
  ['two labels', { labels: ['api', 'web'] }, [0, 0]],
  ['an actor', { by: (actor) => actor === 'ann' }, [2, 0]],
  ['a time', { since: START + 2 * HOUR }, [2, 1]],
  ['a time after all', { since: START + 139 * HOUR }, [0, 0]],
])('of %s: created and completed', (_, more, expected) => {
  const { created, completed } = stats(STORIES, { ...LATER, ...more });
  expect([created, completed]).toEqual(expected);
});

test('nothing at all', () => {
  expect(stats({})).toMatchObject({ created: 0, completed: 0, actors: [], labels: [] });
  expect(stats({}).weeks).toHaveLength(1);
});
