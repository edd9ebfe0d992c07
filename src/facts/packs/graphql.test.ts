import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  testChanges,
} from '../../../test/fixture-app.ts';
import { readFacts } from '../read-facts.ts';

const app = readApp('graphql');
const SCHEMA = 'schema/schema.graphql';
const LOANS = 'schema/loans.graphqls';
const REVIEWS = 'src/reviews.ts';

test('the types of the fixture app', () => {
  expect(listFacts(app, 'type')).toEqual([
    'Loan  schema/loans.graphqls:1',
    '@auth  schema/schema.graphql:7',
    'Query  schema/schema.graphql:12',
    'Mutation  schema/schema.graphql:19',
    'Node  schema/schema.graphql:23',
    'Book  schema/schema.graphql:27',
    'Author  schema/schema.graphql:34',
    'Titled  schema/schema.graphql:39',
    'BookFilter  schema/schema.graphql:41',
    'AddBook  schema/schema.graphql:43',
    'Role  schema/schema.graphql:49',
    'Found  schema/schema.graphql:55',
    'Date  schema/schema.graphql:59',
    'Shelf  service/schema.py:6',
    'Review  src/reviews.ts:6',
    'Status  src/server.js:4',
  ]);
});

test('the fields, inputs and values of the fixture app', () => {
  expect(listFacts(app, 'field')).toEqual([
    'Loan.book  schema/loans.graphqls:2',
    'Loan.due  schema/loans.graphqls:3',
    'Query.loans  schema/loans.graphqls:7',
    'Query.book  schema/schema.graphql:14',
    'Query.books  schema/schema.graphql:15',
    'Query.type  schema/schema.graphql:16',
    'Mutation.addBook  schema/schema.graphql:20',
    'Node.id  schema/schema.graphql:24',
    'Book.id  schema/schema.graphql:28',
    'Book.title  schema/schema.graphql:29',
    'Book.isbn  schema/schema.graphql:30',
    'Book.author  schema/schema.graphql:31',
    'Author.id  schema/schema.graphql:35',
    'Author.born  schema/schema.graphql:36',
    'Author.name  schema/schema.graphql:36',
    'Titled.title  schema/schema.graphql:39',
    'BookFilter.author  schema/schema.graphql:41',
    'BookFilter.title  schema/schema.graphql:41',
    'AddBook.title  schema/schema.graphql:44',
    'AddBook.tags  schema/schema.graphql:45',
    'AddBook.author  schema/schema.graphql:46',
    'Role.READER  schema/schema.graphql:50',
    'Role.LIBRARIAN  schema/schema.graphql:52',
    'Shelf.number  service/schema.py:7',
    'Query.shelves  service/schema.py:11',
    'Review.stars  src/reviews.ts:7',
    'Review.text  src/reviews.ts:9',
    'Query.reviews  src/reviews.ts:12',
    'Status.up  src/server.js:4',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a field removed',
    [replace(SCHEMA, '  author: Author!\n', '')],
    ['removes field Book.author  schema/schema.graphql:31'],
  ],
  [
    'a field commented out',
    [replace(SCHEMA, '  author: Author!\n', '  # author: Author!\n')],
    ['removes field Book.author  schema/schema.graphql:31'],
  ],
  [
    'a field added',
    [replace(SCHEMA, '  author: Author!\n', '  author: Author!\n  pages: Int\n')],
    ['adds field Book.pages  schema/schema.graphql:32'],
  ],
  [
    'a field renamed',
    [replace(LOANS, '  due: Date!', '  dueOn: Date!')],
    ['renames field Loan.due -> Loan.dueOn  schema/loans.graphqls:3'],
  ],
  [
    'its type',
    [replace(LOANS, '  due: Date!', '  due: Date')],
    ['modifies contract field Loan.due  schema/loans.graphqls:3'],
  ],
  [
    'an argument',
    [replace(LOANS, 'loans(reader: ID!)', 'loans(reader: ID!, late: Boolean)')],
    ['modifies contract field Query.loans  schema/loans.graphqls:7'],
  ],
  [
    'what is said of a field, and that it is going away',
    [
      replace(SCHEMA, '"One book"', '"One of the books"'),
      replace(SCHEMA, ' type: String', ' type: String @deprecated'),
    ],
    [
      'modifies body field Query.book  schema/schema.graphql:14',
      'modifies body field Query.type  schema/schema.graphql:16',
    ],
  ],
  [
    'layout, commas, and what is said of an argument',
    [
      replace(SCHEMA, 'name: String!, born: Date', 'name: String!\n  born: Date'),
      replace(SCHEMA, '"ignored, really" ', ''),
    ],
    [],
  ],
  [
    'a value of an enum',
    [replace(SCHEMA, '  READER\n', '')],
    ['removes field Role.READER  schema/schema.graphql:50'],
  ],
  [
    'a member of a union, in another order',
    [replace(SCHEMA, '  | Book\n  | Author\n', '  | Author\n')],
    ['modifies contract type Found  schema/schema.graphql:55'],
  ],
  ['the order of a union', [replace(SCHEMA, '  | Book\n  | Author\n', ' Author | Book\n')], []],
  [
    'an interface',
    [replace(SCHEMA, 'Node & Titled', 'Node')],
    ['modifies contract type Book  schema/schema.graphql:27'],
  ],
  [
    'where a directive may stand',
    [replace(SCHEMA, ' | FIELD_DEFINITION', '')],
    ['modifies contract type @auth  schema/schema.graphql:7'],
  ],
  [
    'a type removed takes its fields along',
    [replace(SCHEMA, 'interface Titled { title: String! }\n', '')],
    ['removes type Titled  schema/schema.graphql:39'],
  ],
  [
    'a type renamed takes its fields along',
    [replace(SCHEMA, 'input AddBook {', 'input NewBook {'), replace(SCHEMA, 'AddBook!', 'NewBook!')],
    [
      'modifies contract field Mutation.addBook  schema/schema.graphql:20',
      'renames type AddBook -> NewBook  schema/schema.graphql:43',
    ],
  ],
  ['another file', [move(LOANS, 'schema/lending.graphql')], []],
  [
    'a file of extensions removed',
    [remove(LOANS)],
    ['removes type Loan  schema/loans.graphqls:1', 'removes field Query.loans  schema/loans.graphqls:7'],
  ],
  ['what a client asks for', [remove('client/loans.gql')], []],
  [
    'a field in a template',
    [replace(REVIEWS, '    text: String\n', '')],
    ['removes field Review.text  src/reviews.ts:9'],
  ],
  [
    'a field in a string of Python',
    [replace('service/schema.py', '        number: Int!', '        number: String!')],
    ['modifies contract field Shelf.number  service/schema.py:7'],
  ],
];

describe('what edits of schemas come to', () => {
  testChanges(app, ['type', 'field'], rows);
});

test('of a file with more types and fields than anybody writes the first ones are read', () => {
  const fields = Array.from({ length: 40_000 }, (_, at) => `f${at}: A`).join('\n');
  const { local = [] } = readFacts('graphql', `type A {\n${fields}\n}`);
  expect(local).toHaveLength(30_000);
  expect(local[1]?.name).toBe('A.f0');
});
