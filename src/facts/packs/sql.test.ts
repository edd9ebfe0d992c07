import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  factsOf,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('sql');
const KINDS = ['table', 'column'];

describe('the schema of the fixture app', () => {
  test('tables', () => {
    expect(listFacts(app, 'table')).toEqual([
      'users  migrations/0001_users.up.sql:2',
      'purchases  migrations/0003_change.sql:8',
      'shop.baskets  schema/mysql.sql:10',
      'invoices  schema/sqlserver.sql:1',
    ]);
  });

  test('columns', () => {
    expect(listFacts(app, 'column')).toEqual([
      'users.id  migrations/0001_users.up.sql:3',
      'users.email  migrations/0001_users.up.sql:4',
      'users.balance  migrations/0001_users.up.sql:6',
      'users.created_at  migrations/0001_users.up.sql:9',
      'purchases.id  migrations/0002_orders.sql:3',
      'purchases.user_id  migrations/0002_orders.sql:4',
      'purchases.tags  migrations/0002_orders.sql:6',
      'users.phone  migrations/0003_change.sql:2',
      'users.age  migrations/0003_change.sql:3',
      'users.name  migrations/0003_change.sql:5',
      'users.remark  migrations/0003_change.sql:7',
      'purchases.state  migrations/0003_change.sql:10',
      'shop.baskets.cart_id  schema/mysql.sql:9',
      'shop.baskets.owner  schema/mysql.sql:9',
      'invoices.id  schema/sqlserver.sql:2',
      'invoices.paid  schema/sqlserver.sql:7',
      'invoices.amount  schema/sqlserver.sql:11',
    ]);
  });
});

const next = (text: string): Step => write('migrations/0011_next.sql', text);
const EMAIL = '  email      text NOT NULL UNIQUE, -- login, "quoted"\n';

const rows: ChangeRow[] = [
  [
    'a migration that drops a column',
    [next('ALTER TABLE users DROP COLUMN IF EXISTS email CASCADE;')],
    ['removes column users.email  migrations/0001_users.up.sql:4'],
  ],
  [
    'several columns dropped in one statement',
    [
      next('ALTER TABLE [dbo].[invoices] DROP COLUMN paid, amount;'),
      move('migrations/0011_next.sql', 'schema/z.sql'),
    ],
    [
      'removes column invoices.paid  schema/sqlserver.sql:7',
      'removes column invoices.amount  schema/sqlserver.sql:11',
    ],
  ],
  [
    'a column renamed by a statement, and another of the same type',
    [next('ALTER TABLE users RENAME phone TO mobile; ALTER TABLE users RENAME COLUMN remark TO memo;')],
    [
      'renames column users.phone -> users.mobile  migrations/0011_next.sql:1',
      'renames column users.remark -> users.memo  migrations/0011_next.sql:1',
    ],
  ],
  [
    'a column renamed where it is made',
    [replace('migrations/0001_users.up.sql', EMAIL, EMAIL.replace('email ', 'mail '))],
    ['renames column users.email -> users.mail  migrations/0001_users.up.sql:4'],
  ],
  [
    'a column dropped and another one added',
    [next('ALTER TABLE users DROP COLUMN email, ADD COLUMN login_count integer;')],
    [
      'removes column users.email  migrations/0001_users.up.sql:4',
      'adds column users.login_count  migrations/0011_next.sql:1',
    ],
  ],
  [
    'a name dropped and taken by another column in one go',
    [next('ALTER TABLE users DROP COLUMN remark; ALTER TABLE users RENAME COLUMN phone TO remark;')],
    [
      'removes column users.phone  migrations/0003_change.sql:2',
      'modifies body column users.remark  migrations/0011_next.sql:1',
    ],
  ],
  [
    'another type, in one way or another',
    [
      next(
        'ALTER TABLE users ALTER COLUMN email SET DATA TYPE varchar(99); alter table users modify name varchar(9) not null;',
      ),
    ],
    [
      'modifies contract column users.email  migrations/0011_next.sql:1',
      'modifies contract column users.name  migrations/0011_next.sql:1',
    ],
  ],
  [
    'nullability',
    [next('ALTER TABLE users ALTER email DROP NOT NULL, ALTER COLUMN phone SET NOT NULL;')],
    [
      'modifies contract column users.email  migrations/0011_next.sql:1',
      'modifies contract column users.phone  migrations/0011_next.sql:1',
    ],
  ],
  [
    'there and back',
    [next('ALTER TABLE users ALTER email DROP NOT NULL; ALTER TABLE users ALTER email SET NOT NULL;')],
    [],
  ],
  [
    'a default',
    [next('ALTER TABLE users ALTER COLUMN phone SET DEFAULT 1;')],
    ['modifies body column users.phone  migrations/0011_next.sql:1'],
  ],
  [
    'only layout, case and synonyms',
    [replace('migrations/0003_change.sql', 'ADD age integer NOT NULL', 'add AGE\n INT not null')],
    [],
  ],
  [
    'a table replaced by a copy of it that was put together from others',
    [
      next(
        'CREATE TABLE new_users AS SELECT * FROM users; DROP TABLE users; ALTER TABLE new_users RENAME TO users;',
      ),
    ],
    [],
  ],
  [
    'and before what it was copied from is gone',
    [next('CREATE TABLE t AS SELECT * FROM users; ALTER TABLE t RENAME TO users;')],
    [],
  ],
  [
    'a table dropped, its columns with it',
    [next('DROP TABLE IF EXISTS public.users, purchases;')],
    [
      'removes table users  migrations/0001_users.up.sql:2',
      'removes table purchases  migrations/0003_change.sql:8',
    ],
  ],
  [
    'a table renamed, its columns with it',
    [next('ALTER TABLE users RENAME TO people;')],
    ['renames table users -> people  migrations/0011_next.sql:1'],
  ],
  [
    'a table renamed where it is made',
    [
      replace('migrations/0002_orders.sql', 'TABLE order_log (at', 'TABLE journal (at'),
      remove('migrations/0010_last.sql'),
      remove('migrations/0009_before_last.sql'),
    ],
    ['adds table journal  migrations/0002_orders.sql:10'],
  ],
  [
    'a table renamed where it is made, a column more',
    [
      replace('schema/sqlserver.sql', '[Invoices] (', '[Bills] ('),
      replace('schema/sqlserver.sql', 'ALTER TABLE dbo.Invoices ADD', 'ALTER TABLE dbo.Bills ADD Note text,'),
      replace('schema/sqlserver.sql', 'dbo.Invoices DROP', 'dbo.Bills DROP'),
      replace('schema/sqlserver.sql', 'dbo.Invoices.Total', 'dbo.Bills.Total'),
    ],
    [
      'renames table invoices -> bills  schema/sqlserver.sql:1',
      'adds column bills.note  schema/sqlserver.sql:7',
    ],
  ],
  [
    'a table renamed, and one of its columns',
    [next('ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME COLUMN email TO mail;')],
    [
      'renames column users.email -> people.mail  migrations/0011_next.sql:1',
      'renames table users -> people  migrations/0011_next.sql:1',
    ],
  ],
  [
    'a table made',
    [next('CREATE TABLE teams (id int, name text);')],
    ['adds table teams  migrations/0011_next.sql:1'],
  ],
  [
    'a migration without its effect',
    [next('ALTER TABLE users ADD COLUMN a int; ALTER TABLE users DROP a;')],
    [],
  ],
  [
    'a script that only takes back',
    [remove('migrations/0001_users.down.sql'), write('migrations/0011_x.down.sql', 'DROP TABLE users;')],
    [],
  ],
  [
    'the way back in the same file',
    [next('-- migrate:up\nSELECT 1;\n-- migrate:down\nDROP TABLE users;')],
    [],
  ],
  ['a statement in a comment', [next('/* DROP TABLE users; */ -- DROP TABLE users;\n')], []],
  [
    'a statement in a text',
    [next("INSERT INTO log VALUES ('x''; DROP TABLE users;', $$ DROP TABLE users; $$);")],
    [],
  ],
  [
    'constraints and indexes',
    [
      next(
        'ALTER TABLE users ADD PRIMARY KEY (email), DROP CONSTRAINT key, RENAME CONSTRAINT a TO b; DROP INDEX users;',
      ),
    ],
    [],
  ],
  [
    'a directory of migrations moved',
    [
      ...['0001_users.up', '0002_orders', '0003_change', '0009_before_last', '0010_last'].map((name) =>
        move(`migrations/${name}.sql`, `db/migrations/${name}.sql`),
      ),
    ],
    [],
  ],
];

describe('what becomes of the schema', () => {
  testChanges(app, KINDS, rows);
});

test('migrations run in the order of their numbers', () => {
  const files = new Map([
    ['db/V10__drop.sql', 'ALTER TABLE a DROP COLUMN b;'],
    ['db/V2__add.sql', 'ALTER TABLE a ADD COLUMN b int;'],
    ['db/V1__make.sql', 'CREATE TABLE a (id int);'],
  ]);
  expect(factsOf(files).map(({ name }) => name)).toEqual(['a.id', 'a']);
});

test('a table that is renamed stays in its schema', () => {
  const tables = (sql: string): string[] =>
    factsOf(new Map([['schema.sql', sql]]))
      .filter(({ kind }) => kind === 'table')
      .map(({ name }) => name);
  expect(tables('CREATE TABLE a.b (id int); ALTER TABLE a.b RENAME TO c;')).toEqual(['a.c']);
  expect(tables('CREATE TABLE a.b (id int); ALTER TABLE a.b RENAME TO d.c;')).toEqual(['d.c']);
  expect(tables("CREATE TABLE a.b (id int); EXEC sp_rename 'a.b', 'c';")).toEqual(['a.c']);
  expect(tables('CREATE TABLE b (id int); ALTER TABLE b RENAME TO c;')).toEqual(['c']);
});

test('indexes within a table are no columns, columns called like them are', () => {
  const sql =
    'CREATE TABLE a (id INT, INDEX by_id (id), KEY k USING BTREE (id), UNIQUE INDEX x (id), UNIQUE u (id, b), b INT);\n' +
    "CREATE TABLE c (key varchar(20), index int, period enum('day'), value numeric(8, 2));\n";
  expect(listFacts(new Map([['schema.sql', sql]]), 'column')).toEqual([
    'a.b  schema.sql:1',
    'a.id  schema.sql:1',
    'c.index  schema.sql:2',
    'c.key  schema.sql:2',
    'c.period  schema.sql:2',
    'c.value  schema.sql:2',
  ]);
});
