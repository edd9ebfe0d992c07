import { parseDocument } from '../src/codec/document.ts';
import { formatTask, parseTask } from '../src/codec/task-file.ts';
import type { Place } from '../src/domain/actor.ts';
import type { Event } from '../src/domain/event.ts';
import { fold } from '../src/domain/fold.ts';
import { SHORT_ID_LENGTH, type TaskId } from '../src/domain/id.ts';
import { plannedTasks } from '../src/domain/planned.ts';
import { DEFAULT_POLICY } from '../src/domain/policy.ts';
import type { Snapshot } from '../src/domain/snapshot.ts';
import { type Entropy, newestStamp, type Stamp, stampSequence } from '../src/domain/stamp.ts';
import {
  isOpen,
  isTombstone,
  isTouchable,
  type Task,
  type TaskSummary,
  type Tombstone,
} from '../src/domain/task.ts';
import { Draft } from '../src/operations/draft.ts';
import type { Operation } from '../src/operations/operation.ts';
import type { UndoInput } from '../src/operations/undo.ts';
import { rowOf, summaryOf } from '../src/store/row.ts';

/** Random bytes that are the same in every run. */
export function seededEntropy(seed: number): Entropy {
  let state = seed;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) & 255;
    });
}

/** Who calls, from where, and when by his clock. */
export interface Caller {
  readonly actor?: string;
  readonly place?: Place;
  readonly now?: number;
  readonly stale?: ReadonlySet<TaskId>;
}

export interface Written<Result> {
  readonly result: Result;
  readonly events: readonly Event[];
  readonly changed: ReadonlyMap<TaskId, Task | Tombstone>;
}

/**
 * Tasks of one clone held in Maps, for tests of what needs no git. What an operation sees is what a store would
 * give it: tasks parsed from their files, and summaries as the index holds them.
 */
export class MemoryTasks implements Snapshot {
  readonly files = new Map<TaskId, string>();
  readonly stories = new Map<TaskId, Map<Stamp, Event>>();
  /** What was done here, the newest first. */
  readonly transactions: (readonly Event[])[] = [];
  readonly policy = DEFAULT_POLICY;
  readonly #entropy: Entropy;
  readonly #tasks = new Map<TaskId, Task | Tombstone>();
  stamp: Stamp | undefined;

  constructor(seed = 1) {
    this.#entropy = seededEntropy(seed);
  }

  get open(): ReadonlyMap<TaskId, TaskSummary> {
    const open = new Map<TaskId, TaskSummary>();
    for (const record of this.#tasks.values())
      if (!isTombstone(record) && isOpen(record)) open.set(record.id, summaryOf(rowOf(record)));
    return open;
  }

  get inProgress(): readonly TaskSummary[] {
    return [...this.open.values()].filter(({ status }) => status === 'in_progress');
  }

  children(id: TaskId): readonly TaskSummary[] {
    return [...this.open.values()].filter(({ parent }) => parent === id);
  }

  dependents(id: TaskId): readonly TaskSummary[] {
    return [...this.open.values()].filter(({ depends_on }) => depends_on.includes(id));
  }

  touchable(): readonly TaskSummary[] {
    return [...this.open.values()].filter(isTouchable);
  }

  titled(title: string): readonly TaskSummary[] {
    return [...this.open.values()].filter((task) => task.title.toLowerCase() === title.toLowerCase());
  }

  summary(id: TaskId): TaskSummary | undefined {
    const task = this.task(id);
    return task === undefined ? undefined : summaryOf(rowOf(task));
  }

  task(id: TaskId): Task | undefined {
    const record = this.#tasks.get(id);
    return record === undefined || isTombstone(record) ? undefined : record;
  }

  record(id: TaskId): Task | Tombstone | undefined {
    return this.#tasks.get(id);
  }

  /** All is loaded. */
  load(): void {}

  matches(prefix: string): readonly TaskId[] {
    return [...this.#tasks.keys()].filter((id) => id.startsWith(prefix) && this.task(id)).sort();
  }

  taken(prefix: string): boolean {
    return [...this.#tasks.keys()].some((id) => id.startsWith(prefix));
  }

  planned(): ReadonlyMap<string, TaskId> {
    return plannedTasks(this.#tasks.values());
  }

  short(id: TaskId): string {
    return id.slice(0, SHORT_ID_LENGTH);
  }

  draft({ actor = 'ann', place = { clone: 'c1' }, now = 1_700_000_000_000, stale }: Caller = {}): Draft {
    return new Draft(this, {
      actor,
      place,
      now,
      stamps: stampSequence(now, this.stamp, this.#entropy),
      entropy: this.#entropy,
      stale: stale ?? new Set(),
    });
  }

  /** Runs an operation and keeps what it changed; a refusal is thrown and changes nothing. */
  run<Input, Result>(
    operation: Operation<Input, Result>,
    input: Input,
    caller: Caller = {},
  ): Written<Result> {
    const draft = this.draft(caller);
    const result = operation.run(draft, input);
    if (draft.events.length > 0) this.transactions.unshift(draft.events);
    this.#keep(draft.events);
    for (const record of draft.changed.values()) this.put(record);
    return { result, events: draft.events, changed: draft.changed };
  }

  put(record: Task | Tombstone): void {
    const text = formatTask(record);
    this.files.set(record.id, text);
    this.#tasks.set(record.id, parseTask(parseDocument(text, record.id), record.id));
  }

  /** Every event known here. */
  get events(): readonly Event[] {
    return [...this.stories.values()].flatMap((story) => [...story.values()]);
  }

  /** What `undo` is given, as a store would give it. */
  undoInput(actor: string): UndoInput {
    return {
      past: () =>
        this.transactions
          .filter(([event]) => event?.by === actor)
          .map((events, at) => ({ commit: String(at), subject: '', at: '', events })),
      horizon: () => undefined,
      stories: (ids) =>
        new Map(ids.map((id) => [id, [{ path: id, events: [...(this.stories.get(id)?.values() ?? [])] }]])),
    };
  }

  /** Takes in what another clone knows: tasks with news are folded anew from all their events. */
  learn(events: Iterable<Event>): void {
    for (const id of this.#keep(events)) {
      const record = fold(this.stories.get(id)?.values() ?? []);
      if (record !== undefined) this.put(record);
    }
  }

  #keep(events: Iterable<Event>): ReadonlySet<TaskId> {
    const touched = new Set<TaskId>();
    for (const event of events) {
      if (event.task === undefined) continue;
      const story = this.stories.get(event.task) ?? new Map<Stamp, Event>();
      this.stories.set(event.task, story);
      if (story.has(event.id)) continue;
      story.set(event.id, event);
      touched.add(event.task);
      this.stamp = newestStamp([this.stamp, event.id]);
    }
    return touched;
  }
}

/** The code of what a call throws; undefined where it throws nothing. */
export function codeOf(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code;
    throw error;
  }
}
