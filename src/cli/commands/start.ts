import { isMe } from '../../domain/actor.ts';
import { oneLine } from '../../domain/text.ts';
import { start } from '../../operations/start.ts';
import { announceAlerts, answerPages, viewNow } from '../answer-tasks.ts';
import { adviceJson, claimAdvice } from '../claim-advice.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['start <id>', 'start k7x2 --steal'],
  options: (command) =>
    command
      .option('--force', 'although something blocks it')
      .option('--steal', 'take it from its holder, who is told'),
  async run(call) {
    const { force = false, steal = false } = call.options<{ force: boolean; steal: boolean }>();
    const ids = await call.ids(call.args);
    const { result } = await call.tracker.run(start, { ids, force, steal });
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
  },
};
