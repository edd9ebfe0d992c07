import { expect, test } from 'vitest';
import { listChanges, listNames, replace, treeOf } from '../../../test/fixture-app.ts';

test.each<[string, Record<string, string>, string[]]>([
  [
    'routing-controllers, with a prefix for all',
    {
      'app.ts': `import { createExpressServer } from 'routing-controllers';
import { UserController } from './user';
createExpressServer({ routePrefix: '/api', controllers: [UserController] }).listen(3000);`,
      'user.ts': `import { Body, Delete, Get, JsonController, Param, Post, UseBefore } from 'routing-controllers';
@JsonController('/users')
@UseBefore(auth)
export class UserController {
  @Get() all() { return users; }
  @Get('/:id') one(@Param('id') id: number) { return users[id]; }
  @Post('/') create(@Body() user: User) { return user; }
  helper() { return 1; }
}`,
    },
    ['GET /api/users', 'GET /api/users/{}', 'POST /api/users'],
  ],
  [
    'paths on the methods alone',
    {
      'user.ts': `import { Controller, Get, Put } from 'routing-controllers';
@Controller()
export class UserController { @Get('/users') all() {} @Put('/users/:id') save() {} }`,
    },
    ['GET /users', 'PUT /users/{}'],
  ],
  [
    'tsoa',
    {
      'user.ts': `import { Controller, Get, Path, Post, Route, SuccessResponse } from 'tsoa';
@Route('users')
export class UsersController extends Controller {
  @Get('{userId}') public async show(@Path() userId: number): Promise<User> { return find(userId); }
  @SuccessResponse('201', 'Created') @Post() public async create(): Promise<void> {}
}`,
    },
    ['GET /users/{}', 'POST /users'],
  ],
  [
    'inversify-express-utils',
    {
      'user.ts': `import { controller, httpDelete, httpGet } from 'inversify-express-utils';
@controller('/users', TYPES.Auth)
export class UserController {
  @httpGet('/') private list() { return []; }
  @httpDelete('/:id', guard) public remove() {}
}`,
    },
    ['DELETE /users/{}', 'GET /users'],
  ],
  [
    'OvernightJS',
    {
      'user.ts': `import { Controller, Get, Middleware, Post } from '@overnightjs/core';
@Controller('api/users')
export class UserController { @Get(':id') @Middleware(auth) private one(req: Request, res: Response) {} @Post() private add() {} }`,
    },
    ['GET /api/users/{}', 'POST /api/users'],
  ],
  [
    'Midway',
    {
      'user.ts': `import { Controller, Del, Get, Inject, Provide } from '@midwayjs/decorator';
@Provide()
@Controller('/users')
export class UserController { @Inject() ctx; @Get('/:id') async show(@Param('id') id) {} @Del('/:id') async remove() {} }`,
    },
    ['DELETE /users/{}', 'GET /users/{}'],
  ],
  [
    'Ts.ED, whose apps say elsewhere what stands in front',
    {
      'user.ts': `import { Controller, PathParams } from '@tsed/common';
import { Get } from '@tsed/schema';
@Controller('/users')
export class UserController { @Get('/:id') show(@PathParams('id') id: string) {} }`,
    },
    ['… GET /users/{}'],
  ],
])('%s', (_what, files, expected) => {
  const found = listNames(treeOf(files), 'endpoint');
  expect(found.sort()).toEqual(expected);
});

test('a path, what is asked for, what is done', () => {
  const app = new Map([
    [
      'user.ts',
      `import { Body, Get, JsonController, Post, Put } from 'routing-controllers';
@JsonController('/users')
export class UserController {
  @Get('/all') all() { return users; }
  @Post('/') create(@Body() user: User) { return user; }
  @Put('/:id') save() { return 1; }
}`,
    ],
  ]);
  const steps = [
    replace('user.ts', "'/all'", "'/list'"),
    replace('user.ts', 'user: User', 'user: NewUser'),
    replace('user.ts', 'return 1', 'return 2'),
  ];
  expect(listChanges(app, steps, ['endpoint'])).toEqual([
    'renames endpoint GET /users/all -> GET /users/list  user.ts:4',
    'modifies contract endpoint POST /users  user.ts:5',
    'modifies body endpoint PUT /users/{}  user.ts:6',
  ]);
});
