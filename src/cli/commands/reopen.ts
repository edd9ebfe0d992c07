import { reopen } from '../../operations/reopen.ts';
import { answerActed } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['reopen <id>', 'reopen k7x2 -m "the test still fails"'],
  see: ['complete', 'cancel'],
  options: (command) => command.option('-m, --message <text>', 'why; - reads stdin'),
  async run(call) {
    const { message } = call.options<{ message: string }>();
    const ids = await call.ids(call.args);
    const { result } = await call.tracker.run(reopen, {
      ids,
      ...(message === undefined ? {} : { reason: call.text(message) }),
    });
    await answerActed(call, { ids, done: 'reopened', changed: result.changed });
  },
};
