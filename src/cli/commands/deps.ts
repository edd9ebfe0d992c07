import type { TaskId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import { viewNow, wholeTasks } from '../answer-tasks.ts';
import { taskJson } from '../render/task-json.ts';
import type { Verb } from '../verb.ts';
import { stateOf, type View } from '../view.ts';

type Neighbours = (id: TaskId) => readonly TaskId[];

/** A tree of ids as indented lines; what was shown above is named once more and not opened again. */
function treeLines(view: View, root: TaskId, neighbours: Neighbours): readonly string[] {
  const lines: string[] = [];
  const shown = new Set<TaskId>([root]);
  const below = (id: TaskId, depth: number): { id: TaskId; depth: number }[] =>
    [...neighbours(id)].reverse().map((next) => ({ id: next, depth }));
  const stack = below(root, 1);
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { id, depth } = top;
    const task = view.snapshot.summary(id);
    const again = shown.has(id);
    shown.add(id);
    const name =
      task === undefined
        ? `${id} (gone)`
        : `${view.snapshot.short(id)}  ${stateOf(view, task)}  ${oneLine(task.title)}`;
    lines.push(`${'  '.repeat(depth)}${name}${again ? '  (above)' : ''}`);
    if (!again) stack.push(...below(id, depth + 1));
  }
  return lines;
}

export const verb: Verb = {
  arguments: '[id]',
  examples: ['deps <id>'],
  see: ['depend', 'blocked'],
  async run(call) {
    const [id = ''] = await call.ids(call.args);
    const view = await viewNow(call);
    const before: Neighbours = (one) => view.snapshot.summary(one)?.depends_on ?? [];
    const after: Neighbours = (one) => view.snapshot.dependents(one).map(({ id }) => id);
    call.out.answer({
      kind: 'dependencies',
      data: () => ({
        task: id,
        waits_for: wholeTasks(view, before(id)).map((task) => taskJson(view, task)),
        waited_for_by: wholeTasks(view, after(id)).map((task) => taskJson(view, task)),
      }),
      ids: () => before(id),
      text: () => {
        const [up, down] = [treeLines(view, id, before), treeLines(view, id, after)];
        const task = view.snapshot.summary(id);
        return [
          `${view.snapshot.short(id)}  ${task === undefined ? '' : stateOf(view, task)}  ${oneLine(task?.title ?? '')}`,
          ...(up.length === 0 ? [] : ['waits for', ...up]),
          ...(down.length === 0 ? [] : ['waited for by', ...down]),
        ];
      },
    });
  },
};
