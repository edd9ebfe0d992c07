import type { TaskId } from '../domain/id.ts';
import {
  type Alert,
  type Claim,
  type Completion,
  openAlerts,
  type Priority,
  STATUSES,
  type TaskSummary,
} from '../domain/task.ts';

/** A task's summary as the index file holds it: values by position, since key names would be half the file. */
export type Row = readonly [
  id: TaskId,
  title: string,
  status: number,
  priority: number,
  created: string,
  dependsOn: readonly TaskId[] | 0,
  assignee: string | 0,
  parent: TaskId | 0,
  hold: string | 0,
  due: string | 0,
  type: string | 0,
  labels: readonly string[] | 0,
  links: readonly string[] | 0,
  resources: readonly string[] | 0,
  planKey: string | 0,
  claim: Claim | 0,
  completed: Completion | 0,
  alerts: readonly Alert[] | 0,
  statusSet: readonly string[] | 0,
  assigneeSet: readonly string[] | 0,
];

const NOTHING: readonly never[] = [];

function some<T>(list: readonly T[] | undefined): readonly T[] | 0 {
  return list === undefined || list.length === 0 ? 0 : list;
}

export function rowOf(task: TaskSummary): Row {
  return [
    task.id,
    task.title,
    STATUSES.indexOf(task.status),
    task.priority,
    task.created,
    some(task.depends_on),
    task.assignee ?? 0,
    task.parent ?? 0,
    task.hold ?? 0,
    task.due ?? 0,
    task.type ?? 0,
    some(task.labels),
    some(task.links),
    some(task.resources),
    task.plan_key ?? 0,
    task.claim ?? 0,
    task.completed ?? 0,
    some(openAlerts(task)),
    some(task.set.status),
    some(task.set.assignee),
  ];
}

const PRIORITY: readonly Priority[] = [0, 1, 2, 3, 4];

export function summaryOf(row: Row): TaskSummary {
  const [id, title, status, priority, created, dependsOn, assignee, parent, hold, due, type, labels, links] =
    row;
  const [, , , , , , , , , , , , , resources, planKey, claim, completed, alerts, statusSet, assigneeSet] =
    row;
  const summary: Mutable = {
    id,
    title,
    status: STATUSES[status] ?? 'pending',
    priority: PRIORITY[priority] ?? 0,
    created,
    depends_on: dependsOn || NOTHING,
    labels: labels || NOTHING,
    links: links || NOTHING,
    resources: resources || NOTHING,
    alerts: alerts || NOTHING,
    set: NO_SET,
  };
  if (assignee !== 0) summary.assignee = assignee;
  if (parent !== 0) summary.parent = parent;
  if (hold !== 0) summary.hold = hold;
  if (due !== 0) summary.due = due;
  if (type !== 0) summary.type = type;
  if (planKey !== 0) summary.plan_key = planKey;
  if (claim !== 0) summary.claim = claim;
  if (completed !== 0) summary.completed = completed;
  if (statusSet !== 0 || assigneeSet !== 0)
    summary.set = {
      ...(statusSet === 0 ? {} : { status: statusSet }),
      ...(assigneeSet === 0 ? {} : { assignee: assigneeSet }),
    };
  return summary;
}

type Mutable = { -readonly [K in keyof TaskSummary]: TaskSummary[K] };
const NO_SET = {};
