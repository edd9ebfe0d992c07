import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, formatDuration, parseDuration, resolvePolicy } from './policy.ts';
import { displayText, escapeUnsafe, oneLine, replaceUnsafe, shellQuote } from './text.ts';
import { mergeText } from './text-merge.ts';

const HOSTILE = [
  '\u001b[31mred',
  'a\rb',
  'a\u0007',
  'a\u009b31m',
  'a\u202eb',
  'a\u2066b',
  '\ufeffa',
  'a\u2028b',
  'a\u0000b',
  'a\u061cb',
  'a\u007f',
];
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

describe('what others wrote reaches no terminal raw', () => {
  test.each(HOSTILE)('%j', (text) => {
    expect(oneLine(`x\n${text}`)).not.toMatch(/\n/);
    for (const shown of [oneLine(text), displayText(text), replaceUnsafe(text)])
      expect(shown).not.toMatch(UNSAFE);
  });

  test.each(HOSTILE)('%j, as JSON, is the same value', (text) => {
    const json = escapeUnsafe(JSON.stringify({ text }));
    expect(json).not.toMatch(UNSAFE);
    expect(JSON.parse(json)).toEqual({ text });
  });

  test('what is harmless stays', () => {
    expect(oneLine('Zoë  日本 👩‍💻 ')).toBe('Zoë 日本 👩‍💻');
    expect(displayText('a\r\n\tb')).toBe('a\n    b');
  });
});

test.each([
  'plain',
  '',
  'two words',
  '$HOME `id` "q" \\',
  "it's",
  'a!b',
  '*?[a]',
  '-n',
  '~',
  '#x',
  'a\nb',
  'a;b&&c|d>e',
  'é',
])('the shell reads %j as it was', (text) => {
  const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' });
  expect(stdout).toBe(text);
});

describe('durations', () => {
  test.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['500ms', 500],
    ['15m', 900_000],
    [' 4h ', 14_400_000],
    ['2d', 172_800_000],
    ['1w', 604_800_000],
    ['0', 0],
  ])('%j is %d ms', (text, expected) => expect(parseDuration(text)).toBe(expected));

  test.each(['', 'h', '-1h', '1.5h', '4 h', '1y', '9999999999', '4hours', 'constructor'])(
    '%j is none',
    (text) =>
      expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'DURATION_INVALID' })),
  );

  test.each([
    [0, '0s'],
    [90_000, '90s'],
    [900_000, '15m'],
    [14_400_000, '4h'],
    [604_800_000, '1w'],
    [1_499, '1s'],
  ])('%d ms are written %s', (milliseconds, expected) => expect(formatDuration(milliseconds)).toBe(expected));

  test('of a policy: the last layer that names one counts, a bad one is named', () => {
    const layer = (value: string, key = 'claim.lease'): ReadonlyMap<string, string> =>
      new Map([[key, value]]);
    expect(resolvePolicy(new Map(), new Map())).toEqual(DEFAULT_POLICY);
    expect(DEFAULT_POLICY).toEqual({
      lease: 14_400_000,
      enforce: 'warn',
      enforceScope: 'linked',
      ignore: { paths: [], resources: [] },
    });
    expect(resolvePolicy(layer('1h'), layer('2h')).lease).toBe(7_200_000);
    expect(resolvePolicy(layer('1h'), new Map()).lease).toBe(3_600_000);
    expect(resolvePolicy(layer('soon'), new Map()).lease).toBe(14_400_000);
    expect(resolvePolicy(layer('strict', 'enforce'), layer('off', 'enforce')).enforce).toBe('off');
    expect(resolvePolicy(layer('Strict', 'enforce'), layer('all', 'enforcescope'))).toMatchObject({
      lease: 14_400_000,
      enforce: 'strict',
      enforceScope: 'all',
    });
    expect(resolvePolicy(layer('harsh', 'enforce'), new Map()).enforce).toBe('warn');
    expect(() => resolvePolicy(new Map(), layer('soon'))).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('"soon"') }),
    );
    expect(() => resolvePolicy(new Map(), layer('harsh', 'enforce'))).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('"harsh"') }),
    );
  });
});

describe('texts merged line by line', () => {
  test.each([
    ['only one side changed', 'a\nb', 'a\nb', 'a\nB', 'a\nB', false],
    ['only the other side changed', 'a\nb', 'A\nb', 'a\nb', 'A\nb', false],
    ['both the same', 'a\nb', 'A\nb', 'A\nb', 'A\nb', false],
    ['other lines, even neighbours', 'a\nb\nc', 'A\nb\nc', 'a\nB\nc', 'A\nB\nc', false],
    ['one adds in front, one at the end', 'a', '0\na', 'a\nz', '0\na\nz', false],
    ['one takes a line away, one changes another', 'a\nb\nc', 'b\nc', 'a\nb\nC', 'b\nC', false],
    ['the same line: the later stays', 'a\nb', 'x\nb', 'y\nb', 'y\nb', true],
    ['both add at one place: the later stays', 'a', 'a\nx', 'a\ny', 'a\ny', true],
    ['both add the same at one place', 'a', 'a\nx', 'a\nx', 'a\nx', false],
    ['one takes away what the other changed', 'a\nb\nc', 'a\nc', 'a\nB\nc', 'a\nB\nc', true],
    ['same changes beside other ones', 'a\nb\nc\nd', 'A\nb\nC\nd', 'A\nb\nc\nD', 'A\nb\nC\nD', false],
    ['from nothing', '', 'x', 'y', 'y', true],
    ['with a newline at the end', 'a\n', 'a\nb\n', 'A\n', 'A\nb\n', false],
  ])('%s', (_, base, earlier, later, text, overlapped) => {
    expect(mergeText(base, earlier, later)).toEqual({ text, overlapped });
  });

  test('two long texts that share nothing are done within a second', () => {
    const lines = (word: string): string =>
      Array.from({ length: 20_000 }, (_, n) => `${word}${n}`).join('\n');
    const begin = performance.now();
    expect(mergeText(lines('a'), lines('b'), lines('c')).text).toBe(lines('c'));
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
