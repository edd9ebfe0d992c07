import { depend } from '../../operations/depend.ts';
import { runDepend } from '../run-depend.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[id] [more...]',
  examples: ['depend <id> --on <id>'],
  statuses: [[4, 'the tasks would wait for each other']],
  see: ['undepend', 'deps', 'block'],
  options: (command) => command.option('--on <id>', 'the task it waits for; may be repeated', gather),
  run: (call) => runDepend(call, depend, 'made to wait:'),
};
