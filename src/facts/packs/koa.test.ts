import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  listNames,
  move,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('koa');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'PUT /admin/settings/{}  src/admin.js:7',
    'GET /health  src/app.js:17',
    'GET /  src/app.js:21',
    '* /echo  src/app.js:24',
    '* /mirror  src/app.js:24',
    'GET /api/v1/catalogue/products  src/routes/catalogue.js:4',
    '… GET /invoices/{}  src/routes/plugins.js:4',
    'POST /uploads/files/{}  src/routes/uploads.js:5',
    'GET /api/v1/users  src/routes/users.js:7',
    'POST /api/v1/users  src/routes/users.js:7',
    'GET /api/v1/users/{}  src/routes/users.js:8',
    'DELETE /api/v1/users/{}  src/routes/users.js:12',
  ]);
});

const HEALTH = "router.get('/health', (ctx) => {\n  ctx.body = { ok: true };\n});";

const rows: ChangeRow[] = [
  ['a route removed', [replace('src/app.js', HEALTH, '')], ['removes endpoint GET /health  src/app.js:17']],
  [
    'a route commented out',
    [replace('src/app.js', HEALTH, `/* ${HEALTH} */`)],
    ['removes endpoint GET /health  src/app.js:17'],
  ],
  [
    'a route moved into a string',
    [replace('src/app.js', HEALTH, `const example = \`${HEALTH}\`;`)],
    ['removes endpoint GET /health  src/app.js:17'],
  ],
  [
    'a route added, over several lines',
    [
      replace(
        'src/app.js',
        HEALTH,
        `${HEALTH}\nrouter\n  // work\n  .post(\n    'jobs',\n    '/jobs',\n    only('admin'),\n    create,\n  );`,
      ),
    ],
    ['adds endpoint POST /jobs  src/app.js:22'],
  ],
  [
    'the name of a route, and its path',
    [replace('src/app.js', "'home', '/'", "'start', '/start'")],
    ['renames endpoint GET / -> GET /start  src/app.js:21'],
  ],
  ['only the name of a route', [replace('src/app.js', "'home', '/'", "'/'")], []],
  [
    'a guard in a chain',
    [replace('src/routes/users.js', "'/', only('admin'), users.create", "'/', users.create")],
    ['modifies contract endpoint POST /api/v1/users  src/routes/users.js:7'],
  ],
  [
    'the name of a parameter',
    [replace('src/routes/uploads.js', "'/:name'", "'/:file'")],
    ['modifies contract endpoint POST /uploads/files/{}  src/routes/uploads.js:5'],
  ],
  [
    'a handler in another file',
    [replace('src/controllers/users.js', 'users.get(', 'users.find(')],
    ['modifies body endpoint GET /api/v1/users/{}  src/routes/users.js:8'],
  ],
  [
    'the prefix that a router is made with',
    [replace('src/admin.js', "'/settings'", "'/options'")],
    ['renames endpoint PUT /admin/settings/{} -> PUT /admin/options/{}  src/admin.js:7'],
  ],
  [
    'the prefix that a router gets',
    [replace('src/routes/uploads.js', "router.prefix('/files');", '')],
    ['renames endpoint POST /uploads/files/{} -> POST /uploads/{}  src/routes/uploads.js:5'],
  ],
  [
    'where an app is mounted',
    [replace('src/app.js', "mount('/admin', admin)", "mount('/root', admin)")],
    ['renames endpoint PUT /admin/settings/{} -> PUT /root/settings/{}  src/admin.js:7'],
  ],
  [
    'a constant that prefixes are made of',
    [replace('src/config.js', 'v1', 'v2')],
    [
      'renames endpoint GET /api/v1/catalogue/products -> GET /api/v2/catalogue/products  src/routes/catalogue.js:4',
      'renames endpoint GET /api/v1/users -> GET /api/v2/users  src/routes/users.js:7',
      'renames endpoint POST /api/v1/users -> POST /api/v2/users  src/routes/users.js:7',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  src/routes/users.js:8',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v2/users/{}  src/routes/users.js:12',
    ],
  ],
  [
    'a mount commented out: an import that nothing uses serves nothing',
    [replace('src/app.js', "router.use('/uploads'", "// router.use('/uploads'")],
    ['removes endpoint POST /uploads/files/{}  src/routes/uploads.js:5'],
  ],
  [
    'a mount taken out of a loop',
    [
      replace(
        'src/routes/index.js',
        'for (const plugin',
        'api.use(plugins.billing.routes());\nfor (const plugin',
      ),
    ],
    [],
  ],
  [
    'a file of routes moved, imports with it',
    [
      move('src/routes/uploads.js', 'src/uploads/router.js'),
      replace('src/app.js', './routes/uploads', './uploads/router'),
    ],
    [],
  ],
  [
    'a name removed and taken by another handler in one go',
    [
      replace('src/routes/users.js', "get('/', users.list)", "get('/', users.show)"),
      replace('src/routes/users.js', "  '/:id', // one user\n  users.show,", "  '/all',\n  users.list,"),
    ],
    [
      'modifies body endpoint GET /api/v1/users  src/routes/users.js:7',
      'adds endpoint GET /api/v1/users/all  src/routes/users.js:8',
      'removes endpoint GET /api/v1/users/{}  src/routes/users.js:8',
    ],
  ],
  [
    'no endpoint in sight',
    [
      replace('src/scripts/generate.js', '/generated', '/other'),
      replace('src/app.js', '/not-a-route', '/other'),
      write('src/cache.js', "const cache = new Map(); cache.get('/a', 1); cache.delete('/b', 2);\n"),
    ],
    [],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

test('modules that register on what they get, whatever they call that', () => {
  const sources = new Map([
    [
      'src/app.js',
      "const Koa = require('koa'); const app = new Koa(); const mount = require('koa-mount'); require('config/routes')(app); app.use(mount('/users', require('resources/users')));",
    ],
    [
      'src/config/routes.js',
      "const health = require('health'); module.exports = (app) => { health.route(app); };",
    ],
    [
      'src/health.js',
      "const Router = require('@koa/router'); exports.route = (it) => { const r = new Router(); r.get('/health', f); it.use(r.routes()); };",
    ],
    [
      'src/resources/users.js',
      "const Router = require('@koa/router'); const router = new Router(); require('../list').register(router); module.exports = router.routes();",
    ],
    ['src/list.js', "exports.register = (router) => { router.get('/list', guard, f); };"],
  ]);
  expect(listFacts(sources, 'endpoint')).toEqual([
    'GET /health  src/health.js:1',
    'GET /users/list  src/list.js:1',
  ]);
});

test('a route that a module exports as an object', () => {
  const files = new Map([
    [
      'app.js',
      "const Koa = require('koa'); const router = require('koa-joi-router')(); router.route(require('./show')); new Koa().use(router.middleware());\n",
    ],
    ['show.js', "module.exports = { method: 'get', path: '/show', validate: {}, handler: show };\n"],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /show  show.js:1']);
});

describe('ways to write a Koa app', () => {
  test.each<[what: string, source: string, endpoints: string[]]>([
    [
      'a router that is a named export, in one chain',
      "import { Router } from '@koa/router'; import Koa from 'koa'; new Koa().use(new Router({ prefix: '/p' }).get('/x', f).routes());",
      ['GET /p/x'],
    ],
    [
      'a router without new, required in place',
      "const r = require('koa-router')(); const a = new (require('koa'))(); r.get('/x', f); a.use(r.routes());",
      ['… GET /x'],
    ],
    [
      'routers within routers, by their routes',
      "const Koa = require('koa'); const R = require('@koa/router'); const a = new R(); const b = new R(); b.get('/x', f); a.use('/a/:id', b.routes()); new Koa().use(a.routes());",
      ['GET /a/{}/x'],
    ],
    [
      'a prefix that cannot be told',
      "const R = require('@koa/router'); const r = new R({ prefix: config.get('prefix') }); r.get('/x', f); new (require('koa'))().use(r.routes());",
      ['… GET /x'],
    ],
    [
      'routes of koa-route, which are mounted one by one',
      "const Koa = require('koa'); const _ = require('koa-route'); const { put } = _; const a = new Koa(); a.use(_.get('/x/:id', f)); a.use(put('/x', f));",
      ['GET /x/{}', 'PUT /x'],
    ],
    [
      'a router of koa-joi-router, with what objects describe',
      "const Koa = require('koa'); const make = require('koa-joi-router'); const r = make(); r.prefix('/p'); r.route([{ method: ['get', 'put'], path: '/x', validate: {}, handler: [f, g] }]); r.post('/y', { validate: {} }, f); new Koa().use(r.middleware());",
      ['GET /p/x', 'POST /p/y', 'PUT /p/x'],
    ],
    [
      'routers in a loop, by their routes',
      "const Koa = require('koa'); const R = require('koa-router'); const a = new R(); const app = new Koa(); a.get('/x', f); for (const r of [a]) app.use(r.routes()).use(r.allowedMethods());",
      ['GET /x'],
    ],
    [
      'a context, a header, a cookie',
      "import Koa from 'koa'; const a = new Koa(); a.use((ctx) => { ctx.get('/x'); ctx.cookies.get('/y', {}); });",
      [],
    ],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['a.js', source]]), 'endpoint');
    expect(found).toEqual(endpoints);
  });
});
