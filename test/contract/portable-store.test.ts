import { describe, expect, test } from 'vitest';
import { complete } from '../../src/operations/complete.ts';
import { edit } from '../../src/operations/edit.ts';
import { label } from '../../src/operations/entries.ts';
import { note } from '../../src/operations/note.ts';
import { readRef } from '../../src/store/portable/ref.ts';
import type { PortableRepository } from '../../src/store/portable/repository.ts';
import { TASKS_REF } from '../../src/store/tasks-ref.ts';
import { git } from '../temp-repository.ts';
import {
  GITDIR,
  makeDiskPlace,
  makeMemory,
  makeMemoryPlace,
  openPortable,
  storeOn,
  writeOut,
} from './portable-places.ts';
import { addTask, storeContract, write } from './store-contract.ts';

storeContract('PortableStore in memory', makeMemoryPlace);
storeContract('PortableStore on disk', makeDiskPlace);

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'nothing thrown',
    (error) => error.code ?? error,
  );
}

describe('without a branch', () => {
  test('nothing is there until it is created, once', async () => {
    const store = storeOn(await openPortable(await makeMemory()));
    expect(store.tip()).toBe(undefined);
    expect(await codeOf(store.snapshot())).toBe('NOT_INITIALIZED');
    expect(await codeOf(addTask(store, 'one'))).toBe('NOT_INITIALIZED');
    expect(await Promise.all([store.create('ann'), store.create('bob')])).toEqual([true, false]);
    expect((await store.snapshot()).ids()).toEqual([]);
  });
});

describe('who owns the repository', () => {
  test('a second process is told whose it is, may read, and gets it when it is closed', async () => {
    const files = await makeMemory();
    const first = await openPortable(files, GITDIR, { owner: 'editor 12 on host' });
    await storeOn(first).create('ann');
    const id = await addTask(storeOn(first), 'one');
    const refused = openPortable(files, GITDIR, { owner: 'other' });
    await expect(refused).rejects.toMatchObject({
      code: 'STORE_OWNED',
      message: expect.stringContaining('editor 12 on host'),
      retryable: true,
    });
    const reader = storeOn(await openPortable(files, GITDIR, { owner: 'other', readOnly: true }));
    expect((await reader.snapshot()).task(id)?.title).toBe('one');
    expect(await codeOf(write(reader, label, { id, entries: ['x'] }))).toBe('STORE_READ_ONLY');
    await write(storeOn(first), label, { id, entries: ['y'] });
    expect((await reader.snapshot()).task(id)?.labels).toEqual(['y']);
    await first.close();
    const second = storeOn(await openPortable(files, GITDIR, { owner: 'other' }));
    await write(second, label, { id, entries: ['z'] });
    expect(await codeOf(write(storeOn(first), label, { id, entries: ['late'] }))).toBe('STORE_OWNED');
    expect((await second.snapshot()).task(id)?.labels).toEqual(['y', 'z']);
  });

  test('of eight that find a dead owner one takes its place; who was taken for dead writes no more', async () => {
    const files = await makeMemory();
    const dead = await openPortable(files);
    await storeOn(dead).create('ann');
    const asked: string[] = [];
    const taking = Array.from({ length: 8 }, (_, at) =>
      openPortable(files, GITDIR, {
        owner: `taker ${at}`,
        isGone: (owner) => {
          asked.push(owner);
          return owner === 'this test';
        },
      }),
    );
    const taken = await Promise.allSettled(taking);
    const won = taken.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(won).toHaveLength(1);
    expect(asked).toContain('this test');
    for (const result of taken)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'STORE_OWNED' });
    expect(await codeOf(addTask(storeOn(dead), 'late'))).toBe('STORE_OWNED');
    for (const repository of won) await addTask(storeOn(repository), 'one');
    expect([...files.entries.keys()].filter((path) => /owner-/.test(path))).toEqual([]);
  });

  test('who finds that another was quicker to take the place of a dead owner leaves it to them', async () => {
    const files = await makeMemory();
    await storeOn(await openPortable(files)).create('ann');
    const quicker: PortableRepository[] = [];
    const slow = openPortable(files, GITDIR, {
      owner: 'slow',
      isGone: async () => {
        quicker.push(await openPortable(files, GITDIR, { owner: 'quick', isGone: () => true }));
        return true;
      },
    });
    await expect(slow).rejects.toMatchObject({ code: 'STORE_OWNED' });
    expect(quicker).toHaveLength(1);
    for (const repository of quicker) await addTask(storeOn(repository), 'one');
  });
});

describe("the ref's lock", () => {
  const lock = `${GITDIR}/${TASKS_REF}.lock`;

  test('of another writer is waited for, and nothing is written meanwhile', async () => {
    const files = await makeMemory();
    const repository = await openPortable(files);
    await storeOn(repository).create('ann');
    files.put(lock, Buffer.from(''));
    const tip = await readRef(files, GITDIR, TASKS_REF);
    expect(await codeOf(addTask(storeOn(repository, { patience: 60 }), 'one'))).toBe('REF_LOCKED');
    expect(await readRef(files, GITDIR, TASKS_REF)).toBe(tip);
    const waiting = addTask(storeOn(repository), 'two');
    setTimeout(() => files.entries.delete(lock), 30);
    await waiting;
  });

  test('that a killed writer left is removed after 10 s', async () => {
    const files = await makeMemory();
    const repository = await openPortable(files);
    await storeOn(repository).create('ann');
    files.put(lock, Buffer.from(''));
    await addTask(storeOn(repository, { now: () => Date.now() + 11_000 }), 'one');
    expect(files.entries.has(lock)).toBe(false);
  });
});

describe('killed between any two steps', () => {
  /** Lets so many steps pass; at the next the process dies, amid it where it writes. */
  function dieAfter(steps: number): (step: string, half?: () => void) => void {
    let left = steps;
    return (step, half) => {
      if (left === 0) half?.();
      if (left-- <= 0) throw new Error(`killed at: ${step}`);
    };
  }

  test('the tasks are as before or as after, sound to git, and the next writer goes on', async () => {
    const before = await makeMemory();
    const first = await openPortable(before);
    await storeOn(first).create('ann');
    const one = await addTask(storeOn(first), 'one');
    await addTask(storeOn(first), 'two', { depends_on: [one] });
    await first.close();
    const tips = new Set<string | undefined>();
    let survived = false;
    for (let steps = 0; !survived; steps++) {
      const files = before.copy();
      const seen: string[] = [];
      const die = dieAfter(steps);
      files.beforeChange = (step, half) => {
        seen.push(step);
        die(step, half);
      };
      try {
        const repository = await openPortable(files);
        await write(storeOn(repository), complete, { ids: [one] });
        await repository.close();
        survived = true;
      } catch (error) {
        expect(error, seen.join('\n')).toMatchObject({ code: expect.stringMatching(/IO_FAILED/) });
      }
      files.beforeChange = () => {};
      const again = await openPortable(files, GITDIR, { isGone: () => true });
      const store = storeOn(again, { now: () => Date.now() + 11_000 });
      const snapshot = await store.snapshot();
      tips.add(snapshot.tip);
      const done = snapshot.task(one)?.status === 'completed';
      expect(await store.story(one)).toHaveLength(done ? 2 : 1);
      await write(store, note, { id: one, text: 'mine' });
      expect((await store.snapshot()).task(one)?.notes).toHaveLength(1);
      expect((await store.snapshot()).task(one)?.status).toBe(done ? 'completed' : 'pending');
      const gitdir = writeOut(files);
      expect(git(gitdir, 'fsck', '--full', '--no-dangling', '--no-progress'), seen.join('\n')).toBe('');
      expect(git(gitdir, 'rev-list', '--count', TASKS_REF)).toBe(done ? '5' : '4');
    }
    // The ref moves in one step: before it all read the old tip, from it on the new ones.
    expect(tips.size).toBeGreaterThan(1);
  }, 120_000);

  test('a write that failed leaves a store that can write', async () => {
    const files = await makeMemory();
    const repository = await openPortable(files);
    const store = storeOn(repository);
    await store.create('ann');
    const id = await addTask(store, 'one');
    for (const step of [/objects/, /\.lock/, /rename .*tmp_obj/, /rename .*main\.lock/]) {
      let full = true;
      files.beforeChange = (change) => {
        if (full && step.test(change)) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      };
      expect(await codeOf(write(store, edit, { ids: [id], title: `${step}` }))).toBe('IO_FAILED');
      full = false;
      await write(store, label, { id, entries: [`${step}`] });
      expect((await store.snapshot()).task(id)?.title).toBe('one');
    }
    expect((await store.snapshot()).task(id)?.labels).toHaveLength(4);
  });
});
