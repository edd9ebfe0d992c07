import { hold } from '../../operations/hold.ts';
import { answerActed } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['block @ -r "<reason>"', 'block k7x2 -r "waiting for the API key"'],
  see: ['unblock', 'depend'],
  options: (command) => command.option('-r, --reason <text>', 'what it waits for; - reads stdin'),
  async run(call) {
    const { reason } = call.options<{ reason: string }>();
    if (reason === undefined) {
      const [first = '@'] = call.args;
      throw call.usage('a hold wants its reason', [
        `git task block ${first} -r "<reason>"`,
        `git task depend ${first} --on <id>`,
      ]);
    }
    const ids = await call.ids(call.args);
    const { result } = await call.tracker.run(hold, { ids, reason: call.text(reason) });
    await answerActed(call, { ids, done: 'blocked', changed: result.changed });
  },
};
