import type { CodeChange } from '../domain/change.ts';
import type { TaskId } from '../domain/id.ts';
import { LIST_LIMIT } from '../domain/limits.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { Alert, Task } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import { type Impact, impactsOf } from '../impact/impacts.ts';
import type { Draft } from './draft.ts';
import { impactsOfTask, isWorse, tellImpacts } from './impacts.ts';
import { nameOf, type Operation } from './operation.ts';

export interface RecordImpactsInput {
  /** Oid of the commit that was made. */
  readonly commit: string;
  /** Whose work it is, by its trailers or its worktree; the first is the cause, else the commit itself. */
  readonly tasks: readonly TaskId[];
  /**
   * All that the cause has done by now, not only this commit: what is no longer among it is withdrawn. Left out where
   * nobody could look: then nothing is told or withdrawn.
   */
  readonly changes?: readonly CodeChange[];
  /** Commits whose place this one takes: amended or rebased ones. */
  readonly replaces?: readonly string[];
}

export interface RecordedImpacts {
  /** What was told now; not what was told before. */
  readonly told: readonly Impact[];
  readonly withdrawn: readonly Withdrawn[];
}

/** Alerts of a task whose cause is gone. */
export interface Withdrawn {
  readonly task: TaskId;
  readonly alerts: readonly Alert[];
}

function isImpact({ type }: Alert): boolean {
  return type.startsWith('impact_');
}

/**
 * Takes back impacts that the causes had told, where they hold no longer.
 *
 * @param holds whether an impact of the task is still as it was told
 */
function withdraw(
  draft: Draft,
  causes: ReadonlySet<string>,
  holds: (task: TaskId, alert: Alert) => boolean,
): readonly Withdrawn[] {
  const withdrawn: Withdrawn[] = [];
  for (const { id, alerts: told } of [...draft.open.values()]) {
    const alerts = told.filter(
      (alert) =>
        isImpact(alert) && causes.has(alert.cause) && alert.change !== undefined && !holds(id, alert),
    );
    if (alerts.length === 0) continue;
    draft.record('impact_withdrawn', id, { events: alerts.map((alert) => alert.id) });
    withdrawn.push({ task: id, alerts });
  }
  return withdrawn;
}

function keyOf(first: string, change = '', resource = ''): string {
  return [first, change, resource].join('\n');
}

/**
 * Takes back what a cause told and does no longer, or does worse by now, which is told anew.
 *
 * @param replaced causes whose place this one takes
 */
export function withdrawGone(
  draft: Draft,
  cause: string,
  impacts: readonly Impact[],
  replaced: readonly string[] = [],
): readonly Withdrawn[] {
  const now = new Map(
    impacts.map((impact) => [keyOf(impact.task, oneLine(impact.change), impact.resource), impact.severity]),
  );
  return withdraw(draft, new Set([cause, ...replaced]), (task, alert) => {
    const severity = now.get(keyOf(task, alert.change, alert.resource));
    return alert.cause === cause && severity !== undefined && !isWorse(severity, alert.type);
  });
}

function recordCommit(draft: Draft, task: Task, { commit, replaces = [] }: RecordImpactsInput): void {
  const gone = replaces.filter((oid) => task.commits.includes(oid));
  const news = !task.commits.includes(commit);
  if ((!news && gone.length === 0) || (news && task.commits.length >= LIST_LIMIT)) return;
  draft.record('commit_recorded', task.id, { commit, ...(gone.length === 0 ? {} : { replaces: gone }) });
}

/** Who acknowledged an impact of the commit before it was amended need not do so again. */
function acknowledgeAgain(draft: Draft, withdrawn: readonly Withdrawn[], cause: string): void {
  for (const { task, alerts } of withdrawn) {
    const known = new Set(
      alerts
        .filter(({ acknowledged }) => acknowledged !== undefined)
        .map(({ type, change, resource }) => keyOf(type, change, resource)),
    );
    const again: Stamp[] = (draft.task(task)?.alerts ?? [])
      .filter(
        ({ cause: by, acknowledged, type, change, resource }) =>
          by === cause && acknowledged === undefined && known.has(keyOf(type, change, resource)),
      )
      .map(({ id }) => id);
    if (again.length > 0)
      draft.record('impact_acknowledged', task, {
        events: again,
        decision: 'as before the commit was amended',
      });
  }
}

/**
 * Records a commit on its tasks and what it does to others: new impacts are told, those that its cause told before and
 * that hold no longer are withdrawn. Of a commit that is recorded twice nothing is told again.
 */
export const recordImpacts: Operation<RecordImpactsInput, RecordedImpacts> = {
  name: 'record',
  run(draft, input) {
    const { commit, changes, replaces = [] } = input;
    const tasks = input.tasks.flatMap((id) => draft.task(id) ?? []);
    for (const task of tasks) recordCommit(draft, task, input);
    if (changes === undefined) return { told: [], withdrawn: [] };
    const [task] = tasks;
    const impacts =
      task === undefined
        ? impactsOf({
            cause: { id: commit, resources: [] },
            changes,
            targets: draft.touchable(),
            ignore: draft.policy.ignore,
          })
        : impactsOfTask(draft, task, { changes, declared: task.status === 'completed' });
    const cause = task?.id ?? commit;
    const withdrawn = withdrawGone(draft, cause, impacts, replaces);
    const told = tellImpacts(draft, { cause, commit, impacts });
    acknowledgeAgain(draft, withdrawn, cause);
    return { told, withdrawn };
  },
};

/** Withdraws what a cause told and does no longer, once commits of it are on no branch any more. */
export const withdrawImpacts: Operation<
  { readonly cause: string; readonly changes: readonly CodeChange[] },
  readonly Withdrawn[]
> = {
  name: 'withdraw',
  run(draft, { cause, changes }) {
    const task = draft.task(cause);
    const impacts = task === undefined ? [] : impactsOfTask(draft, task, { changes, declared: false });
    return withdrawGone(draft, cause, impacts);
  },
};

/** Says what was withdrawn, in a sentence each. */
export function describeWithdrawn(
  snapshot: Pick<Draft, 'short' | 'summary'>,
  withdrawn: readonly Withdrawn[],
): readonly string[] {
  return withdrawn.flatMap(({ task, alerts }) => {
    const hit = snapshot.summary(task);
    if (hit === undefined) return [];
    return alerts.map(({ change = '' }) => `withdrawn from ${nameOf(snapshot, hit)}: ${change}`);
  });
}
