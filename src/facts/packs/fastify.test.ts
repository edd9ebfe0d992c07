import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  listNames,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('fastify');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /version  src/app.ts:16',
    'GET /internal/ping  src/app.ts:22',
    'GET /internal/inner/deep  src/app.ts:24',
    'HEAD /internal/inner/deep  src/app.ts:24',
    'PUT /admin/settings/{}  src/modules/admin.ts:4',
    'GET /admin  src/modules/admin.ts:9',
    '… GET /invoices/{}  src/modules/billing.ts:4',
    'GET /reports/sales  src/modules/reports.js:2',
    '* /reports/raw/{*}  src/modules/reports.js:3',
    'GET /api/v1/users  src/modules/users/index.ts:6',
    'POST /api/v1/users  src/modules/users/index.ts:7',
    'GET /api/v1/users/{}  src/modules/users/index.ts:8',
    'DELETE /api/v1/users/{}  src/modules/users/index.ts:16',
    'GET /health  src/plugins/health.ts:5',
    'GET /api/v1/orders/{}/items  src/routes/orders/_id/index.ts:4',
    'GET /api/v1/orders  src/routes/orders/index.js:4',
    'POST /api/v1/orders  src/routes/orders/index.js:7',
    'GET /api/v1  src/routes/root.ts:4',
    'GET /late  src/server.ts:4',
  ]);
});

const USERS = 'src/modules/users/index.ts';
const VERSION = "app.get('/version', async () => ({ version: '1', text: \"app.get('/fake', show)\" }));";

const rows: ChangeRow[] = [
  ['a route removed', [replace('src/app.ts', VERSION, '')], ['removes endpoint GET /version  src/app.ts:16']],
  [
    'a route commented out',
    [replace('src/app.ts', VERSION, `// ${VERSION}`)],
    ['removes endpoint GET /version  src/app.ts:16'],
  ],
  [
    'a route moved into a string',
    [replace('src/app.ts', VERSION, `const example = \`${VERSION}\`;`)],
    ['removes endpoint GET /version  src/app.ts:16'],
  ],
  [
    'the path of a route',
    [replace('src/app.ts', "'/version'", "'/about'")],
    ['renames endpoint GET /version -> GET /about  src/app.ts:16'],
  ],
  [
    'a route described over several lines',
    [
      replace(
        USERS,
        '  fastify.route({',
        "  fastify\n    .route({\n      url: '/all', // everybody\n      method: 'DELETE',\n      handler: listUsers,\n    });\n  fastify.route({",
      ),
    ],
    ['adds endpoint DELETE /api/v1/users/all  src/modules/users/index.ts:17'],
  ],
  [
    'the method of a described route',
    [replace(USERS, "'DELETE'", "'PATCH'")],
    ['renames endpoint DELETE /api/v1/users/{} -> PATCH /api/v1/users/{}  src/modules/users/index.ts:16'],
  ],
  [
    'the schema of a described route',
    [replace(USERS, "url: '/:id',\n    schema: { params: userParams },", "url: '/:id',")],
    ['modifies contract endpoint DELETE /api/v1/users/{}  src/modules/users/index.ts:16'],
  ],
  [
    'a guard of a route whose handler is among its options',
    [replace(USERS, '      preHandler: fastify.auth([fastify.verify]),\n', '')],
    ['modifies contract endpoint GET /api/v1/users/{}  src/modules/users/index.ts:8'],
  ],
  [
    'the schema of a short route',
    [replace(USERS, "'/', { schema: { body: userBody } }, createUser", "'/', createUser")],
    ['modifies contract endpoint POST /api/v1/users  src/modules/users/index.ts:7'],
  ],
  [
    'the handler of a described route, in place',
    [replace(USERS, 'code(204)', 'code(205)')],
    ['modifies body endpoint DELETE /api/v1/users/{}  src/modules/users/index.ts:16'],
  ],
  [
    'the handler of a route, in another file',
    [replace('src/modules/users/handlers.ts', 'return users.get(', 'return users.find(')],
    ['modifies body endpoint GET /api/v1/users/{}  src/modules/users/index.ts:8'],
  ],
  [
    'the name of a parameter',
    [replace('src/modules/admin.ts', "'/:key'", "'/:name'")],
    ['modifies contract endpoint PUT /admin/settings/{}  src/modules/admin.ts:4'],
  ],
  [
    'the prefix of a plugin, with all that is nested in it',
    [replace('src/app.ts', "{ prefix: '/admin' }", "{ prefix: '/root' }")],
    [
      'renames endpoint PUT /admin/settings/{} -> PUT /root/settings/{}  src/modules/admin.ts:4',
      'renames endpoint GET /admin -> GET /root  src/modules/admin.ts:9',
    ],
  ],
  [
    'a constant that prefixes are made of',
    [replace('src/config.ts', "'v1'", "'v2'")],
    [
      'renames endpoint GET /api/v1/users -> GET /api/v2/users  src/modules/users/index.ts:6',
      'renames endpoint POST /api/v1/users -> POST /api/v2/users  src/modules/users/index.ts:7',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  src/modules/users/index.ts:8',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v2/users/{}  src/modules/users/index.ts:16',
      'renames endpoint GET /api/v1/orders/{}/items -> GET /api/v2/orders/{}/items  src/routes/orders/_id/index.ts:4',
      'renames endpoint GET /api/v1/orders -> GET /api/v2/orders  src/routes/orders/index.js:4',
      'renames endpoint POST /api/v1/orders -> POST /api/v2/orders  src/routes/orders/index.js:7',
      'renames endpoint GET /api/v1 -> GET /api/v2  src/routes/root.ts:4',
    ],
  ],
  [
    'a plugin that is registered a second time',
    [
      replace(
        'src/app.ts',
        'app.register(admin,',
        "app.register(admin, { prefix: '/old' });\n  app.register(admin,",
      ),
    ],
    [
      'adds endpoint PUT /old/settings/{}  src/modules/admin.ts:4',
      'adds endpoint GET /old  src/modules/admin.ts:9',
    ],
  ],
  [
    'a plugin that is no longer registered',
    [replace('src/app.ts', 'app.register(admin,', '// app.register(admin,')],
    [
      'removes endpoint PUT /admin/settings/{}  src/modules/admin.ts:4',
      'removes endpoint GET /admin  src/modules/admin.ts:9',
    ],
  ],
  [
    'a plugin taken out of a loop',
    [
      replace(
        'src/app.ts',
        'for (const [prefix',
        "app.register((await optional())['/billing']);\n  for (const [prefix",
      ),
      replace(
        'src/app.ts',
        'app.register(admin,',
        "app.register((await import('./modules/billing.js')).billing, { prefix: '/billing' });\n  app.register(admin,",
      ),
    ],
    [],
  ],
  [
    'a file moved, imports with it',
    [
      move('src/modules/admin.ts', 'src/admin/index.ts'),
      replace('src/app.ts', './modules/admin.js', './admin/index.js'),
    ],
    [],
  ],
  [
    'a directory of loaded routes that gets another name',
    [
      move('src/routes/orders/index.js', 'src/routes/purchases/index.js'),
      move('src/routes/orders/helpers.js', 'src/routes/purchases/helpers.js'),
      move('src/routes/orders/_id/index.ts', 'src/routes/purchases/_id/index.ts'),
    ],
    [
      'renames endpoint GET /api/v1/orders/{}/items -> GET /api/v1/purchases/{}/items  src/routes/purchases/_id/index.ts:4',
      'renames endpoint GET /api/v1/orders -> GET /api/v1/purchases  src/routes/purchases/index.js:4',
      'renames endpoint POST /api/v1/orders -> POST /api/v1/purchases  src/routes/purchases/index.js:7',
    ],
  ],
  [
    'a file that is loaded because of where it is',
    [
      write('src/routes/jobs/list.js', "module.exports = async (app) => { app.get('/jobs', () => []); };"),
      remove('src/routes/root.ts'),
    ],
    [
      'adds endpoint GET /api/v1/jobs/jobs  src/routes/jobs/list.js:1',
      'removes endpoint GET /api/v1  src/routes/root.ts:4',
    ],
  ],
  [
    'a name removed and taken by another handler in one go',
    [
      replace(USERS, "fastify.get('/', listUsers);", ''),
      replace(USERS, "fastify.post('/', {", "fastify.get('/', {"),
    ],
    [
      'modifies contract endpoint GET /api/v1/users  src/modules/users/index.ts:7',
      'removes endpoint POST /api/v1/users  src/modules/users/index.ts:7',
    ],
  ],
  [
    'no endpoint in sight',
    [
      replace('src/scripts/generate.ts', "'/generated'", "'/other'"),
      replace('src/plugins/limits.ts', "seen.get('/seen')", "seen.get('/other')"),
      write('src/container.ts', "import { c } from 'awilix'; c.register('/x', { prefix: '/y' });\n"),
    ],
    [],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

describe('ways to write a Fastify app', () => {
  test.each<[what: string, source: string, endpoints: string[]]>([
    ['required and called at once', "require('fastify')({ logger: true }).get('/x', f);", ['GET /x']],
    ['a named import', "import { fastify } from 'fastify'; const s = fastify(); s.get('/x', f);", ['GET /x']],
    [
      'a provider of types in front of each route',
      "import f from 'fastify'; const a = f(); a.withTypeProvider<Z>().route({ method: 'GET', url: '/x', handler: h }); a.withTypeProvider<Z>().post('/y', h);",
      ['GET /x', 'POST /y'],
    ],
    [
      'a typed plugin that nobody is seen to register',
      "import type { FastifyPluginAsync } from 'fastify'; const p: FastifyPluginAsync = async (s) => { s.get('/x', f); }; export default p;",
      ['… GET /x'],
    ],
    [
      'one that loads directories: the app itself, which `fastify start` calls',
      "const load = require('@fastify/autoload'); module.exports = async (s, o) => { s.register(load, { dir: join(__dirname, 'routes') }); s.get('/x', f); };",
      ['GET /x'],
    ],
    ['an untyped one: it may be anything', "module.exports = async (s) => { s.get('/x', f); };", []],
    [
      'options with a prefix, written elsewhere',
      "const a = require('fastify')(); const options = { prefix: '/p' }; a.register((s, o, done) => { s.get('/x', f); done(); }, options);",
      ['GET /p/x'],
    ],
    [
      'a prefix that cannot be told',
      "const a = require('fastify')(); a.register(plugin, { prefix: config.get('x') }); function plugin(s) { s.get('/x', f); }",
      ['… GET /x'],
    ],
    [
      'a description with a name',
      "const a = require('fastify')(); const show = { method: 'GET', path: '/x', handler: f }; a.route(show);",
      ['GET /x'],
    ],
    [
      'a description made elsewhere',
      "const a = require('fastify')(); a.route(make()); a.route({ ...base });",
      [],
    ],
    [
      'a plugin that is marked',
      "const fp = require('fastify-plugin'); const a = require('fastify')(); a.register(fp(p)); async function p(s) { s.get('/x', f); }",
      ['GET /x'],
    ],
    [
      'a prefix that is given to a plugin that is marked',
      "const fp = require('fastify-plugin'); const a = require('fastify')(); a.register(fp(p), { prefix: '/p' }); a.register(q, { prefix: '/q' }); async function p(s) { s.get('/x', f); } async function q(s) { s.get('/y', f); s.register(fp(r)); } async function r(s) { s.get('/z', f); }",
      ['GET /q/y', 'GET /q/z', 'GET /x'],
    ],
    [
      'patterns and rests',
      "const a = require('fastify')(); a.get('/a/:b(^\\\\d+).png', f); a.get('*', f);",
      ['GET /a/{}.png', 'GET /{*}'],
    ],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['a.ts', source]]), 'endpoint');
    expect(found).toEqual(endpoints);
  });
});

test('prefixes of plugins that are loaded by their places', () => {
  const plugin = (name: string): string => `export default async (s) => { s.get('/${name}', f); };\n`;
  const sources = new Map([
    [
      'app.ts',
      "import Fastify from 'fastify'; import load from '@fastify/autoload'; import { join } from 'node:path';\n" +
        "const a = Fastify(); a.register(load, { dir: join(__dirname, 'routes'), options: { prefix: '/api' } });\n" +
        "a.register(load, { dir: join(__dirname, 'hooks'), dirNameRoutePrefix: false });\n",
    ],
    ['routes/users/index.ts', `export const autoPrefix = '/people';\n${plugin('a')}`],
    ['routes/status/index.ts', `export const prefixOverride = '/health';\n${plugin('b')}`],
    [
      'routes/orders/index.js',
      "module.exports = async (s) => { s.get('/c', f); };\nmodule.exports.autoPrefix = '/bills';\n",
    ],
    ['hooks/inner/one.ts', plugin('d')],
  ]);
  expect(listNames(sources, 'endpoint')).toEqual([
    'GET /d',
    'GET /api/bills/c',
    'GET /health/b',
    'GET /api/people/a',
  ]);
});
