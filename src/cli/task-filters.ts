import type { Command } from 'commander';
import { isMe } from '../domain/actor.ts';
import { matchGlob } from '../domain/glob.ts';
import type { TaskSummary } from '../domain/task.ts';
import type { Call } from './call.ts';
import { STATES, selectTasks } from './select-tasks.ts';
import { gather } from './verb.ts';
import type { View } from './view.ts';

interface Filters {
  readonly all: boolean;
  readonly me: boolean;
  readonly status: string;
  readonly assignee: string;
  readonly label: readonly string[];
  readonly type: string;
  readonly parent: string;
  readonly path: string;
}

/** Adds the options that say which tasks are meant. */
export function addFilters(command: Command): Command {
  return command
    .option('--all', 'closed ones too')
    .option('--me', 'assigned to you or held by you')
    .option('-s, --status <status>', STATES.join('|'))
    .option('-a, --assignee <name>', 'assigned to or held by')
    .option('-l, --label <label>', 'with this label; may be repeated', gather)
    .option('-t, --type <type>', 'of this type')
    .option('--parent <id>', 'children of a task')
    .option('--path <path>', 'whose links or file resources meet this path');
}

/** Whether a call is for all open tasks. */
export function isUnfiltered(call: Call): boolean {
  const { all, me, status, assignee, label, type, parent, path } = call.options<Filters>();
  return [all, me, status, assignee, label, type, parent, path].every((option) => option === undefined);
}

/** Gives what the options of {@link addFilters} select of a view. */
export async function readFilters(call: Call): Promise<(view: View) => TaskSummary[]> {
  const options = call.options<Filters>();
  const { status, label = [] } = options;
  if (status !== undefined && !STATES.includes(status))
    throw call.usage(
      `"${status}" is not a status`,
      `git task ${call.verb} --status ready`,
      STATES.join(', '),
    );
  const parent = options.parent === undefined ? undefined : await call.id(options.parent);
  const path = options.path === undefined ? undefined : call.path(options.path);
  const wanted = (task: TaskSummary): boolean =>
    (options.me !== true || isMine(call.tracker.actor, task)) &&
    (options.assignee === undefined ||
      task.assignee === options.assignee ||
      task.claim?.by === options.assignee) &&
    label.every((one) => task.labels.includes(one)) &&
    (options.type === undefined || task.type === options.type) &&
    (parent === undefined || task.parent === parent) &&
    (path === undefined || meetsPath(task, path));
  return (view) => selectTasks(view, { status, all: options.all === true, wanted });
}

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
