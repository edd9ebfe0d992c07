import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { taskPath } from '../../src/codec/paths.ts';
import { FILE_LIMIT, LIST_LIMIT } from '../../src/domain/limits.ts';
import { type Answered, callInside, callInsideOk } from '../call-inside.ts';
import { expectHealthy, REF, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const MANY = 600;
const LONG = 'x'.repeat(250_000);

test('what two sides within their limits make together is read, merged on, and worked on', async () => {
  const dir = makeTestDir();
  const [hub, ours, theirs] = [join(dir, 'hub.git'), join(dir, 'ours'), join(dir, 'theirs')];
  git(dir, 'init', '--quiet', '--bare', hub);
  for (const clone of [ours, theirs]) {
    mkdirSync(clone);
    makeRepository(clone);
    git(clone, 'remote', 'add', 'origin', hub);
  }
  const task = (cwd: string, ...args: string[]): Promise<string> => callInsideOk(args, { cwd });
  const call = (cwd: string, ...args: string[]): Promise<Answered> => callInside(args, { cwd });
  await task(ours, 'init');
  const id = (await task(ours, 'add', 'One', '-q')).trim();
  await task(ours, 'sync', '--remote', 'origin');
  await task(theirs, 'init');

  for (const clone of [ours, theirs]) {
    const side = clone === ours ? 'ours' : 'theirs';
    await task(clone, 'label', id, ...Array.from({ length: MANY }, (_, at) => `${side}-${at}`), '-q');
    const desk = join(dir, `desk-of-${side}`);
    git(clone, 'worktree', 'add', '--quiet', '--detach', desk, REF);
    const file = join(desk, taskPath(id));
    const notes = Array.from({ length: MANY }, (_, at) => `  - text: ${side} ${at}\n`).join('');
    writeFileSync(file, `${readFileSync(file, 'utf8')}notes:\n${notes}`);
    git(desk, 'commit', '--quiet', '--all', '--message', 'many notes');
    git(clone, 'update-ref', REF, git(desk, 'rev-parse', 'HEAD'));
    git(clone, 'worktree', 'remove', desk);
    for (let at = 0; at < 3; at++) await task(clone, 'note', id, LONG);
  }
  await task(ours, 'sync');
  await task(theirs, 'sync');
  await task(ours, 'sync');
  expect(tipOf(theirs)).toBe(tipOf(ours));
  expect(Number(git(ours, 'cat-file', '-s', `${REF}:${taskPath(id)}`))).toBeGreaterThan(FILE_LIMIT);
  for (const clone of [ours, theirs]) await expectHealthy(clone);

  const { data } = JSON.parse(await task(theirs, 'show', id, '--json'));
  const shown = Array.isArray(data) ? data[0] : data;
  expect({ labels: shown.labels.length, notes: shown.notes.length }).toEqual({
    labels: 2 * MANY,
    notes: 2 * MANY + 6,
  });
  expect(2 * MANY).toBeGreaterThan(LIST_LIMIT);

  expect((await call(theirs, 'label', id, 'one-more')).stderr).toMatch(/TOO_MANY_ENTRIES/);
  expect((await call(theirs, 'note', id, 'one more')).stderr).toMatch(/TOO_MANY_ENTRIES/);
  await task(theirs, 'unlabel', id, 'ours-0');
  await task(theirs, 'edit', id, '--title', 'Large');
  expect((await call(theirs, 'edit', id, '-d', LONG)).stderr).toMatch(/TEXT_TOO_LONG/);
  await task(theirs, 'start', id);
  await task(theirs, 'complete', id);
  await task(ours, 'edit', id, '--priority', 'high');
  await task(theirs, 'sync');
  await task(ours, 'sync');
  await task(theirs, 'sync');
  expect(tipOf(theirs)).toBe(tipOf(ours));
  await expectHealthy(ours);
});
