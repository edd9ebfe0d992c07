import { describe, expect, test } from 'vitest';
import { GitTaskError } from '../errors.ts';
import { formatLink, parseLink } from './link.ts';

function refusal(text: string): GitTaskError {
  try {
    parseLink(text);
  } catch (error) {
    if (error instanceof GitTaskError) return error;
  }
  throw new Error(`${text} was not refused`);
}

describe('parseLink', () => {
  test.each([
    ['src/auth.ts', { path: 'src/auth.ts' }, 'src/auth.ts'],
    [' ./src//auth.ts ', { path: 'src/auth.ts' }, 'src/auth.ts'],
    ['src/', { path: 'src' }, 'src'],
    ['.', { path: '**' }, '**'],
    ['src/**/*.ts', { path: 'src/**/*.ts' }, 'src/**/*.ts'],
    ['app/[id]/page.tsx', { path: 'app/[id]/page.tsx' }, 'app/[id]/page.tsx'],
    ['a.py#L10', { path: 'a.py', lines: { from: 10, to: 10 } }, 'a.py#L10'],
    ['a.py#L10-20', { path: 'a.py', lines: { from: 10, to: 20 } }, 'a.py#L10-20'],
    ['a.py#L10-L20', { path: 'a.py', lines: { from: 10, to: 20 } }, 'a.py#L10-20'],
    ['a.py#L10C3-L20C5', { path: 'a.py', lines: { from: 10, to: 20 } }, 'a.py#L10-20'],
    ['a.py#L10-10', { path: 'a.py', lines: { from: 10, to: 10 } }, 'a.py#L10'],
    ['a.py#login', { path: 'a.py', symbol: 'login' }, 'a.py#login'],
    ['a.py#Auth.login()', { path: 'a.py', symbol: 'Auth.login' }, 'a.py#Auth.login'],
    ['a.rb#User#name', { path: 'a.rb', symbol: 'User#name' }, 'a.rb#User#name'],
    ['C#/Program.cs#Main', { path: 'C#/Program.cs', symbol: 'Main' }, 'C#/Program.cs#Main'],
  ])('%j', (text, link, canonical) => {
    expect(parseLink(text)).toEqual(link);
    expect(formatLink(parseLink(text))).toBe(canonical);
  });

  test.each([
    ['a.py:10', 'a.py#L10'],
    ['a.py:10-20', 'a.py#L10-20'],
    ['a.py:10:4', 'a.py#L10'],
    ['a.py#L20-10', 'a.py#L10-20'],
    ['a.py#L0', 'a.py#L1'],
    ['src/*.ts#L10', 'src/*.ts'],
    ['a.py#', 'a.py'],
    ['/src/a.ts#login', 'src/a.ts#login'],
    ['src\\a.ts', 'src/a.ts'],
    ['../a.ts', 'a.ts'],
    ['src/../a.ts', 'a.ts'],
    ['https://github.com/o/r/blob/main/src/a.ts#L10', 'src/a.ts#L10'],
    ['https://example.org/a.ts', '<path>'],
    ['', '<path>'],
    ['a\u001b[31m.ts', '<path>'],
    ['a'.repeat(501), '<path>'],
  ])('%j is refused, with %j as template', (text, template) => {
    expect(refusal(text)).toMatchObject({ code: 'LINK_INVALID', templates: [template] });
  });
});
