// Days as they are where the program runs; times are milliseconds since the epoch.

export const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** From one moment to another, in milliseconds since the epoch; both are one where a text names a moment. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The day of a time, `yyyy-mm-dd`. */
export function localDay(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The same time of another day. */
export function addDays(time: number, days: number): number {
  const date = new Date(time);
  return date.setDate(date.getDate() + days);
}

/** Days from today to the next of a weekday, counted from Sunday as 0; 0 where that is today. */
export function daysUntil(weekday: number, now: number): number {
  return (weekday - new Date(now).getDay() + 7) % 7;
}

/** The day's next occurrence, today included; months count from 1. */
export function comingDay(month: number, day: number, now: number): number {
  const { start: today } = boundsOf(now, 'day');
  const year = new Date(now).getFullYear();
  const soon = new Date(year, month - 1, day).getTime();
  return soon < today ? new Date(year + 1, month - 1, day).getTime() : soon;
}

/** What a time lies in, up to where the next one begins. Weeks begin on Monday. */
export function boundsOf(time: number, unit: Unit): Span {
  const date = new Date(time);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const monday = day - ((date.getDay() + 6) % 7);
  const quarter = month - (month % 3);
  const between = (from: Date, to: Date): { start: number; end: number } => ({
    start: from.getTime(),
    end: to.getTime(),
  });
  switch (unit) {
    case 'day':
      return between(new Date(year, month, day), new Date(year, month, day + 1));
    case 'week':
      return between(new Date(year, month, monday), new Date(year, month, monday + 7));
    case 'month':
      return between(new Date(year, month, 1), new Date(year, month + 1, 1));
    case 'quarter':
      return between(new Date(year, quarter, 1), new Date(year, quarter + 3, 1));
    case 'year':
      return between(new Date(year, 0, 1), new Date(year + 1, 0, 1));
  }
}
