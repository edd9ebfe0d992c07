import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DataValue } from './data.ts';
import { readData } from './read-data.ts';

/** As plain values, so that it can be held against what a full parser makes of the text. */
function plain(value: DataValue): unknown {
  if (value.is === 'text') return value.text;
  if (value.is === 'list') return value.items.map(plain);
  return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
}

function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, texts(of)]));
  return typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : value;
}

const DOCUMENTS: readonly string[] = [
  'a: 1\nb: two words # comment\n# comment\nc: "x: y"\n',
  'a:\n  b:\n    c: d\n  e: f\ng: h\n',
  'list:\n- a\n- b: c\n  d: e\n-\n  f: g\nother: x\n',
  'list:\n  - - a\n    - b\n  - [c, "d", {e: f}]\n',
  'empty:\nlist: []\nmap: {}\n"quoted key": 1\n\'single\': it\n',
  "a: 'it''s'\nb: \"tab\\tand \\u0041\"\n",
  'text: |\n  one\n    two\n\n  three: four\nnext: >-\n  folded\n  here\nlast: 1\n',
  'plain: goes\n  on here\n  and here\nnext: x\n',
  '---\n# first\na: 1\n---\nb: 2\n',
  '%YAML 1.2\n---\na: 1\n...\n',
  '/users/{id}:\n  get:\n    responses:\n      "200": {description: OK}\n      404: {$ref: "#/x"}\n',
  'url: https://example.com:80/a#b\ntime: 12:30\n',
  '{"a": [1, 2, {"b": null}], "c": "d\\"e"}',
  '{\n  "a": {\n    "b": []\n  }\n}\n',
  'a: [\n  b,\n  c\n]\nd: {\n  e: f,\n}\n',
  'a: &x\n  b: c\nd: !!str e\n',
  '\ufeffa: 1\r\nb:\r\n  - c\r\n',
];

describe('what a full parser reads', () => {
  test.each(DOCUMENTS)('%j', (text) => {
    const first = text.replace(/\n---\nb: 2\n$/, '\n');
    expect(texts(plain(readData(text)))).toEqual(texts(parse(first, { schema: 'failsafe' })));
  });
});

test('an alias stands for nothing, however often', () => {
  const bomb = `a: &a [x, x]\n${'bcdefghij'.replace(/./g, (c) => `${c}: &${c} [*a, *a, *a, *a, *a, *a]\n`)}`;
  expect(JSON.stringify(readData(bomb)).length).toBeLessThan(4000);
});

test('keys have the lines of what they stand for', () => {
  const value = readData(
    '# x\na:\n  b: 1\n\n  c:\n    - d\n    - e\n\n# y\nf: |\n  g\n\n  h\n\nk: {\n  l: m\n}\n',
  );
  const lines = (of: DataValue): string[] =>
    of.is !== 'map'
      ? []
      : of.entries.flatMap(({ key, line, endLine, value: inner }) => [
          `${key} ${line}-${endLine}`,
          ...lines(inner),
        ]);
  expect(lines(value)).toEqual(['a 2-7', 'b 3-3', 'c 5-7', 'f 10-13', 'k 15-17', 'l 16-16']);
});

const leaf = fc.stringMatching(/^[\w :#'"/{}&*!|>-]{0,12}$/);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[\w $/{}]{1,10}$/), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('JSON is read as it was written, indented or not', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(0, 2, '\t'), (value, indent) => {
      expect(plain(readData(JSON.stringify(value, null, indent)))).toEqual(value);
    }),
  );
});

test('whatever the text, it is read without failing, in lines that are there', () => {
  const pieces = fc.constantFrom(
    ...'{}[]:,-#&*!|>"\'%?\n\n\n  \\a\t'.split(''),
    '- ',
    'a: ',
    '---\n',
    '\n  ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      const check = (value: DataValue): void => {
        if (value.is === 'list') for (const item of value.items) check(item);
        if (value.is !== 'map') return;
        for (const { line, endLine, value: inner } of value.entries) {
          expect(line).toBeGreaterThan(0);
          expect(endLine).toBeGreaterThanOrEqual(line);
          expect(endLine).toBeLessThanOrEqual(text.split('\n').length);
          check(inner);
        }
      };
      check(readData(text));
    }),
    { numRuns: 2000 },
  );
});
