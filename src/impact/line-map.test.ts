import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplacedLines } from '../domain/change.ts';
import { mapLines, meetsHunks } from './line-map.ts';

/** `5-7=2`: lines 5 to 7 became two lines; `+5=2`: two lines were inserted before line 5. */
function hunk(text: string): ReplacedLines {
  const [, plus, from = '', to, now = ''] = /^(\+?)(\d+)(?:-(\d+))?=(\d+)$/.exec(text) ?? [];
  const first = Number(from);
  return { from: first, to: plus === '+' ? first - 1 : Number(to ?? from), now: Number(now) };
}

function range(text: string): { from: number; to: number } {
  const [from = '', to = from] = text.split('-');
  return { from: Number(from), to: Number(to) };
}

describe('linked lines and hunks', () => {
  // biome-ignore format: a table
  test.each([
    ['10-20', '', false, '10-20'],
    ['10-20', '1-3=1', false, '8-18'],
    ['10-20', '+1=4', false, '14-24'],
    ['10-20', '+10=2', false, '12-22'],
    ['10-20', '+11=2', true, '10-22'],
    ['10-20', '+20=1', true, '10-21'],
    ['10-20', '+21=3', false, '10-20'],
    ['10-20', '21-30=0', false, '10-20'],
    ['10-20', '9=1', false, '10-20'],
    ['10-20', '10=1', true, '10-20'],
    ['10-20', '12-13=5', true, '10-23'],
    ['10-20', '5-12=1', true, '5-13'],
    ['10-20', '18-25=2', true, '10-19'],
    ['10-20', '5-12=0', true, '5-12'],
    ['10-20', '10-20=0', true, ''],
    ['10-20', '1-30=0', true, ''],
    ['10-20', '1-30=1', true, '1-1'],
    ['10-20', '1=0 +5=3 15=2 30=9', true, '12-23'],
    ['7', '7=1', true, '7-7'],
    ['7', '+7=1', false, '8-8'],
    ['7', '+8=1', false, '7-7'],
  ])('L%s through "%s": touched %s, now "%s"', (lines, hunks, touched, now) => {
    const all = hunks.split(' ').filter(Boolean).map(hunk);
    expect(meetsHunks(range(lines), all)).toBe(touched);
    const mapped = mapLines(range(lines), all);
    expect(mapped === undefined ? '' : `${mapped.from}-${mapped.to}`).toBe(now);
  });

  test('lines that no hunk touches are the same lines afterwards', () => {
    const edits = fc.array(fc.tuple(fc.nat(4), fc.nat(3), fc.nat(3)), { maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.integer({ min: 1, max: 30 }), fc.nat(8), (steps, from, length) => {
        const old = Array.from({ length: 40 }, (_, at) => `old ${at + 1}`);
        const now: string[] = [];
        const hunks: ReplacedLines[] = [];
        let at = 0;
        for (const [kept, gone, added] of steps) {
          now.push(...old.slice(at, at + kept + 1));
          at += kept + 1;
          if (gone === 0 && added === 0) continue;
          hunks.push({ from: at + 1, to: at + gone, now: added });
          now.push(...Array.from({ length: added }, () => 'new'));
          at += gone;
        }
        now.push(...old.slice(at));
        const lines = { from, to: Math.min(from + length, 40) };
        const mapped = mapLines(lines, hunks);
        const text = mapped === undefined ? [] : now.slice(mapped.from - 1, mapped.to);
        const before = old.slice(lines.from - 1, lines.to);
        if (meetsHunks(lines, hunks)) {
          // What is left of them is within what they became.
          const left = before.filter((line) => now.includes(line));
          expect(text).toEqual(expect.arrayContaining(left));
        } else expect(text).toEqual(before);
      }),
    );
  });
});
