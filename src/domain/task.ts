import type { TaskId } from './id.ts';
import type { Stamp } from './stamp.ts';

export const STATUSES = ['pending', 'in_progress', 'in_review', 'completed', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

export const PRIORITIES = ['none', 'low', 'medium', 'high', 'critical'] as const;
/** 0 (none) to 4 (critical). */
export type Priority = 0 | 1 | 2 | 3 | 4;

/** Who holds a task in progress. Two claims differ by `since`, whatever the names. */
export interface Claim {
  readonly by: string;
  /** Name of the linked worktree; absent in the main one. */
  readonly worktree?: string;
  /** Id of the clone. */
  readonly clone: string;
  readonly branch?: string;
  /** Oid of the worktree's HEAD when claimed. */
  readonly base?: string;
  /** The event that started it. */
  readonly since: Stamp;
}

export interface Completion {
  readonly by: string;
  readonly commit?: string;
  readonly branch?: string;
  readonly message?: string;
}

export interface Note {
  /** The event that added it. */
  readonly id: Stamp;
  readonly by: string;
  readonly file?: string;
  readonly text: string;
}

/** What must be shown before the task is done. */
export interface Criterion {
  /** The event that added it. */
  readonly id: Stamp;
  readonly text: string;
  /** The event that says it is met. */
  readonly met?: Stamp;
}

export const ALERT_TYPES = [
  'impact_conflict',
  'impact_warning',
  'impact_notice',
  'claim_conflict',
  'merge_resolved',
  'dependency_cycle',
] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

/** Something somebody must be told about this task, until they acknowledge it. */
export interface Alert {
  /** The event that told it first. */
  readonly id: Stamp;
  /** Events that told the same again: other clones noticed it too. */
  readonly also?: readonly Stamp[];
  readonly type: AlertType;
  /** The task (else the commit) that did it. */
  readonly cause: string;
  /** What was done, as a resource line. */
  readonly change?: string;
  /** What this task declares about it. */
  readonly resource?: string;
  readonly to: readonly string[];
  readonly text: string;
  /** The event that acknowledged it. */
  readonly acknowledged?: Stamp;
}

/** The part of a task that everyday questions need: lists, choices, blockers, impacts. */
export interface TaskSummary {
  readonly id: TaskId;
  readonly title: string;
  readonly status: Status;
  readonly type?: string;
  readonly priority: Priority;
  readonly assignee?: string;
  /** yyyy-mm-dd */
  readonly due?: string;
  readonly parent?: TaskId;
  readonly labels: readonly string[];
  readonly depends_on: readonly TaskId[];
  readonly links: readonly string[];
  readonly resources: readonly string[];
  /** A person's or agent's own reason to block. */
  readonly hold?: string;
  readonly plan_key?: string;
  readonly claim?: Claim;
  readonly completed?: Completion;
  /** A summary may lack acknowledged ones, and what those said and to whom; see `openAlerts`. */
  readonly alerts: readonly Alert[];
  readonly created: Stamp;
  readonly set: { readonly status?: readonly Stamp[]; readonly assignee?: readonly Stamp[] };
}

/** A task as it stands: the fold of its events. Keys and their order are those of the file. */
export interface Task extends TaskSummary {
  /** The task in whose course this one was noticed. */
  readonly discovered_from?: TaskId;
  readonly acceptance: readonly Criterion[];
  readonly description?: string;
  readonly notes: readonly Note[];
  readonly commits: readonly string[];
  /** Keys of a newer minor version or an importer, kept as they came. */
  readonly extra: Readonly<Record<string, Value>>;
  /** Which events last set each value; one not listed was set by `created`. Several where undecided heads meet. */
  readonly set: Readonly<Record<string, readonly Stamp[]>>;
}

/** The keys of a task file in canonical order. */
export const TASK_KEYS = [
  'id',
  'title',
  'status',
  'type',
  'priority',
  'assignee',
  'due',
  'parent',
  'discovered_from',
  'labels',
  'depends_on',
  'links',
  'resources',
  'hold',
  'acceptance',
  'plan_key',
  'claim',
  'description',
  'notes',
  'commits',
  'completed',
  'alerts',
  'created',
  'set',
] as const satisfies readonly (keyof Task)[];

/** What is left of a deleted task: removing its file would let git's rename detection merge two tasks into one. */
export interface Tombstone {
  readonly id: TaskId;
  readonly deleted: Stamp;
}

/** A value of an event or an unknown key: text, a list, or a map. */
export type Value = string | readonly Value[] | { readonly [key: string]: Value };

export function isTombstone(record: TaskSummary | Tombstone): record is Tombstone {
  return 'deleted' in record;
}

/** Whether a task declares something or is linked to it, so that changes can touch it. */
export function isTouchable({ resources, links }: Pick<TaskSummary, 'resources' | 'links'>): boolean {
  return resources.length + links.length > 0;
}

/** Pending, in progress or in review. */
export function isOpen(task: { readonly status: Status }): boolean {
  return task.status !== 'completed' && task.status !== 'cancelled';
}

/** The workflow events that no other workflow event names: one, but where concurrent ones meet. */
export function workflowHeads(task: TaskSummary): readonly Stamp[] {
  return task.set.status ?? [task.created];
}

export function descriptionHeads(task: Task): readonly Stamp[] {
  return task.set.description ?? [task.created];
}

export function openAlerts(task: TaskSummary): readonly Alert[] {
  return task.alerts.filter((alert) => alert.acknowledged === undefined);
}
