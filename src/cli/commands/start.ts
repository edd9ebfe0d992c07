import { isMe } from '../../domain/actor.ts';
import { oneLine } from '../../domain/text.ts';
import { type StartOutcome, start } from '../../operations/start.ts';
import { type Claimed, claimShared, sharesClaims } from '../../tracker/shared-claim.ts';
import { announceAlerts, answerPages, viewNow } from '../answer-tasks.ts';
import { adviceJson, claimAdvice } from '../claim-advice.ts';
import { sayWithoutHooks } from '../say-hooks.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly force: boolean;
  readonly steal: boolean;
  readonly sync: boolean;
}

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['start <id>', 'start k7x2 --steal'],
  about: `Prints what show prints, and names finished groundwork that this branch does not
have yet.`,
  statuses: [[4, 'blocked, or somebody else holds it']],
  see: ['next', 'submit', 'release'],
  options: (command) =>
    command
      .option('--force', 'although something blocks it')
      .option('--steal', 'take it from its holder, who is told')
      .option('--sync', 'exchange with the remotes first, and push the claim before answering'),
  async run(call) {
    const { force = false, steal = false, sync = false } = call.options<Options>();
    const ids = await call.ids(call.args);
    const { tracker } = call;
    const claim = async (): Promise<Claimed<StartOutcome>> => {
      const { result } = await tracker.run(start, { ids, force, steal });
      return { result, ids: result.changed };
    };
    const shared = sync || sharesClaims(tracker);
    const result = shared ? await claimShared(tracker, claim, false) : (await claim()).result;
    const view = await viewNow(call);
    const advice = new Map(
      ids.map((id) => [
        id,
        claimAdvice(call, view, id, result.taken.find((taken) => taken.id === id)?.claim),
      ]),
    );
    answerPages(call, view, ids, (task) => {
      const known = advice.get(task.id);
      return { changed: result.changed.includes(task.id), ...(known === undefined ? {} : adviceJson(known)) };
    });
    for (const id of ids) {
      const task = view.snapshot.summary(id);
      const already = result.already.includes(id) ? 'already ' : '';
      call.out.hint(`${already}started ${view.snapshot.short(id)} "${oneLine(task?.title ?? '')}"`);
      if (task?.assignee !== undefined && !isMe(call.tracker.actor, task.assignee))
        call.out.hint(`  it is assigned to ${oneLine(task.assignee)}`);
      for (const line of advice.get(id)?.lines ?? []) call.out.hint(line);
    }
    announceAlerts(call, view, ids, true);
    await sayWithoutHooks(call);
  },
};
