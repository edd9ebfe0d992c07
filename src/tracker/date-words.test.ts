import { describe, expect, test } from 'vitest';
import { GitTaskError } from '../errors.ts';
import { readDay, readSpan } from './read-day.ts';

process.env.TZ = 'Europe/Berlin';
/** A Wednesday afternoon in Berlin. */
const NOW = Date.parse('2026-11-25T14:00:00Z');
const early = Date.parse('2026-11-24T23:30:00Z');
const late = Date.parse('2026-11-25T22:30:00Z');

async function readingOf(text: string, now: number): Promise<string> {
  try {
    return await readDay(text, now);
  } catch (error) {
    if (!(error instanceof GitTaskError) || error.code !== 'DATE_INVALID') throw error;
    return `? ${error.templates.join(' ')}`;
  }
}

describe('a day in words', () => {
  test.each([
    ['2025-09-01', '2025-09-01'],
    [' 2025-09-01 ', '2025-09-01'],
    ['today', '2026-11-25'],
    ['Tomorrow', '2026-11-26'],
    ['yesterday', '2026-11-24'],
    ['fri', '2026-11-27'],
    ['on friday', '2026-11-27'],
    ['this friday', '2026-11-27'],
    ['next friday', '2026-12-04'],
    ['last friday', '2026-11-20'],
    ['tue', '2026-12-01'],
    ['friday next week', '2026-12-04'],
    ['+3d', '2026-11-28'],
    ['+2w', '2026-12-09'],
    ['3 days', '2026-11-28'],
    ['in 3 days', '2026-11-28'],
    ['2 weeks ago', '2026-11-11'],
    ['in 2 months', '2027-01-25'],
    ['2 days after fri', '2026-11-29'],
    ['1 sep', '2027-09-01'],
    ['sep 1', '2027-09-01'],
    ['1st of September', '2027-09-01'],
    ['25 nov', '2026-11-25'],
    ['24 nov', '2027-11-24'],
    ['1 sep 2026', '2026-09-01'],
    ['Jan 2, 2027', '2027-01-02'],
    ['fri 27 nov', '2026-11-27'],
    ['fri 20 nov', '2026-11-20'],
    ['end of month', '2026-11-30'],
    ['end of next month', '2026-12-31'],
    ['2026/2/3', '2026-02-03'],
    ['13/02/2027', '2027-02-13'],
    ['02/13/2027', '2027-02-13'],
    ['12/12/2027', '2027-12-12'],
    ['25/12', '2026-12-25'],
    ['2026-11-27T10:00', '2026-11-27'],
    ['2026-11-27T23:30:00Z', '2026-11-28'],
    ['2026-11-27T10:00+14:00', '2026-11-26'],
  ])('%s', async (text, day) => {
    for (const now of [early, NOW, late]) expect(await readingOf(text, now)).toBe(day);
  });
});

describe('what may be two days is refused with both', () => {
  test.each([
    ['01/02/2026', '2026-02-01 2026-01-02'],
    ['1.2.2026', '2026-02-01 2026-01-02'],
    ['1-2-26', '2026-02-01 2026-01-02'],
    ['11/12', '2026-12-11 2027-11-12'],
    ['01/02/2026 10:00', '2026-02-01 2026-01-02'],
    ['wed', '2026-11-25 2026-12-02'],
    ['next week', '2026-11-30 2026-12-06'],
    ['next month', '2026-12-01 2026-12-31'],
    ['next quarter', '2027-01-01 2027-03-31'],
    ['this year', '2026-01-01 2026-12-31'],
    ['feb 2028', '2028-02-01 2028-02-29'],
    ['this weekend', '2026-11-28 2026-11-29'],
    ['1-5 sep 2027', '2027-09-01 2027-09-05'],
    ['thu 27 nov', '2026-11-27'],
    ['mon 27 november 2026', '2026-11-27'],
  ])('%s', async (text, days) => {
    for (const now of [early, NOW, late]) expect(await readingOf(text, now)).toBe(`? ${days}`);
  });
});

describe('what is no day is refused', () => {
  test.each([
    ['', '<yyyy-mm-dd>'],
    ['2025-02-30', '<yyyy-mm-dd>'],
    ['30 feb', '<yyyy-mm-dd>'],
    ['31/02/2026', '<yyyy-mm-dd>'],
    ['someday', '<yyyy-mm-dd>'],
    ['tommorow', 'tomorrow'],
    ['firday', 'friday'],
    ['2026', '<yyyy-mm-dd>'],
    ['5pm', '<yyyy-mm-dd>'],
    ['maybe friday', '<yyyy-mm-dd>'],
    ['friday or so', '<yyyy-mm-dd>'],
    ['mon or tue', '<yyyy-mm-dd>'],
    ['9999999 days', '<yyyy-mm-dd>'],
    ['in 99999999999 days', '<yyyy-mm-dd>'],
    [`${'1 '.repeat(100_000)}sep`, '<yyyy-mm-dd>'],
  ])('%.40s', async (text, template) => {
    expect(await readingOf(text, NOW)).toBe(`? ${template}`);
  });
});

describe('a time that has passed, where it is open which', () => {
  const day = (of: string): readonly string[] => [`${of}T00:00`, 'to the next'];
  test.each<[string, readonly string[]]>([
    ['2026-11-20', day('2026-11-20')],
    ['2026-11-20T12:00:00Z', ['2026-11-20T13:00']],
    ['2026-11-20 12:00', ['2026-11-20T12:00']],
    ['2026-11-20T12:00:00.123456+02:00', ['2026-11-20T11:00']],
    ['2h', ['2026-11-25T13:00']],
    ['2 hours ago', ['2026-11-25T13:00']],
    ['90m', ['2026-11-25T13:30']],
    ['now', ['2026-11-25T15:00']],
    ['16:00', ['2026-11-24T16:00']],
    ['yesterday', day('2026-11-24')],
    ['yesterday at 10', ['2026-11-24T10:00']],
    ['today', day('2026-11-25')],
    ['wed', day('2026-11-25')],
    ['fri', day('2026-11-20')],
    ['3d', day('2026-11-22')],
    ['2 weeks', day('2026-11-11')],
    ['1 sep', day('2026-09-01')],
    ['1 dec', day('2025-12-01')],
    ['last week', ['2026-11-16T00:00', '2026-11-23T00:00']],
    ['this month', ['2026-11-01T00:00', '2026-12-01T00:00']],
    ['december', ['2025-12-01T00:00', '2026-01-01T00:00']],
    ['25 oct 2026', ['2026-10-25T00:00', '2026-10-26T00:00']],
  ])('%s', async (text, [from, to]) => {
    const local = (time: string): number => new Date(`${time}:00`).getTime();
    const { start, end } = await readSpan(text, NOW);
    const begun = local(from ?? '');
    expect([start - (start % 1000), end - (end % 1000)]).toEqual([
      begun,
      to === undefined ? begun : to === 'to the next' ? begun + 24 * 3_600_000 : local(to),
    ]);
  });
});
