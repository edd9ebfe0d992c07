import { answerList, LINES_SHOWN, viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import { branchesOf } from '../render/branches.ts';
import { canDrawLines } from '../render/style.ts';
import { SORTS, treeOrder } from '../select-tasks.ts';
import { addFilters, isUnfiltered, readFilters } from '../task-filters.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly all: boolean;
  readonly sort: string;
  readonly limit: string;
  readonly tree: boolean;
}

export const verb: Verb = {
  examples: ['list', 'list --me', 'list --status in_progress', 'list --all --label api --sort due'],
  options: (command) =>
    addFilters(command)
      .option('--sort <key>', Object.keys(SORTS).join('|'), 'priority')
      .option('-n, --limit <n>', `how many lines, ${LINES_SHOWN} unless told`)
      .option('--tree', 'children under their parents'),
  async run(call) {
    const options = call.options<Options>();
    const { sort = 'priority' } = options;
    const select = await readFilters(call);
    const order = SORTS[sort];
    if (order === undefined)
      throw call.usage(`can't sort by "${sort}"`, 'git task list --sort due', Object.keys(SORTS).join(', '));
    const most = options.limit === undefined ? undefined : parseCount(options.limit, '--limit');
    const view = await viewNow(call);
    const selected =
      sort === 'priority' && isUnfiltered(call) ? view.snapshot.ranked : select(view).sort(order);
    const depths = options.tree === true ? treeOrder(selected.slice()) : undefined;
    const tasks = depths === undefined ? selected : [...depths.keys()];
    const branches = depths === undefined ? undefined : branchesOf(depths, canDrawLines(call.ports.env));
    answerList(call, view, tasks, { most, before: (task) => branches?.get(task) ?? '' });
    if (tasks.length === 0)
      call.out.hint(
        options.all === true ? 'nothing matches' : 'nothing matches; --all looks at closed tasks too',
      );
  },
};
