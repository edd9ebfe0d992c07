import { isMe } from '../../domain/actor.ts';
import { stampTime } from '../../domain/stamp.ts';
import { type Statistics, statisticsOf } from '../../domain/statistics.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { viewNow } from '../answer-tasks.ts';
import { type OpenWork, statisticsJson, statisticsLines } from '../render/statistics.ts';
import { gather, type Verb } from '../verb.ts';
import { stateOf, type View } from '../view.ts';

interface Options {
  readonly since: string;
  readonly label: readonly string[];
  readonly by: string;
}

const OLDEST_SHOWN = 5;

export const verb: Verb = {
  examples: ['stats', 'stats --since 2026-01-01', 'stats --label api --by bob --json'],
  see: ['log', 'list'],
  options: (command) =>
    command
      .option('--since <time>', 'what happened from then on; all of it unless told')
      .option('-l, --label <label>', 'of tasks with this label; may be repeated', gather)
      .option('--by <actor>', 'what this actor did, or anybody before the slash'),
  async run(call) {
    const { since, label: labels = [], by } = call.options<Options>();
    const start = since === undefined ? undefined : await call.tracker.since(since);
    if (start?.kind === 'cursor')
      throw call.usage('--since takes a time here', 'git task stats --since 2026-01-01');
    const view = await viewNow(call);
    const now = call.ports.now();
    const wanted = (task: TaskSummary): boolean =>
      labels.every((label) => task.labels.includes(label)) &&
      (by === undefined || [task.assignee, task.claim?.by].some((name) => name && isMe(name, by)));
    const statistics: Statistics = statisticsOf({
      flows: await call.tracker.store.flows(view.snapshot.tip),
      since: start && stampTime(start.stamp),
      now,
      labels,
      ...(by === undefined ? {} : { by: (actor: string) => isMe(actor, by) }),
    });
    const open = openWork(view, wanted);
    call.out.answer({
      kind: 'stats',
      data: () => statisticsJson(statistics, open, now),
      ids: () => open.oldest.map(({ id }) => id),
      text: () => statisticsLines(view, statistics, open, now, call.style),
    });
  },
};

/** What is open now; whose it is, is asked of its assignee and holder. */
function openWork(view: View, wanted: (task: TaskSummary) => boolean): OpenWork {
  const tasks = [...view.snapshot.open.values()].filter(wanted);
  const states = new Map<string, number>();
  for (const task of tasks) {
    const state = stateOf(view, task);
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  return {
    count: tasks.length,
    states,
    oldest: tasks.sort((one, two) => (one.created < two.created ? -1 : 1)).slice(0, OLDEST_SHOWN),
    stale: [...view.stale].flatMap((id) => {
      const task = view.snapshot.summary(id);
      return task !== undefined && wanted(task) ? [task] : [];
    }),
  };
}
