import type { CodeChange } from '../domain/change.ts';
import { LIST_LIMIT } from '../domain/limits.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { AlertType, TaskSummary } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import { type Impact, impactsOf } from '../impact/impacts.ts';
import type { Draft } from './draft.ts';

const SEVERITY_RANK: Readonly<Partial<Record<AlertType, number>>> = {
  impact_notice: 1,
  impact_warning: 2,
  impact_conflict: 3,
};
const EVENT_OF = { notice: 'impact_notice', warning: 'impact_warning', conflict: 'impact_conflict' } as const;

export { depthAsked } from '../impact/asked.ts';
export type { Impact };

/** Whether an impact is worse than what an alert told. */
export function isWorse(severity: Impact['severity'], told: AlertType): boolean {
  return (SEVERITY_RANK[EVENT_OF[severity]] ?? 0) > (SEVERITY_RANK[told] ?? 0);
}

export interface Work {
  /** What its diff shows. */
  readonly changes?: readonly CodeChange[];
  /** Whether what it declares counts as done. */
  readonly declared: boolean;
}

/** The open tasks that a task's work touches, worst first. */
export function impactsOfTask(
  snapshot: Snapshot,
  task: TaskSummary,
  { changes = [], declared }: Work = { declared: true },
): readonly Impact[] {
  const resources = declared ? task.resources : [];
  if (resources.length === 0 && changes.length === 0) return [];
  return impactsOf({
    cause: { id: task.id, resources },
    changes,
    targets: snapshot.touchable(),
    ignore: snapshot.policy.ignore,
  });
}

export interface Telling {
  /** The task that did it, else the commit. */
  readonly cause: string;
  /** The commit that shows it. */
  readonly commit?: string;
  readonly impacts: readonly Impact[];
}

/** Whether a task was told of an impact already, as bad as it is now. */
export function isTold(target: Pick<TaskSummary, 'alerts'>, cause: string, impact: Impact): boolean {
  const change = oneLine(impact.change);
  return target.alerts.some(
    (alert) =>
      alert.cause === cause &&
      alert.resource === impact.resource &&
      alert.change === change &&
      !isWorse(impact.severity, alert.type),
  );
}

/**
 * Records impacts as events on the tasks they touch, addressed to assignee and holder.
 *
 * The same cause, target and resource is told once, and again only where the severity rose.
 *
 * @returns the impacts that were told now
 */
export function tellImpacts(draft: Draft, { cause, commit, impacts }: Telling): readonly Impact[] {
  return impacts.filter((impact) => {
    // The whole task: a summary knows only the alerts that nobody acknowledged yet.
    const target = draft.task(impact.task);
    if (target === undefined || target.alerts.length >= LIST_LIMIT) return false;
    if (isTold(target, cause, impact)) return false;
    const change = oneLine(impact.change);
    const { evidence } = impact;
    draft.record(EVENT_OF[impact.severity], impact.task, {
      cause,
      change,
      resource: impact.resource,
      to: impact.to,
      text: oneLine(impact.reason),
      ...(evidence === undefined ? {} : { at: oneLine(`${evidence.path}:${evidence.line}`) }),
      ...(commit === undefined ? {} : { commit }),
    });
    return true;
  });
}
