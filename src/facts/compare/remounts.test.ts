import { expect, test } from 'vitest';
import { listChanges, replace } from '../../../test/fixture-app.ts';

const ROUTES =
  "import { Router } from 'express';\nexport const r = Router();\nr.get('/', all);\nr.get('/:id', one);\n";
const APP = `import express from 'express';
import { r as users } from './users';
import { r as orders } from './orders';
const app = express();
app.use('/users', users);
app.use('/orders', orders);
`;
const app = new Map([
  ['users.ts', ROUTES],
  ['orders.ts', ROUTES],
  ['app.ts', APP],
]);
const computed = [
  replace('app.ts', "app.use('/users'", 'app.use(config.usersPath'),
  replace('app.ts', "app.use('/orders'", 'app.use(config.ordersPath'),
];

test('routers of the same routes whose prefixes are computed now are all told of, the route without a path, too', () => {
  expect(listChanges(app, computed, ['endpoint'])).toEqual([
    '? modifies contract endpoint GET /orders  orders.ts:3',
    '? modifies contract endpoint GET /orders/{}  orders.ts:4',
    '? modifies contract endpoint GET /users  users.ts:3',
    '? modifies contract endpoint GET /users/{}  users.ts:4',
  ]);
});

test('where another router had a computed prefix all along', () => {
  const before = new Map(app);
  computed[0]?.(before, new Map());
  expect(listChanges(before, computed.slice(1), ['endpoint'])).toEqual([
    '? modifies contract endpoint GET /orders  orders.ts:3',
    '? modifies contract endpoint GET /orders/{}  orders.ts:4',
  ]);
});

test('a prefix that is written out now changes nothing', () => {
  const before = new Map(app);
  for (const step of computed) step(before, new Map());
  const back = [
    replace('app.ts', 'app.use(config.usersPath', "app.use('/users'"),
    replace('app.ts', 'app.use(config.ordersPath', "app.use('/orders'"),
  ];
  expect(listChanges(before, back, ['endpoint'])).toEqual([]);
});

test('a route without a path that goes, under a prefix nobody knows, is nothing anybody could name', () => {
  const before = new Map(app);
  for (const step of computed) step(before, new Map());
  expect(listChanges(before, [replace('users.ts', "r.get('/', all);\n", '')], ['endpoint'])).toEqual([]);
});
