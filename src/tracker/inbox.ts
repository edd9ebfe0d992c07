import { isMe, type Place } from '../domain/actor.ts';
import type { TaskId } from '../domain/id.ts';
import { isHeldBy } from '../domain/lifecycle.ts';
import { isReady } from '../domain/ready.ts';
import { newestStamp, type Stamp } from '../domain/stamp.ts';
import { type Alert, openAlerts, type TaskSummary, workflowHeads } from '../domain/task.ts';
import type { StoreSnapshot } from '../store/store.ts';
import type { LocalMarks } from './marks.ts';

/** Something an actor should know. */
export interface InboxItem {
  readonly kind:
    | 'conflict'
    | 'warning'
    | 'notice'
    | 'claim_lost'
    | 'cycle'
    | 'value_lost'
    | 'changed'
    | 'review'
    | 'assigned'
    | 'ready';
  readonly task: TaskId;
  /** The event that brought it. */
  readonly event: Stamp;
  readonly text: string;
  readonly alert?: Alert;
}

const KIND = {
  impact_conflict: 'conflict',
  impact_warning: 'warning',
  impact_notice: 'notice',
  claim_conflict: 'claim_lost',
  merge_resolved: 'value_lost',
  dependency_cycle: 'cycle',
} as const;

const ORDER: Readonly<Record<InboxItem['kind'], number>> = {
  conflict: 0,
  claim_lost: 1,
  cycle: 1,
  warning: 2,
  changed: 3,
  review: 4,
  ready: 4,
  assigned: 5,
  value_lost: 6,
  notice: 7,
};

/** Who reads the inbox, and from where. */
export interface Reader {
  readonly actor: string;
  readonly place: Place;
  readonly marks: Pick<LocalMarks, 'hasSeen' | 'seenOf'>;
}

/** Told for the record: nobody else's decision rests on the answer. */
const CLEARED_BY_MARK: ReadonlySet<Alert['type']> = new Set(['impact_notice', 'merge_resolved']);

/** Unacknowledged alerts of a task that concern the reader. */
export function alertsFor({ actor, place, marks }: Reader, task: TaskSummary): readonly Alert[] {
  const open = openAlerts(task);
  if (open.length === 0) return open;
  const mine = isMe(actor, task.assignee) || isHeldBy(task.claim, actor, place);
  return open.filter((alert) => {
    if (CLEARED_BY_MARK.has(alert.type) && marks.hasSeen(task.id, alert.id)) return false;
    // A lost claim is its holder's alone: another worktree of the same person may be the one that won.
    if (alert.type === 'claim_conflict') return alert.to.includes(actor);
    return mine || alert.to.some((name) => isMe(actor, name));
  });
}

/** What of the history the inbox tells, which only git knows. */
export interface History {
  /** Who made a task the reader's, by the event that did. */
  assignedBy(task: TaskId, event: Stamp): string | undefined;
  /** What others did to a task after a stamp. */
  changes(task: TaskId, after: Stamp): readonly { readonly event: Stamp; readonly text: string }[];
}

type Tasks = Pick<StoreSnapshot, 'summary' | 'children' | 'short' | 'stamp'>;

/**
 * Everything that waits for an actor: conflicts, lost claims and warnings until acknowledged; notices, changes,
 * reviews, assignments and readiness until seen.
 */
export function inboxFrom(
  snapshot: Tasks,
  tasks: Iterable<TaskSummary>,
  reader: Reader,
  history: History,
): readonly InboxItem[] {
  const { actor, marks } = reader;
  const parents = { has: (id: TaskId) => snapshot.children(id).length > 0 };
  const items: InboxItem[] = [];
  for (const task of tasks) {
    for (const alert of alertsFor(reader, task))
      items.push({ kind: KIND[alert.type], task: task.id, event: alert.id, text: alert.text, alert });
    items.push(...changesFor(snapshot, reader, task, history));
    if (!isMe(actor, task.assignee) || task.status !== 'pending') continue;
    const assigned = newestStamp(task.set.assignee ?? [task.created]) ?? task.created;
    const by = marks.hasSeen(task.id, assigned) ? actor : history.assignedBy(task.id, assigned);
    if (by !== undefined && by !== actor)
      items.push({ kind: 'assigned', task: task.id, event: assigned, text: `${by} assigned it to you` });
    if (task.depends_on.length === 0 || !isReady(snapshot, parents, task)) continue;
    const finished = task.depends_on.flatMap((id) => snapshot.summary(id) ?? []);
    const last = newestStamp(finished.map((dependency) => newestStamp(workflowHeads(dependency))));
    const byWhom = finished.find(
      (dependency) => last !== undefined && workflowHeads(dependency).includes(last),
    );
    if (last === undefined || byWhom?.completed === undefined || byWhom.completed.by === actor) continue;
    if (!marks.hasSeen(task.id, last))
      items.push({
        kind: 'ready',
        task: task.id,
        event: last,
        text: `ready: ${byWhom.completed.by} completed ${snapshot.short(byWhom.id)} "${byWhom.title}"`,
      });
  }
  return items.sort((one, two) => ORDER[one.kind] - ORDER[two.kind] || (one.event < two.event ? -1 : 1));
}

/** What others did to a task that the reader holds or handed over for review, and what was handed over to the reader. */
function changesFor(
  { stamp }: Tasks,
  { actor, place, marks }: Reader,
  { id, status, claim, assignee, set, created }: TaskSummary,
  history: History,
): readonly InboxItem[] {
  if (claim === undefined || (status !== 'in_progress' && status !== 'in_review')) return [];
  const seen = newestStamp([claim.since, marks.seenOf(id)]) ?? claim.since;
  if (stamp === undefined || stamp <= seen) return [];
  if (isHeldBy(claim, actor, place))
    return history.changes(id, seen).map((change) => ({ kind: 'changed', task: id, ...change }));
  if (status !== 'in_review' || claim.by === actor || !isMe(actor, assignee)) return [];
  const submitted = newestStamp(set.status ?? [created]) ?? created;
  if (submitted <= seen) return [];
  return history
    .changes(id, seen)
    .filter(({ event }) => event === submitted)
    .map((change) => ({ kind: 'review', task: id, ...change }));
}
