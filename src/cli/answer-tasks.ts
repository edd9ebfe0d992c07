import type { TaskId } from '../domain/id.ts';
import type { TaskRange } from '../domain/snapshot.ts';
import { isTombstone, type Task, type TaskSummary } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import type { Call } from './call.ts';
import type { Move } from './last-moves.ts';
import { taskJson } from './render/task-json.ts';
import { type TitleFrame, taskLines } from './render/task-line.ts';
import { alertLine, taskPage } from './render/task-page.ts';
import { createView, type View } from './view.ts';

/** A view of tasks as this call's own write left them; as they stand now where it wrote nothing. */
export async function viewNow(call: Call): Promise<View> {
  const snapshot = await call.tracker.settled();
  return createView(snapshot, call.tracker.stale(snapshot));
}

/** Tasks of the given ids, whole; gone ones left out. */
export function wholeTasks({ snapshot }: View, ids: Iterable<TaskId>): readonly Task[] {
  return [...ids].flatMap((id) => {
    const task = snapshot.task(id);
    return task === undefined || isTombstone(task) ? [] : [task];
  });
}

/** What a verb that acted on tasks answers, the same for all of them. */
export interface Acted {
  readonly ids: readonly TaskId[];
  /** What was done: `started`, `completed`. */
  readonly done: string;
  readonly changed: readonly string[];
  /** Keys that the verb adds to the JSON of a task. */
  readonly extra?: (id: TaskId, view: View) => Record<string, unknown>;
  /** Data lines; none unless told. */
  readonly text?: (view: View) => readonly string[];
}

/**
 * Answers for a verb that acted on tasks: a line on stderr for each, and under `--json` the task as it stands (a
 * list where several were named), with `changed`.
 */
export async function answerActed(call: Call, acted: Acted): Promise<View> {
  const view = await viewNow(call);
  for (const id of acted.ids) {
    const task = view.snapshot.summary(id);
    const name = `${view.snapshot.short(id)} "${oneLine(task?.title ?? '')}"`;
    const already = acted.changed.includes(id) ? '' : 'already ';
    call.out.hint(`${already}${acted.done} ${name}`);
  }
  const objects = (): readonly Record<string, unknown>[] =>
    wholeTasks(view, acted.ids).map((task) => ({
      ...taskJson(view, task),
      changed: acted.changed.includes(task.id),
      ...acted.extra?.(task.id, view),
    }));
  call.out.answer({
    kind: acted.ids.length === 1 ? 'task' : 'task_list',
    data: () => (acted.ids.length === 1 ? objects()[0] : objects()),
    ids: () => acted.ids,
    text: () => acted.text?.(view) ?? [],
  });
  announceAlerts(call, view, acted.ids);
  return view;
}

/**
 * Tells what threatens the tasks an agent just acted on: in full once, then as a count.
 *
 * @param shown the answer itself had them in full
 */
export function announceAlerts(call: Call, view: View, ids: readonly TaskId[], shown = false): void {
  if (call.out.format.quiet) return;
  const alerts = ids.flatMap((id) => {
    const task = view.snapshot.summary(id);
    return task === undefined ? [] : call.tracker.alerts(task);
  });
  if (alerts.length === 0) return;
  const fresh = call.tracker.marks.tellOnce(alerts.map((alert) => alert.id));
  for (const alert of alerts) if (!shown && fresh.has(alert.id)) call.out.hint(`  ${alertLine(view, alert)}`);
  const short = ids.map((id) => view.snapshot.short(id)).join(' ');
  call.out.hint(`  ${alerts.length} unacknowledged: git task inbox, then git task ack ${short}`);
}

export const LINES_SHOWN = 50;

interface RowShape extends TitleFrame {
  readonly kind: string;
  readonly tasks: TaskRange;
  /** How many the caller asked for; else all, of which {@link LINES_SHOWN} as lines. */
  readonly most: number | undefined;
  readonly data: (tasks: readonly TaskSummary[]) => unknown;
}

/** Answers with tasks, one line each. */
export function answerRows(call: Call, view: View, { kind, tasks, most, data, ...frame }: RowShape): void {
  const answered = (): readonly TaskSummary[] => tasks.slice(0, most);
  const shown = tasks.slice(0, most ?? LINES_SHOWN);
  call.out.answer({
    kind,
    data: () => data(answered()),
    ids: () => answered().map(({ id }) => id),
    text: () => taskLines(view, shown, call.style, frame),
  });
  const { json, quiet } = call.out.format;
  if (shown.length < tasks.length && !json && !quiet)
    call.out.hint(
      `${tasks.length - shown.length} more: --limit ${tasks.length}${most === undefined ? ', or --json' : ''}`,
    );
}

/** Answers with a list of tasks, one line each. */
export function answerList(
  call: Call,
  view: View,
  tasks: TaskRange,
  shape: TitleFrame & Pick<RowShape, 'most'>,
): void {
  answerRows(call, view, {
    ...shape,
    kind: 'task_list',
    tasks,
    data: (answered) =>
      wholeTasks(
        view,
        answered.map(({ id }) => id),
      ).map((task) => taskJson(view, task)),
  });
}

/** Answers with tasks whole: a page each, one object or a list. */
export function answerPages(
  call: Call,
  view: View,
  ids: readonly TaskId[],
  extra: (task: Task) => Record<string, unknown> = () => ({}),
  moves: ReadonlyMap<TaskId, Move> = new Map(),
): void {
  const tasks = wholeTasks(view, ids);
  const objects = (): readonly Record<string, unknown>[] =>
    tasks.map((task) => ({ ...taskJson(view, task), ...extra(task) }));
  call.out.answer({
    kind: ids.length === 1 ? 'task' : 'task_list',
    data: () => (ids.length === 1 ? objects()[0] : objects()),
    ids: () => ids,
    text: () =>
      tasks.flatMap((task, at) => [
        ...(at === 0 ? [] : ['']),
        ...taskPage(view, task, call.style, moves.get(task.id)),
      ]),
  });
}
