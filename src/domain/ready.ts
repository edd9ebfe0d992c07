import { isMe } from './actor.ts';
import { isBlocked } from './blockers.ts';
import { chainsBehind, graphOf, type TaskGraph } from './graph.ts';
import type { TaskId } from './id.ts';
import { outlineOf, putAlike } from './outline.ts';
import type { Outline, Snapshot, TaskRange } from './snapshot.ts';
import { PRIORITIES, type Priority, type TaskSummary } from './task.ts';

/** Pending, with nothing in its way and no open child that is the real work. */
export function isReady(
  tasks: Pick<Snapshot, 'summary' | 'isCompleted'>,
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
  snapshot: Pick<Snapshot, 'open' | 'outline' | 'summary' | 'isCompleted'>,
  actor: string,
  anyone: boolean,
): TaskRange {
  const { tied, awaited, free } = snapshot.outline ?? outlineOf(snapshot.open);
  const graph = graphOf(() => tied);
  const offers: TaskSummary[] = [];
  for (const task of tied) {
    if (!anyone && task.assignee !== undefined && !isMe(actor, task.assignee)) continue;
    if (isReady(snapshot, graph.children, task)) offers.push(task);
  }
  return new Offers(graph, actor, offers, awaited, free);
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

function classOf(group: number, priority: Priority): number {
  return group * PRIORITIES.length - priority;
}

/** In one number, which sorts faster than five: it stays below 2 ** 53. */
function rankOf(ofClass: number, chain: number, waiting: number): number {
  return (ofClass * MANY - chain) * MANY - waiting;
}

function compareOffers(one: Offer, two: Offer): number {
  return (
    one.rank - two.rank ||
    compare(one.task.due ?? NEVER, two.task.due ?? NEVER) ||
    compare(one.task.created, two.task.created)
  );
}

/** Behind every day. */
const NEVER = '9';

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

/** Offers and what is free, each ranked, and merged as far as somebody looks. */
class Offers implements TaskRange {
  readonly #graph: TaskGraph;
  readonly #actor: string;
  /** Offers of one group and one priority each, the best first: most calls show none but the first of them. */
  readonly #classes: readonly { readonly rank: number; readonly ranges: readonly TaskRange[] }[];
  readonly #free: TaskRange;
  readonly length: number;

  constructor(
    graph: TaskGraph,
    actor: string,
    offers: readonly TaskSummary[],
    awaited: Outline['awaited'],
    free: TaskRange,
  ) {
    this.#graph = graph;
    this.#actor = actor;
    this.#free = free;
    this.length = offers.length + free.length;
    const tied = new Map<number, TaskSummary[]>();
    for (const task of offers) putAlike(tied, classOf(this.#groupOf(task), task.priority), task);
    const ranges = new Map<number, TaskRange[]>();
    for (const [rank, tasks] of tied) putAlike(ranges, rank, tasks);
    for (const [priority, tasks] of awaited) {
      putAlike(ranges, classOf(NOBODYS, priority), tasks);
      this.length += tasks.length;
    }
    this.#classes = [...ranges]
      .sort(([one], [two]) => one - two)
      .map(([rank, tasks]) => ({ rank, ranges: tasks }));
  }

  slice(from = 0, to = this.length): readonly TaskSummary[] {
    const tasks: TaskSummary[] = [];
    const ranked = this.#ranked();
    let next = ranked.next();
    for (const task of this.#free.slice(0, to)) {
      const offer = { task, rank: rankOf(classOf(NOBODYS, task.priority), 0, 0) };
      for (; next.done !== true; next = ranked.next()) {
        const other = next.value;
        if (compareOffers(other, offer) > 0) break;
        tasks.push(other.task);
      }
      if (tasks.length >= to) break;
      tasks.push(task);
    }
    for (; next.done !== true && tasks.length < to; next = ranked.next()) tasks.push(next.value.task);
    return tasks.slice(from, to);
  }

  *#ranked(): Generator<Offer, void> {
    for (const { rank: ofClass, ranges } of this.#classes) {
      const tasks = ranges.flatMap((range) => range.slice());
      const chains = chainsBehind(
        this.#graph,
        tasks.map(({ id }) => id),
      );
      const offers = tasks.map((task) => {
        const waiting = this.#graph.dependents.get(task.id)?.length ?? 0;
        return { task, rank: rankOf(ofClass, chains.get(task.id) ?? 0, waiting) };
      });
      yield* offers.sort(compareOffers);
    }
  }

  #groupOf({ assignee }: TaskSummary): number {
    return isMe(this.#actor, assignee) ? MINE : assignee === undefined ? NOBODYS : OTHERS;
  }
}
