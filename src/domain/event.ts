import type { TaskId } from './id.ts';
import type { Stamp } from './stamp.ts';
import type { Value } from './task.ts';

export const EVENT_TYPES = [
  'task_created',
  'task_edited',
  'task_assigned',
  'task_started',
  'task_submitted',
  'task_released',
  'task_held',
  'task_unheld',
  'task_completed',
  'task_cancelled',
  'task_reopened',
  'task_deleted',
  'dependency_added',
  'dependency_removed',
  'note_added',
  'note_removed',
  'link_added',
  'link_removed',
  'resource_added',
  'resource_removed',
  'label_added',
  'label_removed',
  'acceptance_added',
  'acceptance_met',
  'commit_recorded',
  'impact_conflict',
  'impact_warning',
  'impact_notice',
  'impact_withdrawn',
  'impact_acknowledged',
  'claim_conflict',
  'dependency_cycle',
  'merge_resolved',
  'enforcement_bypassed',
  'agent_stuck',
  'config_changed',
  'imported',
  'undone',
  'redacted',
  'purged',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What an event carries beyond its head: every value needed to redo it. */
export type EventData = Readonly<Record<string, Value>>;

/** One thing that happened. Never changed once written. */
export interface Event {
  readonly id: Stamp;
  /** One of EVENT_TYPES, or a type of a newer version, folded as a no-op. */
  readonly type: string;
  /** ISO 8601 UTC, by the clock of the machine it happened on. */
  readonly at: string;
  readonly by: string;
  /** Absent for the few events of no task. */
  readonly task?: TaskId;
  /** The heads that this event saw and replaces: workflow events and description edits only. */
  readonly over?: readonly Stamp[];
  readonly data: EventData;
}

const WORKFLOW: ReadonlySet<string> = new Set<EventType>([
  'task_created',
  'task_started',
  'task_submitted',
  'task_released',
  'task_completed',
  'task_cancelled',
  'task_reopened',
]);

/** Whether the event moves its task through the lifecycle. */
export function isWorkflowEvent(event: Event): boolean {
  return WORKFLOW.has(event.type);
}

/** Whether the event sets or removes the description. */
export function isDescriptionEvent(event: Event): boolean {
  if (event.type === 'task_created') return true;
  return (
    event.type === 'task_edited' &&
    ('description' in event.data || removedKeys(event).includes('description'))
  );
}

/** Text under a key of the data, if it is text. */
export function textOf(event: Event, key: string): string | undefined {
  const value = event.data[key];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list under a key of the data. */
export function textsOf(event: Event, key: string): readonly string[] {
  const value = event.data[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The keys that a `task_edited` event removes. */
export function removedKeys(event: Event): readonly string[] {
  return textsOf(event, 'unset');
}
