import { readyTasks } from '../../domain/ready.ts';
import { answerList, viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import type { Verb } from '../verb.ts';

const SHOWN = 50;

export const verb: Verb = {
  examples: ['ready', 'ready --any --limit 5'],
  options: (command) =>
    command
      .option('--any', "other people's tasks too")
      .option('-n, --limit <n>', `how many, ${SHOWN} unless told`),
  async run(call) {
    const { any = false, limit } = call.options<{ any: boolean; limit: string }>();
    const most = limit === undefined ? undefined : parseCount(limit, '--limit');
    const view = await viewNow(call);
    const ids = readyTasks(view.snapshot, call.tracker.actor, any).map((task) => task.id);
    answerList(call, view, most === undefined ? ids : ids.slice(0, most), SHOWN);
    if (ids.length === 0) call.out.hint('nothing is ready: git task blocked');
  },
};
