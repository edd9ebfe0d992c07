import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callOk, callProgram } from '../call-program.ts';
import { expectHealthy, expectWhole, REF, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTempDir } from '../temp-repository.ts';
import { ends, makeListeningGit, makeShakyGit } from './shaky-git.ts';

const made = makeTempDir();

async function makeScene(): Promise<string> {
  const root = makeRepository(made);
  await callOk(['init'], { cwd: root });
  await callOk(['add', 'a task'], { cwd: root });
  await callOk(['add', 'another'], { cwd: root });
  return root;
}

/** The files of a tip, apart from those that say which epoch it is. */
function contentsOf(root: string): string {
  const lines = git(root, 'ls-tree', '-r', REF).split('\n');
  return lines.filter((line) => !/\t(?:format\.yaml|events\/.*)$/.test(line)).join('\n');
}

test('a purge that is killed at any git process leaves the old history or the new one, and can be made again', async () => {
  const scene = await makeScene();
  const before = tipOf(scene);
  const contents = contentsOf(scene);
  const copy = (name: string): string => {
    const root = join(makeTempDir(), name);
    cpSync(scene, root, { recursive: true });
    return root;
  };
  const quiet = copy('quiet');
  const listening = makeListeningGit(makeTempDir());
  await callOk(['purge', '--yes'], { cwd: quiet, env: listening.env });
  const calls = listening.calls();
  expect(calls.some((call) => call.includes('fast-import'))).toBe(true);
  const moves = calls.findIndex((call) => call.includes('update-ref') && call.includes(`${REF} `));
  expect(moves).toBeGreaterThan(0);
  const seen = new Set<string>();
  // Every call of the writing part, each with one of the ways to end; the reads before it change nothing.
  const first = calls.findIndex((call) => call.includes('update-ref'));
  for (let at = first; at < calls.length; at++) {
    const root = copy(`killed-${at}`);
    const end = ends[at % ends.length];
    if (end === undefined) continue;
    await callProgram(['purge', '--yes'], { cwd: root, env: makeShakyGit(makeTempDir(), at + 1, end).env });
    const isOld = tipOf(root) === before;
    seen.add(isOld ? 'old' : 'new');
    expect(contentsOf(root)).toBe(contents);
    expect(git(root, 'rev-list', '--count', REF)).toBe(isOld ? '3' : '1');
    await expectWhole(root);
    await callOk(['purge', '--yes'], { cwd: root });
    expect(git(root, 'rev-list', '--count', REF)).toBe('1');
    expect(git(root, 'for-each-ref', '--format=%(refname)', 'refs/git-task/')).toBe('');
    await callOk(['add', 'afterwards'], { cwd: root });
    await expectHealthy(root);
  }
  expect(seen).toEqual(new Set(['old', 'new']));
}, 240_000);
