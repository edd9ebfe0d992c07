import { GitTaskError } from '../../errors.ts';
import { init } from '../../tracker/init.ts';
import type { Call } from '../call.ts';
import { gather, type Verb } from '../verb.ts';

interface HooksInstalled {
  readonly written: readonly string[];
  readonly chained: readonly string[];
  readonly todo: readonly unknown[];
}

interface Options {
  readonly remote: readonly string[];
  readonly local: boolean;
  readonly hooks: boolean;
}

export const verb: Verb = {
  examples: ['init', 'init --remote upstream', 'init --local', 'init --no-hooks'],
  see: ['hooks', 'doctor', 'sync'],
  options: (command) =>
    command
      .option('--remote <name>', 'look for tasks on this remote, not on origin; may be repeated', gather)
      .option('--local', 'look on no remote')
      .option('--no-hooks', "leave git's hooks alone"),
  async run(call) {
    const { remote = [], local = false, hooks = true } = call.options<Options>();
    if (local && remote.length > 0)
      throw call.usage('--local or --remote, not both', 'git task init --local');
    const result = await init(call.tracker, { remotes: remote, local });
    const { created, joined, repaired, ref, actor } = result;
    if (joined !== undefined)
      call.out.hint(`joined the tasks of ${joined}, kept on ${ref}; you are ${actor}`);
    else if (created) call.out.hint(`tasks are kept on ${ref}; you are ${actor}`);
    else call.out.hint(`tasks are kept on ${ref} already; made anew: ${repaired.join(', ')}`);
    const installed = await installHooks(call, hooks);
    const data = { ...result, joined: joined ?? null, hooks: installed ?? null };
    call.out.answer({ kind: 'init', data: () => data, text: () => [] });
    if (installed !== undefined) sayInstalled(call, installed);
    call.out.hint(joined === undefined ? '  next: git task add "<title>"' : '  next: git task');
  },
};

/** Undefined where nobody wants them, or they can't be written: the tasks do without. */
async function installHooks(call: Call, wanted: boolean): Promise<HooksInstalled | undefined> {
  const { installHooks: install, declineHooks } = await import('../../hooks/install.ts');
  const { hooksWanted } = await import('../../hooks/status.ts');
  if (!wanted) declineHooks(call.tracker);
  if (!hooksWanted(call.tracker.repository)) return undefined;
  try {
    return install(call.tracker, false);
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    call.ports.warn(`no hooks installed: ${error.message}`);
    return undefined;
  }
}

function sayInstalled(call: Call, { written, chained, todo }: HooksInstalled): void {
  if (written.length > 0)
    call.out.hint(
      `  hooks: ${written.length} installed${chained.length === 0 ? '' : `, behind the ${chained.join(', ')} that was here`}; git task hooks status`,
    );
  if (todo.length > 0)
    call.out.hint(
      `  hooks: ${todo.length} belong into files of others: git task hooks install says what to add`,
    );
}
