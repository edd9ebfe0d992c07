import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  readApp,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('alembic');
const MODELS = 'app/models.py';
const FIRST = 'legacy/migrations/versions/b9_first.py';

test('the tables: of models where there are, else of revisions in their own order', () => {
  expect(listFacts(app, 'table')).toEqual([
    'users  app/models.py:7',
    'teams  app/models.py:15',
    'billing.invoices_old  legacy/migrations/versions/a1_invoices.py:15',
    'invoices  legacy/migrations/versions/a1_invoices.py:16',
    'remarks  legacy/migrations/versions/b2_change.py:24',
    'customers  legacy/migrations/versions/b9_first.py:9',
  ]);
});

test('the columns', () => {
  expect(listFacts(app, 'column')).toEqual([
    'users.id  app/models.py:10',
    'users.email  app/models.py:11',
    'users.team_id  app/models.py:12',
    'teams.id  app/models.py:18',
    'teams.name  app/models.py:19',
    'billing.invoices_old.id  legacy/migrations/versions/a1_invoices.py:10',
    'billing.invoices_old.customer_id  legacy/migrations/versions/a1_invoices.py:11',
    'billing.invoices_old.sum  legacy/migrations/versions/a1_invoices.py:12',
    'invoices.id  legacy/migrations/versions/a1_invoices.py:17',
    'remarks.id  legacy/migrations/versions/a1_invoices.py:20',
    'remarks.text  legacy/migrations/versions/a1_invoices.py:20',
    'invoices.total  legacy/migrations/versions/b2_change.py:13',
    'customers.phone  legacy/migrations/versions/b2_change.py:18',
    'customers.name  legacy/migrations/versions/b2_change.py:20',
    'invoices.changed_by  legacy/migrations/versions/b2_change.py:27',
    'invoices.created_by  legacy/migrations/versions/b2_change.py:27',
    'invoices.paid  legacy/migrations/versions/b2_change.py:28',
    'customers.id  legacy/migrations/versions/b9_first.py:10',
  ]);
});

const revision = (id: string, after: string, body: string): Step =>
  write(
    `legacy/migrations/versions/${id}_next.py`,
    `from alembic import op\nimport sqlalchemy as sa\nrevision = "${id}"\ndown_revision = "${after}"\ndef upgrade():\n    ${body}\n\ndef downgrade():\n    op.drop_table("invoices")\n`,
  );

const rows: ChangeRow[] = [
  [
    'a column dropped by a revision whose name comes first',
    [revision('00', 'b2', 'op.drop_column("customers", "phone")')],
    ['removes column customers.phone  legacy/migrations/versions/b2_change.py:18'],
  ],
  [
    'a column renamed, another added',
    [
      revision(
        '00',
        'b2',
        'op.alter_column("remarks", "text", new_column_name="body"); op.add_column("remarks", sa.Column("at", sa.DateTime()))',
      ),
    ],
    [
      'adds column remarks.at  legacy/migrations/versions/00_next.py:6',
      'renames column remarks.text -> remarks.body  legacy/migrations/versions/00_next.py:6',
    ],
  ],
  [
    'a type, a default',
    [
      revision(
        '00',
        'b2',
        'op.alter_column("remarks", "text", type_=sa.String(9)); op.alter_column("customers", "phone", server_default="0")',
      ),
    ],
    [
      'modifies body column customers.phone  legacy/migrations/versions/00_next.py:6',
      'modifies contract column remarks.text  legacy/migrations/versions/00_next.py:6',
    ],
  ],
  [
    'a table dropped, one renamed, one made',
    [
      revision(
        '00',
        'b2',
        'op.drop_table("remarks"); op.rename_table("customers", "clients"); op.create_table("tags", sa.Column("id", sa.Integer()))',
      ),
    ],
    [
      'renames table customers -> clients  legacy/migrations/versions/00_next.py:6',
      'adds table tags  legacy/migrations/versions/00_next.py:6',
      'removes table remarks  legacy/migrations/versions/b2_change.py:24',
    ],
  ],
  [
    'revisions that come after each other in a circle',
    [replace(FIRST, 'down_revision = None', "down_revision = 'a1'")],
    [],
  ],
  [
    'a column of a model, with its revision',
    [
      replace(MODELS, '    team_id = Column(Integer, ForeignKey("teams.id"))\n', ''),
      write(
        'alembic/versions/0000_x.py',
        'from alembic import op\nrevision = "0000"\ndown_revision = "0a0a"\n\n\ndef upgrade():\n    op.drop_column("users", "team_id")\n',
      ),
    ],
    ['removes column users.team_id  app/models.py:12'],
  ],
  [
    'a table of a model, with its revision',
    [
      write(
        MODELS,
        '"""Moved."""\nfrom sqlalchemy.orm import declarative_base\n\nBase = declarative_base()\n\n\nclass User(Base):\n    __tablename__ = "users"\n\n    id = Column(Integer, primary_key=True)\n    email = Column(String(200), nullable=False)\n',
      ),
      write(
        'alembic/versions/0000_x.py',
        'from alembic import op\nrevision = "0000"\ndown_revision = "0a0a"\n\n\ndef upgrade():\n    op.drop_column("users", "team_id")\n    op.drop_table("teams")\n',
      ),
    ],
    ['removes column users.team_id  app/models.py:12', 'removes table teams  app/models.py:15'],
  ],
  ['only the way back', [replace(FIRST, "    op.drop_table('customers')\n", '    pass\n')], []],
];

describe('what became of tables and columns', () => {
  testChanges(app, ['table', 'column'], rows);
});
