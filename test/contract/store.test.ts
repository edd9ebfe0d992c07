import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCommitMessage } from '../../src/codec/commit-message.ts';
import { taskPath } from '../../src/codec/paths.ts';
import type { TaskId } from '../../src/domain/id.ts';
import { openAlerts } from '../../src/domain/task.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { readRef } from '../../src/git/ref.ts';
import type { Repository } from '../../src/git/repository.ts';
import { complete } from '../../src/operations/complete.ts';
import { depend } from '../../src/operations/depend.ts';
import { edit } from '../../src/operations/edit.ts';
import { label } from '../../src/operations/entries.ts';
import { reopen } from '../../src/operations/reopen.ts';
import { GitStore, TASKS_REF } from '../../src/store/git-store.ts';
import { replay } from '../../src/store/replay.ts';
import type { StoreSnapshot } from '../../src/store/store.ts';
import { transactionFiles } from '../../src/store/transaction-files.ts';
import { runs } from '../property/random-work.ts';
import { gitWith, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';
import { type Place, repositories } from './repositories.ts';
import { addTask, type OpenOptions, type StorePlace, storeContract, write } from './store-contract.ts';

const author = { name: 'Ann', email: 'ann@example.org' };

function openStore(repository: Repository, { patience }: OpenOptions = {}): GitStore {
  return new GitStore({
    repository,
    settings: () => new Map(),
    durable: () => false,
    author: () => author,
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    warn: () => {},
    ...(patience === undefined ? {} : { patience }),
  });
}

/** Puts files on the branch as somebody who edits by hand does; a file without text is removed. */
function commitByHand(
  repository: Repository,
  files: Readonly<Record<string, string | undefined>>,
  message = 'By hand\n',
): void {
  const result = importCommit(repository, {
    ref: TASKS_REF,
    parent: readRef(repository, TASKS_REF),
    message,
    author: { ...author, date: Math.floor(Date.now() / 1000) },
    files: Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }])),
    deletes: Object.entries(files).flatMap(([path, text]) => (text === undefined ? [path] : [])),
    durable: false,
  });
  if (!result.ok) throw new Error(result.reason);
}

async function makeGitPlace(place: Place): Promise<StorePlace & { readonly repository: Repository }> {
  const repository = discoverRepository(place.cwd, { ...testEnv, ...place.env });
  const git = (...args: string[]): string => gitWith(place.env ?? {}, place.cwd, ...args);
  await openStore(repository).create('ann');
  const cache = join(repository.commonDir, 'git-task');
  return {
    repository,
    open: (options) => openStore(repository, options),
    land: ({ events, changed, subject, actor }) => {
      const stamps = events.map(({ id }) => id);
      const files = transactionFiles(events, changed).map(({ path, text }) => [path, text]);
      commitByHand(repository, Object.fromEntries(files), formatCommitMessage({ subject, actor, stamps }));
    },
    disturbances: {
      'git gc --prune=now': () => git('gc', '--quiet', '--prune=now'),
      'git pack-refs --all': () => git('pack-refs', '--all'),
      'the index is deleted': () => rmSync(join(cache, 'index'), { recursive: true, force: true }),
      'all that is private is deleted': () => rmSync(cache, { recursive: true, force: true }),
      'a worktree comes and goes': () => {
        if (readRef(repository, 'refs/heads/main') === undefined) return;
        const path = join(makeTestDir(), 'passing');
        git('worktree', 'add', '--quiet', '--detach', path, 'refs/heads/main');
        git('worktree', 'remove', '--force', path);
      },
    },
  };
}

/** Shapes where a store may behave otherwise; the git room's own suite goes through all. */
const SHAPES = [
  'no commit yet',
  'linked worktree',
  'bare',
  'worktree of a bare repository',
  'submodule',
  '--separate-git-dir',
  'clone --shared',
  'shallow clone',
  'blob:none clone',
  'SHA-256',
  'worktree of SHA-256',
  'reftable',
  'worktree of reftable',
  'GIT_DIR set',
  'GIT_DIR of a linked worktree, as in a hook',
  'packed refs',
  'symlinked .git',
];

storeContract('GitStore in a plain repository', () => makeGitPlace({ cwd: makeRepository(makeTestDir()) }));

describe.each(repositories.filter(({ name }) => SHAPES.includes(name)))('GitStore: $name', (shape) => {
  test.skipIf(shape.skip !== undefined)(
    'keeps tasks, finds them again, and is what its events say',
    async () => {
      const { repository, open, disturbances } = await makeGitPlace(shape.make(makeTestDir()));
      const one = await addTask(open(), 'one');
      const two = await addTask(open(), 'two', { depends_on: [one], labels: ['x'] });
      disturbances['git pack-refs --all']?.();
      await write(open(), complete, { ids: [one] });
      disturbances['git gc --prune=now']?.();
      await write(open(), edit, { ids: [two], description: 'a\nb\n' });
      disturbances['the index is deleted']?.();
      const store = open();
      const snapshot = await store.snapshot();
      expect([...snapshot.open.keys()]).toEqual([two]);
      expect(snapshot.summary(one)?.status).toBe('completed');
      expect((await store.story(two)).map(({ type }) => type)).toEqual(['task_created', 'task_edited']);
      expect((await store.batches(undefined, snapshot.tip)).flatMap(({ events }) => events)).toHaveLength(4);
      expect(replay(repository, snapshot.tip)).toMatchObject({ tasks: 2, events: 4, differing: [] });
    },
  );
});

async function makePlain(): Promise<StorePlace & { readonly repository: Repository }> {
  return makeGitPlace({ cwd: makeRepository(makeTestDir()) });
}

/** Everything a snapshot answers, without what may differ between a fresh index and one that grew. */
function answers(snapshot: StoreSnapshot): unknown {
  const ids = snapshot.ids();
  return {
    tip: snapshot.tip,
    stamp: snapshot.stamp,
    policy: snapshot.policy,
    broken: [...snapshot.broken].sort((one, two) => (one.id < two.id ? -1 : 1)),
    open: [...snapshot.open.values()].sort((one, two) => (one.id < two.id ? -1 : 1)),
    warm: [...snapshot.warm()].map(({ id }) => id).sort(),
    ids,
    matches: snapshot.matches(''),
    taken: ids.map((id) => snapshot.taken(id.slice(0, 5))),
    tasks: ids.map((id) => snapshot.task(id)),
    summaries: ids.map((id) => {
      const task = snapshot.summary(id);
      return task === undefined ? id : [id, task.title, task.status, task.labels, openAlerts(task)];
    }),
  };
}

async function expectSameAsRebuilt(
  place: Pick<StorePlace, 'open'> & { readonly repository: Repository },
): Promise<void> {
  const grown = answers(await place.open().snapshot());
  rmSync(join(place.repository.commonDir, 'git-task'), { recursive: true, force: true });
  expect(grown).toEqual(answers(await place.open().snapshot()));
}

/** Makes another letter or digit of one: a task is closed, or has another id. */
function flipFirst(path: string, from: number): void {
  const content = readFileSync(path);
  const at = Math.floor(from * content.length) + 10;
  content[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(path, content);
}

function firstLine(text: string): string {
  return text.slice(0, text.indexOf('\n') + 1);
}

describe('the index is derived', () => {
  const head = 'git-task/index/head.json';
  /** Both copies alike. */
  const ruin = (change: (text: string) => string) => (common: string) =>
    writeFileSync(join(common, head), change(firstLine(readFileSync(join(common, head), 'utf8'))).repeat(2));
  const flip = (word: string) => (common: string) => {
    const path = join(common, head);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(word);
    writeFileSync(path, text.replace(word, word.replace(/.$/, '!')));
  };
  const eachBase = (change: (path: string) => void) => (common: string) => {
    for (const name of readdirSync(join(common, 'git-task/index')))
      if (name !== 'head.json') change(join(common, 'git-task/index', name));
  };
  const table: readonly (readonly [string, (common: string) => void])[] = [
    ['torn', ruin((text) => text.slice(0, text.length / 2))],
    ['empty', ruin(() => '')],
    ['no JSON', ruin(() => 'not JSON }\n')],
    ['JSON of nothing', ruin(() => 'null}\n')],
    ['of a future version', ruin((text) => text.replace('"version":', '"version":9'))],
    ['without rows', ruin((text) => text.replace('"rows":', '"other":'))],
    ['without a list of the deleted', ruin((text) => text.replace('"deleted":[]', '"deleted":7'))],
    ['in whose head a title is another', flip('"one')],
    ['without its base', eachBase((path) => rmSync(path))],
    ['on a torn base', eachBase((path) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, -4)))],
    ['on an empty base', eachBase((path) => writeFileSync(path, ''))],
    ['of a tip that is not here', ruin((text) => text.replace(/"tip":"\w+"/, `"tip":"${'1'.repeat(40)}"`))],
    [
      'no directory but a file',
      (common) => {
        rmSync(join(common, 'git-task/index'), { recursive: true });
        writeFileSync(join(common, 'git-task/index'), 'x');
      },
    ],
    [
      'a directory where its head should be',
      (common) => {
        rmSync(join(common, head));
        mkdirSync(join(common, head));
      },
    ],
    [
      'not to be written at all',
      (common) => {
        rmSync(join(common, 'git-task'), { recursive: true });
        symlinkSync('/nowhere/else', join(common, 'git-task'));
      },
    ],
  ];
  test.each(table)('%s: it costs a rebuild and nothing else', async (_, ruinIt) => {
    const { open, repository } = await makePlain();
    const id = await addTask(open(), 'one');
    const closed = await addTask(open(), 'two');
    await write(open(), complete, { ids: [closed] });
    const before = answers(await open().snapshot());
    ruinIt(repository.commonDir);
    expect(answers(await open().snapshot())).toEqual(before);
    await write(open(), label, { id, entries: ['x'] });
    expect((await open().snapshot()).open.get(id)?.labels).toEqual(['x']);
  });

  test.each([0, 0.5])(
    'what damages its base from %d of it on costs a rebuild and nothing else',
    async (from) => {
      const { open, repository } = await makePlain();
      for (const title of ['one', 'two', 'three']) await addTask(open(), title);
      const { commonDir } = repository;
      // Built anew, it has all in its base.
      rmSync(join(commonDir, 'git-task/index'), { recursive: true });
      const before = answers(await open().snapshot());
      const rows = readdirSync(join(commonDir, 'git-task/index')).filter((name) => name.endsWith('.rows'));
      for (const name of rows) flipFirst(join(commonDir, 'git-task/index', name), from);
      expect(answers(await open().snapshot())).toEqual(before);
      expect(rows).toHaveLength(1);
    },
  );

  test('a ref that was rewound is read as it is', async () => {
    const { open, repository } = await makePlain();
    const store = open();
    const first = await addTask(store, 'first');
    const { tip } = await store.snapshot();
    const second = await addTask(store, 'second', { depends_on: [first] });
    await write(store, edit, { ids: [first], title: 'changed' });
    gitWith({}, repository.commonDir, 'update-ref', TASKS_REF, tip);
    for (const reader of [store, open()]) {
      const snapshot = await reader.snapshot();
      expect([...snapshot.open.values()].map(({ title }) => title)).toEqual(['first']);
      expect(snapshot.ids()).toEqual([first]);
      expect(snapshot.task(second)).toBe(undefined);
      expect(snapshot.taken(second)).toBe(false);
    }
    await expectSameAsRebuilt({ open, repository });
  });

  test('a history that has nothing to do with the old one is read as it is', async () => {
    const { open, repository } = await makePlain();
    const store = open();
    await addTask(store, 'first');
    gitWith({}, repository.commonDir, 'update-ref', '-d', TASKS_REF);
    await expect(store.snapshot()).rejects.toMatchObject({ code: 'NOT_INITIALIZED' });
    await openStore(repository).create('ann');
    expect((await store.snapshot()).ids()).toEqual([]);
    const id = await addTask(store, 'new');
    expect((await open().snapshot()).ids()).toEqual([id]);
  });

  test('grown step by step, by whichever process, it answers as one built anew', async () => {
    const change = fc.record({
      kind: fc.constantFrom(
        'add',
        'child',
        'complete',
        'reopen',
        'depend',
        'label',
        'break',
        'mend',
        'hand',
        'rewind',
      ),
      at: fc.nat(3),
      /** Which of two processes that stay, or one that comes anew. */
      by: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 3, maxLength: 9 }), async (changes) => {
        const place = await makePlain();
        const { open, repository } = place;
        const stores = [open(), open()];
        await addTask(open(), 'first');
        for (const { kind, at, by } of changes) {
          const store = stores[by] ?? open();
          const snapshot = await store.snapshot();
          const ids = snapshot.ids();
          const id: TaskId = ids[at % Math.max(ids.length, 1)] ?? '';
          const other: TaskId = ids[(at + 1) % Math.max(ids.length, 1)] ?? '';
          try {
            if (kind === 'add') await addTask(store, 'task', { depends_on: ids.slice(0, 1) });
            else if (kind === 'child') await addTask(store, 'child', { parent: id });
            else if (kind === 'complete') await write(store, complete, { ids: [id], force: true });
            else if (kind === 'reopen') await write(store, reopen, { ids: [id] });
            else if (kind === 'depend') await write(store, depend, { id, on: [other] });
            else if (kind === 'label') await write(store, label, { id, entries: [`l${at}`] });
            else if (kind === 'break' && id !== '') commitByHand(repository, { [taskPath(id)]: 'id: [\n' });
            else if (kind === 'hand') commitByHand(repository, { 'README.md': `${at}\n` });
            else if (kind === 'mend')
              for (const { id: broken } of snapshot.broken)
                commitByHand(repository, {
                  [taskPath(broken)]:
                    `# mended\nid: ${broken}\ntitle: mended\nstatus: pending\ncreated: 01JD3YQ8Z0ABCDEFGHJKMNPQRS\n`,
                });
            // The first commit has nothing to be rewound to.
            else if (kind === 'rewind' && ids.length > 0)
              gitWith({}, repository.commonDir, 'update-ref', TASKS_REF, `${snapshot.tip}~${at % 2}`);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/DEPENDENCY_CYCLE|TASK_NOT_FOUND/) });
          }
          if (stores[by] !== undefined) await stores[(by + 1) % 2]?.snapshot();
        }
        const answered = answers(await open().snapshot());
        for (const store of stores) expect(answers(await store.snapshot())).toEqual(answered);
        await expectSameAsRebuilt(place);
      }),
      runs(12),
    );
  }, 600_000);
});

describe('files that a person edited', () => {
  test('in another style of YAML are read, and stay readable for every process', async () => {
    const { open, repository } = await makePlain();
    const store = open();
    const id = await addTask(store, 'one');
    const { created } = (await store.snapshot()).task(id) ?? {};
    const text = `# mine\nid: "${id}"\ntitle: 'by hand: yes'\nstatus: pending\nlabels: [b, a]\ncreated: ${created}\n`;
    commitByHand(repository, { [taskPath(id)]: text, 'config.yaml': 'claim: {lease: 2h}\n' });
    for (const reader of [store, open(), open()]) {
      const snapshot = await reader.snapshot();
      expect(snapshot.task(id)).toMatchObject({ title: 'by hand: yes', labels: ['b', 'a'] });
      expect(snapshot.policy.lease).toBe(7_200_000);
      expect(snapshot.broken).toEqual([]);
    }
    await write(open(), complete, { ids: [id] });
    expect((await open().snapshot()).summary(id)?.status).toBe('completed');
  });

  const broken: readonly (readonly [string, string])[] = [
    ['no YAML', 'id: [\n'],
    ['with the marks of a conflict', '<<<<<<< ours\ntitle: a\n=======\ntitle: b\n>>>>>>> theirs\n'],
    ['of another id', 'id: zzzzzzzzzz\ntitle: a\nstatus: pending\ncreated: 01JD3YQ8Z0ABCDEFGHJKMNPQRS\n'],
    ['with a status that is none', 'id: ID\ntitle: a\nstatus: done\ncreated: 01JD3YQ8Z0ABCDEFGHJKMNPQRS\n'],
    ['empty', ''],
  ];
  test.each(broken)('and broke (%s) are named, and hide nothing else', async (_, text) => {
    const { open, repository } = await makePlain();
    const store = open();
    const id = await addTask(store, 'breaks');
    const waiting = await addTask(store, 'waits', { depends_on: [id] });
    commitByHand(repository, { [taskPath(id)]: text.replace('ID', id) });
    for (const reader of [store, open()]) {
      const snapshot = await reader.snapshot();
      expect(snapshot.broken.map((one) => one.id)).toEqual([id]);
      expect(snapshot.broken[0]?.problem).toContain(id);
      expect([...snapshot.open.keys()]).toEqual([waiting]);
      expect(snapshot.summary(id)).toBe(undefined);
      expect(snapshot.ids()).toEqual([waiting]);
      expect(snapshot.taken(id)).toBe(true);
      expect(() => snapshot.task(id)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
    }
    await write(open(), label, { id: waiting, entries: ['x'] });
    await expect(write(open(), label, { id, entries: ['x'] })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
    });
    await expectSameAsRebuilt({ open, repository });
  });

  test('under a commit of theirs, stamps still grow', async () => {
    const { open, repository } = await makePlain();
    const id = await addTask(open(), 'one');
    const ahead = (await open().story(id))[0]?.id ?? '';
    commitByHand(repository, { 'README.md': 'x\n' });
    expect((await open().snapshot()).stamp).toBe(ahead);
    await expectSameAsRebuilt({ open, repository });
  });

  test('a newer format can be read but not written', async () => {
    const { open, repository } = await makePlain();
    const id = await addTask(open(), 'one');
    commitByHand(repository, { 'format.yaml': 'format: "2.0"\nepoch: 0\n' });
    const { tip } = await open().snapshot();
    expect((await open().snapshot()).task(id)?.title).toBe('one');
    await expect(write(open(), label, { id, entries: ['x'] })).rejects.toMatchObject({
      code: 'FORMAT_TOO_NEW',
      details: { format: '2.0' },
    });
    expect(open().tip()).toBe(tip);
    commitByHand(repository, { 'format.yaml': 'format: "1.7"\nepoch: 0\n' });
    await write(open(), label, { id, entries: ['x'] });
  });
});

test('where histories met, one batch tells what the other side brought', async () => {
  const { open, repository } = await makePlain();
  const store = open();
  const base = store.tip() ?? '';
  const id = await addTask(store, 'ours');
  const ours = store.tip() ?? '';
  gitWith({}, repository.commonDir, 'update-ref', TASKS_REF, base);
  const other = await addTask(open(), 'theirs');
  const theirs = store.tip() ?? '';
  const tree =
    gitWith({}, repository.commonDir, 'merge-tree', '--write-tree', ours, theirs).split('\n')[0] ?? '';
  const merge = gitWith(
    {},
    repository.commonDir,
    'commit-tree',
    tree,
    '-p',
    ours,
    '-p',
    theirs,
    '-m',
    'merge',
  );
  gitWith({}, repository.commonDir, 'update-ref', TASKS_REF, merge);
  const brought = await store.batches(ours, merge);
  expect(brought).toHaveLength(1);
  expect(brought[0]).toMatchObject({
    from: ours,
    to: merge,
    events: [{ type: 'task_created', task: other }],
  });
  const all = await store.batches(base, merge);
  expect(all.flatMap(({ events }) => events.map(({ task }) => task)).sort()).toEqual([id, other].sort());
  expect((await open().snapshot()).ids()).toEqual([id, other].sort());
  expect(existsSync(join(repository.commonDir, 'MERGE_HEAD'))).toBe(false);
});
