import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const BASE = 'src/Shop.Api/Migrations/';
const app = new Map([...readApp('aspnet')].map(([path, text]) => [path.replace(BASE, 'Migrations/'), text]));
const FIRST = 'Migrations/20240101100000_Initial.cs';
const SECOND = 'Migrations/20240202100000_Second.cs';
const THIRD = 'Migrations/20240303100000_Third.cs';

function migration(up: string): string {
  return `public partial class Third : Migration\n{\n    protected override void Up(MigrationBuilder migrationBuilder)\n    {\n${up}\n    }\n}\n`;
}

test('the tables that there are when all migrations have run', () => {
  expect([...listFacts(app, 'table'), ...listFacts(app, 'column')]).toEqual([
    `customers  ${FIRST}:16`,
    `shop.purchases  ${SECOND}:40`,
    `customers.id  ${FIRST}:20`,
    `shop.purchases.id  ${FIRST}:35`,
    `shop.purchases.placed_at  ${FIRST}:37`,
    `customers.mail  ${SECOND}:19`,
    `customers.isactive  ${SECOND}:24`,
    `shop.purchases.customerid  ${SECOND}:31`,
  ]);
});

const changes: ChangeRow[] = [
  [
    'a column added',
    [
      write(
        THIRD,
        migration('migrationBuilder.AddColumn<int>(name: "Age", table: "Customers", nullable: true);'),
      ),
    ],
    [`adds column customers.age  ${THIRD}:5`],
  ],
  [
    'a column dropped',
    [write(THIRD, migration('migrationBuilder.DropColumn(name: "IsActive", table: "Customers");'))],
    [`removes column customers.isactive  ${SECOND}:24`],
  ],
  [
    'a column renamed',
    [write(THIRD, migration('migrationBuilder.RenameColumn("Mail", "Customers", "EMail");'))],
    [`renames column customers.mail -> customers.email  ${THIRD}:5`],
  ],
  [
    'a column that may be empty',
    [
      write(
        THIRD,
        migration(
          'migrationBuilder.AlterColumn<string>(name: "Mail", table: "Customers", type: "character varying(200)", maxLength: 200, nullable: true, oldNullable: false);',
        ),
      ),
    ],
    [`modifies contract column customers.mail  ${THIRD}:5`],
  ],
  [
    'a table dropped',
    [write(THIRD, migration('migrationBuilder.DropTable(\n    name: "Purchases",\n    schema: "shop");'))],
    [`removes table shop.purchases  ${SECOND}:40`],
  ],
  [
    'the way back changes nothing',
    [
      replace(
        SECOND,
        'migrationBuilder.AddColumn<string>(name: "Phone", table: Customers, nullable: true);',
        '',
      ),
    ],
    [],
  ],
  [
    'what the tools write beside a migration',
    [write('Migrations/ShopContextModelSnapshot.cs', migration('migrationBuilder.DropTable("Customers");'))],
    [],
  ],
  [
    'statements of its own say nothing of tables',
    [write(THIRD, migration('migrationBuilder.Sql("DROP TABLE \\"Customers\\"");'))],
    [],
  ],
];

describe('what became of the tables', () => {
  testChanges(app, ['table', 'column'], changes);
});

describe('Entity Framework before Core', () => {
  const older = (up: string): string =>
    `namespace Shop.Migrations { using System.Data.Entity.Migrations; public partial class X : DbMigration { public override void Up() { ${up} } public override void Down() { DropTable("dbo.Users"); } } }`;
  const first = `CreateTable("dbo.Users", c => new { Id = c.Int(nullable: false, identity: true), Name = c.String(maxLength: 80), Key = c.Guid(name: "the_key", nullable: false), }).PrimaryKey(t => t.Id).Index(t => t.Name);
    AddColumn("dbo.Users", "Age", c => c.Int());`;
  const tree = new Map([['Migrations/202001010000000_First.cs', older(first)]]);

  test('tables and columns', () => {
    expect(
      [...listFacts(tree, 'table'), ...listFacts(tree, 'column')].map((one) => one.split('  ')[0]),
    ).toEqual(['users', 'users.id', 'users.name', 'users.the_key', 'users.age']);
  });

  const NEXT = 'Migrations/202002020000000_Next.cs';
  testChanges(
    tree,
    ['table', 'column'],
    [
      [
        'a column added, one dropped, one renamed, one that must have a value',
        [
          write(
            NEXT,
            older(
              'AddColumn("dbo.Users", "Mail", c => c.String(nullable: false)); DropColumn("dbo.Users", "Age"); RenameColumn(table: "dbo.Users", name: "the_key", newName: "Key"); AlterColumn("dbo.Users", "Name", c => c.String(nullable: false, maxLength: 80));',
            ),
          ),
        ],
        [
          'removes column users.age  Migrations/202001010000000_First.cs:2',
          `adds column users.mail  ${NEXT}:1`,
          `modifies contract column users.name  ${NEXT}:1`,
          `renames column users.the_key -> users.key  ${NEXT}:1`,
        ],
      ],
      [
        'a table dropped',
        [write(NEXT, older('DropForeignKey("dbo.Users", "x"); DropTable("dbo.Users");'))],
        ['removes table users  Migrations/202001010000000_First.cs:1'],
      ],
    ],
  );
});
