import { stampTime } from '../../domain/stamp.ts';
import type { Period, Spread, Statistics } from '../../domain/statistics.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { taskNamed } from '../../domain/task-name.ts';
import { oneLine } from '../../domain/text.ts';
import type { View } from '../view.ts';
import type { Style } from './style.ts';

/** What is open now. */
export interface OpenWork {
  readonly count: number;
  /** How many tasks are in a state. */
  readonly states: ReadonlyMap<string, number>;
  readonly oldest: readonly TaskSummary[];
  readonly stale: readonly TaskSummary[];
}

const STATES = ['ready', 'pending', 'blocked', 'in_progress', 'stale', 'in_review'] as const;
const WEEKS_SHOWN = 12;
const ROWS_SHOWN = 10;
const BARS = '\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588';

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds / 1000);
}

function spreadJson({ count, median, p90 }: Spread): Record<string, unknown> {
  return { count, median: seconds(median), p90: seconds(p90) };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Statistics under `--json`; durations in seconds. */
export function statisticsJson(statistics: Statistics, open: OpenWork, now: number): Record<string, unknown> {
  const { since, created, completed, cancelled, reopened, lead, cycle, blocked } = statistics;
  const periodJson = ({ start, ...counts }: Period): object => ({ start: dayOf(start), ...counts });
  return {
    since: new Date(since).toISOString(),
    until: new Date(now).toISOString(),
    open: open.count,
    states: Object.fromEntries(STATES.map((state) => [state, open.states.get(state) ?? 0])),
    created,
    completed,
    cancelled,
    reopened,
    lead_time: spreadJson(lead),
    cycle_time: spreadJson(cycle),
    blocked_time: { ...spreadJson(blocked), total: seconds(blocked.total) },
    weeks: statistics.weeks.map(periodJson),
    days: statistics.days.map(periodJson),
    actors: statistics.actors.map((row) => ({ ...row, cycle: spreadJson(row.cycle) })),
    labels: statistics.labels.map((row) => ({ ...row, cycle: spreadJson(row.cycle) })),
    oldest: open.oldest.map(({ id, created: stamp }) => ({
      id,
      age: seconds(Math.max(0, now - stampTime(stamp))),
    })),
    stale: open.stale.map(({ id, claim }) => ({ id, by: claim?.by ?? null })),
  };
}

const UNITS = [
  [7 * 86_400_000, 'w'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** About how long: two digits and the unit in which it is at least two. */
function about(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '-';
  const [size, unit] = UNITS.find(([length]) => milliseconds >= 2 * length) ?? ([1000, 's'] as const);
  const value = milliseconds / size;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`;
}

/** Rows under their head: the first column to the left, the others to the right. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
): readonly string[] {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [style.dim(line(head)), ...rows.map(line)];
}

function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts.map((count) => BARS.charAt(Math.round((count / most) * (BARS.length - 1)))).join('');
}

/** Statistics for people. */
export function statisticsLines(
  view: View,
  statistics: Statistics,
  open: OpenWork,
  now: number,
  style: Style,
): readonly string[] {
  const { created, completed, cancelled, reopened, lead, cycle, blocked, actors, labels } = statistics;
  const states = STATES.flatMap((state) => {
    const count = open.states.get(state) ?? 0;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const days = Math.max(1, (now - statistics.since) / 86_400_000);
  const rate = (count: number): string => (count / days).toFixed(1);
  const weeks = statistics.weeks.slice(-WEEKS_SHOWN);
  const blank = (lines: readonly string[]): readonly string[] => (lines.length <= 1 ? [] : ['', ...lines]);
  const duration = (name: string, { count, median, p90 }: Spread): readonly string[] => [
    name,
    String(count),
    about(median),
    about(p90),
  ];
  return [
    `open         ${open.count}${states.length === 0 ? '' : `: ${states.join(', ')}`}`,
    `since        ${dayOf(statistics.since)}`,
    `created      ${created}, ${rate(created)} a day`,
    `completed    ${completed}, ${rate(completed)} a day`,
    ...(cancelled > 0 ? [`cancelled    ${cancelled}`] : []),
    ...(reopened > 0 ? [`reopened     ${reopened}`] : []),
    ...blank(
      table(
        ['', 'tasks', 'median', '9 of 10 within'],
        [duration('lead time', lead), duration('cycle time', cycle), duration('blocked', blocked)],
        style,
      ),
    ),
    ...blank(
      table(
        ['week of', 'created', 'completed'],
        weeks.map((week) => [dayOf(week.start), String(week.created), String(week.completed)]),
        style,
      ),
    ),
    `completed    ${sparkline(weeks.map((week) => week.completed))}`,
    ...blank(
      table(
        ['by', 'created', 'started', 'completed', 'cycle'],
        actors
          .slice(0, ROWS_SHOWN)
          .map((row) => [
            oneLine(row.actor),
            String(row.created),
            String(row.started),
            String(row.completed),
            about(row.cycle.median),
          ]),
        style,
      ),
    ),
    ...(actors.length > ROWS_SHOWN ? [style.dim(`and ${actors.length - ROWS_SHOWN} more: --json`)] : []),
    ...blank(
      table(
        ['label', 'open', 'created', 'completed', 'cycle'],
        labels
          .slice(0, ROWS_SHOWN)
          .map((row) => [
            oneLine(row.label),
            String(row.open),
            String(row.created),
            String(row.completed),
            about(row.cycle.median),
          ]),
        style,
      ),
    ),
    ...(labels.length > ROWS_SHOWN ? [style.dim(`and ${labels.length - ROWS_SHOWN} more: --json`)] : []),
    ...blank([
      style.dim('oldest open'),
      ...open.oldest.map(
        (task) => `${about(now - stampTime(task.created)).padStart(6)}  ${taskNamed(view.snapshot, task.id)}`,
      ),
    ]),
    ...blank([
      style.dim('stale claims'),
      ...open.stale.map((task) => `${taskNamed(view.snapshot, task.id)} (${oneLine(task.claim?.by ?? '?')})`),
    ]),
  ];
}
