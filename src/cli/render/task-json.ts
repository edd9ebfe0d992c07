import { stampTime } from '../../domain/stamp.ts';
import type { Task } from '../../domain/task.ts';
import { blockersIn, stateOf, type View } from '../view.ts';

/** A task under `--json`: the keys of its file, absent values null, and what can only be told from the others. */
export function taskJson(view: View, task: Task): Record<string, unknown> {
  const blockers = blockersIn(view, task);
  const state = stateOf(view, task);
  return {
    id: task.id,
    short: view.snapshot.short(task.id),
    title: task.title,
    status: task.status,
    type: task.type ?? null,
    priority: task.priority,
    assignee: task.assignee ?? null,
    due: task.due ?? null,
    parent: task.parent ?? null,
    discovered_from: task.discovered_from ?? null,
    labels: task.labels,
    depends_on: task.depends_on,
    links: task.links,
    resources: task.resources,
    hold: task.hold ?? null,
    acceptance: task.acceptance.map(({ id, text, met }) => ({ id, text, met: met ?? null })),
    plan_key: task.plan_key ?? null,
    claim:
      task.claim === undefined
        ? null
        : {
            by: task.claim.by,
            worktree: task.claim.worktree ?? null,
            clone: task.claim.clone,
            branch: task.claim.branch ?? null,
            base: task.claim.base ?? null,
            since: task.claim.since,
          },
    description: task.description ?? null,
    notes: task.notes.map(({ id, by, file, text }) => ({ id, by, file: file ?? null, text })),
    commits: task.commits,
    completed:
      task.completed === undefined
        ? null
        : {
            by: task.completed.by,
            commit: task.completed.commit ?? null,
            branch: task.completed.branch ?? null,
            message: task.completed.message ?? null,
          },
    alerts: task.alerts.map((alert) => ({
      id: alert.id,
      also: alert.also ?? [],
      type: alert.type,
      cause: alert.cause,
      change: alert.change ?? null,
      resource: alert.resource ?? null,
      to: alert.to,
      text: alert.text,
      acknowledged: alert.acknowledged ?? null,
    })),
    created: task.created,
    created_at: new Date(stampTime(task.created)).toISOString(),
    set: task.set,
    ...task.extra,
    blocked: blockers.length > 0,
    blocked_by: [
      ...new Set(blockers.map((blocker) => (blocker.kind === 'dependency' ? blocker.on : blocker.of))),
    ].filter((id) => id !== task.id),
    ready: state === 'ready',
    stale: state === 'stale',
  };
}
