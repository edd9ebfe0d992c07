import { oneLine } from '../../domain/text.ts';
import { describeBlocker } from '../../operations/refusals.ts';
import { viewNow, wholeTasks } from '../answer-tasks.ts';
import { taskJson } from '../render/task-json.ts';
import { taskLines } from '../render/task-line.ts';
import { SORTS } from '../select-tasks.ts';
import type { Verb } from '../verb.ts';
import { blockersIn } from '../view.ts';

export const verb: Verb = {
  examples: ['blocked'],
  see: ['deps', 'wait'],
  async run(call) {
    const view = await viewNow(call);
    const tasks = [...view.snapshot.open.values()]
      .filter((task) => blockersIn(view, task).length > 0)
      .sort(SORTS.priority);
    const ids = tasks.map((task) => task.id);
    call.out.answer({
      kind: 'task_list',
      data: () => wholeTasks(view, ids).map((task) => taskJson(view, task)),
      ids: () => ids,
      text: () => {
        const lines = taskLines(view, tasks, call.style);
        return tasks.flatMap((task, at) => [
          lines[at] ?? '',
          ...blockersIn(view, task).map(
            (blocker) => `      by ${oneLine(describeBlocker(view.snapshot, blocker, task))}`,
          ),
        ]);
      },
    });
    if (tasks.length === 0) call.out.hint('nothing is blocked');
  },
};
