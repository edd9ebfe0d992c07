import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, readApp, replace, type Step } from '../../../test/fixture-app.ts';

const app = readApp('ktor');
const BASE = 'src/main/kotlin/com/acme/';
const ROUTING = `${BASE}plugins/Routing.kt`;
const USERS = `${BASE}users/UserRoutes.kt`;

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint').map((line) => line.replace(BASE, ''))).toEqual([
    'GET /api/orders  orders/OrderRoutes.kt:12',
    'POST /api/orders/new  orders/OrderRoutes.kt:13',
    '… GET /reports/daily  orders/OrderRoutes.kt:24',
    'GET /  plugins/Routing.kt:18',
    'POST /api/admin  plugins/Routing.kt:25',
    'GET /files/{*}  plugins/Routing.kt:30',
    'HEAD /files  plugins/Routing.kt:31',
    'GET /ws  plugins/Routing.kt:33',
    'GET /api/users  users/UserRoutes.kt:10',
    'GET /api/users/{}  users/UserRoutes.kt:15',
    'DELETE /api/users/{}/sessions/{}  users/UserRoutes.kt:16',
    'POST /api/users  users/UserRoutes.kt:19',
    'PUT /api/users/{}/avatar  users/UserRoutes.kt:23',
  ]);
});

const rows: [what: string, steps: Step[], changes: string[]][] = [
  [
    'the path around a function that is called',
    [replace(ROUTING, 'const val API = "/api"', 'const val API = "/v2"')],
    [
      'renames endpoint GET /api/orders -> GET /v2/orders  orders/OrderRoutes.kt:12',
      'renames endpoint POST /api/orders/new -> POST /v2/orders/new  orders/OrderRoutes.kt:13',
      'renames endpoint POST /api/admin -> POST /v2/admin  plugins/Routing.kt:25',
      'renames endpoint GET /api/users -> GET /v2/users  users/UserRoutes.kt:10',
      'renames endpoint GET /api/users/{} -> GET /v2/users/{}  users/UserRoutes.kt:15',
      'renames endpoint DELETE /api/users/{}/sessions/{} -> DELETE /v2/users/{}/sessions/{}  users/UserRoutes.kt:16',
      'renames endpoint POST /api/users -> POST /v2/users  users/UserRoutes.kt:19',
      'renames endpoint PUT /api/users/{}/avatar -> PUT /v2/users/{}/avatar  users/UserRoutes.kt:23',
    ],
  ],
  [
    'a route commented out',
    [replace(USERS, '        post("/"', '        // post("/"')],
    ['removes endpoint POST /api/users  users/UserRoutes.kt:19'],
  ],
  [
    'a function that is called no longer',
    [replace(USERS, '            avatar()\n', '')],
    ['removes endpoint PUT /api/users/{}/avatar  users/UserRoutes.kt:23'],
  ],
  [
    'what is asked of all around',
    [replace(ROUTING, 'authenticate("jwt") {', 'authenticate("admin") {')],
    ['modifies contract endpoint POST /api/admin  plugins/Routing.kt:25'],
  ],
  [
    'the block of a route',
    [replace(USERS, 'users.get("x")', 'users.get("y")')],
    ['modifies body endpoint GET /api/users/{}  users/UserRoutes.kt:15'],
  ],
  [
    'the name of a parameter',
    [replace(USERS, 'route("/{id}")', 'route("/{user}")')],
    [
      'modifies contract endpoint GET /api/users/{}  users/UserRoutes.kt:15',
      'modifies contract endpoint DELETE /api/users/{}/sessions/{}  users/UserRoutes.kt:16',
      'modifies contract endpoint PUT /api/users/{}/avatar  users/UserRoutes.kt:23',
    ],
  ],
  [
    'another method',
    [replace(USERS, 'put("/avatar")', 'post("/avatar")')],
    ['renames endpoint PUT /api/users/{}/avatar -> POST /api/users/{}/avatar  users/UserRoutes.kt:23'],
  ],
];

describe('what becomes of the endpoints', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    expect(listChanges(app, steps, ['endpoint']).map((line) => line.replace(BASE, ''))).toEqual(changes);
  });
});
