import { describe, expect, test } from 'vitest';
import {
  listChanges,
  listFacts,
  readApp,
  remove,
  replace,
  type Step,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('laravel');
const USERS = 'database/migrations/2024_01_01_000000_create_users_table.php';
const ORDERS = 'database/migrations/2024_02_01_000000_create_orders_table.php';
const TIDY = 'database/migrations/2024_03_01_000000_tidy_up.php';

function names(files: ReadonlyMap<string, string>): string[] {
  const facts = [...listFacts(files, 'table'), ...listFacts(files, 'column')];
  return facts.map((line) => line.replace(/ {2}.*/, '')).sort();
}

test('the tables of the fixture app', () => {
  expect(names(app)).toEqual([
    'customers',
    'customers.email',
    'customers.id',
    'customers.phone',
    'order_items',
    'order_items.id',
    'order_items.order_id',
    'order_items.quantity',
    'order_items.sku',
    'orders',
    'orders.created_at',
    'orders.deleted_at',
    'orders.id',
    'orders.meta',
    'orders.number',
    'orders.source_id',
    'orders.source_type',
    'orders.status',
    'orders.total',
    'orders.updated_at',
    'orders.user_id',
    'tokens',
    'tokens.token',
    'users',
    'users.created_at',
    'users.email',
    'users.email_verified_at',
    'users.id',
    'users.locale',
    'users.name',
    'users.password',
    'users.remember_token',
    'users.updated_at',
  ]);
});

/** A migration that runs after all others. */
function later(up: string, name = 'database/migrations/2025_01_01_000000_later.php'): Step {
  return write(
    name,
    `<?php\nreturn new class extends Migration {\n  public function up() {\n    ${up}\n  }\n  public function down() { Schema::drop('users'); }\n};`,
  );
}

function inUsers(statements: string): Step {
  return later(`Schema::table('users', function (Blueprint $table) { ${statements} });`);
}

const LATER = 'database/migrations/2025_01_01_000000_later.php:4';

describe('what becomes of tables and columns', () => {
  test.each<[what: string, steps: Step[], changes: string[]]>([
    [
      'a column added',
      [inUsers("$table->boolean('active')->default(true);")],
      [`adds column users.active  ${LATER}`],
    ],
    [
      'several at once',
      [inUsers("$table->ulidMorphs('owner'); $table->softDeletes(); $table->ipAddress();")],
      [
        `adds column users.deleted_at  ${LATER}`,
        `adds column users.ip_address  ${LATER}`,
        `adds column users.owner_id  ${LATER}`,
        `adds column users.owner_type  ${LATER}`,
      ],
    ],
    [
      'columns of a loop',
      [inUsers("foreach (['a', 'b'] as $name) { $table->string($name); }")],
      [`adds column users.a  ${LATER}`, `adds column users.b  ${LATER}`],
    ],
    [
      'a column behind another one',
      [inUsers("$table->after('name', function ($table) { $table->string('nick'); });")],
      [`adds column users.nick  ${LATER}`],
    ],
    [
      'a column dropped',
      [inUsers("$table->dropColumn('password');")],
      [`removes column users.password  ${USERS}:16`],
    ],
    [
      'columns dropped',
      [
        inUsers(
          "$table->dropColumn('name', 'email'); $table->dropTimestamps(); $table->dropRememberToken();",
        ),
      ],
      [
        `removes column users.name  ${USERS}:13`,
        `removes column users.email  ${USERS}:14`,
        `removes column users.remember_token  ${USERS}:17`,
        `removes column users.created_at  ${USERS}:18`,
        `removes column users.updated_at  ${USERS}:18`,
      ],
    ],
    [
      'a key dropped with its constraint',
      [later("Schema::table('orders', fn ($table) => $table->dropConstrainedForeignIdFor(User::class));")],
      [`removes column orders.user_id  ${ORDERS}:16`],
    ],
    [
      'a column renamed',
      [inUsers("$table->renameColumn('name', 'full_name');")],
      [`renames column users.name -> users.full_name  ${LATER}`],
    ],
    [
      'a column of another type',
      [inUsers("$table->text('name')->change();")],
      [`modifies contract column users.name  ${LATER}`],
    ],
    [
      'a column that may be empty',
      [inUsers("$table->string('name')->nullable()->change();")],
      [`modifies contract column users.name  ${LATER}`],
    ],
    [
      'a default',
      [inUsers("$table->string('name')->default('?')->change();")],
      [`modifies body column users.name  ${LATER}`],
    ],
    ['a table dropped', [later("Schema::dropIfExists('tokens');")], [`removes table tokens  ${TIDY}:26`]],
    [
      'a table renamed',
      [later("Schema::rename('tokens', 'keys');")],
      [`renames table tokens -> keys  ${LATER}`],
    ],
    [
      'another connection, and a builder that is no facade',
      [
        later(
          "Schema::connection('log')->create('logs', function ($t) { $t->id(); }); $this->schema->table('users', function ($t) { $t->uuid(); });",
        ),
      ],
      [`adds column users.uuid  ${LATER}`, `adds table logs  ${LATER}`],
    ],
    [
      'statements of SQL',
      [
        later(
          '$p = DB::getTablePrefix(); DB::statement("ALTER TABLE {$p}users DROP COLUMN password"); DB::connection()->statement("UPDATE users SET name = 1");',
        ),
      ],
      [`removes column users.password  ${USERS}:16`],
    ],
    [
      'tables of a loop',
      [
        later(
          "foreach (['users', 'orders'] as $name) { Schema::table($name, fn ($t) => $t->uuid('public_id')); }",
        ),
      ],
      [`adds column orders.public_id  ${LATER}`, `adds column users.public_id  ${LATER}`],
    ],
    [
      'a migration of another directory that runs first',
      [
        later(
          "Schema::table('users', fn ($table) => $table->dropColumn('locale'));",
          'app-modules/a/database/migrations/2024_12_01_000000_x.php',
        ),
      ],
      [`removes column users.locale  ${TIDY}:19`],
    ],
    [
      'a migration taken away',
      [remove(TIDY)],
      [
        'adds column order_items.remark  database/migrations/2024_02_01_000000_create_orders_table.php:32',
        'renames column order_items.quantity -> order_items.amount  database/migrations/2024_02_01_000000_create_orders_table.php:31',
      ],
    ],
    [
      'the way back',
      [
        replace(
          TIDY,
          "$table->text('remark')->nullable();\n        });\n    }\n};",
          "$table->json('remark');\n        });\n    }\n};",
        ),
      ],
      [],
    ],
    [
      'what only looks like a migration',
      [write('app/A.php', "<?php class A { function run() { Schema::create('a', fn ($t) => $t->id()); } }")],
      [],
    ],
    [
      'names of tables by the keys of a configuration, those of columns by what they are otherwise',
      [
        later(
          "$tables = config('permission.table_names'); $columns = config('permission.column_names'); $role = $columns['role_pivot_key'] ?? 'role_id'; Schema::create($tables['roles'], static function (Blueprint $table) use ($role) { $table->id(); $table->string('name'); }); Schema::table('users', function ($table) use ($role) { $table->unsignedBigInteger($role); });",
        ),
      ],
      [`adds column users.role_id  ${LATER}`, `adds table roles  ${LATER}`],
    ],
    [
      'names that nobody knows',
      [later("Schema::create($names['roles'], function ($table) { $table->id(); });")],
      [],
    ],
  ])('%s', (what, steps, changes) => {
    const found = listChanges(app, steps, ['table', 'column']);
    if (what === 'a migration taken away') expect(found).toEqual(expect.arrayContaining(changes));
    else expect(found).toEqual(changes);
  });
});
