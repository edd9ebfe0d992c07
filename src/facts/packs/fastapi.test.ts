import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('fastapi');
const MAIN = 'backend/app/main.py';
const USERS = 'backend/app/api/v1/users.py';
const ITEMS = 'backend/app/api/v1/items.py';
const V1 = 'backend/app/api/v1/__init__.py';
const USER = 'backend/app/models/user.py';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /api/v1/items/{}/comments  backend/app/api/v1/comments.py:6',
    'GET /api/v1/items  backend/app/api/v1/items.py:9',
    'PUT /api/v1/items/{}  backend/app/api/v1/items.py:13',
    'GET /api/v1/items/tags  backend/app/api/v1/items.py:21',
    'DELETE /api/v1/items/tags/{}  backend/app/api/v1/items.py:22',
    'PUT /api/v1/items/tags/{}  backend/app/api/v1/items.py:22',
    'GET /api/v1/users  backend/app/api/v1/users.py:12',
    'POST /api/v1/users  backend/app/api/v1/users.py:21',
    'GET /api/v1/users/me  backend/app/api/v1/users.py:31',
    'GET /api/v1/users/self  backend/app/api/v1/users.py:32',
    'GET /api/v1/users/{}  backend/app/api/v1/users.py:37',
    'DELETE /api/v1/users/{}  backend/app/api/v1/users.py:45',
    'GET /legacy/search  backend/app/legacy.py:6',
    'POST /legacy/search  backend/app/legacy.py:6',
    'GET /health  backend/app/main.py:44',
    'GET /ws/{}  backend/app/main.py:49',
    'GET /reports/daily  backend/app/ops/__init__.py:9',
    'POST /admin/flush  backend/app/ops/admin.py:9',
    '… GET /queue  backend/app/ops/admin.py:13',
    'GET /metrics  backend/app/ops/metrics.py:6',
    'POST /hooks/stripe  backend/app/services/hooks.py:9',
  ]);
});

const HEALTH = '@app.get("/health", include_in_schema=False)\n';
const DELETE = '@router.delete("/{user_id}")\nasync def delete_user(user_id: int) -> None:\n';
const INCLUDE_USERS = 'api_router.include_router(users_router, prefix="/users", tags=["users"])';

const rows: ChangeRow[] = [
  ['a route removed', [replace(MAIN, HEALTH, '')], ['removes endpoint GET /health  backend/app/main.py:44']],
  [
    'a route commented out',
    [replace(MAIN, HEALTH, `# ${HEALTH}`)],
    ['removes endpoint GET /health  backend/app/main.py:44'],
  ],
  [
    'a route moved into a docstring',
    [replace(MAIN, HEALTH, `"""\n${HEALTH}"""\n`)],
    ['removes endpoint GET /health  backend/app/main.py:44'],
  ],
  [
    'a route added over several lines, others in strings and comments',
    [
      replace(
        MAIN,
        HEALTH,
        `@app.post(\n    # "/comment",\n    "/"\n    "login",\n    status_code=204,\n)\ndef login(): "@app.get('/text')"\n\n\n${HEALTH}`,
      ),
    ],
    ['adds endpoint POST /login  backend/app/main.py:44'],
  ],
  [
    'a method changed',
    [replace(USERS, '@router.delete(', '@router.put(')],
    ['renames endpoint DELETE /api/v1/users/{} -> PUT /api/v1/users/{}  backend/app/api/v1/users.py:45'],
  ],
  [
    'a path changed',
    [replace(USERS, '@router.get("/me")', '@router.get("/whoami")')],
    ['renames endpoint GET /api/v1/users/me -> GET /api/v1/users/whoami  backend/app/api/v1/users.py:31'],
  ],
  [
    'a parameter of the path renamed, here and in the function',
    [
      replace(USERS, DELETE, DELETE.replaceAll('user_id', 'id')),
      replace(USERS, '    # the route itself says nothing\n    load(user_id)', '    load(id)'),
    ],
    ['modifies contract endpoint DELETE /api/v1/users/{}  backend/app/api/v1/users.py:45'],
  ],
  [
    'a handler renamed and reformatted, no more',
    [
      replace(
        USERS,
        'async def me(user: User = Depends(current_user)):',
        'async def myself(\n    user: User = Depends(current_user),  # who asks\n):',
      ),
    ],
    [],
  ],
  [
    'a parameter that callers send',
    [replace(ITEMS, 'def list_items(q: str | None = None)', 'def list_items(q: str)')],
    ['modifies contract endpoint GET /api/v1/items  backend/app/api/v1/items.py:9'],
  ],
  [
    'what is answered',
    [
      replace(
        USERS,
        '    response_model=User,\n    status_code=status.HTTP_201_CREATED',
        '    response_model=UserCreate,\n    status_code=status.HTTP_201_CREATED',
      ),
    ],
    ['modifies contract endpoint POST /api/v1/users  backend/app/api/v1/users.py:21'],
  ],
  [
    'only a summary',
    [
      replace(
        USERS,
        '"/",\n    response_model=User,',
        '"/",\n    summary="Sign up",\n    response_model=User,',
      ),
    ],
    [],
  ],
  [
    'only a comment and a docstring',
    [replace(USERS, '    """List users."""', '    # All of them.\n    """Lists them."""')],
    [],
  ],
  [
    'only what happens inside',
    [replace(USERS, 'if user is None:', 'if not user:')],
    ['modifies body endpoint GET /api/v1/users/{}  backend/app/api/v1/users.py:37'],
  ],
  [
    'a mount moved',
    [replace(V1, INCLUDE_USERS, INCLUDE_USERS.replace('/users"', '/people"'))],
    [
      'renames endpoint GET /api/v1/users -> GET /api/v1/people  backend/app/api/v1/users.py:12',
      'renames endpoint POST /api/v1/users -> POST /api/v1/people  backend/app/api/v1/users.py:21',
      'renames endpoint GET /api/v1/users/me -> GET /api/v1/people/me  backend/app/api/v1/users.py:31',
      'renames endpoint GET /api/v1/users/self -> GET /api/v1/people/self  backend/app/api/v1/users.py:32',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v1/people/{}  backend/app/api/v1/users.py:37',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v1/people/{}  backend/app/api/v1/users.py:45',
    ],
  ],
  [
    'a mount removed',
    [replace(MAIN, 'app.include_router(admin.router, prefix="/admin", tags=["admin"])\n', '')],
    [
      'removes endpoint POST /admin/flush  backend/app/ops/admin.py:9',
      '? removes endpoint GET /queue  backend/app/ops/admin.py:13',
    ],
  ],
  [
    'a mount moved into a loop over what nobody can read',
    [
      replace(
        MAIN,
        'app.include_router(admin.router, prefix="/admin", tags=["admin"])',
        'for one in load(admin):\n    app.include_router(one.router, prefix=one.prefix)',
      ),
    ],
    ['? modifies contract endpoint POST /admin/flush  backend/app/ops/admin.py:9'],
  ],
  [
    'a mount moved into a loop over a list',
    [
      replace(
        V1,
        `${INCLUDE_USERS}\napi_router.include_router(items.router)`,
        'for router, prefix in ((users_router, "/users"), (items.router, "")):\n    api_router.include_router(router, prefix=prefix)',
      ),
    ],
    [],
  ],
  [
    'the constant that all prefixes begin with',
    [replace('backend/app/core/config.py', '"/api/v1"', '"/api/v2"')],
    [
      'renames endpoint GET /api/v1/items/{}/comments -> GET /api/v2/items/{}/comments  backend/app/api/v1/comments.py:6',
      'renames endpoint GET /api/v1/items -> GET /api/v2/items  backend/app/api/v1/items.py:9',
      'renames endpoint PUT /api/v1/items/{} -> PUT /api/v2/items/{}  backend/app/api/v1/items.py:13',
      'renames endpoint GET /api/v1/items/tags -> GET /api/v2/items/tags  backend/app/api/v1/items.py:21',
      'renames endpoint DELETE /api/v1/items/tags/{} -> DELETE /api/v2/items/tags/{}  backend/app/api/v1/items.py:22',
      'renames endpoint PUT /api/v1/items/tags/{} -> PUT /api/v2/items/tags/{}  backend/app/api/v1/items.py:22',
      'renames endpoint GET /api/v1/users -> GET /api/v2/users  backend/app/api/v1/users.py:12',
      'renames endpoint POST /api/v1/users -> POST /api/v2/users  backend/app/api/v1/users.py:21',
      'renames endpoint GET /api/v1/users/me -> GET /api/v2/users/me  backend/app/api/v1/users.py:31',
      'renames endpoint GET /api/v1/users/self -> GET /api/v2/users/self  backend/app/api/v1/users.py:32',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  backend/app/api/v1/users.py:37',
      'renames endpoint DELETE /api/v1/users/{} -> DELETE /api/v2/users/{}  backend/app/api/v1/users.py:45',
    ],
  ],
  [
    'a file of routes moved',
    [
      move(ITEMS, 'backend/app/api/v1/products.py'),
      replace(V1, 'from . import items', 'from . import products as items'),
    ],
    [],
  ],
  [
    'a whole directory moved out of backend',
    [
      ...[...app.keys()]
        .filter((path) => path.startsWith('backend/app/'))
        .map((path) => move(path, path.slice('backend/'.length))),
    ],
    [],
  ],
  [
    'a name removed and used again for something else',
    [
      replace(
        ITEMS,
        'def list_tags():\n    return []',
        'def list_tags(limit: int):\n    while True:\n        yield limit',
      ),
    ],
    [
      'modifies contract endpoint GET /api/v1/items/tags  backend/app/api/v1/items.py:22',
      'modifies contract endpoint DELETE /api/v1/items/tags/{}  backend/app/api/v1/items.py:23',
      'modifies contract endpoint PUT /api/v1/items/tags/{}  backend/app/api/v1/items.py:23',
    ],
  ],
  [
    'a route removed, its path given to another one',
    [
      replace(USERS, '@router.get("/me")\n', ''),
      replace(
        USERS,
        '@router.get("/{user_id}", response_model=User)',
        '@router.get("/me", response_model=User)',
      ),
    ],
    [
      'modifies contract endpoint GET /api/v1/users/me  backend/app/api/v1/users.py:36',
      'removes endpoint GET /api/v1/users/{}  backend/app/api/v1/users.py:37',
    ],
  ],
  ['a router that nothing included, removed', [remove('backend/app/ops/orphan.py')], []],
  [
    'a file that generates code',
    [
      write(
        'tools/make.py',
        'from fastapi import FastAPI\nCODE = f"""\napp = FastAPI()\n@app.get("/{1}")\n"""\n',
      ),
    ],
    [],
  ],
];

describe('what became of endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

test('the symbols of the models', () => {
  expect(listFacts(app, 'symbol').filter((line) => line.includes('app/models/'))).toEqual([
    'backend/app/models/__init__.py#ORDER  backend/app/models/__init__.py:6',
    'backend/app/models/__init__.py#MAX_NAME  backend/app/models/user.py:16',
    'backend/app/models/user.py#MAX_NAME  backend/app/models/user.py:16',
    'backend/app/models/__init__.py#UserId  backend/app/models/user.py:17',
    'backend/app/models/user.py#UserId  backend/app/models/user.py:17',
    'backend/app/models/__init__.py#UserCreate  backend/app/models/user.py:20',
    'backend/app/models/user.py#UserCreate  backend/app/models/user.py:20',
    'backend/app/models/__init__.py#User  backend/app/models/user.py:25',
    'backend/app/models/user.py#User  backend/app/models/user.py:25',
    'backend/app/models/__init__.py#User.Config  backend/app/models/user.py:31',
    'backend/app/models/user.py#User.Config  backend/app/models/user.py:31',
    'backend/app/models/__init__.py#User.label  backend/app/models/user.py:35',
    'backend/app/models/user.py#User.label  backend/app/models/user.py:35',
    'backend/app/models/__init__.py#User.parse  backend/app/models/user.py:43',
    'backend/app/models/user.py#User.parse  backend/app/models/user.py:43',
    'backend/app/models/__init__.py#Point  backend/app/models/user.py:54',
    'backend/app/models/user.py#Point  backend/app/models/user.py:54',
    'backend/app/models/__init__.py#key  backend/app/models/user.py:63',
    'backend/app/models/user.py#key  backend/app/models/user.py:63',
  ]);
});

const symbols: ChangeRow[] = [
  [
    'a field added',
    [replace(USER, '    id: UserId\n', '    id: UserId\n    age: int\n')],
    [
      'modifies contract symbol backend/app/models/__init__.py#User  backend/app/models/user.py:25',
      'modifies contract symbol backend/app/models/user.py#User  backend/app/models/user.py:25',
    ],
  ],
  [
    'a private field',
    [replace(USER, '_cache: dict = {}', '_kept: dict = {}')],
    [
      'modifies body symbol backend/app/models/__init__.py#User  backend/app/models/user.py:25',
      'modifies body symbol backend/app/models/user.py#User  backend/app/models/user.py:25',
    ],
  ],
  [
    'a method that others call',
    [replace(USER, 'def parse(cls, text: str)', 'def parse(cls, text: bytes)')],
    [
      'modifies contract symbol backend/app/models/__init__.py#User.parse  backend/app/models/user.py:43',
      'modifies contract symbol backend/app/models/user.py#User.parse  backend/app/models/user.py:43',
    ],
  ],
  [
    'a default, but not that there is one',
    [replace(USER, 'y: int = 0):', 'y: int = 1):')],
    [
      'modifies body symbol backend/app/models/__init__.py#Point  backend/app/models/user.py:54',
      'modifies body symbol backend/app/models/user.py#Point  backend/app/models/user.py:54',
    ],
  ],
  [
    'a private method',
    [replace(USER, 'def _touch(self):', 'def _touch(self, now):')],
    [
      'modifies body symbol backend/app/models/__init__.py#User  backend/app/models/user.py:25',
      'modifies body symbol backend/app/models/user.py#User  backend/app/models/user.py:25',
    ],
  ],
  [
    'a function within a method',
    [replace(USER, '            return text\n', '            return text.strip()\n')],
    [
      'modifies body symbol backend/app/models/__init__.py#User.parse  backend/app/models/user.py:43',
      'modifies body symbol backend/app/models/user.py#User.parse  backend/app/models/user.py:43',
    ],
  ],
  [
    'a decorator',
    [replace(USER, '@dataclass\n', '@dataclass(frozen=True)\n')],
    [
      'modifies body symbol backend/app/models/__init__.py#Point  backend/app/models/user.py:54',
      'modifies body symbol backend/app/models/user.py#Point  backend/app/models/user.py:54',
    ],
  ],
  ['a decorator that registers a route', [replace(MAIN, '@app.get("/health"', '@app.get("/healthz"')], []],
  [
    'a base',
    [replace(USER, 'class User(UserCreate)', 'class User(BaseModel)')],
    [
      'modifies contract symbol backend/app/models/__init__.py#User  backend/app/models/user.py:25',
      'modifies contract symbol backend/app/models/user.py#User  backend/app/models/user.py:25',
    ],
  ],
  [
    'one of several overloads',
    [replace(USER, 'def key(of: str) -> str: ...', 'def key(of: str) -> bytes: ...')],
    [
      'modifies contract symbol backend/app/models/__init__.py#key  backend/app/models/user.py:63',
      'modifies contract symbol backend/app/models/user.py#key  backend/app/models/user.py:63',
    ],
  ],
  [
    'a constant',
    [replace(USER, 'MAX_NAME: int = 80', 'MAX_NAME: int = 90')],
    [
      'modifies body symbol backend/app/models/__init__.py#MAX_NAME  backend/app/models/user.py:16',
      'modifies body symbol backend/app/models/user.py#MAX_NAME  backend/app/models/user.py:16',
    ],
  ],
  [
    'a class made private',
    [replace(USER, 'class Point:', 'class _Point:')],
    [
      'removes symbol backend/app/models/__init__.py#Point  backend/app/models/user.py:54',
      'removes symbol backend/app/models/user.py#Point  backend/app/models/user.py:54',
    ],
  ],
  [
    'a class moved to another module, its old one passing it on',
    [
      replace(
        USER,
        'class UserCreate(BaseModel):\n    name: str\n    email: str | None = None\n',
        'from .create import UserCreate as UserCreate\n',
      ),
      write(
        'backend/app/models/create.py',
        'from pydantic import BaseModel\n\nclass UserCreate(BaseModel):\n    name: str\n    email: str | None = None\n',
      ),
    ],
    ['adds symbol backend/app/models/create.py#UserCreate  backend/app/models/create.py:3'],
  ],
  [
    'a function renamed',
    [
      replace(USERS, 'def find_users(', 'def search_users('),
      replace(USERS, 'return find_users(', 'return search_users('),
    ],
    [
      'modifies body symbol backend/app/api/v1/users.py#list_users  backend/app/api/v1/users.py:13',
      'renames symbol backend/app/api/v1/users.py#find_users -> backend/app/api/v1/users.py#search_users  backend/app/api/v1/users.py:51',
    ],
  ],
];

describe('what became of symbols', () => {
  testChanges(app, ['symbol'], symbols);
});
