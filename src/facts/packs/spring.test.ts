import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const BASE = 'src/main/java/com/acme/shop/';
const app = new Map([...readApp('spring')].map(([path, text]) => [path.replace(BASE, ''), text]));
const USERS = 'users/UserController.java';
const ORDERS = 'orders/OrderController.java';
const API = 'orders/OrderApi.java';
const CATALOG = 'catalog/CatalogController.java';
const CRUD = 'common/CrudController.java';
const PATHS = 'api/ApiPaths.java';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    '* /catalog/*  catalog/CatalogController.java:16',
    'GET /  catalog/CatalogController.java:21',
    'GET /home  catalog/CatalogController.java:21',
    'GET /api/v1/products/{}  catalog/CatalogController.java:27',
    '… GET /stock  catalog/CatalogController.java:32',
    'GET /catalog/admin/flush  catalog/CatalogController.java:41',
    'GET /api/v1/orders  common/CrudController.java:8',
    'GET /legacy/orders  common/CrudController.java:8',
    'DELETE /api/v1/orders/{}  common/CrudController.java:13',
    'DELETE /legacy/orders/{}  common/CrudController.java:13',
    'GET /api/v1/orders/{}  orders/OrderApi.java:9',
    'GET /legacy/orders/{}  orders/OrderApi.java:9',
    'POST /api/v1/orders/{}/items  orders/OrderApi.java:12',
    'POST /legacy/orders/{}/items  orders/OrderApi.java:12',
    'GET /api/v1/orders/search  orders/OrderController.java:20',
    'GET /legacy/orders/search  orders/OrderController.java:20',
    'GET /api/v1/users  users/UserController.java:22',
    'GET /api/v1/users/{}  users/UserController.java:27',
    'PATCH /api/v1/users/{}  users/UserController.java:33',
    'PATCH /api/v1/users/{}/profile  users/UserController.java:33',
    'PUT /api/v1/users/{}  users/UserController.java:33',
    'PUT /api/v1/users/{}/profile  users/UserController.java:33',
    'DELETE /api/v1/users/{}  users/UserController.java:42',
  ]);
});

test('what it offers, and its environment', () => {
  expect(listFacts(app, 'symbol')).toEqual([
    'ShopApplication.java#ShopApplication  ShopApplication.java:7',
    'ShopApplication.java#ShopApplication.main  ShopApplication.java:8',
    'api/ApiPaths.java#ApiPaths  api/ApiPaths.java:4',
    'api/ApiPaths.java#ApiPaths.Orders  api/ApiPaths.java:10',
    'catalog/CatalogController.java#CatalogController  catalog/CatalogController.java:10',
    'catalog/CatalogController.java#CatalogController.page  catalog/CatalogController.java:17',
    'catalog/CatalogController.java#CatalogController.home  catalog/CatalogController.java:22',
    'catalog/CatalogController.java#CatalogController.product  catalog/CatalogController.java:28',
    'catalog/CatalogController.java#CatalogController.stock  catalog/CatalogController.java:33',
    'clients/BillingClient.java#BillingClient  clients/BillingClient.java:9',
    'clients/BillingClient.java#BillingClient.invoice  clients/BillingClient.java:11',
    'common/CrudController.java#CrudController  common/CrudController.java:7',
    'common/CrudController.java#CrudController.all  common/CrudController.java:9',
    'common/CrudController.java#CrudController.remove  common/CrudController.java:14',
    'orders/OrderApi.java#OrderApi  orders/OrderApi.java:8',
    'orders/OrderApi.java#OrderApi.show  orders/OrderApi.java:10',
    'orders/OrderApi.java#OrderApi.addItem  orders/OrderApi.java:13',
    'users/User.java#User  users/User.java:3',
    'users/User.java#User.domain  users/User.java:10',
    'users/UserController.java#UserController  users/UserController.java:12',
    'users/UserController.java#UserController.list  users/UserController.java:23',
    'users/UserController.java#UserController.show  users/UserController.java:28',
    'users/UserController.java#UserController.save  users/UserController.java:37',
    'users/UserController.java#UserController.delete  users/UserController.java:43',
    'users/UserService.java#UserService  users/UserService.java:6',
    'users/UserService.java#UserService.page  users/UserService.java:9',
    'users/UserService.java#UserService.find  users/UserService.java:11',
    'users/UserService.java#UserService.save  users/UserService.java:13',
    'users/UserService.java#UserService.delete  users/UserService.java:15',
    'users/UserService.java#UserService.Order  users/UserService.java:19',
  ]);
  expect(listFacts(app, 'env')).toEqual(['SHOP_REGION  ShopApplication.java:9']);
});

const SHOW = '    @GetMapping(ONE)\n';
const SEARCH =
  '    @RequestMapping(value = "/search", method = RequestMethod.GET)\n    public Order search(String q) {\n        return null;\n    }\n';

const endpoints: ChangeRow[] = [
  [
    'a mapping removed',
    [replace(USERS, SHOW, '')],
    ['removes endpoint GET /api/v1/users/{}  users/UserController.java:27'],
  ],
  [
    'a mapping commented out',
    [replace(USERS, SHOW, `    // ${SHOW.trim()}\n`)],
    ['removes endpoint GET /api/v1/users/{}  users/UserController.java:27'],
  ],
  [
    'a mapping that is only text',
    [replace(USERS, SHOW, '    @Deprecated(since = "@GetMapping(ONE)")\n')],
    ['removes endpoint GET /api/v1/users/{}  users/UserController.java:27'],
  ],
  [
    'a method removed with its mapping',
    [replace(ORDERS, SEARCH, '')],
    [
      'removes endpoint GET /api/v1/orders/search  orders/OrderController.java:20',
      'removes endpoint GET /legacy/orders/search  orders/OrderController.java:20',
    ],
  ],
  [
    'a mapping added',
    [
      replace(
        USERS,
        SHOW,
        `    @GetMapping("/me")\n    public User me() {\n        return null;\n    }\n\n${SHOW}`,
      ),
    ],
    ['adds endpoint GET /api/v1/users/me  users/UserController.java:27'],
  ],
  [
    'a path renamed',
    [replace(ORDERS, '"/search"', '"/find"')],
    [
      'renames endpoint GET /api/v1/orders/search -> GET /api/v1/orders/find  orders/OrderController.java:20',
      'renames endpoint GET /legacy/orders/search -> GET /legacy/orders/find  orders/OrderController.java:20',
    ],
  ],
  [
    'a path by its constant',
    [replace(PATHS, 'V1 + "/users"', 'V1 + "/people"')],
    [
      'renames endpoint GET /api/v1/users -> GET /api/v1/people  users/UserController.java:22',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v1/people/{}  users/UserController.java:27',
      'renames endpoint PATCH /api/v1/users/{} -> PATCH /api/v1/people/{}  users/UserController.java:33',
      'renames endpoint PATCH /api/v1/users/{}/profile -> PATCH /api/v1/people/{}/profile  users/UserController.java:33',
      'renames endpoint PUT /api/v1/users/{} -> PUT /api/v1/people/{}  users/UserController.java:33',
      'renames endpoint PUT /api/v1/users/{}/profile -> PUT /api/v1/people/{}/profile  users/UserController.java:33',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v1/people/{}  users/UserController.java:42',
    ],
  ],
  [
    'a constant that others are made of',
    [replace(PATHS, '"/api/v1"', '"/api/v2"')],
    [
      'renames endpoint GET /api/v1/products/{} -> GET /api/v2/products/{}  catalog/CatalogController.java:27',
      'renames endpoint GET /api/v1/orders -> GET /api/v2/orders  common/CrudController.java:8',
      'renames endpoint DELETE /api/v1/orders/{} -> DELETE /api/v2/orders/{}  common/CrudController.java:13',
      'renames endpoint GET /api/v1/orders/{} -> GET /api/v2/orders/{}  orders/OrderApi.java:9',
      'renames endpoint POST /api/v1/orders/{}/items -> POST /api/v2/orders/{}/items  orders/OrderApi.java:12',
      'renames endpoint GET /api/v1/orders/search -> GET /api/v2/orders/search  orders/OrderController.java:20',
      'renames endpoint GET /api/v1/users -> GET /api/v2/users  users/UserController.java:22',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  users/UserController.java:27',
      'renames endpoint PATCH /api/v1/users/{} -> PATCH /api/v2/users/{}  users/UserController.java:33',
      'renames endpoint PATCH /api/v1/users/{}/profile -> PATCH /api/v2/users/{}/profile  users/UserController.java:33',
      'renames endpoint PUT /api/v1/users/{} -> PUT /api/v2/users/{}  users/UserController.java:33',
      'renames endpoint PUT /api/v1/users/{}/profile -> PUT /api/v2/users/{}/profile  users/UserController.java:33',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v2/users/{}  users/UserController.java:42',
    ],
  ],
  [
    'a path more',
    [replace(CATALOG, '{"/", "/home"}', '{"/", "/home", "/index"}')],
    ['adds endpoint GET /index  catalog/CatalogController.java:21'],
  ],
  [
    'a method of HTTP less',
    [replace(USERS, '{RequestMethod.PUT, RequestMethod.PATCH}', 'RequestMethod.PUT')],
    [
      'removes endpoint PATCH /api/v1/users/{}  users/UserController.java:33',
      'removes endpoint PATCH /api/v1/users/{}/profile  users/UserController.java:33',
    ],
  ],
  [
    'the same in the short form',
    [
      replace(
        ORDERS,
        '@RequestMapping(value = "/search", method = RequestMethod.GET)',
        '@GetMapping("/search")',
      ),
    ],
    [],
  ],
  [
    'the path of a class',
    [replace(CATALOG, '@RequestMapping("catalog/admin")', '@RequestMapping("/admin")')],
    ['renames endpoint GET /catalog/admin/flush -> GET /admin/flush  catalog/CatalogController.java:41'],
  ],
  [
    'one of the paths of a class',
    [replace(ORDERS, 'path = {ApiPaths.Orders.BASE, "/legacy/orders"}', 'path = ApiPaths.Orders.BASE')],
    [
      'removes endpoint GET /legacy/orders  common/CrudController.java:8',
      'removes endpoint DELETE /legacy/orders/{}  common/CrudController.java:13',
      'removes endpoint GET /legacy/orders/{}  orders/OrderApi.java:9',
      'removes endpoint POST /legacy/orders/{}/items  orders/OrderApi.java:12',
      'removes endpoint GET /legacy/orders/search  orders/OrderController.java:20',
    ],
  ],
  [
    'a class that is no controller any longer',
    [replace(CATALOG, '    @Controller\n    @RequestMapping', '    @RequestMapping')],
    ['removes endpoint GET /catalog/admin/flush  catalog/CatalogController.java:41'],
  ],
  [
    'what a controller inherits',
    [replace(CRUD, '@DeleteMapping("/{id}")', '@DeleteMapping("/by-id/{id}")')],
    [
      'renames endpoint DELETE /api/v1/orders/{} -> DELETE /api/v1/orders/by-id/{}  common/CrudController.java:13',
      'renames endpoint DELETE /legacy/orders/{} -> DELETE /legacy/orders/by-id/{}  common/CrudController.java:13',
    ],
  ],
  [
    'nothing inherited any longer',
    [replace(ORDERS, 'extends CrudController<Order> implements OrderApi', 'implements OrderApi')],
    [
      'removes endpoint GET /api/v1/orders  common/CrudController.java:8',
      'removes endpoint GET /legacy/orders  common/CrudController.java:8',
      'removes endpoint DELETE /api/v1/orders/{}  common/CrudController.java:13',
      'removes endpoint DELETE /legacy/orders/{}  common/CrudController.java:13',
    ],
  ],
  [
    'a mapping of an interface',
    [replace(API, '@PostMapping(ITEMS)', '@PutMapping(ITEMS)')],
    [
      'renames endpoint POST /api/v1/orders/{}/items -> PUT /api/v1/orders/{}/items  orders/OrderApi.java:12',
      'renames endpoint POST /legacy/orders/{}/items -> PUT /legacy/orders/{}/items  orders/OrderApi.java:12',
    ],
  ],
  [
    'a parameter of a request',
    [replace(USERS, '@RequestParam(defaultValue = "0") int page', '@RequestParam int page')],
    ['modifies contract endpoint GET /api/v1/users  users/UserController.java:22'],
  ],
  [
    'what it answers',
    [replace(USERS, 'public List<User> list', 'public Page<User> list')],
    ['modifies contract endpoint GET /api/v1/users  users/UserController.java:22'],
  ],
  [
    'who may call it',
    [replace(USERS, "hasRole('ADMIN')", "hasRole('USER')")],
    [
      'modifies contract endpoint PATCH /api/v1/users/{}  users/UserController.java:33',
      'modifies contract endpoint PATCH /api/v1/users/{}/profile  users/UserController.java:33',
      'modifies contract endpoint PUT /api/v1/users/{}  users/UserController.java:33',
      'modifies contract endpoint PUT /api/v1/users/{}/profile  users/UserController.java:33',
    ],
  ],
  [
    'what it takes',
    [replace(USERS, 'consumes = "application/json"', 'consumes = "text/xml"')],
    [
      'modifies contract endpoint PATCH /api/v1/users/{}  users/UserController.java:33',
      'modifies contract endpoint PATCH /api/v1/users/{}/profile  users/UserController.java:33',
      'modifies contract endpoint PUT /api/v1/users/{}  users/UserController.java:33',
      'modifies contract endpoint PUT /api/v1/users/{}/profile  users/UserController.java:33',
    ],
  ],
  [
    'what it does',
    [replace(USERS, 'service.page(page)', 'service.page(page - 1)')],
    ['modifies body endpoint GET /api/v1/users  users/UserController.java:22'],
  ],
  [
    'what a parameter of the path is called',
    [replace(USERS, 'path = "{id}"', 'path = "{userId}"')],
    ['modifies contract endpoint DELETE /api/v1/users/{}  users/UserController.java:42'],
  ],
  [
    'the layout',
    [
      replace(
        USERS,
        '@DeleteMapping(path = "{id}")\n    public void delete(@PathVariable long id) {',
        '@DeleteMapping(\n        path = "{id}" // all of it\n    )\n    public void delete(\n        @PathVariable long id\n    )\n    {',
      ),
    ],
    [],
  ],
  [
    'a name taken over by another method',
    [replace(USERS, '@GetMapping\n', '@GetMapping("/all")\n'), replace(USERS, SHOW, '    @GetMapping\n')],
    [
      'adds endpoint GET /api/v1/users/all  users/UserController.java:22',
      'modifies contract endpoint GET /api/v1/users  users/UserController.java:27',
      'removes endpoint GET /api/v1/users/{}  users/UserController.java:27',
    ],
  ],
  [
    'a controller moved to another package',
    [
      move(CATALOG, 'web/CatalogController.java'),
      (files) =>
        void files.set(
          'web/CatalogController.java',
          (files.get('web/CatalogController.java') ?? '').replace(
            'package com.acme.shop.catalog',
            'package com.acme.shop.web',
          ),
        ),
    ],
    [],
  ],
  [
    'constants of the own package, without an import',
    [
      move(PATHS, 'users/ApiPaths.java'),
      (files) =>
        void files.set(
          'users/ApiPaths.java',
          (files.get('users/ApiPaths.java') ?? '').replace('shop.api;', 'shop.users;'),
        ),
      replace(USERS, 'import com.acme.shop.api.ApiPaths;\n', ''),
      replace(ORDERS, 'shop.api.ApiPaths', 'shop.users.ApiPaths'),
      replace(API, 'shop.api.ApiPaths', 'shop.users.ApiPaths'),
      replace(CATALOG, 'shop.api.*', 'shop.users.*'),
    ],
    [],
  ],
  [
    'a client of another service',
    [
      write(
        'clients/MailClient.java',
        'package a;\n@FeignClient("mail")\npublic interface MailClient {\n    @PostMapping("/send")\n    void send(String text);\n}\n',
      ),
    ],
    [],
  ],
];

describe('what became of the endpoints', () => {
  testChanges(app, ['endpoint'], endpoints);
});

const USER = 'users/User.java';
const SERVICE = 'users/UserService.java';

const symbols: ChangeRow[] = [
  [
    'a method removed',
    [
      replace(
        USER,
        "    public String domain() {\n        return email.substring(email.indexOf('@') + 1);\n    }\n",
        '',
      ),
    ],
    ['removes symbol users/User.java#User.domain  users/User.java:10'],
  ],
  [
    'a method renamed',
    [replace(USER, 'String domain()', 'String host()')],
    ['renames symbol users/User.java#User.domain -> users/User.java#User.host  users/User.java:10'],
  ],
  [
    'a method that is private now',
    [replace(USER, 'public String domain()', 'private String domain()')],
    ['removes symbol users/User.java#User.domain  users/User.java:10'],
  ],
  [
    'a parameter more',
    [replace(SERVICE, 'List<User> page(int page);', 'List<User> page(int page, int size);')],
    ['modifies contract symbol users/UserService.java#UserService.page  users/UserService.java:9'],
  ],
  [
    'a parameter of another name',
    [replace(SERVICE, 'List<User> page(int page);', 'List<User> page(int number);')],
    ['modifies body symbol users/UserService.java#UserService.page  users/UserService.java:9'],
  ],
  [
    'another overload',
    [
      replace(
        SERVICE,
        'List<User> page(int page);',
        'List<User> page(int page);\n\n    List<User> page(int page, int size);',
      ),
    ],
    ['modifies contract symbol users/UserService.java#UserService.page  users/UserService.java:9'],
  ],
  [
    'another result',
    [replace(SERVICE, 'Optional<User> find', 'User find')],
    ['modifies contract symbol users/UserService.java#UserService.find  users/UserService.java:11'],
  ],
  [
    'what a method does',
    [replace(USER, "indexOf('@')", "lastIndexOf('@')")],
    ['modifies body symbol users/User.java#User.domain  users/User.java:10'],
  ],
  [
    'a component of a record',
    [replace(USER, 'String email) {', 'String email, String name) {')],
    ['modifies contract symbol users/User.java#User  users/User.java:3'],
  ],
  [
    'the check of a record',
    [replace(USER, 'email == null', 'email == null || email.isEmpty()')],
    ['modifies body symbol users/User.java#User  users/User.java:3'],
  ],
  [
    'a visible field',
    [replace(USER, 'public static final String TABLE', 'public static final CharSequence TABLE')],
    ['modifies contract symbol users/User.java#User  users/User.java:3'],
  ],
  [
    'a hidden field',
    [replace(USERS, 'private final UserService service;', 'private final UserService users;')],
    ['modifies body symbol users/UserController.java#UserController  users/UserController.java:12'],
  ],
  [
    'a constructor',
    [
      replace(
        USERS,
        'public UserController(UserService service)',
        'public UserController(UserService service, int size)',
      ),
    ],
    ['modifies contract symbol users/UserController.java#UserController  users/UserController.java:12'],
  ],
  [
    'a constant of an enum',
    [replace(SERVICE, 'NAME, AGE', 'NAME')],
    ['modifies contract symbol users/UserService.java#UserService.Order  users/UserService.java:19'],
  ],
  [
    'what a class extends',
    [
      replace(
        'common/CrudController.java',
        'class CrudController<T>',
        'class CrudController<T> extends Base',
      ),
    ],
    ['modifies contract symbol common/CrudController.java#CrudController  common/CrudController.java:7'],
  ],
  ['a class that others cannot use', [replace('orders/Order.java', 'final long id;', 'final int id;')], []],
  [
    'a class renamed with its file',
    [
      move('users/User.java', 'users/Account.java'),
      (files) =>
        void files.set(
          'users/Account.java',
          (files.get('users/Account.java') ?? '').replaceAll('User', 'Account'),
        ),
    ],
    ['renames symbol users/User.java#User -> users/Account.java#Account  users/Account.java:3'],
  ],
  ['comments', [replace(PATHS, '/** Where everything is.', '/** Where all is.')], []],
];

describe('what became of the symbols', () => {
  testChanges(app, ['symbol'], symbols);
});

test('interfaces by which others are called, and those that a controller has', () => {
  const files = new Map([
    [
      'api/UserApi.java',
      'package api;\nimport org.springframework.web.bind.annotation.*;\n@RequestMapping("/users")\npublic interface UserApi { @GetMapping("/{id}") User one(@PathVariable Long id); }\n',
    ],
    [
      'api/StockApi.java',
      'package api;\nimport org.springframework.web.bind.annotation.*;\n@RequestMapping("/stock")\npublic interface StockApi { @GetMapping("/{id}") int one(@PathVariable Long id); }\n',
    ],
    [
      'shop/UserClient.java',
      'package shop;\nimport api.UserApi;\n@FeignClient("users")\npublic interface UserClient extends UserApi { @PostMapping("/more") void more(); }\n',
    ],
    [
      'stock/StockClient.java',
      'package stock;\nimport api.StockApi;\n@FeignClient("stock")\npublic interface StockClient extends StockApi {}\n',
    ],
    [
      'stock/StockController.java',
      'package stock;\nimport api.StockApi;\n@RestController\npublic class StockController implements StockApi { public int one(Long id) { return 1; } }\n',
    ],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /stock/{}  api/StockApi.java:4']);
});
