import type { TaskId } from '../../domain/id.ts';
import { readyTasks } from '../../domain/ready.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { GitTaskError } from '../../errors.ts';
import { answerPages, viewNow } from '../answer-tasks.ts';
import { parsePatience } from '../arguments.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';
import { blockersIn, stateOf, type View } from '../view.ts';

const UNTIL = ['ready', 'completed', 'changed'] as const;
type Until = (typeof UNTIL)[number];

/** Shells of agents are often killed after 120 s. */
const TIMEOUT = '100s';

interface Options {
  readonly until: string;
  readonly any: boolean;
  readonly all: boolean;
  readonly timeout: string;
}

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['wait <id>', 'wait k7x2 m2p8 --until completed --any', 'wait --timeout 60s'],
  statuses: [[5, 'the time is over, and it is not so yet']],
  see: ['watch', 'next'],
  options: (command) =>
    command
      .option('--until <what>', UNTIL.join('|'), 'ready')
      .option('--any', 'until one of them is')
      .option('--all', 'until all of them are; this is the default')
      .option('--timeout <duration>', `how long, ${TIMEOUT} unless told`),
  async run(call) {
    const options = call.options<Options>();
    const until = UNTIL.find((known) => known === (options.until ?? 'ready'));
    if (until === undefined)
      throw call.usage(
        `can't wait until "${options.until ?? ''}"`,
        'git task wait <id> --until completed',
        UNTIL.join(', '),
      );
    if (options.any === true && options.all === true) throw call.usage('--any or --all, not both');
    const patience = parsePatience(options.timeout ?? TIMEOUT);
    // Without a task: until anything is ready for the caller.
    const ids = call.args.length === 0 ? [] : await call.ids(call.args);
    if (ids.length === 0 && until !== 'ready')
      throw call.usage('which task?', `git task wait <id> --until ${until}`);
    const start = (await viewNow(call)).snapshot;
    const before = new Map(ids.map((id) => [id, JSON.stringify(start.task(id))]));
    const deadline = call.ports.now() + patience;
    const watch = await call.tracker.watch();
    try {
      for (;;) {
        const view = await viewNow(call);
        const reached =
          ids.length === 0 ? offered(call, view) : ids.filter((id) => isReached(view, id, until, before));
        if (
          reached.length > 0 &&
          (ids.length === 0 || options.any === true || reached.length === ids.length)
        ) {
          answerPages(call, view, reached);
          return;
        }
        refuseHopeless(view, ids, until);
        const left = deadline - call.ports.now();
        if (left <= 0 || call.io.interrupted.aborted) throw timedOut(call, view, ids, patience);
        await watch.next(left);
      }
    } finally {
      await watch.close();
    }
  },
};

function offered(call: Call, { snapshot }: View): readonly TaskId[] {
  return readyTasks(snapshot, call.tracker.actor, false)
    .slice(0, 1)
    .map((task) => task.id);
}

function isReached(
  view: View,
  id: TaskId,
  until: Until,
  before: ReadonlyMap<TaskId, string | undefined>,
): boolean {
  if (until === 'changed') return JSON.stringify(view.snapshot.task(id)) !== before.get(id);
  const task = view.snapshot.summary(id);
  if (task === undefined) return false;
  if (until === 'completed') return task.status === 'completed';
  // Whoever waits for a task to be ready has waited long enough when it is already further.
  if (task.status === 'pending') return stateOf(view, task) === 'ready';
  return task.status !== 'cancelled' && blockersIn(view, task).length === 0;
}

/** @throws TASK_NOT_FOUND, TRANSITION_NOT_ALLOWED where what is waited for can't come */
function refuseHopeless(view: View, ids: readonly TaskId[], until: Until): void {
  for (const id of until === 'changed' ? [] : ids) {
    const task: TaskSummary | undefined = view.snapshot.summary(id);
    if (task === undefined)
      throw new GitTaskError('TASK_NOT_FOUND', `there is no task ${id} any more`, {
        template: 'git task list',
      });
    if (task.status === 'cancelled')
      throw new GitTaskError(
        'TRANSITION_NOT_ALLOWED',
        `${view.snapshot.short(id)} is cancelled and will not be ${until}`,
        {
          template: `git task show ${view.snapshot.short(id)}`,
          details: { task: id },
        },
      );
  }
}

function timedOut(call: Call, view: View, ids: readonly TaskId[], patience: number): GitTaskError {
  const options = call.options<Options>();
  const flags = [
    ...ids.map((id) => view.snapshot.short(id)),
    ...(options.until === undefined || options.until === 'ready' ? [] : [`--until ${options.until}`]),
    ...(options.any === true ? ['--any'] : []),
    ...(options.timeout === undefined ? [] : [`--timeout ${options.timeout}`]),
  ];
  const states = ids.map((id) => {
    const task = view.snapshot.summary(id);
    return `${view.snapshot.short(id)} is ${task === undefined ? 'gone' : stateOf(view, task)}`;
  });
  const what = states.length === 0 ? 'nothing is ready' : states.join(', ');
  return new GitTaskError('WAIT_TIMED_OUT', `after ${Math.round(patience / 1000)} s ${what}`, {
    template: ['git task wait', ...flags].join(' '),
    details: { tasks: ids },
  });
}
