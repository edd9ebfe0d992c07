import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatYaml } from '../../src/codec/yaml/format.ts';
import { parseCanonicalYaml } from '../../src/codec/yaml/parse-canonical.ts';
import { parseYamlWithLibrary } from '../../src/codec/yaml/parse-with-library.ts';
import { isYamlMap, type YamlTree } from '../../src/codec/yaml/tree.ts';
import { piece, root } from './yaml-trees.ts';

const numRuns = process.env.GIT_TASK_CAMPAIGN === '1' ? 20_000 : 500;
const timeout = 600_000;

/** Shows the order of keys, which equality of Maps does not look at. */
function ordered(tree: YamlTree | undefined): unknown {
  if (tree === undefined || typeof tree === 'string') return tree;
  if (isYamlMap(tree)) return { entries: [...tree].map(([name, value]) => [name, ordered(value)]) };
  return tree.map(ordered);
}

describe('every tree', () => {
  test(
    'is read back by the full parser',
    () => {
      fc.assert(
        fc.property(root, (given) => {
          expect(ordered(parseYamlWithLibrary(formatYaml(given), 'x'))).toEqual(ordered(given));
        }),
        { numRuns },
      );
    },
    timeout,
  );

  test(
    'is read back by the fast parser',
    () => {
      fc.assert(
        fc.property(root, (given) => {
          expect(ordered(parseCanonicalYaml(formatYaml(given)))).toEqual(ordered(given));
        }),
        { numRuns },
      );
    },
    timeout,
  );

  test(
    'is written on printable lines that end in a newline',
    () => {
      fc.assert(
        fc.property(root, (given) => {
          expect(formatYaml(given)).toMatch(/^([^\p{Cs}\p{Cc}\u2028-\u202e\ufeff]|[\n\t])*\n$/u);
        }),
        { numRuns },
      );
    },
    timeout,
  );

  test(
    'keeps its text but for lone surrogates',
    () => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 8 }), (units) => {
          const text = String.fromCharCode(...units);
          const written = formatYaml([text]);
          expect(parseYamlWithLibrary(written, 'x')).toEqual([Buffer.from(text).toString()]);
          expect(parseCanonicalYaml(written)).toEqual([Buffer.from(text).toString()]);
        }),
        { numRuns },
      );
    },
    timeout,
  );
});

type Edit = (text: string) => string;
const cut = (text: string, at: number): number => Math.floor(at * (text.length + 1));
const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const characterEdit: fc.Arbitrary<Edit> = fc
  .tuple(at, fc.nat({ max: 3 }), fc.oneof(fc.constant(''), piece))
  .map(([where, removed, added]) => (text) => {
    const start = cut(text, where);
    return text.slice(0, start) + added + text.slice(start + removed);
  });
const lineEdit: fc.Arbitrary<Edit> = fc
  .tuple(at, at, fc.nat({ max: 2 }), fc.constantFrom('', ' ', '  ', '- ', '    '))
  .map(([from, to, removed, indent]) => (text) => {
    const all = text.split('\n');
    const source = Math.floor(from * all.length);
    const target = Math.floor(to * all.length);
    return all.toSpliced(target, removed, indent + (all[source] ?? '')).join('\n');
  });
/** Edits where the structure is: at a line's start or end, at a colon, a quote or an escape. */
const structureEdit: fc.Arbitrary<Edit> = fc
  .tuple(
    at,
    fc.constantFrom(/^/gm, /$/gm, /^ +/gm, /:/g, /"/g, /\\/g, /\|/g, /- /g, /\n/g),
    fc.constantFrom(
      '',
      ' ',
      '  ',
      '\n',
      '-',
      '- ',
      '"',
      "'",
      '\\',
      '\\x41',
      '\\ud800',
      '\ud800',
      '\u0007',
      '\u0018',
      ':',
      ': ',
      ' #',
      '|',
      '>',
      '2',
      '+',
      '\t',
    ),
  )
  .map(([where, pattern, added]) => (text) => {
    const hits = [...text.matchAll(pattern)];
    const hit = hits[Math.floor(where * hits.length)];
    if (hit === undefined) return text;
    return text.slice(0, hit.index) + added + text.slice(hit.index + hit[0].length);
  });
const edits = fc.array(fc.oneof(characterEdit, lineEdit, structureEdit), { minLength: 1, maxLength: 4 });

/** The fast parser may say nothing, but never something else than the full one. */
function expectNoOtherAnswer(text: string): void {
  const fast = parseCanonicalYaml(text);
  if (fast === undefined) return;
  expect(ordered(fast)).toEqual(ordered(parseYamlWithLibrary(text, 'x')));
}

describe('the fast parser never differs from the full one', () => {
  test(
    'on edited canonical text',
    () => {
      fc.assert(
        fc.property(root, edits, (given, changes) => {
          expectNoOtherAnswer(changes.reduce((text, change) => change(text), formatYaml(given)));
        }),
        { numRuns: numRuns * 4 },
      );
    },
    timeout,
  );

  test(
    'on lines that look like YAML',
    () => {
      const start = fc.constantFrom(
        '',
        '  ',
        '    ',
        'a:',
        'a: ',
        'b: ',
        '- ',
        '  - ',
        '  c: ',
        '- - ',
        '- a: ',
        '"k": ',
      );
      const end = fc.oneof(
        fc.constantFrom(
          '',
          'x',
          '|',
          '|-',
          '|+',
          '|2',
          '|2-',
          '|2+',
          '>',
          '"x"',
          '[]',
          '{}',
          '-',
          '- x',
          'd: x',
        ),
        piece,
      );
      const text = fc.array(fc.tuple(start, end), { maxLength: 8 });
      fc.assert(
        fc.property(text, (all) => {
          expectNoOtherAnswer(all.map(([first, second]) => `${first}${second}\n`).join(''));
        }),
        { numRuns: numRuns * 4 },
      );
    },
    timeout,
  );
});
