import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInsideOk } from '../call-inside.ts';
import { expectHealthy } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

/** Their stamps are drawn by chance: of so many, one comes out of order where nothing orders them. */
const TASKS = 30;

test('what a merge tells of single tasks comes before what it tells of them together', async () => {
  const dir = makeTestDir();
  const [hub, ann, bob] = [join(dir, 'hub.git'), join(dir, 'ann'), join(dir, 'bob')];
  git(dir, 'init', '--quiet', '--bare', hub);
  for (const clone of [ann, bob]) {
    mkdirSync(clone);
    makeRepository(clone);
    git(clone, 'remote', 'add', 'origin', hub);
  }
  const task = (cwd: string, ...args: string[]): Promise<string> =>
    callInsideOk(args, { cwd, env: { GIT_TASK_ACTOR: cwd === ann ? 'ann' : 'bob' } });
  await task(ann, 'init');
  const plan = join(dir, 'plan.json');
  const tasks = Array.from({ length: TASKS }, (_, at) => ({ title: `Task ${at}`, description: 'one line' }));
  writeFileSync(plan, JSON.stringify({ tasks }));
  const ids = (await task(ann, 'plan', plan, '-q')).trim().split('\n');
  await task(ann, 'sync', '--remote', 'origin');
  await task(bob, 'init');

  // Both rewrite the only line, which a note tells; what ann starts bob holds, which a warning tells.
  await task(ann, 'edit', ...ids, '-d', 'by ann', '-q');
  await task(bob, 'edit', ...ids, '-d', 'by bob', '-q');
  await task(ann, 'start', ...ids, '-q');
  await task(bob, 'block', ...ids, '-r', 'wait', '-q');
  await task(ann, 'sync');
  await task(bob, 'sync');

  for (const clone of [ann, bob]) await expectHealthy(clone);
  const alerts: { alerts: { type: string }[] } = JSON.parse(
    await task(bob, 'show', ids[0] ?? '', '--json'),
  ).data;
  expect(alerts.alerts.map(({ type }) => type)).toEqual(['merge_resolved', 'impact_warning']);
}, 120_000);
