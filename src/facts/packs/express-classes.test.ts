import { describe, expect, test } from 'vitest';
import { listChanges, listNames, replace, treeOf } from '../../../test/fixture-app.ts';

function endpoints(files: Record<string, string>): string[] {
  return listNames(treeOf(files), 'endpoint').sort();
}

const users = `import { Router } from 'express';
export class UsersRoute implements Routes {
  public path = '/users';
  public router = Router();
  constructor() { this.initializeRoutes(); }
  private initializeRoutes() {
    this.router.get(\`\${this.path}\`, this.users.list);
    this.router.get(\`\${this.path}/:id(\\\\d+)\`, this.users.show);
  }
}`;
const index = `import { Router } from 'express';
export default class IndexRoute {
  public path = '/';
  public router = Router();
  constructor() { this.router.get(\`\${this.path}\`, this.index.show); }
}`;

describe('an app that is a class', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'gets a list of objects with routers, which a method of its own mounts',
      {
        'src/app.ts': `import express from 'express';
class App {
  public app: express.Application;
  constructor(routes: Routes[]) { this.app = express(); this.initializeRoutes(routes); }
  private initializeRoutes(routes: Routes[]) { routes.forEach(route => { this.app.use('/api', route.router); }); }
}
export default App;`,
        'src/server.ts': `import App from './app'; import { UsersRoute } from './users'; import IndexRoute from './index';
const app = new App([new IndexRoute(), new UsersRoute()]); app.listen();`,
        'src/users.ts': users,
        'src/index.ts': index,
      },
      ['GET /api', 'GET /api/users', 'GET /api/users/{}'],
    ],
    [
      'gets them among options, and mounts each under its own path',
      {
        'src/app.ts': `import * as express from 'express';
export class App {
  private app = express();
  constructor(init: { port: number; controllers: any[] }) { this.routes(init.controllers); }
  private routes(controllers: any) { for (const controller of controllers) this.app.use(controller.path, controller.router); }
}`,
        'src/main.ts': `import { App } from './app'; import { Posts } from './posts';
new App({ port: 1, controllers: [new Posts(), new Other()] });`,
        'src/posts.ts': `import { Router } from 'express';
export class Posts { path = '/posts'; router = Router(); constructor() { this.router.get('/:id', this.show); } }`,
      },
      ['GET /posts/{}'],
    ],
    [
      'gets a list that has a name, in another file',
      {
        'app.ts': `import express from 'express';
export class Server { constructor(private list) { const app = express(); this.list.forEach((one) => app.use(one.router)); } }`,
        'main.ts': `import { Server } from './app'; import { routes } from './all'; new Server(routes);`,
        'all.ts': `import { UsersRoute } from './users'; export const routes = [new UsersRoute()];`,
        'users.ts': users,
      },
      ['GET /users', 'GET /users/{}'],
    ],
    [
      'gets one router among its options',
      {
        'app.ts': `import { AppRoutes } from './routes'; import { Server } from './server';
new Server({ port: 1, routes: AppRoutes.routes }).start();`,
        'server.ts': `import express, { Router } from 'express';
export class Server {
  private app = express();
  private readonly routes: Router;
  constructor(options: Options) { const { routes } = options; this.routes = options.routes; }
  async start() { this.app.use(this.routes); }
}`,
        'routes.ts': `import { Router } from 'express'; import { TodoRoutes } from './todo';
export class AppRoutes { static get routes(): Router { const router = Router(); router.use('/api/todos', TodoRoutes.routes); return router; } }`,
        'todo.ts': `import { Router } from 'express';
export class TodoRoutes { static get routes(): Router { const router = Router(); router.get('/:id', c.one); return router; } }`,
      },
      ['GET /api/todos/{}'],
    ],
    [
      'gets what nothing is known of: the end of the path is',
      {
        'app.ts': `import express from 'express'; import { UsersRoute } from './users';
export class App { app = express(); constructor(routes) { routes.forEach((r) => this.app.use('/', r.router)); } }
boot([new UsersRoute()]);`,
        'users.ts': users,
      },
      ['… GET /users', '… GET /users/{}'],
    ],
  ])('%s', (_what, files, expected) => {
    expect(endpoints(files)).toEqual(expected);
  });

  test('loses what its list loses', () => {
    const files = new Map([
      [
        'app.ts',
        `import express from 'express';
export class App { app = express(); constructor(routes) { routes.forEach((r) => this.app.use('/', r.router)); } }`,
      ],
      [
        'main.ts',
        `import { App } from './app'; import { UsersRoute } from './users'; import IndexRoute from './index';
new App([new IndexRoute(), new UsersRoute()]);`,
      ],
      ['users.ts', users],
      ['index.ts', index],
    ]);
    expect(listChanges(files, [replace('main.ts', ', new UsersRoute()', '')], ['endpoint'])).toEqual([
      'removes endpoint GET /users  users.ts:7',
      'removes endpoint GET /users/{}  users.ts:8',
    ]);
  });
});

test('prefixes that an app has as members', () => {
  expect(
    endpoints({
      'src/users.ts':
        "import { Router } from 'express';\nconst r = Router();\nr.get('/', f);\nexport default r;\n",
      'src/server.ts': `import express from 'express';
import users from './users';
class Server {
  app = express();
  private paths = { users: '/api/users' };
  constructor() { this.tags = { path: '/api/tags' }; this.app.use(this.paths.users, users); this.app.use(this.tags.path, users); }
}
new Server().app.listen(1);
`,
    }),
  ).toEqual(['GET /api/tags', 'GET /api/users']);
});

test('what hooks register on a member of what they are given', () => {
  const hook =
    "exports.create = (name, args, done) => { args.app.get('/admin', (request, response) => response.end()); };\n";
  expect(endpoints({ 'hook.js': hook })).toEqual(['… GET /admin']);
});

test('a base class whose own methods are verbs, and routers of it within each other', () => {
  const base = `const { Router } = require('express');
class Base {
  constructor() { const router = Router(); this.app = router; }
  get(path, handler, role) { this.app.get(path, allow(role), handler.bind(this)); }
  use(path, router) { this.app.use(path, router); }
  get router() { return this.app; }
}
module.exports = Base;
`;
  const derived = (name: string, requires: string, lines: string): string =>
    `const Base = require('./base');\n${requires}\nclass ${name} extends Base {\n  constructor() { super();\n${lines}\n  }\n}\nmodule.exports = ${name};\n`;
  expect(
    endpoints({
      'base.js': base,
      'tags.js': derived('Tags', '', "this.get('/', this.list, ADMIN);\nthis.app.put('/:id', this.save);"),
      'health.js': derived('Health', '', "this.get('/', this.show);"),
      'admin.js': derived(
        'Admin',
        "const Tags = require('./tags');",
        "this.app.use('/tags', new Tags().router);",
      ),
      'index.js': derived(
        'Index',
        "const Admin = require('./admin'); const Health = require('./health');",
        "this.use('/admin', new Admin().router);\nthis.use('/health', new Health().router);",
      ),
      'main.js':
        "const app = require('express')();\nconst Index = require('./index');\napp.use('/api', new Index().router);\napp.listen(1);\n",
    }),
  ).toEqual(['GET /api/admin/tags', 'GET /api/health', 'PUT /api/admin/tags/{}']);
});
