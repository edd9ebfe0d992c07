import { release } from '../../operations/release.ts';
import { answerActed, viewNow } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly reason: string;
  readonly force: boolean;
  readonly stale: boolean;
}

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['release', 'release k7x2 -r "needs somebody who knows SQL"', 'release --stale'],
  see: ['start', 'submit'],
  options: (command) =>
    command
      .option('-r, --reason <text>', 'why; - reads stdin')
      .option('--force', 'what another holds')
      .option('--stale', 'every claim whose holder gives no sign of life'),
  async run(call) {
    const { reason, force = false, stale = false } = call.options<Options>();
    if (stale && call.args.length > 0)
      throw call.usage('--stale names the tasks itself', 'git task release --stale');
    const ids = stale ? [...(await viewNow(call)).stale] : await call.ids(call.args);
    if (ids.length === 0) {
      call.out.hint('no claim is stale');
      call.out.answer({ kind: 'task_list', data: () => [], text: () => [] });
      return;
    }
    const { result } = await call.tracker.run(release, {
      ids,
      force,
      ...(reason === undefined ? {} : { reason: call.text(reason) }),
    });
    await answerActed(call, { ids, done: 'released', changed: result.changed });
  },
};
