import { runShare } from '../run-share.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['sync', 'sync --remote origin'],
  about: `Tasks go only to remotes that were named once; from then on none need be.`,
  statuses: [[6, 'the remote moved again and again: try once more']],
  see: ['pull', 'push'],
  options: (command) =>
    command.option('--remote <name>', 'this remote, also from now on; may be repeated', gather),
  run: (call) => runShare(call, 'sync'),
};
