import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  readApp,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('knex');
const FIRST = 'migrations/20230101000000_users.js';
const SECOND = 'migrations/20230201000000_change.ts';

test('the tables of the fixture app', () => {
  expect(listFacts(app, 'table')).toEqual([
    'users  migrations/20230101000000_users.js:6',
    'shop.orders  migrations/20230201000000_change.ts:6',
    'groups  migrations/20230201000000_change.ts:19',
    'invoices  sequelize/migrations/20230301000000-create-invoices.js:5',
  ]);
});

test('the columns of the fixture app', () => {
  expect(listFacts(app, 'column')).toEqual([
    'users.id  migrations/20230101000000_users.js:7',
    'users.created_at  migrations/20230101000000_users.js:11',
    'users.updated_at  migrations/20230101000000_users.js:11',
    'groups.id  migrations/20230101000000_users.js:15',
    'groups.owner_id  migrations/20230101000000_users.js:16',
    'groups.tags  migrations/20230101000000_users.js:17',
    'shop.orders.id  migrations/20230201000000_change.ts:7',
    'shop.orders.total  migrations/20230201000000_change.ts:8',
    'shop.orders.paid_at  migrations/20230201000000_change.ts:9',
    'users.full_name  migrations/20230201000000_change.ts:14',
    'users.bio  migrations/20230201000000_change.ts:15',
    'users.email  migrations/20230201000000_change.ts:16',
    'groups.label  migrations/20230201000000_change.ts:18',
    'groups.color  migrations/20230201000000_change.ts:21',
    'invoices.id  sequelize/migrations/20230301000000-create-invoices.js:6',
    'invoices.userid  sequelize/migrations/20230301000000-create-invoices.js:8',
    'invoices.paid  sequelize/migrations/20230401000000-change-invoices.js:4',
    'invoices.state  sequelize/migrations/20230401000000-change-invoices.js:10',
    'invoices.number  sequelize/migrations/20230401000000-change-invoices.js:12',
    'invoices.note  sequelize/migrations/20230401000000-change-invoices.js:14',
  ]);
});

const next = (body: string): Step =>
  write(
    'migrations/20230901000000_next.js',
    `exports.up = async (knex) => {\n  ${body}\n};\nexports.down = async (knex) => {\n  await knex.schema.dropTable('users');\n};\n`,
  );
const nextOf = (body: string): Step =>
  write(
    'sequelize/migrations/20230901000000-next.js',
    `export default {\n  async up({ context: queryInterface }) {\n    ${body}\n  },\n};\n`,
  );

const rows: ChangeRow[] = [
  [
    'a column dropped',
    [next("await knex.schema.alterTable('users', (t) => { t.dropColumns('email', 'bio'); });")],
    [
      'removes column users.bio  migrations/20230201000000_change.ts:15',
      'removes column users.email  migrations/20230201000000_change.ts:16',
    ],
  ],
  [
    'a column renamed',
    [next("await knex.schema.table('users', (t) => t.renameColumn('bio', 'about'));")],
    ['renames column users.bio -> users.about  migrations/20230901000000_next.js:2'],
  ],
  [
    'a column added, and one that may be empty now',
    [
      next(
        "await knex.schema.table('users', (t) => { t.date('born').comment('when'); t.setNullable('email'); });",
      ),
    ],
    [
      'adds column users.born  migrations/20230901000000_next.js:2',
      'modifies contract column users.email  migrations/20230901000000_next.js:2',
    ],
  ],
  [
    'a column changed in place, and its default',
    [
      next(
        "await knex.schema.table('groups', (t) => { t.text('label').alter(); }).alterTable('shop.orders', (t) => { t.timestamp('paid_at').defaultTo(knex.fn.now()).alter(); });",
      ),
    ],
    [
      'modifies contract column groups.label  migrations/20230901000000_next.js:2',
      'modifies body column shop.orders.paid_at  migrations/20230901000000_next.js:2',
    ],
  ],
  [
    'a table dropped, one renamed, one made',
    [
      next(
        "await knex.schema.dropTable('groups').renameTable('users', 'people').createTable('tags', (t) => { t.increments(); });",
      ),
    ],
    [
      'removes table groups  migrations/20230201000000_change.ts:19',
      'adds table tags  migrations/20230901000000_next.js:2',
      'renames table users -> people  migrations/20230901000000_next.js:2',
    ],
  ],
  [
    'a column renamed where it is made',
    [replace(SECOND, "table.text('bio');", "table.text('about');")],
    ['renames column users.bio -> users.about  migrations/20230201000000_change.ts:15'],
  ],
  [
    'only the way back',
    [
      replace(SECOND, "table.integer('age');", ''),
      replace(FIRST, "  await knex.schema.dropTable('users');\n", ''),
    ],
    [],
  ],
  [
    'indexes and data',
    [
      next(
        "await knex.schema.table('users', (t) => { t.index('bio'); t.dropUnique(['email']); }); await knex('users').insert({ a: 1 });",
      ),
    ],
    [],
  ],
  [
    'Sequelize: a column removed, one renamed, one added',
    [
      nextOf(
        "await queryInterface.removeColumn('Invoices', 'note'); await queryInterface.renameColumn('Invoices', 'state', 'status'); await queryInterface.addColumn('Invoices', 'dueAt', DataTypes.DATE);",
      ),
    ],
    [
      'removes column invoices.note  sequelize/migrations/20230401000000-change-invoices.js:14',
      'adds column invoices.dueat  sequelize/migrations/20230901000000-next.js:3',
      'renames column invoices.state -> invoices.status  sequelize/migrations/20230901000000-next.js:3',
    ],
  ],
  [
    'Sequelize: a table dropped',
    [nextOf("await queryInterface.dropTable({ tableName: 'Invoices' });")],
    ['removes table invoices  sequelize/migrations/20230301000000-create-invoices.js:5'],
  ],
  [
    'look-alikes',
    [
      write(
        'src/menu.ts',
        "export function up(menu: Menu) {\n  menu.table('dinner', chairs);\n  stack.query('x');\n}\n",
      ),
      write('src/lift.js', "const lift = { up() { floors.push('users'); this.createTable; } };\n"),
    ],
    [],
  ],
];

describe('what became of tables and columns', () => {
  testChanges(app, ['table', 'column'], rows);
});
