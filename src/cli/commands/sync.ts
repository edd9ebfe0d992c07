import { runShare } from '../run-share.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['sync', 'sync --remote origin'],
  options: (command) =>
    command.option('--remote <name>', 'this remote, also from now on; may be repeated', gather),
  run: (call) => runShare(call, 'sync'),
};
