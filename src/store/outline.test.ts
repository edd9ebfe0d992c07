import { rmSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeRepository, makeTempDir, testEnv } from '../../test/temp-repository.ts';
import { isBlocked } from '../domain/blockers.ts';
import type { TaskId } from '../domain/id.ts';
import { byPriority, outlineOf } from '../domain/outline.ts';
import { readyTasks } from '../domain/ready.ts';
import { isOpen, STATUSES, type TaskSummary } from '../domain/task.ts';
import { discoverRepository } from '../git/discover.ts';
import { IdList } from './id-list.ts';
import { IndexSnapshot } from './index-snapshot.ts';
import { rowOf } from './row.ts';
import { RowTable } from './row-table.ts';

const ids = Array.from({ length: 16 }, (_, at) => `${String.fromCharCode(97 + at)}000000000`);
const directory = makeTempDir();
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const repository = discoverRepository(makeRepository(directory), testEnv);

const id = fc.constantFrom(...ids);
/** Most tasks are plain ones, as most are. */
const seldom = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(values, { nil: undefined, freq: 2 });
const task: fc.Arbitrary<TaskSummary> = fc
  .record({
    id,
    status: fc.oneof({ arbitrary: fc.constant('pending' as const), weight: 4 }, fc.constantFrom(...STATUSES)),
    priority: fc.constantFrom(0, 2, 3),
    assignee: seldom(fc.constantFrom('ann', 'ann/wt', 'bob')),
    due: seldom(fc.constantFrom('2026-01-01', '2026-02-01')),
    parent: seldom(id),
    hold: seldom(fc.constant('why')),
    claim: seldom(fc.constant({ by: 'ann', clone: 'c', since: '01JD00000000000000000000CC' })),
    depends_on: fc.uniqueArray(id, { maxLength: 2 }),
    age: fc.nat(99),
  })
  .map(({ age, assignee, due, parent, hold, claim, ...values }) => ({
    ...values,
    ...(assignee === undefined ? {} : { assignee }),
    ...(due === undefined ? {} : { due }),
    ...(parent === undefined ? {} : { parent }),
    ...(hold === undefined ? {} : { hold }),
    ...(claim === undefined ? {} : { claim }),
    title: values.id,
    created: `01JD0000000000${String(age).padStart(2, '0')}${values.id}`,
    labels: [],
    links: [],
    resources: [],
    alerts: [],
    set: {},
  }));

/** Tasks by id as the index holds them: some in the base, some changed since, some of those gone. */
const stored = fc
  .record({
    base: fc.array(task),
    changed: fc.array(task, { maxLength: 5 }),
    gone: fc.uniqueArray(id, { maxLength: 2 }),
  })
  .map(({ base, changed, gone }) => {
    const tasks = new Map(base.map((one) => [one.id, one]));
    const text = new RowTable('', new Map(base.map((one) => [one.id, rowOf(one)]))).merged();
    const rows = new RowTable(text, new Map(), IdList.of([...tasks.keys()], text));
    for (const one of changed) {
      tasks.set(one.id, one);
      rows.set(one.id, rowOf(one));
    }
    for (const one of gone) {
      tasks.delete(one);
      rows.delete(one);
    }
    return { tasks, rows };
  });

function snapshotOf(rows: RowTable, known: Iterable<TaskId>): IndexSnapshot {
  return new IndexSnapshot(
    repository,
    {
      tip: '0'.repeat(40),
      stamp: undefined,
      format: '1',
      foreign: false,
      settings: new Map(),
      handWritten: false,
      broken: new Map(),
      deleted: new Set(),
      rows,
      ids: IdList.of([...known]),
      transactions: 0,
      base: undefined,
    },
    () => new Map(),
  );
}

const order = (one: string | number, two: string | number): number => (one < two ? -1 : one > two ? 1 : 0);

/** What `readyTasks` says, told as simply as can be. */
function readyPlainly(
  tasks: ReadonlyMap<TaskId, TaskSummary>,
  actor: string,
  anyone: boolean,
): TaskSummary[] {
  const open = [...tasks.values()].filter(isOpen);
  const mine = (one: TaskSummary): boolean => one.assignee === actor || one.assignee === actor.split('/')[0];
  const waiting = (of: TaskId): readonly TaskSummary[] =>
    open.filter(({ depends_on }) => depends_on.includes(of));
  const rank = (one: TaskSummary): readonly (string | number)[] => [
    mine(one) ? 0 : one.assignee === undefined ? 1 : 2,
    -one.priority,
    -waiting(one.id).length,
    one.due ?? '9',
    one.created,
  ];
  return open
    .filter((one) => anyone || one.assignee === undefined || mine(one))
    .filter((one) => one.status === 'pending' && !open.some(({ parent }) => parent === one.id))
    .filter((one) => !isBlocked({ summary: (of) => tasks.get(of) }, one))
    .sort((one, two) => {
      const [left, right] = [rank(one), rank(two)];
      const at = left.findIndex((value, place) => value !== right[place]);
      return at < 0 ? 0 : order(left[at] ?? 0, right[at] ?? 0);
    });
}

/** Without chains of more than one link, whose length the plain telling does not know. */
function withoutChains(tasks: ReadonlyMap<TaskId, TaskSummary>): boolean {
  return [...tasks.values()].every((one) =>
    one.depends_on.every((on) => (tasks.get(on)?.depends_on.length ?? 0) === 0),
  );
}

const named = (tasks: Iterable<TaskSummary>): readonly TaskId[] => [...tasks].map((one) => one.id);

test.each(['ann', 'ann/wt', 'eve'])('what is ready for %s is what a plain telling says', (actor) => {
  fc.assert(
    fc.property(stored, fc.boolean(), fc.nat(8), ({ tasks, rows }, anyone, most) => {
      fc.pre(withoutChains(tasks));
      const expected = named(readyPlainly(tasks, actor, anyone));
      const offers = readyTasks(snapshotOf(rows, tasks.keys()), actor, anyone);
      expect(named(offers.slice())).toEqual(expected);
      expect(offers).toHaveLength(expected.length);
      expect(named(offers.slice(0, most))).toEqual(expected.slice(0, most));
    }),
  );
});

test('ready, ranked, outline and inbox are told by rows as by whole tasks', () => {
  fc.assert(
    fc.property(stored, fc.boolean(), ({ tasks, rows }, anyone) => {
      const open = new Map([...tasks].filter(([, one]) => isOpen(one)));
      const snapshot = snapshotOf(rows, tasks.keys());
      const plain = { open, summary: (of: TaskId) => tasks.get(of) };
      expect(named(readyTasks(snapshot, 'ann', anyone).slice())).toEqual(
        named(readyTasks(plain, 'ann', anyone).slice()),
      );
      const { tied, awaited, free } = snapshot.outline;
      const plainly = outlineOf(open);
      const waited = [...awaited.values()].flatMap((range) => range.slice());
      // Whom a task named before it changed counts as tied, and looks no less like it.
      const certainly = new Set(named(plainly.free.slice()));
      for (const one of named(free.slice())) expect(certainly).toContain(one);
      const surely = new Set(named(plainly.tied));
      for (const one of named(waited)) expect(surely).not.toContain(one);
      expect(named([...tied, ...waited, ...free.slice()]).toSorted()).toEqual([...open.keys()].sort());
      for (const part of [tied, free.slice(), ...[...awaited.values()].map((range) => range.slice())])
        expect(named(part)).toEqual(named([...part].sort(byPriority)));
      const ranked = [...open.values()].sort(
        (one, two) => two.priority - one.priority || order(one.created, two.created),
      );
      expect(named(snapshot.ranked.slice())).toEqual(named(ranked));
      const warm = ranked.filter(({ assignee, claim }) => assignee !== undefined || claim !== undefined);
      expect(named(snapshot.warm()).toSorted()).toEqual(named(warm).toSorted());
      for (const one of ids) {
        const children = ranked.filter(({ parent }) => parent === one);
        expect(named(snapshot.children(one))).toEqual(named(children));
        const waiting = ranked.filter(({ depends_on }) => depends_on.includes(one));
        expect(named(snapshot.dependents(one))).toEqual(named(waiting));
      }
    }),
  );
});
