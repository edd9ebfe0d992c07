import { LIST_LIMIT } from '../domain/limits.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { AlertType, Task, TaskSummary } from '../domain/task.ts';
import { type Impact, impactsOf } from '../impact/impacts.ts';
import type { Draft } from './draft.ts';

const SEVERITY_RANK: Readonly<Partial<Record<AlertType, number>>> = {
  impact_notice: 1,
  impact_warning: 2,
  impact_conflict: 3,
};
const EVENT_OF = { notice: 'impact_notice', warning: 'impact_warning', conflict: 'impact_conflict' } as const;

/** The open tasks that what a task declares would touch, worst first. */
export function impactsOfTask(snapshot: Snapshot, task: TaskSummary): readonly Impact[] {
  if (task.resources.length === 0) return [];
  return impactsOf({ cause: task, targets: snapshot.open.values() });
}

/**
 * Records impacts as events on the tasks they touch, addressed to assignee and holder.
 *
 * The same cause, target and resource is told once, and again only where the severity rose.
 *
 * @returns the impacts that were told now
 */
export function tellImpacts(draft: Draft, cause: Task, impacts: readonly Impact[]): readonly Impact[] {
  return impacts.filter((impact) => {
    // The whole task: a summary knows only the alerts that nobody acknowledged yet.
    const target = draft.task(impact.task);
    if (target === undefined || target.alerts.length >= LIST_LIMIT) return false;
    const type = EVENT_OF[impact.severity];
    const told = target.alerts.some(
      (alert) =>
        alert.cause === cause.id &&
        alert.resource === impact.resource &&
        alert.change === impact.change &&
        (SEVERITY_RANK[alert.type] ?? 0) >= (SEVERITY_RANK[type] ?? 0),
    );
    if (told) return false;
    draft.record(type, impact.task, {
      cause: cause.id,
      change: impact.change,
      resource: impact.resource,
      to: impact.to,
      text: impact.reason,
    });
    return true;
  });
}
