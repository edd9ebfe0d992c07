import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('gorm');
const MODEL = 'internal/model';
const BASE = `${MODEL}/base.go`;
const BOOK = `${MODEL}/book.go`;
const LOAN = `${MODEL}/loan.go`;
const READER = `${MODEL}/reader.go`;

function names(kind: string): string[] {
  return listFacts(app, kind).map((line) => line.replace(`${MODEL}/`, ''));
}

test('the tables of the app', () => {
  expect(names('table')).toEqual([
    'authors  book.go:5',
    'books  book.go:10',
    'book_loans  loan.go:5',
    'readers  reader.go:8',
    'favourites  reader.go:15',
    'settings  internal/store/store.go:10',
  ]);
});

test('the columns of the app', () => {
  expect(names('column')).toEqual([
    'readers.id  base.go:11',
    'readers.created_at  base.go:12',
    'authors.name  book.go:7',
    'books.title  book.go:12',
    'books.isbn  book.go:13',
    'books.author_id  book.go:14',
    'books.labels  book.go:16',
    'books.row  book.go:23',
    'books.place  book.go:24',
    'book_loans.loan_id  loan.go:6',
    'book_loans.book_id  loan.go:7',
    'book_loans.reader_id  loan.go:9',
    'readers.full_name  reader.go:10',
    'readers.email  reader.go:11',
    'readers.level  reader.go:12',
    'readers.born_on  reader.go:13',
    'readers.city  reader.go:16',
    'readers.zip  reader.go:16',
    'settings.key  internal/store/store.go:11',
    'settings.value  internal/store/store.go:12',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a field removed',
    [replace(READER, '	BornOn     *time.Time\n', '')],
    ['removes column readers.born_on  internal/model/reader.go:13'],
  ],
  [
    'a field with another column',
    [replace(READER, 'column:email', 'column:mail')],
    ['renames column readers.email -> readers.mail  internal/model/reader.go:11'],
  ],
  [
    'a field called otherwise',
    [replace(READER, 'FullName   string `json:"full_name"', 'Name   string `json:"name"')],
    ['renames column readers.full_name -> readers.name  internal/model/reader.go:10'],
  ],
  ['a field called otherwise in Go alone', [replace(READER, '	Mail ', '	Address ')], []],
  ['what JSON calls a field', [replace(READER, 'json:"full_name"', 'json:"fullName"')], []],
  [
    'another size',
    [replace(READER, 'size:200', 'size:100')],
    ['modifies contract column readers.full_name  internal/model/reader.go:10'],
  ],
  [
    'what must have a value',
    [replace(BOOK, 'gorm:"not null"', 'gorm:"default:untitled"')],
    ['modifies contract column books.title  internal/model/book.go:12'],
  ],
  [
    'an index less',
    [replace(READER, ';uniqueIndex', '')],
    ['modifies body column readers.email  internal/model/reader.go:11'],
  ],
  ['what is not kept, removed', [replace(READER, '	Note       string `gorm:"-"`\n', '')], []],
  ['a field that nobody else sees, removed', [replace(READER, '	secret     string\n', '')], []],
  [
    'relations removed',
    [replace(READER, '	Loans      []Loan\n', ''), replace(LOAN, '	Reader   *Reader\n', '')],
    [],
  ],
  [
    'a relation turned into a column',
    [replace(BOOK, '	Author   Author\n', '	Author   string\n')],
    ['adds column books.author  internal/model/book.go:15'],
  ],
  [
    'a table between two, called otherwise',
    [replace(READER, 'many2many:favourites', 'many2many:likes')],
    ['renames table favourites -> likes  internal/model/reader.go:15'],
  ],
  [
    'a table called otherwise',
    [replace(LOAN, '"book_loans"', '"loans"')],
    ['renames table book_loans -> loans  internal/model/loan.go:5'],
  ],
  [
    'a struct that is called otherwise, with its table',
    [
      replace(BOOK, 'type Author struct', 'type Writer struct'),
      replace(BOOK, '	Author   Author\n', '	Author   Writer\n'),
    ],
    ['renames table authors -> writers  internal/model/book.go:5'],
  ],
  [
    'a column of what others take theirs from',
    [replace(BASE, '	CreatedAt time.Time `json:"created_at"`\n', '')],
    ['removes column readers.created_at  internal/model/base.go:12'],
  ],
  [
    'a column of what is embedded',
    [replace(BOOK, '	Place int\n', '	Place int\n	Room  string\n')],
    ['adds column books.room  internal/model/book.go:25'],
  ],
  [
    'a new model',
    [
      write(
        `${MODEL}/fine.go`,
        'package model\n\nimport "gorm.io/gorm"\n\ntype Fine struct {\n\tgorm.Model\n\tCents int\n}\n',
      ),
    ],
    ['adds table fines  internal/model/fine.go:5'],
  ],
  [
    'a struct that is no table',
    [write(`${MODEL}/dto.go`, 'package model\n\ntype ReaderDto struct {\n\tBaseModel\n\tName string\n}\n')],
    [],
  ],
  ['a file moved', [move(LOAN, `${MODEL}/lending.go`)], []],
  ['a model removed', [remove(LOAN)], ['removes table book_loans  internal/model/loan.go:5']],
];

describe('changes', () => {
  testChanges(app, ['table', 'column'], rows);
});

test('tables in the singular, with a prefix', () => {
  const files = new Map([
    ['go.mod', 'module example.com/x\n'],
    [
      'db.go',
      'package x\n\nimport (\n\t"gorm.io/gorm"\n\t"gorm.io/gorm/schema"\n)\n\nvar config = gorm.Config{NamingStrategy: schema.NamingStrategy{TablePrefix: "t_", SingularTable: true}}\n',
    ],
    ['user.go', 'package x\n\ntype UserProfile struct {\n\tID int `gorm:"primaryKey"`\n}\n'],
  ]);
  expect(listFacts(files, 'table')).toEqual(['t_user_profile  user.go:3']);
});

test('what others call a prefix of tables is none of GORM', () => {
  const files = new Map([
    ['go.mod', 'module example.com/x\n'],
    ['backup.go', 'package x\n\n// Without gorm.\nvar options = Options{TablePrefix: "old_"}\n'],
    ['user.go', 'package x\n\ntype User struct {\n\tID int `gorm:"primaryKey"`\n}\n'],
  ]);
  expect(listFacts(files, 'table')).toEqual(['users  user.go:3']);
});

test('what a query fills is no table, unless it has a key', () => {
  const files = new Map([
    ['go.mod', 'module example.com/x\n'],
    [
      'm.go',
      `package x

type UserView struct {
	ID   int    \`gorm:"column:id"\`
	Name string \`gorm:"column:name"\`
}

type TestResult struct {
	ID   int    \`gorm:"primaryKey"\`
	Name string \`gorm:"column:name"\`
}

type User struct {
	ID   int
	Name string \`gorm:"column:name"\`
}
`,
    ],
  ]);
  expect(listFacts(files, 'table')).toEqual(['test_results  m.go:8', 'users  m.go:13']);
});

test('structs that take their fields from a base, whatever they are called and wherever it is', () => {
  const files = new Map([
    ['go.mod', 'module example.com/x\n'],
    [
      'base.go',
      'package x\n\ntype BaseModel struct {\n\tID int `gorm:"primaryKey"`\n}\n\ntype TenantBase struct {\n\tBaseModel\n\tTenantID int\n}\n',
    ],
    [
      'm.go',
      `package x

import "example.com/kit/data"

type RoleEntity struct {
	TenantBase
	Name string
}

type Connector struct {
	data.BaseModel \`gorm:"embedded"\`

	Kind string \`gorm:"column:kind;not null"\`
}

type ConnectorRequest struct {
	data.BaseModel
	Kind string
}
`,
    ],
  ]);
  expect(listFacts(files, 'table')).toEqual(['role_entities  m.go:5', 'connectors  m.go:10']);
  expect(listFacts(files, 'column')).toEqual([
    'role_entities.id  base.go:4',
    'role_entities.tenant_id  base.go:9',
    'role_entities.name  m.go:7',
    'connectors.kind  m.go:13',
  ]);
});

test('settings that share some of their fields are no tables where nothing is kept', () => {
  const files = new Map([
    ['go.mod', 'module example.com/x\n'],
    [
      'common.go',
      `package x

type CommonTLSOptions struct {
	CAFile string \`json:"ca"\`
}

type CommonConfig struct {
	Labels []string \`json:"labels"\`
	CommonTLSOptions
}
`,
    ],
    ['config.go', 'package x\n\ntype Config struct {\n\tCommonConfig\n\tInit bool `json:"init"`\n}\n'],
  ]);
  expect(listFacts(files, 'table')).toEqual([]);
});

test.each([
  ['Category', 'categories'],
  ['Person', 'people'],
  ['QuotaData', 'quota_data'],
  ['Analysis', 'analyses'],
  ['OrderStatus', 'order_statuses'],
  ['UserAddress', 'user_addresses'],
  ['Campus', 'campus'],
  ['APIKey', 'api_keys'],
  ['UserIDs', 'user_ids'],
  ['Shelf', 'shelves'],
  ['Day', 'days'],
])('the table of %s is %s', (struct, table) => {
  const files = new Map([
    ['go.mod', 'module example.com/x\n'],
    ['m.go', `package x\n\nimport "gorm.io/gorm"\n\ntype ${struct} struct {\n\tgorm.Model\n}\n`],
  ]);
  expect(listFacts(files, 'table')).toEqual([`${table}  m.go:5`]);
});
