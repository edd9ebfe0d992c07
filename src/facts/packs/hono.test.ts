import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  listNames,
  move,
  readApp,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('hono');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /health  src/index.ts:15',
    'GET /  src/index.ts:17',
    'PATCH /settings/{}  src/index.ts:18',
    'PUT /settings/{}  src/index.ts:18',
    'PURGE /cache  src/index.ts:19',
    'PURGE /cache/{}  src/index.ts:19',
    'GET /api/v1/status  src/index.ts:22',
    'GET /admin  src/routes/admin.ts:5',
    'GET /catalogue/shop/products  src/routes/catalogue.ts:3',
    '* /catalogue/shop/raw/{*}  src/routes/catalogue.ts:4',
    'GET /admin/reports/sales  src/routes/reports.ts:4',
    'GET /api/v1/users  src/routes/users.ts:8',
    'POST /api/v1/users  src/routes/users.ts:9',
    'GET /api/v1/users/{}  src/routes/users.ts:10',
    'DELETE /api/v1/users/{}  src/routes/users.ts:11',
  ]);
});

const HEALTH = "app.get('/health', (c) => c.json({ ok: true }));";

const rows: ChangeRow[] = [
  [
    'a route removed',
    [replace('src/index.ts', HEALTH, '')],
    ['removes endpoint GET /health  src/index.ts:15'],
  ],
  [
    'a route commented out',
    [replace('src/index.ts', HEALTH, `// ${HEALTH}`)],
    ['removes endpoint GET /health  src/index.ts:15'],
  ],
  [
    'a route moved into a string',
    [replace('src/index.ts', HEALTH, `const example = \`${HEALTH}\`;`)],
    ['removes endpoint GET /health  src/index.ts:15'],
  ],
  [
    'a route added in the middle of a chain',
    [
      replace(
        'src/routes/users.ts',
        '  .delete(',
        "  .put(\n    '/:id/name',\n    (c) => c.text('/fake'),\n  )\n  .delete(",
      ),
    ],
    ['adds endpoint PUT /api/v1/users/{}/name  src/routes/users.ts:11'],
  ],
  [
    'the path that a verb without one goes on with',
    [replace('src/routes/users.ts', "get('/', list)", "get('/all', list)")],
    [
      'renames endpoint GET /api/v1/users -> GET /api/v1/users/all  src/routes/users.ts:8',
      'renames endpoint POST /api/v1/users -> POST /api/v1/users/all  src/routes/users.ts:9',
    ],
  ],
  [
    'one of the methods of a route',
    [replace('src/index.ts', "['PUT', 'PATCH']", "['PUT']")],
    ['removes endpoint PATCH /settings/{}  src/index.ts:18'],
  ],
  [
    'a guard in a chain',
    [replace('src/routes/users.ts', "    '/:id', // for ever\n    only('admin'),", "    '/:id',")],
    ['modifies contract endpoint DELETE /api/v1/users/{}  src/routes/users.ts:11'],
  ],
  [
    'a handler in another file',
    [replace('src/lib/users.ts', 'c.json([...all])', 'c.json([...all.keys()])')],
    ['modifies body endpoint GET /api/v1/users  src/routes/users.ts:8'],
  ],
  [
    'the base of an app',
    [replace('src/routes/catalogue.ts', "basePath('/shop')", "basePath('/store')")],
    [
      'renames endpoint GET /catalogue/shop/products -> GET /catalogue/store/products  src/routes/catalogue.ts:3',
      'renames endpoint * /catalogue/shop/raw/{*} -> * /catalogue/store/raw/{*}  src/routes/catalogue.ts:4',
    ],
  ],
  [
    'where an app is mounted, with what a function registers on it',
    [replace('src/index.ts', "app.route('/admin'", "app.route('/root'")],
    [
      'renames endpoint GET /admin -> GET /root  src/routes/admin.ts:5',
      'renames endpoint GET /admin/reports/sales -> GET /root/reports/sales  src/routes/reports.ts:4',
    ],
  ],
  [
    'a constant that bases and mounts are made of',
    [replace('src/lib/config.ts', 'v1', 'v2')],
    [
      'renames endpoint GET /api/v1/status -> GET /api/v2/status  src/index.ts:22',
      'renames endpoint GET /api/v1/users -> GET /api/v2/users  src/routes/users.ts:8',
      'renames endpoint POST /api/v1/users -> POST /api/v2/users  src/routes/users.ts:9',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  src/routes/users.ts:10',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v2/users/{}  src/routes/users.ts:11',
    ],
  ],
  [
    'an app mounted under what nobody can tell',
    [replace('src/index.ts', "route('/catalogue', catalogue)", 'route(process.env.BASE_PATH, catalogue)')],
    [
      '? modifies contract endpoint GET /catalogue/shop/products  src/routes/catalogue.ts:3',
      '? modifies contract endpoint * /catalogue/shop/raw/{*}  src/routes/catalogue.ts:4',
    ],
  ],
  [
    'an app that is no longer mounted',
    [replace('src/index.ts', `.route(\`\${API_PREFIX}/users\`, users)`, '')],
    [
      'removes endpoint GET /api/v1/users  src/routes/users.ts:8',
      'removes endpoint POST /api/v1/users  src/routes/users.ts:9',
      'removes endpoint GET /api/v1/users/{}  src/routes/users.ts:10',
      'removes endpoint DELETE /api/v1/users/{}  src/routes/users.ts:11',
    ],
  ],
  [
    'an app that is no longer mounted or imported',
    [
      replace('src/index.ts', ".route('/catalogue', catalogue)", ''),
      replace('src/index.ts', "import { catalogue } from './routes/catalogue';\n", ''),
    ],
    [
      'removes endpoint GET /catalogue/shop/products  src/routes/catalogue.ts:3',
      'removes endpoint * /catalogue/shop/raw/{*}  src/routes/catalogue.ts:4',
    ],
  ],
  [
    'an app that is served beside, not mounted',
    [replace('src/index.ts', "app.route('/admin', admin);", 'serve({ fetch: admin.fetch, port: 4000 });')],
    [
      // Two apps of one tree that answer to one name are told as one.
      'modifies body endpoint GET /  src/routes/admin.ts:5',
      'removes endpoint GET /admin  src/routes/admin.ts:5',
      'renames endpoint GET /admin/reports/sales -> GET /reports/sales  src/routes/reports.ts:4',
    ],
  ],
  [
    'a new app that is mounted',
    [
      write(
        'src/routes/jobs.ts',
        "import { Hono } from 'hono';\nconst jobs = new Hono().get('/', (c) => c.json([]));\nexport default jobs;\nexport type Jobs = typeof jobs;\n",
      ),
      replace(
        'src/index.ts',
        "app.route('/admin', admin);",
        "app.route('/admin', admin);\napp.route('/jobs', jobs);",
      ),
      replace(
        'src/index.ts',
        "import users from './routes/users';",
        "import users from './routes/users';\nimport jobs from './routes/jobs';",
      ),
    ],
    ['adds endpoint GET /jobs  src/routes/jobs.ts:2'],
  ],
  [
    'a new app that nobody mounts',
    [
      write(
        'src/routes/jobs.ts',
        "import { Hono } from 'hono';\nconst jobs = new Hono().get('/', (c) => c.json([]));\nexport default jobs;\nexport type Jobs = typeof jobs;\n",
      ),
    ],
    [],
  ],
  [
    'a file of routes moved, imports with it',
    [
      replace('src/routes/admin.ts', './reports', '../routes/reports'),
      move('src/routes/admin.ts', 'src/admin/index.ts'),
      replace('src/index.ts', './routes/admin', './admin'),
    ],
    [],
  ],
  [
    'a name removed and taken by another handler in one go',
    [
      replace('src/routes/users.ts', "get('/', list)", "get('/', show)"),
      replace('src/routes/users.ts', "get('/:id{[a-z0-9]+}', show)", "get('/all', list)"),
    ],
    [
      'modifies body endpoint GET /api/v1/users  src/routes/users.ts:8',
      'adds endpoint GET /api/v1/users/all  src/routes/users.ts:10',
      'removes endpoint GET /api/v1/users/{}  src/routes/users.ts:10',
    ],
  ],
  [
    'no endpoint in sight',
    [
      replace('src/lib/generate.ts', '/generated', '/other'),
      replace('src/index.ts', '/not-a-route', '/other'),
      replace('src/index.ts', "'/api/*'", "'/other/*'"),
      write(
        'src/events.ts',
        "import { bus } from './bus'; bus.on('change', '/x'); bus.on('GET', show, '/y');\n",
      ),
    ],
    [],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

test('what a chain gives back, from files that are named from above', () => {
  const sources = new Map([
    [
      'apps/api/index.ts',
      "import { Hono } from 'hono'; import { users } from '@api/users'; import { jobs } from './jobs'; const app = new Hono(); const routes = app.get('/x', f).route('/users', users); routes.route('/jobs', jobs()); export default routes;",
    ],
    [
      'apps/api/users.ts',
      "import { Hono } from 'hono'; const app = new Hono(); app.use(f); export const users = app.get('/', f).post('/', f);",
    ],
    [
      'apps/api/jobs.ts',
      "import { Hono } from 'hono'; export function jobs() { const app = new Hono(); return app.get('/list', f).delete('/all', g); }",
    ],
  ]);
  expect(listFacts(sources, 'endpoint')).toEqual([
    'GET /x  apps/api/index.ts:1',
    'DELETE /jobs/all  apps/api/jobs.ts:1',
    'GET /jobs/list  apps/api/jobs.ts:1',
    'GET /users  apps/api/users.ts:1',
    'POST /users  apps/api/users.ts:1',
  ]);
});

describe('ways to write a Hono app', () => {
  test.each<[what: string, source: string, endpoints: string[]]>([
    ['in one chain', "import { Hono } from 'hono'; export default new Hono().get('/x', f);", ['GET /x']],
    [
      'one that is read with its documents',
      "import { OpenAPIHono } from '@hono/zod-openapi'; const a = new OpenAPIHono(); a.get('/x', f);",
      ['GET /x'],
    ],
    [
      'bases within bases',
      "import { Hono } from 'hono'; const a = new Hono().basePath('/a').basePath('/b'); a.get('/x', f); const c = a.basePath('/c'); c.get('/y', f);",
      ['GET /a/b/c/y', 'GET /a/b/x'],
    ],
    [
      'a verb without a path or anything before it',
      "import { Hono } from 'hono'; const a = new Hono(); a.get(f, g);",
      [],
    ],
    [
      'apps in apps in apps',
      "import { Hono } from 'hono'; const a = new Hono(); const b = new Hono(); const c = new Hono(); c.get('/x', f); b.route('/c', c); a.route('/b', b);",
      ['GET /b/c/x'],
    ],
    ['a client', "import { hc } from 'hono/client'; const c = hc('/'); c.users.$get('/x', y);", []],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['a.ts', source]]), 'endpoint');
    expect(found).toEqual(endpoints);
  });
});

test.each([
  "export const tasks = create().get('/tasks', list).delete('/tasks/:id', remove);",
  "const made = create();\nexport const tasks = made.get('/tasks', list).delete('/tasks/:id', remove);",
  "const tasks = create().get('/tasks', list).delete('/tasks/:id', remove);\nexport { tasks };",
])('chains on what a function of another module makes: %s', (lines) => {
  const files = new Map([
    ['src/create.ts', "import { Hono } from 'hono';\nexport function create() { return new Hono<App>(); }\n"],
    ['src/tasks.ts', `import { create } from './create';\n${lines}\n`],
    [
      'src/index.ts',
      "import { create } from './create';\nimport { tasks } from './tasks';\nconst app = create().route('/api', tasks);\nexport default app;\n",
    ],
  ]);
  const found = listNames(files, 'endpoint');
  expect(found.sort()).toEqual(['DELETE /api/tasks/{}', 'GET /api/tasks']);
});

describe('routes that are declared with createRoute()', () => {
  const head =
    "import { createRoute, OpenAPIHono } from '@hono/zod-openapi';\nconst app = new OpenAPIHono();\nconst route = createRoute({\n  method: 'get',\n  path: '/users/{id}',\n  summary: 'a user',\n  responses: { 200: {} },\n});\napp.openapi(route, (c) => c.json({}));\n";
  const app = new Map([['app.ts', head]]);
  test.each<[what: string, steps: Step[], changes: string[]]>([
    [
      'the method',
      [replace('app.ts', "'get'", "'delete'")],
      ['renames endpoint GET /users/{} -> DELETE /users/{}  app.ts:9'],
    ],
    [
      'the path',
      [replace('app.ts', '/users/', '/people/')],
      ['renames endpoint GET /users/{} -> GET /people/{}  app.ts:9'],
    ],
    [
      'what it answers',
      [replace('app.ts', '200: {}', '201: {}')],
      ['modifies contract endpoint GET /users/{}  app.ts:9'],
    ],
    ['what only documents it', [replace('app.ts', 'a user', 'one user')], []],
    [
      'its handler',
      [replace('app.ts', 'c.json({})', 'c.json([])')],
      ['modifies body endpoint GET /users/{}  app.ts:9'],
    ],
    [
      'no longer registered',
      [replace('app.ts', 'app.openapi(route', 'void (route')],
      ['removes endpoint GET /users/{}  app.ts:9'],
    ],
  ])('%s', (_what, steps, changes) => {
    expect(listChanges(app, steps, ['endpoint'])).toEqual(changes);
  });

  test('in another module', () => {
    const files = new Map([
      [
        'create.ts',
        "import { OpenAPIHono } from '@hono/zod-openapi';\nexport const create = () => new OpenAPIHono();\n",
      ],
      [
        'routes.ts',
        "import { createRoute } from '@hono/zod-openapi';\nexport const show = createRoute({ method: 'get', path: '/a/{id}' });\nexport const old = createRoute({ method: 'get', path: '/old' });\n",
      ],
      [
        'app.ts',
        "import { create } from './create';\nimport * as routes from './routes';\nconst app = create().openapi(routes.show, show).openapi({ method: 'put', path: '/a' }, put);\nexport default app;\n",
      ],
    ]);
    expect(listFacts(files, 'endpoint')).toEqual(['PUT /a  app.ts:3', 'GET /a/{}  routes.ts:2']);
    expect(listChanges(files, [replace('routes.ts', '/a/{id}', '/b/{id}')], ['endpoint'])).toEqual([
      'renames endpoint GET /a/{} -> GET /b/{}  routes.ts:2',
    ]);
  });

  test('in place, and in a chain', () => {
    const source =
      "import { createRoute, OpenAPIHono } from '@hono/zod-openapi'; const app = new OpenAPIHono().openapi(createRoute({ method: 'post', path: '/x' }), f).get('/y', g);";
    expect(listFacts(new Map([['app.ts', source]]), 'endpoint')).toEqual([
      'GET /y  app.ts:1',
      'POST /x  app.ts:1',
    ]);
  });
});
