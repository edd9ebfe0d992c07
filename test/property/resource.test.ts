import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchGlob } from '../../src/domain/glob.ts';
import { formatLink, parseLink } from '../../src/domain/link.ts';
import { formatResource, KINDS, parseResource, RELATIONS } from '../../src/domain/resource.ts';
import { resourceCovers } from '../../src/domain/resource-covers.ts';
import { GitTaskError } from '../../src/errors.ts';
import { ChangeIndex, changesOf } from '../../src/impact/change-index.ts';

/** Text rich in the signs that names are made of, so that the parsers' corners are met often. */
const piece = fc.constantFrom(
  ...['a', 'B', 'users', 'public', 'GET', 'POST', 'src', 'a.ts', 'L10', 'L2-1', 'path', 'İ', 'Σ', '42'],
  ...[
    '/',
    '//',
    '.',
    '..',
    './',
    '#',
    ':',
    '::',
    '*',
    '**',
    '?',
    '{',
    '}',
    '<',
    '>',
    '[',
    ']',
    '[...',
    '(',
    ')',
  ],
  ...['$', '@', '-', '->', ' -> ', '=>', ' ', '"', '()', '\\', 'https://', '|', ',', '+', '.*', '\ufeff'],
);
const name = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  fc.string(),
);
const kind = fc.oneof(fc.constantFrom<string>(...KINDS), fc.constantFrom('feature', 'x-y'));
const line = fc
  .tuple(fc.constantFrom(...RELATIONS), kind, name, name)
  .map(([relation, of, a, b]) => `${relation}:${of}:${relation === 'renames' ? `${a} -> ${b}` : a}`);

/** Names near enough to each other that many cover one another. */
const word = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '**', 'a.b', ':id', '*rest');
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('/'));
const dotted = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('.'));
const kindred = fc.oneof(
  path.map((of) => `touch:file:${of}`),
  fc.tuple(path, dotted).map(([of, inner]) => `touch:symbol:${of}#${inner}`),
  fc.tuple(fc.constantFrom('', 'GET '), path).map(([method, of]) => `touch:endpoint:${method}/${of}`),
  fc
    .tuple(fc.constantFrom('table', 'column', 'feature'), dotted)
    .map(([of, inner]) => `touch:${of}:${inner}`),
  fc.tuple(path, path).map(([a, b]) => `renames:file:${a} -> ${b}`),
);

/** Undefined where the text is refused in the way it should be. */
function accepted<T>(parse: (text: string) => T, text: string): T | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GitTaskError && error.status === 2) return undefined;
    throw error;
  }
}

const RUNS = { numRuns: 20_000 };

describe('resources', () => {
  test('what is written is read again as the same', () => {
    fc.assert(
      fc.property(line, (text) => {
        const resource = accepted(parseResource, text);
        if (resource === undefined) return;
        expect(parseResource(formatResource(resource))).toEqual(resource);
      }),
      RUNS,
    );
  });

  test('any text is read or refused with a template', () => {
    fc.assert(
      fc.property(fc.oneof(name, line), (text) => {
        try {
          parseResource(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'RESOURCE_INVALID', templates: [expect.any(String)] });
        }
      }),
      RUNS,
    );
  });

  test('a thing covers itself, and the index misses nothing that covers or is covered', () => {
    fc.assert(
      fc.property(fc.oneof(line, kindred), fc.oneof(line, kindred), (a, b) => {
        const [one, other] = [accepted(parseResource, a), accepted(parseResource, b)];
        if (one === undefined || other === undefined) return;
        expect(resourceCovers(one, one)).toBe('exact');
        for (const change of changesOf(one)) {
          const near = [...new ChangeIndex([], [change]).near(other)];
          const meets = resourceCovers(change, other) ?? resourceCovers(other, change);
          if (meets !== undefined) expect(near).toEqual([change]);
        }
      }),
      RUNS,
    );
  });
});

test('a link that is written is read again as the same', () => {
  fc.assert(
    fc.property(name, (text) => {
      const link = accepted(parseLink, text);
      if (link === undefined) return;
      expect(parseLink(formatLink(link))).toEqual(link);
    }),
    RUNS,
  );
});

/** The definition of a glob, by trying everything. */
function naive(pattern: string, text: string, atStart = true): boolean {
  if (pattern === '') return text === '';
  const [, stars = ''] = /^(\**)/.exec(pattern) ?? [];
  const rest = pattern.slice(stars.length);
  if (stars.length > 1 && atStart && rest.startsWith('/')) {
    const starts = [0, ...[...text.matchAll(/\//g)].map(({ index }) => index + 1)];
    return starts.some((start) => naive(rest.slice(1), text.slice(start)));
  }
  if (stars.length > 0) {
    const reach = stars.length === 1 ? text.indexOf('/') : -1;
    const ends = Array.from({ length: (reach === -1 ? text.length : reach) + 1 }, (_, end) => end);
    return ends.some((end) => naive(rest, text.slice(end), false));
  }
  const fits = text !== '' && (pattern[0] === text[0] || (pattern[0] === '?' && text[0] !== '/'));
  return fits && naive(pattern.slice(1), text.slice(1), pattern[0] === '/');
}

describe('globs', () => {
  test('match what their definition matches', () => {
    const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?'), { maxLength: 7 });
    const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (parts, chars) => {
        const [glob, subject] = [parts.join(''), chars.join('')];
        expect(matchGlob(glob, subject)).toBe(naive(glob, subject));
      }),
      RUNS,
    );
  });

  test('a pattern that ruins a backtracking matcher ends', () => {
    expect(matchGlob('*a'.repeat(100), 'a'.repeat(20_000))).toBe(true);
    expect(matchGlob(`${'**/*a'.repeat(60)}b`, 'a/'.repeat(5_000))).toBe(false);
  });
});
