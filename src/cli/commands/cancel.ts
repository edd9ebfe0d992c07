import { cancel } from '../../operations/cancel.ts';
import { answerActed } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['cancel <id> -r "<reason>"'],
  about: `A task that waits for a cancelled one stays blocked until undepend takes that away.`,
  see: ['undepend', 'delete', 'reopen'],
  options: (command) =>
    command.option('-r, --reason <text>', 'why; - reads stdin').option('--force', 'what another holds'),
  async run(call) {
    const { reason, force = false } = call.options<{ reason: string; force: boolean }>();
    const ids = await call.ids(call.args);
    const { result } = await call.tracker.run(cancel, {
      ids,
      force,
      ...(reason === undefined ? {} : { reason: call.text(reason) }),
    });
    const view = await answerActed(call, {
      ids,
      done: 'cancelled',
      changed: result.changed,
      extra: (id) => ({ orphaned: result.orphaned.filter(({ on }) => on === id).map((orphan) => orphan.id) }),
    });
    for (const { id, on } of result.orphaned)
      call.out.hint(
        `  ${view.snapshot.short(id)} still waits for it: git task undepend ${view.snapshot.short(id)} --on ${view.snapshot.short(on)}`,
      );
  },
};
