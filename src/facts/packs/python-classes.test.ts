import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  listNames,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('python-classes');
const CHAT = 'chat/app.py';
const STOCK = 'stock/app.py';
const DESK = 'desk/app.py';
const ROOMS = 'chat/handlers/rooms.py';
const ITEMS = 'stock/resources/items.py';

test('the endpoints of the app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /api/health  chat/app.py:13',
    'GET /  chat/handlers/__init__.py:5',
    'GET /rooms  chat/handlers/base.py:12',
    'POST /rooms  chat/handlers/rooms.py:7',
    'GET /rooms/{}  chat/handlers/rooms.py:15',
    'DELETE /rooms/{}  chat/handlers/rooms.py:18',
    'PUT /rooms/{}/join  chat/handlers/rooms.py:23',
    'GET /api/issues/{}  desk/api/base.py:11',
    'GET /api/tickets/{}  desk/api/base.py:11',
    'DELETE /api/issues/{}  desk/api/base.py:14',
    'DELETE /api/tickets/{}  desk/api/base.py:14',
    'GET /api/tickets  desk/api/tickets.py:6',
    'PUT /api/issues/{}  desk/api/tickets.py:13',
    'PUT /api/tickets/{}  desk/api/tickets.py:13',
    'GET /items/{}  stock/resources/items.py:2',
    'DELETE /items/{}  stock/resources/items.py:5',
    'GET /items  stock/resources/items.py:8',
    'POST /items  stock/resources/items.py:11',
    'GET /admin/orders  stock/resources/orders.py:5',
    'GET /orders  stock/resources/orders.py:5',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a pattern of Tornado removed',
    [replace(CHAT, '            (API + r"/health", HealthHandler),\n', '')],
    ['removes endpoint GET /api/health  chat/app.py:13'],
  ],
  [
    'a pattern commented out',
    [replace(CHAT, '            (API + r"/health"', '            # (API + r"/health"')],
    ['removes endpoint GET /api/health  chat/app.py:13'],
  ],
  [
    'another constant in front',
    [replace(CHAT, 'API = r"/api"', 'API = r"/v1"')],
    ['renames endpoint GET /api/health -> GET /v1/health  chat/app.py:13'],
  ],
  [
    'a method of a handler removed',
    [
      replace(
        ROOMS,
        '    async def delete(self, room):\n        self.set_status(204)\n',
        '    def on_finish(self):\n        pass\n',
      ),
    ],
    ['removes endpoint DELETE /rooms/{}  chat/handlers/rooms.py:18'],
  ],
  [
    'what a handler does',
    [replace(ROOMS, 'set_status(201)', 'set_status(202)')],
    ['modifies body endpoint POST /rooms  chat/handlers/rooms.py:7'],
  ],
  [
    'a handler that inherits no more',
    [replace(ROOMS, 'RoomsHandler(ListHandler)', 'RoomsHandler(BaseHandler)')],
    ['removes endpoint GET /rooms  chat/handlers/base.py:12'],
  ],
  [
    'a handler that nothing lists',
    [
      write(
        'chat/handlers/more.py',
        'from .base import BaseHandler\n\nclass MoreHandler(BaseHandler):\n    def get(self):\n        pass\n',
      ),
    ],
    [],
  ],
  [
    'an object of Falcon under another path',
    [replace(STOCK, '"/orders"', '"/purchases"')],
    ['renames endpoint GET /orders -> GET /purchases  stock/resources/orders.py:5'],
  ],
  [
    'what a suffix asks for, removed',
    [replace(STOCK, '    app.add_route("/items", items, suffix="list")\n', '')],
    [
      'removes endpoint GET /items  stock/resources/items.py:8',
      'removes endpoint POST /items  stock/resources/items.py:11',
    ],
  ],
  [
    'a responder more',
    [
      replace(
        ITEMS,
        '    async def on_get_list(',
        '    async def on_patch(self, req, resp, item_id):\n        pass\n\n    async def on_get_list(',
      ),
    ],
    ['adds endpoint PATCH /items/{}  stock/resources/items.py:8'],
  ],
  [
    'a path of a resource that inherits its methods, removed',
    [replace(DESK, ', "/issues/<int:key>"', '')],
    [
      'removes endpoint GET /api/issues/{}  desk/api/base.py:11',
      'removes endpoint DELETE /api/issues/{}  desk/api/base.py:14',
      'removes endpoint PUT /api/issues/{}  desk/api/tickets.py:13',
    ],
  ],
  [
    'a method that several resources may inherit',
    [
      replace(
        'desk/api/base.py',
        '    method_decorators = []\n',
        '    method_decorators = []\n\n    def patch(self, **given):\n        return {}\n',
      ),
    ],
    [
      'adds endpoint PATCH /api/issues/{}  desk/api/base.py:7',
      'adds endpoint PATCH /api/tickets  desk/api/base.py:7',
      'adds endpoint PATCH /api/tickets/{}  desk/api/base.py:7',
    ],
  ],
];

describe('changes', () => {
  testChanges(app, ['endpoint'], rows);
});

test.each<[what: string, routes: string, expected: string[]]>([
  [
    'constants within an expression',
    '(r"/api/things/%s/log" % _id, ThingHandler)',
    ['GET /api/things/{}/log'],
  ],
  ['several', '(rf"/api/things/{_id}/{_kind}", ThingHandler)', ['GET /api/things/{}/{}']],
  ['what another module puts in', '(r"/files%s/x" % path_regex, ThingHandler)', ['GET /files/{}/x']],
  ['what another module puts in front', '(PREFIX + r"/x", ThingHandler)', ['GET /p/x']],
  ['what nobody can read', '(prefix() + "/x", ThingHandler)', []],
  ['no pattern', '("x", ThingHandler)', []],
])('patterns of Tornado: %s', (_what, route, expected) => {
  const files = new Map([
    [
      'app.py',
      `from tornado.web import Application, RequestHandler
from paths import PREFIX, path_regex

_id = r"(?P<thing_id>\\w+-\\w+)"
_kind = r"(?P<kind>start|stop)"


class ThingHandler(RequestHandler):
    def get(self, **given):
        pass

    def options(self, **given):
        pass


handlers = [${route}]
Application(handlers)
`,
    ],
    ['paths.py', 'PREFIX = "/p"\npath_regex = r"(?P<path>(?:(?:/[^/]+)+|/?))"\n'],
  ]);
  const found = listNames(files, 'endpoint');
  expect(found).toEqual(expected);
});
