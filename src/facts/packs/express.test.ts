import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  listNames,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  treeOf,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('express');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /version  server.js:5',
    'GET /admin-status  src/admin.ts:8',
    '… GET /users  src/admin.ts:12',
    'GET /health  src/app.ts:17',
    'GET /  src/app.ts:19',
    'GET /index.html  src/app.ts:19',
    'GET /legacy/accounts/{}  src/legacy/accounts.js:2',
    'GET /legacy/search  src/legacy/search.js:3',
    '… GET /invoices/{}  src/plugins/index.ts:4',
    'GET /api/v1/search  src/routes/catalogue.ts:9',
    'GET /api/v1/products/export.csv  src/routes/catalogue.ts:13',
    'GET /api/v1/orders/{}/items  src/routes/items.ts:5',
    '* /api/v1/orders/{}/items/{}  src/routes/items.ts:6',
    'GET /api/v1/orders  src/routes/orders.ts:8',
    'POST /api/v1/orders  src/routes/orders.ts:9',
    'GET /reports/sales  src/routes/reports.ts:5',
    'GET /api/v1/users  src/routes/users.ts:9',
    'POST /api/v1/users  src/routes/users.ts:10',
    'GET /api/v1/users/{}  src/routes/users.ts:15',
    'PUT /api/v1/users/{}  src/routes/users.ts:16',
    'DELETE /api/v1/users/{}  src/routes/users.ts:17',
    'POST /hooks/stripe  src/routes/webhooks.ts:3',
  ]);
});

const HEALTH = "app.get('/health', (_request, response) => response.json({ ok: true }));";

const rows: ChangeRow[] = [
  ['a route removed', [replace('src/app.ts', HEALTH, '')], ['removes endpoint GET /health  src/app.ts:17']],
  [
    'a route commented out',
    [replace('src/app.ts', HEALTH, `// ${HEALTH}`)],
    ['removes endpoint GET /health  src/app.ts:17'],
  ],
  [
    'a route moved into a string',
    [replace('src/app.ts', HEALTH, `const example = \`${HEALTH}\`;`)],
    ['removes endpoint GET /health  src/app.ts:17'],
  ],
  [
    'a route added, over several lines, with another in a string',
    [
      replace(
        'src/app.ts',
        HEALTH,
        `${HEALTH}\n  app\n    .post(\n      '/jobs', // queue\n      (request, response) => response.send("app.get('/x', y)"),\n    );`,
      ),
    ],
    ['adds endpoint POST /jobs  src/app.ts:19'],
  ],
  [
    'only the layout, quotes and comments of a route',
    [
      replace(
        'src/app.ts',
        HEALTH,
        HEALTH.replaceAll("'", '"').replace('(_', '\n    // why\n    (_').replace(');', ',\n);'),
      ),
    ],
    [],
  ],
  [
    'the path of a route',
    [replace('src/app.ts', "'/health'", "'/healthz'")],
    ['renames endpoint GET /health -> GET /healthz  src/app.ts:17'],
  ],
  [
    'path and body of a route, at the same place',
    [replace('src/app.ts', HEALTH, HEALTH.replace('/health', '/healthz').replace('true', 'false'))],
    ['renames endpoint GET /health -> GET /healthz  src/app.ts:17'],
  ],
  [
    'a route replaced by one that has nothing of it',
    [replace('src/app.ts', HEALTH, "app.post('/jobs', (request, response) => response.end());")],
    ['removes endpoint GET /health  src/app.ts:17', 'adds endpoint POST /jobs  src/app.ts:17'],
  ],
  [
    'the method of a route',
    [replace('src/routes/users.ts', 'router.put<', 'router.patch<')],
    ['renames endpoint PUT /api/v1/users/{} -> PATCH /api/v1/users/{}  src/routes/users.ts:16'],
  ],
  [
    'the name of a parameter',
    [replace('src/routes/users.ts', "router.get('/:id'", "router.get('/:userId'")],
    ['modifies contract endpoint GET /api/v1/users/{}  src/routes/users.ts:15'],
  ],
  [
    'a guard in front of a handler',
    [replace('src/routes/users.ts', "router.get('/:id', ", "router.get('/:id', only('admin'), ")],
    ['modifies contract endpoint GET /api/v1/users/{}  src/routes/users.ts:15'],
  ],
  [
    'the body of a handler that is written in place',
    [replace('src/app.ts', '{ ok: true }', '{ ok: 1 }')],
    ['modifies body endpoint GET /health  src/app.ts:17'],
  ],
  [
    'the body of a handler in another file',
    [replace('src/controllers/users.ts', 'response.json([...users])', 'response.json([...users.values()])')],
    ['modifies body endpoint GET /api/v1/users  src/routes/users.ts:9'],
  ],
  [
    'the body of a handler that is a method of a class',
    [replace('src/controllers/orders.ts', '.push(', '.unshift(')],
    ['modifies body endpoint POST /api/v1/orders  src/routes/orders.ts:9'],
  ],
  [
    'the prefix of a mount, with all that is behind it',
    [replace('src/app.ts', "app.use('/reports'", "app.use('/statistics'")],
    ['renames endpoint GET /reports/sales -> GET /statistics/sales  src/routes/reports.ts:5'],
  ],
  [
    'a constant that prefixes are made of',
    [replace('src/config.ts', "'v1'", "'v2'")],
    [
      'renames endpoint GET /api/v1/search -> GET /api/v2/search  src/routes/catalogue.ts:9',
      'renames endpoint GET /api/v1/products/export.csv -> GET /api/v2/products/export.csv  src/routes/catalogue.ts:13',
      'renames endpoint GET /api/v1/orders/{}/items -> GET /api/v2/orders/{}/items  src/routes/items.ts:5',
      'renames endpoint * /api/v1/orders/{}/items/{} -> * /api/v2/orders/{}/items/{}  src/routes/items.ts:6',
      'renames endpoint GET /api/v1/orders -> GET /api/v2/orders  src/routes/orders.ts:8',
      'renames endpoint POST /api/v1/orders -> POST /api/v2/orders  src/routes/orders.ts:9',
      'renames endpoint GET /api/v1/users -> GET /api/v2/users  src/routes/users.ts:9',
      'renames endpoint POST /api/v1/users -> POST /api/v2/users  src/routes/users.ts:10',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  src/routes/users.ts:15',
      'renames endpoint PUT /api/v1/users/{} -> PUT /api/v2/users/{}  src/routes/users.ts:16',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v2/users/{}  src/routes/users.ts:17',
    ],
  ],
  [
    'a router mounted a second time',
    [replace('src/app.ts', "app.use('/reports'", "app.use('/old-orders', orders);\n  app.use('/reports'")],
    [
      'adds endpoint GET /old-orders/{}/items  src/routes/items.ts:5',
      'adds endpoint * /old-orders/{}/items/{}  src/routes/items.ts:6',
      'adds endpoint GET /old-orders  src/routes/orders.ts:8',
      'adds endpoint POST /old-orders  src/routes/orders.ts:9',
    ],
  ],
  [
    'a mount that names what it mounts in a loop: still registered, nobody can tell where',
    [
      replace('src/app.ts', "app.use('/hooks', hooks.router);", ''),
      replace(
        'src/app.ts',
        'for (const [path, router] of Object.entries(plugins))',
        'for (const [path, router] of Object.entries({ ...plugins, [hooks.path]: hooks.router }))',
      ),
    ],
    ['? modifies contract endpoint POST /hooks/stripe  src/routes/webhooks.ts:3'],
  ],
  [
    'a mount that becomes one of a loop: served where it was',
    [
      replace('src/app.ts', "app.use('/hooks', hooks.router);", ''),
      replace(
        'src/app.ts',
        'for (const [path, router] of Object.entries(plugins))',
        "for (const [path, router] of Object.entries({ ...plugins, '/hooks': hooks.router }))",
      ),
    ],
    [],
  ],
  [
    'a mount taken out of a loop',
    [
      replace('src/plugins/index.ts', "{ '/plugins/billing': invoices }", '{ invoices }'),
      replace(
        'src/app.ts',
        'for (const [path, router] of Object.entries(plugins)) app.use(path, router);',
        "app.use('/plugins/billing', plugins.invoices);",
      ),
    ],
    [],
  ],
  [
    'a directory of routes moved, imports with it',
    [
      ...['index', 'users', 'orders', 'items', 'catalogue', 'reports', 'webhooks'].map((name) =>
        move(`src/routes/${name}.ts`, `src/http/${name}.ts`),
      ),
      replace('src/app.ts', './routes/index.js', './http/index.js'),
      replace('src/app.ts', './routes/reports.js', './http/reports.js'),
      replace('src/app.ts', './routes/webhooks.js', './http/webhooks.js'),
    ],
    [],
  ],
  [
    'a route moved to another file of the same prefix',
    [
      replace('src/routes/orders.ts', "router.get('/', orders.list);\n", ''),
      replace('src/app.ts', HEALTH, `${HEALTH}\n  app.get('/api/v1/orders', listOrders);`),
    ],
    ['modifies body endpoint GET /api/v1/orders  src/app.ts:18'],
  ],
  [
    'a name removed and taken by another handler in one go',
    [
      replace('src/routes/users.ts', '.get(users.list)', '.get(users.remove)'),
      replace('src/routes/users.ts', "router.get('/:id', users.show);", "router.get('/all', users.list);"),
    ],
    [
      'modifies body endpoint GET /api/v1/users  src/routes/users.ts:9',
      'adds endpoint GET /api/v1/users/all  src/routes/users.ts:15',
      'removes endpoint GET /api/v1/users/{}  src/routes/users.ts:15',
    ],
  ],
  [
    'a file of routes gone with its mount',
    [remove('src/routes/webhooks.ts'), replace('src/app.ts', "app.use('/hooks', hooks.router);", '')],
    ['removes endpoint POST /hooks/stripe  src/routes/webhooks.ts:3'],
  ],
  [
    'a mount commented out: an import that nothing uses serves nothing',
    [replace('src/app.ts', "app.use('/reports'", "// app.use('/reports'")],
    ['removes endpoint GET /reports/sales  src/routes/reports.ts:5'],
  ],
  [
    'no endpoint in sight',
    [
      write(
        'src/store.ts',
        "import api from 'axios';\nconst m = new Map();\nm.get('/a', 1);\napi.get('/b', {});\n",
      ),
      write('src/routes/big.min.js', "const app = require('express')(); app.get('/min', f);"),
      write('src/schema.generated.ts', "import e from 'express'; e().get('/generated', f);"),
      write('src/line.js', `const app = require('express')(); app.get('/line', f);${' '.repeat(6000)}`),
      replace('src/scripts/generate.ts', '/example', '/other'),
      remove('test/users.test.ts'),
    ],
    [],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

describe('ways to write an Express app', () => {
  test.each<[what: string, source: string, endpoints: string[]]>([
    ['a default import', "import e from 'express'; const a = e(); a.get('/x', f);", ['GET /x']],
    ['a namespace import', "import * as e from 'express'; const a = e(); a.get('/x', f);", ['GET /x']],
    [
      'taken apart',
      "const { Router: R } = require('express'); const r = new R(); r.get('/x', f);",
      ['… GET /x'],
    ],
    ['in one chain', "require('express')().get('/x', f).post('/y', g).listen(1);", ['GET /x', 'POST /y']],
    ['assigned later', "import e from 'express'; let a; a = e(); a.get('/x', f);", ['GET /x']],
    [
      'a member of this',
      "const e = require('express'); class S { a = e(); r() { this.a.put('/x', f); } }",
      ['PUT /x'],
    ],
    [
      'a member of this, made in the constructor',
      "import e from 'express'; class S { public a: e.Application; constructor() { this.a = e(); this.a.get('/x', f); } }",
      ['GET /x'],
    ],
    [
      'a typed parameter',
      "import { Router } from 'express'; export function s(r: Router) { r.get('/x', f); }",
      ['… GET /x'],
    ],
    [
      'a typed parameter of an arrow that says what it returns',
      "import type { Router } from 'express'; export default (r: Router): void => { r.get('/x', f); };",
      ['… GET /x'],
    ],
    [
      'what a getter gives',
      "const e = require('express'); const r = e.Router(); r.get('/x', f); const all = { get users() { return r; } }; e().use('/p', all.users);",
      ['GET /p/x'],
    ],
    ['a parameter that others hand over', "module.exports = (app) => app.get('/x', f);", ['… GET /x']],
    [
      'a parameter of a method',
      `export class Gateway { init(app) { app.get(\`\${this.base}/v1/load\`, auth, (async (req, res) => 1)); } }`,
      ['… GET /v1/load'],
    ],
    ['a parameter that is no router by its name', "module.exports = (api) => api.get('/x', f);", []],
    ['a parameter that is given no handler', "module.exports = (app) => app.get('/x', { a: 1 });", []],
    [
      'a parameter nobody hands over, beside an app',
      "const a = require('express')(); a.get('/y', f); module.exports = (app) => app.get('/x', f);",
      ['GET /y'],
    ],
    [
      'handed over in the same file',
      "const a = require('express')(); const s = (r) => r.get('/x', f); s(a);",
      ['GET /x'],
    ],
    [
      'a router in an array',
      "const e = require('express'); const r = e.Router(); r.get('/x', f); e().use('/p', [log, r]);",
      ['GET /p/x'],
    ],
    [
      'two prefixes',
      "const e = require('express'); const r = e.Router(); r.get('/x', f); const a = e(); a.use(['/p', '/q'], r);",
      ['GET /p/x', 'GET /q/x'],
    ],
    [
      'an app in an app',
      "const e = require('express'); const a = e(); const b = e(); b.get('/x', f); a.use('/b', b);",
      ['GET /b/x'],
    ],
    [
      'a prefix that cannot be told',
      "const e = require('express'); const r = e.Router(); r.get('/x', f); e().use(process.env.BASE_PATH, r);",
      ['… GET /x'],
    ],
    [
      'a router that mounts itself',
      "const e = require('express'); const r = e.Router(); r.get('/x', f); r.use('/p', r);",
      ['… GET /x'],
    ],
    [
      'a path that cannot be told',
      "const a = require('express')(); a.get(path(), f); a.get(p + '/x', f);",
      [],
    ],
    ['a shadowed name', "const app = require('express')(); function g(app) { app.get('/x', f); }", []],
    ['settings and one argument', "const a = require('express')(); a.get('view engine'); a.get('/x');", []],
    [
      'optional and catch-all parameters',
      "const a = require('express')(); a.get('/a/:b?/c', f); a.all('/s/*rest', f);",
      ['* /s/{*}', 'GET /a/{}/c'],
    ],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['a.ts', source]]), 'endpoint');
    expect(found).toEqual(endpoints);
  });
});

describe('mounts in a loop over what is written out', () => {
  const routers =
    "import e, { Router } from 'express'; const app = e(); const a = Router(); a.get('/x', f); const b = Router(); b.get('/y', f);";
  test.each<[what: string, source: string, endpoints: string[]]>([
    [
      'a list of objects, each with its path',
      "const all = [{ path: '/a', route: a }, { path: '/b', route: b }]; all.forEach((one) => { app.use(one.path, one.route); });",
      ['GET /a/x', 'GET /b/y'],
    ],
    [
      'objects taken apart',
      "[{ path: '/a', route: a }, { path: '/b', route: b }].forEach(({ path, route }) => app.use(path, route));",
      ['GET /a/x', 'GET /b/y'],
    ],
    [
      'a loop',
      "const all = [{ path: '/a', route: a }, { path: '/b', route: b }]; for (const one of all) app.use(one.path, one.route);",
      ['GET /a/x', 'GET /b/y'],
    ],
    [
      'a loop over pairs',
      "const all = [['/a', a], ['/b', b]]; for (const [path, route] of all) { app.use(path, route); }",
      ['GET /a/x', 'GET /b/y'],
    ],
    ['routers alone', "for (const one of [a, b]) app.use('/p', one);", ['GET /p/x', 'GET /p/y']],
    [
      'with a type',
      "const all: { path: string; route: Router }[] = [{ path: '/a', route: a }]; all.forEach((one) => { app.use(one.path, one.route); });",
      ['GET /a/x'],
    ],
    [
      'another loop with a variable of the same name',
      "for (const one of [{ path: '/a', route: a }]) app.use(one.path, one.route); for (const one of load(b)) app.use(one.path, one.route);",
      ['GET /a/x', '… GET /y'],
    ],
    [
      'a list that is computed',
      'const all = load(a, b); all.forEach((one) => app.use(one.path, one.route));',
      ['… GET /x', '… GET /y'],
    ],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['a.ts', routers + source]]), 'endpoint');
    expect(found.sort()).toEqual(endpoints);
  });

  test('a router taken out of the list, or under another path there', () => {
    const app = new Map([
      ['a.ts', "import { Router } from 'express';\nexport const a = Router();\na.get('/x', f);\n"],
      [
        'app.ts',
        "import e from 'express';\nimport { a } from './a';\nconst app = e();\nconst all = [\n  { path: '/a', route: a },\n];\nall.forEach((one) => app.use(one.path, one.route));\n",
      ],
    ]);
    expect(listChanges(app, [replace('app.ts', "  { path: '/a', route: a },\n", '')], ['endpoint'])).toEqual([
      'removes endpoint GET /a/x  a.ts:3',
    ]);
    expect(listChanges(app, [replace('app.ts', "'/a'", "'/b'")], ['endpoint'])).toEqual([
      'renames endpoint GET /a/x -> GET /b/x  a.ts:3',
    ]);
  });
});

describe('what functions are given', () => {
  const add = "(env) => { const app = env.app; app.get(exports.PREFIX + '/x', f); };";
  test.each([
    [
      'taken apart',
      "module.exports = ({ app }) => { app.get('/x', f); };",
      'add({ app, database });',
      ['GET /x'],
    ],
    ['a member', `exports.PREFIX = '/p';\nexports.add = ${add}`, 'add.add({ app: app });', ['GET /p/x']],
    ['an object with a name', `exports.PREFIX = '/p';\nexports.add = ${add}`, 'add.add(env);', ['GET /p/x']],
    ['a prefix that others set', `exports.PREFIX = '';\nexports.add = ${add}`, 'add.add(env);', ['… GET /x']],
  ])('in an object: %s', (_, source, call, expected) => {
    const main = "const app = require('express')(); const add = require('./add'); const env = { app, x };";
    const files = new Map([
      ['main.js', `${main}\n${call}\napp.listen(1);\n`],
      ['add.js', `${source}\n`],
    ]);
    expect(listNames(files, 'endpoint')).toEqual(expected);
  });
});

test('an array of paths that has a name', () => {
  const source = `const app = require('express')();\nconst V = '/v1';\nconst both = [\`\${V}/a\`, '/b'];\napp.get(both, f);\n`;
  expect(listNames(new Map([['main.js', source]]), 'endpoint')).toEqual(['GET /b', 'GET /v1/a']);
});

describe('routers that one function makes', () => {
  const shared = `
    const express = require('express');
    module.exports = (name) => {
      const app = express();
      app.get('/ping', pong);
      app.lazyUse = (path, load) => app.use(path, lazily(load));
      return app;
    };
    module.exports.Router = (name, options) => {
      const router = express.Router(options);
      return router;
    };`;
  test.each<[what: string, files: Record<string, string>, endpoints: string[]]>([
    [
      'each caller has its own, with what the function registers',
      {
        'shared.js': shared,
        'a.js': "const a = require('./shared')('a'); a.get('/x', f); module.exports = a;",
        'b.js': "const b = require('./shared')('b'); b.get('/y', f); module.exports = b;",
        'main.js':
          "const m = require('express')(); m.use('/a', require('./a')); m.use('/b', require('./b')); m.listen(1);",
      },
      ['GET /a/ping', 'GET /a/x', 'GET /b/ping', 'GET /b/y'],
    ],
    [
      'a class that is exported where it is written',
      {
        'users.js':
          "const { Router } = require('express'); module.exports = class Users { constructor() { this.router = Router(); this.router.get('/x', f); } };",
        'main.js':
          "const Users = require('./users'); const m = require('express')(); m.use('/u', new Users().router); m.listen(1);",
      },
      ['GET /u/x'],
    ],
    [
      'several in one file',
      {
        'main.js':
          "const { Router } = require('express'); const make = () => { const r = Router(); r.get('/ping', f); return r; };" +
          "const a = make(); const b = make(); a.get('/x', f); b.get('/y', f); const m = require('express')(); m.use('/a', a); m.use('/b', b);",
      },
      ['GET /a/ping', 'GET /a/x', 'GET /b/ping', 'GET /b/y'],
    ],
    [
      'returned as they are made',
      {
        'main.js':
          "const { Router } = require('express'); const make = () => Router();" +
          "const a = make(); const b = make(); a.get('/x', f); b.get('/y', f); const m = require('express')(); m.use('/a', a); m.use('/b', b);",
      },
      ['GET /a/x', 'GET /b/y'],
    ],
    [
      'a member beside a module that is itself a function; a function that makes by another one',
      {
        'shared.js': shared,
        'routes.js':
          "const express = require('./shared'); module.exports = function apiRoutes() { const router = express.Router('api'); router.get('/x', f); return router; };",
        'app.js':
          "const express = require('./shared'); const routes = require('./routes'); module.exports = function setup() { const app = express('api'); app.use('/v1', routes()); return app; };",
        'main.js':
          "const express = require('./shared'); const m = express('main'); m.use('/api', require('./app')());",
      },
      ['GET /ping', 'GET /api/ping', 'GET /api/v1/x'],
    ],
    [
      'mounted where it is made',
      {
        'main.js':
          "const { Router } = require('express'); const m = require('express')(); const make = () => { const r = Router(); m.use('/p', r); return r; }; make().get('/x', f);",
      },
      ['GET /p/x'],
    ],
    [
      'one that a function only gives out is the same for all',
      {
        'main.js':
          "const { Router } = require('express'); const r = Router(); const get = () => r; const m = require('express')(); const a = get(); const b = get(); a.get('/x', f); m.use('/p', b);",
      },
      ['GET /p/x'],
    ],
    [
      'one that a function fetches for itself is the same for all',
      {
        'r.js': "const r = require('express').Router(); module.exports = () => r;",
        'main.js':
          "const load = require('./r'); const get = () => { const r = load(); return r; }; const m = require('express')(); const a = get(); const b = get(); a.get('/x', f); m.use('/p', b);",
      },
      ['GET /p/x'],
    ],
    [
      'what was made is handed on',
      {
        'shared.js': shared,
        'sitemap.js': "module.exports = function handler(siteApp) { siteApp.get('/sitemap.xml', f); };",
        'main.js':
          "const express = require('./shared'); const sitemap = require('./sitemap'); module.exports = function setup() { const siteApp = express('site'); sitemap(siteApp); return siteApp; };",
      },
      ['GET /ping', 'GET /sitemap.xml'],
    ],
    [
      'a method of its own that takes a path may mount, or not',
      {
        'shared.js': shared,
        'api.js':
          "const express = require('./shared'); module.exports = () => { const app = express('api'); app.get('/x', f); return app; };",
        'main.js':
          "const express = require('./shared'); const m = express('main'); m.later('/api', require('./api'));",
      },
      ['… GET /x', 'GET /ping'],
    ],
    [
      'one that is called as if it did',
      {
        'shared.js': shared,
        'api.js':
          "const express = require('./shared'); module.exports = () => { const app = express('api'); app.get('/x', f); return app; };",
        'main.js':
          "const express = require('./shared'); const m = express('main'); m.lazyUse('/api', require('./api'));",
      },
      ['GET /api/ping', 'GET /api/x', 'GET /ping'],
    ],
    [
      'a prefix that a function gives, which is no middleware',
      {
        'main.js':
          "const e = require('express'); const r = e.Router(); r.get('/x', f); const q = e.Router(); q.get('/y', f); e().use(config.getSubdir(), r).use(rewriteUrl(), q);",
      },
      ['… GET /x', 'GET /y'],
    ],
    [
      'required within a function',
      {
        'x.js': "const r = require('express').Router(); r.del('/x', f); module.exports = r;",
        'main.js':
          "const e = require('express'); function start() { const m = e(); const x = require('./x'); m.use('/p', x); }",
      },
      ['DELETE /p/x'],
    ],
    [
      'a member that a class takes from another one: each class has its own',
      {
        'base.ts':
          "import { Router } from 'express'; export abstract class Base { router: Router = Router(); constructor() { this.router.get('/ping', f); } }",
        'a.ts':
          "import { Base } from './base'; export class A extends Base { routes() { this.router.get('/x', f); } }",
        'b.ts':
          "import { Base } from './base'; export class B<T> extends Base implements I { constructor() { super(); this.router.get('/y', f); } }",
        'c.ts':
          "import { Base } from './base'; import { Router } from 'express'; class C extends Base { router = Router(); constructor() { super(); this.router.get('/z', f); } } export const c = new C();",
        'main.ts':
          "import e from 'express'; import { A } from './a'; import { B } from './b'; import { c } from './c'; const m = e(); const a = new A(); m.use('/a', a.router); m.use('/b', new B().router); m.use('/c', c.router);",
      },
      ['GET /a/ping', 'GET /a/x', 'GET /b/ping', 'GET /b/y', 'GET /c/z'],
    ],
    [
      'a function that calls itself',
      {
        'main.js':
          "const e = require('express'); function make() { const r = make(); return r; } make().get('/x', f);",
      },
      [],
    ],
  ])('%s', (_what, files, endpoints) => {
    const found = listNames(treeOf(files), 'endpoint');
    expect(found.sort()).toEqual([...endpoints].sort());
  });
});

test('apps that are set up in one go with what makes them, in functions of an object', () => {
  const files = new Map([
    [
      'main.js',
      "import express from 'express';\nimport { data } from './data.js';\nconst app = express().disable('x-powered-by').set('trust proxy', 1);\napp.get('/health', show);\napp.use('/data', data.init(options));\napp.listen(1);\n",
    ],
    [
      'data.js',
      "import express from 'express';\nexport const data = {\n  init: function (options) {\n    const app = express().enable('etag');\n    app.get('/:id', show);\n    return app;\n  },\n};\n",
    ],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /data/{}  data.js:5', 'GET /health  main.js:4']);
});

test('parts that Express 5 lets one leave out are parts', () => {
  const source =
    "import express from 'express';\nconst app = express();\napp.get('{/:size}/list.json', show);\napp.get('/:id{/:from{/:to}}.:format', show);\napp.listen(1);\n";
  expect(listFacts(new Map([['main.js', source]]), 'endpoint')).toEqual([
    'GET /{}/list.json  main.js:3',
    'GET /{}/{}/{}.{}  main.js:4',
  ]);
});
