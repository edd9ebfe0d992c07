import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadFullParser, parseDocument } from '../../src/codec/document.ts';
import { formatTask, parseTask } from '../../src/codec/task-file.ts';
import { fold } from '../../src/domain/fold.ts';
import type { TaskId } from '../../src/domain/id.ts';
import { mergeFields } from '../../src/domain/merge-fields.ts';
import type { Task, Tombstone } from '../../src/domain/task.ts';
import { add } from '../../src/operations/add.ts';
import { MemoryTasks } from '../memory-tasks.ts';
import { anyStep, attempt, runs, type Step } from './random-work.ts';

const START = 1_700_000_000_000;
/** The clocks of the clones are wrong by so much. */
const SKEW = [0, 3_600_000];
const CALLERS = [
  { actor: 'ann', place: { clone: 'c0' } },
  { actor: 'bob', place: { clone: 'c1' } },
];

type Move =
  | { readonly kind: 'work'; readonly at: number; readonly step: Step; readonly wait: number }
  | { readonly kind: 'meet' };

const history: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        kind: fc.constant('work' as const),
        at: fc.nat(1),
        step: anyStep,
        wait: fc.integer({ min: 0, max: 90_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('meet' as const) }) },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
);

function read(text: string, id: TaskId): Task | Tombstone {
  return parseTask(parseDocument(text, id), id);
}

/** The three versions of a task that git hands to its driver, and the fold of the events of both sides. */
interface Met {
  readonly id: TaskId;
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
  readonly folded: string;
}

/** Two clones work apart and meet now and then; every file that both changed meanwhile, at every meeting. */
function play(moves: readonly Move[]): readonly Met[] {
  const clones = [new MemoryTasks(1), new MemoryTasks(2)] as const;
  const met: Met[] = [];
  let base = new Map<TaskId, string>();
  const meet = (): void => {
    const [one, two] = clones;
    for (const [id, ours] of one.files) {
      const theirs = two.files.get(id);
      if (theirs === undefined || ours === theirs || [ours, theirs].includes(base.get(id) ?? '')) continue;
      const events = clones.flatMap((tasks) => [...(tasks.stories.get(id)?.values() ?? [])]);
      const record = fold(events);
      if (record !== undefined)
        met.push({ id, base: base.get(id), ours, theirs, folded: formatTask(record) });
    }
    one.learn(two.events);
    two.learn(one.events);
    base = new Map(one.files);
  };
  for (const title of ['one', 'two'])
    clones[0].run(add, { title, description: 'a\nb\nc\nd' }, { ...CALLERS[0], now: START });
  meet();
  let now = START;
  for (const move of moves) {
    if (move.kind === 'meet') {
      meet();
      continue;
    }
    now += move.wait;
    const tasks = clones[move.at] ?? clones[0];
    attempt(tasks, move.step, { ...CALLERS[move.at], now: now + (SKEW[move.at] ?? 0) });
  }
  meet();
  return met;
}

function merged({ id, base, ours, theirs }: Met): string {
  return formatTask(
    mergeFields(base === undefined ? undefined : read(base, id), read(ours, id), read(theirs, id)),
  );
}

beforeAll(loadFullParser);

describe('a task file that both sides changed', () => {
  test('merged field by field is mostly what folding the events of both sides gives', () => {
    let all = 0;
    let alike = 0;
    fc.assert(
      fc.property(history, (moves) => {
        for (const one of play(moves)) {
          all++;
          if (merged(one) === one.folded) alike++;
        }
      }),
      runs(200),
    );
    expect(all).toBeGreaterThan(100);
    // 0.980 of 6,500 merges; of a hundred, which a loaded machine has time for, it may be a few less.
    const isCampaign = process.env.GIT_TASK_CAMPAIGN === '1';
    expect(alike / all).toBeGreaterThanOrEqual(isCampaign ? 0.97 : 0.9);
    if (isCampaign)
      process.stderr.write(
        `merge driver: ${alike} of ${all} merges are the fold (${(alike / all).toFixed(3)})\n`,
      );
  });

  test('gives one valid file whichever side is called ours, and itself when it is merged again', () => {
    fc.assert(
      fc.property(history, (moves) => {
        for (const one of play(moves)) {
          const text = merged(one);
          expect(merged({ ...one, ours: one.theirs, theirs: one.ours })).toBe(text);
          expect(formatTask(read(text, one.id))).toBe(text);
          expect(merged({ ...one, base: text, ours: text, theirs: text })).toBe(text);
          expect(merged({ ...one, ours: text, theirs: one.base ?? text })).toBe(text);
        }
      }),
      runs(60),
    );
  });

  test('without what both grew from keeps every note, criterion and element of both', () => {
    fc.assert(
      fc.property(history, (moves) => {
        for (const one of play(moves)) {
          const record = read(merged({ ...one, base: undefined }), one.id);
          if ('deleted' in record) continue;
          for (const side of [read(one.ours, one.id), read(one.theirs, one.id)]) {
            if ('deleted' in side) continue;
            expect(record.labels).toEqual(expect.arrayContaining([...side.labels]));
            expect(record.depends_on).toEqual(expect.arrayContaining([...side.depends_on]));
            expect(record.notes.map(({ id }) => id)).toEqual(
              expect.arrayContaining(side.notes.map(({ id }) => id)),
            );
            expect(record.acceptance.map(({ id }) => id)).toEqual(
              expect.arrayContaining(side.acceptance.map(({ id }) => id)),
            );
          }
        }
      }),
      runs(60),
    );
  });
});
