import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { expectHealthy, REF, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

interface World {
  readonly hub: string;
  readonly ann: string;
  readonly bob: string;
}

/** Two clones that both have what the other has not, and their remote. */
async function makeWorld(...init: string[]): Promise<World> {
  const dir = makeTestDir();
  const hub = join(dir, 'hub.git');
  git(dir, 'init', '--quiet', '--bare', hub);
  const [ann, bob] = ['ann', 'bob'].map((name) => {
    const root = join(dir, name);
    mkdirSync(root);
    makeRepository(root, ...init);
    git(root, 'remote', 'add', 'origin', hub);
    return root;
  });
  if (ann === undefined || bob === undefined) throw new Error('no clones');
  await callInsideOk(['init'], { cwd: ann });
  await callInsideOk(['add', 'first'], { cwd: ann });
  await callInsideOk(['sync', '--remote', 'origin'], { cwd: ann });
  await callInsideOk(['init'], { cwd: bob });
  await callInsideOk(['add', 'by bob'], { cwd: bob });
  await callInsideOk(['sync'], { cwd: bob });
  await callInsideOk(['add', 'by ann'], { cwd: ann });
  return { hub, ann, bob };
}

/** Leaves a lock as a git does that was killed so many seconds ago. */
function leaveLock(gitDir: string, ref: string, ageS: number): string {
  const path = join(gitDir, `${ref}.lock`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  const then = Date.now() / 1000 - ageS;
  utimesSync(path, then, then);
  return path;
}

describe('a lock that a git left which was killed in an exchange', () => {
  test.each([
    ['our copy of the remote’s tasks', 'refs/task-remotes/origin/main', 60],
    ['our copy, a moment ago', 'refs/task-remotes/origin/main', 8],
    ['our tasks', REF, 60],
    ['our tasks, a moment ago', REF, 8],
  ])('on %s: the next exchange removes it once nobody touched it for 10 s', async (_, ref, ageS) => {
    const { ann, bob } = await makeWorld();
    const path = leaveLock(join(ann, '.git'), ref, ageS);
    const answer = await callInside(['sync'], { cwd: ann });
    expect(answer).toMatchObject({ status: 0, stderr: expect.stringContaining(`removed ${path}`) });
    await callInsideOk(['sync'], { cwd: bob });
    expect(tipOf(bob)).toBe(tipOf(ann));
    await expectHealthy(ann);
  });

  test('over there: it says so, loses nothing, and leaves what is not ours alone', async () => {
    const { hub, ann } = await makeWorld();
    await callInsideOk(['pull'], { cwd: ann });
    leaveLock(hub, REF, 60);
    const before = tipOf(ann);
    const answer = await callInside(['sync', '--json'], { cwd: ann, impatient: true });
    expect(answer.status).toBe(6);
    expect(JSON.parse(answer.stdout).error).toMatchObject({
      code: 'REF_LOCKED',
      message: `origin keeps its ${REF} locked`,
      retryable: true,
    });
    expect(tipOf(ann)).toBe(before);
  });
});
