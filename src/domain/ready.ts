import { isMe } from './actor.ts';
import { isBlocked } from './blockers.ts';
import { chainsBehind, graphOf } from './graph.ts';
import type { TaskId } from './id.ts';
import { outlineOf } from './outline.ts';
import type { Snapshot, TaskRange } from './snapshot.ts';
import { PRIORITIES, type Priority, type TaskSummary } from './task.ts';

/** Pending, with nothing in its way and no open child that is the real work. */
export function isReady(
  tasks: Pick<Snapshot, 'summary'>,
  children: { readonly has: (id: TaskId) => boolean },
  task: TaskSummary,
): boolean {
  return task.status === 'pending' && !children.has(task.id) && !isBlocked(tasks, task);
}

/**
 * Tasks to offer an actor, best first: its own before unassigned ones; then by priority, by how much open work
 * hangs on them (the longest chain, then how many wait directly), by due date, by age.
 *
 * @param anyone offer other people's tasks too
 */
export function readyTasks(
  snapshot: Pick<Snapshot, 'open' | 'outline' | 'summary'>,
  actor: string,
  anyone: boolean,
): TaskRange {
  const { tied, free } = snapshot.outline ?? outlineOf(snapshot.open);
  const graph = graphOf(() => tied);
  const offers: TaskSummary[] = [];
  for (const task of tied) {
    if (!anyone && task.assignee !== undefined && !isMe(actor, task.assignee)) continue;
    if (isReady(snapshot, graph.children, task)) offers.push(task);
  }
  const chains = chainsBehind(
    graph,
    offers.map((task) => task.id),
  );
  const ranked = offers.map((task) => {
    const group = isMe(actor, task.assignee) ? MINE : task.assignee === undefined ? NOBODYS : OTHERS;
    const waiting = graph.dependents.get(task.id)?.length ?? 0;
    return { task, rank: rankOf(group, task.priority, chains.get(task.id) ?? 0, waiting) };
  });
  return new Offers(ranked.sort(compareOffers), free);
}

/** A task that is ready, and what it is offered by before its due date and its age: the smallest first. */
interface Offer {
  readonly task: TaskSummary;
  readonly rank: number;
}

const MINE = 0;
const NOBODYS = 1;
const OTHERS = 2;
/** More than the longest chain, and than may wait for one task. */
const MANY = 2 ** 22;

/** In one number, which sorts faster than five: it stays below 2 ** 53. */
function rankOf(group: number, priority: Priority, chain: number, waiting: number): number {
  return ((group * PRIORITIES.length - priority) * MANY - chain) * MANY - waiting;
}

/** Of equal ones the first comes first: tasks come by age. */
function compareOffers(one: Offer, two: Offer): number {
  return one.rank - two.rank || compare(one.task.due ?? NEVER, two.task.due ?? NEVER);
}

/** Behind every day. */
const NEVER = '9';

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

/** Two ranked halves, merged as far as somebody looks. */
class Offers implements TaskRange {
  readonly #ranked: readonly Offer[];
  readonly #free: TaskRange;
  readonly length: number;

  constructor(ranked: readonly Offer[], free: TaskRange) {
    this.#ranked = ranked;
    this.#free = free;
    this.length = ranked.length + free.length;
  }

  slice(from = 0, to = this.length): readonly TaskSummary[] {
    const tasks: TaskSummary[] = [];
    let next = 0;
    for (const task of this.#free.slice(0, to)) {
      const offer = { task, rank: rankOf(NOBODYS, task.priority, 0, 0) };
      for (let other = this.#ranked[next]; other !== undefined; other = this.#ranked[++next]) {
        if ((compareOffers(other, offer) || compare(other.task.created, task.created)) > 0) break;
        tasks.push(other.task);
      }
      tasks.push(task);
    }
    for (const { task } of this.#ranked.slice(next, next + to)) tasks.push(task);
    return tasks.slice(from, to);
  }
}
