import { init } from '../../tracker/init.ts';
import { gather, type Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['init', 'init --remote upstream', 'init --local'],
  options: (command) =>
    command
      .option('--remote <name>', 'look for tasks on this remote, not on origin; may be repeated', gather)
      .option('--local', 'look on no remote'),
  async run(call) {
    const { remote = [], local = false } = call.options<{ remote: readonly string[]; local: boolean }>();
    if (local && remote.length > 0)
      throw call.usage('--local or --remote, not both', 'git task init --local');
    const result = await init(call.tracker, { remotes: remote, local });
    const { created, joined, repaired, ref, actor } = result;
    if (joined !== undefined)
      call.out.hint(`joined the tasks of ${joined}, kept on ${ref}; you are ${actor}`);
    else if (created) call.out.hint(`tasks are kept on ${ref}; you are ${actor}`);
    else call.out.hint(`tasks are kept on ${ref} already; made anew: ${repaired.join(', ')}`);
    call.out.answer({ kind: 'init', data: () => ({ ...result, joined: joined ?? null }), text: () => [] });
    call.out.hint(joined === undefined ? '  next: git task add "<title>"' : '  next: git task');
  },
};
