import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchesOf } from './branches.ts';

/** Draws a tree that is given by how deep each of its nodes lies. */
function draw(depths: readonly number[], lines = true): readonly string[] {
  return [...branchesOf(new Map(depths.map((depth, at) => [at, depth])), lines)]
    .sort(([one], [two]) => one - two)
    .map(([, branch]) => branch);
}

describe('branches', () => {
  test.each([
    [[], []],
    [
      [0, 0],
      ['', ''],
    ],
    [
      [0, 1],
      ['', '└─ '],
    ],
    [
      [0, 1, 1],
      ['', '├─ ', '└─ '],
    ],
    [
      [0, 1, 2, 1],
      ['', '├─ ', '│  └─ ', '└─ '],
    ],
    [
      [0, 1, 2, 0, 1],
      ['', '└─ ', '   └─ ', '', '└─ '],
    ],
    [
      [0, 1, 2, 3, 2, 1],
      ['', '├─ ', '│  ├─ ', '│  │  └─ ', '│  └─ ', '└─ '],
    ],
  ])('%j', (depths, drawn) => expect(draw(depths)).toEqual(drawn));

  test('ASCII alone', () => expect(draw([0, 1, 2, 1], false)).toEqual(['', '|-- ', '|   `-- ', '`-- ']));

  test('what lies very deep is told from what lies higher, and its line stays short', () => {
    const drawn = draw(Array.from({ length: 2000 }, (_, depth) => depth));
    expect(drawn[24]?.startsWith('…')).toBe(false);
    expect(drawn[25]?.startsWith('… ')).toBe(true);
    expect(Math.max(...drawn.map((branch) => branch.length))).toBe(2 + 24 * 3);
  });

  test('every line down leads on to a sibling', () => {
    const steps = fc.array(fc.nat(4), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (wanted) => {
        const depths: number[] = [];
        for (const depth of wanted) depths.push(Math.min(depth, (depths.at(-1) ?? -1) + 1));
        const drawn = draw(depths);
        for (const [at, branch] of drawn.entries()) {
          expect(branch.length).toBe(3 * (depths[at] ?? 0));
          const below = drawn[at + 1] ?? '';
          for (let place = 0; place < branch.length; place += 3)
            if ('├│'.includes(branch.charAt(place))) expect('├│└').toContain(below.charAt(place) || ' ');
        }
      }),
    );
  });
});
