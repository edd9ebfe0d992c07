import { isDay } from '../domain/day.ts';
import { validDay } from '../domain/valid-values.ts';
import type { Span } from './calendar.ts';

const PLAIN_DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Makes what reads days as people write them. What reads words is loaded only where there are any: it takes longer to
 * load than a whole call.
 *
 * @param texts all that it will be asked
 * @param now milliseconds since the epoch
 * @returns reads `yyyy-mm-dd`, `tomorrow`, `fri`, `+3d`, `1 sep` … as `yyyy-mm-dd`, or throws DATE_INVALID
 */
export async function dayReader(texts: readonly string[], now: number): Promise<(text: string) => string> {
  if (texts.every((text) => PLAIN_DAY.test(text.trim()))) return validDay;
  const { dayInWords } = await import('./date-words.ts');
  return (text) => (PLAIN_DAY.test(text.trim()) ? validDay(text) : dayInWords(text, now));
}

/**
 * Reads a day as people write it, as `yyyy-mm-dd`.
 *
 * @throws DATE_INVALID where it names none, or more than one
 */
export async function readDay(text: string, now: number): Promise<string> {
  return (await dayReader([text], now))(text);
}

/**
 * Reads a time in the past as people write it: an ISO time, a day, `yesterday`, `2h ago`, `last week`. Days are those of the
 * machine's time zone.
 *
 * @returns a day from its midnight to the next
 * @throws DATE_INVALID
 */
export async function readSpan(text: string, now: number): Promise<Span> {
  const plain = text.trim();
  if (ISO_TIME.test(plain)) {
    const time = Date.parse(plain);
    if (!Number.isNaN(time)) return { start: time, end: time };
  }
  if (isDay(plain)) {
    const [year = 0, month = 1, day = 1] = plain.split('-').map(Number);
    return {
      start: new Date(year, month - 1, day).getTime(),
      end: new Date(year, month - 1, day + 1).getTime(),
    };
  }
  const { spanInWords } = await import('./date-words.ts');
  return spanInWords(text, now);
}
