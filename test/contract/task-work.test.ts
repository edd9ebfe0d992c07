import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

interface Found {
  readonly data: { readonly changes: readonly { relation: string; kind: string; name: string }[] };
}

/** A repository with tasks, and ways to work in it. */
async function world(): Promise<{
  root: string;
  task: (...argv: string[]) => Promise<string>;
  /** Writes an Express app that serves these paths, and commits it. */
  serve: (paths: string, message?: string) => void;
  /** What completing the task would say its diff shows: `removes GET /a`. */
  work: (id: string, cwd?: string) => Promise<string[]>;
}> {
  const root = makeRepository(makeTestDir());
  const task = (...argv: string[]): Promise<string> => callInsideOk(argv, { cwd: root });
  await task('init', '--no-hooks');
  const serve = (paths: string, message = 'work'): void => {
    const routes = paths.split(' ').map((path) => `app.get('${path}', (req, res) => res.end());\n`);
    writeFileSync(
      join(root, 'app.ts'),
      `import express from 'express';\nconst app = express();\n${routes.join('')}`,
    );
    git(root, 'add', 'app.ts');
    git(root, 'commit', '--quiet', '--message', message);
  };
  const work = async (id: string, cwd = root): Promise<string[]> => {
    const found: Found = JSON.parse(await callInsideOk(['check', id, '--json'], { cwd }));
    return found.data.changes
      .filter(({ kind }) => kind === 'endpoint')
      .map(({ relation, name }) => `${relation} ${name}`)
      .sort();
  };
  return { root, task, serve, work };
}

describe('the work on a task', () => {
  test('is what its worktree committed since the claim', async () => {
    const { task, serve, work } = await world();
    serve('/a /b');
    const id = await task('add', 'x', '--start', '-q');
    expect(await work(id)).toEqual([]);
    serve('/a');
    serve('/a /c /d');
    expect(await work(id)).toEqual(['adds GET /c', 'adds GET /d', 'removes GET /b']);
    serve('/a /b');
    expect(await work(id)).toEqual([]);
  });

  test('is not what a merge brought, nor what commits of another task did', async () => {
    const { root, task, serve, work } = await world();
    serve('/a /b');
    const other = await task('add', 'other', '-q');
    const id = await task('add', 'x', '--start', '-q');
    git(root, 'checkout', '--quiet', '-b', 'theirs');
    writeFileSync(
      join(root, 'theirs.ts'),
      "import express from 'express';\nexpress().get('/t', (q, r) => r.end());\n",
    );
    git(root, 'add', '.');
    git(root, 'commit', '--quiet', '--message', 'theirs');
    git(root, 'checkout', '--quiet', 'main');
    serve('/a');
    git(root, 'merge', '--quiet', '--no-edit', 'theirs');
    serve('/a /o', `other\n\nTask: ${other}`);
    serve('/a /o /mine', `mine\n\nTask: ${id}`);
    expect(await work(id)).toEqual(['adds GET /mine', 'removes GET /b']);
  });

  test('of one claimed in another worktree is what is recorded', async () => {
    const { root, task, serve, work } = await world();
    serve('/a');
    const id = await task('add', 'x', '--start', '-q');
    const elsewhere = join(makeTestDir(), 'wt');
    git(root, 'worktree', 'add', '--quiet', elsewhere);
    // Claimed in another worktree, and nothing recorded: nobody knows.
    expect(await work(id, elsewhere)).toEqual([]);
  });

  test('completing tells it with its evidence, to one that never heard of a declaration', async () => {
    const { task, serve } = await world();
    serve('/a /b');
    const hit = await task('add', 'depends', '--resource', 'depends:endpoint:GET /b', '-q');
    const id = await task('add', 'x', '--start', '-q');
    serve('/a');
    await task('complete', id);
    const page = await task('show', hit);
    expect(page).toContain('conflict: removes GET /b (app.ts:4), which this task depends on');
    const shown: { data: { alerts: unknown[] } } = JSON.parse(await task('show', hit, '--json'));
    expect(shown.data.alerts).toMatchObject([
      {
        type: 'impact_conflict',
        cause: id,
        change: 'removes:endpoint:GET /b',
        resource: 'depends:endpoint:GET /b',
      },
    ]);
  });
});

test('a commit leads to its tasks: by its trailers, or by what they recorded', async () => {
  const { root, task, serve } = await world();
  const named = await task('add', 'named', '-q');
  serve('/a', `work\n\nTask: ${named.slice(0, 6)}`);
  expect(await task('show', 'HEAD', '-q')).toBe(named);
  serve('/a /b');
  const done = await task('add', 'done', '--start', '-q');
  await task('complete', done);
  expect(await task('show', git(root, 'rev-parse', '--short', 'HEAD'), '-q')).toBe(done);
});
