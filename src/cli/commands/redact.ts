import { isTaskId } from '../../domain/id.ts';
import { isStamp } from '../../domain/stamp.ts';
import type { EventOfTask } from '../../operations/redact.ts';
import { redactEvents } from '../../tracker/redact.ts';
import type { Verb } from '../verb.ts';

/** Of events that only look alike. */
const SHOWN = 5;

export const verb: Verb = {
  arguments: '<events...>',
  examples: ['redact <event> -m "<reason>"'],
  see: ['purge', 'watch'],
  options: (command) => command.option('-m, --message <reason>', 'why, which all will see; - reads stdin'),
  async run(call) {
    const { message } = call.options<{ message: string }>();
    const events = call.args.map((text) => text.toUpperCase());
    const odd = call.args.find((_, at) => !isStamp(events[at] ?? ''));
    if (odd !== undefined)
      throw call.usage(
        `"${odd.slice(0, 60)}" is not the stamp of an event`,
        `git task watch ${isTaskId(odd) ? odd : '<id>'} --json`,
        'redact takes events, 26 characters each, as watch --json prints them under `id`',
      );
    const { tracker, out } = call;
    const reason = message === undefined ? undefined : call.text(message);
    const { redacted, quoting, already, alike, sentTo } = await redactEvents(tracker, events, reason);
    const brief = ({ task, event }: EventOfTask): object => ({ id: event.id, type: event.type, task });
    out.answer({
      kind: 'redaction',
      data: () => ({
        redacted: redacted.map(brief),
        quoting: quoting.map(brief),
        already,
        alike: alike.map(brief),
        sent_to: sentTo,
      }),
      ids: () => [...redacted, ...quoting].map(({ event }) => event.id),
      text: () => [],
    });
    const snapshot = await call.fresh();
    const line = ({ task, event }: EventOfTask): string =>
      `${event.id} ${event.type} of ${snapshot.short(task)}`;
    for (const id of already) out.hint(`already redacted ${id}`);
    for (const one of redacted) out.hint(`redacted ${line(one)}`);
    for (const one of quoting) out.hint(`  and ${line(one)}, which quoted it`);
    for (const one of alike.slice(0, SHOWN))
      out.hint(`  the same text is in ${line(one)}: git task redact ${one.event.id}`);
    if (alike.length > SHOWN) out.hint(`  and in ${alike.length - SHOWN} more: --json names them`);
    if (redacted.length === 0) return;
    out.hint('  still in older commits of this branch, in this clone, until a purge (git task purge -h)');
    out.hint(
      sentTo.length === 0
        ? '  as far as this clone knows, it was sent nowhere'
        : `  sent before to ${sentTo.join(', ')}: git task sync redacts it there, older commits and other clones keep it`,
    );
    out.hint('  a password or key that others may have seen is to be changed');
  },
};
