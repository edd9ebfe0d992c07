import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { withFullParser } from '../src/codec/document.ts';
import { discoverRepository } from '../src/git/discover.ts';
import { buildIndex } from '../src/store/build-index.ts';
import { readBatches } from '../src/store/history.ts';
import { loadIndex } from '../src/store/index-file.ts';
import { PrivateDirectory } from '../src/store/private-directory.ts';
import { replay } from '../src/store/replay.ts';
import { summaryOf } from '../src/store/row.ts';
import { ID_LENGTH } from '../src/store/row-places.ts';
import { callOk, callProgram, envelopeOf } from './call-program.ts';
import { git, testEnv } from './temp-repository.ts';

export const REF = 'refs/tasks/main';

/** The tip of the tasks' branch; throws where there is none. */
export function tipOf(root: string): string {
  return git(root, 'rev-parse', '--verify', REF);
}

/** Asserts what holds whatever was killed: whole objects, and every task the fold of its events. */
export async function expectWhole(root: string): Promise<void> {
  expect(git(root, 'fsck', '--no-dangling', '--no-progress')).toBe('');
  const repository = discoverRepository(root, testEnv);
  const { differing, strays } = await withFullParser(() => replay(repository, tipOf(root)));
  expect({ differing, strays }).toEqual({ differing: [], strays: [] });
}

/** The texts of all notes on the branch, in the order they came. */
export async function readNotes(root: string): Promise<readonly unknown[]> {
  const repository = discoverRepository(root, testEnv);
  const batches = await withFullParser(() => readBatches(repository, undefined, tipOf(root)));
  return batches.flatMap(({ events }) =>
    events.filter(({ type }) => type === 'note_added').map(({ data }) => data.text),
  );
}

/** Asserts that the branch is one line of commits along which the stamps grow; returns its length. */
export function expectOneLine(root: string): number {
  const log = git(
    root,
    'log',
    '--reverse',
    '--format=%P;%(trailers:key=Stamp,valueonly,separator=%x20)',
    REF,
  );
  const commits = log.split('\n').map((line) => line.split(';'));
  expect(commits.filter(([parents = '']) => parents.includes(' '))).toEqual([]);
  const stamps = commits.flatMap(([, stamp = '']) => (stamp === '' ? [] : [stamp]));
  expect(stamps).toEqual([...new Set(stamps)].sort());
  return commits.length;
}

/** Lock files and drafts that nobody works on any more. */
export function leftovers(root: string): readonly string[] {
  return readdirSync(join(root, '.git'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.lock$|\.tmp$|tmp_|fast_import_crash/.test(path),
  );
}

/** Asserts that the saved index is of the tip and holds what one that is built from nothing holds. */
export async function expectSavedIndexLikeBuilt(root: string): Promise<void> {
  const repository = discoverRepository(root, testEnv);
  const tip = tipOf(root);
  const saved = loadIndex(new PrivateDirectory(repository.commonDir));
  const built = await buildIndex(repository, tip);
  expect(saved?.tip).toBe(tip);
  expect(saved?.stamp).toBe(built.stamp);
  expect(saved?.ids.all()).toEqual(built.ids.all());
  expect([...(saved?.deleted ?? [])].sort()).toEqual([...built.deleted].sort());
  expect(saved?.broken).toEqual(built.broken);
  // The saved one also keeps tasks that closed lately; how a row is spelt depends on where the task came from.
  const summaries = (index: typeof saved) =>
    [...built.rows.all()].map((built) => {
      const id = built.slice(0, ID_LENGTH);
      const row = index?.rows.get(id);
      return row === undefined ? id : summaryOf(row);
    });
  expect(summaries(saved)).toEqual(summaries(built));
}

/** Asserts that questions are answered alike from the saved index and from a new one. */
export async function expectSameAnswersWithoutIndex(root: string): Promise<void> {
  const questions = ['list --all', 'ready', 'blocked'].map((question) => [...question.split(' '), '--json']);
  const ask = () => Promise.all(questions.map((question) => callOk(question, { cwd: root })));
  const answers = await ask();
  rmSync(join(root, '.git/git-task/index'), { recursive: true });
  expect(answers).toEqual(await ask());
}

/** Asserts that the doctor finds nothing to mend. */
export async function expectHealthy(root: string): Promise<void> {
  const ended = await callProgram(['doctor', '--json'], { cwd: root });
  const { data } = envelopeOf<readonly { readonly state: string }[]>(ended);
  expect({ status: ended.status, wrong: data?.filter(({ state }) => state === 'wrong') }).toEqual({
    status: 0,
    wrong: [],
  });
}
