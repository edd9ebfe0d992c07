import { oneLine } from '../../domain/text.ts';
import { undoLast } from '../../tracker/undo.ts';
import { viewNow } from '../answer-tasks.ts';
import { eventJson } from '../render/event-line.ts';
import { taskJson } from '../render/task-json.ts';
import type { Verb } from '../verb.ts';
import { stateOf } from '../view.ts';

const SHOWN = 10;

export const verb: Verb = {
  examples: ['undo'],
  async run(call) {
    const { undone, passedOver, tasks, deleted } = await undoLast(call.tracker);
    const view = await viewNow(call);
    const { snapshot } = view;
    for (const { subject } of passedOver.slice(0, SHOWN))
      call.out.hint(`passed over "${oneLine(subject)}": what it was about was deleted since`);
    call.out.hint(`undid "${oneLine(undone.subject)}" of ${undone.at}`);
    const left = tasks.flatMap((id) => snapshot.task(id) ?? []);
    for (const task of left.slice(0, SHOWN))
      call.out.hint(
        `  ${snapshot.short(task.id)} "${oneLine(task.title)}" is ${stateOf(view, task).replace('_', ' ')}`,
      );
    if (left.length > SHOWN) call.out.hint(`  and ${left.length - SHOWN} more tasks`);
    if (deleted.length > 0)
      call.out.hint(
        `  ${deleted.length === 1 ? 'the task that it created is' : `the ${deleted.length} tasks that it created are`} gone`,
      );
    call.out.answer({
      kind: 'undone',
      data: () => ({
        commit: undone.commit,
        subject: undone.subject,
        at: undone.at,
        events: undone.events.map(eventJson),
        deleted,
        tasks: left.map((task) => taskJson(view, task)),
      }),
      ids: () => tasks,
      text: () => [],
    });
  },
};
