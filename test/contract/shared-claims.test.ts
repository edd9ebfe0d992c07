import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callOk, callProgram, LAUNCHER } from '../call-program.ts';
import { wrapGit } from '../git-wrapper.ts';
import { expectHealthy, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

interface World {
  readonly ann: string;
  readonly bob: string;
  /** For a call of Ann's: Bob takes the first task, and sends that, between her claim and her push. */
  readonly env: Record<string, string>;
  readonly first: string;
  readonly second: string;
}

async function overtaken(): Promise<World> {
  const dir = makeTestDir();
  const hub = join(dir, 'hub.git');
  git(dir, 'init', '--quiet', '--bare', hub);
  const [ann, bob] = ['ann', 'bob'].map((name) => {
    mkdirSync(join(dir, name));
    const root = makeRepository(join(dir, name));
    git(root, 'config', 'task.actor', name);
    git(root, 'remote', 'add', 'origin', hub);
    return root;
  }) as [string, string];
  await callOk(['init', '--local'], { cwd: ann });
  const first = (await callOk(['add', 'First', '-p', 'high', '-q'], { cwd: ann })).trim();
  const second = (await callOk(['add', 'Second', '-q'], { cwd: ann })).trim();
  await callOk(['sync', '--remote', 'origin'], { cwd: ann });
  await callOk(['init'], { cwd: bob });
  const mark = join(dir, 'done');
  const log = join(dir, 'log');
  writeFileSync(log, '');
  const env = wrapGit(
    'push',
    `if mkdir "${mark}" 2>/dev/null; then (cd "${bob}" && env -u GIT_DIR "${LAUNCHER}" start ${first} --sync) >>"${log}" 2>&1 || exit 1; fi`,
  );
  return { ann, bob, env, first, second };
}

async function holderOf(cwd: string, id: string): Promise<string | undefined> {
  const { data } = JSON.parse(await callOk(['show', id, '--json'], { cwd }));
  return (Array.isArray(data) ? data[0] : data).claim?.by;
}

async function expectBobHolds({ ann, bob, first }: World): Promise<void> {
  await callOk(['sync'], { cwd: ann });
  await callOk(['sync'], { cwd: bob });
  await callOk(['sync'], { cwd: ann });
  expect(tipOf(ann)).toBe(tipOf(bob));
  for (const cwd of [ann, bob]) {
    expect(await holderOf(cwd, first)).toBe('bob');
    await expectHealthy(cwd);
  }
  expect((await callProgram(['inbox'], { cwd: bob })).stdout).not.toContain('claim_lost');
}

test('start --sync: who was told by the remote keeps the task, though the other one claimed it earlier', async () => {
  const world = await overtaken();
  const { ann, env, first } = world;
  const answer = await callProgram(['start', first, '--sync', '--json'], { cwd: ann, env });
  expect(JSON.parse(answer.stdout).error).toMatchObject({
    code: 'TASK_CLAIMED',
    details: { held_by: 'bob' },
  });
  expect(answer.status).toBe(4);
  await expectBobHolds(world);
});

test('next --claim --sync: whoever the remote refused gets another task', async () => {
  const world = await overtaken();
  const { ann, env, second } = world;
  expect((await callOk(['next', '--claim', '--sync', '-q'], { cwd: ann, env })).trim()).toBe(second);
  await expectBobHolds(world);
  expect(await holderOf(ann, second)).toBe('ann');
});
