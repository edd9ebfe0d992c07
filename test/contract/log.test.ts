import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

async function makeClone(dir: string): Promise<(...args: string[]) => Promise<string>> {
  mkdirSync(dir);
  const root = makeRepository(dir);
  git(root, 'remote', 'add', 'origin', '../hub.git');
  const run = (...args: string[]): Promise<string> => callInsideOk(args, { cwd: root });
  await run('init', '--no-hooks', '--local');
  return run;
}

test('the log has each event once, newest first, whatever merged and also after a purge', async () => {
  const dir = makeTestDir();
  git(dir, 'init', '--quiet', '--bare', join(dir, 'hub.git'));
  const [ann, bob] = [await makeClone(join(dir, 'ann')), await makeClone(join(dir, 'bob'))];
  const id = await ann('add', 'Sign in', '-q');
  await bob('add', 'Pelicans', '--accept', 'two of them', '-q');
  await ann('sync', '--remote', 'origin');
  await bob('sync', '--remote', 'origin');
  await ann('sync');
  // Both set the title: the merge tells of the one that lost, in a commit with two parents.
  await ann('edit', id, '--title', 'Log in');
  await bob('edit', id, '--title', 'Log on');
  await bob('sync');
  await ann('sync');
  const all = (await ann('watch', '-q')).split('\n').sort().reverse();
  expect((await ann('watch')).includes('merge_resolved')).toBe(true);
  expect((await ann('log', '-q', '--limit', '999')).split('\n')).toEqual(all);
  expect((await ann('log', '-q', '--limit', '3')).split('\n')).toEqual(all.slice(0, 3));
  await ann('purge', '--yes');
  const [purged, ...rest] = (await ann('log', '-q', '--limit', '999')).split('\n');
  expect(rest).toEqual(all);
  expect(await ann('log', '--limit', '1')).toContain('purged the history: epoch 1');
  expect(purged).not.toBe(all[0]);
});

test('more events than one look takes are read on', async () => {
  const run = await makeClone(join(makeTestDir(), 'ann'));
  const id = await run('add', 'Sign in', '-q');
  for (let at = 0; at < 120; at++) await run('note', id, `note ${at}`);
  expect((await run('log', '-q', '--limit', '999')).split('\n')).toHaveLength(121);
  expect(await run('log', '--type', 'created', '--oneline')).toContain('created');
}, 600_000);
