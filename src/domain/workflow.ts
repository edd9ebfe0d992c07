import { type Event, isWorkflowEvent } from './event.ts';
import type { Stamp } from './stamp.ts';
import type { Claim, Completion, Status, Task, Value } from './task.ts';
import { workflowHeads } from './task.ts';

/** What a workflow event makes of its task. */
interface Standing {
  readonly status: Status;
  readonly claim?: Claim;
  readonly completed?: Completion;
}

/** Where undecided heads meet, the furthest status wins. */
export const RANK: Readonly<Record<Status, number>> = {
  completed: 4,
  cancelled: 3,
  in_review: 2,
  in_progress: 1,
  pending: 0,
};

function textsAt(value: Value | undefined, keys: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {};
  if (typeof value !== 'object' || Array.isArray(value)) return texts;
  for (const [key, text] of Object.entries(value))
    if (keys.includes(key) && typeof text === 'string') texts[key] = text;
  return texts;
}

/** Reads a claim out of an event's data. */
function parseClaim(value: Value | undefined, by?: string, since?: Stamp): Claim | undefined {
  const texts = textsAt(value, ['by', 'worktree', 'clone', 'branch', 'base', 'since']);
  const holder = by ?? texts.by;
  const start = since ?? texts.since;
  if (holder === undefined || start === undefined) return undefined;
  return { ...texts, by: holder, clone: texts.clone ?? '', since: start };
}

function standingAfter(event: Event): Standing {
  const claim = parseClaim(event.data.claim);
  switch (event.type) {
    case 'task_started': {
      const started = parseClaim(event.data, event.by, event.id);
      return { status: 'in_progress', ...(started === undefined ? {} : { claim: started }) };
    }
    case 'task_submitted':
      return { status: 'in_review', ...(claim === undefined ? {} : { claim }) };
    case 'task_completed': {
      const completed: Completion = { ...textsAt(event.data, ['commit', 'branch', 'message']), by: event.by };
      return { status: 'completed', completed };
    }
    case 'task_cancelled':
      return { status: 'cancelled' };
    case 'task_reopened':
      return claim === undefined ? { status: 'pending' } : { status: 'in_progress', claim };
    default:
      return { status: 'pending' };
  }
}

function stand(task: Task, standing: Standing, heads: readonly Stamp[]): Task {
  const { claim: _claim, completed: _completed, set, ...rest } = task;
  const onlyCreated = heads.length === 1 && heads[0] === task.created;
  const { status: _status, ...others } = set;
  return { ...rest, ...standing, set: onlyCreated ? others : { ...others, status: heads } };
}

/** Moves a task by one event, which names all heads it replaces; heads it did not see stay undecided. */
export function applyWorkflow(task: Task, event: Event): Task {
  const unseen = workflowHeads(task).filter((head) => !(event.over ?? []).includes(head));
  if (!isWorkflowEvent(event)) return unseen.length === 0 ? task : stand(task, task, unseen);
  const next = standingAfter(event);
  const heads = [...unseen, event.id].sort();
  return stand(
    task,
    unseen.length > 0 && RANK[task.status] >= RANK[next.status] ? standingOf(task) : next,
    heads,
  );
}

function standingOf(task: Task): Standing {
  return {
    status: task.status,
    ...(task.claim === undefined ? {} : { claim: task.claim }),
    ...(task.completed === undefined ? {} : { completed: task.completed }),
  };
}

/** The workflow events that nobody names: the one that decides, and those that lose to it. */
export interface WorkflowContest {
  readonly winner: Event;
  readonly losers: readonly Event[];
}

/**
 * Finds which of the heads decides: the furthest status, then the earlier stamp, so that the first claim keeps the task.
 *
 * @param events all events of the task, by stamp
 */
export function workflowContest(events: readonly Event[]): WorkflowContest | undefined {
  const named = new Set<Stamp>();
  for (const event of events)
    if (isWorkflowEvent(event) || event.type === 'claim_conflict')
      for (const stamp of event.over ?? []) named.add(stamp);
  const heads = events.filter((event) => isWorkflowEvent(event) && !named.has(event.id));
  let winner: Event | undefined;
  for (const head of heads)
    if (winner === undefined || RANK[standingAfter(head).status] > RANK[standingAfter(winner).status])
      winner = head;
  return winner === undefined ? undefined : { winner, losers: heads.filter((head) => head !== winner) };
}

/**
 * Decides the lifecycle by all events of a task.
 *
 * @param events all events of the task, by stamp
 */
export function settleWorkflow(task: Task, events: readonly Event[]): Task {
  const contest = workflowContest(events);
  if (contest === undefined) return task;
  const heads = [contest.winner, ...contest.losers].map((head) => head.id).sort();
  return stand(task, standingAfter(contest.winner), heads);
}
