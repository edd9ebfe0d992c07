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

const app = readApp('nestjs');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'PUT /api/admin/settings/{}  src/admin/admin.controller.ts:5',
    'GET /api  src/app.controller.ts:6',
    'GET /api/docs  src/app.controller.ts:11',
    'GET /api/help  src/app.controller.ts:11',
    'GET /api/health  src/health/health.controller.ts:5',
    'GET /api/v1/orders  src/orders/orders.controller.ts:6',
    'GET /api/v1/orders/{}  src/orders/orders.controller.ts:11',
    'GET /api/v2/orders/{}  src/orders/orders.controller.ts:11',
    'GET /api/orders/status  src/orders/orders.controller.ts:17',
    '* /api/items/{*}  src/orders/orders.controller.ts:26',
    '* /api/orders/{}/items/{*}  src/orders/orders.controller.ts:26',
    'GET /api/users  src/users/users.controller.ts:26',
    'POST /api/users  src/users/users.controller.ts:32',
    'GET /api/users/{}  src/users/users.controller.ts:38',
    'PATCH /api/users/{}  src/users/users.controller.ts:45',
    'DELETE /api/users/{}  src/users/users.controller.ts:53',
  ]);
});

const USERS = 'src/users/users.controller.ts';
const REMOVE =
  "  @Delete(':id')\n  @HttpCode(204)\n  remove(@Param('id', ParseIntPipe) id: number) {\n    return this.users.remove(id);\n  }";

const rows: ChangeRow[] = [
  [
    'a method removed',
    [replace(USERS, REMOVE, '')],
    ['removes endpoint DELETE /api/users/{}  src/users/users.controller.ts:53'],
  ],
  [
    'a method commented out',
    [replace(USERS, REMOVE, `/*${REMOVE}*/`)],
    ['removes endpoint DELETE /api/users/{}  src/users/users.controller.ts:53'],
  ],
  [
    'only its decorator commented out',
    [replace(USERS, "@Delete(':id')", "// @Delete(':id')")],
    ['removes endpoint DELETE /api/users/{}  src/users/users.controller.ts:53'],
  ],
  [
    'a method moved into a string',
    [replace(USERS, REMOVE, `  example = \`${REMOVE}\`;`)],
    ['removes endpoint DELETE /api/users/{}  src/users/users.controller.ts:53'],
  ],
  [
    'a method added, its decorator over several lines',
    [replace(USERS, REMOVE, `${REMOVE}\n\n  @Get(\n    // all of them\n    'export.csv',\n  )\n  csv() {}`)],
    ['adds endpoint GET /api/users/export.csv  src/users/users.controller.ts:59'],
  ],
  [
    'the verb of a method',
    [replace(USERS, "@Patch(':id')", "@Put(':id')"), replace(USERS, '  Patch,', '  Put,')],
    ['renames endpoint PATCH /api/users/{} -> PUT /api/users/{}  src/users/users.controller.ts:45'],
  ],
  [
    'the path of a controller',
    [replace('src/health/health.controller.ts', "'health'", "'healthz'")],
    ['renames endpoint GET /api/health -> GET /api/healthz  src/health/health.controller.ts:5'],
  ],
  [
    'a version of a method',
    [replace('src/orders/orders.controller.ts', "['1', '2']", "['2']")],
    ['removes endpoint GET /api/v1/orders/{}  src/orders/orders.controller.ts:11'],
  ],
  [
    'a guard',
    [replace(USERS, "  @Roles('admin')\n", '')],
    ['modifies contract endpoint POST /api/users  src/users/users.controller.ts:32'],
  ],
  [
    'where a parameter comes from',
    [replace(USERS, "@Query('page') page", "@Query('p') page")],
    ['modifies contract endpoint GET /api/users  src/users/users.controller.ts:26'],
  ],
  [
    'the name that a parameter has inside, and what only documents',
    [
      replace(USERS, "@Query('page') page = 1", "@Query('page') number = 1"),
      replace(USERS, "  @ApiOperation({ summary: 'All users' })\n", ''),
    ],
    [],
  ],
  [
    'the name of a parameter in the path',
    [replace(USERS, "':id', // one user", "':user',")],
    ['modifies contract endpoint GET /api/users/{}  src/users/users.controller.ts:38'],
  ],
  [
    'a field of what goes in, in another file',
    [replace('src/users/dto/create-user.dto.ts', 'name?: string', 'name: string')],
    [
      'modifies contract endpoint POST /api/users  src/users/users.controller.ts:32',
      'modifies contract endpoint PATCH /api/users/{}  src/users/users.controller.ts:45',
    ],
  ],
  [
    'a field of what comes out, in another file',
    [replace('src/users/dto/user-page.ts', 'number | null', 'number')],
    ['modifies contract endpoint GET /api/users  src/users/users.controller.ts:26'],
  ],
  [
    'the body of a method',
    [replace(USERS, 'this.users.show(id)', 'this.users.show(id ?? 0)')],
    ['modifies body endpoint GET /api/users/{}  src/users/users.controller.ts:38'],
  ],
  [
    'the prefix of everything',
    [
      replace('src/config.ts', "'api'", "'v0'"),
      remove('src/orders/orders.module.ts'),
      remove('src/orders/orders.controller.ts'),
      remove(USERS),
      remove('src/app.controller.ts'),
    ],
    [
      'renames endpoint PUT /api/admin/settings/{} -> PUT /v0/admin/settings/{}  src/admin/admin.controller.ts:5',
      'removes endpoint GET /api  src/app.controller.ts:6',
      'removes endpoint GET /api/docs  src/app.controller.ts:11',
      'removes endpoint GET /api/help  src/app.controller.ts:11',
      'renames endpoint GET /api/health -> GET /v0/health  src/health/health.controller.ts:5',
      'removes endpoint GET /api/v1/orders  src/orders/orders.controller.ts:6',
      'removes endpoint GET /api/v1/orders/{}  src/orders/orders.controller.ts:11',
      'removes endpoint GET /api/v2/orders/{}  src/orders/orders.controller.ts:11',
      'removes endpoint GET /api/orders/status  src/orders/orders.controller.ts:17',
      'removes endpoint * /api/items/{*}  src/orders/orders.controller.ts:26',
      'removes endpoint * /api/orders/{}/items/{*}  src/orders/orders.controller.ts:26',
      'removes endpoint GET /api/users  src/users/users.controller.ts:26',
      'removes endpoint POST /api/users  src/users/users.controller.ts:32',
      'removes endpoint GET /api/users/{}  src/users/users.controller.ts:38',
      'removes endpoint PATCH /api/users/{}  src/users/users.controller.ts:45',
      'removes endpoint DELETE /api/users/{}  src/users/users.controller.ts:53',
    ],
  ],
  [
    'a module that nothing imports any longer',
    [replace('src/app.module.ts', "    HealthModule.register({ path: '/not-a-route' }),\n", '')],
    ['? modifies contract endpoint GET /api/health  src/health/health.controller.ts:5'],
  ],
  [
    'a controller that a module lists',
    [
      replace(
        'src/admin/admin.module.ts',
        'controllers: [AdminController]',
        'controllers: [AdminController, OrphanController]',
      ),
      replace(
        'src/admin/admin.module.ts',
        '@Module',
        "import { OrphanController } from './orphan.controller';\n\n@Module",
      ),
    ],
    ['adds endpoint GET /api/orphan/x  src/admin/orphan.controller.ts:5'],
  ],
  [
    'a directory moved, imports with it',
    [
      move('src/health/index.ts', 'src/checks/index.ts'),
      move('src/health/health.controller.ts', 'src/checks/health.controller.ts'),
      replace('src/app.module.ts', './health', './checks'),
    ],
    [],
  ],
  [
    'a name removed and taken by another method in one go',
    [
      replace(USERS, '@Get()\n', "@Get('all')\n"),
      replace(USERS, "@Get(\n    ':id', // one user\n  )", '@Get()'),
    ],
    [
      'adds endpoint GET /api/users/all  src/users/users.controller.ts:26',
      'modifies contract endpoint GET /api/users  src/users/users.controller.ts:38',
      'removes endpoint GET /api/users/{}  src/users/users.controller.ts:38',
    ],
  ],
  [
    'no other endpoint in sight',
    [
      replace('src/app.controller.ts', "@Get('fake')", "@Get('other')"),
      replace('src/app.module.ts', '/not-a-route', '/other'),
      write(
        'src/own.ts',
        "import { Controller, Get } from './own-decorators'; @Controller('x') export class X { @Get('y') y() {} }\n",
      ),
    ],
    ['modifies body endpoint GET /api  src/app.controller.ts:6'],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

test('controllers and modules of lists that others take in, and paths of enums', () => {
  const nest = (text: string): string =>
    `import { Controller, Get, Module } from '@nestjs/common';\n${text}\n`;
  const files = new Map([
    [
      'src/main.ts',
      "import { NestFactory } from '@nestjs/core';\nimport { App } from './app';\nconst app = await NestFactory.create(App);\nawait app.listen(1);\n",
    ],
    [
      'src/app.ts',
      nest(
        "import { controllers } from './lists';\nimport { Feature } from './feature';\nimport { C } from './c';\nconst extra = [C];\nconst features = [Feature];\n@Module({ imports: [...features], controllers: [...controllers, ...extra] })\nexport class App {}",
      ),
    ],
    ['src/lists.ts', "import { A } from './a';\nexport const controllers = [A];\n"],
    ['src/paths.ts', "export enum Paths { Me = 'me', All = 'all' }\n"],
    [
      'src/a.ts',
      nest("import { Paths } from './paths';\n@Controller('a')\nexport class A { @Get(Paths.Me) me() {} }"),
    ],
    ['src/c.ts', nest("@Controller('c')\nexport class C { @Get() get() {} }")],
    [
      'src/feature.ts',
      nest(
        "@Controller('f')\nclass F { @Get() get() {} }\n@Module({ controllers: [F] })\nexport class Feature {}",
      ),
    ],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /a/me  src/a.ts:4',
    'GET /c  src/c.ts:3',
    'GET /f  src/feature.ts:3',
  ]);
});

describe('ways to write a NestJS app', () => {
  const common =
    "import { Controller, Get, Module, Sse } from '@nestjs/common'; import { NestFactory as F } from '@nestjs/core';";
  test.each<[what: string, source: string, endpoints: string[]]>([
    [
      'in one file, the app in a chain',
      `${common} @Controller('a') class A { @Get('x') x() {} } @Module({ controllers: [A] }) class M {} F.create(M).then((app) => app.listen(1));`,
      ['GET /a/x'],
    ],
    [
      'an app that is assigned, its prefix set in a function',
      `${common} @Controller('a') class A { @Sse('x') x() {} } @Module({ controllers: [A] }) class M {} let app; async function s() { app = await F.create(M); setup(app); } function setup(it) { it.setGlobalPrefix('/p'); }`,
      ['GET /p/a/x'],
    ],
    [
      'a prefix that cannot be told',
      `${common} @Controller('a') class A { @Get('x') x() {} } @Module({ controllers: [A] }) class M {} async function s() { const app = await F.create(M); app.setGlobalPrefix(config.get('prefix')); }`,
      ['… GET /a/x'],
    ],
    [
      'decorators in front of the export, and others between',
      `${common} @Doc.of({ a: 1 }) @Controller('a') export default class A { @Doc @Get('x') static x() {} @Get('y') @Doc() public async y(): Promise<void> {} }`,
      ['… GET /a/x', '… GET /a/y'],
    ],
    [
      'paths that modules get, for their own controllers',
      `${common} import { RouterModule } from '@nestjs/core'; @Controller('a') class A { @Get('x') x() {} } @Controller('b') class B { @Get('y') y() {} } @Module({ controllers: [B] }) class N {} @Module({ imports: [N], controllers: [A] }) class M {} const routes = [{ path: 'v1', children: [{ path: '/admin', module: M }] }]; @Module({ imports: [M, RouterModule.register(routes)] }) class App {} F.create(App);`,
      ['GET /b/y', 'GET /v1/admin/a/x'],
    ],
    [
      'the version that an app gives to all, but for those that have one or want none',
      `${common} import { Version, VERSION_NEUTRAL } from '@nestjs/common'; @Controller('a') class A { @Get('x') x() {} @Version('2') @Get('y') y() {} @Version(VERSION_NEUTRAL) @Get('z') z() {} } @Module({ controllers: [A] }) class M {} async function s() { const app = await F.create(M); app.setGlobalPrefix('api'); app.enableVersioning({ type: VersioningType.URI, defaultVersion: ['1', VERSION_NEUTRAL], prefix: 'ver' }); }`,
      ['GET /api/a/x', 'GET /api/a/z', 'GET /api/ver1/a/x', 'GET /api/ver2/a/y'],
    ],
    [
      'the same of methods that a controller inherits',
      `${common} abstract class Base { @Get('x') x() {} } @Controller('a') class A extends Base {} @Module({ controllers: [A] }) class M {} async function s() { const app = await F.create(M); app.enableVersioning({ defaultVersion: '3' }); }`,
      ['GET /v3/a/x'],
    ],
    [
      'versions in headers',
      `${common} @Controller({ path: 'a', version: '1' }) class A { @Get('x') x() {} } @Module({ controllers: [A] }) class M {} async function s() { const app = await F.create(M); app.enableVersioning({ type: VersioningType.HEADER, header: 'v', defaultVersion: '1' }); }`,
      ['GET /a/x'],
    ],
    [
      'paths without the prefix of the rest',
      `${common} import { Post } from '@nestjs/common'; @Controller('a') class A { @Get('x') x() {} @Post('x') z() {} @Get('y/:id/z') y() {} @Get() a() {} } @Controller() class H { @Get('health') h() {} } @Module({ controllers: [A, H] }) class M {} async function s() { const app = await F.create(M); app.setGlobalPrefix('api', { exclude: ['/health', { path: 'a/x', method: RequestMethod.GET }, 'a/y/(.*)'] }); }`,
      ['GET /a/x', 'GET /a/y/{}/z', 'GET /api/a', 'GET /health', 'POST /api/a/x'],
    ],
    [
      'methods that controllers inherit, each below its own path',
      `${common} abstract class Base<T> { @Get(':id') one() {} } @Controller('a') class A extends Base<User> { @Get('x') x() {} } @Controller({ path: 'b', version: '1' }) class B extends Base<Order> {} class Nobody { @Get('n') n() {} } @Module({ controllers: [A, B] }) class M {} F.create(M);`,
      ['GET /a/x', 'GET /a/{}', 'GET /v1/b/{}'],
    ],
    [
      'what a module makes of itself',
      `${common} import { DynamicModule } from '@nestjs/common'; @Controller('a') class A { @Get('x') x() {} } @Controller('b') class B { @Get() b() {} } @Module({ controllers: [B] }) class N {} @Module({}) class M { static forRoot(secret: string): DynamicModule { const own = { key: secret }; return { imports: [N, Other.forRoot(own)], module: M, controllers: [A], providers: [{ provide: 'S', useValue: secret }] }; } } F.create(M.forRoot('s'));`,
      ['GET /a/x', 'GET /b'],
    ],
    [
      'a module that imports itself',
      `${common} @Controller('a') class A { @Get() x() {} } @Module({ imports: [M], controllers: [A] }) class M {}`,
      ['… GET /a'],
    ],
  ])('%s', (_what, source, endpoints) => {
    const found = listNames(new Map([['a.ts', source]]), 'endpoint');
    expect(found).toEqual(endpoints);
  });
});

describe('what is in front of all paths of a NestJS app', () => {
  const app = (setup: string): string =>
    `import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { settings } from './settings';
@Controller('a') class A { @Get('x') x() {} }
@Module({ controllers: [A] }) class M {}
async function start() {
  const app = await NestFactory.create(M);
  const config = app.get(ConfigService);
  ${setup}
}`;
  const settings = `import { registerAs } from '@nestjs/config';
export default registerAs('app', () => ({ port: 1, apiPrefix: process.env.API_PREFIX ?? 'api/v1' }));`;
  test.each<[what: string, setup: string, endpoint: string]>([
    ['its default', "app.setGlobalPrefix(process.env.PREFIX || 'api');", 'GET /api/a/x'],
    [
      'its default, by a name',
      "const p = process.env.PREFIX ?? 'api'; app.setGlobalPrefix(p);",
      'GET /api/a/x',
    ],
    [
      'what a configuration is asked for',
      "app.setGlobalPrefix(config.get<string>('PREFIX', 'api'));",
      'GET /api/a/x',
    ],
    [
      'what the configuration of the tree says',
      "app.setGlobalPrefix(config.getOrThrow('app.apiPrefix', { infer: true }), { exclude: ['health'] });",
      'GET /api/v1/a/x',
    ],
    [
      'the same by a name',
      "const p = config.get<string>('apiPrefix'); app.setGlobalPrefix(p);",
      'GET /api/v1/a/x',
    ],
    ['the same by a member', 'app.setGlobalPrefix(config.apiPrefix);', 'GET /api/v1/a/x'],
    ['nothing that anybody says', "app.setGlobalPrefix(config.get('PREFIX'));", '… GET /a/x'],
  ])('%s', (_what, setup, endpoint) => {
    const tree = new Map([
      ['src/main.ts', app(setup)],
      ['src/settings.ts', settings],
    ]);
    expect(listNames(tree, 'endpoint')).toEqual([endpoint]);
  });

  test.each<[what: string, setup: string, endpoint: string]>([
    [
      'what a function of another file puts there',
      "export function setUp(app: INestApplication) { app.setGlobalPrefix('rest'); }",
      'GET /rest/a/x',
    ],
    [
      'what a class of another file puts there',
      "export class Setup { constructor(private app) {} run() { this.app.setGlobalPrefix('rest'); } }",
      'GET /rest/a/x',
    ],
    [
      'what nobody can tell there',
      'export function setUp(app) { app.setGlobalPrefix(prefixOf(app)); }',
      '… GET /a/x',
    ],
  ])('%s', (_what, source, endpoint) => {
    const tree = new Map([
      ['src/main.ts', app('setUp(app);')],
      ['src/setup.ts', source],
    ]);
    expect(listNames(tree, 'endpoint')).toEqual([endpoint]);
  });

  test('nothing where the configuration of several apps says several things', () => {
    const tree = new Map([
      ['src/main.ts', app("app.setGlobalPrefix(config.get('app.apiPrefix'));")],
      ['src/settings.ts', settings],
      ['other/settings.ts', settings.replace('api/v1', 'rest')],
    ]);
    expect(listNames(tree, 'endpoint')).toEqual(['… GET /a/x']);
  });
});

test('methods of controllers as Nestia has them', () => {
  const source = `import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypedBody, TypedParam, TypedRoute } from '@nestia/core';
@Controller('a')
export class A {
  @TypedRoute.Get(':id')
  one(@TypedParam('id') id: string) {}
  @TypedRoute.Post()
  add(@TypedBody() body: Body) {}
}
@Module({ controllers: [A] })
export class M {}
NestFactory.create(M);`;
  expect(listNames(new Map([['a.ts', source]]), 'endpoint')).toEqual(['GET /a/{}', 'POST /a']);
});

test('routes of decorators that people put together, in other files too', () => {
  const tree = new Map([
    [
      'src/users/docs.ts',
      `import { applyDecorators, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
export function ListUsers() {
  return applyDecorators(Get(), UseGuards(Guard));
}
export const ReadOne = (path: string) => applyDecorators(UseGuards(Guard), Get(path), HttpCode(200));
export const AddUser = () => { return applyDecorators(Post('add')); };
export const Only = () => applyDecorators(UseGuards(Guard));
`,
    ],
    [
      'src/users/users.controller.ts',
      `import { Controller, Delete, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AddUser, ListUsers, Only, ReadOne } from './docs';
import { Ready } from 'library';
@Controller('users')
export class UsersController {
  @ListUsers()
  list() {}
  @ReadOne(':id')
  one() {}
  @Only()
  @AddUser()
  add() {}
  @Delete(':id')
  @Only()
  remove() {}
  @Only()
  none() {}
  @Ready()
  ready() {}
}
@Module({ controllers: [UsersController] })
export class M {}
NestFactory.create(M);
`,
    ],
  ]);
  expect(listNames(tree, 'endpoint')).toEqual([
    'GET /users',
    'GET /users/{}',
    'POST /users/add',
    'DELETE /users/{}',
  ]);
});
