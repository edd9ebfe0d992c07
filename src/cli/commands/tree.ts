import { answerRows, LINES_SHOWN, viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import { branchesOf } from '../render/branches.ts';
import { canDrawLines } from '../render/style.ts';
import { SORTS, treeOrder } from '../select-tasks.ts';
import { addFilters, readFilters } from '../task-filters.ts';
import { countChildren, nestTasks, underTask, withAncestors } from '../task-tree.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[id]',
  examples: ['tree', 'tree <id>', 'tree --all', 'tree --label api --json'],
  options: (command) =>
    addFilters(command)
      .option('-n, --limit <n>', `how many lines, ${LINES_SHOWN} unless told`)
      .option('--ascii', 'draw with ASCII alone'),
  async run(call) {
    const {
      limit,
      ascii = false,
      all = false,
    } = call.options<{ limit: string; ascii: boolean; all: boolean }>();
    const [text] = call.args;
    const root = text === undefined ? undefined : await call.id(text);
    const select = await readFilters(call);
    const most = limit === undefined ? undefined : parseCount(limit, '--limit');
    const view = await viewNow(call);
    const own = root === undefined ? undefined : view.snapshot.summary(root);
    const selected = withAncestors(view, [...select(view), ...(own === undefined ? [] : [own])]).sort(
      SORTS.priority,
    );
    const depths = treeOrder(root === undefined ? selected : underTask(selected, root), root);
    const progress = await countChildren(call, view);
    const branches = branchesOf(depths, !ascii && canDrawLines(call.ports.env));
    answerRows(call, view, {
      kind: 'task_tree',
      tasks: [...depths.keys()],
      most,
      data: (shown) => nestTasks(view, new Map(shown.map((task) => [task, depths.get(task) ?? 0])), progress),
      before: (task) => branches.get(task) ?? '',
      behind: ({ id }) => {
        const count = progress.get(id);
        return count === undefined ? '' : `  ${count.done}/${count.of}`;
      },
    });
    if (depths.size === 0)
      call.out.hint(all ? 'nothing matches' : 'nothing matches; --all looks at closed tasks too');
  },
};
