import { describe, expect, test } from 'vitest';
import {
  listChanges,
  listFacts,
  move,
  readApp,
  replace,
  type Step,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('workspaces');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /users  apps/api/src/http/users.ts:4',
    'POST /users/{}/block  apps/api/src/http/users.ts:5',
    'GET /audit/entries  apps/api/src/library/audit-log.ts:4',
    'GET /prices/prices  apps/legacy/server/routes/prices.js:3',
    'GET /stock/stock  apps/legacy/server/routes/stock.js:3',
    'POST /sessions  packages/auth/src/sessions.ts:4',
    'DELETE /sessions/current  packages/auth/src/sessions.ts:5',
    '… POST /bounces  packages/mail/src/index.ts:4',
    'GET /orders/{}  packages/orders/src/routers/orders.ts:4',
    'POST /refunds  packages/orders/src/routers/refunds.ts:4',
  ]);
});

const INDEX = 'apps/api/src/index.ts';
const rows: [what: string, steps: Step[], changes: string[]][] = [
  [
    'a mount of another package removed',
    [replace(INDEX, "app.use('/sessions', sessions);\n", '')],
    [
      '? modifies contract endpoint POST /sessions  packages/auth/src/sessions.ts:4',
      '? modifies contract endpoint DELETE /sessions/current  packages/auth/src/sessions.ts:5',
    ],
  ],
  [
    'the prefix, which another package says, changed',
    [replace('packages/orders/src/public.ts', "'/orders'", "'/purchases'")],
    ['renames endpoint GET /orders/{} -> GET /purchases/{}  packages/orders/src/routers/orders.ts:4'],
  ],
  [
    'the paths of the compiler led elsewhere, along with the files',
    [
      replace('packages/tsconfig/service.json', '/src/http/*', '/src/web/*'),
      move('apps/api/src/http/users.ts', 'apps/api/src/web/users.ts'),
    ],
    [],
  ],
  [
    'the paths of the compiler led to another directory',
    [
      write(
        'apps/api/src/web/users.ts',
        "import { Router } from 'express';\n\nexport const users = Router();\nusers.get('/me', (req, res) => res.json({}));\n",
      ),
      replace('packages/tsconfig/service.json', '/src/http/*', '/src/web/*'),
    ],
    [
      'removes endpoint GET /users  apps/api/src/http/users.ts:4',
      'removes endpoint POST /users/{}/block  apps/api/src/http/users.ts:5',
      'adds endpoint GET /users/me  apps/api/src/web/users.ts:4',
    ],
  ],
  [
    'a manifest that exports another file',
    [
      replace('packages/orders/package.json', './dist/esm/routers/*.js', './dist/esm/routes/*.js'),
      move('packages/orders/src/routers/refunds.ts', 'packages/orders/src/routes/refunds.ts'),
    ],
    [],
  ],
  [
    'a package moved',
    [
      move('packages/mail/package.json', 'packages/post/package.json'),
      move('packages/mail/src/index.ts', 'packages/post/src/index.ts'),
    ],
    [],
  ],
  [
    'no alias any more',
    [
      replace('apps/legacy/package.json', '"_moduleAliases": { "@routes": "server/routes" },', ''),
      replace('apps/legacy/index.js', '@routes/stock', './server/routes/stock'),
    ],
    [],
  ],
];

describe('what becomes of endpoints behind names of modules', () => {
  test.each(rows)('%s', (_, steps, changes) => {
    expect(listChanges(app, steps, ['endpoint'])).toEqual(changes);
  });
});

const ROUTER =
  "import { Router } from 'express';\nexport const usersRouter = Router();\nusersRouter.get('/', list);\n";

/** Whether the router of `file` is found where `main.ts` imports it as `from`, given what else the tree has. */
function leads(from: string, file: string, others: Readonly<Record<string, string>>): boolean {
  const main = `import express from 'express';\nimport { usersRouter } from '${from}';\nconst app = express();\napp.use('/users', usersRouter);\n`;
  const sources = new Map([['app/main.ts', main], [file, ROUTER], ...Object.entries(others)]);
  return listFacts(sources, 'endpoint').includes(`GET /users  ${file}:3`);
}

describe('where names of modules lead', () => {
  test.each<[what: string, from: string, file: string, others: Record<string, string>]>([
    [
      'baseUrl',
      'web/users',
      'app/source/web/users.ts',
      { 'app/tsconfig.json': '{"compilerOptions":{"baseUrl":"./source"}}' },
    ],
    [
      'paths from baseUrl on',
      '~users',
      'lib/u/all.ts',
      { 'tsconfig.json': '{"compilerOptions":{"baseUrl":"lib","paths":{"~users":["u/all"]}}}' },
    ],
    [
      'paths of several places',
      '@x/users',
      'b/users.ts',
      { 'tsconfig.json': '{"compilerOptions":{"paths":{"@x/*":["./a/*","./b/*"]}}}' },
    ],
    [
      'the longest pattern',
      '@x/y/users',
      'b/users.ts',
      {
        'tsconfig.json': '{"compilerOptions":{"paths":{"@x/*":["./a/*"],"@x/y/*":["./b/*"]}}}',
        'a/y/users.ts': '',
      },
    ],
    [
      'a configuration of another name',
      '@x/users',
      'b/users.ts',
      { 'tsconfig.base.json': '{"compilerOptions":{"paths":{"@x/*":["b/*"]}}}' },
    ],
    [
      'one that several are laid over',
      '@x/users',
      'b/users.ts',
      {
        'app/tsconfig.json': '{"extends":["../one","../two.json"]}',
        'tsconfig.one.json': '',
        'two.json': '',
        'one/tsconfig.json': '{"compilerOptions":{"paths":{"@x/*":["../b/*"]}}}',
      },
    ],
    [
      'circles',
      '@x/users',
      'b/users.ts',
      {
        'app/tsconfig.json': '{"extends":"./tsconfig.json","compilerOptions":{"paths":{"@x/*":["../b/*"]}}}',
      },
    ],
    [
      'a manifest with a byte order mark',
      'people',
      'p/src/index.ts',
      { 'p/package.json': '\ufeff{"name":"people"}' },
    ],
    [
      'exports as a text',
      'people',
      'p/source/all.ts',
      { 'p/package.json': '{"name":"people","exports":"./source/all.ts"}' },
    ],
    [
      'exports that hide nothing',
      'people/users',
      'p/src/users.ts',
      { 'p/package.json': '{"name":"people","exports":{".":"./dist/index.js"}}' },
    ],
    [
      'types beside their source',
      'people',
      'p/users.js',
      {
        'p/package.json': '{"name":"people","types":"./users.d.ts","main":"./users.js"}',
        'p/users.d.ts': 'export const usersRouter: unknown;\n',
      },
    ],
    [
      'the package itself',
      'app/users',
      'app/src/users.ts',
      { 'app/package.json': '{"name":"app","exports":{"./users":"./dist/users.js"}}' },
    ],
    ['a library below the sources', '$lib/users', 'app/src/lib/users.ts', {}],
  ])('%s', (_, from, file, others) => {
    expect(leads(from, file, others)).toBe(true);
  });

  test.each<[what: string, from: string, file: string, others: Record<string, string>]>([
    [
      'a pattern that does not match',
      '@y/users',
      'b/all.ts',
      { 'tsconfig.json': '{"compilerOptions":{"paths":{"@x/*":["b/*"]}}}' },
    ],
    [
      'outside of the tree',
      '@x/users',
      'users.ts',
      { 'tsconfig.json': '{"compilerOptions":{"paths":{"@x/*":["../../*"]}}}' },
    ],
    ['a package of another name', 'persons', 'p/src/index.ts', { 'p/package.json': '{"name":"people"}' }],
  ])('not by %s', (_, from, file, others) => {
    expect(leads(from, file, others)).toBe(false);
  });
});

test('chains and fans of configurations come to an end', () => {
  const chain = Array.from({ length: 2000 }, (_, at): [string, string] => [
    `c${at}/tsconfig.json`,
    JSON.stringify({
      extends: [`../c${at + 1}`, `../c${at + 2}`],
      compilerOptions: { paths: { [`@${at}/*`]: ['x/*'] } },
    }),
  ]);
  expect(
    leads('@0/users', 'c0/x/users.ts', {
      ...Object.fromEntries(chain),
      'app/tsconfig.json': '{"extends":"../c0"}',
    }),
  ).toBe(true);
});

describe('what Babel is told of names', () => {
  const router = "const r = require('express').Router(); r.get('/x', f); module.exports = r;";
  const main = (name: string): string =>
    `import express from 'express'; import users from '${name}'; const app = express(); app.use('/users', users);`;
  test.each<[what: string, files: Record<string, string>]>([
    [
      'a root, where names may begin',
      {
        '.babelrc': '{ "presets": ["env"], "plugins": [["module-resolver", { "root": ["./server"] }]] }',
        'server/main.js': main('routes/users'),
        'server/routes/users.js': router,
      },
    ],
    [
      'an alias, in a script',
      {
        'babel.config.js':
          "module.exports = (api) => ({ plugins: [['module-resolver', { root: './server', alias: { '^@x/(.+)': './x', 'r': './server/routes' } }]] });",
        'server/main.js': main('r/users'),
        'server/routes/users.js': router,
      },
    ],
  ])('%s', (_what, files) => {
    const found = listFacts(new Map(Object.entries(files)), 'endpoint');
    expect(found).toEqual(['GET /users/x  server/routes/users.js:1']);
  });
});
