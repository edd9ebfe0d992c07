import fs from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withFullParser } from '../../src/codec/document.ts';
import { taskPath } from '../../src/codec/paths.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { add } from '../../src/operations/add.ts';
import { complete } from '../../src/operations/complete.ts';
import { edit } from '../../src/operations/edit.ts';
import { label } from '../../src/operations/entries.ts';
import { note } from '../../src/operations/note.ts';
import { GitStore } from '../../src/store/git-store.ts';
import { replay } from '../../src/store/replay.ts';
import type { Store, StoreSnapshot, Transaction } from '../../src/store/store.ts';
import { TASKS_REF } from '../../src/store/tasks-ref.ts';
import { runs } from '../property/random-work.ts';
import { git, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';
import { openPortable, storeOn } from './portable-places.ts';
import { repositories } from './repositories.ts';
import { addTask, draftOn, write } from './store-contract.ts';

interface Identity {
  readonly name: string;
  readonly email: string;
}

const ann: Identity = { name: 'Ann', email: 'ann@example.org' };

function gitStore(dir: string, now = Date.now, author = ann): GitStore {
  return new GitStore({
    repository: discoverRepository(dir, testEnv),
    settings: () => new Map(),
    durable: () => false,
    author: () => author,
    now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    warn: () => {},
  });
}

/** Everything a snapshot answers. */
function answers(snapshot: StoreSnapshot): unknown {
  const ids = snapshot.ids();
  return {
    tip: snapshot.tip,
    stamp: snapshot.stamp,
    policy: snapshot.policy,
    broken: [...snapshot.broken].sort((one, two) => (one.id < two.id ? -1 : 1)),
    open: [...snapshot.open.keys()].sort(),
    warm: [...snapshot.warm()].map(({ id }) => id).sort(),
    ids,
    matches: snapshot.matches(''),
    shorts: ids.map((id) => [snapshot.short(id), snapshot.taken(id.slice(0, 5))]),
    tasks: ids.map((id) => snapshot.task(id)),
    titles: ids.map((id) => snapshot.summary(id)?.title),
  };
}

async function tell(store: Store): Promise<unknown> {
  const snapshot = await store.snapshot();
  return {
    ...(answers(snapshot) as object),
    stories: await Promise.all(snapshot.ids().map((id) => store.story(id))),
    batches: await store.batches(undefined, snapshot.tip),
  };
}

describe('what either store wrote', () => {
  test('the other reads, through packs, edits by hand and a ref that went back', async () => {
    const dir = makeRepository(makeTestDir());
    const files = join(dir, '.git');
    const portable = storeOn(await openPortable(fs, files));
    await portable.create('ann');
    const one = await addTask(portable, 'one', { description: 'ünï\n', labels: ['x'] });
    const two = await addTask(gitStore(dir), 'two', { depends_on: [one] });
    const same = async (): Promise<void> => {
      const told = await tell(gitStore(dir));
      expect(await tell(portable)).toEqual(told);
      const afresh = await openPortable(fs, files, { readOnly: true, owner: 'a reader' });
      expect(await tell(storeOn(afresh))).toEqual(told);
    };
    await same();
    for (let at = 0; at < 5; at++) await write(portable, note, { id: two, text: `note ${at} `.repeat(50) });
    git(dir, 'gc', '--quiet', '--prune=now');
    await same();
    await write(gitStore(dir), complete, { ids: [one] });
    await write(portable, edit, { ids: [two], title: 'zwei' });
    await same();
    const byHand = (path: string, text: string): void => {
      const parent = git(dir, 'rev-parse', TASKS_REF);
      const author = { ...ann, date: 1_700_000_000 };
      const commit = { ref: TASKS_REF, parent, message: 'By hand\n', author, files: [{ path, text }] };
      expect(importCommit(discoverRepository(dir, testEnv), { ...commit, durable: false }).ok).toBe(true);
    };
    byHand('config.yaml', 'claim: {lease: 2h}\n');
    await same();
    byHand(taskPath(two), 'id: [\n');
    await same();
    byHand('notes/ünï☃', 'a stray\n');
    await same();
    await write(portable, label, { id: one, entries: ['y'] });
    await same();
    git(dir, 'update-ref', TASKS_REF, `${TASKS_REF}~6`);
    await same();
    git(dir, 'pack-refs', '--all');
    await write(portable, label, { id: two, entries: ['z'] });
    await same();

    expect(git(dir, 'fsck', '--full', '--no-dangling', '--no-progress')).toBe('');
    const repository = discoverRepository(dir, testEnv);
    const { differing, strays, tasks } = await withFullParser(() =>
      replay(repository, git(dir, 'rev-parse', TASKS_REF)),
    );
    expect({ differing, strays, tasks }).toEqual({ differing: [], strays: [], tasks: 2 });
    const format = '--format=%an, %cn, %s, %(trailers:key=Actor,valueonly,separator=%x20)';
    expect(git(dir, 'log', '-1', format, TASKS_REF)).toBe('Ann, Ann, label something, ann');
  });

  test('and plain git committed, both read; only a store with git makes it ours, then both write', async () => {
    const dir = makeRepository(makeTestDir());
    const portable = storeOn(await openPortable(fs, join(dir, '.git')));
    await portable.create('ann');
    const id = await addTask(portable, 'one');
    const tree = git(dir, 'rev-parse', `${TASKS_REF}^{tree}`);
    const tip = git(
      dir,
      'commit-tree',
      tree,
      '-p',
      TASKS_REF,
      '-m',
      'x\n\nStamp: 00000000000000000000000000',
    );
    git(dir, 'update-ref', TASKS_REF, tip);
    expect(await tell(portable)).toEqual(await tell(gitStore(dir)));
    await expect(write(portable, label, { id, entries: ['y'] })).rejects.toMatchObject({
      code: 'STORE_UNSUPPORTED',
    });
    expect(git(dir, 'rev-parse', TASKS_REF)).toBe(tip);
    await gitStore(dir).adopt();
    await write(portable, label, { id, entries: ['y'] });
    expect(await tell(portable)).toEqual(await tell(gitStore(dir)));
  });

  test('is kept when both write at once', async () => {
    const dir = makeRepository(makeTestDir());
    const portable = storeOn(await openPortable(fs, join(dir, '.git')));
    await portable.create('ann');
    const id = await addTask(portable, 'one');
    const real = gitStore(dir);
    const texts = Array.from({ length: 30 }, (_, at) => `note ${at}`);
    await Promise.all(
      texts.map(async (text, at) => {
        // So that git's process falls between other steps of the portable store every time.
        await new Promise((resolve) => setTimeout(resolve, 7 * at));
        await write(at % 2 === 0 ? portable : real, note, { id, text });
      }),
    );
    const notes = (await portable.snapshot()).task(id)?.notes.map(({ text }) => text) ?? [];
    expect([...notes].sort()).toEqual([...texts].sort());
    expect(await tell(portable)).toEqual(await tell(gitStore(dir)));
  });

  test('has one history where two met', async () => {
    const dir = makeRepository(makeTestDir());
    const portable = storeOn(await openPortable(fs, join(dir, '.git')));
    await portable.create('ann');
    const base = portable.tip() ?? '';
    await addTask(portable, 'ours');
    const ours = portable.tip() ?? '';
    git(dir, 'update-ref', TASKS_REF, base);
    await addTask(portable, 'theirs');
    const theirs = portable.tip() ?? '';
    const tree = git(dir, 'merge-tree', '--write-tree', ours, theirs).split('\n')[0] ?? '';
    const merge = git(dir, 'commit-tree', tree, '-p', ours, '-p', theirs, '-m', 'merge');
    git(dir, 'update-ref', TASKS_REF, merge);
    const real = gitStore(dir);
    for (const [from, to] of [
      [ours, merge],
      [base, merge],
      [undefined, merge],
      [base, ours],
      [ours, theirs],
      [merge, ours],
      [ours, base],
    ] as const)
      expect(await portable.batches(from, to)).toEqual(await real.batches(from, to));
  });
});

describe('the same transaction on the same tip', () => {
  const text = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }));
  const step = fc.record({
    title: text,
    name: text,
    email: text,
    actor: text,
    subject: text,
    time: fc.integer({ min: 1_000_000_000_000, max: 2_000_000_000_000 }),
    on: fc.nat(3),
  });

  test('makes the same commit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const [plain, other] = [makeTestDir(), makeTestDir()];
        for (const dir of [plain, other]) git(dir, 'init', '--quiet', dir);
        const repository = await openPortable(fs, join(other, '.git'));
        for (const [at, { time, name, email, actor, subject, title, on }] of steps.entries()) {
          const author = { name, email };
          const real = gitStore(plain, () => time, author);
          const portable = storeOn(repository, { now: () => time, author: () => author });
          if (at === 0) {
            await real.create(actor);
            await portable.create(actor);
            expect(portable.tip()).toBe(real.tip());
          }
          const snapshot = await real.snapshot();
          const draft = draftOn(snapshot, actor, time);
          const id = snapshot.ids()[on];
          if (id === undefined) add.run(draft, { title: `t${title.replace(/\p{C}/gu, '')}`, labels: ['x'] });
          else note.run(draft, { id, text: `n${title.replace(/\p{C}/gu, '')}` });
          const transaction: Transaction = { events: draft.events, changed: draft.changed, subject, actor };
          const written = await real.transact(() => ({ result: undefined, transaction }));
          expect(await portable.transact(() => ({ result: undefined, transaction }))).toEqual(written);
        }
      }),
      runs(15),
    );
  }, 600_000);
});

describe("a repository that can't be handled safely is refused", () => {
  const reasons: Readonly<Record<string, RegExp>> = {
    'SHA-256': /has sha256 objects/,
    reftable: /keeps its refs as reftable/,
    'clone --shared': /alternates/,
    'blob:none clone': /partial clone/,
    'linked worktree': /only points to/,
    submodule: /only points to/,
  };
  describe.each(repositories.filter(({ name }) => name in reasons))('$name', (shape) => {
    test.skipIf(shape.skip !== undefined)('says why', async () => {
      const { cwd } = shape.make(makeTestDir());
      const gitdir = join(git(cwd, 'rev-parse', '--show-toplevel'), '.git');
      await expect(openPortable(fs, gitdir)).rejects.toMatchObject({
        code: 'STORE_UNSUPPORTED',
        message: expect.stringMatching(reasons[shape.name] ?? /never/),
        hint: expect.any(String),
      });
      expect(fs.existsSync(join(gitdir, 'git-task'))).toBe(false);
    });
  });

  test('one that has linked worktrees, but not to read it', async () => {
    const dir = makeRepository(makeTestDir());
    git(dir, 'worktree', 'add', '--quiet', join(makeTestDir(), 'wt'));
    const id = await (async () => {
      const store = gitStore(dir);
      await store.create('ann');
      return addTask(store, 'one');
    })();
    const gitdir = join(dir, '.git');
    await expect(openPortable(fs, gitdir)).rejects.toMatchObject({
      code: 'STORE_UNSUPPORTED',
      message: expect.stringContaining('linked worktrees'),
    });
    const reader = storeOn(await openPortable(fs, gitdir, { readOnly: true }));
    expect((await reader.snapshot()).task(id)?.title).toBe('one');
  });

  test('one whose packs are too large, a format of the future, and what is none', async () => {
    const dir = makeRepository(makeTestDir());
    const gitdir = join(dir, '.git');
    git(dir, 'gc', '--quiet');
    await expect(openPortable(fs, gitdir, { maxPackBytes: 10 })).rejects.toMatchObject({
      code: 'STORE_UNSUPPORTED',
      message: expect.stringContaining('bytes of packs'),
    });
    const config = fs.readFileSync(join(gitdir, 'config'), 'utf8');
    for (const odd of [
      '[extensions]\n\tfuture = 1\n',
      '[Extensions] RefStorage = "Reftable"\n',
      '[core]\n\trepositoryformatversion = 2\n',
    ]) {
      fs.writeFileSync(join(gitdir, 'config'), `${config}${odd}`);
      await expect(openPortable(fs, gitdir), odd).rejects.toMatchObject({ code: 'STORE_UNSUPPORTED' });
    }
    await expect(openPortable(fs, dir)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
    await expect(openPortable(fs, join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
  });

  test('a shallow one is read as far as it goes', async () => {
    const dir = makeRepository(makeTestDir());
    const store = gitStore(dir);
    await store.create('ann');
    for (const title of ['one', 'two']) await addTask(store, title);
    const clone = makeTestDir();
    git(clone, 'init', '--quiet', clone);
    git(clone, 'fetch', '--quiet', '--depth=1', `file://${dir}`, `${TASKS_REF}:${TASKS_REF}`);
    const portable = storeOn(await openPortable(fs, join(clone, '.git')));
    expect(await tell(portable)).toEqual(await tell(gitStore(clone)));
    await addTask(portable, 'three');
    expect(git(clone, 'fsck', '--full', '--no-dangling', '--no-progress')).toBe('');
  });
});

describe('what is bundled', () => {
  async function inputsOf(entry: string, platform: 'node' | 'browser'): Promise<string> {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      metafile: true,
      platform,
      logLevel: 'silent',
      external: ['buffer'],
    });
    const files = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    return [...Object.keys(metafile.inputs), ...files].join('\n');
  }

  test('the portable store needs nothing of node', async () => {
    const inputs = await inputsOf('src/store/portable-store.ts', 'browser');
    expect(inputs).toContain('isomorphic-git');
    expect(inputs).not.toMatch(/node:|src\/git\/run-git|child_process/);
  });

  test('the program has no isomorphic-git', async () => {
    expect(await inputsOf('src/main.ts', 'node')).not.toContain('isomorphic-git');
  });
});
