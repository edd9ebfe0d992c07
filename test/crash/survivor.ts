import { cpSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { callOk, callProgram, type Ended } from '../call-program.ts';
import { expectSavedIndexLikeBuilt, expectWhole, leftovers, REF, readNotes, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTempDir } from '../temp-repository.ts';

/** What a writer may take that comes after a crash; a limit of the wait, no promise of speed. */
export const PATIENCE_MS = 15_000;

/** Older than the locks that a writer removes. */
const LOCK_AGE_S = 11;

/** A repository with tasks, in which something is going to be killed. */
export interface Scene {
  readonly dir: string;
  readonly root: string;
  readonly task: string;
  /** The tip before. */
  readonly tip: string;
}

/** Makes one repository, and then scenes as copies of it. */
export async function makeScenes(): Promise<() => Scene> {
  const dir = makeTempDir();
  mkdirSync(join(dir, 'main'));
  const first = makeRepository(join(dir, 'main'));
  await callOk(['init'], { cwd: first });
  const task = (await callOk(['add', 'survive', '--quiet'], { cwd: first })).trim();
  await callOk(['add', 'another'], { cwd: first });
  await callOk(['note', task, 'before'], { cwd: first });
  // An index that is behind: the write has to bring it up, so that no step of its way is missing.
  cpSync(join(first, '.git/git-task/index'), join(dir, 'index'), { recursive: true });
  await callOk(['label', task, 'old'], { cwd: first });
  cpSync(join(dir, 'index'), join(first, '.git/git-task/index'), { recursive: true, force: true });
  return () => {
    const copy = makeTempDir();
    const root = join(copy, 'main');
    cpSync(first, root, { recursive: true });
    return { dir: copy, root, task, tip: tipOf(root) };
  };
}

/** The write under test. */
export function noteArgs({ task }: Scene): readonly string[] {
  return ['note', task, 'shaken'];
}

export function writeShaken(scene: Scene, env: Readonly<Record<string, string>>): Promise<Ended> {
  return callProgram(noteArgs(scene), { cwd: scene.root, env });
}

/** Lets time pass for git's locks that were left behind. */
function ageLocks(root: string): void {
  const then = Date.now() / 1000 - LOCK_AGE_S;
  for (const path of leftovers(root).filter((name) => name.endsWith(`${REF}.lock`)))
    utimesSync(join(root, '.git', path), then, then);
}

/**
 * Asserts that a write which met a kill was done or not done, that its answer, if it still gave one, says which, and
 * that the next writer needs no help.
 *
 * @param wait whether git's locks left behind are waited for, not made old
 * @returns what the next writer said on stderr
 */
export async function expectSurvived(scene: Scene, ended: Ended, wait = false): Promise<string> {
  const { root, task, tip } = scene;
  await expectWhole(root);
  const landed = tipOf(root) !== tip;
  if (landed) expect(git(root, 'rev-parse', `${tipOf(root)}^`)).toBe(tip);
  if (ended.signal === null)
    expect({ ...ended, said: ended.status === 0 }).toEqual({ ...ended, said: landed });

  if (!wait) ageLocks(root);
  const next = await callProgram(['note', task, 'next'], { cwd: root });
  expect(next).toMatchObject({ status: 0 });
  expect(next.ms).toBeLessThan(PATIENCE_MS);
  await expectWhole(root);
  expect(await readNotes(root)).toEqual(['before', ...(landed ? ['shaken'] : []), 'next']);
  await expectSavedIndexLikeBuilt(root);
  // Objects that were never finished are git's to prune, and drafts cost nothing.
  expect(leftovers(root).filter((path) => !/tmp_(obj|pack|idx)_|\.tmp$/.test(path))).toEqual([]);
  return next.stderr;
}
