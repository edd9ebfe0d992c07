import type { Task } from './task.ts';

/** A task as plain values: the keys of its file in their order, absent values null; unknown keys come last. */
export function taskValues(task: Task): Record<string, unknown> {
  return {
    id: task.id,
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
    claim: claimValues(task.claim),
    description: task.description ?? null,
    notes: task.notes.map(({ id, by, file, text }) => ({ id, by, file: file ?? null, text })),
    commits: task.commits,
    completed: completedValues(task.completed),
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
    set: task.set,
    ...task.extra,
  };
}

function claimValues(claim: Task['claim']): Record<string, unknown> | null {
  if (claim === undefined) return null;
  return {
    by: claim.by,
    worktree: claim.worktree ?? null,
    clone: claim.clone,
    branch: claim.branch ?? null,
    base: claim.base ?? null,
    since: claim.since,
  };
}

function completedValues(completed: Task['completed']): Record<string, unknown> | null {
  if (completed === undefined) return null;
  return {
    by: completed.by,
    commit: completed.commit ?? null,
    branch: completed.branch ?? null,
    message: completed.message ?? null,
  };
}
