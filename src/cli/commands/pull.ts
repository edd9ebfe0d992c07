import { runShare } from '../run-share.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['pull', 'pull --remote origin'],
  see: ['sync'],
  options: (command) =>
    command
      .option('--remote <name>', 'this remote, also from now on; may be repeated', gather)
      .option('--offline', 'only what a plain git fetch brought'),
  run: (call) => runShare(call, 'pull'),
};
