import type { Call } from '../call.ts';
import { sayTodo } from '../say-hooks.ts';
import type { Verb } from '../verb.ts';

const ACTIONS = ['install', 'remove', 'status'] as const;

export const verb: Verb = {
  arguments: '<install|remove|status>',
  examples: ['hooks status', 'hooks install', 'hooks install --edit-tracked', 'hooks remove'],
  see: ['init', 'doctor', 'impact'],
  options: (command) =>
    command.option(
      '--edit-tracked',
      "also edit files of this worktree, such as husky's: they may be tracked",
    ),
  async run(call) {
    const [typed = ''] = call.args;
    const action = ACTIONS.find((known) => known === typed);
    const { editTracked = false } = call.options<{ editTracked: boolean }>();
    if (action === undefined)
      throw call.usage(
        `"${typed.slice(0, 40)}" is none of ${ACTIONS.join(', ')}`,
        ACTIONS.map((known) => `git task hooks ${known}`),
      );
    if (action === 'status') {
      if (editTracked) throw call.usage('--edit-tracked changes nothing here', 'git task hooks status');
      await showStatus(call);
    } else if (action === 'install') await install(call, editTracked);
    else await remove(call, editTracked);
  },
};

async function showStatus(call: Call): Promise<void> {
  const { hookStates } = await import('../../hooks/status.ts');
  const states = hookStates(call.tracker);
  call.out.answer({
    kind: 'hooks',
    data: () => states.map((state) => ({ ...state, worktree: state.worktree ?? null })),
    text: () =>
      states.map(
        ({ worktree, hook, runs, detail }) =>
          `${(runs ? 'runs' : 'off').padEnd(4)}  ${(worktree ?? 'main').padEnd(8)}  ${hook.padEnd(18)}  ${detail}`,
      ),
  });
  const off = states.filter(({ runs }) => !runs).length;
  if (off > 0) call.out.hint(`${off} of ${states.length} will not run: git task hooks install`);
}

async function install(call: Call, editTracked: boolean): Promise<void> {
  const { installHooks } = await import('../../hooks/install.ts');
  const installed = installHooks(call.tracker, editTracked);
  const { places, written, already, chained, todo } = installed;
  call.out.answer({ kind: 'hooks_installed', data: () => installed, text: () => [] });
  const where = places.join(', ');
  if (written.length > 0) call.out.hint(`installed in ${where}: ${written.join(', ')}`);
  else if (todo.length === 0) call.out.hint(`installed already in ${where}: ${already.length} hooks`);
  if (chained.length > 0) call.out.hint(`  run first, as before: the ${chained.join(', ')} that was here`);
  sayTodo(call, todo);
}

async function remove(call: Call, editTracked: boolean): Promise<void> {
  const { removeHooks } = await import('../../hooks/uninstall.ts');
  const gone = removeHooks(call.tracker, editTracked);
  const { removed, restored, todo } = gone;
  call.out.answer({ kind: 'hooks_removed', data: () => gone, text: () => [] });
  const count = removed.length + restored.length;
  call.out.hint(count === 0 ? 'there were no hooks of ours' : `removed ${count} hooks`);
  if (restored.length > 0) call.out.hint(`  back in place: ${restored.join(', ')}`);
  sayTodo(call, todo);
}
