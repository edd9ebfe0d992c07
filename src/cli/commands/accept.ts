import { accept } from '../../operations/accept.ts';
import { answerActed } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> [n...]',
  examples: ['accept @ 1', 'accept k7x2 1 2 3'],
  see: ['complete', 'show'],
  async run(call) {
    const [first = '@', ...rest] = call.args;
    // No id begins with a digit: a number first means the current task.
    const alone = /^\d+$/.test(first);
    const numbers = alone ? call.args : rest;
    if (numbers.length === 0)
      throw call.usage('which criterion? `show` counts them', `git task accept ${first} 1`);
    const criteria = numbers.map((n) => parseCount(n, 'criterion'));
    const id = await call.id(alone ? '@' : first);
    const { result } = await call.tracker.run(accept, { id, criteria });
    await answerActed(call, {
      ids: [id],
      done: 'met criteria of',
      changed: result.met.length > 0 ? [id] : [],
      extra: () => ({ met: result.met, already: result.already, left: result.left }),
    });
    call.out.hint(result.left === 0 ? '  all criteria are met' : `  ${result.left} left`);
  },
};
