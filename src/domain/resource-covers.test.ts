import { describe, expect, test } from 'vitest';
import { parseResource } from './resource.ts';
import { resourceCovers } from './resource-covers.ts';

describe('resourceCovers', () => {
  test.each([
    ['env:API_KEY', 'env:API_KEY', 'exact'],
    ['env:API_KEY', 'config:API_KEY', undefined],
    ['feature:legacy-*', 'feature:legacy-mode', 'pattern'],
    ['feature:legacy', 'feature:legacy-mode', undefined],

    ['file:src', 'file:src/a/b.ts', 'pattern'],
    ['file:src', 'file:src2/a.ts', undefined],
    ['file:src/*.ts', 'file:src/a.ts', 'pattern'],
    ['file:src/*.ts', 'file:src/a/b.ts', undefined],
    ['file:src/*', 'file:src/a/b.ts', 'pattern'],
    ['file:packages/*/src', 'file:packages/a/src/b.ts', 'pattern'],
    ['file:.', 'file:a.ts', 'pattern'],
    ['file:src/auth.ts', 'symbol:src/auth.ts#login', 'contains'],
    ['file:src', 'symbol:src/auth.ts#login', 'pattern'],
    ['file:src/auth.ts', 'symbol:src/auth.tsx#login', undefined],
    ['symbol:src/auth.ts#login', 'file:src/auth.ts', undefined],

    ['symbol:src/auth.ts#Auth', 'symbol:src/auth.ts#Auth.login', 'contains'],
    ['symbol:src/auth.ts#Auth', 'symbol:src/auth.ts#Authority', undefined],
    ['symbol:src/auth.ts#*', 'symbol:src/auth.ts#login', 'pattern'],
    ['symbol:src/*.ts#login', 'symbol:src/auth.ts#login', 'pattern'],

    ['endpoint:/api/login', 'endpoint:POST /api/login', 'pattern'],
    ['endpoint:POST /api/login', 'endpoint:/api/login', undefined],
    ['endpoint:POST /api/login', 'endpoint:GET /api/login', undefined],
    ['endpoint:GET /users/:id', 'endpoint:GET /users/{user}', 'exact'],
    ['endpoint:GET /users/:id', 'endpoint:GET /users/42', 'pattern'],
    ['endpoint:GET /users/:id', 'endpoint:GET /users/42/posts', undefined],
    ['endpoint:GET /users/:id', 'endpoint:GET /users', undefined],
    ['endpoint:GET /users/:id.json', 'endpoint:GET /users/42.json', 'pattern'],
    ['endpoint:GET /docs/*path', 'endpoint:GET /docs/a/b', 'pattern'],
    ['endpoint:GET /docs/*path', 'endpoint:GET /docs', undefined],
    ['endpoint:/api/*', 'endpoint:POST /api/a/b', 'pattern'],
    ['endpoint:/api/*', 'endpoint:POST /api', undefined],
    ['endpoint:/api/*', 'endpoint:POST /apis', undefined],
    ['endpoint:*', 'endpoint:GET /', 'pattern'],
    ['endpoint:/api/*/posts', 'endpoint:GET /api/a/posts', 'pattern'],
    ['endpoint:/api/*/posts', 'endpoint:GET /api/a/b/posts', undefined],

    ['table:users', 'column:users.email', 'contains'],
    ['table:users', 'column:users_old.email', undefined],
    ['table:audit', 'column:audit.log.at', undefined],
    ['table:audit.log', 'column:audit.log.at', 'contains'],
    ['table:auth_*', 'column:auth_users.email', 'pattern'],
    ['column:users.*', 'column:users.email', 'pattern'],
    ['column:users.email', 'table:users', undefined],

    ['type:User', 'field:User.email', 'contains'],
    ['type:api.User', 'field:api.User.email', 'contains'],
    ['type:User*', 'field:UserInput.email', 'pattern'],
    ['type:User', 'field:UserInput.email', undefined],
    ['field:Query.*', 'field:Query.users', 'pattern'],
    ['field:User.email', 'type:User', undefined],
    ['table:User', 'field:User.email', undefined],
  ])('%s covers %s: %s', (pattern, subject, expected) => {
    expect(resourceCovers(parseResource(`touch:${pattern}`), parseResource(`touch:${subject}`))).toBe(
      expected,
    );
  });
});
