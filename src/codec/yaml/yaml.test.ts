import { describe, expect, test } from 'vitest';
import { formatYaml } from './format.ts';
import { parseYaml, parseYamlFast } from './parse.ts';
import { parseYamlWithLibrary } from './parse-with-library.ts';
import type { YamlMap, YamlTree } from './tree.ts';

function map(entries: Readonly<Record<string, YamlTree>>): YamlMap {
  return new Map(Object.entries(entries));
}

function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

describe('one tree, one text', () => {
  const table: readonly (readonly [string, YamlMap | readonly YamlTree[], string])[] = [
    ['a map', map({ id: 'k7x2', title: 'Implement auth' }), lines('id: k7x2', 'title: Implement auth')],
    ['a list in a map', map({ labels: ['api', 'db'] }), lines('labels:', '  - api', '  - db')],
    ['a map in a map', map({ claim: map({ by: 'bob' }) }), lines('claim:', '  by: bob')],
    [
      'maps in a list',
      [map({ id: '1', type: 'a' }), map({ id: '2' })],
      lines('- id: 1', '  type: a', '- id: 2'),
    ],
    ['a list in a list', [['a', 'b'], 'c'], lines('- - a', '  - b', '- c')],
    ['an empty root', map({}), lines('{}')],
    ['an empty list as root', [], lines('[]')],
    [
      'empty values',
      map({ a: [], b: map({}), c: [[], map({})] }),
      lines('a: []', 'b: {}', 'c:', '  - []', '  - {}'),
    ],
    [
      'nested maps with a list',
      [map({ data: map({ over: ['x'], note: 'y' }), by: 'z' })],
      lines('- data:', '    over:', '      - x', '    note: y', '  by: z'),
    ],
    [
      'odd keys',
      map({ 'a.b-c_1': 'x', 'a b': 'x', '': 'x', '<<': 'x', '1': 'x' }),
      lines('"1": x', 'a.b-c_1: x', '"a b": x', '"": x', '"<<": x'),
    ],
    [
      'a key from an attacker',
      new Map([['__proto__', map({ polluted: 'yes' })]]),
      lines('__proto__:', '  polluted: yes'),
    ],
  ];
  test.each(table)('%s', async (_, tree, text) => {
    expect(formatYaml(tree)).toBe(text);
    expect(parseYamlFast(text)).toEqual(tree);
    expect(parseYamlWithLibrary(text, 'x')).toEqual(tree);
    expect(await parseYaml(text, 'x')).toEqual(tree);
  });
});

describe('one scalar, one spelling', () => {
  const table: readonly (readonly [value: string, written: string])[] = [
    ['null', 'null'],
    ['12e3', '12e3'],
    ['true', 'true'],
    ['2025-09-01', '2025-09-01'],
    ['01:30', '01:30'],
    ['C# and a#b', 'C# and a#b'],
    ['a:b, [c] {d} "e"', 'a:b, [c] {d} "e"'],
    ['Zoë 日本 👩‍💻', 'Zoë 日本 👩‍💻'],
    ['', '""'],
    [' a', '" a"'],
    ['a ', '"a "'],
    ['a: b', '"a: b"'],
    ['a:', '"a:"'],
    ['a # b', '"a # b"'],
    ['- a', '"- a"'],
    ['-1', '"-1"'],
    ['@last', '"@last"'],
    ['[]', '"[]"'],
    ['"', String.raw`"\""`],
    ['\\d "x', String.raw`\d "x`],
    ['# \\d', String.raw`"# \\d"`],
    ['a\tb', String.raw`"a\tb"`],
    ['a\r\nb', String.raw`"a\r\nb"`],
    ['\u0000\u001b\u007f\u0085', String.raw`"\u0000\u001B\u007F\u0085"`],
    ['a\u202eb\u2066\u200f', String.raw`"a\u202Eb\u2066\u200F"`],
    ['\ufeff\u2028\u2029', String.raw`"\uFEFF\u2028\u2029"`],
    ['\u00a0a', '"\u00a0a"'],
    ['\n', String.raw`"\n"`],
    ['\n\n', String.raw`"\n\n"`],
    ['  \na', String.raw`"  \na"`],
    ['a\n  ', String.raw`"a\n  "`],
    ['a\n\u001b[31m', String.raw`"a\n\u001B[31m"`],
    ['a\n', '|\n  a'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n', '|+\n  a\n'],
    ['\na\n', '|\n\n  a'],
    ['a\n\nb\n', '|\n  a\n\n  b'],
    ['a\n  \nb\n', '|\n  a\n    \n  b'],
    ['a  \nb\n', '|\n  a  \n  b'],
    ['  a\nb\n', '|2\n    a\n  b'],
    ['\n a\nb', '|2-\n\n   a\n  b'],
    ['# a: b\n\tc\n---\n', '|\n  # a: b\n  \tc\n  ---'],
    ['x'.repeat(1000), 'x'.repeat(1000)],
  ];
  test.each(table)('%j', (value, written) => {
    const text = `k: ${written}\n`;
    expect(formatYaml(map({ k: value }))).toBe(text);
    expect(parseYamlFast(text)).toEqual(map({ k: value }));
    expect(parseYamlWithLibrary(text, 'x')).toEqual(map({ k: value }));
  });

  test('half a character becomes U+FFFD', () => {
    expect(formatYaml(['a\ud83d', '\ude00'])).toBe('- a\ufffd\n- \ufffd\n');
  });
});

describe('what a person may write, the full parser reads', () => {
  const table: readonly (readonly [string, string, YamlTree])[] = [
    ['comments', '# c\na: b # d\n', map({ a: 'b' })],
    ['a value left empty', 'a:\nb: c\n', map({ a: '', b: 'c' })],
    ['flow style', 'a: [b, "c"]\nd: {e: f}\n', map({ a: ['b', 'c'], d: map({ e: 'f' }) })],
    ['folded lines', 'a: >\n  b\n  c\n', map({ a: 'b c\n' })],
    ['a plain text on two lines', 'a: b\n  c\n', map({ a: 'b c' })],
    ['single quotes', "a: 'it''s'\n", map({ a: "it's" })],
    ['lists without indentation', 'a:\n- b\n', map({ a: ['b'] })],
    ['four spaces', 'a:\n    b: c\n', map({ a: map({ b: 'c' }) })],
    ['blank lines', 'a: b\n\nc: d\n', map({ a: 'b', c: 'd' })],
    ['Windows line ends', 'a: b\r\nc: |\r\n  d\r\n  e\r\n', map({ a: 'b', c: 'd\ne\n' })],
    ['a byte order mark', '\ufeffa: b\n', map({ a: 'b' })],
    ['no newline at the end', 'a: b', map({ a: 'b' })],
    ['spaces at the end of a line', 'a: b  \n', map({ a: 'b' })],
    ['a document marker', '---\na: b\n...\n', map({ a: 'b' })],
    ['other escapes', String.raw`a: "\x41\e\U0001F600"`, map({ a: 'A\u001b😀' })],
    ['escaped half a character', String.raw`a: "\ud83d"`, map({ a: '\ufffd' })],
    ['nothing', '', ''],
  ];
  test.each(table)('%s', async (_, text, tree) => {
    expect(parseYamlFast(text)).toBeUndefined();
    expect(await parseYaml(text, 'x')).toEqual(tree);
  });
});

describe('what is refused, with its place', () => {
  const bomb = lines('a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]');
  const deep = Array.from({ length: 17 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
  const table: readonly (readonly [string, string, string])[] = [
    ['a bomb of aliases', bomb, 'x:1:4: an anchor (&name) is not allowed'],
    ['an alias', 'a: *b\n', 'x:1:4: an alias (*name) is not allowed'],
    ['a tag', 'a: b\nc: !!js/function d\n', 'x:2:4: a tag (!name) is not allowed'],
    ['a tag for text', 'a: !!str b\n', 'x:1:4: a tag (!name) is not allowed'],
    ['a directive', '%YAML 1.1\n---\na: b\n', 'x:1:1: a directive (%NAME) is not allowed'],
    ['a merge key', '<<: {a: b}\n', 'x:1:1: a merge key (<<) is not allowed'],
    ['a key twice', 'a: b\nc: d\na: e\n', 'x:3:1: the key "a" stands here twice'],
    ['a key twice, in other words', 'a: b\n"\\x61": e\n', 'x:2:1: the key "a" stands here twice'],
    ['a list as key', '? [a]\n: b\n', 'x:1:3: a key must be a text'],
    ['no key', ': b\n', 'x:1:1: a key is missing'],
    ['a long key', `${'k'.repeat(129)}: b\n`, 'x:1:1: a key is longer than 128 characters'],
    ['two documents', 'a: b\n---\nc: d\n', 'x:2:1: a second document is not allowed'],
    ['17 levels', `${deep} {}\n`, 'x:17:17: maps and lists are nested deeper than 16'],
    ['levels without end', '['.repeat(500_000), 'x:1:257: maps and lists are nested deeper than 16'],
    ['17 MB', `a: ${'b'.repeat(17_000_000)}\n`, 'x:1:1: longer than 1048576 bytes'],
    ['10 MB that we did not write', `a:  ${'b'.repeat(10_000_000)}\n`, 'x:1:1: longer than 1048576 bytes'],
    ['1 MiB in few characters', `a:  ${'日'.repeat(350_000)}\n`, 'x:1:1: longer than 1048576 bytes'],
    ['16 MiB in few characters', `a: ${'日'.repeat(5_600_000)}\n`, 'x:1:1: longer than 1048576 bytes'],
    [
      'a control character',
      'a: b\nc: \u001b[31m\n',
      'x:2:4: a control character must be written as an escape in double quotes',
    ],
    [
      'the same in quotes',
      'a: "\u0007"\n',
      'x:1:5: a control character must be written as an escape in double quotes',
    ],
    [
      'a lone carriage return',
      'a: b\rc\n',
      'x:1:5: a control character must be written as an escape in double quotes',
    ],
    ['marks of a conflict', '<<<<<<< ours\na: b\n', 'x:1:1: Implicit keys need to be on a single line'],
    [
      'a colon in a plain text',
      'title: a: b\n',
      'x:1:8: Nested mappings are not allowed in compact mappings',
    ],
    ['a quote left open', 'a: "b\n', 'x:2:1: Missing closing "quote'],
    ['a tab as indentation', 'a:\n\tb: c\n', 'x:2:1: Tabs are not allowed as indentation'],
  ];
  test.each(table)('%s', async (_, text, message) => {
    expect(parseYamlFast(text)).toBeUndefined();
    await expect(parseYaml(text, 'x')).rejects.toMatchObject({ code: 'STORE_CORRUPT', message });
  });

  // What is quadratic in them takes minutes; a busy machine may take ten seconds.
  test('a text full of keys or errors to its end', async () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}:\n`).join('');
    expect(await parseYaml(keys, 'x')).toHaveProperty('size', 100_000);
    await expect(parseYaml(']'.repeat(50_000), 'x')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  }, 60_000);
});

describe('what is not written, as it could not be read', () => {
  const nest = (depth: number): YamlTree => (depth === 0 ? [] : [nest(depth - 1)]);
  test('16 levels are, 17 are not', () => {
    const text = formatYaml([nest(14)]);
    expect(parseYamlFast(text)).toEqual([nest(14)]);
    expect(parseYamlWithLibrary(text, 'x')).toEqual([nest(14)]);
    expect(() => formatYaml([nest(15)])).toThrow(expect.objectContaining({ code: 'TEXT_INVALID' }));
    expect(parseYamlFast(`${'- '.repeat(16)}[]\n`)).toBeUndefined();
  });

  test('keys of 128 characters are, however odd; longer ones are not', () => {
    const tree = map({ ['\u0000'.repeat(128)]: 'x' });
    expect(parseYamlFast(formatYaml(tree))).toEqual(tree);
    expect(parseYamlWithLibrary(formatYaml(tree), 'x')).toEqual(tree);
    expect(() => formatYaml(map({ ['k'.repeat(129)]: 'x' }))).toThrow(
      expect.objectContaining({ code: 'TEXT_TOO_LONG' }),
    );
    expect(() => formatYaml(map({ '\ud800': 'x' }))).toThrow(
      expect.objectContaining({ code: 'TEXT_INVALID' }),
    );
  });
});
