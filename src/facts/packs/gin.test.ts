import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('gin');
const MAIN = 'cmd/server/main.go';
const ROUTER = 'internal/api/router.go';
const ADMIN = 'internal/api/admin.go';
const USERS = 'internal/users/routes.go';
const HANDLER = 'internal/users/handler.go';
const MODEL = 'internal/users/model.go';
const ORDERS = 'internal/orders/orders.go';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /health  cmd/server/main.go:16',
    'GET /api/admin/stats  internal/api/admin.go:10',
    'DELETE /api/admin/cache/{}  internal/api/admin.go:11',
    'GET /api/v1/ping  internal/api/router.go:20',
    '* /webhooks/{*}  internal/api/router.go:27',
    'POST /login  internal/api/router.go:28',
    'GET /status  internal/api/router.go:29',
    'HEAD /status  internal/api/router.go:29',
    'GET /api/v1/orders  internal/orders/orders.go:13',
    'PUT /api/v1/orders/{}/items/{}  internal/orders/orders.go:14',
    'DELETE /api/v1/orders/{}/cancel  internal/orders/orders.go:15',
    'GET /api/v1/users  internal/users/routes.go:6',
    'GET /api/v1/users/{}  internal/users/routes.go:7',
    'POST /api/v1/users  internal/users/routes.go:8',
  ]);
});

test('its exported symbols, its environment and what it requires itself', () => {
  expect(listFacts(app, 'symbol')).toEqual([
    'internal/api/admin.go#AuthRequired  internal/api/admin.go:19',
    'internal/api/router.go#Register  internal/api/router.go:16',
    'internal/config/config.go#APIPrefix  internal/config/config.go:6',
    'internal/config/config.go#Config  internal/config/config.go:8',
    'internal/config/config.go#Load  internal/config/config.go:13',
    'internal/orders/orders.go#Routes  internal/orders/orders.go:9',
    'internal/orders/orders.go#Unused  internal/orders/orders.go:19',
    'internal/users/handler.go#Handler  internal/users/handler.go:9',
    'internal/users/handler.go#NewHandler  internal/users/handler.go:13',
    'internal/users/handler.go#Handler.List  internal/users/handler.go:17',
    'internal/users/handler.go#Handler.Show  internal/users/handler.go:21',
    'internal/users/model.go#User  internal/users/model.go:7',
    'internal/users/model.go#Store  internal/users/model.go:14',
    'internal/users/model.go#RoleAdmin  internal/users/model.go:20',
    'internal/users/model.go#RoleUser  internal/users/model.go:21',
    'internal/users/model.go#ErrNotFound  internal/users/model.go:24',
    'internal/users/model.go#Map  internal/users/model.go:28',
    'internal/users/routes.go#RegisterRoutes  internal/users/routes.go:5',
  ]);
  expect([...listFacts(app, 'env'), ...listFacts(app, 'dependency')]).toEqual([
    'PORT  cmd/server/main.go:19',
    'DATABASE_URL  internal/config/config.go:14',
    'DEBUG  internal/config/config.go:18',
    'go/github.com/gin-gonic/gin  go.mod:6',
    'go/github.com/jackc/pgx/v5  go.mod:7',
    'go/github.com/google/uuid  go.mod:11',
  ]);
});

const PING = '\t\tv1.GET("/ping", ping)\n';
const SHOW = '\trg.GET("/:id", h.Show)\n';

const routes: ChangeRow[] = [
  [
    'a route removed',
    [replace(ROUTER, PING, '')],
    ['removes endpoint GET /api/v1/ping  internal/api/router.go:20'],
  ],
  [
    'a route commented out',
    [replace(ROUTER, PING, '\t\t// v1.GET("/ping", ping)\n')],
    ['removes endpoint GET /api/v1/ping  internal/api/router.go:20'],
  ],
  [
    'a route in a comment of several lines',
    [replace(ROUTER, PING, `/*\n${PING}*/`)],
    ['removes endpoint GET /api/v1/ping  internal/api/router.go:20'],
  ],
  [
    'a route that is only text',
    [replace(ROUTER, PING, '\t\t_ = `v1.GET("/ping", ping)`\n')],
    ['removes endpoint GET /api/v1/ping  internal/api/router.go:20'],
  ],
  [
    'a route added',
    [replace(ROUTER, PING, `${PING}\t\tv1.PATCH("/ping", ping)\n`)],
    ['adds endpoint PATCH /api/v1/ping  internal/api/router.go:21'],
  ],
  [
    'a path renamed',
    [replace(USERS, SHOW, '\trg.GET("/by-id/:id", h.Show)\n')],
    ['renames endpoint GET /api/v1/users/{} -> GET /api/v1/users/by-id/{}  internal/users/routes.go:7'],
  ],
  [
    'a parameter renamed',
    [replace(USERS, SHOW, '\trg.GET("/:userID", h.Show)\n')],
    ['modifies contract endpoint GET /api/v1/users/{}  internal/users/routes.go:7'],
  ],
  [
    'another method',
    [replace(USERS, 'rg.POST("", h.create)', 'rg.PUT("", h.create)')],
    ['renames endpoint POST /api/v1/users -> PUT /api/v1/users  internal/users/routes.go:8'],
  ],
  [
    'one method of a list',
    [replace(ROUTER, '"GET", "HEAD"', '"GET"')],
    ['removes endpoint HEAD /status  internal/api/router.go:29'],
  ],
  ['a route over several lines', [replace(USERS, SHOW, '\trg.GET(\n\t\t"/:id",\n\t\th.Show,\n\t)\n')], []],
  [
    'what a handler in another file does',
    [replace(HANDLER, 'c.Status(201)', 'c.Status(202)')],
    ['modifies body endpoint POST /api/v1/users  internal/users/routes.go:8'],
  ],
  [
    'a guard taken away',
    [replace(ADMIN, '"/stats", AuthRequired(), stats', '"/stats", stats')],
    ['modifies contract endpoint GET /api/admin/stats  internal/api/admin.go:10'],
  ],
  [
    'a prefix, by a constant of another package',
    [replace('internal/config/config.go', '"/api"', '"/rest"')],
    [
      'renames endpoint GET /api/admin/stats -> GET /rest/admin/stats  internal/api/admin.go:10',
      'renames endpoint DELETE /api/admin/cache/{} -> DELETE /rest/admin/cache/{}  internal/api/admin.go:11',
      'renames endpoint GET /api/v1/ping -> GET /rest/v1/ping  internal/api/router.go:20',
      'renames endpoint GET /api/v1/orders -> GET /rest/v1/orders  internal/orders/orders.go:13',
      'renames endpoint PUT /api/v1/orders/{}/items/{} -> PUT /rest/v1/orders/{}/items/{}  internal/orders/orders.go:14',
      'renames endpoint DELETE /api/v1/orders/{}/cancel -> DELETE /rest/v1/orders/{}/cancel  internal/orders/orders.go:15',
      'renames endpoint GET /api/v1/users -> GET /rest/v1/users  internal/users/routes.go:6',
      'renames endpoint GET /api/v1/users/{} -> GET /rest/v1/users/{}  internal/users/routes.go:7',
      'renames endpoint POST /api/v1/users -> POST /rest/v1/users  internal/users/routes.go:8',
    ],
  ],
  [
    'a group of another path',
    [replace(ROUTER, 'Group("/users")', 'Group("/accounts")')],
    [
      'renames endpoint GET /api/v1/users -> GET /api/v1/accounts  internal/users/routes.go:6',
      'renames endpoint GET /api/v1/users/{} -> GET /api/v1/accounts/{}  internal/users/routes.go:7',
      'renames endpoint POST /api/v1/users -> POST /api/v1/accounts  internal/users/routes.go:8',
    ],
  ],
  [
    'a group moved under another one',
    [replace(ROUTER, 'registerAdmin(root.Group("/admin"))', 'registerAdmin(engine.Group("/admin"))')],
    [
      'renames endpoint GET /api/admin/stats -> GET /admin/stats  internal/api/admin.go:10',
      'renames endpoint DELETE /api/admin/cache/{} -> DELETE /admin/cache/{}  internal/api/admin.go:11',
    ],
  ],
  [
    'a group under a computed path',
    [replace(ROUTER, 'v1.Group("/users")', 'v1.Group(cfg.Path())')],
    [
      '? modifies contract endpoint GET /api/v1/users  internal/users/routes.go:6',
      '? modifies contract endpoint GET /api/v1/users/{}  internal/users/routes.go:7',
      '? modifies contract endpoint POST /api/v1/users  internal/users/routes.go:8',
    ],
  ],
  [
    'no longer called with a group',
    [replace(ROUTER, '\tregisterAdmin(root.Group("/admin"))\n', '')],
    [
      'removes endpoint GET /api/admin/stats  internal/api/admin.go:10',
      'removes endpoint DELETE /api/admin/cache/{}  internal/api/admin.go:11',
    ],
  ],
  [
    'a function of another package that is no longer called',
    [replace(ROUTER, '\t\torders.Routes(authorized)\n', '\t\t_ = authorized\n')],
    [
      'removes endpoint GET /api/v1/orders  internal/orders/orders.go:13',
      'removes endpoint PUT /api/v1/orders/{}/items/{}  internal/orders/orders.go:14',
      'removes endpoint DELETE /api/v1/orders/{}/cancel  internal/orders/orders.go:15',
    ],
  ],
  [
    'called by nobody but a function that nobody calls',
    [
      replace(ROUTER, '\tregisterAdmin(root.Group("/admin"))\n', ''),
      replace(
        ADMIN,
        'func ping(',
        'func setUp(rg *gin.RouterGroup) {\n\tregisterAdmin(rg.Group("/admin"))\n}\n\nfunc ping(',
      ),
    ],
    [
      'removes endpoint GET /api/admin/stats  internal/api/admin.go:10',
      'removes endpoint DELETE /api/admin/cache/{}  internal/api/admin.go:11',
    ],
  ],
  [
    'called at last',
    [replace(ROUTER, 'orders.Routes(authorized)', 'orders.Routes(authorized)\n\t\torders.Unused(v1)')],
    ['adds endpoint GET /api/v1/orphans  internal/orders/orders.go:20'],
  ],
  [
    'no longer called, but handed to what may call it',
    [
      replace(
        ROUTER,
        '\tregisterAdmin(root.Group("/admin"))\n',
        '\tfx.Invoke(registerAdmin, root.Group("/admin"))\n',
      ),
    ],
    [
      '? modifies contract endpoint GET /api/admin/stats  internal/api/admin.go:10',
      '? modifies contract endpoint DELETE /api/admin/cache/{}  internal/api/admin.go:11',
    ],
  ],
  [
    'called by itself alone',
    [
      replace(ROUTER, '\tregisterAdmin(root.Group("/admin"))\n', ''),
      replace(ADMIN, '\trg.GET("/stats"', '\tregisterAdmin(rg)\n\trg.GET("/stats"'),
    ],
    [
      'removes endpoint GET /api/admin/stats  internal/api/admin.go:10',
      'removes endpoint DELETE /api/admin/cache/{}  internal/api/admin.go:11',
    ],
  ],
  [
    'no longer called by a module that has no program: others may call it',
    [
      replace(MAIN, 'package main', 'package server'),
      replace(MAIN, 'func main()', 'func Serve()'),
      replace(ROUTER, '\t\torders.Routes(authorized)\n', '\t\t_ = authorized\n'),
    ],
    [
      '? modifies contract endpoint GET /api/v1/orders  internal/orders/orders.go:13',
      '? modifies contract endpoint PUT /api/v1/orders/{}/items/{}  internal/orders/orders.go:14',
      '? modifies contract endpoint DELETE /api/v1/orders/{}/cancel  internal/orders/orders.go:15',
      '? adds endpoint GET /orphans  internal/orders/orders.go:20',
    ],
  ],
  [
    'a group as a variable',
    [
      replace(
        ROUTER,
        'users.RegisterRoutes(v1.Group("/users"), ',
        'people := v1.Group("/users")\n\t\tusers.RegisterRoutes(people, ',
      ),
    ],
    [],
  ],
  [
    'handed on by a method of a struct',
    [
      replace(
        USERS,
        'func RegisterRoutes(rg *gin.RouterGroup, h *Handler)',
        'func (h *Handler) Register(rg *gin.RouterGroup)',
      ),
      replace(
        ROUTER,
        'users.RegisterRoutes(v1.Group("/users"), users.NewHandler(cfg))',
        'users.NewHandler(cfg).Register(v1.Group("/users"))',
      ),
    ],
    [],
  ],
  [
    'a package imported under another name',
    [
      replace(
        ROUTER,
        '"github.com/acme/shop/internal/orders"',
        'shopping "github.com/acme/shop/internal/orders"',
      ),
      replace(ROUTER, 'orders.Routes(', 'shopping.Routes('),
    ],
    [],
  ],
  ['a file of a package moved', [move(USERS, 'internal/users/http.go')], []],
  [
    'a package moved',
    [
      move(ORDERS, 'internal/sales/orders.go'),
      replace(ROUTER, 'shop/internal/orders', 'shop/internal/sales'),
    ],
    [],
  ],
  [
    'the module renamed',
    [
      replace('go.mod', 'github.com/acme/shop', 'example.com/store'),
      ...[MAIN, ROUTER, HANDLER].map(
        (path): Step =>
          (files) =>
            void files.set(
              path,
              (files.get(path) ?? '').replaceAll('github.com/acme/shop', 'example.com/store'),
            ),
      ),
    ],
    [],
  ],
  [
    'a name taken over by another handler',
    [replace(USERS, '\trg.POST("", h.create)\n', '\trg.POST("", h.Show)\n\trg.POST("/new", h.create)\n')],
    [
      'modifies body endpoint POST /api/v1/users  internal/users/routes.go:8',
      'adds endpoint POST /api/v1/users/new  internal/users/routes.go:9',
    ],
  ],
  [
    'a route in a new file',
    [
      write(
        'internal/users/more.go',
        'package users\n\nimport "github.com/gin-gonic/gin"\n\nfunc More(r *gin.Engine) {\n\tr.GET("/more", nil)\n}\n',
      ),
      replace(MAIN, 'api.Register(router, cfg)', 'api.Register(router, cfg)\n\tusers.More(router)'),
      replace(
        MAIN,
        '"github.com/acme/shop/internal/config"',
        '"github.com/acme/shop/internal/config"\n\t"github.com/acme/shop/internal/users"',
      ),
    ],
    ['adds endpoint GET /more  internal/users/more.go:6'],
  ],
  [
    'a route in a function that nobody calls',
    [
      write(
        'internal/users/more.go',
        'package users\n\nimport "github.com/gin-gonic/gin"\n\nfunc More(r *gin.Engine) {\n\tr.GET("/more", nil)\n}\n',
      ),
    ],
    [],
  ],
  [
    'a client that asks',
    [replace(ADMIN, 'http.Get("/neither")', 'http.Post("/neither", "text/plain", nil)')],
    ['modifies body endpoint GET /api/admin/stats  internal/api/admin.go:10'],
  ],
  ['a test', [remove('internal/users/handler_test.go')], []],
  [
    'the layout',
    [
      replace(
        MAIN,
        'router.GET("/health", func(c *gin.Context) {\n\t\tc.String(200, "ok")\n\t})',
        'router.GET(\n\t\t"/health", // all is well\n\t\tfunc(c *gin.Context) { c.String(200, `ok`) },\n\t)',
      ),
    ],
    [],
  ],
];

describe('what became of the endpoints', () => {
  testChanges(app, ['endpoint'], routes);
});

const symbols: ChangeRow[] = [
  [
    'a function removed',
    [
      replace(
        ADMIN,
        'func AuthRequired() gin.HandlerFunc {\n\treturn func(c *gin.Context) { c.Next() }\n}\n',
        '',
      ),
    ],
    ['removes symbol internal/api/admin.go#AuthRequired  internal/api/admin.go:19'],
  ],
  [
    'a function renamed',
    [replace('internal/config/config.go', 'func Load()', 'func Read()')],
    [
      'renames symbol internal/config/config.go#Load -> internal/config/config.go#Read  internal/config/config.go:13',
    ],
  ],
  [
    'a function no longer exported',
    [replace('internal/config/config.go', 'func Load()', 'func load()')],
    ['removes symbol internal/config/config.go#Load  internal/config/config.go:13'],
  ],
  [
    'a parameter more',
    [replace(HANDLER, 'NewHandler(cfg *config.Config)', 'NewHandler(cfg *config.Config, debug bool)')],
    ['modifies contract symbol internal/users/handler.go#NewHandler  internal/users/handler.go:13'],
  ],
  [
    'a parameter of another name',
    [
      replace(HANDLER, 'NewHandler(cfg *config.Config)', 'NewHandler(settings *config.Config)'),
      replace(HANDLER, '{cfg: cfg}', '{cfg: settings}'),
    ],
    ['modifies body symbol internal/users/handler.go#NewHandler  internal/users/handler.go:13'],
  ],
  [
    'another result',
    [replace(HANDLER, 'config.Config) *Handler {', 'config.Config) (*Handler, error) {')],
    ['modifies contract symbol internal/users/handler.go#NewHandler  internal/users/handler.go:13'],
  ],
  [
    'type parameters',
    [replace(MODEL, 'Map[T any, U any]', 'Map[T comparable, U any]')],
    ['modifies contract symbol internal/users/model.go#Map  internal/users/model.go:28'],
  ],
  [
    'what a method does',
    [replace(HANDLER, '[]User{}', '[]User{{}}')],
    ['modifies body symbol internal/users/handler.go#Handler.List  internal/users/handler.go:17'],
  ],
  [
    'a method of a value',
    [replace(HANDLER, '(h *Handler) List', '(h Handler) List')],
    ['modifies contract symbol internal/users/handler.go#Handler.List  internal/users/handler.go:17'],
  ],
  [
    'a method moved to another file of the package',
    [
      replace(
        HANDLER,
        'func (h *Handler) Show(c *gin.Context) {\n\tc.JSON(200, User{ID: c.Param("id")})\n}\n',
        '',
      ),
      (files) =>
        void files.set(
          USERS,
          `${files.get(USERS)}\nfunc (h *Handler) Show(c *gin.Context) {\n\tc.JSON(200, User{ID: c.Param("id")})\n}\n`,
        ),
    ],
    [
      'renames symbol internal/users/handler.go#Handler.Show -> internal/users/routes.go#Handler.Show  internal/users/routes.go:11',
    ],
  ],
  [
    'a field of a struct',
    [replace(MODEL, 'Email string `json:"email"`', 'Email *string `json:"email"`')],
    ['modifies contract symbol internal/users/model.go#User  internal/users/model.go:7'],
  ],
  [
    'a field that others cannot see',
    [replace(MODEL, 'hash  []byte', 'hash  [32]byte')],
    ['modifies body symbol internal/users/model.go#User  internal/users/model.go:7'],
  ],
  [
    'a tag',
    [replace(MODEL, 'json:"id"', 'json:"ID"')],
    ['modifies contract symbol internal/users/model.go#User  internal/users/model.go:7'],
  ],
  [
    'the order of fields',
    [
      replace(
        MODEL,
        '\t\tID    string `json:"id"`\n\t\tEmail string `json:"email"`\n',
        '\t\tEmail string `json:"email"`\n\t\tID    string `json:"id"`\n',
      ),
    ],
    [],
  ],
  [
    'a method of an interface',
    [replace(MODEL, '(*User, error)', '(User, error)')],
    ['modifies contract symbol internal/users/model.go#Store  internal/users/model.go:14'],
  ],
  [
    'the value of a constant',
    [replace(MODEL, '"admin"', '"root"')],
    ['modifies body symbol internal/users/model.go#RoleAdmin  internal/users/model.go:20'],
  ],
  [
    'a constant removed',
    [replace(MODEL, '\tRoleUser  = "user"\n', '')],
    ['removes symbol internal/users/model.go#RoleUser  internal/users/model.go:21'],
  ],
  ['comments', [replace(MODEL, '// User is an account.', '// User is somebody.')], []],
  [
    'a dependency removed',
    [replace('go.mod', '\tgithub.com/jackc/pgx/v5 v5.6.0\n', '')],
    ['removes dependency go/github.com/jackc/pgx/v5  go.mod:7'],
  ],
  [
    'another version of a dependency',
    [replace('go.mod', 'v1.10.0', 'v1.10.1')],
    ['modifies contract dependency go/github.com/gin-gonic/gin  go.mod:6'],
  ],
  [
    'an environment variable of another name',
    [replace('internal/config/config.go', 'DATABASE_URL', 'DB_URL')],
    [
      'modifies body symbol internal/config/config.go#Load  internal/config/config.go:13',
      'removes env DATABASE_URL  internal/config/config.go:14',
      'adds env DB_URL  internal/config/config.go:14',
    ],
  ],
];

describe('what became of the rest', () => {
  testChanges(app, ['symbol', 'env', 'dependency'], symbols);
});
