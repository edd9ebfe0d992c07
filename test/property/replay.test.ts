import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/codec/document.ts';
import { formatEvents, parseEvents } from '../../src/codec/event-file.ts';
import { parsePath } from '../../src/codec/paths.ts';
import { formatTask, parseTask } from '../../src/codec/task-file.ts';
import type { Event } from '../../src/domain/event.ts';
import { applyEvent, fold } from '../../src/domain/fold.ts';
import type { TaskId } from '../../src/domain/id.ts';
import { isStamp } from '../../src/domain/stamp.ts';
import type { Task, Tombstone } from '../../src/domain/task.ts';
import { undoneIn } from '../../src/domain/undo.ts';
import { transactionFiles } from '../../src/store/transaction-files.ts';
import { MemoryTasks } from '../memory-tasks.ts';
import { anyStep, attempt, runs } from './random-work.ts';

const actor = fc.constantFrom('ann', 'bob', 'cho/wt');
const pause = fc.integer({ min: -5_000, max: 60_000 });
const work = fc.array(fc.tuple(anyStep, actor, pause), {
  minLength: 5,
  maxLength: 60,
  size: 'max',
});
type Work = readonly (readonly [Parameters<typeof attempt>[1], string, number])[];

/** One clone's branch as files, with every event in the order it was written. */
interface Branch {
  readonly tasks: MemoryTasks;
  readonly files: ReadonlyMap<string, string>;
  readonly events: readonly Event[];
}

function play(steps: Work): Branch {
  const tasks = new MemoryTasks(steps.length);
  const files = new Map<string, string>();
  const events: Event[] = [];
  let now = 1_700_000_000_000;
  for (const [step, who, wait] of steps) {
    now += wait;
    const place = {
      clone: 'c1',
      branch: 'main',
      head: 'f'.repeat(40),
      ...(who === 'cho/wt' ? { worktree: 'wt' } : {}),
    };
    const written = attempt(tasks, step, { actor: who, place, now });
    if (written === undefined || written.events.length === 0) continue;
    events.push(...written.events);
    for (const { path, text } of transactionFiles(written.events, written.changed)) {
      if (parsePath(path).kind === 'events') expect(files.has(path)).toBe(false);
      files.set(path, text);
    }
  }
  return { tasks, files, events };
}

/** What the event files alone say, read through the codec. */
function readStories(files: ReadonlyMap<string, string>): ReadonlyMap<TaskId, readonly Event[]> {
  const stories = new Map<TaskId, Event[]>();
  for (const [path, text] of files) {
    const place = parsePath(path);
    expect(place.kind).not.toBe('other');
    if (place.kind !== 'events' || place.task === undefined) continue;
    const events = parseEvents(parseDocument(text, path), path);
    expect(events[0]?.id).toBe(place.first);
    stories.set(place.task, [...(stories.get(place.task) ?? []), ...events]);
  }
  return stories;
}

function taskFiles(files: ReadonlyMap<string, string>): readonly (readonly [TaskId, string])[] {
  return [...files].flatMap(([path, text]) => {
    const place = parsePath(path);
    return place.kind === 'task' ? [[place.id, text] as const] : [];
  });
}

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  return items
    .map((item, at) => ({ item, key: Math.imul(at + 1, seed | 1) & 0xffff }))
    .sort((one, two) => one.key - two.key)
    .map(({ item }) => item);
}

function text(record: Task | Tombstone | undefined): string | undefined {
  return record === undefined ? undefined : formatTask(record);
}

describe('after any sequence of operations', () => {
  test('the event files alone, in any order, rebuild every task file byte for byte', () => {
    fc.assert(
      fc.property(work, fc.integer(), (steps, seed) => {
        const { files } = play(steps);
        const stories = readStories(files);
        const tasks = taskFiles(files);
        expect(stories.size).toBe(tasks.length);
        for (const [id, file] of tasks) {
          const story = stories.get(id) ?? [];
          expect(text(fold(story))).toBe(file);
          expect(text(fold(shuffled(story, seed)))).toBe(file);
          expect(text(fold([...story, ...shuffled(story, seed)]))).toBe(file);
        }
      }),
      runs(150),
    );
  });

  test('one event at a time, on the task as its file says, gives what folding all gives', () => {
    fc.assert(
      fc.property(work, (steps) => {
        const stories = new Map<TaskId, Event[]>();
        const files = new Map<TaskId, string>();
        for (const event of play(steps).events) {
          const { task: id = '' } = event;
          const story = [...(stories.get(id) ?? []), event];
          stories.set(id, story);
          const before = files.get(id);
          const record = before === undefined ? undefined : parseTask(parseDocument(before, id), id);
          // What is undone takes all events to fold.
          const after = text(event.type === 'undone' ? fold(story) : applyEvent(record, event));
          expect(after).toBe(text(fold(story)));
          if (after !== undefined) files.set(id, after);
        }
      }),
      runs(100),
    );
  });

  test('task files and events are read as what was written', () => {
    fc.assert(
      fc.property(work, (steps) => {
        const { tasks, files, events } = play(steps);
        for (const [id, file] of taskFiles(files)) {
          expect(formatTask(parseTask(parseDocument(file, id), id))).toBe(file);
          expect(file).toBe(tasks.files.get(id));
        }
        expect(parseEvents(parseDocument(formatEvents(events), 'x'), 'x')).toEqual(
          // A lone surrogate can't be written; operations let none through, and over: [] is left out.
          events.map(({ over, ...event }) => ({ ...event, ...(over?.length ? { over } : {}) })),
        );
      }),
      runs(100),
    );
  });

  test('stamps grow, heads are single, sets hold what was added last', () => {
    fc.assert(
      fc.property(work, (steps) => {
        const { tasks, events: all } = play(steps);
        const undone = new Set([...tasks.stories.values()].flatMap((story) => [...undoneIn(story.values())]));
        const events = all.filter(({ id }) => !undone.has(id));
        const stamps = all.map(({ id }) => id);
        expect(stamps).toEqual([...new Set(stamps)].sort());
        expect(stamps.every(isStamp)).toBe(true);
        for (const id of tasks.stories.keys()) {
          const task = tasks.task(id);
          if (task === undefined) continue;
          for (const heads of Object.values(task.set)) expect(heads).toHaveLength(1);
          expect(task.depends_on).toEqual(lastSaid(events, id, 'dependency', 'on', 'depends_on'));
          expect(task.labels).toEqual(lastSaid(events, id, 'label', 'label', 'labels'));
          expect(task.links).toEqual(lastSaid(events, id, 'link', 'link', 'links'));
          expect(task.resources).toEqual(lastSaid(events, id, 'resource', 'resource', 'resources'));
        }
      }),
      runs(60),
    );
  });

  test('nobody waits for itself, own, inherited or through children', () => {
    fc.assert(
      fc.property(work, (steps) => {
        const { tasks } = play(steps);
        expect(deadlocked(tasks)).toEqual([]);
      }),
      runs(200),
    );
  });
});

/** The elements of a set by the definition: those whose last word was that they are in it. */
function lastSaid(
  events: readonly Event[],
  id: TaskId,
  word: string,
  element: string,
  key: string,
): readonly string[] {
  const present = new Set<string>();
  for (const { task, type, data } of events) {
    if (task !== id) continue;
    const initial = type === 'task_created' ? data[key] : undefined;
    if (Array.isArray(initial)) for (const one of initial) present.add(String(one));
    if (type === `${word}_added`) present.add(String(data[element]));
    if (type === `${word}_removed`) present.delete(String(data[element]));
  }
  return [...present].sort();
}

/**
 * Open tasks that could never be completed without force though all holds were lifted and everything startable were
 * done: found by doing it.
 */
function deadlocked(tasks: MemoryTasks): readonly TaskId[] {
  const open = new Map([...tasks.open].map(([id, task]) => [id, task]));
  const isDone = (id: TaskId): boolean => !open.has(id);
  const above = (id: TaskId): readonly TaskId[] => {
    const parent = tasks.summary(id)?.parent;
    return parent === undefined || !tasks.open.has(parent) ? [] : [parent, ...above(parent)];
  };
  for (let progress = true; progress; ) {
    progress = false;
    for (const [id, task] of open) {
      const line = new Set([id]);
      let blocked = [...open.values()].some((child) => child.parent === id);
      for (const holder of [id, ...above(id)]) {
        const waits = tasks.summary(holder)?.depends_on ?? [];
        if (waits.some((on) => !line.has(on) && !isDone(on))) blocked = true;
        line.add(holder);
      }
      if (blocked) continue;
      open.delete(task.id);
      progress = true;
    }
  }
  return [...open.keys()];
}
