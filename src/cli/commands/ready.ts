import { readyTasks } from '../../domain/ready.ts';
import { answerList, LINES_SHOWN, viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['ready', 'ready --any --limit 5'],
  see: ['next', 'blocked'],
  options: (command) =>
    command
      .option('--any', "other people's tasks too")
      .option('-n, --limit <n>', `how many, ${LINES_SHOWN} unless told`),
  async run(call) {
    const { any = false, limit } = call.options<{ any: boolean; limit: string }>();
    const most = limit === undefined ? undefined : parseCount(limit, '--limit');
    const view = await viewNow(call);
    const tasks = readyTasks(view.snapshot, call.tracker.actor, any);
    answerList(call, view, tasks, { most });
    if (tasks.length === 0)
      call.out.hint(
        view.snapshot.ranked.length === 0 ? 'no task is open' : 'nothing is ready: git task blocked',
      );
  },
};
