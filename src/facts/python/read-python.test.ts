import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../test/fixture-app.ts';
import { readPython } from './read-python.ts';

/** Endpoints of a tree: what is sure as it is, the rest behind `… `. */
function endpoints(files: Readonly<Record<string, string>>): string[] {
  return factsOf(new Map(Object.entries(files)))
    .filter(({ kind }) => kind === 'endpoint')
    .map(({ name, certainty }) => `${certainty === 'exact' ? '' : '… '}${name}`);
}

const ROUTER = 'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/x")\ndef x(): ...\n';
const MAIN = 'from fastapi import FastAPI\napp = FastAPI()\n';

describe('names are followed through the tree', () => {
  const rows: [what: string, files: Record<string, string>, found: string[]][] = [
    [
      'a module beside',
      { 'main.py': `${MAIN}import users\napp.include_router(users.router)`, 'users.py': ROUTER },
      ['GET /x'],
    ],
    [
      'src layout',
      {
        'src/shop/main.py': `${MAIN}from shop.api import users as u\napp.include_router(u.router)`,
        'src/shop/api/__init__.py': '',
        'src/shop/__init__.py': '',
        'src/shop/api/users.py': ROUTER,
      },
      ['GET /x'],
    ],
    [
      'directories without __init__.py',
      { 'main.py': `${MAIN}from a.b import users\napp.include_router(users.router)`, 'a/b/users.py': ROUTER },
      ['GET /x'],
    ],
    [
      'dots through packages, with and without __init__.py',
      {
        'main.py': `${MAIN}import a.b.users\nimport c.d.users\napp.include_router(a.b.users.router)\napp.include_router(c.d.users.router, prefix="/c")`,
        'a/__init__.py': '',
        'a/b/__init__.py': '',
        'a/b/users.py': ROUTER,
        'c/d/users.py': ROUTER,
      },
      ['GET /x', 'GET /c/x'],
    ],
    [
      'relative, upwards',
      {
        'app/main.py': `${MAIN}from .api.users import router\napp.include_router(router)`,
        'app/api/users.py': 'from ..routers import base as router',
        'app/routers.py': ROUTER.replaceAll('router', 'base'),
      },
      ['GET /x'],
    ],
    [
      'a package elsewhere in the tree',
      {
        'services/web/main.py': `${MAIN}from shared.api import router\napp.include_router(router)`,
        'libs/common/shared/api.py': ROUTER,
      },
      ['GET /x'],
    ],
    [
      'a package that two places have',
      {
        'services/web/main.py': `${MAIN}from shared.api import router\napp.include_router(router)`,
        'libs/a/shared/api.py': ROUTER,
        'libs/b/shared/api.py': ROUTER,
      },
      ['… GET /x', '… GET /x'],
    ],
    [
      'a module of a package that two places have',
      {
        'services/web/main.py': `${MAIN}from shared.api import users\napp.include_router(users.router)`,
        'libs/a/shared/api/users.py': ROUTER,
        'libs/b/shared/api/users.py': ROUTER,
      },
      ['… GET /x', '… GET /x'],
    ],
    [
      'a package that two places have, of which nobody imports what serves',
      {
        'services/web/main.py': `${MAIN}from shared.api import limit\n@app.get("/y")\ndef y(): ...`,
        'libs/a/shared/api.py': ROUTER,
        'libs/b/shared/api.py': ROUTER,
      },
      ['GET /y'],
    ],
    [
      'import *, twice',
      {
        'main.py': `${MAIN}from a import *\nfrom b import *\napp.include_router(router, prefix=P)`,
        'a.py': 'P = "/p"',
        'b.py': 'from c import *',
        'c.py': ROUTER,
      },
      ['GET /p/x'],
    ],
    [
      'a package that passes its modules on',
      {
        'main.py': `${MAIN}from api import all_routers\nfor r in all_routers:\n    app.include_router(r)`,
        'api/__init__.py': 'from .users import router as users\nall_routers = [users]',
        'api/users.py': ROUTER,
      },
      ['GET /x'],
    ],
    [
      'a loop over routers and prefixes of another module',
      {
        'main.py': `${MAIN}from api import ROUTES\nfor r, prefix in ROUTES:\n    app.include_router(r, prefix="/v1" + prefix)`,
        'api/__init__.py':
          'from . import users, items\nROUTES = [(users.router, "/u"), (items.router, "/i")]',
        'api/users.py': ROUTER,
        'api/items.py': ROUTER,
      },
      ['GET /v1/i/x', 'GET /v1/u/x'],
    ],
    [
      'a loop over a dictionary of another module',
      {
        'main.py': `${MAIN}import api\nfor prefix, module in api.modules.items():\n    app.include_router(module.router, prefix=prefix)`,
        'api/__init__.py': 'from . import users\nmodules = {"/u": users}',
        'api/users.py': ROUTER,
      },
      ['GET /u/x'],
    ],
    [
      'a loop over a list that is computed',
      {
        'main.py': `${MAIN}from api import routers\nfor r in routers:\n    app.include_router(r, prefix="/v1")`,
        'api/__init__.py': 'from .users import router\nrouters = collect(router)',
        'api/users.py': ROUTER,
      },
      ['… GET /x'],
    ],
    [
      'a module of the same name as a package of others',
      {
        'main.py': `${MAIN}from app.requests import router\napp.include_router(router)`,
        'app/requests.py': ROUTER,
      },
      ['GET /x'],
    ],
    [
      'imports in a circle',
      {
        'main.py': `${MAIN}from a import router\napp.include_router(router)`,
        'a.py': 'from b import router',
        'b.py': 'from a import router',
      },
      [],
    ],
    [
      'the first of several attempts',
      {
        'main.py': `${MAIN}try:\n    from users import router\nexcept ImportError:\n    router = None\napp.include_router(router)`,
        'users.py': ROUTER,
      },
      ['GET /x'],
    ],
    [
      'an app set later',
      { 'main.py': 'from fastapi import FastAPI\napp = None\napp = FastAPI()\n@app.get("/x")\ndef x(): ...' },
      ['GET /x'],
    ],
    [
      'a class of apps',
      {
        'main.py':
          'from fastapi import FastAPI\nclass App(FastAPI):\n    pass\napp = App()\n@app.get("/x")\ndef x(): ...',
      },
      ['GET /x'],
    ],
    [
      'a method that registers',
      {
        'main.py': `${MAIN}from server import Server\nserver = Server("/v1")\nserver.mount_on(app)`,
        'server.py': `${ROUTER}class Server:\n    base = "/s"\n    def __init__(self, prefix):\n        self.prefix = prefix\n    def mount_on(self, target):\n        target.include_router(router, prefix=self.base)\n`,
      },
      ['GET /s/x'],
    ],
    [
      'a function that gives a router of its own',
      {
        'main.py': `${MAIN}from r import make\napp.include_router(make("/a"), prefix="/m")`,
        'r.py':
          'from fastapi import APIRouter\ndef make(prefix):\n    r = APIRouter(prefix=prefix)\n    @r.get("/x")\n    def x(): ...\n    return r\n',
      },
      ['GET /m/a/x'],
    ],
    [
      'a function that gives routers, by what it is given: by name, by default, held in a variable of another module',
      {
        'main.py': `${MAIN}from r import make\nfrom held import users\nP = "/p"\napp.include_router(make(prefix=f"{P}/b"))\napp.include_router(make())\napp.include_router(users, prefix="/h")`,
        'held.py': 'from r import make\nusers = make("/users", tags=["users"])\n',
        'r.py':
          'from fastapi import APIRouter\ndef make(prefix="/d", tags=None):\n    r = APIRouter(prefix=prefix, tags=tags)\n    @r.get("/x")\n    def x(): ...\n    return r\n',
      },
      ['GET /d/x', 'GET /h/users/x', 'GET /p/b/x'],
    ],
    [
      'a function that is given what nobody can read',
      {
        'main.py': `${MAIN}from r import make\napp.include_router(make(name("/a")), prefix="/m")`,
        'r.py':
          'from fastapi import APIRouter\ndef make(prefix="/d"):\n    r = APIRouter(prefix=prefix)\n    @r.get("/x")\n    def x(): ...\n    return r\n',
      },
      ['… GET /x'],
    ],
    [
      'a function that puts something in front of what it is given',
      {
        'main.py': `${MAIN}from r import make\napp.include_router(make("users"))\napp.include_router(make("items"), prefix="/m")`,
        'r.py':
          'from fastapi import APIRouter\ndef make(name):\n    r = APIRouter(prefix=f"/{name}")\n    @r.get("/x")\n    def x(): ...\n    return r\n',
      },
      ['GET /m/items/x', 'GET /users/x'],
    ],
    [
      'settings: a class attribute, one of an instance, a function, the environment',
      {
        'main.py': `${MAIN}from s import A, b, get\nfrom u import router\napp.include_router(router, prefix=A.P)\napp.include_router(router, prefix=b.Q)\napp.include_router(router, prefix=f"{get().P}/{A.N}")\napp.include_router(router, prefix=b.E)`,
        's.py':
          'import os\nclass A:\n    P = "/p"\n    N = "n"\nclass B(A):\n    Q: str = "/" + "q"\n    E = os.environ["E"]\nb = B()\ndef get() -> A:\n    return A()\n',
        'u.py': ROUTER,
      },
      ['GET /p/n/x', 'GET /p/x', 'GET /q/x'],
    ],
    [
      'settings within settings, and what they have from other ones',
      {
        'main.py': `${MAIN}from s import settings\nfrom u import router\napp.include_router(router, prefix=settings.api.v1)\napp.include_router(router, prefix=settings.base)`,
        's.py':
          'from pydantic_settings import BaseSettings\nclass Api(BaseSettings):\n    v1: str = "/api/v1"\nclass Base(BaseSettings):\n    base: str = "/b"\n    api: Api = Api()\nclass Dev(Base):\n    base: str = "/dev"\nsettings = Dev()\n',
        'u.py': ROUTER,
      },
      ['GET /api/v1/x', 'GET /dev/x'],
    ],
    [
      'only an unreadable prefix',
      {
        'main.py': `${MAIN}import os\nfrom u import router\napp.include_router(router, prefix=os.getenv("P"))`,
        'u.py': ROUTER,
      },
      ['… GET /x'],
    ],
    [
      'an app under an app',
      {
        'main.py': `${MAIN}sub = FastAPI()\n@sub.get("/x")\ndef x(): ...\n@app.get("/x")\ndef y(): ...\napp.mount("/sub", sub)`,
      },
      ['GET /sub/x', 'GET /x'],
    ],
  ];

  test.each(rows)('%s', (_what, files, found) => {
    expect(endpoints(files)).toEqual(found);
  });
});

describe('what is no route', () => {
  test.each([
    [
      'calls of clients',
      'import httpx\nfrom fastapi.testclient import TestClient\nclient = TestClient(None)\nclient.get("/a")\nhttpx.get("/b")\nrequests.get("/c")\nself.client.delete("/d")',
    ],
    [
      'other decorators',
      'import pytest\nfrom unittest.mock import patch\nfrom unittest import mock\n@pytest.fixture("/a")\ndef a(): ...\n@patch("/b")\ndef b(): ...\n@mock.patch("/c")\ndef c(): ...\n@mock.get("/d")\ndef d(): ...',
    ],
    [
      'a class of its own with the same methods',
      'class Cache:\n    def get(self, key): ...\ncache = Cache()\n@cache.get("/a")\ndef a(): ...',
    ],
    [
      'texts',
      'from fastapi import FastAPI\napp = FastAPI()\nA = "@app.get(\'/a\')"\nB = """\n@app.get("/b")\ndef b(): ...\n"""\nC = f"""\n@app.get("/{A}")\n"""\nD = r\'\'\'@app.get("/d")\'\'\'\n# @app.get("/e")\n',
    ],
    [
      'paths that are no text',
      'from fastapi import FastAPI\napp = FastAPI()\n@app.get(make())\ndef a(): ...\n@app.get(1)\ndef b(): ...\n@app.get("no slash")\ndef c(): ...\n@app.get()\ndef d(): ...',
    ],
    ['Django views', 'from django.views import View\nclass A(View):\n    def get(self, request): ...'],
  ])('%s', (_what, text) => {
    expect(endpoints({ 'main.py': text })).toEqual([]);
  });
});

describe('whatever the text', () => {
  const pieces = fc.constantFrom(
    ...'( ) [ ] { } : , . = @ * ; " \' """ f" { } \\ # -> def class async return import from as for in with lambda if else try except None'.split(
      ' ',
    ),
    ...'app router bp get route FastAPI Flask fastapi flask include_router register_blueprint prefix "/a" self __init__ __all__'.split(
      ' ',
    ),
    '\n',
    '\n    ',
    '\n\t',
    ' ',
  );

  test('it is read, and what it says can be put together', () => {
    const head =
      'from fastapi import FastAPI\nfrom flask import Flask\nfrom main import *\napp = FastAPI()\nbp = Flask(x)\n';
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 80 }), (parts) => {
        const text = head + parts.join(' ').replaceAll('\n ', '\n');
        expect(
          factsOf(
            new Map([
              ['main.py', text],
              ['a/__init__.py', text],
            ]),
          ).length,
        ).toBeGreaterThan(0);
        readPython(parts.join(''));
      }),
    );
  });

  test('depth costs no stack', () => {
    for (const text of [
      '('.repeat(1e5),
      'f"{'.repeat(5e4),
      'a.f('.repeat(5e4),
      `x = ${'a + '.repeat(5e4)}1`,
      '@a\n'.repeat(5e4),
    ])
      readPython(text);
    let nested = '';
    for (let depth = 0; depth < 900; depth++) nested += `${' '.repeat(depth)}class A:\n`;
    expect(readPython(nested).definitions).toHaveLength(900);
  });
});
