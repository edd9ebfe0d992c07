import { describe, expect, test } from 'vitest';
import { listFacts, readApp, replace, type Step, testChanges } from '../../../test/fixture-app.ts';

/** Rows of one framework: what edits of its app come to. */
type Row = [what: string, steps: Step[], changes: string[]];

describe('chi', () => {
  const app = readApp('chi');
  const ROUTES = 'internal/server/routes.go';
  const SERVER = 'internal/server/server.go';
  const ARTICLES = 'internal/articles/resource.go';

  test('the endpoints of the fixture app', () => {
    expect(listFacts(app, 'endpoint')).toEqual([
      'GET /admin  internal/admin/router.go:11',
      'GET /admin/accounts/{}  internal/admin/router.go:12',
      'GET /v2/articles  internal/articles/resource.go:18',
      'POST /v2/articles  internal/articles/resource.go:19',
      'GET /v2/articles/{}  internal/articles/resource.go:23',
      'PUT /v2/articles/{}  internal/articles/resource.go:24',
      'DELETE /v2/articles/{}  internal/articles/resource.go:27',
      'GET /v2/articles/{}-{}  internal/articles/resource.go:30',
      'GET /v2/articles/{}/comments  internal/articles/resource.go:35',
      'DELETE /v2/articles/{}/comments/{}  internal/articles/resource.go:36',
      'GET /  internal/server/routes.go:8',
      'GET /me  internal/server/routes.go:9',
      'PATCH /me  internal/server/routes.go:12',
      '* /metrics  internal/server/routes.go:13',
    ]);
  });

  const rows: Row[] = [
    [
      'a route in a nested block removed',
      [replace(ARTICLES, '\t\tr.Put("/", rs.Update)\n', '')],
      ['removes endpoint PUT /v2/articles/{}  internal/articles/resource.go:24'],
    ],
    [
      'the path of a block',
      [replace(ARTICLES, '"/{articleID}"', '"/by-id/{articleID}"')],
      [
        'renames endpoint GET /v2/articles/{} -> GET /v2/articles/by-id/{}  internal/articles/resource.go:23',
        'renames endpoint PUT /v2/articles/{} -> PUT /v2/articles/by-id/{}  internal/articles/resource.go:24',
        'renames endpoint DELETE /v2/articles/{} -> DELETE /v2/articles/by-id/{}  internal/articles/resource.go:27',
        'renames endpoint GET /v2/articles/{}/comments -> GET /v2/articles/by-id/{}/comments  internal/articles/resource.go:35',
        'renames endpoint DELETE /v2/articles/{}/comments/{} -> DELETE /v2/articles/by-id/{}/comments/{}  internal/articles/resource.go:36',
      ],
    ],
    [
      'a block as a function, at another path',
      [replace(ARTICLES, 'r.Route("/comments", comments)', 'r.Route("/remarks", comments)')],
      [
        'renames endpoint GET /v2/articles/{}/comments -> GET /v2/articles/{}/remarks  internal/articles/resource.go:35',
        'renames endpoint DELETE /v2/articles/{}/comments/{} -> DELETE /v2/articles/{}/remarks/{}  internal/articles/resource.go:36',
      ],
    ],
    [
      'a guard by With',
      [replace(ROUTES, 'With(requireUser).Get("/me"', 'Get("/me"')],
      ['modifies contract endpoint GET /me  internal/server/routes.go:9'],
    ],
    [
      'a router of another package mounted elsewhere',
      [replace(SERVER, 'r.Mount("/admin"', 'r.Mount("/backstage"')],
      [
        'renames endpoint GET /admin -> GET /backstage  internal/admin/router.go:11',
        'renames endpoint GET /admin/accounts/{} -> GET /backstage/accounts/{}  internal/admin/router.go:12',
      ],
    ],
    [
      'not mounted any longer',
      [replace(SERVER, '\tr.Mount("/admin", admin.Router())\n', '')],
      [
        'removes endpoint GET /admin  internal/admin/router.go:11',
        'removes endpoint GET /admin/accounts/{}  internal/admin/router.go:12',
      ],
    ],
    [
      'a router of a struct whose method is no longer called',
      [replace(ROUTES, '\ts.router.Mount(base+"/articles", s.articles.Routes())\n', '')],
      [
        'removes endpoint GET /v2/articles  internal/articles/resource.go:18',
        'removes endpoint POST /v2/articles  internal/articles/resource.go:19',
        'removes endpoint GET /v2/articles/{}  internal/articles/resource.go:23',
        'removes endpoint PUT /v2/articles/{}  internal/articles/resource.go:24',
        'removes endpoint DELETE /v2/articles/{}  internal/articles/resource.go:27',
        'removes endpoint GET /v2/articles/{}-{}  internal/articles/resource.go:30',
        'removes endpoint GET /v2/articles/{}/comments  internal/articles/resource.go:35',
        'removes endpoint DELETE /v2/articles/{}/comments/{}  internal/articles/resource.go:36',
      ],
    ],
    [
      'a method that registers, no longer called',
      [replace(SERVER, '\ts.routes()\n', '')],
      [
        'removes endpoint GET /admin  internal/admin/router.go:11',
        'removes endpoint GET /admin/accounts/{}  internal/admin/router.go:12',
        'removes endpoint GET /v2/articles  internal/articles/resource.go:18',
        'removes endpoint POST /v2/articles  internal/articles/resource.go:19',
        'removes endpoint GET /v2/articles/{}  internal/articles/resource.go:23',
        'removes endpoint PUT /v2/articles/{}  internal/articles/resource.go:24',
        'removes endpoint DELETE /v2/articles/{}  internal/articles/resource.go:27',
        'removes endpoint GET /v2/articles/{}-{}  internal/articles/resource.go:30',
        'removes endpoint GET /v2/articles/{}/comments  internal/articles/resource.go:35',
        'removes endpoint DELETE /v2/articles/{}/comments/{}  internal/articles/resource.go:36',
        'removes endpoint GET /  internal/server/routes.go:8',
        'removes endpoint GET /me  internal/server/routes.go:9',
        'removes endpoint PATCH /me  internal/server/routes.go:12',
        'removes endpoint * /metrics  internal/server/routes.go:13',
      ],
    ],
    [
      'mounted under a computed path',
      [replace(ROUTES, 'base+"/articles"', 'prefix()+"/articles"')],
      [
        '? modifies contract endpoint GET /v2/articles  internal/articles/resource.go:18',
        '? modifies contract endpoint POST /v2/articles  internal/articles/resource.go:19',
        '? modifies contract endpoint GET /v2/articles/{}  internal/articles/resource.go:23',
        '? modifies contract endpoint PUT /v2/articles/{}  internal/articles/resource.go:24',
        '? modifies contract endpoint DELETE /v2/articles/{}  internal/articles/resource.go:27',
        '? modifies contract endpoint GET /v2/articles/{}-{}  internal/articles/resource.go:30',
        '? modifies contract endpoint GET /v2/articles/{}/comments  internal/articles/resource.go:35',
        '? modifies contract endpoint DELETE /v2/articles/{}/comments/{}  internal/articles/resource.go:36',
      ],
    ],
    [
      'a constant of the package',
      [replace(ROUTES, '"/v2"', '"/v3"')],
      [
        'renames endpoint GET /v2/articles -> GET /v3/articles  internal/articles/resource.go:18',
        'renames endpoint POST /v2/articles -> POST /v3/articles  internal/articles/resource.go:19',
        'renames endpoint GET /v2/articles/{} -> GET /v3/articles/{}  internal/articles/resource.go:23',
        'renames endpoint PUT /v2/articles/{} -> PUT /v3/articles/{}  internal/articles/resource.go:24',
        'renames endpoint DELETE /v2/articles/{} -> DELETE /v3/articles/{}  internal/articles/resource.go:27',
        'renames endpoint GET /v2/articles/{}-{} -> GET /v3/articles/{}-{}  internal/articles/resource.go:30',
        'renames endpoint GET /v2/articles/{}/comments -> GET /v3/articles/{}/comments  internal/articles/resource.go:35',
        'renames endpoint DELETE /v2/articles/{}/comments/{} -> DELETE /v3/articles/{}/comments/{}  internal/articles/resource.go:36',
      ],
    ],
    [
      'what a handler does that a method makes',
      [replace(ROUTES, '"hi"', '"hello"')],
      ['modifies body endpoint GET /  internal/server/routes.go:8'],
    ],
    [
      'the router of a struct made elsewhere',
      [
        replace(SERVER, '\t\trouter:   chi.NewRouter(),\n', ''),
        replace(SERVER, '\ts.routes()\n', '\ts.router = chi.NewRouter()\n\ts.routes()\n'),
      ],
      [],
    ],
    [
      'a method commented out',
      [replace(ROUTES, '\ts.router.MethodFunc(', '\t// s.router.MethodFunc(')],
      ['removes endpoint PATCH /me  internal/server/routes.go:12'],
    ],
  ];
  testChanges(app, ['endpoint'], rows);
});

describe('echo', () => {
  const app = readApp('echo');
  const SERVER = 'server.go';
  const PRODUCTS = 'routes/products.go';
  const ORDERS = 'routes/orders.go';

  test('the endpoints of the fixture app', () => {
    expect(listFacts(app, 'endpoint')).toEqual([
      'GET /api/orders  routes/orders.go:18',
      'DELETE /api/orders/{}  routes/orders.go:19',
      'GET /api/products  routes/products.go:13',
      'GET /api/products/{}  routes/products.go:14',
      'PUT /api/products/{}  routes/products.go:15',
      'GET /health  server.go:14',
      'POST /login  server.go:15',
      'PATCH /settings  server.go:16',
      '* /proxy/{*}  server.go:22',
    ]);
  });

  const rows: Row[] = [
    [
      'a route removed',
      [replace(PRODUCTS, '\tg.GET(products, handlers.ListProducts)\n', '')],
      ['removes endpoint GET /api/products  routes/products.go:13'],
    ],
    [
      'a constant',
      [replace(PRODUCTS, '"/products"', '"/goods"')],
      [
        'renames endpoint GET /api/products -> GET /api/goods  routes/products.go:13',
        'renames endpoint GET /api/products/{} -> GET /api/goods/{}  routes/products.go:14',
        'renames endpoint PUT /api/products/{} -> PUT /api/goods/{}  routes/products.go:15',
      ],
    ],
    [
      'a guard behind the handler',
      [replace(PRODUCTS, 'handlers.SaveProduct, admin)', 'handlers.SaveProduct)')],
      ['modifies contract endpoint PUT /api/products/{}  routes/products.go:15'],
    ],
    [
      'the group of all',
      [replace(SERVER, 'e.Group("/api")', 'e.Group("/rest")')],
      [
        'renames endpoint GET /api/orders -> GET /rest/orders  routes/orders.go:18',
        'renames endpoint DELETE /api/orders/{} -> DELETE /rest/orders/{}  routes/orders.go:19',
        'renames endpoint GET /api/products -> GET /rest/products  routes/products.go:13',
        'renames endpoint GET /api/products/{} -> GET /rest/products/{}  routes/products.go:14',
        'renames endpoint PUT /api/products/{} -> PUT /rest/products/{}  routes/products.go:15',
      ],
    ],
    [
      'a group that a struct keeps',
      [replace(SERVER, 'api.Group("/orders")', 'e.Group("/orders")')],
      [
        'renames endpoint GET /api/orders -> GET /orders  routes/orders.go:18',
        'renames endpoint DELETE /api/orders/{} -> DELETE /orders/{}  routes/orders.go:19',
      ],
    ],
    [
      'another method',
      [replace(SERVER, 'echo.PATCH', 'echo.PUT')],
      ['renames endpoint PATCH /settings -> PUT /settings  server.go:16'],
    ],
    [
      'a member that is no router',
      [replace(ORDERS, 'group *echo.Group', 'group Client'), replace(ORDERS, 'group: g', 'group: Client{}')],
      [
        'removes endpoint GET /api/orders  routes/orders.go:18',
        'removes endpoint DELETE /api/orders/{}  routes/orders.go:19',
      ],
    ],
  ];
  testChanges(app, ['endpoint'], rows);
});

describe('net/http', () => {
  const app = readApp('net-http');
  const MAIN = 'main.go';
  const ITEMS = 'items/items.go';

  test('the endpoints of the fixture app', () => {
    expect(listFacts(app, 'endpoint')).toEqual([
      'GET /v1/items  items/items.go:8',
      'DELETE /v1/items/{}  items/items.go:9',
      '* /legacy  main.go:20',
      'GET /healthz  main.go:26',
      'GET /items/{}  main.go:27',
      'POST /items  main.go:28',
      'GET /  main.go:29',
      'GET /files/{*}  main.go:30',
      '* /static  main.go:32',
      '* /about  web/web.go:13',
      'GET /contact  web/web.go:14',
    ]);
  });

  const rows: Row[] = [
    [
      'a pattern removed',
      [replace(MAIN, '\ta.mux.HandleFunc("GET /healthz", legacy)\n', '')],
      ['removes endpoint GET /healthz  main.go:26'],
    ],
    [
      'a method in the pattern',
      [replace(MAIN, '"/legacy"', '"GET /legacy"')],
      ['renames endpoint * /legacy -> GET /legacy  main.go:20'],
    ],
    [
      'a constant within a pattern',
      [replace(MAIN, 'itemsPath = "/items"', 'itemsPath = "/things"')],
      ['renames endpoint GET /items/{} -> GET /things/{}  main.go:27'],
    ],
    [
      'what is stripped',
      [
        replace(
          MAIN,
          '"/v1/", http.StripPrefix("/v1", items.Mux())',
          '"/v2/", http.StripPrefix("/v2", items.Mux())',
        ),
      ],
      [
        'renames endpoint GET /v1/items -> GET /v2/items  items/items.go:8',
        'renames endpoint DELETE /v1/items/{} -> DELETE /v2/items/{}  items/items.go:9',
      ],
    ],
    [
      'a mux within the mux taken out',
      [replace(MAIN, '\ta.mux.Handle("/v1/", http.StripPrefix("/v1", items.Mux()))\n', '')],
      [
        'removes endpoint GET /v1/items  items/items.go:8',
        'removes endpoint DELETE /v1/items/{}  items/items.go:9',
      ],
    ],
    [
      'a package that puts its pages on the mux, no longer called',
      [replace(MAIN, '\tweb.Add(a.mux)\n', '')],
      ['removes endpoint * /about  web/web.go:13', 'removes endpoint GET /contact  web/web.go:14'],
    ],
    [
      'a handler no longer wrapped',
      [replace(MAIN, 'requireToken(http.HandlerFunc(items.Create))', 'http.HandlerFunc(items.Create)')],
      ['modifies contract endpoint POST /items  main.go:28'],
    ],
    [
      'a parameter renamed',
      [replace(ITEMS, '"DELETE /items/{id}"', '"DELETE /items/{itemID}"')],
      ['modifies contract endpoint DELETE /v1/items/{}  items/items.go:9'],
    ],
    [
      'what a function literal does',
      [replace(ITEMS, 'StatusNoContent', 'StatusAccepted')],
      ['modifies body endpoint DELETE /v1/items/{}  items/items.go:9'],
    ],
    [
      'two names swapped',
      [
        replace('web/web.go', '"/about"', '"/contact"'),
        replace('web/web.go', '"GET /contact"', '"GET /about"'),
      ],
      [
        'renames endpoint * /about -> * /contact  web/web.go:13',
        'renames endpoint GET /contact -> GET /about  web/web.go:14',
      ],
    ],
    [
      'on the router that is there for all',
      [replace(MAIN, 'a.mux.HandleFunc("GET /{$}", home)', 'http.HandleFunc("GET /{$}", home)')],
      [],
    ],
  ];
  testChanges(app, ['endpoint'], rows);
});

describe('code of before modules', () => {
  const app = new Map([
    [
      'main.go',
      'package main\n\nimport (\n\t"gopkg.in/gin-gonic/gin.v1"\n\t"kit/users"\n)\n\nfunc main() {\n\tr := gin.Default()\n\tusers.Register(r.Group("/users"))\n\tr.Run()\n}\n',
    ],
    [
      'users/routers.go',
      'package users\n\nimport "gopkg.in/gin-gonic/gin.v1"\n\nfunc Register(router *gin.RouterGroup) {\n\trouter.POST("/", create)\n}\n',
    ],
    [
      'rest/main.go',
      'package main\n\nimport "github.com/pressly/chi"\n\nfunc main() {\n\tr := chi.NewRouter()\n\tr.Route("/articles", func(r chi.Router) {\n\t\tr.Get("/:id", func(w http.ResponseWriter, r *http.Request) {\n\t\t\tr.Get("/not/a/route", nil)\n\t\t})\n\t})\n\thttp.ListenAndServe(":80", r)\n}\n',
    ],
  ]);

  test('packages are found by the ends of their paths, frameworks where they were', () => {
    expect(listFacts(app, 'endpoint')).toEqual([
      'GET /articles/{}  rest/main.go:8',
      'POST /users  users/routers.go:6',
    ]);
  });
});
