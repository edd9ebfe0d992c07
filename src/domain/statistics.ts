import type { TaskId } from './id.ts';
import { blockedTime, type TaskFlow } from './task-flow.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** The first Monday, in milliseconds since the epoch. */
const MONDAY_MS = 4 * DAY_MS;
/** Ten years of weeks: what is older is in the sums alone. */
const MOST_WEEKS = 520;
const DAYS = 14;

export interface Question {
  /** Of each task but those that were deleted, without what was undone. */
  readonly flows: ReadonlyMap<TaskId, TaskFlow>;
  /** Milliseconds since the epoch; what was before does not count. From the first task on without it. */
  readonly since: number | undefined;
  readonly now: number;
  /** Labels that a task must have. */
  readonly labels: readonly string[];
  /** Whose doings count; everybody's without it. */
  readonly by?: (actor: string) => boolean;
}

/** How long something took, in milliseconds: the middle of all, and what nine of ten did not exceed. */
export interface Spread {
  readonly count: number;
  readonly median: number | undefined;
  readonly p90: number | undefined;
}

export interface Period {
  /** Milliseconds since the epoch, UTC. */
  readonly start: number;
  readonly created: number;
  readonly completed: number;
}

export interface ActorStatistics {
  readonly actor: string;
  readonly created: number;
  readonly started: number;
  readonly completed: number;
  readonly cycle: Spread;
}

export interface LabelStatistics {
  readonly label: string;
  readonly open: number;
  readonly created: number;
  readonly completed: number;
  readonly cycle: Spread;
}

export interface Statistics {
  readonly since: number;
  readonly created: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly reopened: number;
  /** From creation to completion. */
  readonly lead: Spread;
  /** From the first start of a task that was open to its completion; of those that somebody started. */
  readonly cycle: Spread;
  /** While open, with a hold of its own or a dependency unfinished; of tasks that were blocked at all. */
  readonly blocked: Spread & { readonly total: number };
  /** Monday to Sunday, oldest first; the last is this one. */
  readonly weeks: readonly Period[];
  /** The last two weeks, day by day. */
  readonly days: readonly Period[];
  /** Most completed first. */
  readonly actors: readonly ActorStatistics[];
  readonly labels: readonly LabelStatistics[];
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, two) => one - two);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return {
    count: sorted.length,
    median: low === undefined || high === undefined ? undefined : (low + high) / 2,
    p90: sorted[Math.ceil(0.9 * sorted.length) - 1],
  };
}

/** What flowed through the tasks. */
export function statisticsOf({ flows, since, now, labels, by: asker }: Question): Statistics {
  const by = asker ?? (() => true);
  const asked = [...flows.values()].filter((flow) => labels.every((label) => flow.labels.has(label)));
  const start = since ?? asked.reduce((first, { created }) => Math.min(first, created.at), now);
  const counts = (deed: Deed): boolean => (since === undefined || deed.at >= since) && by(deed.by);
  const created = asked.map((flow) => flow.created).filter(counts);
  const completed = asked.flatMap((flow) => flow.completed).filter(counts);
  const started = asked.flatMap((flow) => flow.started).filter(counts);
  const blocked = asked
    .filter((flow) => [flow.created, ...flow.started, ...flow.completed].some(({ by: actor }) => by(actor)))
    .map((flow) => blockedTime(flow, flows, start, now))
    .filter((time) => time > 0);
  return {
    since: start,
    created: created.length,
    completed: completed.length,
    cancelled: asked.flatMap((flow) => flow.cancelled).filter(counts).length,
    reopened: asked.flatMap((flow) => flow.reopened).filter(counts).length,
    lead: spreadOf(completed.map(({ lead }) => lead)),
    cycle: cycleOf(completed),
    blocked: { ...spreadOf(blocked), total: blocked.reduce((sum, time) => sum + time, 0) },
    weeks: periods(weekOf(Math.max(start, now - MOST_WEEKS * WEEK_MS)), now, WEEK_MS, created, completed),
    days: periods(dayOf(Math.max(start, now - (DAYS - 1) * DAY_MS)), now, DAY_MS, created, completed),
    actors: actorsOf(created, started, completed),
    labels: labelsOf(asked, counts).filter((row) => asker === undefined || row.created + row.completed > 0),
  };
}

interface Deed {
  readonly at: number;
  readonly by: string;
}

interface Completed extends Deed {
  readonly cycle: number | undefined;
}

function cycleOf(completed: readonly Completed[]): Spread {
  return spreadOf(completed.flatMap(({ cycle }) => cycle ?? []));
}

function weekOf(time: number): number {
  return Math.floor((time - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

function periods(
  from: number,
  now: number,
  length: number,
  created: readonly Deed[],
  completed: readonly Deed[],
): readonly Period[] {
  const count = Math.max(1, Math.floor((now - from) / length) + 1);
  const tally = (deeds: readonly Deed[]): readonly number[] => {
    const counts = new Array<number>(count).fill(0);
    for (const { at } of deeds) {
      // What is stamped ahead of this clock is of now.
      const index = Math.min(count - 1, Math.floor((at - from) / length));
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    }
    return counts;
  };
  const [made, done] = [tally(created), tally(completed)];
  return made.map((number, at) => ({
    start: from + at * length,
    created: number,
    completed: done[at] ?? 0,
  }));
}

function actorsOf(
  created: readonly Deed[],
  started: readonly Deed[],
  completed: readonly Completed[],
): readonly ActorStatistics[] {
  const names = new Set([...created, ...started, ...completed].map(({ by }) => by));
  const groups = [created, started].map((deeds) => countBy(deeds.map(({ by }) => by)));
  const finished = new Map<string, Completed[]>();
  for (const deed of completed) {
    const known = finished.get(deed.by);
    if (known === undefined) finished.set(deed.by, [deed]);
    else known.push(deed);
  }
  return [...names]
    .map((actor) => ({
      actor,
      created: groups[0]?.get(actor) ?? 0,
      started: groups[1]?.get(actor) ?? 0,
      completed: finished.get(actor)?.length ?? 0,
      cycle: cycleOf(finished.get(actor) ?? []),
    }))
    .sort(
      (one, two) =>
        two.completed - one.completed || two.created - one.created || (one.actor < two.actor ? -1 : 1),
    );
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function labelsOf(flows: readonly TaskFlow[], counts: (deed: Deed) => boolean): readonly LabelStatistics[] {
  const byLabel = new Map<string, TaskFlow[]>();
  for (const flow of flows)
    for (const label of flow.labels) {
      const known = byLabel.get(label);
      if (known === undefined) byLabel.set(label, [flow]);
      else known.push(flow);
    }
  return [...byLabel]
    .map(([label, some]) => {
      const completed = some.flatMap((flow) => flow.completed).filter(counts);
      return {
        label,
        open: some.filter(({ open }) => open).length,
        created: some.filter(({ created }) => counts(created)).length,
        completed: completed.length,
        cycle: cycleOf(completed),
      };
    })
    .sort(
      (one, two) => two.completed - one.completed || two.open - one.open || (one.label < two.label ? -1 : 1),
    );
}
