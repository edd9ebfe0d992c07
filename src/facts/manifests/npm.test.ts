import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, move, replace, type Step, write } from '../../../test/fixture-app.ts';
import { readFacts } from '../read-facts.ts';

const MANIFEST = `{
  "name": "shop",
  "version": "1.0.0",
  "scripts": { "dependencies": "npm ls", "test": "vitest" },
  "dependencies": {
    "express": "^5.0.0",
    "@scope/ui": "workspace:*"
  },
  "devDependencies": { "vitest": "~3.1.0" },
  "peerDependencies": { "react": ">=18" },
  "overrides": { "left-pad": "1.0.0" }
}
`;
const sources = new Map([
  ['package.json', MANIFEST],
  ['packages/api/package.json', '{ "dependencies": { "express": "^5.0.0", "zod": "^4.0.0" } }'],
  ['package-lock.json', '{ "dependencies": { "locked": "1.0.0" } }'],
  ['node_modules/x/package.json', '{ "dependencies": { "inner": "1.0.0" } }'],
  ['src/data.json', '{ "dependencies": { "data": "1.0.0" } }'],
]);

test('what packages depend on', () => {
  expect(listFacts(sources, 'dependency')).toEqual([
    'npm/express  package.json:6',
    'npm/@scope/ui  package.json:7',
    'npm/vitest  package.json:9',
    'npm/react  package.json:10',
    'npm/express  packages/api/package.json:1',
    'npm/zod  packages/api/package.json:1',
  ]);
});

describe('what becomes of dependencies', () => {
  test.each<[what: string, steps: Step[], changes: string[]]>([
    [
      'added',
      [replace('package.json', '"devDependencies": { ', '"devDependencies": { "tsx": "4", ')],
      ['adds dependency npm/tsx  package.json:9'],
    ],
    [
      'removed',
      [replace('package.json', '"devDependencies": { "vitest": "~3.1.0" }', '"devDependencies": {}')],
      ['removes dependency npm/vitest  package.json:9'],
    ],
    [
      'removed where another package still has it',
      [replace('package.json', '    "express": "^5.0.0",\n', '')],
      [],
    ],
    [
      'in another range',
      [replace('packages/api/package.json', '^4.0.0', '^5.0.0')],
      ['modifies contract dependency npm/zod  packages/api/package.json:1'],
    ],
    [
      'in another section',
      [replace('package.json', '"peerDependencies"', '"optionalDependencies"')],
      ['modifies body dependency npm/react  package.json:10'],
    ],
    [
      'in another place, and laid out otherwise',
      [
        move('packages/api/package.json', 'packages/server/package.json'),
        replace('package.json', '"dependencies": {\n', '"dependencies":\n  {\n'),
      ],
      [],
    ],
    [
      'other things of a manifest',
      [
        replace('package.json', '"left-pad"', '"right-pad"'),
        replace('package.json', '1.0.0",\n', '1.0.1",\n'),
      ],
      [],
    ],
    [
      'what is no manifest',
      [write('package.yaml', 'dependencies: {a: 1}'), write('my-package.json', MANIFEST)],
      [],
    ],
  ])('%s', (_what, steps, changes) => {
    expect(listChanges(sources, steps, ['dependency'])).toEqual(changes);
  });
});

test.each([
  '',
  '{',
  '[]',
  '"dependencies"',
  '{ "dependencies": [ "a" ] }',
  '{ "dependencies": { "a": { "b": 1 } } }',
  '{ "dependencies": { a: "1" } ',
])('nothing comes of %s', (text) => expect(readFacts('npm', text)).toEqual({ language: 'npm' }));
