import { isMe } from '../../domain/actor.ts';
import { matchGlob } from '../../domain/glob.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { answerList, LINES_SHOWN, viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import { SORTS, STATES, selectTasks, treeOrder } from '../select-tasks.ts';
import { gather, type Verb } from '../verb.ts';

interface Options {
  readonly all: boolean;
  readonly me: boolean;
  readonly status: string;
  readonly assignee: string;
  readonly label: readonly string[];
  readonly type: string;
  readonly parent: string;
  readonly path: string;
  readonly sort: string;
  readonly limit: string;
  readonly tree: boolean;
}

export const verb: Verb = {
  examples: ['list', 'list --me', 'list --status in_progress', 'list --all --label api --sort due'],
  options: (command) =>
    command
      .option('--all', 'closed ones too')
      .option('--me', 'assigned to you or held by you')
      .option('-s, --status <status>', STATES.join('|'))
      .option('-a, --assignee <name>', 'assigned to or held by')
      .option('-l, --label <label>', 'with this label; may be repeated', gather)
      .option('-t, --type <type>', 'of this type')
      .option('--parent <id>', 'children of a task')
      .option('--path <path>', 'whose links or file resources meet this path')
      .option('--sort <key>', Object.keys(SORTS).join('|'), 'priority')
      .option('-n, --limit <n>', `how many lines, ${LINES_SHOWN} unless told`)
      .option('--tree', 'children under their parents'),
  async run(call) {
    const options = call.options<Options>();
    const { status, sort = 'priority' } = options;
    if (status !== undefined && !STATES.includes(status))
      throw call.usage(`"${status}" is not a status`, 'git task list --status ready', STATES.join(', '));
    const order = SORTS[sort];
    if (order === undefined)
      throw call.usage(`can't sort by "${sort}"`, 'git task list --sort due', Object.keys(SORTS).join(', '));
    const most = options.limit === undefined ? undefined : parseCount(options.limit, '--limit');
    const parent = options.parent === undefined ? undefined : await call.id(options.parent);
    const path = options.path === undefined ? undefined : call.path(options.path);
    const view = await viewNow(call);
    const wanted = (task: TaskSummary): boolean =>
      (options.me !== true || isMine(call.tracker.actor, task)) &&
      (options.assignee === undefined ||
        task.assignee === options.assignee ||
        task.claim?.by === options.assignee) &&
      (options.label ?? []).every((label) => task.labels.includes(label)) &&
      (options.type === undefined || task.type === options.type) &&
      (parent === undefined || task.parent === parent) &&
      (path === undefined || meetsPath(task, path));
    const selected = selectTasks(view, { status, all: options.all === true, wanted }).sort(order);
    const depths = options.tree === true ? treeOrder(selected) : undefined;
    const tasks = depths === undefined ? selected : [...depths.keys()];
    answerList(
      call,
      view,
      tasks.map((task) => task.id),
      { most, depth: (task) => depths?.get(task) ?? 0 },
    );
    if (tasks.length === 0)
      call.out.hint(
        options.all === true ? 'nothing matches' : 'nothing matches; --all looks at closed tasks too',
      );
  },
};

function isMine(actor: string, task: TaskSummary): boolean {
  return isMe(actor, task.assignee) || isMe(actor, task.claim?.by);
}

/** Whether a link or a file resource of the task is the path, below it, or a pattern over it. */
function meetsPath(task: TaskSummary, path: string): boolean {
  const files = task.resources.flatMap((resource) => /^\w+:(?:file|symbol):(.*)$/.exec(resource)?.[1] ?? []);
  return [...task.links, ...files].some((entry) => {
    const [file = ''] = entry.split('#');
    return (
      file === path || file.startsWith(`${path}/`) || path.startsWith(`${file}/`) || matchGlob(file, path)
    );
  });
}
