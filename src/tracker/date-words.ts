import { type Component, casual, type ParsedResult } from 'chrono-node/en';
import { describeDay } from '../domain/day.ts';
import { nearest } from '../domain/nearest.ts';
import { GitTaskError } from '../errors.ts';
import {
  addDays,
  boundsOf,
  comingDay,
  daysUntil,
  localDay,
  type Span,
  UNITS,
  type Unit,
} from './calendar.ts';

/** Nobody writes a longer one, and what reads it tries every place in it. */
const LONGEST = 60;
const HINT = 'a day such as 2026-11-27, tomorrow, fri, +3d, "1 sep"';
const WORDS = ['today', 'tomorrow', 'yesterday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
/** Two numbers and perhaps a year: which of them is the month differs from country to country. */
const NUMBERS = /^(\d{1,2})(?:\/(\d{1,2})|[.-](\d{1,2})(?=[.-]\d))(?:[/.-](\d{4}|\d{2}))?(?![\d/.-])/;
const PERIOD = /^(?:this|next|last|past|previous) (week|month|quarter|year)$/i;
/** Says which week is meant. */
const WHICH_WEEK = /\b(?:next|last|past|previous|week)\b/i;
/** An amount without a word that says which way. */
const AMOUNT = /^\d{1,6} ?(?:[smhdwy]|mo|min|sec|(?:second|minute|hour|day|week|month|year)s?)$/i;

function invalid(typed: string): GitTaskError {
  return new GitTaskError('DATE_INVALID', `"${typed.slice(0, LONGEST)}" is not a day`, {
    hint: HINT,
    template: nearest(typed.trim().toLowerCase(), WORDS, 2) ?? '<yyyy-mm-dd>',
    details: { value: typed },
  });
}

/** @param days times of the days that it may mean */
function ambiguous(typed: string, days: readonly number[]): GitTaskError {
  const readings = [...new Set(days.map(localDay))];
  return new GitTaskError('DATE_INVALID', `"${typed}" may be ${readings.map(describeDay).join(' or ')}`, {
    template: readings,
    details: { value: typed, readings },
  });
}

function otherWeekday(typed: string, time: number): GitTaskError {
  const day = localDay(time);
  return new GitTaskError('DATE_INVALID', `"${typed}" contradicts itself: that day is ${describeDay(day)}`, {
    template: day,
    details: { value: typed, readings: [day] },
  });
}

/** @throws DATE_INVALID with both readings of numbers whose order differs from country to country */
function refuseSwappable(text: string, typed: string, now: number): void {
  const [, one, slashed, other, year] = NUMBERS.exec(text) ?? [];
  const [first, second] = [Number(one), Number(slashed ?? other)];
  if (first === second || ![first, second].every((number) => number >= 1 && number <= 12)) return;
  const reading = (day: number, month: number): number =>
    year === undefined
      ? comingDay(month, day, now)
      : new Date(Number(year.padStart(4, '20')), month - 1, day).getTime();
  throw ambiguous(typed, [reading(first, second), reading(second, first)]);
}

/**
 * What the library makes of a text, if it takes all of it for one date.
 *
 * @throws DATE_INVALID
 */
function understand(text: string, typed: string, now: number): ParsedResult {
  if (text.length > LONGEST) throw invalid(typed);
  refuseSwappable(text, typed, now);
  const [result, ...more] = casual.parse(text, { instant: new Date(now) });
  if (result === undefined || result.text.length < text.length || more.length > 0) throw invalid(typed);
  const year = result.date().getFullYear();
  if (!(year >= 1970 && year <= 9999)) throw invalid(typed);
  // The library says null where its types say nothing.
  if (result.end) throw ambiguous(typed, [result.date().getTime(), result.end.date().getTime()]);
  return result;
}

function says({ start }: ParsedResult, ...parts: readonly Component[]): boolean {
  return parts.some((part) => start.isCertain(part));
}

function isRelative(result: ParsedResult): boolean {
  return result.tags().has('result/relativeDate');
}

/** The unit that a text names where it is longer than a day: `next month`, `september`. */
function longerUnit(text: string, result: ParsedResult): Unit | undefined {
  const named = PERIOD.exec(text)?.[1]?.toLowerCase();
  const unit = UNITS.find((known) => known === named);
  if (unit !== undefined) return unit;
  if (isRelative(result) || says(result, 'day', 'weekday', 'hour')) return undefined;
  return says(result, 'month') ? 'month' : undefined;
}

/** The weekday that a text names, where it leaves open of which week. */
function openWeekday(text: string, result: ParsedResult): number | undefined {
  if (!says(result, 'weekday') || says(result, 'day') || WHICH_WEEK.test(text)) return undefined;
  return result.start.get('weekday') ?? undefined;
}

/** Month and day of a text that leaves the year open. */
function openYear(result: ParsedResult): { readonly month: number; readonly day: number } | undefined {
  if (says(result, 'year') || !says(result, 'day')) return undefined;
  const [month, day] = [result.start.get('month'), result.start.get('day')];
  return month === null || day === null ? undefined : { month, day };
}

/**
 * Reads a day in words: one to come where they leave that open.
 *
 * @param now milliseconds since the epoch
 * @returns `yyyy-mm-dd`
 * @throws DATE_INVALID with what it may be
 */
export function dayInWords(typed: string, now: number): string {
  const text = typed.trim();
  // Minutes to one, months to another; where a time is asked for, they are minutes, as in every duration.
  const months = /^(?:in )?\+? ?(\d{1,4}) ?m$/i.exec(text)?.[1];
  if (months !== undefined)
    throw ambiguous(
      typed,
      [`in ${months} minutes`, `in ${months} months`].map((words) =>
        understand(words, typed, now).date().getTime(),
      ),
    );
  const result = understand(AMOUNT.test(text) ? `+${text}` : text, typed, now);
  const time = result.date().getTime();
  const unit = longerUnit(text, result);
  if (unit !== undefined) {
    const { start, end } = boundsOf(time, unit);
    throw ambiguous(typed, [start, addDays(end, -1)]);
  }
  if (/\bweekend\b/i.test(text)) throw ambiguous(typed, [time, addDays(time, 1)]);
  const open = openWeekday(text, result);
  if (open !== undefined) {
    const days = daysUntil(open, now);
    if (days === 0) throw ambiguous(typed, [now, addDays(now, 7)]);
    return localDay(addDays(now, days));
  }
  if (!isRelative(result) && !says(result, 'day', 'weekday')) throw invalid(typed);
  const date = openYear(result);
  const days = date === undefined ? [time] : [comingDay(date.month, date.day, now), time];
  const weekday = says(result, 'weekday') ? result.start.get('weekday') : null;
  const fitting = days.find((day) => weekday === null || new Date(day).getDay() === weekday);
  if (fitting === undefined) throw otherWeekday(typed, days[0] ?? time);
  return localDay(fitting);
}

/**
 * Reads a time in words: one that has passed where they leave that open.
 *
 * @param now milliseconds since the epoch
 * @throws DATE_INVALID with what it may be
 */
export function spanInWords(typed: string, now: number): Span {
  const text = typed.trim();
  const result = understand(AMOUNT.test(text) ? `${text} ago` : text, typed, now);
  const time = result.date().getTime();
  const unit = longerUnit(text, result);
  const past = time <= now ? time : before(text, result, time);
  if (says(result, 'hour')) return { start: past, end: past };
  return boundsOf(past, unit ?? 'day');
}

/** The one before of what comes again: a day of the week or of the year, a month, an hour. */
function before(text: string, result: ParsedResult, time: number): number {
  if (openWeekday(text, result) !== undefined) return addDays(time, -7);
  const yearly = openYear(result) !== undefined || (says(result, 'month') && !says(result, 'year'));
  if (yearly) return new Date(time).setFullYear(new Date(time).getFullYear() - 1);
  return says(result, 'hour') && !says(result, 'day', 'weekday') ? addDays(time, -1) : time;
}
