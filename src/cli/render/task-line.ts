import { PRIORITIES, type TaskSummary } from '../../domain/task.ts';
import { oneLine } from '../../domain/text.ts';
import { type State, stateOf, type View } from '../view.ts';
import type { Style } from './style.ts';

/** Who has a task: its holder while in progress or review, else its assignee. */
function ownerOf(task: TaskSummary): string | undefined {
  return task.claim?.by ?? task.assignee;
}

export function paintState(style: Style, state: State, text: string): string {
  if (state === 'ready') return style.green(text);
  if (state === 'blocked' || state === 'stale') return style.red(text);
  if (state === 'in_progress' || state === 'in_review') return style.yellow(text);
  return style.dim(text);
}

/** What stands around a task's title. */
export interface TitleFrame {
  readonly before?: (task: TaskSummary) => string;
  readonly behind?: (task: TaskSummary) => string;
}

/** Tasks, one line each: id, status, priority, owner, and the title last. */
export function taskLines(
  view: View,
  tasks: readonly TaskSummary[],
  style: Style,
  { before, behind }: TitleFrame = {},
): readonly string[] {
  const rows = tasks.map((task) => ({
    short: view.snapshot.short(task.id),
    state: stateOf(view, task),
    priority: task.priority === 0 ? '-' : PRIORITIES[task.priority],
    owner: oneLine(ownerOf(task) ?? '-'),
    title: `${before?.(task) ?? ''}${oneLine(task.title)}${behind?.(task) ?? ''}`,
  }));
  const width = (key: 'short' | 'state' | 'owner'): number =>
    Math.max(0, ...rows.map((row) => row[key].length));
  const [ids, states, owners] = [width('short'), width('state'), Math.min(24, width('owner'))];
  return rows.map(
    ({ short, state, priority, owner, title }) =>
      `${style.cyan(short.padEnd(ids))}  ${paintState(style, state, state.padEnd(states))}  ${priority.padEnd(8)}  ${owner.padEnd(owners)}  ${title}`,
  );
}
