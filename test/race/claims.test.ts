import { expect, test } from 'vitest';
import {
  callOk,
  callProgram,
  campaign,
  envelopeOf,
  makeWorktrees,
  type ReportedEvent,
  readEvents,
} from '../call-program.ts';
import { expectHealthy, expectWhole, leftovers } from '../soundness.ts';
import { makeTestDir } from '../temp-repository.ts';

const AGENTS = campaign ? 32 : 8;
const TASKS = campaign ? 100 : 24;
const WORKTREES = 8;

interface Task {
  readonly id: string;
  readonly status: string;
  readonly claim: { readonly by: string } | null;
}

test(`${AGENTS} agents drain ${TASKS} tasks by next --claim and complete: each is claimed exactly once`, async () => {
  const { root, worktrees } = await makeWorktrees(makeTestDir(), WORKTREES);
  const tasks = await addTasks(root, TASKS);
  const agents = Array.from({ length: AGENTS }, (_, at) => ({
    actor: `agent-${at}`,
    cwd: worktrees[at % WORKTREES] ?? root,
  }));

  const works = await Promise.all(agents.map(({ actor, cwd }) => drain(cwd, actor)));

  expect(works.flatMap(({ unexpected }) => unexpected)).toEqual([]);
  const claimed = works.flatMap(({ claimed }) => claimed);
  expect([...claimed].sort()).toEqual([...tasks].sort());
  const events = await readEvents(root);
  const whoDid = (type: string) => tasks.map((task) => actorsOf(events, type, task));
  const holders = tasks.map((task) => [
    agents.find((_, at) => works[at]?.claimed.includes(task))?.actor ?? 'nobody',
  ]);
  expect(whoDid('task_started')).toEqual(holders);
  expect(whoDid('task_completed')).toEqual(holders);
  const list = await callProgram(['list', '--all', '--json'], { cwd: root });
  expect(envelopeOf<readonly Task[]>(list).data.filter(({ status }) => status !== 'completed')).toEqual([]);
  // Whoever found nothing was told whether it is worth to wait, and at the end that it is not.
  expect(works.map(({ last }) => last)).toEqual(agents.map(() => 'ALL_DONE'));
  await expectWhole(root);
  await expectHealthy(root);
  expect(leftovers(root)).toEqual([]);
}, 600_000);

test(`${AGENTS} agents start one task at once: one holds it, the rest are refused and told by whom`, async () => {
  const { root, worktrees } = await makeWorktrees(makeTestDir(), WORKTREES);
  const [task = ''] = await addTasks(root, 1);

  const calls = await Promise.all(
    Array.from({ length: AGENTS }, (_, at) =>
      callProgram(['start', task, '--json'], {
        cwd: worktrees[at % WORKTREES] ?? root,
        env: { GIT_TASK_ACTOR: `agent-${at}` },
      }),
    ),
  );

  const winners = calls.flatMap(({ status }, at) => (status === 0 ? [`agent-${at}`] : []));
  expect(winners).toHaveLength(1);
  const refusals = calls.filter(({ status }) => status !== 0);
  expect(new Set(refusals.map((call) => `${call.status} ${envelopeOf(call).error?.code}`))).toEqual(
    new Set(['4 TASK_CLAIMED']),
  );
  expect(actorsOf(await readEvents(root), 'task_started', task)).toEqual(winners);
  const shown = envelopeOf<Task>(await callProgram(['show', task, '--json'], { cwd: root }));
  expect([shown.data.claim?.by]).toEqual(winners);
  await expectWhole(root);
});

async function addTasks(cwd: string, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++)
    ids.push((await callOk(['add', `task ${at}`, '--quiet'], { cwd })).trim());
  return ids;
}

/** One agent: claims and completes until all is done, and calls again where others are still at work. */
async function drain(cwd: string, actor: string) {
  const env = { GIT_TASK_ACTOR: actor };
  const claimed: string[] = [];
  const unexpected: string[] = [];
  for (;;) {
    const next = await callProgram(['next', '--claim', '--json'], { cwd, env });
    const { error, data } = envelopeOf<Task>(next);
    if (next.status === 5 && error?.code === 'NOTHING_READY') continue;
    if (next.status === 0) {
      claimed.push(data.id);
      const done = await callProgram(['complete', data.id, '--json'], { cwd, env });
      if (done.status === 0) continue;
      unexpected.push(done.stdout);
    } else if (next.status !== 5) unexpected.push(next.stdout);
    return { claimed, unexpected, last: error?.code };
  }
}

function actorsOf(events: readonly ReportedEvent[], type: string, task: string): readonly string[] {
  return events.filter((event) => event.type === type && event.task === task).map(({ by }) => by);
}
