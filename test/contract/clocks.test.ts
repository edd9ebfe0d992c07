import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadFullParser } from '../../src/codec/document.ts';
import { taskPath } from '../../src/codec/paths.ts';
import { stampTime } from '../../src/domain/stamp.ts';
import { add } from '../../src/operations/add.ts';
import { edit } from '../../src/operations/edit.ts';
import { note } from '../../src/operations/note.ts';
import { start } from '../../src/operations/start.ts';
import { replay } from '../../src/store/replay.ts';
import { examine } from '../../src/tracker/doctor.ts';
import type { Ports } from '../../src/tracker/ports.ts';
import { restamp } from '../../src/tracker/restamp.ts';
import { share } from '../../src/tracker/share.ts';
import { Tracker } from '../../src/tracker/tracker.ts';
import { undoLast } from '../../src/tracker/undo.ts';
import { seededEntropy } from '../memory-tasks.ts';
import { git, gitWith, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 24 * 3_600_000;
const YEARS = 20 * 365 * DAY;

/** A clone with a clock that the test sets. */
interface Clone {
  readonly root: string;
  readonly said: string[];
  at(now: number): Tracker;
}

function makeClone(dir: string, name: string): Clone {
  mkdirSync(join(dir, name));
  const root = makeRepository(join(dir, name));
  const said: string[] = [];
  const entropy = seededEntropy(name.length);
  return {
    root,
    said,
    at: (now) => {
      const ports: Ports = {
        cwd: root,
        env: testEnv,
        now: () => now,
        entropy,
        sleep: async () => {},
        hostname: () => 'host',
        loginName: () => name,
        warn: (text) => said.push(text),
        launcher: () => '/bin/true',
        runtime: () => ({ node: '/bin/true', program: '' }),
        background: () => {},
      };
      return new Tracker(ports, name);
    },
  };
}

async function makeTasks(dir: string): Promise<{ clone: Clone; id: string }> {
  const clone = makeClone(dir, 'ann');
  const tracker = clone.at(NOW - DAY);
  await tracker.store.create('ann');
  const { result } = await tracker.run(add, { title: 'a task', description: 'a\nb' });
  return { clone, id: String(Reflect.get(result, 'id')) };
}

const ALL = { remotes: [], offline: false, progress: undefined } as const;

describe('events of a clock that was years ahead', () => {
  test('are stamped anew in the same order, with all that names them, by doctor --restamp', async () => {
    await loadFullParser();
    const { clone, id } = await makeTasks(makeTestDir());
    const wrong = clone.at(NOW + YEARS);
    await wrong.run(start, { ids: [id] });
    await wrong.run(note, { id, text: 'from the future' });
    const right = clone.at(NOW);
    await right.run(edit, { ids: [id], description: 'a\nc' });
    expect(clone.said.join('\n')).toContain('git task doctor --restamp');
    const before = await right.store.story(id);
    const findings = await examine(clone.at(NOW), false);
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      state: 'wrong',
      call: 'git task doctor --restamp',
    });

    expect(await restamp(clone.at(NOW))).toBe(3);

    const mended = clone.at(NOW);
    const after = await mended.store.story(id);
    expect(after.map(({ type, data }) => [type, data.text ?? ''])).toEqual(
      before.map(({ type, data }) => [type, data.text ?? '']),
    );
    expect(after.map((event) => event.id)).toEqual([...after.map((event) => event.id)].sort());
    for (const event of after) {
      expect(stampTime(event.id)).toBeLessThanOrEqual(NOW);
      expect(Date.parse(event.at)).toBeLessThanOrEqual(NOW);
    }
    const task = (await mended.read()).task(id);
    expect(task?.claim?.since).toBe(after[1]?.id);
    expect(task?.notes[0]?.id).toBe(after[2]?.id);
    expect(after[1]?.over).toEqual([after[0]?.id]);
    const tip = mended.store.tip() ?? '';
    expect(replay(mended.repository, tip)).toMatchObject({ differing: [], strays: [] });
    const dates = git(clone.root, 'log', '--format=%ct', 'refs/tasks/main').split('\n').map(Number);
    expect(Math.max(...dates) * 1000).toBeLessThanOrEqual(NOW);
    expect((await examine(clone.at(NOW), false)).find(({ check }) => check === 'clock')?.state).toBe('ok');
    expect(await restamp(clone.at(NOW))).toBe(0);
    // They are undone as they were done.
    for (const verb of ['edit', 'note', 'start', 'add'])
      expect((await undoLast(clone.at(NOW))).undone.subject).toMatch(new RegExp(`^${verb} `));
  });

  test('are stamped anew also where other hands made them: what was left out stays out, and others take it in', async () => {
    await loadFullParser();
    const dir = makeTestDir();
    git(dir, 'init', '--quiet', '--bare', 'hub.git');
    const { clone, id } = await makeTasks(dir);
    const desk = join(dir, 'desk');
    git(clone.root, 'worktree', 'add', '--quiet', '--detach', desk, 'refs/tasks/main');
    const file = join(desk, taskPath(id));
    writeFileSync(file, readFileSync(file, 'utf8').replace('a task', 'by hand'));
    writeFileSync(join(desk, 'tasks/stray'), 'x');
    writeFileSync(join(desk, 'picture'), Buffer.from([0x89, 0xff, 0xfe, 0]));
    const lost = taskPath('zzzzzzzzz0');
    mkdirSync(join(desk, dirname(lost)), { recursive: true });
    writeFileSync(join(desk, lost), 'title: [');
    git(desk, 'add', '--all');
    const then = { GIT_COMMITTER_DATE: new Date(NOW + YEARS).toISOString() };
    gitWith(then, desk, 'commit', '--quiet', '--message', 'by hand');
    git(clone.root, 'update-ref', 'refs/tasks/main', git(desk, 'rev-parse', 'HEAD'));
    const right = clone.at(NOW);
    await right.run(note, { id, text: 'after it' });
    expect(await restamp(right)).toBeGreaterThan(0);
    git(clone.root, 'remote', 'add', 'origin', '../hub.git');
    await share(clone.at(NOW), { ...ALL, how: 'sync', remotes: ['origin'] });
    const other = makeClone(dir, 'bob');
    git(other.root, 'remote', 'add', 'origin', '../hub.git');
    await share(other.at(NOW), { ...ALL, how: 'sync', remotes: ['origin'] });
    const tip = git(other.root, 'rev-parse', 'refs/tasks/main');
    expect(tip).toBe(git(clone.root, 'rev-parse', 'refs/tasks/main'));
    expect(git(other.root, 'ls-tree', '-r', '--name-only', tip)).not.toMatch(/stray|zzzz/);
    expect(git(other.root, 'show', `${tip}:${taskPath(id)}`)).toMatch(/^title: by hand$/m);
    expect(git(other.root, 'rev-parse', `${tip}:picture`)).toBe(git(desk, 'rev-parse', 'HEAD:picture'));
  });

  test('are not sent, and once sent by other means are not stamped anew', async () => {
    const dir = makeTestDir();
    const { clone, id } = await makeTasks(dir);
    git(dir, 'init', '--quiet', '--bare', 'hub.git');
    git(clone.root, 'remote', 'add', 'origin', '../hub.git');
    await share(clone.at(NOW), { ...ALL, how: 'push', remotes: ['origin'] });
    await clone.at(NOW + YEARS).run(note, { id, text: 'from the future' });
    await expect(share(clone.at(NOW), { ...ALL, how: 'sync' })).rejects.toMatchObject({
      code: 'CLOCK_WRONG',
      templates: ['git task doctor --restamp'],
    });
    git(clone.root, 'push', '--quiet', 'origin', 'refs/tasks/main');
    await expect(restamp(clone.at(NOW))).rejects.toMatchObject({ code: 'CLOCK_WRONG' });
  });

  test('do not keep a claim alive for ever: it is silent from when it was first met', async () => {
    const { clone, id } = await makeTasks(makeTestDir());
    const other = clone.at(NOW + YEARS);
    Object.defineProperty(other, 'place', { value: { clone: 'elsewhere' } });
    await other.run(start, { ids: [id] });
    const stale = async (now: number): Promise<boolean> => {
      const tracker = clone.at(now);
      return tracker.stale(await tracker.read()).has(id);
    };
    expect(await stale(NOW)).toBe(false);
    expect(await stale(NOW + 3 * 3_600_000)).toBe(false);
    expect(await stale(NOW + 5 * 3_600_000)).toBe(true);
  });
});

describe('every write', () => {
  test.each([
    ['a minute behind', -60_000, undefined],
    ['ten minutes behind', -600_000, /10 min behind the newest event/],
    ['two days behind', -2 * DAY, /2 days behind .* git task doctor --restamp/],
    ['a month ahead, as after a rest', 30 * DAY, undefined],
    ['years ahead', YEARS, /days ahead of the newest event/],
  ])('by a clock that is %s', async (_, skew, warning) => {
    const { clone, id } = await makeTasks(makeTestDir());
    await clone.at(NOW - DAY + skew).run(note, { id, text: 'x' });
    if (warning === undefined) expect(clone.said).toEqual([]);
    else expect(clone.said).toEqual([expect.stringMatching(warning)]);
  });
});

describe('a ref that is an empty file', () => {
  test.each([
    ['empty', ''],
    ['of zeros', '\0'.repeat(41)],
  ])('%s is named, and put back from the reflog', async (_, content) => {
    const { clone, id } = await makeTasks(makeTestDir());
    const tip = git(clone.root, 'rev-parse', 'refs/tasks/main');
    writeFileSync(join(clone.root, '.git/refs/tasks/main'), content);
    await expect(clone.at(NOW).read()).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      templates: ['git task doctor --fix'],
    });
    expect((await examine(clone.at(NOW), false)).at(-1)).toMatchObject({
      state: 'wrong',
      detail: expect.stringContaining(tip),
      call: 'git task doctor --fix',
    });
    expect((await examine(clone.at(NOW), true)).at(-1)).toMatchObject({ state: 'fixed' });
    expect(git(clone.root, 'rev-parse', 'refs/tasks/main')).toBe(tip);
    expect((await clone.at(NOW).read()).task(id)?.title).toBe('a task');
  });
});
