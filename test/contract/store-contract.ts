import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import type { TaskId } from '../../src/domain/id.ts';
import { LIST_LIMIT, TEXT_LIMIT } from '../../src/domain/limits.ts';
import { stampSequence } from '../../src/domain/stamp.ts';
import { GitTaskError } from '../../src/errors.ts';
import { add } from '../../src/operations/add.ts';
import { complete } from '../../src/operations/complete.ts';
import { Draft } from '../../src/operations/draft.ts';
import { type EditInput, edit } from '../../src/operations/edit.ts';
import { label } from '../../src/operations/entries.ts';
import { note } from '../../src/operations/note.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { start } from '../../src/operations/start.ts';
import type { Store, StoreSnapshot, Transaction, Written } from '../../src/store/store.ts';

const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

export interface OpenOptions {
  /** Milliseconds before a write gives up. */
  readonly patience?: number;
}

/** A place with an empty branch of tasks, and what may be done to it from outside. */
export interface StorePlace {
  /** Opens the tasks as one more process would. */
  readonly open: (options?: OpenOptions) => Store;
  /** Writes at once, past every lock, as a faster writer would amid somebody's attempt. */
  readonly land: (transaction: Transaction) => void;
  /** What a person or git itself may do between two calls, by name. */
  readonly disturbances: Readonly<Record<string, () => void>>;
}

/** A draft on a snapshot, as the tracker makes one. */
export function draftOn(snapshot: StoreSnapshot, actor = 'ann', now = Date.now()): Draft {
  return new Draft(snapshot, {
    actor,
    place: { clone: 'c1' },
    now,
    stamps: stampSequence(now, snapshot.stamp, random),
    entropy: random,
    stale: new Set(),
  });
}

/** Runs an operation as the tracker does. */
export function write<Input, Result>(
  store: Store,
  operation: Operation<Input, Result>,
  input: Input,
): Promise<Written<Result>> {
  return store.transact((snapshot) => {
    const draft = draftOn(snapshot);
    const result = operation.run(draft, input);
    const { events, changed } = draft;
    if (events.length === 0) return { result };
    return { result, transaction: { events, changed, subject: `${operation.name} something`, actor: 'ann' } };
  });
}

function editing(snapshot: StoreSnapshot, input: EditInput): Transaction {
  const draft = draftOn(snapshot);
  edit.run(draft, input);
  return { events: draft.events, changed: draft.changed, subject: 'edit', actor: 'ann' };
}

export async function addTask(store: Store, title: string, more: object = {}): Promise<TaskId> {
  return (await write(store, add, { title, ...more })).result.id;
}

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error) => (error instanceof GitTaskError ? error.code : error),
  );
}

/** What every store must do, whatever lies under it. */
export function storeContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(name, () => {
    test('an empty branch has no tasks', async () => {
      const store = (await makePlace()).open();
      const snapshot = await store.snapshot();
      expect(snapshot.tip).toBe(store.tip());
      expect([...snapshot.open]).toEqual([]);
      expect(snapshot.ids()).toEqual([]);
      expect(snapshot.stamp).toBe(undefined);
      expect(snapshot.broken).toEqual([]);
      expect(snapshot.task('k7x2m4q9wd')).toBe(undefined);
      expect(snapshot.summary('k7x2m4q9wd')).toBe(undefined);
      expect(snapshot.taken('k')).toBe(false);
    });

    test('what is written is seen at once, here and by others, whole', async () => {
      const { open } = await makePlace();
      const [one, other] = [open(), open()];
      await other.snapshot();
      const input = { description: 'a\nb\n', labels: ['x'], acceptance: ['shown'], priority: 2 };
      const id = await addTask(one, 'null', input);
      for (const store of [one, other, open()]) {
        const snapshot = await store.snapshot();
        expect(snapshot.tip).toBe(one.tip());
        expect(snapshot.open.get(id)).toMatchObject({ id, title: 'null', priority: 2, labels: ['x'] });
        expect(snapshot.task(id)).toMatchObject({ description: 'a\nb\n', acceptance: [{ text: 'shown' }] });
        expect(snapshot.summary(id)?.status).toBe('pending');
        expect(snapshot.ids()).toEqual([id]);
        expect(snapshot.matches(id.slice(0, 4))).toEqual([id]);
        expect(snapshot.matches('')).toEqual([id]);
        expect(snapshot.short(id)).toBe(id.slice(0, 4));
        expect(snapshot.taken(id.slice(0, 4))).toBe(true);
        expect((await store.story(id)).map(({ type }) => type)).toEqual(['task_created', 'acceptance_added']);
        expect(snapshot.stamp).toBe((await store.story(id)).at(-1)?.id);
      }
    });

    test('a closed task that open ones refer to is still told', async () => {
      const { open } = await makePlace();
      const store = open();
      const done = await addTask(store, 'done');
      const parent = await addTask(store, 'parent');
      const id = await addTask(store, 'open', { depends_on: [done] });
      await write(store, complete, { ids: [done] });
      await write(open(), edit, { ids: [id], parent });
      await write(open(), complete, { ids: [parent], force: true });
      for (const reader of [store, open()]) {
        const snapshot = await reader.snapshot();
        expect([...snapshot.open.keys()]).toEqual([id]);
        expect(snapshot.summary(done)?.status).toBe('completed');
        expect(snapshot.summary(parent)?.status).toBe('completed');
        expect(snapshot.task(done)?.completed).toEqual({ by: 'ann' });
        expect(snapshot.ids()).toEqual([done, parent, id].sort());
      }
    });

    test('an attempt without a transaction, or one that throws, writes nothing', async () => {
      const store = (await makePlace()).open();
      const id = await addTask(store, 'one');
      const tip = store.tip();
      expect(await write(store, edit, { ids: [id], title: 'one' })).toEqual({
        result: { changed: [], already: [id] },
        events: [],
      });
      expect(await codeOf(write(store, edit, { ids: [id], title: '' }))).toBe('TITLE_INVALID');
      expect(store.tip()).toBe(tip);
      expect((await store.story(id)).length).toBe(1);
    });

    test('lists and files that are too long are refused before anything is written', async () => {
      const store = (await makePlace()).open();
      const id = await addTask(store, 'one');
      const tip = store.tip();
      const entries = Array.from({ length: LIST_LIMIT + 1 }, (_, at) => `label ${at}`);
      expect(await codeOf(write(store, label, { id, entries }))).toBe('TOO_MANY_ENTRIES');
      const long = 'x'.repeat(TEXT_LIMIT);
      for (let at = 0; at < 3; at++) await write(store, note, { id, text: long });
      const full = store.tip();
      expect(full).not.toBe(tip);
      expect(await codeOf(write(store, note, { id, text: long }))).toBe('TEXT_TOO_LONG');
      expect(store.tip()).toBe(full);
      expect((await store.snapshot()).task(id)?.notes.length).toBe(3);
    });

    test('an attempt is run again on what another wrote meanwhile', async () => {
      const { open, land } = await makePlace();
      const store = open();
      const id = await addTask(store, 'one');
      const seen: (string | undefined)[] = [];
      const written = await store.transact((snapshot) => {
        const title = snapshot.task(id)?.title;
        seen.push(title);
        if (title === 'one') land(editing(snapshot, { ids: [id], title: 'theirs' }));
        return { result: title, transaction: editing(snapshot, { ids: [id], priority: 3 }) };
      });
      expect(seen).toEqual(['one', 'theirs']);
      expect(written).toMatchObject({
        result: 'theirs',
        tip: store.tip(),
        events: [{ type: 'task_edited' }],
      });
      expect((await store.snapshot()).task(id)).toMatchObject({ title: 'theirs', priority: 3 });
      expect(await store.story(id)).toHaveLength(3);
    });

    test('who is beaten every time is told so, and has written nothing', async () => {
      const { open, land } = await makePlace();
      const id = await addTask(open(), 'one');
      let tries = 0;
      const call = open({ patience: 50 }).transact((snapshot) => {
        land(editing(snapshot, { ids: [id], title: `try ${++tries}` }));
        return { result: tries, transaction: editing(snapshot, { ids: [id], title: 'ours' }) };
      });
      expect(await codeOf(call)).toBe('REF_CONTENDED');
      expect((await open().snapshot()).task(id)?.title).toBe(`try ${tries}`);
      expect(await open().story(id)).toHaveLength(1 + tries);
    });

    test('eight writers at once lose nothing, and claim once', async () => {
      const { open } = await makePlace();
      const id = await addTask(open(), 'one');
      const claims = await Promise.all(
        Array.from({ length: 8 }, async (_, at) => {
          const store = open();
          await write(store, label, { id, entries: [`l${at}`] });
          return store.transact((snapshot) => {
            const draft = draftOn(snapshot, `actor ${at}`);
            try {
              start.run(draft, { ids: [id] });
            } catch {
              return { result: false };
            }
            const { events, changed } = draft;
            return { result: true, transaction: { events, changed, subject: 'start', actor: `actor ${at}` } };
          });
        }),
      );
      expect(claims.filter(({ result }) => result)).toHaveLength(1);
      expect((await open().snapshot()).task(id)?.labels).toHaveLength(8);
    });

    test('batches tell exactly what came between two tips, in order', async () => {
      const store = (await makePlace()).open();
      const start = store.tip();
      const tips: (string | undefined)[] = [start];
      const events: (readonly Event[])[] = [];
      const id = await addTask(store, 'one');
      tips.push(store.tip());
      events.push(await store.story(id));
      for (const text of ['a', 'b', 'c']) {
        const written = await write(store, note, { id, text });
        tips.push(written.tip);
        events.push(written.events);
      }
      const to = store.tip() ?? '';
      const batches = await store.batches(start, to);
      expect(batches).toEqual(events.map((own, at) => ({ from: tips[at], to: tips[at + 1], events: own })));
      expect(await store.batches(tips[2], to)).toEqual(batches.slice(2));
      expect(await store.batches(to, to)).toEqual([]);
      expect((await store.batches(undefined, to)).flatMap((batch) => batch.events)).toEqual(events.flat());
    });

    test('whatever happens around it, tasks are kept', async () => {
      const { open, disturbances } = await makePlace();
      const titles: string[] = [];
      for (const [what, disturb] of Object.entries({ nothing: () => {}, ...disturbances })) {
        const id = await addTask(open(), what, { labels: ['x'] });
        titles.push(what);
        disturb();
        const store = open();
        expect((await store.snapshot()).task(id)?.title, what).toBe(what);
        await write(store, label, { id, entries: ['y'] });
        const snapshot = await open().snapshot();
        expect(snapshot.task(id)?.labels, what).toEqual(['x', 'y']);
        expect([...snapshot.open.values()].map(({ title }) => title).sort(), what).toEqual(
          [...titles].sort(),
        );
        expect((await open().story(id)).length, what).toBe(2);
      }
    });
  });
}
