import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

test('task.autoSync push: what a push in the background met is said once, by the next write', async () => {
  const dir = makeTestDir();
  const [hub, root] = [join(dir, 'hub.git'), join(dir, 'ann')];
  git(dir, 'init', '--quiet', '--bare', hub);
  git(dir, 'init', '--quiet', root);
  makeRepository(root);
  git(root, 'remote', 'add', 'origin', hub);
  await callInsideOk(['init'], { cwd: root });
  await callInsideOk(['sync', '--remote', 'origin'], { cwd: root });
  git(root, 'config', 'task.autoSync', 'push');
  const add = async (): Promise<string> => (await callInside(['add', 'one'], { cwd: root })).stderr;
  // As the program starts it behind a write; tests start nothing in the background.
  const push = () => callInside(['push', '--quiet'], { cwd: root });

  expect(await add()).not.toMatch(/background/);
  renameSync(hub, `${hub}.away`);
  expect((await push()).status).toBe(1);
  expect(await add()).toMatch(
    /^warning: the last push in the background failed: push to origin failed: .* \(REMOTE_UNREACHABLE\); tasks wait here: git task sync$/m,
  );
  expect(await add()).not.toMatch(/background/);

  expect((await push()).status).toBe(1);
  renameSync(`${hub}.away`, hub);
  expect((await push()).status).toBe(0);
  expect(await add()).not.toMatch(/background/);
});
