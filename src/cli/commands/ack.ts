import type { TaskId } from '../../domain/id.ts';
import { isStamp, type Stamp } from '../../domain/stamp.ts';
import { GitTaskError } from '../../errors.ts';
import { acknowledge } from '../../operations/acknowledge.ts';
import { viewNow } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[tasks...]',
  examples: ['ack <id> -m "<decision>"', 'ack', 'ack --all'],
  see: ['inbox', 'impact'],
  options: (command) =>
    command
      .option('--all', 'everything in the inbox')
      .option('-m, --message <decision>', 'what you decided; - reads stdin'),
  async run(call) {
    const { all = false, message } = call.options<{ all: boolean; message: string }>();
    if (all && call.args.length > 0) throw call.usage('--all names everything itself', 'git task ack --all');
    const view = await viewNow(call);
    const { snapshot } = view;
    const inbox = await call.tracker.inbox(snapshot);
    const events = call.args.filter((text) => isStamp(text.toUpperCase())).map((text) => text.toUpperCase());
    const named = call.args.filter((text) => !isStamp(text.toUpperCase()));
    const alertsOf = (id: TaskId): readonly Stamp[] =>
      call.tracker.alerts(snapshot.summary(id) ?? missing(id)).map((alert) => alert.id);
    const fromEvents = events.map(
      (event) => inbox.find((item) => item.event === event)?.task ?? missing(event),
    );
    const ids = [
      ...new Set(
        all
          ? inbox.map(({ task }) => task)
          : [...(named.length > 0 || events.length === 0 ? await call.ids(named) : []), ...fromEvents],
      ),
    ];
    const byEvent = events.length > 0 && named.length === 0;
    // Only what is addressed to the caller: others still have to see theirs.
    const wanted = byEvent ? events : ids.flatMap(alertsOf);
    const decision = message === undefined ? {} : { decision: call.text(message) };
    const { result } = await call.tracker.run(acknowledge, { ids, alerts: wanted, ...decision });
    call.tracker.marks.markSeen(
      inbox.filter(({ task, event }) => (byEvent ? events.includes(event) : ids.includes(task))),
    );
    call.out.answer({
      kind: 'acknowledged',
      data: () => ({ tasks: ids, events: result.acknowledged.map(({ alert }) => alert) }),
      ids: () => ids,
      text: () => [],
    });
    const count = result.acknowledged.length;
    const shorts = ids.map((id) => snapshot.short(id)).join(', ');
    call.out.hint(
      count === 0
        ? `seen${shorts === '' ? ': nothing waits for you' : ` ${shorts}`}`
        : `acknowledged ${count} on ${shorts}`,
    );
  },
};

function missing(id: string): never {
  throw new GitTaskError('ENTRY_NOT_FOUND', `nothing in the inbox is ${id}`, { template: 'git task inbox' });
}
