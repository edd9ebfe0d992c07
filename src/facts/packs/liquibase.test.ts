import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  readApp,
  replace,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('liquibase');
const CHANGES = 'src/main/resources/db/changelog/changes/';
const SHOP = `${CHANGES}001-shop.xml`;
const ORDERS = `${CHANGES}002-orders.yaml`;
const LATER = `${CHANGES}010-later.xml`;

test('the tables and columns of the fixture app, when all change sets have run', () => {
  const found = [...listFacts(app, 'table'), ...listFacts(app, 'column')];
  expect(found.map((line) => line.replace(CHANGES, ''))).toEqual([
    'customers  001-shop.xml:11',
    'audit.shop_log  001-shop.xml:20',
    'orders  002-orders.yaml:6',
    'simple  010-later.xml:5',
    'customers.id  001-shop.xml:12',
    'customers.first_name  001-shop.xml:15',
    'audit.shop_log.at  001-shop.xml:21',
    'customers.note  001-shop.xml:33',
    'simple.id  001-shop.xml:35',
    'orders.id  002-orders.yaml:9',
    'customers.phone_number  002-orders.yaml:18',
    'customers.email  002-orders.yaml:22',
    'orders.total  010-later.xml:4',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a change set that drops a column',
    [
      write(
        `${CHANGES}011.xml`,
        '<databaseChangeLog><changeSet id="5"><dropColumn tableName="customers"><column name="email"/><column name="note"/></dropColumn></changeSet></databaseChangeLog>\n',
      ),
    ],
    ['removes column customers.note  001-shop.xml:33', 'removes column customers.email  002-orders.yaml:22'],
  ],
  [
    'a change set in JSON that adds one',
    [
      write(
        `${CHANGES}012.yml`,
        '{"databaseChangeLog": [{"changeSet": {"id": "6", "changes": [{"addColumn": {"tableName": "orders", "columns": [{"column": {"name": "state", "type": "int"}}]}}]}}]}\n',
      ),
    ],
    ['adds column orders.state  012.yml:1'],
  ],
  [
    'a table renamed',
    [replace(LATER, 'newTableName="simple"', 'newTableName="basic"')],
    ['renames table simple -> basic  010-later.xml:5'],
  ],
  [
    'a column renamed',
    [replace(ORDERS, 'newColumnName: phone_number', 'newColumnName: mobile')],
    ['renames column customers.phone_number -> customers.mobile  002-orders.yaml:18'],
  ],
  [
    'another type',
    [replace(ORDERS, 'name: id\n                  type: bigint', 'name: id\n                  type: uuid')],
    ['modifies contract column orders.id  002-orders.yaml:9'],
  ],
  ['the same type in capitals', [replace(SHOP, 'VARCHAR(50)', 'varchar( 50 )')], []],
  [
    'a value that must be there',
    [
      replace(
        LATER,
        '    </changeSet>',
        '        <dropNotNullConstraint tableName="customers" columnName="email"/>\n    </changeSet>',
      ),
    ],
    ['modifies contract column customers.email  010-later.xml:6'],
  ],
  [
    'another default',
    [replace(SHOP, 'type="varchar(20)"', 'type="varchar(20)" defaultValue="none"')],
    ['modifies body column customers.phone_number  002-orders.yaml:18'],
  ],
  [
    'remarks, and what is done to undo',
    [
      replace(SHOP, ' remarks="who buys"', ''),
      replace(SHOP, '<rollback><dropTable tableName="customers"/></rollback>', ''),
    ],
    [],
  ],
];

describe('what becomes of tables and columns', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    const found = listChanges(app, steps, ['table', 'column']);
    expect(found.map((line) => line.replace(CHANGES, ''))).toEqual(changes);
  });
});

test('what is broken, nested too deeply or no change log', () => {
  const read = (text: string): string[] => listFacts(new Map([['db/changelog/a.xml', text]]), 'table');
  const log = '<databaseChangeLog><createTable tableName="a"';
  expect(read(`${log}>`)).toEqual(['a  db/changelog/a.xml:1']);
  expect(read(`${'<a>'.repeat(5000)}${log}/>`)).toEqual([]);
  expect(read('<beans><createTable tableName="a"/></beans>')).toEqual([]);
  expect(read(`${log}/></b></c><createTable tableName='b'`)).toEqual([
    'a  db/changelog/a.xml:1',
    'b  db/changelog/a.xml:1',
  ]);
});
