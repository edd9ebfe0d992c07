import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModuleConfigs } from './module-configs.ts';
import { modulePath } from './module-path.ts';
import { stemsOf } from './module-stems.ts';

const segment = fc.constantFrom(
  'a',
  'b',
  'src',
  'lib',
  'index',
  'users',
  'users.d',
  'dist',
  '..',
  '.',
  '',
  '@x',
);
const extension = fc.constantFrom('', '.ts', '.js', '.tsx', '.d.ts', '.mjs', '.cts', '.json');
const path = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'src', 'lib', '@x'), { maxLength: 3 }), segment, extension)
  .map(([directories, name, end]) => [...directories, `${name.replace(/\W/g, 'x')}${end}`].join('/'));
const specifier = fc
  .tuple(
    fc.constantFrom('./', '../', '@/', '~/', '~~/', '#', '#/', '$', '@', '', 'pkg', 'pkg/', 'alias/'),
    fc.array(segment, { maxLength: 3 }),
    extension,
  )
  .map(([front, segments, end]) => `${front}${segments.join('/')}${end}`);
const configs = new ModuleConfigs(
  new Map([
    [
      'package.json',
      {
        name: 'pkg',
        exports: [
          ['.', ['dist/users.d.ts']],
          ['./*', ['dist/*.js']],
        ] as const,
      },
    ],
    ['tsconfig.json', { baseUrl: '.', paths: [['alias/*', ['src/*', 'lib/*.ts']]] as const }],
  ]),
);

test('a module never leads to a file that is called otherwise', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 12 }), path, specifier, (paths, from, name) => {
      const known = new Set(paths);
      const tree = { has: (one: string) => known.has(one), only: () => undefined, above: new Map() };
      for (const some of [configs, new ModuleConfigs(new Map())]) {
        tree.above.clear();
        const target = modulePath('typescript', from, name, tree, some);
        if (target === undefined) continue;
        found += 1;
        const stems = some.stemsOf(name);
        expect(stems.includes('') || stemsOf(target).some((stem) => stems.includes(stem))).toBe(true);
      }
    }),
    { numRuns: 20_000, examples: [[['@x/index.mjs'], 'a', '#@x']] },
  );
  expect(found).toBeGreaterThan(100);
});
