import { describe, expect, test } from 'vitest';
import { parseDocument } from '../codec/document.ts';
import { formatTask, parseTask } from '../codec/task-file.ts';
import { EVENT_TYPES, type Event, type EventData } from './event.ts';
import { applyEvent, fold } from './fold.ts';
import { leastStamp, type Stamp } from './stamp.ts';
import { ALERT_TYPES, descriptionHeads, isTombstone, type Task, workflowHeads } from './task.ts';

const ID = 'k7x2m4q9wd';

/** The stamp of the n-th second. */
function at(second: number): Stamp {
  return leastStamp(1_700_000_000_000 + second * 1000);
}

function event(
  second: number,
  type: string,
  data: EventData = {},
  over: readonly number[] = [],
  by = 'ann',
): Event {
  const named = over.length === 0 ? {} : { over: over.map(at) };
  return { id: at(second), type, at: '2026-01-01T00:00:00.000Z', by, task: ID, ...named, data };
}

const created = (data: EventData = {}): Event => event(0, 'task_created', { title: 'T', ...data });
const claim = (clone: string): EventData => ({ clone, branch: 'b' });

function taskOf(...events: readonly Event[]): Task {
  const record = fold(events);
  if (record === undefined || isTombstone(record)) throw new Error('no task');
  return record;
}

/** What an event makes of the task that `before` gave: the keys that changed, `set` apart. */
type Row = readonly [what: string, before: readonly Event[], event: Event, expected: object];

describe('each event does one thing', () => {
  const held = event(1, 'task_held', { reason: 'waiting' });
  const started = event(1, 'task_started', claim('c1'), [0]);
  const standing = { by: 'ann', clone: 'c1', branch: 'b', since: at(1) };
  const noted = event(1, 'note_added', { text: 'n', file: 'a.ts' });
  const wanted = event(1, 'acceptance_added', { text: 'shown' });
  const told = event(1, 'impact_warning', { cause: 'c', change: 'x', resource: 'y', to: ['bob'], text: 'w' });
  const alert = {
    id: at(1),
    type: 'impact_warning',
    cause: 'c',
    change: 'x',
    resource: 'y',
    to: ['bob'],
    text: 'w',
  };
  const table: readonly Row[] = [
    [
      'task_edited sets',
      [],
      event(1, 'task_edited', { title: 'U', due: '2026-01-01' }),
      { title: 'U', due: '2026-01-01' },
    ],
    [
      'task_edited unsets',
      [created({ due: '2026-01-01' })],
      event(1, 'task_edited', { unset: ['due'] }),
      { due: undefined },
    ],
    ['task_edited sets a priority', [], event(1, 'task_edited', { priority: '3' }), { priority: 3 }],
    [
      'task_edited with an odd priority sets none',
      [],
      event(1, 'task_edited', { priority: '7' }),
      { priority: 0 },
    ],
    [
      'task_edited keeps unknown keys',
      [],
      event(1, 'task_edited', { 'x-jira': 'A-1' }),
      { extra: { 'x-jira': 'A-1' } },
    ],
    [
      'task_edited unsets unknown keys',
      [created({ 'x-jira': 'A-1' })],
      event(1, 'task_edited', { unset: ['x-jira'] }),
      { extra: {} },
    ],
    ['task_assigned', [], event(1, 'task_assigned', { assignee: 'bob' }), { assignee: 'bob' }],
    [
      'task_assigned to nobody',
      [created({ assignee: 'bob' })],
      event(1, 'task_assigned'),
      { assignee: undefined },
    ],
    ['task_held', [], held, { hold: 'waiting' }],
    ['task_unheld', [held], event(2, 'task_unheld'), { hold: undefined }],
    ['task_started', [], started, { status: 'in_progress', claim: standing }],
    ['task_released', [started], event(2, 'task_released', {}, [1]), { status: 'pending', claim: undefined }],
    [
      'task_submitted keeps the claim that it carries',
      [started],
      event(2, 'task_submitted', { claim: standing }, [1]),
      { status: 'in_review', claim: standing },
    ],
    [
      'task_completed',
      [started],
      event(2, 'task_completed', { commit: 'f00', message: 'm', unblocks: ['x'] }, [1]),
      { status: 'completed', claim: undefined, completed: { by: 'ann', commit: 'f00', message: 'm' } },
    ],
    [
      'task_cancelled',
      [started],
      event(2, 'task_cancelled', {}, [1]),
      { status: 'cancelled', claim: undefined },
    ],
    [
      'task_reopened',
      [event(1, 'task_completed', {}, [0])],
      event(2, 'task_reopened', {}, [1]),
      { status: 'pending', completed: undefined },
    ],
    [
      'task_reopened from review gives the claim back',
      [started, event(2, 'task_submitted', { claim: standing }, [1])],
      event(3, 'task_reopened', { claim: standing }, [2]),
      { status: 'in_progress', claim: standing },
    ],
    ['dependency_added', [], event(1, 'dependency_added', { on: 'x' }), { depends_on: ['x'] }],
    [
      'dependency_removed',
      [created({ depends_on: ['x', 'y'] })],
      event(1, 'dependency_removed', { on: 'x' }),
      { depends_on: ['y'] },
    ],
    [
      'label_added, sorted and once',
      [created({ labels: ['b'] })],
      event(1, 'label_added', { label: 'a' }),
      { labels: ['a', 'b'] },
    ],
    ['label_added again', [created({ labels: ['b'] })], event(1, 'label_added', { label: 'b' }), {}],
    [
      'label_removed',
      [created({ labels: ['b'] })],
      event(1, 'label_removed', { label: 'b' }),
      { labels: [] },
    ],
    ['link_added', [], event(1, 'link_added', { link: 'a' }), { links: ['a'] }],
    ['link_removed', [created({ links: ['a'] })], event(1, 'link_removed', { link: 'a' }), { links: [] }],
    ['resource_added', [], event(1, 'resource_added', { resource: 'a' }), { resources: ['a'] }],
    [
      'resource_removed',
      [created({ resources: ['a'] })],
      event(1, 'resource_removed', { resource: 'a' }),
      { resources: [] },
    ],
    ['note_added', [], noted, { notes: [{ id: at(1), by: 'ann', file: 'a.ts', text: 'n' }] }],
    ['note_removed', [noted], event(2, 'note_removed', { note: at(1) }), { notes: [] }],
    ['note_removed of no note', [noted], event(2, 'note_removed', { note: at(9) }), {}],
    ['acceptance_added', [], wanted, { acceptance: [{ id: at(1), text: 'shown' }] }],
    [
      'acceptance_met',
      [wanted],
      event(2, 'acceptance_met', { criterion: at(1) }),
      { acceptance: [{ id: at(1), text: 'shown', met: at(2) }] },
    ],
    ['commit_recorded', [], event(1, 'commit_recorded', { commit: 'f00' }), { commits: ['f00'] }],
    [
      'commit_recorded twice',
      [event(1, 'commit_recorded', { commit: 'f00' })],
      event(2, 'commit_recorded', { commit: 'f00' }),
      {},
    ],
    ['impact_warning', [], told, { alerts: [alert] }],
    [
      'impact_acknowledged',
      [told],
      event(2, 'impact_acknowledged', { events: [at(1)] }),
      { alerts: [{ ...alert, acknowledged: at(2) }] },
    ],
    ['impact_withdrawn', [told], event(2, 'impact_withdrawn', { events: [at(1)] }), { alerts: [] }],
    [
      'claim_conflict',
      [],
      event(1, 'claim_conflict', { cause: 'bob', to: ['ann'], text: 'lost' }),
      { alerts: [{ id: at(1), type: 'claim_conflict', cause: 'bob', to: ['ann'], text: 'lost' }] },
    ],
  ];
  test.each(table)('%s', (_, before, last, expected) => {
    const whole = before[0]?.type === 'task_created' ? before : [created(), ...before];
    const { set: _before, ...task } = taskOf(...whole);
    const { set, ...after } = taskOf(...whole, last);
    expect(Object.fromEntries(Object.entries(after))).toEqual(
      Object.fromEntries(Object.entries({ ...task, ...expected }).filter(([, value]) => value !== undefined)),
    );
    for (const heads of Object.values(set)) expect(heads).toHaveLength(1);
  });

  test('and has its row here, or changes no task', () => {
    const rows = new Set(table.map(([, , { type }]) => type));
    const before = taskOf(created());
    for (const type of EVENT_TYPES) {
      if (rows.has(type) || ['task_created', 'task_deleted', ...ALERT_TYPES].includes(type)) continue;
      expect(taskOf(created(), event(1, type, { title: 'U', text: 'x', cause: 'c' })), type).toEqual(before);
    }
  });
});

describe('what several events tell alike is one alert', () => {
  const lost = (second: number, cause: string, key: string, winner: string): Event =>
    event(second, 'merge_resolved', {
      cause,
      key,
      to: ['ann'],
      text: `${key}: ${winner} came later than ann`,
    });
  const hit = (second: number, to: string, change = 'removes:table:users'): Event =>
    event(second, 'impact_warning', {
      cause: 'm2p8',
      change,
      resource: 'depends:table:users',
      to: [to],
      text: 'w',
    });
  const taken = (second: number): Event =>
    event(second, 'claim_conflict', { cause: 'bob', to: ['ann'], text: 'bob took over this task' });
  const start = at(1);
  const table: readonly (readonly [string, readonly Event[], readonly object[]])[] = [
    [
      'one loss, told by two merges in favour of different winners',
      [lost(5, start, 'title', 'bob'), lost(6, start, 'title', 'cho')],
      [{ id: at(5), also: [at(6)], text: 'title: bob came later than ann' }],
    ],
    [
      'two values that one edit lost stay two',
      [lost(5, start, 'title', 'bob'), lost(6, start, 'due', 'bob')],
      [{ id: at(5) }, { id: at(6) }],
    ],
    [
      'one impact, told by each clone it arrived in, to all whom either told',
      [hit(5, 'ann'), hit(6, 'bob'), hit(7, 'ann', 'renames:table:users')],
      [{ id: at(5), also: [at(6)], to: ['ann', 'bob'] }, { id: at(7) }],
    ],
    [
      'acknowledged by whichever of them, and before the other came',
      [hit(5, 'ann'), hit(6, 'ann'), event(7, 'impact_acknowledged', { events: [at(6)] }), hit(8, 'ann')],
      [{ id: at(5), also: [at(6), at(8)], acknowledged: at(7) }],
    ],
    [
      'withdrawn by whichever of them',
      [hit(5, 'ann'), hit(6, 'ann'), event(7, 'impact_withdrawn', { events: [at(6)] })],
      [],
    ],
    [
      'a lost claim is lost once, whoever won it',
      [
        event(5, 'claim_conflict', { cause: start, to: ['ann'], text: 'bob started it' }),
        event(6, 'claim_conflict', { cause: start, to: ['ann'], text: 'cho completed it' }),
      ],
      [{ id: at(5), also: [at(6)] }],
    ],
    [
      'a cycle is one, wherever it was begun to be read',
      [
        event(5, 'dependency_cycle', { cause: start, cycle: ['a', 'b'], to: ['ann'], text: 'a -> b -> a' }),
        event(6, 'dependency_cycle', { cause: start, cycle: ['b', 'a'], to: ['ann'], text: 'b -> a -> b' }),
      ],
      [{ id: at(5), also: [at(6)], text: 'a -> b -> a' }],
    ],
    ['a task taken away twice is two alerts', [taken(5), taken(6)], [{ id: at(5) }, { id: at(6) }]],
  ];
  test.each(table)('%s', (_, events, expected) => {
    const task = taskOf(created(), ...events);
    expect(task.alerts).toMatchObject(expected);
    expect(task.alerts).toHaveLength(expected.length);
    expect(formatTask(taskOf(...[...events].reverse(), created()))).toBe(formatTask(task));
    expect(parseTask(parseDocument(formatTask(task), ID), ID)).toEqual(task);
  });
});

test('a value says which event set it, unless it was the first', () => {
  expect(taskOf(created({ due: '2026-01-01' })).set).toEqual({});
  expect(
    taskOf(
      created(),
      event(1, 'task_edited', { title: 'U', unset: ['due'] }),
      event(2, 'task_assigned', { assignee: 'bob' }),
      event(3, 'task_edited', { title: 'V' }),
      event(4, 'task_unheld'),
    ).set,
  ).toEqual({ title: [at(3)], due: [at(1)], assignee: [at(2)], hold: [at(4)] });
});

describe('the later stamp wins', () => {
  test.each([
    [
      'a value',
      [event(1, 'task_edited', { title: 'U' }), event(2, 'task_edited', { title: 'V' })],
      { title: 'V' },
    ],
    [
      'setting against taking away',
      [event(1, 'task_edited', { due: '2026-01-01' }), event(2, 'task_edited', { unset: ['due'] })],
      { set: { due: [at(2)] } },
    ],
    [
      'an assignment',
      [event(1, 'task_assigned', { assignee: 'a' }), event(2, 'task_assigned', { assignee: 'b' })],
      { assignee: 'b' },
    ],
    ['a hold', [event(1, 'task_unheld'), event(2, 'task_held', { reason: 'r' })], { hold: 'r' }],
    [
      'an element of a set',
      [event(1, 'label_added', { label: 'x' }), event(2, 'label_removed', { label: 'x' })],
      { labels: [] },
    ],
    [
      'the same element, added later',
      [event(1, 'label_removed', { label: 'x' }), event(2, 'label_added', { label: 'x' })],
      { labels: ['x'] },
    ],
    [
      'other keys are not touched',
      [event(1, 'task_edited', { title: 'U' }), event(2, 'task_edited', { due: '2026-01-01' })],
      { title: 'U' },
    ],
  ])('%s', (_, [one, two], expected) => {
    if (one === undefined || two === undefined) return;
    const forward = taskOf(created(), one, two);
    expect(forward).toMatchObject(expected);
    expect(formatTask(taskOf(two, one, created()))).toBe(formatTask(forward));
  });
});

describe('workflow heads', () => {
  const start = (second: number, clone: string, over = [0]): Event =>
    event(second, 'task_started', claim(clone), over, clone);
  const table: readonly (readonly [string, readonly Event[], object, readonly number[]])[] = [
    [
      'one event over all before it decides alone',
      [start(1, 'a'), event(2, 'task_released', {}, [1])],
      { status: 'pending' },
      [2],
    ],
    [
      'the earlier of two claims keeps the task',
      [start(2, 'b'), start(1, 'a')],
      { status: 'in_progress', claim: { by: 'a' } },
      [1, 2],
    ],
    [
      'completed beats cancelled',
      [event(1, 'task_cancelled', {}, [0]), event(2, 'task_completed', {}, [0])],
      { status: 'completed' },
      [1, 2],
    ],
    [
      'cancelled beats in review',
      [start(1, 'a'), event(3, 'task_submitted', {}, [1]), event(2, 'task_cancelled', {}, [0])],
      { status: 'cancelled' },
      [2, 3],
    ],
    [
      'in review beats in progress',
      [start(1, 'a'), event(3, 'task_submitted', {}, [1]), start(2, 'b')],
      { status: 'in_review' },
      [2, 3],
    ],
    [
      'in progress beats pending',
      [start(1, 'a'), event(4, 'task_released', {}, [1]), start(2, 'b')],
      { status: 'in_progress', claim: { by: 'b' } },
      [2, 4],
    ],
    [
      'the earlier of two completions keeps its word',
      [
        event(2, 'task_completed', { message: 'late' }, [0]),
        event(1, 'task_completed', { message: 'soon' }, [0]),
      ],
      { completed: { message: 'soon' } },
      [1, 2],
    ],
    [
      'the next event names all heads',
      [start(1, 'a'), start(2, 'b'), event(3, 'task_released', {}, [1, 2])],
      { status: 'pending' },
      [3],
    ],
    [
      'a lost claim that a claim_conflict names never comes back',
      [
        start(1, 'a'),
        start(2, 'b'),
        event(3, 'claim_conflict', { text: 't' }, [2]),
        event(4, 'task_released', {}, [1]),
      ],
      { status: 'pending' },
      [4],
    ],
    [
      'without that, the other claim stands when the first is released unseen',
      [start(1, 'a'), start(2, 'b'), event(4, 'task_released', {}, [1])],
      { claim: { by: 'b' } },
      [2, 4],
    ],
    [
      'a claim_conflict that names every head leaves things as they are',
      [start(1, 'a'), event(2, 'claim_conflict', { text: 't' }, [1])],
      { status: 'in_progress' },
      [1],
    ],
    [
      'names of events that are not here change nothing',
      [event(1, 'task_started', claim('a'), [0, 77])],
      { status: 'in_progress' },
      [1],
    ],
  ];
  test.each(table)('%s', (_, events, expected, heads) => {
    const task = taskOf(created(), ...events);
    expect(task).toMatchObject(expected);
    expect(workflowHeads(task)).toEqual(heads.map(at));
    expect(formatTask(taskOf(...[...events].reverse(), created(), ...events))).toBe(formatTask(task));
  });

  test('a winner leaves no claim or completion of a loser behind', () => {
    const task = taskOf(created(), start(1, 'a'), event(2, 'task_completed', { message: 'm' }, [0]));
    expect(task.claim).toBe(undefined);
    expect(taskOf(created(), event(1, 'task_cancelled', {}, [0]), start(2, 'b'))).not.toHaveProperty('claim');
  });
});

describe('description heads', () => {
  const describing = (second: number, description: string, over: readonly number[] = [0]): Event =>
    event(second, 'task_edited', { description }, over);
  const base = created({ description: '1\n2\n3\n4' });
  const table: readonly (readonly [string, readonly Event[], string | undefined, readonly number[]])[] = [
    ['one edit over the last replaces it', [describing(1, 'x'), describing(2, 'y', [1])], 'y', [2]],
    [
      'two edits of other lines are merged',
      [describing(1, '1a\n2\n3\n4'), describing(2, '1\n2\n3\n4b')],
      '1a\n2\n3\n4b',
      [1, 2],
    ],
    [
      'of one line, the later one stays',
      [describing(1, '1a\n2\n3\n4'), describing(2, '1b\n2\n3\n4')],
      '1b\n2\n3\n4',
      [1, 2],
    ],
    [
      'three edits are merged',
      [describing(1, '1a\n2\n3\n4'), describing(2, '1\n2\n3b\n4'), describing(3, '1\n2\n3\n4c')],
      '1a\n2\n3b\n4c',
      [1, 2, 3],
    ],
    [
      'the base is the nearest common ancestor',
      [
        describing(1, '1\n2\n3\n4\n5'),
        describing(2, '1a\n2\n3\n4\n5', [1]),
        describing(3, '1\n2\n3\n4\n5c', [1]),
      ],
      '1a\n2\n3\n4\n5c',
      [2, 3],
    ],
    [
      'an edit over both decides',
      [describing(1, 'x'), describing(2, 'y'), describing(3, 'z', [1, 2])],
      'z',
      [3],
    ],
    [
      'taking it away against an edit: the later stays',
      [event(1, 'task_edited', { unset: ['description'] }, [0]), describing(2, '1b\n2\n3\n4')],
      '1b\n2\n3\n4',
      [1, 2],
    ],
    [
      'an edit against taking it away later',
      [describing(1, '1b\n2\n3\n4'), event(2, 'task_edited', { unset: ['description'] }, [0])],
      undefined,
      [1, 2],
    ],
    ['other edits do not count', [describing(1, 'x'), event(2, 'task_edited', { title: 'U' })], 'x', [1]],
  ];
  test.each(table)('%s', (_, events, text, heads) => {
    const task = taskOf(base, ...events);
    expect(task.description).toBe(text);
    expect(descriptionHeads(task)).toEqual(heads.map(at));
    expect(formatTask(taskOf(...[...events].reverse(), base))).toBe(formatTask(task));
  });
});

describe('deletion', () => {
  test('wins over everything, and the first one counts', () => {
    const events = [
      created(),
      event(3, 'task_deleted'),
      event(2, 'task_deleted'),
      event(4, 'task_completed', {}, [0]),
    ];
    expect(fold(events)).toEqual({ id: ID, deleted: at(2) });
    expect(fold([...events].reverse())).toEqual({ id: ID, deleted: at(2) });
    expect(applyEvent({ id: ID, deleted: at(2) }, event(5, 'task_reopened'))).toEqual({
      id: ID,
      deleted: at(2),
    });
  });
});

describe('what means nothing changes nothing', () => {
  const before = taskOf(created());
  test.each(['x-import', 'task_frobnicated', 'constructor', '__proto__', 'toString', 'hasOwnProperty', ''])(
    'the event type %j',
    (type) => expect(taskOf(created(), event(1, type, { label: 'x' }))).toEqual(before),
  );

  test('an event of no task, or of one that nobody created', () => {
    const { task: _, ...homeless } = event(1, 'config_changed');
    expect(applyEvent(before, homeless)).toBe(before);
    expect(applyEvent(undefined, event(1, 'task_started'))).toBe(undefined);
    expect(fold([event(1, 'task_started')])).toBe(undefined);
    expect(fold([])).toBe(undefined);
  });

  test('an event that is delivered again', () => {
    const events = [
      created(),
      event(1, 'note_added', { text: 'n' }),
      event(2, 'label_added', { label: 'x' }),
    ];
    expect(taskOf(...events, ...events)).toEqual(taskOf(...events));
  });

  test.each([
    'id',
    'status',
    'created',
    'deleted',
    'set',
    'claim',
    'notes',
    'extra-set',
    'labels',
    'completed',
    'hold',
  ])('an unknown value that calls itself %s never passes for the real one', (key) => {
    const hostile = { [key]: at(9) };
    for (const task of [taskOf(created(hostile)), taskOf(created(), event(1, 'task_edited', hostile))]) {
      const { extra, set, ...rest } = task;
      expect({ ...rest, extra: {}, set: {} }).toEqual(before);
      expect(Object.keys(extra)).toEqual(key === 'extra-set' ? [key] : []);
      expect(Object.keys(set).filter((name) => name !== 'extra-set')).toEqual([]);
    }
  });

  test('a key __proto__ is a key', () => {
    const data: EventData = JSON.parse('{"title":"T","__proto__":"x"}');
    const task = taskOf(
      event(0, 'task_created', data),
      event(1, 'task_edited', JSON.parse('{"__proto__":"y"}')),
    );
    expect(Object.entries(task.extra)).toEqual([['__proto__', 'y']]);
    expect(formatTask(task)).toContain('__proto__: y\n');
    expect(
      Object.entries(
        taskOf(event(0, 'task_created', data), event(1, 'task_edited', { unset: ['__proto__', 'toString'] }))
          .extra,
      ),
    ).toEqual([]);
  });

  test('data of the wrong shape', () => {
    const odd: EventData = {
      title: ['x'],
      description: {},
      priority: [],
      labels: 'x',
      depends_on: [['y']],
      unset: 'title',
    };
    expect(taskOf(event(0, 'task_created', odd))).toMatchObject({
      title: '',
      priority: 0,
      labels: [],
      depends_on: [],
    });
    expect(taskOf(created(), event(1, 'task_edited', { title: ['x'], unset: 'title' })).title).toBe('T');
    expect(taskOf(created(), event(1, 'label_added', { label: ['x'] })).labels).toEqual([]);
    expect(taskOf(created(), event(1, 'task_started', { clone: ['x'] }))).toMatchObject({
      claim: { clone: '' },
    });
  });
});

test('events that name each other in a circle fold all the same', () => {
  const circle = [
    event(1, 'task_edited', { description: 'a' }, [2]),
    event(2, 'task_edited', { description: 'b' }, [1]),
  ];
  const moves = [event(3, 'task_started', claim('a'), [4]), event(4, 'task_released', {}, [3, 0])];
  const task = taskOf(created(), ...circle, ...moves);
  expect(formatTask(taskOf(...moves, ...circle, created()))).toBe(formatTask(task));
});

test('a story of 10,000 events folds within a second', () => {
  const events = Array.from({ length: 10_000 }, (_, n) =>
    n === 0 ? created() : event(n, 'task_edited', { description: `d${n}` }, [n - 1]),
  );
  const begin = performance.now();
  expect(taskOf(...events).description).toBe('d9999');
  expect(performance.now() - begin).toBeLessThan(1000);
});
