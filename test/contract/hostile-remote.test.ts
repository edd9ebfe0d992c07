import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answered, callInside, callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTempDir } from '../temp-repository.ts';
import { type Row, SCHEMA, YAML } from './hostile-files.ts';
import { BRANCH, OBJECTS, TREE } from './hostile-trees.ts';
import { good, hub, lookAround, moreGoodWork, serve, victim } from './hostile-world.ts';

const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Asserts that a call was refused, and in words that no remote can abuse. */
function expectRefused(answer: Answered, { says, code = 'REMOTE_INVALID', byGit = false }: Row): void {
  expect(answer.stderr).toContain(code);
  expect(answer.stderr.split('\n')[0]).toMatch(says);
  if (code === 'REMOTE_INVALID' && !byGit)
    expect(answer.stderr).toMatch(/^error: commit [0-9a-f]{12} is refused: /);
  expect(answer).toMatchObject({ status: 1, stdout: '' });
  expect(answer.stderr).not.toMatch(UNSAFE);
}

describe('a pull is refused whole, and leaves all as it was, of', () => {
  let before: readonly string[];
  let doctor: string;
  beforeAll(async () => {
    before = await lookAround(victim);
    doctor = await callInsideOk(['doctor'], { cwd: victim });
  });

  const rows = [...YAML, ...SCHEMA, ...TREE, ...BRANCH, ...OBJECTS];
  test.each(rows.map((each) => [each.name, each] as const))('%s', async (_, each) => {
    serve(each.make());
    if (each.offline) git(victim, 'fetch', '--quiet', 'origin');
    const begun = performance.now();
    const answer = await callInside(['pull', ...(each.offline ? ['--offline'] : [])], { cwd: victim });
    expect(performance.now() - begun).toBeLessThan(20_000);
    expectRefused(answer, each);
    expect(await lookAround(victim)).toEqual(before);
  });

  test('nothing that is good: the next pull takes it in', async () => {
    const timeless = (said: string): string => said.replace(/^ok +clock.*\n/m, '');
    expect(timeless(await callInsideOk(['doctor'], { cwd: victim }))).toBe(timeless(doctor));
    await moreGoodWork('Good again');
    const answer = await callInside(['pull'], { cwd: victim });
    expect(answer).toMatchObject({ status: 0, stdout: '' });
    expect(answer.stderr).toMatch(/merged, 1 event arrived/);
    const [, list] = await lookAround(victim);
    expect(list).toMatch(/The victim's own/);
    expect(list).toMatch(/Good again/);
    expect(await callInsideOk(['doctor'], { cwd: victim })).not.toMatch(/^wrong/m);
  });
});

describe('a clone without tasks joins nothing of', () => {
  const rows = [
    ...TREE.filter(({ name }) => /^(an event changed|everything removed|a task that no event)/.test(name)),
    ...BRANCH.filter(({ code }) => code !== undefined),
    ...OBJECTS.filter(({ offline }) => offline !== true).slice(0, 1),
  ];
  test.each(rows.map((each) => [each.name, each] as const))('%s', async (_, each) => {
    const path = join(makeTempDir(), 'joiner');
    mkdirSync(path);
    makeRepository(path);
    git(path, 'remote', 'add', 'origin', hub);
    serve(each.make());
    expectRefused(await callInside(['init'], { cwd: path }), each);
    expect(git(path, 'for-each-ref', 'refs/tasks')).toBe('');
    serve(good);
    expect((await callInside(['init'], { cwd: path })).stderr).toMatch(/joined the tasks of origin/);
    expect(await callInsideOk(['list'], { cwd: path })).toMatch(/Shared by all/);
  });
});
