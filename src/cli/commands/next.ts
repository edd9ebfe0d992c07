import { type NextInput, type NextResult, next } from '../../operations/next.ts';
import { claimShared, sharesClaims } from '../../tracker/shared-claim.ts';
import { announceAlerts, answerPages, viewNow } from '../answer-tasks.ts';
import { parsePatience } from '../arguments.ts';
import { adviceJson, claimAdvice } from '../claim-advice.ts';
import { runWhenReady } from '../run-when-ready.ts';
import { sayWithoutHooks } from '../say-hooks.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly claim: boolean;
  readonly another: boolean;
  readonly any: boolean;
  readonly sync: boolean;
  readonly wait: string | true;
}

/** Shells of agents are often killed after 120 s. */
const WAIT = '100s';

export const verb: Verb = {
  examples: ['next --claim', 'next', 'next --claim --wait=60s', 'next --claim --another'],
  about: `Yours come first, then unassigned tasks, never another's. Among those: priority, the
longest chain of open work behind a task, due date, age.`,
  statuses: [[5, 'nothing is ready: others are at work, or all is done']],
  see: ['ready', 'start', 'complete'],
  options: (command) =>
    command
      .option('--claim', 'take it, in the same transaction: racing callers get different tasks')
      .option('--another', 'a further one, although you hold one here')
      .option('--any', "other people's tasks too")
      .option('--sync', 'exchange with the remotes first, and push the claim before answering')
      .option('--wait [duration]', `wait while others are at work, ${WAIT} unless told`),
  async run(call) {
    const { claim = false, another = false, any = false, sync = false, wait } = call.options<Options>();
    const patience = wait === undefined ? 0 : parsePatience(wait === true ? WAIT : wait);
    const input: NextInput = { claim, another, anyone: any };
    const { tracker } = call;
    const choose = async (): Promise<NextResult> => (await tracker.run(next, input)).result;
    const shared = claim && (sync || sharesClaims(tracker));
    const claimThere = (): Promise<NextResult> =>
      claimShared(
        tracker,
        async () => {
          const result = await choose();
          return { result, ids: result.from === 'held' ? [] : [result.id] };
        },
        true,
      );
    const result = await runWhenReady(call, shared ? claimThere : choose, patience);
    const view = await viewNow(call);
    const advice = claimAdvice(call, view, result.id, result.former);
    answerPages(call, view, [result.id], () => ({ from: result.from, ...adviceJson(advice) }));
    const short = view.snapshot.short(result.id);
    if (result.from === 'held')
      call.out.hint(`you hold ${short} already: git task complete ${short}, or --another`);
    else call.out.hint(claim ? `started ${short}` : `next: git task start ${short}`);
    for (const line of advice.lines) call.out.hint(line);
    announceAlerts(call, view, [result.id], true);
    if (claim) await sayWithoutHooks(call);
  },
};
