import { oneLine } from '../../domain/text.ts';
import { deleteTasks } from '../../operations/delete.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<ids...>',
  examples: ['delete <id>'],
  see: ['cancel', 'purge'],
  options: (command) => command.option('--yes', 'do it').option('--force', 'what another holds'),
  async run(call) {
    const { yes = false, force = false } = call.options<{ yes: boolean; force: boolean }>();
    const ids = await call.ids(call.args);
    const snapshot = await call.snapshot();
    const names = ids.map((id) => `${snapshot.short(id)} "${oneLine(snapshot.summary(id)?.title ?? '')}"`);
    if (!yes)
      throw call.usage(
        `delete takes ${names.join(', ')} away for good; --yes does it`,
        `git task cancel ${ids.map((id) => snapshot.short(id)).join(' ')} -r "<reason>"`,
        'what is only not done any more is cancelled: it stays, with its reason',
      );
    const { result } = await call.tracker.run(deleteTasks, { ids, force });
    for (const name of names) call.out.hint(`deleted ${name}`);
    call.out.hint('  its history stays on the branch until it is purged');
    call.out.answer({
      kind: 'deleted',
      data: () => result.changed,
      ids: () => result.changed,
      text: () => [],
    });
  },
};
