import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('drizzle');
const USERS = 'src/db/schema/users.ts';
const ORDERS = 'src/db/schema/orders.ts';
const SHARED = 'src/db/schema/shared.ts';

test('the tables of the fixture app: of its models, not again of its migrations', () => {
  expect(listFacts(app, 'table')).toEqual([
    'shop_order  src/db/schema/orders.ts:5',
    'order_lines  src/db/schema/orders.ts:20',
    'users  src/db/schema/users.ts:8',
    'auth.sessions  src/db/schema/users.ts:22',
  ]);
});

test('the columns of the fixture app', () => {
  expect(listFacts(app, 'column')).toEqual([
    'shop_order.userid  src/db/schema/orders.ts:9',
    'shop_order.total  src/db/schema/orders.ts:13',
    'shop_order.note  src/db/schema/orders.ts:14',
    'order_lines.order_id  src/db/schema/orders.ts:23',
    'order_lines.count  src/db/schema/orders.ts:24',
    'shop_order.created_at  src/db/schema/shared.ts:8',
    'users.created_at  src/db/schema/shared.ts:8',
    'shop_order.updated_at  src/db/schema/shared.ts:9',
    'users.updated_at  src/db/schema/shared.ts:9',
    'shop_order.id  src/db/schema/shared.ts:13',
    'users.id  src/db/schema/users.ts:11',
    'users.email  src/db/schema/users.ts:12',
    'users.full_name  src/db/schema/users.ts:13',
    'users.role  src/db/schema/users.ts:14',
    'users.tags  src/db/schema/users.ts:15',
    'users.boss_id  src/db/schema/users.ts:16',
    'auth.sessions.token  src/db/schema/users.ts:23',
    'auth.sessions.user_id  src/db/schema/users.ts:24',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a column removed, with its migration',
    [
      replace(USERS, "    name: text('full_name'),\n", ''),
      write('drizzle/0002_name.sql', 'ALTER TABLE "users" DROP COLUMN "full_name";'),
    ],
    ['removes column users.full_name  src/db/schema/users.ts:13'],
  ],
  [
    'a column renamed, with its migration',
    [
      replace(USERS, "name: text('full_name')", "name: text('name')"),
      write('drizzle/0002_name.sql', 'ALTER TABLE "users" RENAME COLUMN "full_name" TO "name";'),
    ],
    ['renames column users.full_name -> users.name  src/db/schema/users.ts:13'],
  ],
  ['a key renamed that keeps its column', [replace(USERS, 'name: text(', 'fullName: text(')], []],
  [
    'a key renamed that its column is called after',
    [replace(ORDERS, 'note: d.text()', 'remark: d.text()')],
    ['renames column shop_order.note -> shop_order.remark  src/db/schema/orders.ts:14'],
  ],
  [
    'a column added',
    [replace(ORDERS, '    count: t', '    price: t.integer(),\n    count: t')],
    ['adds column order_lines.price  src/db/schema/orders.ts:24'],
  ],
  [
    'a column that may be empty, and another type',
    [replace(USERS, ').notNull().unique()', ').unique()'), replace(ORDERS, 'scale: 2', 'scale: 3')],
    [
      'modifies contract column shop_order.total  src/db/schema/orders.ts:13',
      'modifies contract column users.email  src/db/schema/users.ts:12',
    ],
  ],
  [
    'a default, and what becomes of a reference',
    [replace(USERS, "default('member')", "default('admin')"), replace(ORDERS, "'cascade'", "'restrict'")],
    [
      'modifies body column shop_order.userid  src/db/schema/orders.ts:9',
      'modifies body column users.role  src/db/schema/users.ts:14',
    ],
  ],
  [
    'a column of all tables that take it in',
    [replace(SHARED, 'updatedAt: timestamp', "deletedAt: timestamp('deleted_at'),\n  updatedAt: timestamp")],
    [
      'adds column shop_order.deleted_at  src/db/schema/shared.ts:9',
      'adds column users.deleted_at  src/db/schema/shared.ts:9',
    ],
  ],
  [
    'shared columns left out',
    [replace(USERS, '    ...timestamps,\n', '')],
    [
      'removes column users.created_at  src/db/schema/shared.ts:8',
      'removes column users.updated_at  src/db/schema/shared.ts:9',
    ],
  ],
  [
    'a prefix, and a schema',
    [replace(SHARED, '`shop_', '`store_'), replace(SHARED, "pgSchema('auth')", "pgSchema('login')")],
    [
      'renames table shop_order -> store_order  src/db/schema/orders.ts:5',
      'renames table auth.sessions -> login.sessions  src/db/schema/users.ts:22',
    ],
  ],
  [
    'a table renamed, and one whose constant is',
    [
      replace(USERS, "  'users',\n", "  'people',\n"),
      replace(ORDERS, 'export const lines', 'export const orderLines'),
    ],
    ['renames table users -> people  src/db/schema/users.ts:8'],
  ],
  [
    'a table removed',
    [
      replace(
        USERS,
        "export const sessions = auth.table('sessions', {\n  token: text('token').primaryKey(),\n  userId: integer('user_id')\n    .notNull()\n    .references(() => users.id),\n});\n",
        '',
      ),
    ],
    ['removes table auth.sessions  src/db/schema/users.ts:22'],
  ],
  [
    'an index',
    [replace(USERS, "index('by_name').on(table.name), ", '')],
    ['modifies body table users  src/db/schema/users.ts:8'],
  ],
  [
    'all names in snake case',
    [
      replace(
        'drizzle.config.ts',
        "dialect: 'postgresql',",
        "dialect: 'postgresql',\n  casing: 'snake_case',",
      ),
    ],
    ['renames column shop_order.userid -> shop_order.user_id  src/db/schema/orders.ts:9'],
  ],
];

describe('what became of tables and columns', () => {
  testChanges(app, ['table', 'column'], rows);
});
