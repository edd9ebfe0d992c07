import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, replace } from '../../../test/fixture-app.ts';

/** Endpoints without their places. */
function endpoints(files: Readonly<Record<string, string>>): string[] {
  const found = listFacts(new Map(Object.entries(files)), 'endpoint');
  return found.map((line) => line.slice(0, line.indexOf('  '))).sort();
}

const USERS =
  "import { Router } from 'express'; const router = Router(); router.get('/x', f); export default router;";
const APP = "import express from 'express'; const app = express(); app.get('/health', f);";

describe('a router that nothing is seen to mount', () => {
  test.each<[what: string, files: Record<string, string>, found: string[]]>([
    ['that nobody imports', { 'users.ts': USERS, 'app.ts': APP }, ['GET /health']],
    [
      'that is imported, and nothing more',
      { 'users.ts': USERS, 'app.ts': `import users from './users'; ${APP}` },
      ['GET /health'],
    ],
    [
      'that is required, and nothing more',
      {
        'users.js': "const r = require('express').Router(); r.get('/x', f); module.exports = r;",
        'app.js':
          "const users = require('./users'); const app = require('express')(); app.get('/health', f);",
      },
      ['GET /health'],
    ],
    [
      'that is put into a list',
      {
        'users.ts': USERS,
        'app.ts': `import users from './users'; ${APP} for (const r of pick([users])) app.use('/p', r);`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'that a variable holds which is put into a list',
      {
        'users.ts': USERS,
        'app.ts': `import users from './users'; ${APP} const one = users; const all = { one }; mountAll(all);`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'in an object that nothing uses',
      { 'users.ts': USERS, 'app.ts': `import users from './users'; ${APP} const all = { users };` },
      ['GET /health'],
    ],
    [
      'in an object that is exported and used elsewhere',
      {
        'users.ts': USERS,
        'all.ts': "import users from './users'; export const all = { users };",
        'app.ts': `import { all } from './all'; ${APP} for (const [path, r] of Object.entries(all)) app.use(path, r);`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'in an object that is exported, and imported by nobody who uses it',
      {
        'users.ts': USERS,
        'all.ts': "import users from './users'; export const all = { users };",
        'app.ts': `import { all } from './all'; ${APP}`,
      },
      ['GET /health'],
    ],
    [
      'that an index passes on to somebody who uses all of it',
      {
        'routes/users.ts': USERS,
        'routes/index.ts': "export { default as users } from './users';",
        'app.ts': `import * as routes from './routes'; ${APP} Object.values(routes).forEach((r) => app.use(r));`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'that an index passes on beside one that is mounted',
      {
        'routes/users.ts': USERS,
        'routes/orders.ts': USERS.replace('/x', '/y'),
        'routes/index.ts':
          "export { default as users } from './users'; export { default as orders } from './orders';",
        'app.ts': `import * as routes from './routes'; ${APP} app.use('/orders', routes.orders);`,
      },
      ['GET /health', 'GET /orders/y'],
    ],
    [
      'below a router that nothing mounts either',
      {
        'users.ts': USERS,
        'api.ts':
          "import { Router } from 'express'; import users from './users'; export const api = Router(); api.use('/users', users);",
        'app.ts': `import { api } from './api'; ${APP}`,
      },
      ['GET /health'],
    ],
    [
      'below a router that is handed to something',
      {
        'users.ts': USERS,
        'api.ts':
          "import { Router } from 'express'; import users from './users'; export const api = Router(); api.use('/users', users);",
        'app.ts': `import { api } from './api'; ${APP} attach([api]);`,
      },
      ['GET /health', '… GET /users/x'],
    ],
    [
      'below a function that nobody calls',
      {
        'users.ts': USERS,
        'setup.ts': "import users from './users'; export function setup(app) { app.use('/users', users); }",
        'app.ts': APP,
      },
      ['GET /health'],
    ],
    [
      'of a class that is handed to another one',
      {
        'users.ts':
          "import { Router } from 'express'; class Users { router = Router(); constructor() { this.router.get('/x', f); } } export default Users;",
        'app.ts':
          "import express from 'express'; export class App { app = express(); constructor(all) { all.forEach((one) => this.app.use('/', one.router)); } }",
        'server.ts': "import { App } from './app'; import Users from './users'; new App([new Users()]);",
      },
      ['GET /x'],
    ],
    [
      'of a class that is handed to nobody any longer',
      {
        'users.ts':
          "import { Router } from 'express'; class Users { router = Router(); constructor() { this.router.get('/x', f); } } export default Users;",
        'app.ts':
          "import express from 'express'; export class App { app = express(); constructor(all) { all.forEach((one) => this.app.use('/', one.router)); } }",
        'server.ts': "import { App } from './app'; new App([]);",
      },
      [],
    ],
    [
      'that a function makes, which is called in a list',
      {
        'users.ts':
          "import { Router } from 'express'; export const users = () => { const r = Router(); r.get('/x', f); return r; };",
        'app.ts': `import { users } from './users'; ${APP} attach([users()]);`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'that a function makes, which nobody calls',
      {
        'users.ts':
          "import { Router } from 'express'; export const users = () => { const r = Router(); r.get('/x', f); return r; };",
        'app.ts': `import { users } from './users'; ${APP}`,
      },
      ['GET /health'],
    ],
    [
      'that its own source hands on',
      {
        'users.ts':
          "import { Router } from 'express'; import { register } from './registry'; const r = Router(); r.get('/x', f); register('/users', r);",
        'app.ts': `import './users'; ${APP}`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'in a directory whose files are loaded by their names',
      {
        'routes/users.js': "const r = require('express').Router(); r.get('/x', f); module.exports = r;",
        'old/users.js': "const r = require('express').Router(); r.get('/y', f); module.exports = r;",
        'app.js':
          "const fs = require('fs'); const path = require('path'); const app = require('express')(); const dir = path.join(__dirname, 'routes'); fs.readdirSync(dir).forEach((name) => app.use(require(path.join(__dirname, 'routes', name))));",
      },
      ['GET /x'],
    ],
    [
      'in a directory whose files are imported by names put together',
      {
        'src/routes/users.js':
          "import { Router } from 'express'; const r = Router(); r.get('/x', f); export default r;",
        'src/app.js':
          "import e from 'express'; const app = e(); const { default: r } = await import('./routes/' + name + '.js'); app.use(r);",
      },
      ['… GET /x'],
    ],
    [
      'that is loaded when it is wanted',
      {
        'users.ts': USERS,
        'app.ts': `${APP} app.use('/users', async (q, s, n) => (await import('./users')).default(q, s, n));`,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'of a package without an app: it is for others',
      {
        'packages/users/package.json': '{"name": "@acme/users"}',
        'packages/users/index.ts': USERS,
        'apps/web/package.json': '{"name": "web"}',
        'apps/web/app.ts': APP,
      },
      ['GET /health', '… GET /x'],
    ],
    [
      'a controller of a module that is no longer imported',
      {
        'main.ts':
          "import { NestFactory } from '@nestjs/core'; import { AppModule } from './app.module'; const app = await NestFactory.create(AppModule);",
        'app.module.ts':
          "import { Module } from '@nestjs/common'; import { UsersModule } from './users.module'; @Module({ imports: [] }) export class AppModule {}",
        'users.module.ts':
          "import { Module } from '@nestjs/common'; import { UsersController } from './users.controller'; @Module({ controllers: [UsersController] }) export class UsersModule {}",
        'users.controller.ts':
          "import { Controller, Get } from '@nestjs/common'; @Controller('users') export class UsersController { @Get() all() {} }",
      },
      [],
    ],
    [
      'a controller of a module that something computes',
      {
        'main.ts':
          "import { NestFactory } from '@nestjs/core'; import { AppModule } from './app.module'; const app = await NestFactory.create(AppModule);",
        'app.module.ts':
          "import { Module } from '@nestjs/common'; import { UsersModule } from './users.module'; @Module({ imports: pick({ UsersModule }) }) export class AppModule {}",
        'users.module.ts':
          "import { Module } from '@nestjs/common'; import { UsersController } from './users.controller'; @Module({ controllers: [UsersController] }) export class UsersModule {}",
        'users.controller.ts':
          "import { Controller, Get } from '@nestjs/common'; @Controller('users') export class UsersController { @Get() all() {} }",
      },
      ['… GET /users'],
    ],
    [
      'a function that is loaded by a computed name, and one that is not',
      {
        'app.js':
          "const app = require('express')(); for (const name of names) require('./routes/' + name)(app); app.get('/y', f);",
        'routes/users.js': "module.exports = function (app) { app.get('/users', f); };",
        'old/orders.js': "module.exports = function (app) { app.get('/orders', f); };",
      },
      ['GET /y', 'GET /users'],
    ],
    [
      'a router of Koa, and a plugin of Fastify',
      {
        'koa.js':
          "const Koa = require('koa'); const users = require('./users'); const app = new Koa(); app.listen(1);",
        'users.js':
          "const Router = require('@koa/router'); const r = new Router({ prefix: '/users' }); r.get('/x', f); module.exports = r;",
        'fastify.ts':
          "import fastify from 'fastify'; import plugin from './plugin'; const app = fastify(); app.get('/y', f);",
        'plugin.ts':
          "import { FastifyPluginAsync } from 'fastify'; const plugin: FastifyPluginAsync = async (app) => { app.get('/z', f); }; export default plugin;",
      },
      ['GET /y'],
    ],
  ])('%s', (_what, files, found) => {
    expect(endpoints(files)).toEqual([...found].sort());
  });
});

describe('a router of Python that nothing is seen to mount', () => {
  const users =
    "from fastapi import APIRouter\nrouter = APIRouter(prefix='/users')\n@router.get('/x')\ndef x(): ...\n";
  const main = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/health')\ndef health(): ...\n";
  const bp =
    "from flask import Blueprint\nbp = Blueprint('users', __name__, url_prefix='/users')\n@bp.route('/x')\ndef x(): ...\n";
  const flask = "from flask import Flask\napp = Flask(__name__)\n@app.route('/health')\ndef health(): ...\n";
  const urls = "from django.urls import path\nfrom . import views\nurlpatterns = [path('x/', views.x)]\n";
  const views = 'from django.http import HttpResponse\ndef x(request): ...\n';
  test.each<[what: string, files: Record<string, string>, found: string[]]>([
    ['that nobody imports', { 'app/users.py': users, 'app/main.py': main }, ['GET /health']],
    [
      'whose module is imported, and nothing more',
      { 'app/__init__.py': '', 'app/users.py': users, 'app/main.py': `from app import users\n${main}` },
      ['GET /health'],
    ],
    [
      'that is imported, and nothing more',
      {
        'app/__init__.py': '',
        'app/users.py': users,
        'app/main.py': `from .users import router as users\n${main}`,
      },
      ['GET /health'],
    ],
    [
      'in a list that something registers',
      {
        'app/__init__.py': '',
        'app/users.py': users,
        'app/main.py': `from . import users\n${main}ROUTERS = [users.router]\nregister_all(app, ROUTERS)\n`,
      },
      ['GET /health', '… GET /users/x'],
    ],
    [
      'whose module something else is used of',
      {
        'app/__init__.py': '',
        'app/users.py': `${users}LIMIT = 3\n`,
        'app/main.py': `from . import users\n${main}print(users.LIMIT)\n`,
      },
      ['GET /health'],
    ],
    [
      'where modules are loaded by computed names',
      {
        'app/users.py': users,
        'app/main.py': `import importlib\n${main}for n in names():\n    app.include_router(importlib.import_module(n).router)\n`,
      },
      ['GET /health', '… GET /users/x'],
    ],
    [
      'that its package passes on to somebody who hands it on',
      {
        'app/__init__.py': '',
        'app/routers/__init__.py': 'from .users import router as users_router\n',
        'app/routers/users.py': users,
        'app/main.py': `from .routers import users_router\n${main}install(users_router)\n`,
      },
      ['GET /health', '… GET /users/x'],
    ],
    [
      'that its package passes on to somebody who only imports it',
      {
        'app/__init__.py': '',
        'app/routers/__init__.py': 'from .users import router as users_router\n',
        'app/routers/users.py': users,
        'app/main.py': `from .routers import users_router\n${main}`,
      },
      ['GET /health'],
    ],
    [
      'a blueprint that is no longer registered',
      { 'shop/__init__.py': `from .users import bp\n${flask}`, 'shop/users.py': bp },
      ['GET /health'],
    ],
    [
      'a blueprint in a tuple',
      {
        'shop/__init__.py': `from .users import bp\n${flask}for one in sorted((bp,)):\n    app.register_blueprint(one)\n`,
        'shop/users.py': bp,
      },
      ['GET /health', '… GET /users/x'],
    ],
    ['a blueprint in a package without an app', { 'shop/users.py': bp }, ['… GET /users/x']],
    [
      'a urlconf that nothing includes',
      {
        'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\n",
        'shop/urls.py':
          "from django.urls import include, path\nfrom . import views\nurlpatterns = [path('home/', views.home)]\n",
        'shop/views.py': views.replace('x(', 'home('),
        'users/__init__.py': '',
        'users/urls.py': urls,
        'users/views.py': views,
      },
      ['* /home'],
    ],
    [
      'a urlconf that the settings name',
      {
        'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nPUBLIC_SCHEMA_URLCONF = 'users.urls'\n",
        'shop/urls.py':
          "from django.urls import include, path\nfrom . import views\nurlpatterns = [path('home/', views.home)]\n",
        'shop/views.py': views.replace('x(', 'home('),
        'users/__init__.py': '',
        'users/urls.py': urls,
        'users/views.py': views,
      },
      ['* /home', '… * /x'],
    ],
  ])('%s', (_what, files, found) => {
    expect(endpoints(files)).toEqual([...found].sort());
  });
});

test('a mount that goes removes what it served, and one that comes adds it', () => {
  const files = {
    'users.ts': USERS,
    'app.ts': `import users from './users';\n${APP}\napp.use('/users', users);\n`,
  };
  const app = new Map(Object.entries(files));
  const gone = [replace('app.ts', "app.use('/users', users);\n", '')];
  expect(listChanges(app, gone, ['endpoint'])).toEqual(['removes endpoint GET /users/x  users.ts:1']);
  const unmounted = new Map(app);
  for (const step of gone) step(unmounted, new Map());
  expect(
    listChanges(
      unmounted,
      [replace('app.ts', "app.get('/health', f);", "app.get('/health', f);\napp.use('/people', users);")],
      ['endpoint'],
    ),
  ).toEqual(['adds endpoint GET /people/x  users.ts:1']);
});
