import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const KEPT = ['children', 'flows'];

async function makeWorld() {
  const root = makeRepository(makeTestDir());
  const run = (...args: string[]): Promise<string> => callInsideOk(args, { cwd: root });
  await run('init', '--no-hooks');
  return { root, run, folders: KEPT.map((name) => join(root, '.git/git-task', name)) };
}

/** What `stats` and `tree` say, but for how old things are by now. */
async function said(run: (...args: string[]) => Promise<string>): Promise<unknown> {
  const { data } = JSON.parse(await run('stats', '--json'));
  const { created, completed, cancelled, reopened, actors, labels, weeks } = data;
  return [
    { created, completed, cancelled, reopened, actors, labels, weeks },
    await run('tree'),
    await run('tree', '--all'),
  ];
}

test('what stats and tree keep follows what is written, and says what all files say', async () => {
  const { root, run, folders } = await makeWorld();
  const parent = await run('add', 'Launch', '-l', 'api', '-q');
  const child = await run('add', 'Tables', '--parent', parent, '-q');
  const other = await run('add', 'Pages', '--parent', parent, '-q');
  expect(folders.some(existsSync)).toBe(false);
  const steps: readonly (readonly string[])[] = [
    ['complete', child],
    ['cancel', other, '-r', 'no need'],
    ['reopen', child],
    ['complete', child],
    ['edit', other, '--no-parent'],
    ['label', child, 'db'],
    ['undo'],
    ['reopen', other],
    ['edit', other, '--parent', child],
    ['complete', other],
    ['delete', other, '--yes'],
    ['undo'],
  ];
  for (const step of steps) {
    await run(...step);
    const kept = await said(run);
    for (const folder of folders) rmSync(folder, { recursive: true });
    expect([step, await said(run)]).toEqual([step, kept]);
  }
  // The branch back where it was, as after a lost write.
  git(root, 'update-ref', 'refs/tasks/main', 'refs/tasks/main~3');
  const kept = await said(run);
  for (const folder of folders) rmSync(folder, { recursive: true });
  expect(await said(run)).toEqual(kept);
});

test('a redaction takes away what was kept', async () => {
  const { run, folders } = await makeWorld();
  const id = await run('add', 'Launch', '-l', 'secret-customer', '-q');
  await said(run);
  const texts = () =>
    folders.flatMap((folder) =>
      existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')) : [],
    );
  expect(texts().join('')).toContain('secret-customer');
  const [event = ''] = (await run('watch', id, '--quiet')).split('\n');
  await run('redact', event);
  expect(texts().join('')).not.toContain('secret-customer');
  expect(JSON.stringify(await said(run))).not.toContain('secret-customer');
});
