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

const app = readApp('sequelize');

const USER = 'models/user.js';
const POST = 'models/post.js';
const INVOICE = 'src/entities/invoice.ts';

test('the tables of the fixture app: of its models, not again of its migrations', () => {
  expect(listFacts(app, 'table')).toEqual([
    'blog_posts  models/post.js:9',
    'users  models/user.js:2',
    'crm.companies  src/classes/company.ts:8',
    'invoices  src/entities/invoice.ts:5',
    'invoiceentries  src/entities/invoice.ts:25',
  ]);
});

test('the columns of the fixture app', () => {
  expect(listFacts(app, 'column')).toEqual([
    'blog_posts.author_id  models/post.js:6',
    'blog_posts.title  models/post.js:11',
    'blog_posts.published_on  models/post.js:12',
    'users.id  models/user.js:5',
    'users.email  models/user.js:6',
    'users.firstname  models/user.js:7',
    'users.role  models/user.js:8',
    'users.employerid  models/user.js:20',
    'crm.companies.id  src/classes/company.ts:10',
    'crm.companies.name  src/classes/company.ts:11',
    'invoiceentries.id  src/entities/base.ts:4',
    'invoices.id  src/entities/base.ts:4',
    'invoiceentries.created_at  src/entities/base.ts:8',
    'invoices.created_at  src/entities/base.ts:8',
    'invoices.total  src/entities/invoice.ts:7',
    'invoices.paid  src/entities/invoice.ts:11',
    'invoices.companyid  src/entities/invoice.ts:14',
    'invoiceentries.text  src/entities/invoice.ts:27',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a column added, with its migration',
    [
      replace(
        USER,
        '      firstName: DataTypes.STRING,',
        '      firstName: DataTypes.STRING,\n      phone: DataTypes.STRING(20),',
      ),
      write(
        'migrations/20240201000000-phone.js',
        "module.exports = { up: (queryInterface, Sequelize) => queryInterface.addColumn('Users', 'phone', { type: Sequelize.STRING(20) }) };\n",
      ),
    ],
    ['adds column users.phone  models/user.js:8'],
  ],
  [
    'a column removed',
    [replace(POST, "      publishedAt: { type: DataTypes.DATE, field: 'published_on' },\n", '')],
    ['removes column blog_posts.published_on  models/post.js:12'],
  ],
  [
    'a member renamed that its column is called after',
    [replace(USER, 'firstName: DataTypes', 'givenName: DataTypes')],
    ['renames column users.firstname -> users.givenname  models/user.js:7'],
  ],
  ['a member renamed that keeps its column', [replace(POST, 'publishedAt: {', 'published: {')], []],
  [
    'another type, and a value that must be there',
    [replace(USER, 'firstName: DataTypes.STRING', 'firstName: { type: DataTypes.TEXT, allowNull: false }')],
    ['modifies contract column users.firstname  models/user.js:7'],
  ],
  [
    'the same type written as an option',
    [replace(USER, 'firstName: DataTypes.STRING', 'firstName: { type: DataTypes.STRING }')],
    [],
  ],
  ['what is checked before it is written', [replace(USER, 'isEmail: true', 'isEmail: false')], []],
  [
    'another default',
    [replace(USER, "defaultValue: 'member'", "defaultValue: 'admin'")],
    ['modifies body column users.role  models/user.js:8'],
  ],
  [
    'a table renamed',
    [replace(INVOICE, "tableName: 'invoices'", "tableName: 'bills'")],
    ['renames table invoices -> bills  src/entities/invoice.ts:5'],
  ],
  [
    'a model renamed that its table is called after',
    [replace(POST, "modelName: 'BlogPost'", "modelName: 'Story'")],
    ['renames table blog_posts -> stories  models/post.js:9'],
  ],
  [
    'the key of a reference',
    [replace(POST, "'author_id'", "'writer_id'")],
    ['renames column blog_posts.author_id -> blog_posts.writer_id  models/post.js:6'],
  ],
  [
    'a reference without a key of its own, renamed',
    [replace(USER, ", { as: 'employer' }", '')],
    ['renames column users.employerid -> users.companyid  models/user.js:20'],
  ],
  [
    'a column of a class, which may have no value any more',
    [replace(INVOICE, '  @AllowNull(false)\n', '')],
    ['modifies contract column invoices.total  src/entities/invoice.ts:7'],
  ],
  [
    'all names underscored from now on',
    [
      replace('models/index.js', '{ logging: false }', '{ define: { underscored: true } }'),
      replace(USER, '      email: {', '      mail: {'),
    ],
    [
      'renames column users.email -> users.mail  models/user.js:6',
      'renames column users.firstname -> users.first_name  models/user.js:7',
      'renames column users.employerid -> users.employer_id  models/user.js:20',
      'renames column invoices.companyid -> invoices.company_id  src/entities/invoice.ts:14',
    ],
  ],
];

describe('what becomes of tables and columns', () => {
  testChanges(app, ['table', 'column'], rows);
});

test.each<[what: string, source: string, tables: string[]]>([
  ['a text that is defined', "lib.define('user', { name: 'x' });", []],
  ['what is set up', "widget.init({ color: 'red' }, { size: 1 });", []],
  ['a model of Mongoose', "const s = new Schema({ a: String }); mongoose.model('User', s);", []],
  [
    'a name of its own',
    "const U = sequelize.define<A>('person', { a: DataTypes.STRING }, { freezeTableName: true });",
    ['person'],
  ],
  ['irregular names', "sequelize.define('company', { a: Sequelize.STRING });", ['companies']],
  ['attributes in a variable', "const a = { a: { type: DataTypes.STRING } }; db.define('tag', a);", ['tags']],
  ['a name that is computed', 'db.define(name, { a: DataTypes.STRING });', []],
])('%s', (_what, source, tables) => {
  const found = listNames(new Map([['a.ts', `import { DataTypes } from 'sequelize'; ${source}`]]), 'table');
  expect(found).toEqual(tables);
});
