import { formatResource, parseResource, type Resource } from '../domain/resource.ts';
import { type Coverage, resourceCovers, subjectKey } from '../domain/resource-covers.ts';
import { GitTaskError } from '../errors.ts';
import { type Change, ChangeIndex, changesOf } from './change-index.ts';
import { type Declared, type Meeting, reasonOf } from './reason.ts';
import { compareSeverity, type Effect, type Severity, severityOf } from './severity.ts';

/** The task that did it. */
export interface Cause {
  readonly id: string;
  readonly title: string;
  readonly resources: readonly string[];
}

/** A task that may be hit. Completed and cancelled ones are passed over. */
export interface Target {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly assignee?: string;
  readonly claim?: { readonly by: string };
  readonly resources: readonly string[];
}

export interface Impact {
  /** The task that is hit. */
  readonly task: string;
  readonly severity: Exclude<Severity, 'none'>;
  /** The resource line of the cause. */
  readonly change: string;
  /** The resource line of the task that is hit. */
  readonly resource: string;
  /** Assignee and holder, each once. */
  readonly to: readonly string[];
  readonly reason: string;
}

/** A line that a newer version wrote may mean nothing here: it hits nothing. */
function readResource(line: string): Resource | undefined {
  try {
    return parseResource(line);
  } catch (error) {
    if (error instanceof GitTaskError && error.code === 'RESOURCE_INVALID') return undefined;
    throw error;
  }
}

/** What a task declares by one line: a rename wants the old name gone and the new one free. */
function declarationsOf({ relation, kind, name, to }: Resource, status: string): Declared[] {
  if (relation === 'owns') {
    return status === 'in_progress' ? [{ relation, declaration: 'owns', kind, name }] : [];
  }
  if (relation !== 'renames') return [{ relation, declaration: relation, kind, name }];
  const old: Declared = { relation, declaration: 'modifies', kind, name };
  return to === undefined ? [old] : [old, { relation, declaration: 'adds', kind, name: to }];
}

/** A whole that goes takes its parts along; any other change of a whole need not reach each part. */
function isCertain(effect: Effect, coverage: Coverage, covering: Meeting['covering']): boolean {
  if (coverage === 'exact') return true;
  return coverage === 'contains' && covering === 'change' && (effect === 'removes' || effect === 'renames');
}

function meet(change: Change, declared: Declared): Meeting | undefined {
  const forward = resourceCovers(change, declared);
  const coverage = forward ?? resourceCovers(declared, change);
  if (coverage === undefined) return undefined;
  const covering = forward === undefined ? 'declared' : 'change';
  const certainty = isCertain(change.effect, coverage, covering) ? 'exact' : 'pattern';
  return {
    change,
    declared,
    covering,
    coverage,
    ...severityOf(change.effect, declared.declaration, { certainty }),
  };
}

/** Finds, for each thing that the cause changed, the worst it does to one target. */
function impactsOn(target: Target, index: ChangeIndex): Impact[] {
  const worst = new Map<string, Impact>();
  const to = [...new Set([target.assignee, target.claim?.by].filter((name) => name !== undefined))];
  for (const line of target.resources) {
    const resource = readResource(line);
    if (resource === undefined) continue;
    for (const declared of declarationsOf(resource, target.status)) {
      for (const change of index.near(declared)) {
        const meeting = meet(change, declared);
        if (meeting === undefined || meeting.severity === 'none') continue;
        const known = worst.get(subjectKey(change.resource));
        if (known !== undefined && compareSeverity(known.severity, meeting.severity) >= 0) continue;
        worst.set(subjectKey(change.resource), {
          task: target.id,
          severity: meeting.severity,
          change: formatResource(change.resource),
          resource: formatResource(resource),
          to,
          reason: reasonOf(meeting),
        });
      }
    }
  }
  return [...worst.values()];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Finds what the declared resources of one task do to those of others: for each target and changed thing the worst, the
 * worst first, then by task and change. `owns` counts while its task is in progress.
 */
export function impactsOf({ cause, targets }: { cause: Cause; targets: Iterable<Target> }): Impact[] {
  const changes = cause.resources.flatMap((line) => {
    const resource = readResource(line);
    return resource === undefined ? [] : changesOf(resource);
  });
  if (changes.length === 0) return [];
  const index = new ChangeIndex(changes);
  const impacts: Impact[] = [];
  for (const target of targets) {
    if (target.id === cause.id || target.status === 'completed' || target.status === 'cancelled') continue;
    impacts.push(...impactsOn(target, index));
  }
  return impacts.sort(
    (a, b) =>
      compareSeverity(b.severity, a.severity) ||
      compareText(a.task, b.task) ||
      compareText(a.change, b.change),
  );
}
