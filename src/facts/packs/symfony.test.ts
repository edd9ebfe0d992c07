import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  treeOf,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('symfony');
const ROUTES = 'config/routes.yaml';
const ADMIN = 'config/routes/admin.yaml';
const SHOP = 'src/Acme/ShopBundle/Resources/config/routing.yml';
const CART = 'src/Acme/ShopBundle/Controller/CartController.php';
const TICKETS = 'src/Controller/Api/TicketController.php';

function endpoints(files: Record<string, string>): string[] {
  return listFacts(treeOf(files), 'endpoint');
}

test('the endpoints of the app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /status/{}  config/routes.yaml:18',
    'HEAD /status/{}  config/routes.yaml:18',
    '* /impressum  config/routes.yaml:23',
    '* /imprint  config/routes.yaml:23',
    'POST /logout  config/routes.yaml:31',
    'GET /shop/orders/{}  src/Acme/ShopBundle/Controller/OrderController.php:10',
    '* /shop/cart  src/Acme/ShopBundle/Resources/config/routing.yml:1',
    'GET /admin/users  src/Controller/Admin/UserController.php:12',
    'GET /verwaltung/users  src/Controller/Admin/UserController.php:12',
    'GET /api/v1/tickets  src/Controller/Api/TicketController.php:13',
    'PATCH /api/v1/tickets/{}  src/Controller/Api/TicketController.php:19',
    'GET /  src/Controller/Site/HomeController.php:11',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a route removed',
    [replace(ROUTES, 'app_logout:\n    path: /logout\n    methods: POST\n', '')],
    ['removes endpoint POST /logout  config/routes.yaml:31'],
  ],
  [
    'a route commented out',
    [
      replace(
        ROUTES,
        'app_logout:\n    path: /logout\n    methods: POST\n',
        '# app_logout:\n#    path: /logout\n',
      ),
    ],
    ['removes endpoint POST /logout  config/routes.yaml:31'],
  ],
  [
    'another path',
    [replace(ROUTES, 'path: /logout', 'path: /sign-out')],
    ['renames endpoint POST /logout -> POST /sign-out  config/routes.yaml:31'],
  ],
  ['another name', [replace(ROUTES, 'app_logout:', 'sign_out:')], []],
  [
    'another prefix of a directory',
    [replace(ROUTES, 'prefix: /api/v1', 'prefix: /api/v2')],
    [
      'renames endpoint GET /api/v1/tickets -> GET /api/v2/tickets  src/Controller/Api/TicketController.php:13',
      'renames endpoint PATCH /api/v1/tickets/{} -> PATCH /api/v2/tickets/{}  src/Controller/Api/TicketController.php:19',
    ],
  ],
  [
    'a language less',
    [replace(ADMIN, '        de: /verwaltung\n', '')],
    ['removes endpoint GET /verwaltung/users  src/Controller/Admin/UserController.php:12'],
  ],
  [
    'a controller moved to where another prefix is',
    [
      move(TICKETS, 'src/Controller/Site/TicketController.php'),
      replace('src/Controller/Site/TicketController.php', 'App\\Controller\\Api', 'App\\Controller\\Site'),
    ],
    [
      'renames endpoint GET /api/v1/tickets -> GET /tickets  src/Controller/Site/TicketController.php:13',
      'renames endpoint PATCH /api/v1/tickets/{} -> PATCH /tickets/{}  src/Controller/Site/TicketController.php:19',
    ],
  ],
  [
    'a file of routes that nothing loads any more',
    [
      replace(
        ROUTES,
        "shop:\n    resource: '@AcmeShopBundle/Resources/config/routing.yml'\n    prefix: shop\n",
        '',
      ),
    ],
    [
      'removes endpoint GET /shop/orders/{}  src/Acme/ShopBundle/Controller/OrderController.php:10',
      'removes endpoint * /shop/cart  src/Acme/ShopBundle/Resources/config/routing.yml:1',
    ],
  ],
  [
    'what a controller of a route in YAML does',
    [replace(CART, 'cart.html.twig', 'basket.html.twig')],
    ['modifies body endpoint * /shop/cart  src/Acme/ShopBundle/Resources/config/routing.yml:1'],
  ],
  [
    'another controller',
    [replace(SHOP, 'CartController::show', 'CartController::display')],
    ['modifies body endpoint * /shop/cart  src/Acme/ShopBundle/Resources/config/routing.yml:1'],
  ],
  ['a file of routes for development', [write('config/routes/dev/x.yaml', 'x: { path: /x }\n')], []],
  [
    'a new file of routes',
    [write('config/routes/more.yml', 'x: { path: /x, methods: [GET] }\n')],
    ['adds endpoint GET /x  config/routes/more.yml:1'],
  ],
  [
    'a file of routes removed',
    [remove(ADMIN)],
    [
      'removes endpoint GET /admin/users  src/Controller/Admin/UserController.php:12',
      'adds endpoint GET /users  src/Controller/Admin/UserController.php:12',
      'removes endpoint GET /verwaltung/users  src/Controller/Admin/UserController.php:12',
    ],
  ],
];

describe('changes', () => {
  testChanges(app, ['endpoint'], rows);
});

const CONTROLLER = `<?php
namespace App\\Controller;
use Symfony\\Component\\Routing\\Attribute\\Route;
class C {
    #[Route('/c', methods: ['GET'])]
    public function c() {}
}
`;

test.each<[what: string, files: Record<string, string>, expected: string[]]>([
  [
    'globs, and files within files',
    {
      'config/routes.yaml': 'a: { resource: more/all.yaml, prefix: /m }\n',
      'config/more/all.yaml': 'b: { resource: "../routes/*.yaml", prefix: /n }\n',
      'config/routes/c.yaml': 'c: { resource: "../../src/{Controller,Action}/", type: attribute }\n',
      'src/Controller/C.php': CONTROLLER,
    },
    ['GET /c  src/Controller/C.php:6'],
  ],
  [
    'the routes of old apps',
    {
      'app/config/routing.yml': 'app: { resource: "@AppBundle/Controller/", type: annotation, prefix: /x }\n',
      'src/AppBundle/Controller/C.php': CONTROLLER,
    },
    ['GET /x/c  src/AppBundle/Controller/C.php:6'],
  ],
  [
    'a prefix that only the configuration knows',
    {
      'config/routes.yaml': 'a: { resource: ../src/Controller/, prefix: "%env(PREFIX)%/v1" }\n',
      'src/Controller/C.php': CONTROLLER,
    },
    ['… GET /v1/c  src/Controller/C.php:6'],
  ],
  [
    'no files: classes, services, what libraries bring',
    {
      'config/routes.yaml':
        'a: { resource: App\\Kernel, type: attribute, prefix: /k }\nb: { resource: ., type: api_platform, prefix: /api }\nc: { alias: d }\n',
      'src/Controller/C.php': CONTROLLER,
    },
    ['GET /c  src/Controller/C.php:6'],
  ],
])('%s', (_what, files, expected) => {
  expect(endpoints(files)).toEqual(expected);
});
