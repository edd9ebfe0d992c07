import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  readApp,
  remove,
  replace,
  type Sources,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('rails');
const SCHEMA = 'db/schema.rb';
const VERSION = '2024_03_02_090000';

function migration(
  body: string,
  name = '20240401100000_change',
  base = 'ActiveRecord::Migration[7.1]',
): Step {
  return write(`db/migrate/${name}.rb`, `class Change < ${base}\n${body}\nend\n`);
}

/** The schema is dumped anew with every migration. */
const DUMPED = replace(SCHEMA, VERSION, '2024_04_01_100000');

test('the tables and columns of the fixture app are those of its schema', () => {
  expect(listFacts(app, 'table')).toEqual([
    `comments  ${SCHEMA}:8`,
    `posts  ${SCHEMA}:18`,
    `users  ${SCHEMA}:29`,
  ]);
  expect(listFacts(app, 'column').map((column) => column.split(' ')[0])).toEqual([
    'comments.post_id',
    'comments.author_type',
    'comments.author_id',
    'comments.body',
    'comments.created_at',
    'comments.updated_at',
    'posts.title',
    'posts.body',
    'posts.likes_count',
    'posts.labels',
    'posts.rating',
    'posts.published_at',
    'posts.user_id',
    'users.email',
    'users.name',
    'users.active',
    'users.created_at',
    'users.updated_at',
  ]);
});

const changes: ChangeRow[] = [
  [
    'a column added, by migration and schema',
    [
      migration('  def change\n    add_column :users, :phone, :string\n  end'),
      DUMPED,
      replace(SCHEMA, '    t.string "name"\n', '    t.string "name"\n    t.string "phone"\n'),
    ],
    [`adds column users.phone  ${SCHEMA}:32`],
  ],
  [
    'by the migration alone',
    [migration('  def change\n    add_column :users, :phone, :string\n  end')],
    ['adds column users.phone  db/migrate/20240401100000_change.rb:3'],
  ],
  [
    'by the schema alone',
    [replace(SCHEMA, '    t.string "name"\n', '    t.string "name"\n    t.string "phone"\n')],
    [`adds column users.phone  ${SCHEMA}:32`],
  ],
  [
    'a column removed',
    [
      migration('  def change\n    remove_column :users, :name, :string\n  end'),
      DUMPED,
      replace(SCHEMA, '    t.string "name"\n', ''),
    ],
    [`removes column users.name  ${SCHEMA}:31`],
  ],
  [
    'a column renamed',
    [
      migration('  def change\n    rename_column :posts, :likes_count, :votes_count\n  end'),
      DUMPED,
      replace(SCHEMA, '"likes_count"', '"votes_count"'),
    ],
    [`renames column posts.likes_count -> posts.votes_count  ${SCHEMA}:21`],
  ],
  [
    'a column renamed by a migration that has not run',
    [migration('  def change\n    rename_column :posts, :likes_count, :votes_count\n  end')],
    ['renames column posts.likes_count -> posts.votes_count  db/migrate/20240401100000_change.rb:3'],
  ],
  [
    'a column that must be given now',
    [
      migration('  def change\n    change_column_null :users, :name, false\n  end'),
      DUMPED,
      replace(SCHEMA, '    t.string "name"\n', '    t.string "name", null: false\n'),
    ],
    [`modifies contract column users.name  ${SCHEMA}:31`],
  ],
  [
    'another type, by a migration that has not run',
    [
      migration(
        '  def up\n    change_column :users, :name, :text\n  end\n\n  def down\n    change_column :users, :name, :string\n    remove_column :users, :email\n  end',
      ),
    ],
    ['modifies contract column users.name  db/migrate/20240401100000_change.rb:3'],
  ],
  [
    'another default',
    [replace(SCHEMA, 't.integer "likes_count", default: 0,', 't.integer "likes_count", default: 1,')],
    [`modifies body column posts.likes_count  ${SCHEMA}:21`],
  ],
  [
    'a longer text',
    [replace(SCHEMA, 't.string "title", limit: 200,', 't.string "title", limit: 300,')],
    [`modifies contract column posts.title  ${SCHEMA}:19`],
  ],
  ['an index', [replace(SCHEMA, '    t.index ["user_id"], name: "index_posts_on_user_id"\n', '')], []],
  ['how it is written', [replace(SCHEMA, '    t.text "body"\n', '    t.text(:body) # long\n')], []],
  [
    'another kind of key',
    [replace(SCHEMA, 'create_table "users", force', 'create_table "users", id: :uuid, force')],
    [`modifies body table users  ${SCHEMA}:29`],
  ],
  [
    'a table made',
    [
      migration(
        '  def change\n    create_table :tags do |t|\n      t.string :name, :slug, null: false\n      t.belongs_to :owner, polymorphic: true\n      t.index :name\n      t.timestamps\n    end\n    create_join_table :posts, :tags\n  end',
      ),
    ],
    [
      'adds table tags  db/migrate/20240401100000_change.rb:3',
      'adds table posts_tags  db/migrate/20240401100000_change.rb:9',
    ],
  ],
  [
    'a table dropped, in a block of its own',
    [
      migration(
        '  def up\n    safety_assured do\n      drop_table :comments if table_exists?(:comments)\n    end\n  end',
      ),
    ],
    [`removes table comments  ${SCHEMA}:8`],
  ],
  [
    'a table renamed',
    [migration('  def change\n    rename_table :comments, :replies\n  end')],
    ['renames table comments -> replies  db/migrate/20240401100000_change.rb:3'],
  ],
  [
    'what runs one way only',
    [
      migration(
        '  def change\n    reversible do |dir|\n      dir.up { remove_columns :users, :name, :active }\n      dir.down do\n        drop_table :users\n      end\n    end\n  end',
      ),
    ],
    [`removes column users.name  ${SCHEMA}:31`, `removes column users.active  ${SCHEMA}:32`],
  ],
  [
    'in the block of a table that is there',
    [
      migration(
        '  def change\n    change_table :users, bulk: true do |t|\n      t.rename :name, :nick\n      t.remove :active\n      t.references :team, type: :uuid, null: false\n    end\n    add_timestamps :posts\n    remove_reference :comments, :author, polymorphic: true\n  end',
      ),
    ],
    [
      'renames column users.name -> users.nick  db/migrate/20240401100000_change.rb:4',
      'adds column users.team_id  db/migrate/20240401100000_change.rb:6',
      'adds column posts.created_at  db/migrate/20240401100000_change.rb:8',
      'adds column posts.updated_at  db/migrate/20240401100000_change.rb:8',
      `removes column comments.author_type  ${SCHEMA}:10`,
      `removes column comments.author_id  ${SCHEMA}:11`,
      `removes column users.active  ${SCHEMA}:32`,
    ],
  ],
  ['a migration that has run taken away', [remove('db/migrate/20240302090000_create_comments.rb')], []],
  [
    "a base of migrations of one's own",
    [
      migration(
        '  def change\n    add_column "users", "phone", "string"\n  end',
        '20240401100000_change',
        'Blog::Migration',
      ),
    ],
    ['adds column users.phone  db/migrate/20240401100000_change.rb:3'],
  ],
  [
    'tables that nobody can tell',
    [
      migration(
        '  def change\n    create_table table_name do |t|\n      t.string :a\n    end\n    add_column "#{x}_y", :b, :string\n  end',
      ),
    ],
    [],
  ],
];

describe('what becomes of tables and columns', () => {
  testChanges(app, ['table', 'column'], changes);
});

test('a schema that takes in what had not run changes nothing', () => {
  const pending = new Map(app);
  const moved = new Map<string, string>();
  migration(
    '  def change\n    add_column :users, :phone, :string, null: false, default: ""\n    add_reference :posts, :editor\n  end',
  )(pending, moved);
  expect(
    listChanges(
      pending,
      [
        DUMPED,
        replace(
          SCHEMA,
          '    t.string "name"\n',
          '    t.string "name"\n    t.string "phone", default: "", null: false\n',
        ),
        replace(
          SCHEMA,
          '    t.bigint "user_id", null: false\n',
          '    t.bigint "user_id", null: false\n    t.bigint "editor_id"\n',
        ),
      ],
      ['table', 'column'],
    ),
  ).toEqual([]);
});

/** Names alone, of tables and columns. */
function names(files: Sources): string[] {
  return [...listFacts(files, 'table'), ...listFacts(files, 'column')].map(
    (fact) => fact.split(' ')[0] ?? '',
  );
}

describe('where there is no schema in Ruby', () => {
  const migrations = new Map([...app].filter(([path]) => path !== SCHEMA));

  test('migrations are replayed', () => {
    expect(names(migrations)).toEqual([
      'users',
      'comments',
      'users.email',
      'users.name',
      'users.active',
      'users.created_at',
      'users.updated_at',
      'comments.post_id',
      'comments.author_id',
      'comments.author_type',
      'comments.body',
      'comments.created_at',
      'comments.updated_at',
    ]);
  });

  test('a dump in SQL has the word', () => {
    const dumped = new Map([
      ...migrations,
      ['db/structure.sql', 'CREATE TABLE public.users (id bigint NOT NULL);\n'],
    ]);
    expect(names(dumped)).toEqual(['users', 'users.id']);
  });

  test('each database has its own', () => {
    const two = new Map([
      ...app,
      [
        'db/logs_schema.rb',
        'ActiveRecord::Schema[7.1].define(version: 2024_01_01_000000) do\n  create_table "lines" do |t|\n    t.text "text"\n  end\nend\n',
      ],
      [
        'db/logs_migrate/20240101000000_create_lines.rb',
        'class CreateLines < ActiveRecord::Migration[7.1]\n  def change\n    create_table(:lines) { |t| t.text :text }\n  end\nend\n',
      ],
      [
        'db/logs_migrate/20240102000000_add_level.rb',
        'class AddLevel < ActiveRecord::Migration[7.1]\n  def change\n    add_column :lines, :level, :integer\n  end\nend\n',
      ],
    ]);
    expect(names(two).filter((name) => name.startsWith('lines'))).toEqual([
      'lines',
      'lines.level',
      'lines.text',
    ]);
  });
});

test('loops over lists that are written out', () => {
  const files = new Map([
    ['Gemfile', "gem 'rails'\n"],
    [
      'db/migrate/20240401100000_create_shelves.rb',
      `class CreateShelves < ActiveRecord::Migration[7.1]
  def change
    create_table :shelves do |t|
      %w[width height].each { |name| t.integer name, null: false }
    end
    [:shelves].each do |table|
      add_column table, :colour, :string
    end
    { owner: :string, floor: :integer }.each do |name, type|
      add_column :shelves, "#{name}_of", type
    end
    %i[one two].each do |name|
      create_table "shop_#{name}"
    end
    tables.each { |table| add_column table, :lost, :string }
  end
end
`,
    ],
  ]);
  expect(listFacts(files, 'table').map((line) => line.split(' ')[0])).toEqual([
    'shelves',
    'shop_one',
    'shop_two',
  ]);
  expect(listFacts(files, 'column').map((line) => line.split(' ')[0])).toEqual([
    'shelves.height',
    'shelves.width',
    'shelves.colour',
    'shelves.floor_of',
    'shelves.owner_of',
  ]);
});
