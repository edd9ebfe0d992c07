import { describe, expect, test } from 'vitest';
import { GitTaskError } from '../errors.ts';
import { resolvePath } from './path.ts';

describe('resolvePath', () => {
  test.each([
    ['', 'src/a.ts', 'src/a.ts'],
    ['app/server', 'a.ts', 'app/server/a.ts'],
    ['app/server', './a.ts', 'app/server/a.ts'],
    ['app/server', '../web//x/', 'app/web/x'],
    ['app/server', '../../README.md', 'README.md'],
    ['app/server', '../a.ts#L10-20', 'app/a.ts#L10-20'],
    ['app', 'src/**/*.ts', 'app/src/**/*.ts'],
    ['app', '..', '.'],
    ['', '.', '.'],
  ])('in %j, %j is %j', (prefix, path, expected) => {
    expect(resolvePath(prefix, path)).toBe(expected);
  });

  test.each([
    ['', '../a.ts', 'a.ts'],
    ['app', '../../a.ts', 'a.ts'],
    ['app', '/etc/passwd', 'app/etc/passwd'],
  ])('in %j, %j is refused', (prefix, path, template) => {
    expect(() => resolvePath(prefix, path)).toThrow(GitTaskError);
    try {
      resolvePath(prefix, path, 'RESOURCE_INVALID');
    } catch (error) {
      expect(error).toMatchObject({ code: 'RESOURCE_INVALID', templates: [template] });
    }
  });
});
