import { setStatus } from '../../operations/set-status.ts';
import { answerStatus, parseStatus } from '../change-status.ts';
import { showSituation } from '../situation.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[id] [status]',
  examples: ['status', 'status <id> in_progress'],
  see: ['list', 'start', 'complete'],
  options: (command) =>
    command
      .option('--force', 'over blockers and claims')
      .option('-m, --message <text>', 'why, or what was done; - reads stdin'),
  async run(call) {
    const [first, word] = call.args;
    if (first === undefined) return showSituation(call);
    if (word === undefined)
      throw call.usage('status wants a task and a status', `git task status ${first} in_progress`);
    const { force = false, message } = call.options<{ force: boolean; message: string }>();
    const status = parseStatus(word, `git task status ${first}`);
    const ids = [await call.id(first)];
    const { result } = await call.tracker.run(setStatus, {
      ids,
      status,
      force,
      ...(message === undefined ? {} : { message: call.text(message) }),
    });
    return answerStatus(call, ids, status, result);
  },
};
