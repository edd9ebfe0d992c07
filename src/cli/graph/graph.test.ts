import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Canvas } from './canvas.ts';
import { assignLanes } from './channel.ts';
import { dotText } from './dot.ts';
import { columnsCrossed, components, layOut } from './layout.ts';
import { mermaidText } from './mermaid.ts';
import { svgText } from './svg-text.ts';
import type { GraphEdge } from './task-graph.ts';

describe('escaping', () => {
  test.each([
    ['plain', 'plain', '"plain"', 'plain'],
    ['a "b"', 'a #34;b#34;', '"a \\"b\\""', 'a &quot;b&quot;'],
    ['[x] {y} (z)', '#91;x#93; #123;y#125; (z)', '"[x] {y} (z)"', '[x] {y} (z)'],
    ['#1; %% end', '#35;1#59; #37;#37; end', '"#1; %% end"', '#1; %% end'],
    ['two\nlines', 'two lines', '"two lines"', 'two\nlines'],
    ['<b>&amp;</b>', '#60;b#62;#38;amp#59;#60;/b#62;', '"<b>&amp;amp;</b>"', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
    ['`md` *x* \\n', '#96;md#96; #42;x#42; #92;n', '"`md` *x* \\\\n"', '`md` *x* \\n'],
    [
      '\u{1f389} \u00e9 \u5909',
      '\u{1f389} \u00e9 \u5909',
      '"\u{1f389} \u00e9 \u5909"',
      '\u{1f389} \u00e9 \u5909',
    ],
    ['a\u001b[2Jb', 'a #91;2Jb', '"a [2Jb"', 'a\ufffd[2Jb'],
  ])('%j in Mermaid, DOT and SVG', (text, inMermaid, inDot, inSvg) => {
    expect(mermaidText(text)).toBe(inMermaid);
    expect(dotText(text)).toBe(inDot);
    expect(svgText(text)).toBe(inSvg);
  });

  test('no text ends what it stands in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(mermaidText(text)).not.toMatch(/["<>[\]{}|`\n]/);
        expect(dotText(text).slice(1, -1)).toMatch(/^(?:[^"\\\n]|\\["\\])*$/);
        expect(svgText(text)).toMatch(/^(?:[^&<>"']|&(?:amp|lt|gt|quot|#39);)*$/);
        expect(svgText(text).isWellFormed()).toBe(true);
      }),
    );
  });
});

function edges(...pairs: readonly string[]): readonly GraphEdge[] {
  return pairs.map((pair) => {
    const [from = '', to = ''] = pair;
    return { from, to, kind: 'depends' as const };
  });
}

describe('layout', () => {
  test('what edges tie stands together, the largest first', () =>
    expect(components(edges('ab', 'cd', 'de', 'ec'))).toEqual([edges('cd', 'de', 'ec'), edges('ab')]));

  test.each([
    [['ba'], 1],
    [['ba', 'cb'], 2],
    [['ba', 'cb', 'ca'], 4],
    [['ab', 'ba'], 2],
  ])('%j leads through %i columns', (pairs, columns) =>
    expect(columnsCrossed(edges(...pairs))).toBe(columns),
  );

  test('columns stand in the order of work, no box upon another, and lines keep off boxes', async () => {
    const size = { width: 20, height: 4 };
    const pair = fc.tuple(fc.nat(9), fc.nat(9)).filter(([one, two]) => one !== two);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(pair, { minLength: 1, maxLength: 14, selector: String }),
        async (pairs) => {
          const some = pairs.map(([one, two]) => ({
            from: String(Math.max(one, two)),
            to: String(Math.min(one, two)),
            kind: 'depends' as const,
          }));
          const { boxes, routes } = await layOut(some, () => size, { column: 8, row: 1, line: 1 });
          const places = new Map(boxes.map((box) => [box.id, box]));
          for (const { from, to } of some) expect(places.get(to)?.x).toBeLessThan(places.get(from)?.x ?? 0);
          for (const one of boxes)
            for (const two of boxes)
              if (one.id < two.id && one.x === two.x)
                expect(Math.abs(one.y - two.y)).toBeGreaterThanOrEqual(4);
          for (const { points } of routes)
            for (const [at, { x, y }] of points.slice(1).entries())
              for (const box of boxes)
                if (y === points[at]?.y && Math.abs((x + (points[at]?.x ?? 0)) / 2 - box.x) < 1)
                  expect(Math.abs(y - box.y)).toBeGreaterThanOrEqual(2);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('lanes', () => {
  const wire = (from: number, ...to: readonly number[]) => ({
    from,
    to: to.map((row) => ({ row, solid: true })),
  });

  test.each([
    ['a level line needs none', [wire(1, 1)], []],
    [
      'lines apart share one',
      [wire(1, 3), wire(5, 7)],
      [
        [1, 0],
        [5, 0],
      ],
    ],
    [
      'lines beside each other do not',
      [wire(1, 5), wire(3, 7)],
      [
        [1, 0],
        [3, 1],
      ],
    ],
    [
      'one that comes along the row of another turns behind it',
      [wire(1, 5), wire(5, 9)],
      [
        [5, 0],
        [1, 1],
      ],
    ],
  ])('%s', (_, wires, lanes) => expect([...(assignLanes(wires) ?? [])]).toEqual(lanes));

  test('lines that swap rows would have to turn twice', () =>
    expect(assignLanes([wire(1, 5), wire(5, 1)])).toBeUndefined());
});

describe('canvas', () => {
  test.each([
    [true, ['┌──┐', '│A ├┬▶', '└──┘┆', '    └┄▶']],
    [false, ['+--+', '|A ++>', '+--+:', '    +.>']],
  ])('lines join where they meet; a wide sign takes two columns', (lines, drawn) => {
    const canvas = new Canvas(lines);
    canvas.box(0, 0, 4, 3);
    canvas.write(1, 1, 'A');
    canvas.across(1, 3, 4, true);
    canvas.across(1, 4, 5, true);
    canvas.down(4, 1, 3, false);
    canvas.across(3, 4, 6, false);
    canvas.write(1, 5, lines ? '▶' : '>');
    canvas.write(3, 6, lines ? '▶' : '>');
    expect(canvas.render()).toEqual(drawn);
  });
});
