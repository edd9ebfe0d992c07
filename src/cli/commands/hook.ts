import type { Verb } from '../verb.ts';

/** Internal: the hooks that `git task hooks install` installs call it, and know what its exit status means. */
export const verb: Verb = {
  arguments: '<name> [args...]',
  examples: ['hook pre-commit'],
  async run(call) {
    const [name = '', ...args] = call.args;
    const { isHookName, READS_INPUT } = await import('../../hooks/hook-names.ts');
    if (!isHookName(name)) throw call.usage(`there is no hook "${name.slice(0, 40)}" of ours`);
    const { runHook } = await import('../../hooks/run-hook.ts');
    const input = READS_INPUT.has(name) ? call.io.stdin() : '';
    const { lines, veto } = await runHook(name, { tracker: call.tracker, args, input });
    for (const line of lines) call.out.say(line);
    if (veto !== undefined) throw veto;
  },
};
