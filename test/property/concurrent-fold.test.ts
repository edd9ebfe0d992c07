import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTask } from '../../src/codec/task-file.ts';
import type { Place } from '../../src/domain/actor.ts';
import type { Event } from '../../src/domain/event.ts';
import { isWorkflowEvent, textOf, textsOf } from '../../src/domain/event.ts';
import { applyEvent, fold } from '../../src/domain/fold.ts';
import type { TaskId } from '../../src/domain/id.ts';
import { isHeldBy } from '../../src/domain/lifecycle.ts';
import type { Stamp } from '../../src/domain/stamp.ts';
import { stampSequence } from '../../src/domain/stamp.ts';
import { descriptionHeads, isTombstone, type Task, workflowHeads } from '../../src/domain/task.ts';
import { withoutUndone } from '../../src/domain/undo.ts';
import { add } from '../../src/operations/add.ts';
import { edit } from '../../src/operations/edit.ts';
import { type Caller, MemoryTasks, seededEntropy } from '../memory-tasks.ts';
import { anyStep, attempt, runs, type Step } from './random-work.ts';

const START = 1_700_000_000_000;
/** The clocks of the clones are wrong by so much. */
const SKEW = [0, 3_600_000, -7_200_000, 40];

/** Something happens in a clone, or it takes in what another one knows. */
type Move =
  | { readonly kind: 'work'; readonly at: number; readonly step: Step; readonly wait: number }
  | { readonly kind: 'delete'; readonly at: number; readonly task: number; readonly wait: number }
  | { readonly kind: 'meet'; readonly at: number; readonly from: number };

interface Clone {
  readonly tasks: MemoryTasks;
  readonly caller: { readonly actor: string; readonly place: Place };
}

interface History {
  readonly clones: readonly Clone[];
  /** What the clone that recorded an event knew at that moment. */
  readonly saw: ReadonlyMap<Stamp, ReadonlySet<Stamp>>;
  readonly events: readonly Event[];
}

const clone = fc.nat(3);
const wait = fc.integer({ min: 0, max: 5_000 });
const moves = (deletions: number): fc.Arbitrary<readonly Move[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constant('work' as const), at: clone, step: anyStep, wait }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('meet' as const), at: clone, from: clone }) },
      {
        weight: deletions,
        arbitrary: fc.record({ kind: fc.constant('delete' as const), at: clone, task: fc.nat(5), wait }),
      },
    ),
    { minLength: 10, maxLength: 80, size: 'max' },
  );

function makeClones(count: number): readonly Clone[] {
  return Array.from({ length: count }, (_, at) => ({
    tasks: new MemoryTasks(at + 1),
    caller: { actor: ['ann', 'bob', 'ann', 'cho/wt'][at] ?? 'dan', place: { clone: `c${at}` } },
  }));
}

/** A deletion that no operation would have refused: other clones must honour it whatever it takes along. */
function deletion(clone: Clone, id: TaskId, now: number): Event {
  const stamps = stampSequence(now, clone.tasks.stamp, seededEntropy(now));
  return { id: stamps(), type: 'task_deleted', at: '', by: clone.caller.actor, task: id, data: {} };
}

function play(count: number, history: readonly Move[]): History {
  const clones = makeClones(count);
  const saw = new Map<Stamp, ReadonlySet<Stamp>>();
  const events: Event[] = [];
  let now = START;
  const keep = (clone: Clone, fresh: readonly Event[]): void => {
    const own = new Set(fresh.map(({ id }) => id));
    const known = clone.tasks.events.map(({ id }) => id).filter((id) => !own.has(id));
    for (const event of fresh) {
      saw.set(event.id, new Set(known));
      known.push(event.id);
      events.push(event);
    }
  };
  const [first] = clones;
  if (first !== undefined)
    for (const title of ['one', 'two', 'three'])
      keep(
        first,
        first.tasks.run(add, { title, description: 'a\nb\nc\nd' }, { ...first.caller, now }).events,
      );
  for (const other of clones) other.tasks.learn(events);
  for (const move of history) {
    const clone = clones[move.at % count];
    if (clone === undefined) continue;
    if (move.kind === 'meet') {
      clone.tasks.learn(clones[move.from % count]?.tasks.events ?? []);
      continue;
    }
    now += move.wait;
    const caller: Caller = { ...clone.caller, now: now + (SKEW[move.at % count] ?? 0) };
    if (move.kind === 'work') {
      keep(clone, attempt(clone.tasks, move.step, caller)?.events ?? []);
      continue;
    }
    const ids = [...clone.tasks.stories.keys()].filter((id) => clone.tasks.task(id) !== undefined);
    const id = ids[move.task % Math.max(ids.length, 1)];
    if (id === undefined) continue;
    const event = deletion(clone, id, caller.now ?? now);
    clone.tasks.learn([event]);
    keep(clone, [event]);
  }
  return { clones, saw, events };
}

/** Every clone meets every other, in an order that the seed decides. */
function meetAll(clones: readonly Clone[], seed: number): void {
  const order = seed % 2 === 0 ? clones : [...clones].reverse();
  for (let round = 0; round < 2; round++)
    for (const one of order) for (const other of clones) one.tasks.learn(other.tasks.events);
}

function storiesOf(events: readonly Event[]): ReadonlyMap<TaskId, readonly Event[]> {
  const stories = new Map<TaskId, Event[]>();
  for (const event of events) {
    const { task: id = '' } = event;
    stories.set(id, [...(stories.get(id) ?? []), event]);
  }
  for (const story of stories.values()) story.sort((one, two) => (one.id < two.id ? -1 : 1));
  return stories;
}

/** Workflow events that no other event of the story names, by the definition. */
function undecided(story: readonly Event[]): readonly Stamp[] {
  const moves = withoutUndone(story).filter(isWorkflowEvent);
  const named = new Set(moves.flatMap(({ over }) => over ?? []));
  return moves
    .filter((event) => !named.has(event.id))
    .map(({ id }) => id)
    .sort();
}

const count = fc.integer({ min: 2, max: 4 });

describe('clones that work apart and meet now and then', () => {
  test('have the same task files once they all have met', () => {
    fc.assert(
      fc.property(count, moves(1), fc.nat(), (clones, history, seed) => {
        const { clones: all } = play(clones, history);
        meetAll(all, seed);
        const [first, ...others] = all.map(({ tasks }) => new Map([...tasks.files].sort()));
        for (const other of others) expect(other).toEqual(first);
      }),
      runs(100),
    );
  });

  test('have tasks that are a function of the set of events, whatever came when and how often', () => {
    fc.assert(
      fc.property(count, moves(1), fc.nat(), (clones, history, seed) => {
        const { clones: all, events } = play(clones, history);
        meetAll(all, seed);
        for (const [id, story] of storiesOf(events)) {
          const record = fold([...story].reverse());
          const again = fold([...story.slice(seed % story.length), ...story]);
          if (record === undefined || again === undefined) throw new Error(`${id} was not created`);
          expect(formatTask(again)).toBe(formatTask(record));
          expect(formatTask(record)).toBe(all[0]?.tasks.files.get(id));
        }
      }),
      runs(100),
    );
  });

  test('go on from undecided heads: applying one more event gives what folding all gives', () => {
    fc.assert(
      fc.property(
        count,
        moves(0),
        fc.nat(3),
        fc.array(anyStep, { minLength: 4, maxLength: 12 }),
        (n, history, at, after) => {
          const { clones: all, events } = play(n, history);
          const clone = all[at % n];
          if (clone === undefined) return;
          clone.tasks.learn(events);
          for (const step of after) {
            const written = attempt(clone.tasks, step, { ...clone.caller, now: START });
            for (const [id, record] of written?.changed ?? []) {
              const folded = fold(clone.tasks.stories.get(id)?.values() ?? []);
              expect(folded === undefined ? '' : formatTask(folded)).toBe(formatTask(record));
            }
          }
        },
      ),
      runs(150),
    );
  });

  test('name all heads in the next move, so that one is left', () => {
    fc.assert(
      fc.property(count, moves(0), (n, history) => {
        const { events, saw } = play(n, history);
        const stories = storiesOf(events);
        for (const event of events) {
          if (event.over === undefined || event.type === 'claim_conflict') continue;
          const seen = saw.get(event.id);
          const story = stories.get(event.task ?? '') ?? [];
          const earlier = story.filter(({ id }) => seen?.has(id));
          const before = fold(earlier);
          if (before === undefined || isTombstone(before)) throw new Error('a move on no task');
          const after = applyEvent(before, event);
          if (after === undefined || isTombstone(after)) throw new Error('gone');
          if (isWorkflowEvent(event)) {
            expect(undecided(earlier)).toEqual(workflowHeads(before));
            expect(workflowHeads(after)).toEqual([event.id]);
          } else expect(descriptionHeads(after)).toEqual([event.id]);
        }
      }),
      runs(60),
    );
  });

  test('never see two holders, and the earliest claim of those that met keeps the task', () => {
    fc.assert(
      fc.property(count, moves(0), fc.nat(), (n, history, seed) => {
        const { clones: all, events } = play(n, history);
        meetAll(all, seed);
        for (const [id, story] of storiesOf(events)) {
          const claims = all.map(({ tasks }) => tasks.task(id)?.claim?.since);
          expect(new Set(claims).size).toBe(1);
          const holders = all.filter(({ tasks, caller }) =>
            isHeldBy(tasks.task(id)?.claim, caller.actor, caller.place),
          );
          expect(holders.length).toBeLessThan(2);
          const task = all[0]?.tasks.task(id);
          if (task === undefined) continue;
          const heads = undecided(story);
          expect(workflowHeads(task)).toEqual(heads);
          const starts = story.filter(({ id, type }) => heads.includes(id) && type === 'task_started');
          const reopened = story.some(({ id, type }) => heads.includes(id) && type === 'task_reopened');
          if (task?.status === 'in_progress' && !reopened) expect(task.claim?.since).toBe(starts[0]?.id);
        }
      }),
      runs(100),
    );
  });

  test('keep what was deleted deleted, whoever went on working on it', () => {
    fc.assert(
      fc.property(count, moves(6), fc.nat(), (n, history, seed) => {
        const { clones: all, events } = play(n, history);
        meetAll(all, seed);
        for (const { type, task = '' } of [...storiesOf(events).values()].flatMap((story) =>
          withoutUndone(story),
        ))
          if (type === 'task_deleted')
            for (const { tasks } of all) expect(tasks.record(task)).toHaveProperty('deleted');
      }),
      runs(60),
    );
  });

  test('never get back into a set what was removed by somebody who had seen it', () => {
    fc.assert(
      fc.property(count, moves(0), fc.nat(), (n, history, seed) => {
        const { clones: all, events, saw } = play(n, history);
        meetAll(all, seed);
        for (const [id, whole] of storiesOf(events)) {
          const story = withoutUndone(whole);
          const labels = all[0]?.tasks.task(id)?.labels ?? [];
          for (const label of labels) {
            const adds = story.filter(
              (event) =>
                (event.type === 'label_added' && textOf(event, 'label') === label) ||
                (event.type === 'task_created' && textsOf(event, 'labels').includes(label)),
            );
            const isRemoved = (addition: Event): boolean =>
              story.some(
                (event) =>
                  event.type === 'label_removed' &&
                  textOf(event, 'label') === label &&
                  saw.get(event.id)?.has(addition.id),
              );
            expect(adds.some((addition) => !isRemoved(addition))).toBe(true);
          }
        }
      }),
      runs(60),
    );
  });

  test('lose no note, criterion, alert or commit that nobody took away', () => {
    fc.assert(
      fc.property(count, moves(0), fc.nat(), (n, history, seed) => {
        const { clones: all, events } = play(n, history);
        meetAll(all, seed);
        for (const [id, whole] of storiesOf(events)) {
          const story = withoutUndone(whole);
          const removed = new Set(
            story.filter(({ type }) => type === 'note_removed').map((event) => textOf(event, 'note')),
          );
          const task = all[0]?.tasks.task(id);
          if (task === undefined) continue;
          const ids = (type: string): readonly Stamp[] =>
            story.filter((event) => event.type === type && !removed.has(event.id)).map((event) => event.id);
          expect(task.notes.map((note) => note.id)).toEqual([...ids('note_added')].sort());
          expect(task.acceptance.map((criterion) => criterion.id)).toEqual(
            [...ids('acceptance_added')].sort(),
          );
        }
      }),
      runs(60),
    );
  });
});

/** Each clone changes lines of its own alone; whatever the exchange, each line ends as its owner last left it. */
describe('a description that several write', () => {
  const owners = 3;
  const change = fc.record({
    at: fc.nat(owners - 1),
    line: fc.nat(2),
    meets: fc.option(fc.nat(owners - 1), { freq: 2 }),
    wait,
  });

  test('loses no line that only one side changed', () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 4, maxLength: 40, size: 'max' }),
        fc.nat(),
        (changes, seed) => {
          const clones = makeClones(owners);
          const lines = Array.from({ length: owners * 3 }, (_, at) => `line ${at}`);
          const [first] = clones;
          if (first === undefined) return;
          const { result } = first.tasks.run(add, { title: 't', description: lines.join('\n') });
          for (const { tasks } of clones) tasks.learn(first.tasks.events);
          let now = START;
          for (const [turn, { at, line, meets, wait: pause }] of changes.entries()) {
            const writer = clones[at];
            if (writer === undefined) continue;
            if (meets !== null) writer.tasks.learn(clones[meets]?.tasks.events ?? []);
            now += pause;
            const index = at + owners * line;
            const standing = writer.tasks.task(result.id)?.description?.split('\n') ?? [];
            standing[index] = lines[index] = `line ${index}, turn ${turn}`;
            writer.tasks.run(
              edit,
              { ids: [result.id], description: standing.join('\n') },
              { ...writer.caller, now },
            );
          }
          meetAll(clones, seed);
          const texts = clones.map(({ tasks }) => tasks.task(result.id)?.description);
          expect(texts).toEqual(clones.map(() => lines.join('\n')));
        },
      ),
      runs(200),
    );
  });

  test('that criss-cross edits made merges against what both had merged already', () => {
    const [one, two] = makeClones(2);
    if (one === undefined || two === undefined) return;
    const { id } = one.tasks.run(add, { title: 't', description: '1\n2\n3' }).result;
    const exchange = (): void => {
      const known = one.tasks.events;
      one.tasks.learn(two.tasks.events);
      two.tasks.learn(known);
    };
    const write = ({ tasks, caller }: Clone, description: string, now: number): void => {
      tasks.run(edit, { ids: [id], description }, { ...caller, now });
    };
    exchange();
    write(one, '1a\n2\n3', START + 10);
    write(two, '1\n2\n3b', START + 20);
    exchange();
    write(one, '1x\n2\n3b', START + 30);
    write(two, '1a\n2\n3y', START + 40);
    exchange();
    const task: Task | undefined = one.tasks.task(id);
    expect(task?.description).toBe('1x\n2\n3y');
    expect(task === undefined ? [] : descriptionHeads(task)).toHaveLength(2);
  });
});
