import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadFullParser } from '../../src/codec/document.ts';
import type { Event } from '../../src/domain/event.ts';
import type { Stamp } from '../../src/domain/stamp.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { readCommit } from '../../src/git/objects.ts';
import { readRef } from '../../src/git/ref.ts';
import type { Repository } from '../../src/git/repository.ts';
import { add } from '../../src/operations/add.ts';
import { GitStore } from '../../src/store/git-store.ts';
import type { PortableStore } from '../../src/store/portable-store.ts';
import { replay } from '../../src/store/replay.ts';
import type { Transaction } from '../../src/store/store.ts';
import { TASKS_REF } from '../../src/store/tasks-ref.ts';
import { type Integration, integrate } from '../../src/sync/integrate.ts';
import { openPortable, storeOn } from '../contract/portable-places.ts';
import { silentLosses } from '../losses.ts';
import { MemoryTasks } from '../memory-tasks.ts';
import { git, makeTestDir, testEnv } from '../temp-repository.ts';
import { anyStep, attempt, runs, type Step } from './random-work.ts';

const START = 1_700_000_000_000;
/** The clocks of the clones are wrong by so much. */
const SKEW = [0, 3_600_000, -7_200_000, 40, 0, -40, 90_000, 0];
const author = { name: 'Ann', email: 'ann@example.org' };
const sleep = (): Promise<void> => Promise.resolve();

/** A repository whose tasks one of the stores writes; histories meet by git, as the store without git can't merge. */
interface Clone {
  readonly dir: string;
  readonly repository: Repository;
  readonly kind: 'git' | 'portable';
  readonly actor: string;
  /** What this clone must know, by the events alone. */
  readonly tasks: MemoryTasks;
}

type Move =
  | { readonly kind: 'work'; readonly at: number; readonly step: Step; readonly wait: number }
  | { readonly kind: 'take' | 'swap'; readonly at: number; readonly from: number };

const clone = fc.nat(7);
const history: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('work' as const),
        at: clone,
        step: anyStep,
        wait: fc.integer({ min: 0, max: 90_000 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('take' as const, 'swap' as const),
        at: clone,
        from: clone,
      }),
    },
  ),
  { minLength: 12, maxLength: 40, size: 'max' },
);

/** Opens the clone's store, does something with it, and lets go of it: git may have the repository next. */
async function withStore<Result>(
  { dir, repository, kind }: Clone,
  work: (store: GitStore | PortableStore) => Promise<Result>,
  now = START,
): Promise<Result> {
  if (kind === 'git')
    return work(
      new GitStore({
        repository,
        settings: () => new Map(),
        durable: () => false,
        author: () => author,
        now: () => now,
        sleep,
        warn: () => {},
      }),
    );
  const portable = await openPortable(fs, join(dir, '.git'));
  try {
    return await work(storeOn(portable, { now: () => now }));
  } finally {
    await portable.close();
  }
}

function tipOf({ repository }: Clone): string {
  return readRef(repository, TASKS_REF) ?? '';
}

async function write(
  one: Clone,
  written: Pick<Transaction, 'events' | 'changed'>,
  now: number,
): Promise<void> {
  const { events, changed } = written;
  const transaction = { events, changed, subject: 'step', actor: one.actor };
  await withStore(one, (store) => store.transact(() => ({ result: undefined, transaction })), now);
}

/** Reads the tasks back through the clone's own store: they are what the events say. */
async function expectRead(one: Clone): Promise<void> {
  await withStore(one, async (store) => {
    const snapshot = await store.snapshot();
    expect(snapshot.broken).toEqual([]);
    const known = [...one.tasks.stories.keys()].filter((id) => one.tasks.task(id) !== undefined).sort();
    expect(snapshot.ids()).toEqual(known);
    for (const id of known) expect(snapshot.task(id)).toEqual(one.tasks.task(id));
  });
}

async function take(one: Clone, other: Clone, theirs = tipOf(other)): Promise<Integration> {
  git(one.dir, 'fetch', '--quiet', other.dir, theirs);
  const done = await integrate(one.repository, theirs, false, { sleep, warn: () => {} });
  one.tasks.learn(other.tasks.events);
  one.tasks.learn(done.events);
  return done;
}

/** Two clones merge the same heads apart from each other. */
async function swap(one: Clone, other: Clone): Promise<void> {
  const [mine, theirs] = [tipOf(one), tipOf(other)];
  const events = one.tasks.events;
  const here = await take(one, other, theirs);
  git(other.dir, 'fetch', '--quiet', one.dir, mine);
  const there = await integrate(other.repository, mine, false, { sleep, warn: () => {} });
  other.tasks.learn(events);
  other.tasks.learn(there.events);
  if (readCommit(one.repository, mine).tree === readCommit(one.repository, theirs).tree) return;
  expect(there.tip).toBe(here.tip);
  expect(there.events).toEqual(here.events);
}

interface World {
  readonly clones: readonly Clone[];
  readonly saw: ReadonlyMap<Stamp, ReadonlySet<Stamp>>;
}

async function play(count: number, portable: number, moves: readonly Move[]): Promise<World> {
  const root = makeTestDir();
  const clones = Array.from({ length: count }, (_, at): Clone => {
    const dir = join(root, `c${at}`);
    git(root, 'init', '--quiet', dir);
    git(dir, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    return {
      dir,
      repository: discoverRepository(dir, testEnv),
      kind: (portable >> at) % 2 === 1 ? 'portable' : 'git',
      actor: ['ann', 'bob', 'ann', 'cho/wt'][at] ?? 'dan',
      tasks: new MemoryTasks(at + 1),
    };
  });
  const saw = new Map<Stamp, ReadonlySet<Stamp>>();
  const keep = (one: Clone, events: readonly Event[]): void => {
    const own = new Set(events.map(({ id }) => id));
    const known = one.tasks.events.map(({ id }) => id).filter((id) => !own.has(id));
    for (const { id } of events) {
      saw.set(id, new Set(known));
      known.push(id);
    }
  };
  for (const [at, one] of clones.entries()) {
    const caller = { actor: one.actor, place: { clone: `c${at}` }, now: START };
    // The first begins and the others join, but for the last: a history that is unrelated to theirs.
    if (at === 0 || at === count - 1) {
      await withStore(one, (store) => store.create(one.actor));
      const written = one.tasks.run(add, { title: `by ${at}`, description: 'a\nb\nc\nd' }, caller);
      await write(one, written, START);
      keep(one, written.events);
    } else await take(one, clones[0] ?? one);
  }
  let now = START;
  for (const move of moves) {
    const one = clones[move.at % count];
    if (one === undefined) continue;
    if (move.kind === 'work') {
      now += move.wait;
      const local = now + (SKEW[move.at % count] ?? 0);
      const caller = { actor: one.actor, place: { clone: `c${move.at % count}` }, now: local };
      const written = attempt(one.tasks, move.step, caller);
      if (written === undefined || written.events.length === 0) continue;
      await write(one, written, local);
      keep(one, written.events);
    } else {
      const other = clones[move.from % count];
      if (other === undefined || other === one) continue;
      if (move.kind === 'take') await take(one, other);
      else await swap(one, other);
      await expectRead(one);
    }
  }
  return { clones, saw };
}

/** Clones meet in a circle until nothing moves; how many rounds that took. */
async function meetUntilStill(clones: readonly Clone[]): Promise<number> {
  for (let round = 1; ; round++) {
    const before = clones.map(tipOf).join();
    for (const one of clones) for (const other of clones) if (one !== other) await take(one, other);
    if (clones.map(tipOf).join() === before) return round;
  }
}

beforeAll(loadFullParser);

describe('clones on either store, each in a repository of its own', () => {
  test('come to one tip that both stores read alike, and lose nothing in silence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: process.env.GIT_TASK_CAMPAIGN === '1' ? 8 : 4 }),
        fc.nat(255),
        history,
        async (count, portable, moves) => {
          const { clones, saw } = await play(count, portable, moves);
          expect(await meetUntilStill(clones)).toBeLessThanOrEqual(4);
          const tips = new Set(clones.map(tipOf));
          expect(tips.size).toBe(1);
          for (const one of clones) {
            await expectRead({ ...one, kind: 'git' });
            await expectRead({ ...one, kind: 'portable' });
            const { differing, strays } = replay(one.repository, tipOf(one));
            expect({ differing, strays }).toEqual({ differing: [], strays: [] });
          }
          const { tasks } = clones[0] ?? { tasks: new MemoryTasks() };
          for (const [id, story] of tasks.stories)
            expect(
              silentLosses({
                events: [...story.values()].sort((one, two) => (one.id < two.id ? -1 : 1)),
                record: tasks.record(id),
                saw: (event, earlier) => saw.get(event.id)?.has(earlier.id) ?? false,
              }),
            ).toEqual([]);
        },
      ),
      runs(3),
    );
  });
});
