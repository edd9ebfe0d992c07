import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, remove, type Step, write } from '../../../test/fixture-app.ts';

const MODELS = 'app/models.py';
const FIRST = 'migrations/001.sql';
const table = (name: string): string => `CREATE TABLE ${name} (id INTEGER, note TEXT);\n`;
const model = (name: string): string =>
  `class ${name[0]?.toUpperCase()}${name.slice(1)}(Base):\n    __tablename__ = "${name}"\n    id = Column(Integer)\n    note = Column(Text)\n\n\n`;

/** An app of four tables, of which models describe some. */
function app(...models: string[]): Map<string, string> {
  return new Map([
    [FIRST, ['users', 'teams', 'logs', 'jobs'].map(table).join('')],
    [MODELS, `from sqlalchemy import Column, Integer, Text\n\n${models.map(model).join('')}`],
  ]);
}

function models(...names: string[]): Step {
  return write(MODELS, app(...names).get(MODELS) ?? '');
}

test('tables are told where models describe them, else where scripts make them', () => {
  expect(listFacts(app('users'), 'table')).toEqual([
    'users  app/models.py:3',
    'teams  migrations/001.sql:2',
    'logs  migrations/001.sql:3',
    'jobs  migrations/001.sql:4',
  ]);
});

describe('models and scripts of one database', () => {
  const rows: [what: string, before: string[], steps: Step[], changes: string[]][] = [
    ['a model for a table that is there, the first one', [], [models('users')], []],
    ['so that half of the tables have models', ['users'], [models('users', 'teams')], []],
    ['all models at once', [], [models('users', 'teams', 'logs', 'jobs')], []],
    [
      'a model that goes, while the scripts lag behind',
      ['users', 'teams'],
      [models('users')],
      ['removes table teams  app/models.py:9'],
    ],
    [
      'a model renamed, while the scripts lag behind',
      ['users'],
      [models('people')],
      ['renames table users -> people  app/models.py:3'],
    ],
    [
      'a model renamed with its script',
      ['users'],
      [models('people'), write('migrations/002.sql', 'ALTER TABLE users RENAME TO people;\n')],
      ['renames table users -> people  app/models.py:3'],
    ],
    [
      'the script that comes later',
      ['users'],
      [write('migrations/002.sql', 'ALTER TABLE users ADD COLUMN at DATE;\n')],
      [],
    ],
    [
      'tables without models, among those that have them',
      ['users', 'teams', 'logs'],
      [
        write(
          'migrations/002.sql',
          'DROP TABLE jobs;\nCREATE TABLE tags (id INTEGER, label TEXT, kind TEXT);\n',
        ),
      ],
      ['removes table jobs  migrations/001.sql:4', 'adds table tags  migrations/002.sql:2'],
    ],
    [
      'a model that has columns from a class of a package, and one more',
      [],
      [
        write(
          MODELS,
          (app('users').get(MODELS) ?? '')
            .replace('(Base)', '(HasNote, Base)')
            .replace('note = Column(Text)', 'age = Column(Integer)'),
        ),
      ],
      ['adds column users.age  app/models.py:6'],
    ],
    ['the last model given up', ['users'], [remove(MODELS)], ['removes table users  app/models.py:3']],
    [
      'a schema that scripts name and models do not',
      ['users'],
      [write(FIRST, ['public.users', 'teams', 'logs', 'jobs'].map(table).join(''))],
      [],
    ],
  ];
  test.each(rows)('%s', (_what, before, steps, changes) => {
    const told = listChanges(app(...before), steps, ['table', 'column']);
    expect(told.filter((line) => !line.startsWith('modifies'))).toEqual(changes);
  });
});
