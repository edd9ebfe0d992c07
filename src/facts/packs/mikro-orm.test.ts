import { describe, expect, test } from 'vitest';
import { type ChangeRow, listNames, replace, testChanges, treeOf } from '../../../test/fixture-app.ts';

const BOOK = 'src/entities/book.entity.ts';
const app = treeOf({
  'src/entities/base.entity.ts': `import { PrimaryKey, Property } from 'mikro-orm';

export abstract class BaseEntity {
  @PrimaryKey({ type: 'uuid' })
  id: string = v4();

  @Property({ onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
`,
  [BOOK]: `import { Collection, Entity, Enum, Formula, ManyToMany, ManyToOne, OneToMany, OneToOne, Property, Embedded } from '@mikro-orm/core';
import { BaseEntity } from './base.entity';
import { Author } from './author.entity';

@Entity({ tableName: 'books' })
export class Book extends BaseEntity {
  @Property({ length: 100 })
  title!: string;

  @Property({ fieldName: 'printed' , nullable: true })
  printedAt?: Date;

  @Enum(() => Shelf)
  shelf!: Shelf;

  @ManyToOne(() => Author, { nullable: true })
  author?: Author;

  @ManyToOne({ entity: () => Publisher, joinColumn: 'house' })
  publisher!: Publisher;

  @OneToOne(() => Cover, { owner: true })
  backCover!: Cover;

  @OneToOne(() => Text, (text) => text.book)
  text!: Text;

  @OneToMany(() => Page, (page) => page.book)
  pages = new Collection<Page>(this);

  @ManyToMany(() => Tag)
  tags = new Collection<Tag>(this);

  @ManyToMany(() => Reader, (reader) => reader.books)
  readers = new Collection<Reader>(this);

  @Property({ persist: false })
  sold?: number;

  @Formula('1')
  one!: number;
}
`,
  'src/entities/author.entity.ts': `import { Entity, Property } from '@mikro-orm/core';
import { BaseEntity } from './base.entity';

@Entity()
export class BookAuthor extends BaseEntity {
  @Property()
  fullName!: string;
}
`,
  'src/entities/log.ts': `import { defineEntity, p } from '@mikro-orm/core';
export const LogSchema = defineEntity({
  name: 'LogEntry',
  properties: {
    id: p.integer().primary().autoincrement(),
    writtenAt: p.datetime().fieldName('at').onCreate(() => new Date()),
    level: p.string().nullable(),
    author: () => p.manyToOne(BookAuthor).ref(),
    lines: () => p.oneToMany(Line).mappedBy('log'),
  },
});
`,
  'src/entities/stock.ts': `import { EntitySchema } from '@mikro-orm/core';
export const stock = new EntitySchema({
  class: Stock,
  tableName: 'stock',
  properties: {
    id: { type: 'number', primary: true },
    onShelf: { type: 'number' },
    book: { kind: 'm:1', entity: () => Book },
    moves: { kind: '1:m', entity: () => Move, mappedBy: 'stock' },
  },
});
`,
});

test('the tables of entities', () => {
  expect(listNames(app, 'table')).toEqual(['book_author', 'books', 'books_tags', 'log_entry', 'stock']);
});

test('the columns of entities', () => {
  expect(listNames(app, 'column')).toEqual([
    'book_author.full_name',
    'book_author.id',
    'books.id',
    'book_author.updated_at',
    'books.updated_at',
    'books.title',
    'books.printed',
    'books.shelf',
    'books.author_id',
    'books.house',
    'books.back_cover_id',
    'log_entry.id',
    'log_entry.at',
    'log_entry.level',
    'log_entry.author_id',
    'stock.id',
    'stock.on_shelf',
    'stock.book_id',
  ]);
});

describe('what changes of entities come to', () => {
  const rows: readonly ChangeRow[] = [
    [
      'a property called otherwise',
      [replace(BOOK, 'title!: string', 'name!: string')],
      [`renames column books.title -> books.name  ${BOOK}:7`],
    ],
    [
      'a property that may be missing',
      [replace(BOOK, '{ length: 100 }', '{ length: 100, nullable: true }')],
      [`modifies contract column books.title  ${BOOK}:7`],
    ],
    [
      'a table called otherwise',
      [replace(BOOK, "'books'", "'library_books'")],
      [
        `renames table books -> library_books  ${BOOK}:5`,
        `renames table books_tags -> library_books_tags  ${BOOK}:31`,
      ],
    ],
    ['what only the program sees', [replace(BOOK, '{ length: 100 }', '{ length: 100, hidden: true }')], []],
  ];
  testChanges(app, ['table', 'column'], rows);
});

test('a table that only migrations know', () => {
  const migration = `import { Migration } from '@mikro-orm/migrations';
export class Migration20240101 extends Migration {
  override async up(): Promise<void> {
    this.addSql('create table "sessions" ("id" uuid not null, "data" jsonb null);');
  }
  override async down(): Promise<void> {
    this.addSql('drop table "sessions";');
  }
}
`;
  const tree = treeOf({ 'migrations/Migration20240101.ts': migration });
  expect(listNames(tree, 'column')).toEqual(['sessions.data', 'sessions.id']);
});
