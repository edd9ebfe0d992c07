import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  move,
  readApp,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('prisma');
const PEOPLE = 'prisma/schema/people.prisma';
const SHOP = 'prisma/schema/shop.prisma';
const BASE = 'prisma/schema/base.prisma';

test('the tables of the fixture app: of its models, not again of its migrations', () => {
  expect(listFacts(app, 'table')).toEqual([
    'user  prisma/schema/people.prisma:1',
    'profiles  prisma/schema/people.prisma:20',
    'post  prisma/schema/shop.prisma:4',
    'billing.invoices  prisma/schema/shop.prisma:18',
  ]);
});

test('the columns of the fixture app: relations are none, lists and enums are', () => {
  expect(listFacts(app, 'column')).toEqual([
    'user.id  prisma/schema/people.prisma:2',
    'user.email  prisma/schema/people.prisma:3',
    'user.name  prisma/schema/people.prisma:5',
    'user.role  prisma/schema/people.prisma:6',
    'user.roles  prisma/schema/people.prisma:7',
    'user.tags  prisma/schema/people.prisma:8',
    'user.meta  prisma/schema/people.prisma:9',
    'user.created_at  prisma/schema/people.prisma:10',
    'profiles.user_id  prisma/schema/people.prisma:21',
    'profiles.bio  prisma/schema/people.prisma:22',
    'profiles.spot  prisma/schema/people.prisma:23',
    'post.id  prisma/schema/shop.prisma:5',
    'post.title  prisma/schema/shop.prisma:6',
    'post.author_id  prisma/schema/shop.prisma:7',
    'billing.invoices.id  prisma/schema/shop.prisma:19',
    'billing.invoices.amount  prisma/schema/shop.prisma:20',
    'billing.invoices.note  prisma/schema/shop.prisma:21',
    'billing.invoices.userid  prisma/schema/shop.prisma:22',
  ]);
});

test('its environment', () => {
  expect(listFacts(app, 'env')).toEqual([
    'DATABASE_URL  prisma/schema/base.prisma:9',
    'DIRECT_URL  prisma/schema/base.prisma:10',
  ]);
});

const next = (text: string): Step => write('prisma/migrations/20240401000000_next/migration.sql', text);

const rows: ChangeRow[] = [
  [
    'a field removed, with its migration',
    [replace(PEOPLE, '  name      String?\n', ''), next('ALTER TABLE "public"."User" DROP COLUMN "name";')],
    ['removes column user.name  prisma/schema/people.prisma:5'],
  ],
  [
    'a field removed, its migration still to be made',
    [replace(PEOPLE, '  name      String?\n', '')],
    ['removes column user.name  prisma/schema/people.prisma:5'],
  ],
  [
    'a field added, with its migration',
    [
      replace(SHOP, '  // old  String?\n', '  views    Int    @default(0)\n'),
      next('ALTER TABLE "public"."Post" ADD COLUMN "views" INTEGER NOT NULL DEFAULT 0;'),
    ],
    ['adds column post.views  prisma/schema/shop.prisma:12'],
  ],
  [
    'a field renamed, with the migration that Prisma makes of it',
    [
      replace(SHOP, '  amount Decimal', '  total  Decimal'),
      next(
        'ALTER TABLE "billing"."invoices" DROP COLUMN "amount", ADD COLUMN "total" DECIMAL(10,2) NOT NULL;',
      ),
    ],
    ['renames column billing.invoices.amount -> billing.invoices.total  prisma/schema/shop.prisma:20'],
  ],
  [
    'a field renamed that keeps its column',
    [replace(PEOPLE, '  name      String?\n', '  fullName  String? @map("name")\n')],
    [],
  ],
  [
    'a column renamed under its field',
    [replace(PEOPLE, '@map("created_at")', '@map("joined_at")')],
    ['renames column user.created_at -> user.joined_at  prisma/schema/people.prisma:10'],
  ],
  [
    'a field that must have a value',
    [replace(PEOPLE, 'name      String?', 'name      String ')],
    ['modifies contract column user.name  prisma/schema/people.prisma:5'],
  ],
  [
    'a native type',
    [replace(SHOP, '@db.VarChar(200)', '@db.VarChar(250)')],
    ['modifies contract column post.title  prisma/schema/shop.prisma:6'],
  ],
  [
    'a list made of one',
    [replace(PEOPLE, '  tags      String[]  @default([])', '  tags      String')],
    ['modifies contract column user.tags  prisma/schema/people.prisma:8'],
  ],
  [
    'a default',
    [replace(PEOPLE, '@default(MEMBER)', '@default(ADMIN)')],
    ['modifies body column user.role  prisma/schema/people.prisma:6'],
  ],
  [
    'an index, and what becomes of a reference',
    [
      replace(PEOPLE, '  @@index([email, createdAt(sort: Desc)])\n', ''),
      replace(PEOPLE, 'Cascade', 'Restrict'),
    ],
    [
      'modifies body table user  prisma/schema/people.prisma:1',
      'modifies body table profiles  prisma/schema/people.prisma:19',
    ],
  ],
  [
    'a relation back, an enum of it, comments and layout',
    [
      replace(PEOPLE, '  posts     Post[]\n', '  written   Post[]\n'),
      replace(BASE, '  ADMIN\n', '  ADMIN\n  OWNER\n'),
      replace(PEOPLE, '  /// What others see.\n', ''),
      replace(PEOPLE, '@id @default(autoincrement())', '@default(autoincrement()) @id'),
    ],
    [],
  ],
  [
    'a model removed, with its migration',
    [
      replace(
        PEOPLE,
        'model Profile {\n  userId Int    @id @map("user_id")\n  bio    String @default("{ no } model X {")\n  spot   Unsupported("point")?\n  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)\n\n  @@map(name: "profiles")\n  @@schema("public")\n}\n',
        '',
      ),
      replace(PEOPLE, '  profile   Profile?\n', ''),
      next('DROP TABLE "public"."profiles";'),
    ],
    ['removes table profiles  prisma/schema/people.prisma:20'],
  ],
  [
    'a model renamed',
    [replace(SHOP, 'model Post {', 'model Article {'), replace(PEOPLE, 'Post[]', 'Article[]')],
    ['renames table post -> article  prisma/schema/shop.prisma:4'],
  ],
  [
    'a model renamed that keeps its table',
    [replace(SHOP, 'model Invoice {', 'model Bill {'), replace(PEOPLE, 'Invoice[]', 'Bill[]')],
    [],
  ],
  [
    'another schema',
    [replace(SHOP, '@@schema("billing")', '@@schema("money")')],
    ['renames table billing.invoices -> money.invoices  prisma/schema/shop.prisma:18'],
  ],
  [
    'a model moved to another file, and all schemas elsewhere',
    [
      move(SHOP, 'packages/db/prisma/schema/shop.prisma'),
      move(PEOPLE, 'packages/db/prisma/schema/people.prisma'),
      move(BASE, 'packages/db/prisma/schema/base.prisma'),
    ],
    [],
  ],
  [
    'a step in a migration that the models know nothing of',
    [next('CREATE TABLE "_PostToTag" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);')],
    ['adds table _posttotag  prisma/migrations/20240401000000_next/migration.sql:1'],
  ],
];

describe('what became of tables and columns', () => {
  testChanges(app, ['table', 'column'], rows);
});

test('migrations of another database keep their word', () => {
  const files = new Map([
    ['prisma/schema.prisma', 'model User {\n  id Int @id\n}\n'],
    [
      'ledger/migrations/1.sql',
      'CREATE TABLE ledger (id int); CREATE TABLE entry (id int); CREATE TABLE "User" (id int);',
    ],
  ]);
  const added = write('ledger/migrations/2.sql', 'ALTER TABLE entry ADD COLUMN amount int;');
  expect(listChanges(files, [added], ['column'])).toEqual([
    'adds column entry.amount  ledger/migrations/2.sql:1',
  ]);
});
