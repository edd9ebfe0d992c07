import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  listNames,
  readApp,
  replace,
  testChanges,
} from '../../../test/fixture-app.ts';

const app = readApp('node-routers');

test('the endpoints of the fixture apps', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'POST /auth/login  elysia/src/auth.ts:3',
    'GET /  elysia/src/index.ts:9',
    'GET /v1/orders  elysia/src/index.ts:14',
    'POST /v1/orders  elysia/src/index.ts:15',
    'DELETE /v1/admin/orders  elysia/src/index.ts:16',
    'GET /me  elysia/src/index.ts:18',
    'GET /members  elysia/src/users.ts:5',
    'GET /members/live  elysia/src/users.ts:6',
    'DELETE /members/{}  elysia/src/users.ts:7',
    'GET /orders/{}  hapi/src/plugins/orders.js:4',
    '* /v1/status  hapi/src/plugins/status.js:5',
    'DELETE /admin/users  hapi/src/routes/admin.js:1',
    'GET /users/{}  hapi/src/routes/users.js:5',
    'POST /users  hapi/src/routes/users.js:6',
    'GET /  hapi/src/server.js:6',
    'PATCH /files/{*}  hapi/src/server.js:8',
    'PUT /files/{*}  hapi/src/server.js:8',
    'GET /orders/{}  restify/index.js:4',
    'POST /orders  restify/index.js:5',
    'DELETE /orders/{}  restify/index.js:6',
    'PUT /orders/{}  restify/routes.js:2',
    'POST /shop/orders  tables/src/add-order.ts:1',
    'GET /api/orders  tables/src/orders.ts:4',
    'DELETE /api/orders/{}  tables/src/orders.ts:5',
    'PUT /shop/stock  tables/src/register.ts:9',
    'GET /users  tables/src/routes.ts:4',
    'POST /users/{}  tables/src/routes.ts:10',
  ]);
});

const ADMIN = 'hapi/src/routes/admin.js';
const USERS = 'hapi/src/routes/users.js';
const rows: ChangeRow[] = [
  [
    'a route of a list commented out',
    [
      replace(
        ADMIN,
        "{ method: 'DELETE', path: '/admin/users', handler: clear }]",
        "/* { method: 'DELETE', path: '/admin/users', handler: clear } */]",
      ),
    ],
    ['removes endpoint DELETE /admin/users  hapi/src/routes/admin.js:1'],
  ],
  [
    'a list that is put into no other any longer',
    [replace(USERS, '  ...admin.adminRoutes,\n', '')],
    ['removes endpoint DELETE /admin/users  hapi/src/routes/admin.js:1'],
  ],
  [
    'what is asked of a request',
    [replace(USERS, 'payload: schema', 'payload: stricter')],
    ['modifies contract endpoint POST /users  hapi/src/routes/users.js:6'],
  ],
  ['tags, which callers don’t see', [replace('hapi/src/server.js', "tags: ['api'], ", '')], []],
  [
    'a handler in another file',
    [replace('hapi/src/handlers/users.js', 'users.all(', 'users.some(')],
    ['modifies body endpoint GET /users/{}  hapi/src/routes/users.js:5'],
  ],
  [
    'the prefix of a plugin',
    [replace('hapi/src/server.js', "'/v1'", "'/v2'")],
    ['renames endpoint * /v1/status -> * /v2/status  hapi/src/plugins/status.js:5'],
  ],
  [
    'the prefix of an app within another',
    [replace('elysia/src/users.ts', "'/members'", "'/people'")],
    [
      'renames endpoint GET /members -> GET /people  elysia/src/users.ts:5',
      'renames endpoint GET /members/live -> GET /people/live  elysia/src/users.ts:6',
      'renames endpoint DELETE /members/{} -> DELETE /people/{}  elysia/src/users.ts:7',
    ],
  ],
  [
    'the schema of a body',
    [replace('elysia/src/index.ts', 't.Number()', 't.Integer()')],
    ['modifies contract endpoint POST /v1/orders  elysia/src/index.ts:15'],
  ],
  [
    'a group within a group',
    [replace('elysia/src/index.ts', "'/admin'", "'/root'")],
    ['renames endpoint DELETE /v1/admin/orders -> DELETE /v1/root/orders  elysia/src/index.ts:16'],
  ],
  [
    'the method of a controller that a list names',
    [replace('tables/src/user-controller.ts', 'users.find()', 'users.all()')],
    ['modifies body endpoint GET /users  tables/src/routes.ts:4'],
  ],
  [
    'a path in front of all that a loop registers',
    [replace('tables/src/index.ts', '`/api$', '`/v9$')],
    [
      'renames endpoint GET /api/orders -> GET /v9/orders  tables/src/orders.ts:4',

      'renames endpoint DELETE /api/orders/{} -> DELETE /v9/orders/{}  tables/src/orders.ts:5',
    ],
  ],
  [
    'who may, as a list says',
    [replace('tables/src/orders.ts', "['admin']", "['owner']")],
    ['modifies contract endpoint DELETE /api/orders/{}  tables/src/orders.ts:5'],
  ],
  [
    'a loop that goes',
    [
      replace(
        'tables/src/register.ts',
        '  own.forEach((one) => router[one.method.toLowerCase()](one.path, one.handler));\n',
        '',
      ),
    ],
    ['removes endpoint POST /shop/orders  tables/src/add-order.ts:1'],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

describe('routers that are used as those of Express are', () => {
  test.each<[what: string, source: string, endpoints: string[]]>([
    [
      'polka, an app within an app',
      "import polka from 'polka'; const users = polka().get('/:id', f); polka().use('/users', users).get('/x', f).listen(1);",
      ['GET /users/{}', 'GET /x'],
    ],
    [
      'itty-router, below what it is told',
      "import { Router } from 'itty-router'; const router = Router({ base: '/api' }); router.get('/x', f).post('/y', f); export default { fetch: (r) => router.handle(r) };",
      ['GET /api/x', 'POST /api/y'],
    ],
    [
      'oak, loaded from an address',
      "import { Application, Router } from 'https://deno.land/x/oak@v12.6.1/mod.ts'; const a = new Router({ prefix: '/a' }); a.get('/x', f); const app = new Application(); app.use(a.routes());",
      ['GET /a/x'],
    ],
    [
      'Hono, from registries',
      "import { Hono } from 'npm:hono@4'; import { Hono as H } from 'jsr:@hono/hono'; const app = new Hono(); app.route('/a', new H().get('/x', f)); Deno.serve(app.fetch);",
      ['GET /a/x'],
    ],
    [
      'h3',
      "import { createApp, createRouter, eventHandler } from 'h3'; const router = createRouter().get('/x/:id', eventHandler(f)); createApp().use(router);",
      ['GET /x/{}'],
    ],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['main.ts', source]]), 'endpoint');
    expect(found.sort()).toEqual(endpoints);
  });
});

test('what is spread into a list of routes is served with it, wherever it stands there', () => {
  const files = new Map([
    ['users.js', "module.exports = [{ method: 'GET', path: '/users', handler: f }];\n"],
    [
      'server.js',
      "const Hapi = require('@hapi/hapi');\nconst userRoutes = require('./users');\nconst routes = [health, ...userRoutes];\nconst server = Hapi.server();\nserver.route(routes);\nserver.start();\n",
    ],
  ]);
  expect(listNames(files, 'endpoint')).toEqual(['GET /users']);
});
