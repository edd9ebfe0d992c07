import { unhold } from '../../operations/hold.ts';
import { answerActed } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['unblock <id>'],
  see: ['block', 'blocked'],
  async run(call) {
    const ids = await call.ids(call.args);
    const { result } = await call.tracker.run(unhold, { ids });
    await answerActed(call, { ids, done: 'unblocked', changed: result.changed });
  },
};
