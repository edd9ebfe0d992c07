import { expect, test } from 'vitest';
import { listChanges, type Step, write } from '../../../test/fixture-app.ts';

/** Writes a whole tree in place of another. */
function tree(files: Record<string, string>): Step[] {
  return Object.entries(files).map(([path, text]) => write(path, text));
}

test.each<[what: string, before: Record<string, string>, after: Record<string, string>, changes: string[]]>([
  [
    'a symbol too short to be known by its text, in another file',
    {
      'schema.ts': "export const roles = ['a', 'b'];\nexport const x = 1;\n",
      'users.ts': 'export const y = 2;\n',
    },
    {
      'schema.ts': 'export const x = 1;\n',
      'users.ts': "export const y = 2;\nexport const roles = ['a', 'b'];\n",
    },
    ['renames symbol schema.ts#roles -> users.ts#roles  users.ts:2'],
  ],
  [
    'accessors, and methods of a class with a long name, that have no more in common',
    {
      'src/Orders.java':
        'public class CustomerOrderController {\n  public Set<Item> getServices() { return services; }\n  public int list() { return 1; }\n  public void create(Item one) { add(one); }\n}\n',
    },
    {
      'src/Orders.java':
        'public class CustomerOrderController {\n  public Boolean getStatus() { return status; }\n  public int list() { return 1; }\n  public int totals() { return 2; }\n}\n',
    },
    [
      'adds symbol src/Orders.java#CustomerOrderController.getStatus  src/Orders.java:2',
      'removes symbol src/Orders.java#CustomerOrderController.getServices  src/Orders.java:2',
      'adds symbol src/Orders.java#CustomerOrderController.totals  src/Orders.java:4',
      'removes symbol src/Orders.java#CustomerOrderController.create  src/Orders.java:4',
    ],
  ],
  [
    'a name that every file has',
    { 'a.ts': 'export function handler() { return 1; }\n', 'b.ts': 'export const y = 2;\n' },
    {
      'a.ts': 'export const x = 1;\n',
      'b.ts': 'export const y = 2;\nexport function handler() { return 1; }\n',
    },
    ['adds symbol a.ts#x  a.ts:1', 'removes symbol a.ts#handler  a.ts:1', 'adds symbol b.ts#handler  b.ts:2'],
  ],
  [
    'classes that are alike but for what they have',
    {
      'a.py': 'class Calendars:\n    def style(self, day):\n        return "b"\n\n\nx = 1\n',
      'b.py': 'y = 2\n',
    },
    {
      'a.py': 'x = 1\n',
      'b.py': 'y = 2\n\n\nclass Wrapper:\n    def keep(self, user):\n        return user.current\n',
    },
    ['removes symbol a.py#Calendars  a.py:1', 'adds symbol b.py#Wrapper  b.py:4'],
  ],
  [
    'a class of another name in another file with all that it has',
    {
      'a.py':
        'class Calendars:\n    def style(self, day):\n        return "b"\n\n    def days(self):\n        return 7\n\n\nx = 1\n',
      'b.py': 'y = 2\n',
    },
    {
      'a.py': 'x = 1\n',
      'b.py':
        'y = 2\n\n\nclass Weeks:\n    def style(self, day):\n        return "b"\n\n    def days(self):\n        return 7\n',
    },
    ['renames symbol a.py#Calendars -> b.py#Weeks  b.py:4'],
  ],
  [
    'classes at the same place that have nothing in common',
    { 'a.py': 'class Calendars:\n    def style(self):\n        return "b"\n' },
    { 'a.py': 'class Wrapper:\n    def keep(self, user):\n        return user.current\n' },
    ['adds symbol a.py#Wrapper  a.py:1', 'removes symbol a.py#Calendars  a.py:1'],
  ],
  [
    'a short function of another name in another file',
    {
      'a.ts': 'export function close() {\n  stop();\n}\nexport const x = 1;\n',
      'b.ts': 'export const y = 2;\n',
    },
    {
      'a.ts': 'export const x = 1;\n',
      'b.ts': 'export const y = 2;\nexport function finish() {\n  stop();\n}\n',
    },
    ['removes symbol a.ts#close  a.ts:1', 'adds symbol b.ts#finish  b.ts:2'],
  ],
  [
    'a name that two files get',
    { 'a.ts': 'export const limit = 1;\n', 'b.ts': 'export const y = 2;\n', 'c.ts': '' },
    {
      'a.ts': '',
      'b.ts': 'export const y = 2;\nexport const limit = 1;\n',
      'c.ts': 'export const limit = 1;\n',
    },
    ['removes symbol a.ts#limit  a.ts:1', 'adds symbol b.ts#limit  b.ts:2', 'adds symbol c.ts#limit  c.ts:1'],
  ],
  [
    'a column of another name, and one of another type beside it',
    { '1.sql': 'CREATE TABLE topics (\n  id int,\n  title varchar(80) NOT NULL,\n  posts int\n);\n' },
    {
      '1.sql':
        'CREATE TABLE topics (\n  id int,\n  subject varchar(80) NOT NULL,\n  pinned boolean,\n  posts int\n);\n',
    },
    ['renames column topics.title -> topics.subject  1.sql:3', 'adds column topics.pinned  1.sql:4'],
  ],
  [
    'a column that one of two may be',
    { '1.sql': 'CREATE TABLE topics (\n  id int,\n  title text,\n  posts int\n);\n' },
    { '1.sql': 'CREATE TABLE topics (\n  id int,\n  subject text,\n  body text,\n  posts int\n);\n' },
    [
      'adds column topics.subject  1.sql:3',
      'removes column topics.title  1.sql:3',
      'adds column topics.body  1.sql:4',
    ],
  ],
  [
    'an endpoint whose handler in another file is another one, too',
    {
      'app.js':
        "const users = require('./users');\nconst app = require('express')();\napp.post('/reset_all', auth, users.reset);\napp.get('/x', users.x);\n",
      'users.js': 'exports.reset = (req, res) => res.end();\nexports.x = (req, res) => res.end();\n',
    },
    {
      'app.js':
        "const users = require('./users');\nconst app = require('express')();\napp.post('/forget', auth, users.reset);\napp.post('/new', auth, users.x);\napp.get('/y', auth, users.x);\n",
      'users.js': 'exports.reset = (req, res) => res.json({});\nexports.x = (req, res) => res.json([]);\n',
    },
    [
      'renames endpoint POST /reset_all -> POST /forget  app.js:3',
      'adds endpoint POST /new  app.js:4',
      'removes endpoint GET /x  app.js:4',
      'adds endpoint GET /y  app.js:5',
      'modifies body symbol users.js#reset  users.js:1',
      'modifies body symbol users.js#x  users.js:2',
    ],
  ],
])('%s', (_what, before, after, changes) => {
  const found = listChanges(new Map(Object.entries(before)), tree(after), [
    'symbol',
    'table',
    'column',
    'endpoint',
  ]);
  expect([...found].sort()).toEqual([...changes].sort());
});
