import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import { type AlertType, openAlerts } from '../domain/task.ts';
import { type Operation, requireTask } from './operation.ts';
import { validText } from './validate.ts';

export interface AcknowledgeInput {
  readonly ids: readonly TaskId[];
  /** Only these alerts; absent: all of the tasks'. */
  readonly alerts?: readonly Stamp[];
  readonly decision?: string;
}

export interface AcknowledgeOutcome {
  readonly acknowledged: readonly { readonly task: TaskId; readonly alert: Stamp }[];
}

/** Seen by all: the others' decisions may rest on the answer. Notices are cleared by a local mark alone. */
const SHARED: ReadonlySet<AlertType> = new Set<AlertType>([
  'impact_conflict',
  'impact_warning',
  'claim_conflict',
  'dependency_cycle',
]);

/** Acknowledges conflicts, warnings and lost claims by an event, with a decision for those who read it later. */
export const acknowledge: Operation<AcknowledgeInput, AcknowledgeOutcome> = {
  name: 'ack',
  run(draft, { ids, alerts, decision }) {
    const said = decision === undefined ? undefined : validText(decision, 'decision');
    const acknowledged: { task: TaskId; alert: Stamp }[] = [];
    for (const id of new Set(ids)) {
      const open = openAlerts(requireTask(draft, id)).filter(
        (alert) => SHARED.has(alert.type) && (alerts === undefined || alerts.includes(alert.id)),
      );
      if (open.length === 0) continue;
      draft.record('impact_acknowledged', id, {
        events: open.map((alert) => alert.id),
        ...(said === undefined ? {} : { decision: said }),
      });
      acknowledged.push(...open.map((alert) => ({ task: id, alert: alert.id })));
    }
    return { acknowledged };
  },
};
