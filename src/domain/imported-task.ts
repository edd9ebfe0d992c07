import type { TaskId } from './id.ts';
import type { Priority, Status, Value } from './task.ts';

/** Who did something elsewhere, and when; absent where that is not known. */
export interface Told {
  readonly by?: string;
  /** ISO 8601 UTC. */
  readonly at?: string;
}

export interface ImportedNote extends Told {
  readonly text: string;
  readonly file?: string;
}

export interface ImportedCriterion {
  readonly text: string;
  readonly met: boolean;
}

/** How a task was closed elsewhere. */
export interface ImportedEnd extends Told {
  readonly commit?: string;
  readonly branch?: string;
  /** Of a completed task its message, of a cancelled one the reason. */
  readonly message?: string;
}

/** A task of another tracker in our terms. All values are valid; what has no place here is in `extra`. */
export interface ImportedTask {
  /** By which a later import finds it: `beads/bd-12`. */
  readonly handle: string;
  /** Where it stands in what was read: `line 12`. */
  readonly place: string;
  readonly title: string;
  readonly description?: string;
  readonly type?: string;
  readonly priority?: Priority;
  readonly assignee?: string;
  readonly due?: string;
  /** A handle, as are the next two. */
  readonly parent?: string;
  readonly discovered_from?: string;
  readonly depends_on: readonly string[];
  readonly labels: readonly string[];
  readonly links: readonly string[];
  readonly resources: readonly string[];
  readonly acceptance: readonly ImportedCriterion[];
  readonly notes: readonly ImportedNote[];
  readonly commits: readonly string[];
  readonly hold?: string;
  /** Nobody here has claimed it, so it is never in progress. */
  readonly status: Exclude<Status, 'in_progress'>;
  readonly end?: ImportedEnd;
  /** Of a task of git-task: its id there, and its own handle. */
  readonly id?: TaskId;
  readonly plan_key?: string;
  readonly extra: Readonly<Record<string, Value>>;
}
