import { expect, test } from 'vitest';
import {
  callOk,
  callProgram,
  campaign,
  envelopeOf,
  makeWorktrees,
  readEvents,
  runProgram,
} from '../call-program.ts';
import {
  expectHealthy,
  expectOneLine,
  expectSameAnswersWithoutIndex,
  expectSavedIndexLikeBuilt,
  expectWhole,
  leftovers,
} from '../soundness.ts';
import { makeTestDir } from '../temp-repository.ts';
import { traceOf, work } from './writer.ts';

const WRITERS = campaign ? 64 : 12;
const WRITES = campaign ? 20 : 5;
const WORKTREES = 8;
const SHARED = 5;

test(`${WRITERS} agents in ${WORKTREES} worktrees, ${WRITES} writes each at once: nothing acknowledged is lost`, async () => {
  const { root, worktrees } = await makeWorktrees(makeTestDir(), WORKTREES);
  const shared: string[] = [];
  for (let at = 0; at < SHARED; at++)
    shared.push((await callOk(['add', `shared ${at}`, '--quiet'], { cwd: root })).trim());
  const before = await readEvents(root);
  const commits = expectOneLine(root);

  const begun = performance.now();
  const works = await Promise.all(
    Array.from({ length: WRITERS }, (_, at) =>
      work(worktrees[at % WORKTREES] ?? root, `agent-${at}`, WRITES, shared),
    ),
  );
  const total = performance.now() - begun;

  expect(works.flatMap(({ unexpected }) => unexpected)).toEqual([]);
  const events = (await readEvents(root)).slice(before.length);
  expect(events.map(traceOf).sort()).toEqual(works.flatMap(({ traces }) => traces).sort());
  const known = new Set([...before, ...events].map(({ id }) => id));
  expect(works.flatMap(({ stamps }) => stamps).filter((stamp) => !known.has(stamp))).toEqual([]);
  const written = works.reduce((sum, work) => sum + work.written, 0);
  expect(expectOneLine(root)).toBe(commits + written);

  await expectWhole(root);
  expect(leftovers(root)).toEqual([]);
  await expectHealthy(root);
  await expectAcyclic(root);
  await callOk(['list'], { cwd: root });
  await expectSavedIndexLikeBuilt(root);
  await expectSameAnswersWithoutIndex(root);

  const calls = works.flatMap(({ calls }) => calls);
  const refused = works.flatMap(({ refused }) => refused).length;
  const slowest = Math.max(...calls.map(({ ms }) => ms));
  report(
    `${calls.length} calls, ${written} written, ${refused} refused: ${seconds(total)}, slowest ${seconds(slowest)}`,
  );
  if (campaign) {
    const floor = await timeLaunches(root);
    report(`as many launches of node -e 0: ${seconds(floor)}; ratio ${(total / floor).toFixed(2)}`);
  }
}, 600_000);

/** The time of as many launches of an empty program at the same parallelism. */
async function timeLaunches(cwd: string): Promise<number> {
  const begun = performance.now();
  const launch = async () => {
    for (let at = 0; at < WRITES; at++) await runProgram('node', ['-e', '0'], { cwd });
  };
  await Promise.all(Array.from({ length: WRITERS }, launch));
  return performance.now() - begun;
}

/** Racing `depend` calls would each be fine alone: together they must not close a ring. */
async function expectAcyclic(root: string): Promise<void> {
  const list = await callProgram(['list', '--all', '--json'], { cwd: root });
  const { data } =
    envelopeOf<readonly { readonly id: string; readonly depends_on: readonly string[] }[]>(list);
  const left = new Map(data.map((task) => [task.id, new Set(task.depends_on)]));
  for (let free = freeOf(left); free.length > 0; free = freeOf(left))
    for (const id of free) {
      left.delete(id);
      for (const waits of left.values()) waits.delete(id);
    }
  expect([...left.keys()]).toEqual([]);
}

function freeOf(left: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return [...left].flatMap(([id, waits]) => (waits.size === 0 ? [id] : []));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function report(line: string): void {
  process.stdout.write(`    ${line}\n`);
}
