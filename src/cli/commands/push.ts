import { runShare } from '../run-share.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['push', 'push --remote origin'],
  see: ['sync'],
  options: (command) =>
    command.option('--remote <name>', 'this remote, also from now on; may be repeated', gather),
  run: (call) => runShare(call, 'push'),
};
