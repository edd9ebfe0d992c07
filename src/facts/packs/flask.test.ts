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

const app = readApp('flask');
const SHOP = 'src/shop/__init__.py';
const AUTH = 'src/shop/views/auth.py';
const CATALOGUE = 'src/shop/views/catalogue.py';
const ORDERS = 'src/shop/views/orders.py';
const API = 'src/shop/api/__init__.py';
const RESOURCES = 'src/shop/api/resources.py';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /health  src/shop/__init__.py:20',
    'GET /version  src/shop/__init__.py:28',
    'GET /about  src/shop/__init__.py:29',
    'GET /api/v2/items  src/shop/api/resources.py:11',
    'GET /api/v2/things  src/shop/api/resources.py:11',
    'POST /api/v2/items  src/shop/api/resources.py:14',
    'POST /api/v2/things  src/shop/api/resources.py:14',
    'GET /api/v2/items/{}  src/shop/api/resources.py:19',
    'PUT /rest/carts/{}  src/shop/api/resources.py:31',
    'GET /rest/stock  src/shop/api/resources.py:37',
    'GET /ping  src/shop/cli.py:6',
    'GET /auth/login  src/shop/views/auth.py:25',
    'POST /auth/login  src/shop/views/auth.py:25',
    'POST /auth/logout  src/shop/views/auth.py:32',
    'DELETE /auth/users/{}  src/shop/views/auth.py:38',
    'GET /catalogue  src/shop/views/catalogue.py:10',
    'GET /catalogue/page/{}  src/shop/views/catalogue.py:11',
    'GET /catalogue/find  src/shop/views/catalogue.py:16',
    'HEAD /catalogue/find  src/shop/views/catalogue.py:16',
    'GET /catalogue/products/{}  src/shop/views/catalogue.py:23',
    'PUT /catalogue/products/{}  src/shop/views/catalogue.py:26',
    'GET /catalogue/feed  src/shop/views/catalogue.py:34',
    'GET /catalogue/products  src/shop/views/catalogue.py:40',
    'GET /catalogue/{}/reviews  src/shop/views/catalogue.py:44',
    'GET /orders  src/shop/views/orders.py:8',
    'GET /orders/{}/files/{*}  src/shop/views/orders.py:16',
    'PATCH /returns/{}  src/shop/views/orders.py:21',
    'GET /  wsgi.py:6',
  ]);
});

const HEALTH = '    @app.route("/health")\n';
const REGISTER = '    app.register_blueprint(auth.bp)\n';

const rows: ChangeRow[] = [
  ['a route removed', [replace(SHOP, HEALTH, '')], ['removes endpoint GET /health  src/shop/__init__.py:20']],
  [
    'a route commented out',
    [replace(SHOP, HEALTH, `    # ${HEALTH.trim()}\n`)],
    ['removes endpoint GET /health  src/shop/__init__.py:20'],
  ],
  [
    'a method taken away',
    [replace(AUTH, 'methods=["GET", "POST"]', 'methods=["POST"]')],
    ['removes endpoint GET /auth/login  src/shop/views/auth.py:25'],
  ],
  [
    'methods nobody can read',
    [replace(AUTH, 'methods=["GET", "POST"]', 'methods=allowed()')],
    [
      'adds endpoint * /auth/login  src/shop/views/auth.py:25',
      'removes endpoint GET /auth/login  src/shop/views/auth.py:25',
      'removes endpoint POST /auth/login  src/shop/views/auth.py:25',
    ],
  ],
  [
    'the same in the short form',
    [replace(ORDERS, '@returns.route("/<int:id>", methods=["PATCH"])', '@returns.patch("/<int:id>")')],
    [],
  ],
  [
    'what a parameter of the path is called',
    [
      replace(ORDERS, '@returns.route("/<int:id>"', '@returns.route("/<int:return_id>"'),
      replace(ORDERS, 'def patch(id)', 'def patch(return_id)'),
    ],
    ['modifies contract endpoint PATCH /returns/{}  src/shop/views/orders.py:21'],
  ],
  [
    'a converter',
    [replace(ORDERS, '"/<int:id>", methods', '"/<string:id>", methods')],
    ['modifies contract endpoint PATCH /returns/{}  src/shop/views/orders.py:21'],
  ],
  [
    'who may call it',
    [replace(AUTH, '@bp.post("/logout")\n@login_required\n', '@bp.post("/logout")\n')],
    ['modifies contract endpoint POST /auth/logout  src/shop/views/auth.py:32'],
  ],
  [
    'what a handler says',
    [replace(ORDERS, '    return name\n', '    return str(name)\n')],
    ['modifies body endpoint GET /orders/{}/files/{*}  src/shop/views/orders.py:16'],
  ],
  [
    'types, which callers do not see',
    [replace(ORDERS, 'def file(order, name):', 'def file(order, name: str) -> str:')],
    [],
  ],
  [
    'the prefix of a blueprint',
    [replace(AUTH, 'url_prefix="/auth"', 'url_prefix="/account"')],
    [
      'renames endpoint GET /auth/login -> GET /account/login  src/shop/views/auth.py:25',
      'renames endpoint POST /auth/login -> POST /account/login  src/shop/views/auth.py:25',
      'renames endpoint POST /auth/logout -> POST /account/logout  src/shop/views/auth.py:32',
      'renames endpoint DELETE /auth/users/{} -> DELETE /account/users/{}  src/shop/views/auth.py:38',
    ],
  ],
  [
    'the prefix of a blueprint that another one replaces',
    [replace(CATALOGUE, 'url_prefix="/replaced"', 'url_prefix="/nothing"')],
    [],
  ],
  [
    'a prefix given where it is registered',
    [replace(SHOP, REGISTER, '    app.register_blueprint(auth.bp, url_prefix="/session")\n')],
    [
      'renames endpoint GET /auth/login -> GET /session/login  src/shop/views/auth.py:25',
      'renames endpoint POST /auth/login -> POST /session/login  src/shop/views/auth.py:25',
      'renames endpoint POST /auth/logout -> POST /session/logout  src/shop/views/auth.py:32',
      'renames endpoint DELETE /auth/users/{} -> DELETE /session/users/{}  src/shop/views/auth.py:38',
    ],
  ],
  [
    'no longer registered',
    [replace(SHOP, REGISTER, '')],
    [
      'removes endpoint GET /auth/login  src/shop/views/auth.py:25',
      'removes endpoint POST /auth/login  src/shop/views/auth.py:25',
      'removes endpoint POST /auth/logout  src/shop/views/auth.py:32',
      'removes endpoint DELETE /auth/users/{}  src/shop/views/auth.py:38',
    ],
  ],
  [
    'registered by a function of another module',
    [
      replace(SHOP, REGISTER, '    auth.init_app(app)\n'),
      replace(
        AUTH,
        '@bp.before_app_request',
        'def init_app(flask_app):\n    flask_app.register_blueprint(bp)\n\n\n@bp.before_app_request',
      ),
    ],
    [],
  ],
  [
    'one of a loop',
    [replace(SHOP, '(orders.returns, "/returns")', '(orders.returns, "/rma")')],
    ['renames endpoint PATCH /returns/{} -> PATCH /rma/{}  src/shop/views/orders.py:21'],
  ],
  [
    'a method of a view',
    [replace(CATALOGUE, '    def put(self, slug):\n        return self._save(slug)\n\n', '')],
    ['removes endpoint PUT /catalogue/products/{}  src/shop/views/catalogue.py:26'],
  ],
  [
    'a method of a resource, in another file than its paths',
    [
      replace(
        RESOURCES,
        '        return {"id": item_id}\n',
        '        return {"id": item_id}\n\n    def delete(self, item_id):\n        return {}\n',
      ),
    ],
    ['adds endpoint DELETE /api/v2/items/{}  src/shop/api/resources.py:22'],
  ],
  [
    'a path of a resource',
    [replace(API, '"/things", ', '')],
    [
      'removes endpoint GET /api/v2/things  src/shop/api/resources.py:11',
      'removes endpoint POST /api/v2/things  src/shop/api/resources.py:14',
    ],
  ],
  [
    'what a namespace expects',
    [replace(RESOURCES, '@ns.expect(ItemList)', '@ns.expect(Item)')],
    ['modifies contract endpoint PUT /rest/carts/{}  src/shop/api/resources.py:31'],
  ],
  [
    'the name of a namespace',
    [replace(RESOURCES, 'api.namespace("stock")', 'api.namespace("stock", path="/warehouse")')],
    ['renames endpoint GET /rest/stock -> GET /rest/warehouse  src/shop/api/resources.py:37'],
  ],
  [
    'a file of routes moved',
    [
      move(ORDERS, 'src/shop/views/purchases.py'),
      replace(SHOP, 'import auth, catalogue, orders', 'import auth, catalogue, purchases as orders'),
    ],
    [],
  ],
  [
    'routes of a package that is no Flask',
    [
      write(
        'scripts/fake.py',
        'import funnel\n\n@funnel.get("/funnel")\ndef index(): ...\n\nclass Api:\n    def get(self, path):\n        return lambda f: f\n\napi = Api()\n\n@api.get("/own")\ndef own(): ...\n',
      ),
    ],
    [],
  ],
  [
    'routes in what a script prints',
    [
      write(
        'scripts/new.py',
        'print("""\nfrom flask import Flask\napp = Flask(__name__)\n@app.route("/new")\n""")\nROUTE = "@app.get(\'/x\')"\n',
      ),
    ],
    [],
  ],
];

describe('what became of endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

test('clients of HTTP that inherit verbs are no views', () => {
  const session = 'class Session(RedirectMixin):\n    def get(self, url, **more):\n        return url\n';
  const client =
    'import http\nfrom .session import Session\nfrom .build import BuildApiMixin\n\n\nclass APIClient(Session, BuildApiMixin):\n    pass\n';
  const files = new Map([
    ['app/session.py', session],
    ['app/build.py', 'class BuildApiMixin:\n    pass\n'],
    ['app/client.py', client],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual([]);
});
