import { assign } from '../../operations/assign.ts';
import { answerActed } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> [assignee]',
  examples: ['assign <id> <name>', 'assign k7x2 --nobody'],
  see: ['start', 'list'],
  options: (command) => command.option('--nobody', "make it nobody's"),
  async run(call) {
    const [first = '@', assignee] = call.args;
    const { nobody = false } = call.options<{ nobody: boolean }>();
    if ((assignee === undefined) !== nobody)
      throw call.usage('assign wants a task, and a name or --nobody', [
        `git task assign ${first} <name>`,
        `git task assign ${first} --nobody`,
      ]);
    const id = await call.id(first);
    const { result } = await call.tracker.run(assign, {
      ids: [id],
      ...(assignee === undefined ? {} : { assignee }),
    });
    await answerActed(call, {
      ids: [id],
      done: nobody ? 'unassigned' : `assigned to ${assignee ?? ''}:`,
      changed: result.changed,
    });
  },
};
