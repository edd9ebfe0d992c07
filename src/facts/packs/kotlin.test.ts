import { describe, expect, test } from 'vitest';
import { type ChangeRow, listChanges, listFacts, readApp, replace } from '../../../test/fixture-app.ts';

const app = readApp('kotlin');
const BASE = 'src/main/kotlin/com/acme/shop';
const WEB = `${BASE}/web`;
const ORDERS = `${WEB}/OrderController.kt`;
const ORDER = `${BASE}/domain/Order.kt`;
const REPOSITORY = `${BASE}/domain/OrderRepository.kt`;

function facts(kind: string): string[] {
  return listFacts(app, kind).map((line) => line.replaceAll(`${BASE}/`, ''));
}

test('the endpoints of the fixture app', () => {
  expect(facts('endpoint')).toEqual([
    'GET /people  src/main/java/com/acme/shop/web/LegacyRoutes.java:16',
    'GET /people/{}  src/main/java/com/acme/shop/web/LegacyRoutes.java:16',
    'POST /people  src/main/java/com/acme/shop/web/LegacyRoutes.java:17',
    'GET /ping  src/main/java/com/acme/shop/web/LegacyRoutes.java:23',
    'GET /api/orders/legacy  src/main/java/com/acme/shop/web/LegacyRoutes.java:24',
    'DELETE /admin/people  src/main/java/com/acme/shop/web/LegacyRoutes.java:30',
    'GET /api/orders  web/OrderController.kt:17',
    'GET /api/orders/by-id/{}  web/OrderController.kt:20',
    'GET /api/orders/{}  web/OrderController.kt:20',
    'POST /api/orders  web/OrderController.kt:26',
    'POST /api/orders/new  web/OrderController.kt:26',
    'PATCH /api/orders/{}  web/OrderController.kt:33',
    'PUT /api/orders/{}  web/OrderController.kt:33',
    'DELETE /api/orders/{}/forever  web/OrderController.kt:38',
    'GET /api/orders/count  web/OrderController.kt:48',
    'GET /api/orders/health  web/OrderController.kt:53',
    'GET /api/products  web/Routes.kt:15',
    'POST /api/products/new  web/Routes.kt:17',
    'DELETE /api/products/{}/picture  web/Routes.kt:18',
    'GET /search  web/Routes.kt:23',
    '… GET /status  web/StatusController.kt:5',
  ]);
});

test('the tables and columns of the fixture app', () => {
  expect([...facts('table'), ...facts('column')]).toEqual([
    'orders  domain/Order.kt:5',
    'line  domain/Order.kt:31',
    'customer  domain/Order.kt:34',
    'orders.id  domain/Order.kt:8',
    'orders.placed_on  domain/Order.kt:10',
    'orders.note  domain/Order.kt:12',
    'orders.customer_id  domain/Order.kt:14',
    'orders.paid  domain/Order.kt:21',
    'line.id  domain/Order.kt:32',
    'line.order_ref  domain/Order.kt:32',
    'line.price  domain/Order.kt:32',
    'customer.first_name  domain/Order.kt:35',
    'customer.id  domain/Order.kt:35',
    'orders.created_at  domain/Order.kt:39',
  ]);
});

test('the symbols of the fixture app: what is public without a word', () => {
  expect(facts('symbol').filter((line) => line.includes('Repository.kt'))).toEqual([
    'domain/OrderRepository.kt#OrderRepository  domain/OrderRepository.kt:3',
    'domain/OrderRepository.kt#OrderRepository.find  domain/OrderRepository.kt:4',
    'domain/OrderRepository.kt#OrderRepository.save  domain/OrderRepository.kt:5',
    'domain/OrderRepository.kt#OrderRepository.remove  domain/OrderRepository.kt:6',
    'domain/OrderRepository.kt#Result  domain/OrderRepository.kt:9',
    'domain/OrderRepository.kt#Result.Ok  domain/OrderRepository.kt:10',
    'domain/OrderRepository.kt#Result.Missing  domain/OrderRepository.kt:11',
    'domain/OrderRepository.kt#State  domain/OrderRepository.kt:14',
    'domain/OrderRepository.kt#State.isOpen  domain/OrderRepository.kt:17',
    'domain/OrderRepository.kt#isLarge  domain/OrderRepository.kt:20',
    'domain/OrderRepository.kt#DATABASE  domain/OrderRepository.kt:26',
  ]);
});

test('routes that functions give, in both languages', () => {
  expect(
    listChanges(
      app,
      [
        replace(`${WEB}/Routes.kt`, '"/new"', '"/one"'),
        replace(`${WEB}/Routes.kt`, 'MediaType.TEXT_HTML', 'MediaType.TEXT_PLAIN'),
        replace('src/main/java/com/acme/shop/web/LegacyRoutes.java', ', people::one', ', people::single'),
        replace('src/main/java/com/acme/shop/web/LegacyRoutes.java', '"/admin"', '"/root"'),
      ],
      ['endpoint'],
    ),
  ).toEqual([
    'modifies body endpoint GET /people/{}  src/main/java/com/acme/shop/web/LegacyRoutes.java:16',
    'renames endpoint DELETE /admin/people -> DELETE /root/people  src/main/java/com/acme/shop/web/LegacyRoutes.java:30',
    'renames endpoint POST /api/products/new -> POST /api/products/one  src/main/kotlin/com/acme/shop/web/Routes.kt:17',
    'modifies contract endpoint GET /search  src/main/kotlin/com/acme/shop/web/Routes.kt:23',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a path that is put together from constants of two files',
    [replace(`${BASE}/Application.kt`, '"/api"', '"/v1"'), replace(ORDERS, '"/count"', '"/sum"')],
    [
      'renames endpoint GET /api/orders/legacy -> GET /v1/orders/legacy  src/main/java/com/acme/shop/web/LegacyRoutes.java:24',
      'modifies body symbol Application.kt#API  Application.kt:6',
      'renames endpoint GET /api/orders -> GET /v1/orders  web/OrderController.kt:17',
      'renames endpoint GET /api/orders/by-id/{} -> GET /v1/orders/by-id/{}  web/OrderController.kt:20',
      'renames endpoint GET /api/orders/{} -> GET /v1/orders/{}  web/OrderController.kt:20',
      'renames endpoint POST /api/orders -> POST /v1/orders  web/OrderController.kt:26',
      'renames endpoint POST /api/orders/new -> POST /v1/orders/new  web/OrderController.kt:26',
      'renames endpoint PATCH /api/orders/{} -> PATCH /v1/orders/{}  web/OrderController.kt:33',
      'renames endpoint PUT /api/orders/{} -> PUT /v1/orders/{}  web/OrderController.kt:33',
      'renames endpoint DELETE /api/orders/{}/forever -> DELETE /v1/orders/{}/forever  web/OrderController.kt:38',
      'renames endpoint GET /api/orders/count -> GET /v1/orders/sum  web/OrderController.kt:48',
      'renames endpoint GET /api/orders/health -> GET /v1/orders/health  web/OrderController.kt:53',
      'renames endpoint GET /api/products -> GET /v1/products  web/Routes.kt:15',
      'renames endpoint POST /api/products/new -> POST /v1/products/new  web/Routes.kt:17',
      'renames endpoint DELETE /api/products/{}/picture -> DELETE /v1/products/{}/picture  web/Routes.kt:18',
    ],
  ],
  [
    'a method commented out',
    [replace(ORDERS, '    @DeleteMapping', '    // @DeleteMapping')],
    ['removes endpoint DELETE /api/orders/{}/forever  web/OrderController.kt:38'],
  ],
  [
    'what a request is asked for',
    [replace(ORDERS, 'page: Int?)', 'page: Int)')],
    [
      'modifies contract endpoint GET /api/orders  web/OrderController.kt:17',
      'modifies contract symbol web/OrderController.kt#OrderController.all  web/OrderController.kt:18',
    ],
  ],
  [
    'a guard',
    [replace(ORDERS, `    @PreAuthorize("hasRole('ADMIN')")\n`, '')],
    [
      'modifies contract endpoint PATCH /api/orders/{}  web/OrderController.kt:32',
      'modifies contract endpoint PUT /api/orders/{}  web/OrderController.kt:32',
      'modifies body symbol web/OrderController.kt#OrderController.update  web/OrderController.kt:33',
    ],
  ],
  [
    'the body of a method, an expression',
    [replace(ORDERS, '.save(order)\n\n', '.insert(order)\n\n')],
    [
      'modifies body endpoint POST /api/orders  web/OrderController.kt:26',
      'modifies body endpoint POST /api/orders/new  web/OrderController.kt:26',
      'modifies body symbol web/OrderController.kt#OrderController.create  web/OrderController.kt:28',
    ],
  ],
  [
    'a property that is kept',
    [replace(ORDER, '    var note', '    @Column(name = "memo")\n    var note')],
    [
      'modifies contract symbol domain/Order.kt#Order  domain/Order.kt:7',
      'renames column orders.note -> orders.memo  domain/Order.kt:12',
    ],
  ],
  [
    'a property that is computed',
    [replace(ORDER, 'val total: Long', 'val sum: Long')],
    ['modifies contract symbol domain/Order.kt#Order  domain/Order.kt:7'],
  ],
  [
    'a function outside of classes',
    [replace(REPOSITORY, 'fun Order.isLarge', 'fun Order.isHuge')],
    [
      'renames symbol domain/OrderRepository.kt#isLarge -> domain/OrderRepository.kt#isHuge  domain/OrderRepository.kt:20',
    ],
  ],
  [
    'a parameter with another type',
    [replace(REPOSITORY, 'find(id: Long)', 'find(id: Int)')],
    ['modifies contract symbol domain/OrderRepository.kt#OrderRepository.find  domain/OrderRepository.kt:4'],
  ],
  [
    'a function that others cannot use any longer',
    [replace(REPOSITORY, 'fun isOpen', 'private fun isOpen')],
    ['removes symbol domain/OrderRepository.kt#State.isOpen  domain/OrderRepository.kt:17'],
  ],
  ['one that they could not', [replace(REPOSITORY, 'fun hidden', 'fun secret')], []],
  [
    'one constant more',
    [replace(REPOSITORY, 'PAID(2)', 'PAID(2), LOST(3)')],
    ['modifies contract symbol domain/OrderRepository.kt#State  domain/OrderRepository.kt:14'],
  ],
];

describe('what becomes of endpoints, tables and symbols', () => {
  test.each(rows)('%s', (_what, steps, changes) => {
    const found = listChanges(app, steps, ['endpoint', 'table', 'column', 'symbol']);
    expect(found.map((line) => line.replaceAll(`${BASE}/`, ''))).toEqual(changes);
  });
});
