import { describe, expect, test } from 'vitest';
import { listChanges, listNames, replace, treeOf } from '../../../test/fixture-app.ts';

function endpoints(files: Record<string, string>): string[] {
  return listNames(treeOf(files), 'endpoint').sort();
}

const handlers = `from aiohttp import web

routes = web.RouteTableDef()

@routes.get('/health')
async def health(request):
    return web.json_response({})

@routes.view('/things/{id}')
class Thing(web.View):
    async def get(self):
        return web.Response()

    async def delete(self):
        return web.Response()

async def index(request):
    return web.Response()
`;

describe.each<[string, [what: string, files: Record<string, string>, expected: string[]][]]>([
  [
    'aiohttp',
    [
      [
        'tables, lists and calls on the router',
        {
          'main.py': `from aiohttp import web
from handlers import routes, index
from admin import make_admin

app = web.Application()
app.add_routes(routes)
app.add_routes([web.get('/', index), web.post('/items/{id:\\d+}', index)])
app.router.add_put('/items', index)
app.router.add_route('DELETE', '/items', index)
app.add_subapp('/admin/', make_admin())
web.run_app(app)
`,
          'handlers.py': handlers,
          'admin.py': `from aiohttp import web

def make_admin():
    admin = web.Application()
    admin.router.add_get('/stats', stats)
    return admin
`,
        },
        [
          'DELETE /items',
          'DELETE /things/{}',
          'GET /',
          'GET /admin/stats',
          'GET /health',
          'GET /things/{}',
          'POST /items/{}',
          'PUT /items',
        ],
      ],
      [
        'a function that gets the app',
        {
          'main.py': `from aiohttp import web
from routes import setup_routes

async def init_app():
    app = web.Application()
    setup_routes(app)
    return app
`,
          'routes.py': `from views import index, poll

def setup_routes(app):
    app.router.add_get('/', index)
    app.router.add_get('/poll/{question_id}', poll, name='poll')
`,
        },
        ['GET /', 'GET /poll/{}'],
      ],
      [
        'a client registers nothing',
        {
          'main.py': `import aiohttp

async def fetch():
    async with aiohttp.ClientSession() as session:
        async with session.get('/x') as r:
            return await r.json()
`,
        },
        [],
      ],
    ],
  ],
  [
    'Starlette',
    [
      [
        'lists of routes',
        {
          'main.py': `from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute
from users import routes as users
from shop import shop

async def home(request):
    return None

routes = [
    Route('/', home),
    Route('/items', endpoint=home, methods=['GET', 'POST']),
    WebSocketRoute('/ws', home),
    Mount('/users', routes=users),
    Mount('/v1', routes=[Route('/ping', home), Mount('/shop', app=shop)]),
]
app = Starlette(debug=True, routes=routes)
`,
          'users.py': `from starlette.endpoints import HTTPEndpoint
from starlette.routing import Route

class User(HTTPEndpoint):
    async def get(self, request):
        return None

    async def delete(self, request):
        return None

routes = [Route('/{username}', User)]
`,
          'shop.py': `from starlette.routing import Route, Router

shop = Router(routes=[Route('/cart', endpoint=cart, methods=['PUT'])])
`,
        },
        [
          'DELETE /users/{}',
          'GET /',
          'GET /items',
          'GET /users/{}',
          'GET /v1/ping',
          'GET /ws',
          'POST /items',
          'PUT /v1/shop/cart',
        ],
      ],
    ],
  ],
  [
    'Django Ninja',
    [
      [
        'an API with routers, mounted by URL patterns',
        {
          'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\n',
          'site1/settings.py': "ROOT_URLCONF = 'site1.urls'\n",
          'site1/urls.py': `from django.urls import path
from .api import api

urlpatterns = [path("api/", api.urls)]
`,
          'site1/api.py': `from ninja import NinjaAPI
from events.api import router as events_router

api = NinjaAPI()
api.add_router("/events/", events_router)

@api.get("/add")
def add(request, a: int, b: int):
    return {"result": a + b}
`,
          'events/api.py': `from ninja import Router

router = Router()

@router.get("")
def list_events(request):
    return []

@router.post("/{event_id}", response=EventOut)
def change(request, event_id: int, body: EventIn):
    return body
`,
        },
        ['GET /api/add', 'GET /api/events', 'POST /api/events/{}'],
      ],
    ],
  ],
  [
    'Sanic',
    [
      [
        'apps, blueprints and classes',
        {
          'main.py': `from sanic import Sanic
from users import bp, UserView

app = Sanic("shop")
app.blueprint(bp)
app.add_route(UserView.as_view(), "/me")

@app.route("/health", methods=["GET", "HEAD"])
async def health(request):
    return None
`,
          'users.py': `from sanic import Blueprint
from sanic.views import HTTPMethodView

bp = Blueprint("users", url_prefix="/users")

@bp.get("/<user_id:int>")
async def show(request, user_id):
    return None

class UserView(HTTPMethodView):
    async def get(self, request):
        return None
`,
        },
        ['GET /health', 'GET /me', 'GET /users/{}', 'HEAD /health'],
      ],
    ],
  ],
])('%s', (_framework, rows) => {
  test.each(rows)('%s', (_what, files, expected) => {
    expect(endpoints(files)).toEqual(expected);
  });
});

test('a list of routes that loses one, a path renamed, another handler', () => {
  const app = new Map([
    [
      'main.py',
      `from starlette.applications import Starlette
from starlette.routing import Route

async def home(request):
    return 1

async def about(request):
    return 2

async def old(request):
    return 4

app = Starlette(routes=[
    Route('/', home),
    Route('/about', about),
    Route('/old', old),
])
`,
    ],
  ]);
  const steps = [
    replace('main.py', "    Route('/old', old),\n", ''),
    replace('main.py', "Route('/about', about)", "Route('/about-us', about)"),
    replace('main.py', 'return 1', 'return 3'),
  ];
  expect(listChanges(app, steps, ['endpoint'])).toEqual([
    'modifies body endpoint GET /  main.py:14',
    'renames endpoint GET /about -> GET /about-us  main.py:15',
    'removes endpoint GET /old  main.py:16',
  ]);
});

test.each<[what: string, loop: string, found: string[]]>([
  ['pairs', 'for path, show in PAGES.items():\n    app.add_api_route(path, show)', ['GET /a', 'GET /b']],
  [
    'values under a prefix that the key is',
    'for name, router in ROUTERS.items():\n    app.include_router(router, prefix=f"/{name}")',
    ['GET /users/me'],
  ],
  ['keys', 'for path in PAGES:\n    app.add_api_route(path, show_a)', ['GET /a', 'GET /b']],
  ['keys by name', 'for path in PAGES.keys():\n    app.add_api_route(path, show_a)', ['GET /a', 'GET /b']],
  ['values', 'for router in ROUTERS.values():\n    app.include_router(router)', ['GET /me']],
  [
    'pairs of what nobody can read',
    'for path, show in load().items():\n    app.add_api_route(path, show)',
    [],
  ],
])('a loop over a dictionary: %s', (_what, loop, found) => {
  const source = `from fastapi import APIRouter, FastAPI

app = FastAPI()
users = APIRouter()


@users.get("/me")
def me():
    return {}


def show_a():
    return {}


PAGES = {"/a": show_a, "/b": show_a}
${loop.includes('ROUTERS') ? 'ROUTERS = {"users": users}\n' : ''}
${loop}
`;
  expect(endpoints({ 'main.py': source })).toEqual(found);
});

test.each<[what: string, files: Record<string, string>, found: string[]]>([
  [
    'routers of classes that other modules have, each by itself',
    {
      'base.py': 'from fastapi import APIRouter\nclass OwnRouter(APIRouter): pass\n',
      'a.py': 'from base import OwnRouter\nrouter = OwnRouter()\n@router.get("/a")\ndef a(): ...\n',
      'b.py':
        'from base import OwnRouter\nfrom fastapi import Depends\nrouter = OwnRouter(tags=["b"])\n@router.get("/b")\ndef b(): ...\n',
      'c.py':
        'from fastapi_utils.cbv import cbv\nfrom fastapi_utils.inferring_router import InferringRouter\nrouter = InferringRouter()\n' +
        '@cbv(router)\nclass Things:\n  @router.get("/c")\n  def all(self): ...\n',
      'd.py':
        'from fastapi import APIRouter\nclass Users:\n  def __init__(self, db):\n    self.router = APIRouter(prefix="/users")\n    self.router.add_api_route("/me", self.me)\n  def me(self): ...\n',
      'main.py':
        'from fastapi import FastAPI\nimport a, b, c\nfrom d import Users\napp = FastAPI()\nusers = Users(db=1).router\n' +
        'app.include_router(a.router)\napp.include_router(b.router, prefix="/x")\napp.include_router(c.router, prefix="/y")\napp.include_router(users)\n',
    },
    ['GET /a', 'GET /users/me', 'GET /x/b', 'GET /y/c'],
  ],
  [
    'namespaces of the RESTX of old, in a loop',
    {
      'app.py':
        'from flask import Flask\nfrom flask_restplus import Api\nfrom dogs import ns\napp = Flask(__name__)\napi = Api(app, prefix="/api")\nfor one in (ns,):\n    api.add_namespace(one, path="/dogs")\n',
      'dogs.py':
        'from flask_restplus import Namespace, Resource\nns = Namespace("d")\n@ns.route("/<id>")\nclass Dog(Resource):\n  def patch(self, id): ...\n',
    },
    ['PATCH /api/dogs/{}'],
  ],
  [
    'routes of aiohttp that say their method first',
    {
      'app.py':
        'from aiohttp import web\nasync def show(request): ...\napp = web.Application()\napp.add_routes([web.route("*", "/any", show), web.route("PUT", "/one", show)])\n',
    },
    ['* /any', 'PUT /one'],
  ],
  [
    'groups and versions of blueprints',
    {
      'app.py':
        'from sanic import Sanic\nfrom api import group, admin\napp = Sanic("x")\napp.blueprint(group)\napp.blueprint(admin)\n',
      'api.py':
        'from sanic import Blueprint\nusers = Blueprint("users", url_prefix="/users")\nposts = Blueprint("posts", url_prefix="posts")\n' +
        '@users.get("/<id:int>")\nasync def user(request, id): ...\n@posts.post("/")\nasync def post(request): ...\n' +
        'group = Blueprint.group(users, posts, url_prefix="/api", version=2)\nadmin = Blueprint("admin", url_prefix="/admin", version="1.1")\n@admin.delete("/<x>")\nasync def drop(request, x): ...\n',
    },
    ['DELETE /v1.1/admin/{}', 'GET /v2/api/users/{}', 'POST /v2/api/posts'],
  ],
  [
    'routers of Ninja that texts name, and operations of several methods',
    {
      'urls.py':
        'from django.urls import path\nfrom a.api import api\nurlpatterns = [path("api/", api.urls)]\n',
      'a/api.py': 'from ninja import NinjaAPI\napi = NinjaAPI()\napi.add_router("/b", "b.api.router")\n',
      'b/api.py':
        'from ninja import Router\nrouter = Router()\n@router.delete("/{id}")\ndef drop(request, id: int): ...\n@router.api_operation(["POST", "PATCH"], "/many")\ndef many(request): ...\n',
    },
    ['DELETE /api/b/{}', 'PATCH /api/b/many', 'POST /api/b/many'],
  ],
  [
    'views of Flask by way of a base of any name',
    {
      'app.py':
        'from flask import Flask\nfrom rest import Info\napp = Flask(__name__)\napp.add_url_rule("/info", view_func=Info.as_view("info"))\n',
      'rest.py':
        'from flask.views import MethodView\nclass RestBase(MethodView):\n  def put(self): ...\nclass Info(RestBase):\n  def get(self): ...\n',
    },
    ['GET /info', 'PUT /info'],
  ],
  [
    'apps of Bottle, and what the module itself registers',
    {
      'app.py':
        'import bottle\nfrom bottle import Bottle, get, post, route\napp = Bottle()\nsub = Bottle()\n' +
        '@route("/hello/<name>")\ndef hello(name): ...\n@get("/login")\n@post("/login")\ndef login(): ...\n' +
        '@app.route("/x", method=["GET", "POST"])\ndef x(): ...\n@app.route("/y", method="PUT")\ndef y(): ...\n' +
        '@bottle.delete("/z/<id:int>")\ndef z(id): ...\n@sub.get("/in")\ndef inner(): ...\napp.mount("/sub", sub)\nbottle.run()\n',
    },
    [
      'DELETE /z/{}',
      'GET /hello/{}',
      'GET /login',
      'GET /sub/in',
      'GET /x',
      'POST /login',
      'POST /x',
      'PUT /y',
    ],
  ],
  [
    'paths that format() fills',
    {
      'app.py':
        'from flask import Flask\nBASE = "api"\napp = Flask(__name__)\n@app.route("/{}/{name}/{{x}}".format(BASE, name="a"))\ndef a(): ...\n' +
        '@app.route("/{0}/b/{0}".format(BASE))\ndef b(): ...\n@app.route("/{0!r}/c".format(BASE))\ndef c(): ...\n@app.route("/{}/d".format(BASE, 1)[0])\ndef d(): ...\n',
    },
    ['GET /api/a/{}', 'GET /api/b/api'],
  ],
  [
    'lists of patterns and handlers where nothing is of Tornado',
    {
      'events.py': 'from bus import PingHandler\nEVENTS = [("/ping", PingHandler), ("/pong", PingHandler)]\n',
    },
    [],
  ],
  [
    'such lists in a tree that has Tornado',
    {
      'urls.py': 'from views import PingHandler\nURLS = [("/ping", PingHandler)]\n',
      'views.py':
        'from tornado.web import RequestHandler\nclass PingHandler(RequestHandler):\n  def get(self): ...\n',
    },
    ['GET /ping'],
  ],
])('%s', (_what, files, found) => {
  expect(endpoints(files)).toEqual(found);
});
