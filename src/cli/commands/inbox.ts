import { oneLine } from '../../domain/text.ts';
import { viewNow } from '../answer-tasks.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['inbox'],
  see: ['ack', 'watch'],
  async run(call) {
    const view = await viewNow(call);
    const items = await call.tracker.inbox(view.snapshot);
    call.out.answer({
      kind: 'inbox',
      data: () =>
        items.map(({ kind, task, event, text, alert }) => ({
          kind,
          task,
          event,
          text,
          title: view.snapshot.summary(task)?.title ?? null,
          cause: alert?.cause ?? null,
          change: alert?.change ?? null,
          resource: alert?.resource ?? null,
        })),
      ids: () => [...new Set(items.map(({ task }) => task))],
      text: () =>
        items.map(({ kind, task, text }) => {
          const short = view.snapshot.short(task);
          const title = oneLine(view.snapshot.summary(task)?.title ?? '');
          return `${call.style.cyan(short)}  ${kind.padEnd(10)}  ${oneLine(text)}  (${title})`;
        }),
    });
    if (items.length === 0) call.out.hint('nothing waits for you');
    else call.out.hint(`git task ack <id> -m "<decision>", or git task ack --all`);
  },
};
