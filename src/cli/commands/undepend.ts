import { undepend } from '../../operations/depend.ts';
import { runDepend } from '../run-depend.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[id] [more...]',
  examples: ['undepend <id> --on <id>'],
  see: ['depend', 'deps'],
  options: (command) => command.option('--on <id>', 'the task it waited for; may be repeated', gather),
  run: (call) => runDepend(call, undepend, 'made to wait no longer:'),
};
