import { describe, expect, test } from 'vitest';
import { isGlob, matchGlob } from './glob.ts';

describe('matchGlob', () => {
  test.each([
    ['src/a.ts', 'src/a.ts', true],
    ['src/a.ts', 'src/b.ts', false],
    ['', '', true],
    ['src/?.ts', 'src/a.ts', true],
    ['src/?.ts', 'src/ab.ts', false],
    ['src?a.ts', 'src/a.ts', false],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['*', '', true],
    ['*', 'a/b', false],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'src', false],
    ['src/**/b.ts', 'src/b.ts', true],
    ['src/**/b.ts', 'src/a/c/b.ts', true],
    ['src/**/b.ts', 'src/ab.ts', false],
    ['**/b.ts', 'b.ts', true],
    ['**/**/b.ts', 'a/b.ts', true],
    ['a**c', 'a/b/c', true],
    ['a***c', 'a/b/c', true],
    ['**', 'any/thing.ts', true],
    ['*a*b*c*', 'xxaxxbxxcxx', true],
    ['*a*b*c*', 'xxaxxcxxbxx', false],
    ['src/*é?.ts', 'src/caf\u00e9\u{1f600}.ts', true],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matchGlob(pattern, text)).toBe(expected);
  });

  test('brackets and braces stand for themselves, since routes of some frameworks are named so', () => {
    expect(matchGlob('app/[id]/{a,b}*', 'app/[id]/{a,b}.ts')).toBe(true);
    expect(matchGlob('app/[id]/*', 'app/i/x')).toBe(false);
    expect(isGlob('app/[id]/page.tsx')).toBe(false);
  });
});
