import { type Purged, purge } from '../../tracker/purge.ts';
import type { Verb } from '../verb.ts';

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function goes({ commits, deleted }: Purged): string {
  const contents =
    deleted.length === 0
      ? ''
      : ` and the contents of ${counted(deleted.length, 'deleted task', 'deleted tasks')}`;
  return `${counted(commits, 'commit', 'commits')} of history${contents}`;
}

export const verb: Verb = {
  examples: ['purge', 'purge --yes'],
  see: ['delete', 'redact'],
  options: (command) => command.option('--yes', 'do it: the history of the tasks goes, the tasks stay'),
  async run(call) {
    const { yes = false } = call.options<{ yes: boolean }>();
    const { out } = call;
    const done = await purge(call.tracker, yes);
    const { before, tip, epoch, sentTo } = done;
    out.answer({
      kind: 'purge',
      data: () => ({ ...done, tip: tip ?? null, sentTo: undefined, sent_to: sentTo }),
      text: () => [],
    });
    if (tip === undefined) {
      out.hint(`nothing was done; --yes takes away ${goes(done)}`);
      out.hint('  all tasks stay as they stand, with their events');
      if (sentTo.length > 0) out.hint(`  the next sync replaces the history of ${sentTo.join(', ')} as well`);
      return;
    }
    out.hint(`purged ${goes(done)}; epoch ${epoch} begins at ${tip.slice(0, 12)}`);
    out.hint(`  still in this clone: the old tip ${before.slice(0, 12)} in the reflog, until it expires`);
    out.hint('    to be rid of it now: git reflog expire --expire=now refs/tasks/main');
    out.hint('    git gc then drops what nothing leads to any more, two weeks later unless told otherwise');
    if (sentTo.length === 0) return;
    out.hint(
      `  still on ${sentTo.join(', ')}, and in our copy of it: git task sync replaces both, by a push that must`,
    );
    out.hint(
      '    find there what this clone knows; a host may keep the old objects for a while, its backups for longer',
    );
    out.hint('  other clones take the new history at their next sync, and keep the old one in their reflogs');
  },
};
