import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_FILES } from '../../src/codec/branch-files.ts';
import { formatCommitMessage } from '../../src/codec/commit-message.ts';
import { loadFullParser } from '../../src/codec/document.ts';
import type { Event } from '../../src/domain/event.ts';
import { type Stamp, stampSequence } from '../../src/domain/stamp.ts';
import { isTombstone } from '../../src/domain/task.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { isAncestor } from '../../src/git/history.ts';
import { readRef } from '../../src/git/ref.ts';
import type { Repository } from '../../src/git/repository.ts';
import { moveRef } from '../../src/git/update-ref.ts';
import { add } from '../../src/operations/add.ts';
import { readBatches } from '../../src/store/history.ts';
import { replay } from '../../src/store/replay.ts';
import { transactionFiles } from '../../src/store/transaction-files.ts';
import { standsFor } from '../../src/sync/integrate.ts';
import { MERGER, mergeTips } from '../../src/sync/merge-tips.ts';
import { silentLosses, toldTwice } from '../losses.ts';
import { type Caller, MemoryTasks, seededEntropy } from '../memory-tasks.ts';
import { makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';
import { anyStep, attempt, runs, type Step } from './random-work.ts';

const START = 1_700_000_000_000;
/** The clocks of the clones are wrong by so much. */
const SKEW = [0, 3_600_000, -7_200_000, 40];
/** Everybody meets everybody in each: more are a chase. */
const MOST_ROUNDS = 6;
const AUTHOR = { name: 'Ann Author', email: 'ann@example.org' };

/** A clone is a ref of its own in one repository: merging needs the objects, not the distance. */
interface Clone {
  readonly ref: string;
  readonly tasks: MemoryTasks;
  readonly caller: { readonly actor: string; readonly place: { readonly clone: string } };
}

type Move =
  | { readonly kind: 'work'; readonly at: number; readonly step: Step; readonly wait: number }
  | { readonly kind: 'delete'; readonly at: number; readonly task: number; readonly wait: number }
  | { readonly kind: 'meet'; readonly at: number; readonly from: number };

const clone = fc.nat(7);
const wait = fc.integer({ min: 0, max: 90_000 });
const history: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    {
      weight: 40,
      arbitrary: fc.record({
        kind: fc.constant('work' as const),
        at: clone,
        step: anyStep,
        wait,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('delete' as const), at: clone, task: fc.nat(5), wait }),
    },
    { weight: 20, arbitrary: fc.record({ kind: fc.constant('meet' as const), at: clone, from: clone }) },
  ),
  { minLength: 12, maxLength: 40, size: 'max' },
);

function tipOf(repository: Repository, { ref }: Clone): string {
  return readRef(repository, ref) ?? '';
}

/** Runs a step in a clone and writes what it did as a store would; the events, or none where it was refused. */
function work(repository: Repository, one: Clone, step: Step, now: number): readonly Event[] {
  const written = attempt(one.tasks, step, { ...one.caller, now } satisfies Caller);
  if (written === undefined || written.events.length === 0) return [];
  commit(repository, one, written.events, written.changed, now);
  return written.events;
}

function commit(
  repository: Repository,
  one: Clone,
  events: readonly Event[],
  changed: Parameters<typeof transactionFiles>[1],
  now: number,
): void {
  const done = importCommit(repository, {
    ref: one.ref,
    parent: readRef(repository, one.ref),
    message: formatCommitMessage({
      subject: 'step',
      actor: one.caller.actor,
      stamps: events.map(({ id }) => id),
    }),
    author: { ...AUTHOR, date: Math.floor(now / 1000) },
    files: transactionFiles(events, changed),
    durable: false,
  });
  expect(done.ok).toBe(true);
}

/** One clone takes another's tip in, by git and by the set of events: both must come to the same. */
function meet(repository: Repository, one: Clone, other: Clone): void {
  const [ours, theirs] = [tipOf(repository, one), tipOf(repository, other)];
  if (ours === theirs || isAncestor(repository, theirs, ours) === true) return;
  one.tasks.learn(other.tasks.events);
  if (isAncestor(repository, ours, theirs) === true) {
    expect(moveRef(repository, one.ref, ours, theirs)).toBe(true);
    return;
  }
  if (standsFor(repository, theirs, ours)) {
    expect(moveRef(repository, one.ref, ours, theirs)).toBe(true);
    return;
  }
  const merge = mergeTips(repository, ours, theirs);
  expect(mergeTips(repository, theirs, ours)).toEqual(merge);
  const done = importCommit(repository, {
    ref: one.ref,
    parent: merge.parents[0],
    mergeParents: [merge.parents[1]],
    message: merge.message,
    author: { ...MERGER, date: merge.time },
    files: merge.files,
    durable: false,
  });
  expect(done.ok).toBe(true);
  one.tasks.learn(merge.events);
}

/** No operation deletes: the event alone is what other clones must honour. */
function remove(repository: Repository, one: Clone, task: number, now: number): readonly Event[] {
  const ids = [...one.tasks.stories.keys()].filter((id) => one.tasks.task(id) !== undefined).sort();
  const id = ids[task % Math.max(ids.length, 1)];
  if (id === undefined) return [];
  const stamps = stampSequence(now, one.tasks.stamp, seededEntropy(now));
  const event: Event = {
    id: stamps(),
    type: 'task_deleted',
    at: '',
    by: one.caller.actor,
    task: id,
    data: {},
  };
  one.tasks.learn([event]);
  const record = one.tasks.record(id);
  commit(repository, one, [event], new Map(record === undefined ? [] : [[id, record]]), now);
  return [event];
}

interface World {
  readonly repository: Repository;
  readonly clones: readonly Clone[];
  readonly acknowledged: ReadonlySet<Stamp>;
  /** What the clone that recorded an event knew at that moment. */
  readonly saw: ReadonlyMap<Stamp, ReadonlySet<Stamp>>;
}

function play(count: number, moves: readonly Move[]): World {
  const repository = discoverRepository(makeRepository(makeTestDir()), testEnv);
  const clones = Array.from(
    { length: count },
    (_, at): Clone => ({
      ref: `refs/clones/c${at}`,
      tasks: new MemoryTasks(at + 1),
      caller: { actor: ['ann', 'bob', 'ann', 'cho/wt'][at] ?? 'dan', place: { clone: `c${at}` } },
    }),
  );
  const [first, ...others] = clones;
  if (first === undefined) throw new Error('no clones');
  importCommit(repository, {
    ref: first.ref,
    parent: undefined,
    message: formatCommitMessage({ subject: 'init', actor: 'ann', stamps: [] }),
    author: { ...AUTHOR, date: START / 1000 },
    files: FIRST_FILES,
    durable: false,
  });
  const acknowledged = new Set<Stamp>();
  const saw = new Map<Stamp, ReadonlySet<Stamp>>();
  const keep = (one: Clone, events: readonly Event[]): void => {
    const own = new Set(events.map(({ id }) => id));
    const known = one.tasks.events.map(({ id }) => id).filter((id) => !own.has(id));
    for (const { id } of events) {
      acknowledged.add(id);
      saw.set(id, new Set(known));
      known.push(id);
    }
  };
  for (const title of ['one', 'two']) {
    const { events, changed } = first.tasks.run(
      add,
      { title, description: 'a\nb\nc\nd' },
      { ...first.caller, now: START },
    );
    commit(repository, first, events, changed, START);
    keep(first, events);
  }
  for (const other of others) {
    moveRef(repository, other.ref, undefined, tipOf(repository, first));
    other.tasks.learn(first.tasks.events);
  }
  let now = START;
  for (const move of moves) {
    const one = clones[move.at % count];
    const other = move.kind === 'meet' ? clones[move.from % count] : undefined;
    if (one === undefined) continue;
    if (move.kind === 'meet') {
      if (other !== undefined) meet(repository, one, other);
      continue;
    }
    now += move.wait;
    const local = now + (SKEW[move.at % count] ?? 0);
    keep(
      one,
      move.kind === 'work'
        ? work(repository, one, move.step, local)
        : remove(repository, one, move.task, local),
    );
  }
  return { repository, clones, acknowledged, saw };
}

/** Clones meet in a circle until nothing moves; how many rounds that took. */
function meetUntilStill({ repository, clones }: World): number {
  for (let round = 1; ; round++) {
    const before = clones.map((one) => tipOf(repository, one)).join();
    for (const one of clones) for (const other of clones) meet(repository, one, other);
    if (round === MOST_ROUNDS || clones.map((one) => tipOf(repository, one)).join() === before) return round;
  }
}

function eventsAt(repository: Repository, tip: string): readonly Event[] {
  return readBatches(repository, undefined, tip).flatMap(({ events }) => events);
}

const count = fc.integer({ min: 2, max: 8 });

beforeAll(loadFullParser);

describe('clones whose tips are merged by git', () => {
  test('end with one tip, every acknowledged event in it, every task the fold of its events', () => {
    fc.assert(
      fc.property(count, history, (n, moves) => {
        const world = play(n, moves);
        const rounds = meetUntilStill(world);
        expect(rounds).toBeLessThan(MOST_ROUNDS);
        const { repository, clones, acknowledged } = world;
        const tips = new Set(clones.map((one) => tipOf(repository, one)));
        expect(tips.size).toBe(1);
        const [tip = ''] = tips;
        const report = replay(repository, tip);
        expect(report.differing).toEqual([]);
        expect(report.strays).toEqual([]);
        const there = new Set(eventsAt(repository, tip).map(({ id }) => id));
        expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
      }),
      runs(8),
    );
  });

  test('have the task files that folding the union of their events gives, after every meeting', () => {
    fc.assert(
      fc.property(count, history, (n, moves) => {
        const { repository, clones } = play(n, moves);
        for (const one of clones) {
          const known = new Set(one.tasks.events.map(({ id }) => id));
          const there = eventsAt(repository, tipOf(repository, one)).map(({ id }) => id);
          expect(new Set(there)).toEqual(known);
          expect(replay(repository, tipOf(repository, one)).differing).toEqual([]);
        }
      }),
      runs(8),
    );
  });

  test('lose no acknowledged write in silence: it stands, was replaced by who had seen it, or its author is told', () => {
    fc.assert(
      fc.property(count, history, (n, moves) => {
        const world = play(n, moves);
        meetUntilStill(world);
        const tasks = world.clones[0]?.tasks;
        for (const [id, story] of tasks?.stories ?? [])
          expect(
            silentLosses({
              events: [...story.values()].sort((one, two) => (one.id < two.id ? -1 : 1)),
              record: tasks?.record(id),
              saw: (event, earlier) => world.saw.get(event.id)?.has(earlier.id) ?? false,
            }),
          ).toEqual([]);
      }),
      runs(8),
    );
  });

  test('tell each lost claim and each lost value once, to whoever lost it', () => {
    fc.assert(
      fc.property(count, history, (n, moves) => {
        const world = play(n, moves);
        meetUntilStill(world);
        const { repository, clones } = world;
        const events = new Map(
          eventsAt(repository, tipOf(repository, clones[0] as Clone)).map((event) => [event.id, event]),
        );
        for (const id of clones[0]?.tasks.stories.keys() ?? []) {
          const record = clones[0]?.tasks.record(id);
          if (record === undefined || isTombstone(record)) continue;
          expect(toldTwice([...(clones[0]?.tasks.stories.get(id)?.values() ?? [])], record)).toEqual([]);
          const lost = record.alerts.filter(
            ({ type }) => type === 'claim_conflict' || type === 'merge_resolved',
          );
          for (const { cause, to, text } of lost) {
            const loser = events.get(cause);
            // A claim that was stolen is told by name; all other losses name the event that lost.
            if (loser !== undefined) expect(to, text).toContain(loser.by);
          }
        }
      }),
      runs(8),
    );
  });
});
