import { describe, expect, test } from 'vitest';
import { type ChangeRow, listChanges, listFacts, readApp, replace } from '../../../test/fixture-app.ts';

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

test('the tables and columns of the fixture app', () => {
  const found = [...listFacts(app, 'table'), ...listFacts(app, 'column')];
  expect(found.map((line) => line.replace(BASE, ''))).toEqual([
    'users  tables/Tables.kt:8',
    'business  tables/Tables.kt:15',
    'users.id  tables/Tables.kt:8',
    'users.email  tables/Tables.kt:9',
    'users.role  tables/Tables.kt:10',
    'users.business_id  tables/Tables.kt:11',
    'users.secret  tables/Tables.kt:12',
    'business.name  tables/Tables.kt:16',
    'business.created_at  tables/Tables.kt:21',
  ]);
});

const TABLES = `${BASE}tables/Tables.kt`;
const tables: ChangeRow[] = [
  [
    'a column renamed',
    [replace(TABLES, '"email", 100', '"mail", 100')],
    ['renames column users.email -> users.mail  tables/Tables.kt:9'],
  ],
  ['its property alone', [replace(TABLES, 'var secret =', 'var key =')], []],
  [
    'another length',
    [replace(TABLES, '"secret", 32', '"secret", 64')],
    ['modifies contract column users.secret  tables/Tables.kt:12'],
  ],
  [
    'a value that must be there',
    [replace(TABLES, 'BusinessTable).nullable()', 'BusinessTable)')],
    ['modifies contract column users.business_id  tables/Tables.kt:11'],
  ],
  [
    'a column of all that are derived from a table',
    [replace(TABLES, '"created_at"', '"made_at"')],
    ['renames column business.created_at -> business.made_at  tables/Tables.kt:21'],
  ],
  [
    'a table renamed',
    [replace(TABLES, 'IntIdTable("users")', 'IntIdTable(name = "people")')],
    ['renames table users -> people  tables/Tables.kt:8'],
  ],
  [
    'a table that is called after its object',
    [
      replace(TABLES, 'object BusinessTable', 'object Companies'),
      replace(TABLES, '"business_id", BusinessTable', '"business_id", Companies'),
    ],
    [
      'modifies body column users.business_id  tables/Tables.kt:11',
      'renames table business -> companies  tables/Tables.kt:15',
    ],
  ],
];

describe('what becomes of tables and columns', () => {
  test.each(tables)('%s', (_what, steps, changes) => {
    expect(listChanges(app, steps, ['table', 'column']).map((line) => line.replace(BASE, ''))).toEqual(
      changes,
    );
  });
});

const rows: ChangeRow[] = [
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
