import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  listNames,
  move,
  readApp,
  replace,
  testChanges,
  treeOf,
  write,
} from '../../../test/fixture-app.ts';

const django = readApp('django');
const alchemy = readApp('sqlalchemy');
const SHOP = 'shop/models.py';
const CORE = 'core/models.py';
const USERS = 'app/models/users.py';
const ORDERS = 'app/models/orders.py';
const TABLES = 'app/legacy/tables.py';

test('the tables of the Django app', () => {
  expect(listFacts(django, 'table')).toEqual([
    'accounts_user  accounts/models.py:5',
    'shop_category  shop/models.py:7',
    'shop_product  shop/models.py:15',
    'shop_product_categories  shop/models.py:23',
    'orders  shop/models.py:32',
    'shop_orderline  shop/models.py:42',
    'shop_giftorder  shop/models.py:53',
  ]);
});

test('the columns of the Django app', () => {
  expect(listFacts(django, 'column')).toEqual([
    'accounts_user.nickname  accounts/models.py:6',
    'accounts_user.boss  accounts/models.py:7',
    'accounts_user.city  accounts/models.py:8',
    'orders.created_at  core/models.py:5',
    'shop_product.created_at  core/models.py:5',
    'orders.updated_at  core/models.py:6',
    'shop_product.updated_at  core/models.py:6',
    'shop_category.name  shop/models.py:8',
    'shop_category.parent_id  shop/models.py:9',
    'shop_product.title  shop/models.py:20',
    'shop_product.price  shop/models.py:21',
    'shop_product.kind  shop/models.py:22',
    'shop_product.in_stock  shop/models.py:24',
    'orders.customer_id  shop/models.py:33',
    'orders.paid  shop/models.py:34',
    'orders.note  shop/models.py:35',
    'shop_orderline.order_id  shop/models.py:43',
    'shop_orderline.product_id  shop/models.py:44',
    'shop_orderline.count  shop/models.py:45',
    'shop_giftorder.greeting  shop/models.py:54',
  ]);
});

test('the tables of the SQLAlchemy apps', () => {
  expect(listFacts(alchemy, 'table')).toEqual([
    'hero  app/heroes.py:9',
    'tags  app/legacy/tables.py:5',
    'orders  app/models/orders.py:7',
    'order_lines  app/models/orders.py:16',
    'auth.users  app/models/users.py:9',
    'profile  app/models/users.py:27',
    'tagged  shop/models.py:3',
    'shop_item  shop/models.py:15',
    'vouchers  shop/models.py:21',
  ]);
});

test('the columns of the SQLAlchemy apps', () => {
  expect(listFacts(alchemy, 'column')).toEqual([
    'hero.name  app/heroes.py:5',
    'hero.age  app/heroes.py:6',
    'hero.id  app/heroes.py:10',
    'hero.team_id  app/heroes.py:11',
    'tags.id  app/legacy/tables.py:8',
    'tags.label  app/legacy/tables.py:9',
    'auth.users.created_at  app/models/base.py:20',
    'orders.created_at  app/models/base.py:20',
    'orders.id  app/models/orders.py:10',
    'orders.user_id  app/models/orders.py:11',
    'orders.total  app/models/orders.py:12',
    'order_lines.order_id  app/models/orders.py:19',
    'order_lines.count  app/models/orders.py:20',
    'auth.users.id  app/models/users.py:13',
    'auth.users.email  app/models/users.py:14',
    'auth.users.name  app/models/users.py:15',
    'auth.users.type  app/models/users.py:16',
    'auth.users.level  app/models/users.py:24',
    'profile.user_id  app/models/users.py:28',
    'profile.bio  app/models/users.py:29',
    'tagged.item_id  shop/models.py:5',
    'tagged.tag  shop/models.py:6',
    'shop_item.changed_by  shop/models.py:12',
    'shop_item.id  shop/models.py:16',
    'shop_item.name  shop/models.py:17',
    'vouchers.code  shop/models.py:24',
  ]);
});

const djangoRows: ChangeRow[] = [
  [
    'a field removed',
    [replace(SHOP, '    note = models.TextField(blank=True)\n', '')],
    ['removes column orders.note  shop/models.py:35'],
  ],
  [
    'a field renamed',
    [replace(SHOP, '    note = models', '    remark = models')],
    ['renames column orders.note -> orders.remark  shop/models.py:35'],
  ],
  [
    'a field renamed that keeps its column',
    [
      replace(
        SHOP,
        '    note = models.TextField(blank=True)',
        '    remark = models.TextField(blank=True, db_column="note")',
      ),
    ],
    [],
  ],
  [
    'a field that may be null',
    [
      replace(
        SHOP,
        'count = models.PositiveIntegerField(default=1)',
        'count = models.PositiveIntegerField(default=1, null=True)',
      ),
    ],
    ['modifies contract column shop_orderline.count  shop/models.py:45'],
  ],
  [
    'a longer text',
    [replace(SHOP, '"the title", max_length=200', '"the title", max_length=255')],
    ['modifies contract column shop_product.title  shop/models.py:20'],
  ],
  [
    'a default',
    [replace(SHOP, 'default=False', 'default=True')],
    ['modifies body column orders.paid  shop/models.py:34'],
  ],
  [
    'what a field is called for people',
    [replace(SHOP, '"the title", max_length', 'verbose_name="Title", max_length')],
    [],
  ],
  [
    'a reference to another model',
    [
      replace(
        SHOP,
        'models.ForeignKey(Product, on_delete=models.PROTECT)',
        'models.ForeignKey(Category, on_delete=models.PROTECT)',
      ),
    ],
    ['modifies contract column shop_orderline.product_id  shop/models.py:44'],
  ],
  ['an annotation', [replace('accounts/models.py', 'city: str =', 'city =')], []],
  [
    'a column of all that have a mixin',
    [replace(CORE, '    updated_at = models.DateTimeField(auto_now=True)\n', '')],
    [
      'removes column orders.updated_at  core/models.py:6',
      'removes column shop_product.updated_at  core/models.py:6',
    ],
  ],
  [
    'a model renamed',
    [
      replace(SHOP, 'class Category(', 'class Group('),
      replace(SHOP, 'ManyToManyField(Category', 'ManyToManyField(Group'),
    ],
    ['renames table shop_category -> shop_group  shop/models.py:7'],
  ],
  [
    'a model removed',
    [
      replace(
        SHOP,
        'class OrderLine(models.Model):\n    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")\n    product = models.ForeignKey(Product, on_delete=models.PROTECT)\n    count = models.PositiveIntegerField(default=1)\n',
        '',
      ),
    ],
    ['removes table shop_orderline  shop/models.py:42'],
  ],
  [
    'a table given a name',
    [replace(SHOP, '        verbose_name_plural = "categories"', '        db_table = "category"')],
    ['renames table shop_category -> category  shop/models.py:7'],
  ],
  [
    'models split into files',
    [
      move(SHOP, 'shop/models/everything.py'),
      write('shop/models/__init__.py', 'from .everything import *\n'),
    ],
    [],
  ],
  [
    'what stands between many and many gone, under a name of its own, with a model of its own',
    [
      replace(
        SHOP,
        '    categories = models.ManyToManyField(Category, related_name="products")\n',
        '    tags = models.ManyToManyField(Category, db_table="product_tags", related_name="+")\n' +
          '    gifts = models.ManyToManyField("GiftOrder", through="OrderLine")\n',
      ),
    ],
    [
      'adds table product_tags  shop/models.py:23',
      'removes table shop_product_categories  shop/models.py:23',
    ],
  ],
  [
    'an app that says its label',
    [
      write(
        'shop/apps.py',
        'from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = "shop"\n    label = "store"\n',
      ),
    ],
    [
      'renames table shop_category -> store_category  shop/models.py:7',
      'renames table shop_product -> store_product  shop/models.py:15',
      'renames table shop_product_categories -> store_product_categories  shop/models.py:23',
      'renames table shop_orderline -> store_orderline  shop/models.py:42',
      'renames table shop_giftorder -> store_giftorder  shop/models.py:53',
    ],
  ],
  [
    'expressions, which fields describe too',
    [
      write(
        'shop/functions.py',
        'from django.db.models import Func, IntegerField, models\n\n\nclass Length(Func):\n    output_field = IntegerField()\n\n\nclass Width(Length):\n    pass\n\n\nclass Height(Func):\n    field = IntegerField()\n',
      ),
    ],
    [],
  ],
  [
    'a base of another package',
    [
      write(
        'shop/extra.py',
        'from django.db import models\nfrom model_utils.models import TimeStampedModel\n\n\nclass Note(TimeStampedModel):\n    text = models.TextField()\n',
      ),
    ],
    ['adds table shop_note  shop/extra.py:5'],
  ],
  [
    'fields of forms and serializers',
    [
      write(
        'shop/forms.py',
        'from django import forms\nfrom django.db import models\n\n\nclass ProductForm(forms.ModelForm):\n    title = forms.CharField()\n\n\nclass Local(Base):\n    name = forms.CharField()\n',
      ),
    ],
    [],
  ],
];

describe('what became of tables and columns of Django', () => {
  testChanges(django, ['table', 'column'], djangoRows);
});

const rows: ChangeRow[] = [
  [
    'a column removed',
    [replace(ORDERS, '    total = sa.Column(sa.Numeric(10, 2))\n', '')],
    ['removes column orders.total  app/models/orders.py:12'],
  ],
  [
    'a column renamed',
    [replace(ORDERS, '    total = sa', '    amount = sa')],
    ['renames column orders.total -> orders.amount  app/models/orders.py:12'],
  ],
  [
    'an attribute renamed that keeps its column',
    [replace(ORDERS, '    total = sa.Column(', '    amount = sa.Column("total", ')],
    [],
  ],
  [
    'a column that must have a value',
    [replace(USERS, 'name: Mapped[Optional[str]]', 'name: Mapped[str]')],
    ['modifies contract column auth.users.name  app/models/users.py:15'],
  ],
  [
    'the same said otherwise',
    [replace(USERS, 'name: Mapped[Optional[str]]', 'name: Mapped[str | None]')],
    [],
  ],
  [
    'a type',
    [replace(ORDERS, 'Numeric(10, 2)', 'Numeric(12, 2)')],
    ['modifies contract column orders.total  app/models/orders.py:12'],
  ],
  [
    'a default',
    [replace(ORDERS, 'default=1', 'default=2')],
    ['modifies body column order_lines.count  app/models/orders.py:20'],
  ],
  ['a relation', [replace(ORDERS, '    user = relationship("User", back_populates="orders")\n', '')], []],
  [
    'a table renamed',
    [replace(ORDERS, '"order_lines"', '"lines"')],
    ['renames table order_lines -> lines  app/models/orders.py:16'],
  ],
  [
    'a schema',
    [replace(USERS, '{"schema": "auth"}', '{"schema": "people"}')],
    ['renames table auth.users -> people.users  app/models/users.py:9'],
  ],
  ['a class renamed that keeps its table', [replace(ORDERS, 'class OrderLine(', 'class Line(')], []],
  [
    'a class renamed that its table is called after',
    [replace(USERS, 'class Profile(', 'class Biography(')],
    ['renames table profile -> biography  app/models/users.py:27'],
  ],
  [
    'a mixin left out',
    [replace(ORDERS, 'class Order(TimeStamped, Base)', 'class Order(Base)')],
    ['removes column orders.created_at  app/models/base.py:20'],
  ],
  [
    'a column of a table without a class',
    [replace(TABLES, '"label", String(50)', '"label", String(80)')],
    ['modifies contract column tags.label  app/legacy/tables.py:9'],
  ],
  [
    'a class moved to another file',
    [
      replace(ORDERS, '\n\nclass OrderReport:\n    """Not a table."""\n\n    total = 0\n', ''),
      move(ORDERS, 'app/models/sales.py'),
    ],
    [],
  ],
  [
    'a column that a mixin makes for each class',
    [
      replace(
        'app/models/base.py',
        'class TimeStamped:\n',
        'class TimeStamped:\n    @declared_attr\n    def owner_id(cls):\n        return mapped_column(ForeignKey("auth.users.id"))\n\n',
      ),
    ],
    [
      'adds column auth.users.owner_id  app/models/base.py:21',
      'adds column orders.owner_id  app/models/base.py:21',
    ],
  ],
  [
    'a table by the convention of Flask-SQLAlchemy',
    [replace('shop/models.py', 'class ShopItem(', 'class StoreItem(')],
    ['renames table shop_item -> store_item  shop/models.py:15'],
  ],
  [
    'tables in texts',
    [
      write(
        'app/x.py',
        'import sqlalchemy\n"""class A(Base):\n    __tablename__ = "a" """\nSQL = "CREATE TABLE b (c int)"\n',
      ),
    ],
    [],
  ],
];

describe('what became of tables and columns of SQLAlchemy', () => {
  testChanges(alchemy, ['table', 'column'], rows);
});

test.each([
  ['f"{cls.__name__.lower()}s"', 'orderlines'],
  ['cls.__name__.lower() + "s"', 'orderlines'],
  ['cls.__name__.lower()', 'orderline'],
  ['f"{to_snake(cls.__name__)}s"', 'order_lines'],
])('a mixin that calls tables %s is no table by itself', (name, table) => {
  const files = new Map([
    [
      'base.py',
      `from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass IntId:\n    id: Mapped[int] = mapped_column(primary_key=True)\n\n    @declared_attr.directive\n    def __tablename__(cls) -> str:\n        return ${name}\n`,
    ],
    [
      'orders.py',
      'from sqlalchemy.orm import Mapped\n\nfrom base import Base, IntId\n\n\nclass OrderLine(IntId, Base):\n    product: Mapped[str]\n',
    ],
  ]);
  expect(listFacts(files, 'table')).toEqual([`${table}  orders.py:6`]);
  expect(listFacts(files, 'column')).toEqual([`${table}.id  base.py:9`, `${table}.product  orders.py:7`]);
});

describe('what tells that a source is about SQLAlchemy', () => {
  test('the name of its table, where columns come by way of another module', () => {
    const files = new Map([
      ['app/sql.py', 'import sqlalchemy\n\nColumn = sqlalchemy.Column\nString = sqlalchemy.String\n'],
      [
        'app/users.py',
        'from app import sql\n\n\nclass User(sql.ModelBase):\n    __tablename__ = "users"\n    name = sql.Column(sql.String(64))\n',
      ],
    ]);
    expect(listFacts(files, 'column')).toEqual(['users.name  app/users.py:6']);
  });

  test('all that is imported from it', () => {
    const files = new Map([
      ['tables.py', 'from sqlalchemy import *\n\nTable("users", MetaData(), Column("id", Integer))\n'],
    ]);
    expect(listFacts(files, 'column')).toEqual(['users.id  tables.py:3']);
  });

  test.each([
    ['a revision of Alembic', 'revision = "2"\ndown_revision = "1"\n\n\ndef upgrade():\n    pass\n'],
    [
      'a step of sqlalchemy-migrate',
      '\n\ndef upgrade(migrate_engine):\n    Table("tags", meta, Column("id", Integer)).create()\n',
    ],
  ])('not the tables that %s moves data with', (_what, rest) => {
    const tables =
      'from sqlalchemy import *\n\n\nclass User(Base):\n    __tablename__ = "users"\n    id = Column(Integer)\n\n\nroles = Table("roles", meta, Column("id", Integer))\n';
    expect(listFacts(new Map([['migrations/versions/2_roles.py', tables + rest]]), 'table')).toEqual([]);
  });

  test('not something called db in an app of Django', () => {
    const model =
      'from django.db import models\n\n\nclass Note(models.Model):\n    text = models.TextField()\n';
    const before = new Map([
      ['notes/models.py', model],
      ['notes/db.py', 'lock = 1\n'],
    ]);
    expect(
      listChanges(before, [write('notes/models.py', `from . import db\n${model}`)], ['table', 'column']),
    ).toEqual([]);
  });
});

test('columns that functions of the tree give, that are deferred, and that fields name', () => {
  const tree = treeOf({
    'app/article.py':
      'from app.database import Model, reference_col\nfrom sqlalchemy import Column, Text\nfrom sqlalchemy.orm import deferred\nclass Article(Model):\n    __tablename__ = "article"\n' +
      '    author_id = reference_col("users", nullable=False)\n    text = deferred(Column("body", Text))\n    made = make_it()\n',
    'app/hero.py':
      'from sqlmodel import Column, Field, JSON, SQLModel\nclass Hero(SQLModel, table=True):\n    meta: dict = Field(sa_column=Column("metadata", JSON))\n    name: str = Field(sa_column=Column(JSON))\n',
  });
  expect(listNames(tree, 'column')).toEqual([
    'article.author_id',
    'article.body',
    'hero.metadata',
    'hero.name',
  ]);
});

test('tables of Peewee', () => {
  const tree = treeOf({
    'app/models.py':
      'from peewee import *\ndb = SqliteDatabase("x.db")\ndef KeyField(): return AutoField()\nclass BaseModel(Model):\n    class Meta:\n        database = db\n' +
      'class ShopUser(BaseModel):\n    id = KeyField()\n    name = CharField(column_name="login")\n' +
      'class Like(BaseModel):\n    user = ForeignKeyField(ShopUser, null=True)\n    tags = ManyToManyField(ShopUser)\n    class Meta:\n        table_name = "likes"\n',
    'app/more.py':
      'import peewee as pw\nfrom app.models import BaseModel\nclass Extra(BaseModel):\n    note = pw.TextField()\ndef make(name):\n    class Made(BaseModel):\n        note = pw.TextField()\n    return Made\n',
    'snake.py':
      'import peewee\nclass Root(peewee.Model):\n    class Meta:\n        legacy_table_names = False\nclass RadioStation(Root):\n    url = peewee.TextField()\n',
  });
  expect(listNames(tree, 'table').sort()).toEqual(['extra', 'likes', 'radio_station', 'shopuser']);
  expect(listNames(tree, 'column').sort()).toEqual([
    'extra.note',
    'likes.user_id',
    'radio_station.url',
    'shopuser.id',
    'shopuser.login',
  ]);
});

test('tables of Tortoise', () => {
  const tree = treeOf({
    'models.py':
      'from tortoise import fields, models\nfrom tortoise.models import Model\nclass Dated:\n    made_at = fields.DatetimeField(null=True)\n' +
      'class Keyed(Model):\n    id = fields.IntField(pk=True)\n    class Meta:\n        abstract = True\n' +
      'class Cup(Dated, Keyed):\n    name = fields.CharField(max_length=255)\n    games: fields.ReverseRelation["Game"]\n' +
      'class Game(models.Model):\n    cup = fields.ForeignKeyField("models.Cup")\n    teams = fields.ManyToManyField("models.Team")\n    prize = fields.DecimalField(source_field="sum")\n    class Meta:\n        table = "games"\n',
  });
  expect(listNames(tree, 'table').sort()).toEqual(['cup', 'games']);
  expect(listNames(tree, 'column').sort()).toEqual([
    'cup.id',
    'cup.made_at',
    'cup.name',
    'games.cup_id',
    'games.sum',
  ]);
});
