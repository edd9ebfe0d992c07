import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Ended, runProgram } from '../call-program.ts';
import { makeRepository, makeTestDir } from '../temp-repository.ts';

let launcher = '';
let repository = '';

/** The program as it is installed with --omit=optional: no package is found from where it stands. */
beforeEach(() => {
  const dir = makeTestDir();
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(resolve(import.meta.dirname, '../..', part), join(dir, 'git-task', part), { recursive: true });
  launcher = join(dir, 'git-task', 'bin', 'git-task');
  repository = join(dir, 'repository');
  mkdirSync(repository);
  makeRepository(repository);
});

function call(...args: string[]): Promise<Ended> {
  return runProgram(launcher, args, { cwd: repository });
}

test('without the optional packages everything works but --deep', async () => {
  for (const args of [
    ['init', '--no-hooks'],
    ['add', 'One', '--start', '--link', 'a.ts#b'],
    ['impact'],
    ['check'],
  ])
    expect(await call(...args)).toMatchObject({ status: 0 });
});

test.each([
  ['impact', '--deep'],
  ['impact', '--deep', '--json'],
])('which says what is missing: %s %s', async (...args) => {
  const { status, stdout, stderr } = await call(...args);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('PARSER_MISSING');
  expect(stdout + stderr).toContain('npm install --global git-task --include=optional');
});
