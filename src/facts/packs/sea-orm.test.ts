import { describe, expect, test } from 'vitest';
import {
  listChanges,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  type Step,
} from '../../../test/fixture-app.ts';

const app = readApp('sea-orm');
const BAKER = 'entity/src/baker.rs';
const CAKE = 'entity/src/cake.rs';

test('the tables and columns of the app', () => {
  expect([...listFacts(app, 'table'), ...listFacts(app, 'column')]).toEqual([
    'staff.bakers  entity/src/baker.rs:7',
    'cakes  entity/src/cake.rs:5',
    'staff.bakers.id  entity/src/baker.rs:9',
    'staff.bakers.name  entity/src/baker.rs:11',
    'cakes.id  entity/src/cake.rs:7',
    'cakes.title  entity/src/cake.rs:9',
    'cakes.price  entity/src/cake.rs:10',
    'cakes.extras  entity/src/cake.rs:12',
    'cakes.type  entity/src/cake.rs:13',
    'cakes.baked_by  entity/src/cake.rs:14',
  ]);
});

const rows: [what: string, steps: Step[], changes: string[]][] = [
  [
    'a field removed',
    [replace(CAKE, '    pub price: Option<Decimal>,\n', '')],
    ['removes column cakes.price  entity/src/cake.rs:10'],
  ],
  [
    'a field called otherwise',
    [replace(CAKE, 'pub price:', 'pub cost:')],
    ['renames column cakes.price -> cakes.cost  entity/src/cake.rs:10'],
  ],
  ['a field called otherwise, not its column', [replace(CAKE, 'pub name:', 'pub title:')], []],
  [
    'what must have a value',
    [replace(CAKE, 'Option<Decimal>', 'Decimal')],
    ['modifies contract column cakes.price  entity/src/cake.rs:10'],
  ],
  [
    'another type',
    [replace(BAKER, '"Text"', '"Char(Some(20))"')],
    ['modifies contract column staff.bakers.name  entity/src/baker.rs:11'],
  ],
  [
    'what is unique no more',
    [replace(CAKE, ', unique', '')],
    ['modifies body column cakes.title  entity/src/cake.rs:9'],
  ],
  [
    'a table called otherwise',
    [replace(CAKE, '"cakes"', '"pies"')],
    ['renames table cakes -> pies  entity/src/cake.rs:5'],
  ],
  ['what is not kept, removed', [replace(CAKE, '    #[sea_orm(ignore)]\n    pub shown: bool,\n', '')], []],
  ['a file moved', [move(CAKE, 'entity/src/cakes.rs')], []],
  ['an entity removed', [remove(BAKER)], ['removes table staff.bakers  entity/src/baker.rs:7']],
];

describe('changes', () => {
  test.each(rows)('%s', (_what, steps, expected) => {
    expect(listChanges(app, steps, ['table', 'column'])).toEqual(expected);
  });
});
