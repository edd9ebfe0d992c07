import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  listNames,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('typeorm');
const USER = 'src/users/user.entity.ts';
const ORDER = 'src/orders/order.entity.ts';
const PROFILE = 'src/users/profile.entity.ts';
const BASE = 'src/common/base.entity.ts';

test('the tables of the fixture app: of its entities, not again of its migrations', () => {
  expect(listFacts(app, 'table')).toEqual([
    'shop.orders  src/orders/order.entity.ts:5',
    'user_profile  src/users/profile.entity.ts:4',
    'users  src/users/user.entity.ts:7',
    'users_friends_users  src/users/user.entity.ts:27',
  ]);
});

test('the columns of the fixture app', () => {
  expect(listFacts(app, 'column')).toEqual([
    'shop.orders.createdat  src/common/base.entity.ts:4',
    'users.createdat  src/common/base.entity.ts:4',
    'shop.orders.changed_at  src/common/base.entity.ts:7',
    'users.changed_at  src/common/base.entity.ts:7',
    'shop.orders.id  src/common/base.entity.ts:12',
    'users.id  src/common/base.entity.ts:12',
    'shop.orders.deletedat  src/common/base.entity.ts:15',
    'users.deletedat  src/common/base.entity.ts:15',
    'shop.orders.total  src/orders/order.entity.ts:7',
    'shop.orders.paid  src/orders/order.entity.ts:10',
    'shop.orders.userid  src/orders/order.entity.ts:13',
    'user_profile.id  src/users/profile.entity.ts:6',
    'user_profile.bio  src/users/profile.entity.ts:9',
    'users.email  src/users/user.entity.ts:10',
    'users.passwordhash  src/users/user.entity.ts:13',
    'users.role  src/users/user.entity.ts:17',
    'users.profile_id  src/users/user.entity.ts:20',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a table between many and many, where it is named',
    [replace(USER, '@JoinTable()', "@JoinTable({ name: 'user_friends' })")],
    ['renames table users_friends_users -> user_friends  src/users/user.entity.ts:27'],
  ],
  [
    'a column removed, with its migration',
    [
      replace(PROFILE, "  @Column({ type: 'text', nullable: true })\n  bio?: string;\n\n", ''),
      write(
        'src/migrations/1700000000001-Bio.ts',
        'export class Bio {\n  public async up(queryRunner) {\n    await queryRunner.query(`ALTER TABLE "user_profile" DROP COLUMN "bio"`);\n  }\n}\n',
      ),
    ],
    ['removes column user_profile.bio  src/users/profile.entity.ts:9'],
  ],
  [
    'a member renamed that its column is called after',
    [replace(ORDER, '  paid: boolean', '  isPaid: boolean')],
    ['renames column shop.orders.paid -> shop.orders.ispaid  src/orders/order.entity.ts:10'],
  ],
  ['a member renamed that keeps its column', [replace(BASE, '  updatedAt: Date', '  changedAt: Date')], []],
  [
    'a column added',
    [
      replace(
        ORDER,
        '  @Column({ nullable: false })',
        '  @Column()\n  note: string;\n\n  @Column({ nullable: false })',
      ),
    ],
    ['adds column shop.orders.note  src/orders/order.entity.ts:10'],
  ],
  [
    'a reference renamed',
    [replace(ORDER, '  user: User;', '  buyer: User;')],
    ['renames column shop.orders.userid -> shop.orders.buyerid  src/orders/order.entity.ts:13'],
  ],
  [
    'length, and nullability',
    [replace(USER, 'length: 200', 'length: 300'), replace(PROFILE, ', nullable: true', '')],
    [
      'modifies contract column user_profile.bio  src/users/profile.entity.ts:9',
      'modifies contract column users.email  src/users/user.entity.ts:10',
    ],
  ],
  [
    'a default, and what becomes of a reference',
    [replace(USER, "default: 'member'", "default: 'admin'"), replace(ORDER, 'CASCADE', 'RESTRICT')],
    [
      'modifies body column shop.orders.userid  src/orders/order.entity.ts:13',
      'modifies body column users.role  src/users/user.entity.ts:17',
    ],
  ],
  [
    'what only the program sees',
    [
      replace(USER, ', select: false', ''),
      replace(USER, '  @Exclude()\n', ''),
      replace(USER, ', { cascade: true }', ''),
    ],
    [],
  ],
  [
    'a class renamed that its table is called after',
    [
      replace(PROFILE, 'export class UserProfile', 'export class Biography'),
      replace(PROFILE, '{ UserProfile as', '{ Biography as'),
    ],
    ['renames table user_profile -> biography  src/users/profile.entity.ts:4'],
  ],
  [
    'a class renamed that keeps its table',
    [replace(ORDER, 'class Order extends', 'class Purchase extends')],
    [],
  ],
  [
    'a schema',
    [replace(ORDER, "schema: 'shop'", "schema: 'store'")],
    ['renames table shop.orders -> store.orders  src/orders/order.entity.ts:5'],
  ],
  [
    'a base left out',
    [
      replace(ORDER, 'Order extends Removable', 'Order extends WithDates'),
      replace(ORDER, '{ Removable }', '{ WithDates }'),
    ],
    [
      'removes column shop.orders.id  src/common/base.entity.ts:12',
      'removes column shop.orders.deletedat  src/common/base.entity.ts:15',
    ],
  ],
  [
    'all names in snake case',
    [
      replace(
        'src/data-source.ts',
        "type: 'postgres',",
        "type: 'postgres',\n  namingStrategy: new SnakeNamingStrategy(),",
      ),
    ],
    [
      'renames column shop.orders.createdat -> shop.orders.created_at  src/common/base.entity.ts:4',
      'renames column users.createdat -> users.created_at  src/common/base.entity.ts:4',
      'renames column shop.orders.deletedat -> shop.orders.deleted_at  src/common/base.entity.ts:15',
      'renames column users.deletedat -> users.deleted_at  src/common/base.entity.ts:15',
      'renames column shop.orders.userid -> shop.orders.user_id  src/orders/order.entity.ts:13',
      'renames column users.passwordhash -> users.password_hash  src/users/user.entity.ts:13',
    ],
  ],
  [
    'an index',
    [replace(USER, ', { unique: true }', '')],
    ['modifies body table users  src/users/user.entity.ts:7'],
  ],
];

describe('what became of tables and columns', () => {
  testChanges(app, ['table', 'column'], rows);
});

test('what trees of entities, kinds of them and documents bring', () => {
  const source = `import { Column, Entity, JoinTable, ManyToMany, ObjectIdColumn, PrimaryGeneratedColumn, TableInheritance, Tree, TreeChildren, TreeParent } from 'typeorm';
@Entity() @Tree('closure-table')
export class Category {
  @PrimaryGeneratedColumn() id: number;
  @TreeChildren() children: Category[];
  @TreeParent() parent: Category;
  @ManyToMany(() => Label) @JoinTable() shownAs: Label[];
  @ManyToMany((type) => Far) @JoinTable() far: Far[];
}
@Entity() @TableInheritance({ column: { type: 'varchar', name: 'kind' } })
export class Label { @Column() text: string; }
@Entity('notes')
export class Note { @ObjectIdColumn() id: ObjectId; }
`;
  const tree = new Map([['src/category.entity.ts', source]]);
  expect(listNames(tree, 'column')).toEqual([
    'category.id',
    'category.parentid',
    'label.kind',
    'label.text',
    'notes._id',
  ]);
  expect(listNames(tree, 'table')).toEqual(['category', 'category_shown_as_label', 'label', 'notes']);
});

test('the columns of a table between two models, which only migrations know', () => {
  const tree = new Map([
    [
      'src/a.entity.ts',
      `import { Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn } from 'typeorm';
@Entity('as') export class A {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => A) @JoinTable() friends: A[];
}`,
    ],
    [
      'src/migrations/1-a.ts',
      `export class A1 { async up(queryRunner) {
  await queryRunner.query('CREATE TABLE "as" ("id" SERIAL NOT NULL, "old" text)');
  await queryRunner.query('CREATE TABLE "as_friends_as" ("asId_1" integer NOT NULL, "asId_2" integer NOT NULL)');
} }`,
    ],
  ]);
  expect(listNames(tree, 'table')).toEqual(['as', 'as_friends_as']);
  expect(listNames(tree, 'column')).toEqual(['as.id', 'as_friends_as.asid_1', 'as_friends_as.asid_2']);
});

test('entities that objects describe', () => {
  const tree = new Map([
    [
      'src/message.js',
      `const { EntitySchema } = require('typeorm');
module.exports = new EntitySchema({
  name: 'ChatMessage',
  columns: {
    id: { primary: true, type: 'int', generated: true },
    sentAt: { type: 'timestamp', name: 'sent_at', nullable: true },
  },
  relations: {
    author: { target: 'User', type: 'many-to-one', joinColumn: { name: 'author_id' } },
    room: { target: 'Room', type: 'many-to-one', joinColumn: true },
    likes: { target: 'Like', type: 'one-to-many' },
  },
});`,
    ],
    [
      'src/user.ts',
      `import { EntitySchema } from 'typeorm';
export const User = new EntitySchema<IUser>({ name: 'User', tableName: 'users', columns: { id: { type: String, primary: true } } });`,
    ],
  ]);
  expect(listNames(tree, 'table')).toEqual(['chat_message', 'users']);
  expect(listNames(tree, 'column')).toEqual([
    'chat_message.id',
    'chat_message.sent_at',
    'chat_message.author_id',
    'chat_message.roomid',
    'users.id',
  ]);
});
