import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, readApp, replace, type Step } from '../../../test/fixture-app.ts';

const app = readApp('adonis');
const ROUTES = 'start/routes.ts';

test('the endpoints of the fixture app, in two versions of the framework', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /old  legacy/start/routes.js:4',
    'GET /old/v1/accounts  legacy/start/routes.js:6',
    'GET /old/v1/accounts/{}  legacy/start/routes.js:6',
    'PATCH /old/v1/accounts/{}  legacy/start/routes.js:6',
    'POST /old/v1/accounts  legacy/start/routes.js:6',
    'PUT /old/v1/accounts/{}  legacy/start/routes.js:6',
    '* /old/v1/{*}  legacy/start/routes.js:7',
    'GET /  start/routes.ts:7',
    'GET /about  start/routes.ts:8',
    'POST /api/login  start/routes.ts:11',
    'GET /api/v1/users/{}  start/routes.ts:14',
    'DELETE /api/v1/posts/{}  start/routes.ts:15',
    'GET /api/v1/posts  start/routes.ts:15',
    'GET /api/v1/posts/{}  start/routes.ts:15',
    'PATCH /api/v1/posts/{}  start/routes.ts:15',
    'POST /api/v1/posts  start/routes.ts:15',
    'PUT /api/v1/posts/{}  start/routes.ts:15',
    'GET /api/v1/posts/{}/comments  start/routes.ts:16',
    'GET /api/v1/posts/{}/comments/{}  start/routes.ts:16',
    'GET /api/status  start/routes.ts:21',
    'HEAD /api/status  start/routes.ts:21',
  ]);
});

test('the tables and columns of the fixture app', () => {
  expect([...listFacts(app, 'table'), ...listFacts(app, 'column')]).toEqual([
    'users  database/migrations/1_users.ts:5',
    'tokens  legacy/database/migrations/3_old.js:5',
    'users.id  database/migrations/1_users.ts:6',
    'users.created_at  database/migrations/1_users.ts:9',
    'users.updated_at  database/migrations/1_users.ts:9',
    'users.phone  database/migrations/2_alter.ts:6',
    'users.mail  database/migrations/2_alter.ts:8',
    'tokens.id  legacy/database/migrations/3_old.js:5',
    'tokens.token  legacy/database/migrations/3_old.js:5',
    'users.active  legacy/database/migrations/3_old.js:6',
  ]);
});

const rows: [what: string, steps: Step[], changes: string[]][] = [
  [
    'the prefix of a group, which a constant says',
    [replace(ROUTES, "'/v1'", "'/v2'")],
    [
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  start/routes.ts:14',
      'renames endpoint DELETE /api/v1/posts/{} -> DELETE /api/v2/posts/{}  start/routes.ts:15',
      'renames endpoint GET /api/v1/posts -> GET /api/v2/posts  start/routes.ts:15',
      'renames endpoint GET /api/v1/posts/{} -> GET /api/v2/posts/{}  start/routes.ts:15',
      'renames endpoint PATCH /api/v1/posts/{} -> PATCH /api/v2/posts/{}  start/routes.ts:15',
      'renames endpoint POST /api/v1/posts -> POST /api/v2/posts  start/routes.ts:15',
      'renames endpoint PUT /api/v1/posts/{} -> PUT /api/v2/posts/{}  start/routes.ts:15',
      'renames endpoint GET /api/v1/posts/{}/comments -> GET /api/v2/posts/{}/comments  start/routes.ts:16',
      'renames endpoint GET /api/v1/posts/{}/comments/{} -> GET /api/v2/posts/{}/comments/{}  start/routes.ts:16',
    ],
  ],
  [
    'a route commented out',
    [replace(ROUTES, "    router.post('login'", "    // router.post('login'")],
    ['removes endpoint POST /api/login  start/routes.ts:11'],
  ],
  [
    'one action more',
    [replace(ROUTES, "['index', 'show']", "['index', 'show', 'destroy']")],
    ['adds endpoint DELETE /api/v1/posts/{}/comments/{}  start/routes.ts:16'],
  ],
  [
    'who may',
    [replace(ROUTES, '      .use(middleware.auth())\n', '')],
    [
      'modifies contract endpoint GET /api/v1/users/{}  start/routes.ts:14',
      'modifies contract endpoint DELETE /api/v1/posts/{}  start/routes.ts:15',
      'modifies contract endpoint GET /api/v1/posts  start/routes.ts:15',
      'modifies contract endpoint GET /api/v1/posts/{}  start/routes.ts:15',
      'modifies contract endpoint PATCH /api/v1/posts/{}  start/routes.ts:15',
      'modifies contract endpoint POST /api/v1/posts  start/routes.ts:15',
      'modifies contract endpoint PUT /api/v1/posts/{}  start/routes.ts:15',
      'modifies contract endpoint GET /api/v1/posts/{}/comments  start/routes.ts:16',
      'modifies contract endpoint GET /api/v1/posts/{}/comments/{}  start/routes.ts:16',
    ],
  ],
  [
    'what handles it',
    [replace(ROUTES, "'login'])", "'signIn'])")],
    ['modifies body endpoint POST /api/login  start/routes.ts:11'],
  ],
  ['its name alone', [replace(ROUTES, ".as('home')", ".as('start')")], []],
  [
    'the table of a class',
    [
      replace('database/migrations/1_users.ts', "'users'", "'people'"),
      replace('database/migrations/2_alter.ts', "'users'", "'people'"),
    ],
    ['renames table users -> people  database/migrations/1_users.ts:5'],
  ],
];

describe('what becomes of endpoints and tables', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    expect(listChanges(app, steps, ['endpoint', 'table', 'column'])).toEqual(changes);
  });
});
