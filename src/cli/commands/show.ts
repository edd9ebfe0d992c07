import { announceAlerts, answerPages, viewNow } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['show <id>', 'show', 'show @last --json'],
  async run(call) {
    const ids = await call.ids(call.args);
    const view = await viewNow(call);
    answerPages(call, view, ids);
    announceAlerts(call, view, ids, true);
  },
};
