import { expect, test } from 'vitest';
import { callProgram, campaign, makeWorktrees, readEvents } from '../call-program.ts';
import { expectHealthy, expectOneLine, expectWhole, leftovers } from '../soundness.ts';
import { makeTestDir } from '../temp-repository.ts';

const WRITERS = campaign ? 64 : 8;
const WRITES = campaign ? 20 : 4;
const WORKTREES = 8;

/** Writes that nothing can refuse: on a task of the writer's own, each with a value of its own. */
function write(at: number, own: string, text: string): readonly string[] {
  if (own === '') return ['add', text, '--quiet'];
  return [
    ['note', own, text],
    ['label', own, text],
    ['link', own, `src/${text}.ts`],
    ['edit', own, '--title', text],
  ][at % 4] as readonly string[];
}

test(`${WRITERS} writers, ${WRITES} writes each that nothing refuses: every single one is kept`, async () => {
  const { root, worktrees } = await makeWorktrees(makeTestDir(), WORKTREES);
  const before = await readEvents(root);
  const commits = expectOneLine(root);
  const texts: string[] = [];
  const failed: string[] = [];
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      let own = '';
      for (let at = 0; at < WRITES; at++) {
        const text = `w${writer}-${at}`;
        const cwd = worktrees[writer % WORKTREES] ?? root;
        const ended = await callProgram(write(at, own, text), { cwd, env: { GIT_TASK_ACTOR: `w${writer}` } });
        if (ended.status !== 0) failed.push(`${text}: ${ended.stderr}`);
        else texts.push(text);
        if (own === '') own = ended.stdout.trim();
      }
    }),
  );
  expect(failed).toEqual([]);
  expect(texts.length).toBe(WRITERS * WRITES);
  const told = (await readEvents(root)).slice(before.length).map(({ data }) => JSON.stringify(data));
  expect(told.length).toBe(WRITERS * WRITES);
  expect(texts.filter((text) => !told.some((data) => new RegExp(`\\b${text}\\b`).test(data)))).toEqual([]);
  expect(expectOneLine(root)).toBe(commits + WRITERS * WRITES);
  await expectWhole(root);
  await expectHealthy(root);
  expect(leftovers(root)).toEqual([]);
}, 600_000);
