import { submit } from '../../operations/submit.ts';
import { answerActed } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['submit', 'submit k7x2 -m "ready for review"'],
  statuses: [[4, "blocked, or another's claim"]],
  see: ['complete', 'reopen'],
  options: (command) =>
    command
      .option('-m, --message <text>', 'what to look at; - reads stdin')
      .option('--force', 'over blockers and claims'),
  async run(call) {
    const { message, force = false } = call.options<{ message: string; force: boolean }>();
    const ids = await call.ids(call.args);
    const { result } = await call.tracker.run(submit, {
      ids,
      force,
      ...(message === undefined ? {} : { message: call.text(message) }),
    });
    await answerActed(call, { ids, done: 'submitted', changed: result.changed });
  },
};
