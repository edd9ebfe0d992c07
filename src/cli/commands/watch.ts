import { isMe } from '../../domain/actor.ts';
import type { Event } from '../../domain/event.ts';
import type { Call } from '../call.ts';
import { eventJson, eventLine } from '../render/event-line.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly follow: boolean;
  readonly since: string;
  readonly me: boolean;
}

export const verb: Verb = {
  arguments: '[ids...]',
  examples: [
    'watch --follow --me',
    'watch --since 2026-01-31T12:00:00Z',
    'watch --follow --since <cursor> --json',
    'watch --since yesterday',
  ],
  options: (command) =>
    command
      .option('--follow', 'go on as they come, from now on unless --since is given')
      .option('--since <cursor|time>', 'only what came after it')
      .option('--me', 'only what concerns you: by you, to you, or on your tasks'),
  async run(call) {
    const { follow = false, since, me = false } = call.options<Options>();
    const { tracker, out, io } = call;
    await call.snapshot();
    const start = since === undefined ? undefined : await tracker.since(since);
    const ids = call.args.length === 0 ? undefined : new Set(await call.ids(call.args));
    const stream = follow ? tracker.follow(start, io.interrupted) : tracker.events(start);
    let seen = '';
    for await (const { event, cursor } of stream) {
      const tip = tracker.store.tip() ?? '';
      const snapshot = tip === seen ? await call.snapshot() : await call.fresh();
      seen = tip;
      if (ids !== undefined && (event.task === undefined || !ids.has(event.task))) continue;
      if (me && !concerns(call, snapshot.summary(event.task ?? ''), event)) continue;
      if (out.format.json) out.envelope('event', { ...eventJson(event), cursor });
      else if (out.format.quiet) out.lines([event.id]);
      else out.lines([eventLine(snapshot, event, call.style)]);
    }
  },
};

/** Whether an event is by the actor, addressed to it, or on a task that is assigned to it or held by it. */
function concerns(
  { tracker: { actor } }: Call,
  task: { readonly assignee?: string; readonly claim?: { readonly by: string } } | undefined,
  event: Event,
): boolean {
  const { to, assignee } = event.data;
  const addressed = Array.isArray(to) && to.some((name) => typeof name === 'string' && isMe(actor, name));
  const named = typeof assignee === 'string' && isMe(actor, assignee);
  return (
    event.by === actor || addressed || named || isMe(actor, task?.assignee) || isMe(actor, task?.claim?.by)
  );
}
