import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, replace, treeOf } from '../../../test/fixture-app.ts';

function endpoints(files: Readonly<Record<string, string>>): string[] {
  const found = listFacts(treeOf(files), 'endpoint');
  return found.map((line) => line.slice(0, line.indexOf('  '))).sort();
}

const mux = (body: string): string => `package main

import (
	"net/http"

	"github.com/gorilla/mux"
)

func main() {
	r := mux.NewRouter()
${body}
	http.ListenAndServe(":8080", r)
}
`;

describe('gorilla/mux', () => {
  test.each<[what: string, body: string, found: string[]]>([
    ['a route for any method', '	r.HandleFunc("/x", show)', ['* /x']],
    [
      'methods behind it',
      '	r.HandleFunc("/x/{id:[0-9]+}", show).Methods("GET", "HEAD")',
      ['GET /x/{}', 'HEAD /x/{}'],
    ],
    ['methods by their constants', '	r.Handle("/x", auth(show)).Methods(http.MethodPost)', ['POST /x']],
    ['a name before the methods', '	r.HandleFunc("/x", show).Name("x").Methods("PUT")', ['PUT /x']],
    ['what narrows it down in front', '	r.Methods("GET").Path("/x").HandlerFunc(show)', ['GET /x']],
    ['the path first', '	r.Path("/x").Methods("DELETE").Handler(show)', ['DELETE /x']],
    [
      'routers below a path',
      '	api := r.PathPrefix("/api").Subrouter()\n	api.HandleFunc("/x", show).Methods("GET")\n	v1 := api.PathPrefix("/v1").Subrouter()\n	v1.HandleFunc("", list).Methods("GET")',
      ['GET /api/v1', 'GET /api/x'],
    ],
    [
      'a router below a path that is used at once',
      '	r.PathPrefix("/api").Subrouter().HandleFunc("/x", show).Methods("GET")',
      ['GET /api/x'],
    ],
    [
      'what looks at the rest of the path by itself, its methods behind it',
      '	r.PathPrefix("/files").Handler(serve(list)).Methods("GET")',
      ['GET /files'],
    ],
    [
      'a router narrowed down to methods, as for a guard',
      '	get := r.Methods(http.MethodGet).Subrouter()\n	get.HandleFunc("/x", show)',
      ['GET /x'],
    ],
    [
      'a router that is called like the package that made it',
      '	mux := mux.NewRouter()\n	mux.HandleFunc("/x", show).Methods("GET")\n	api := mux.PathPrefix("/api").Subrouter()\n	api.HandleFunc("/y", show)',
      ['* /api/y', 'GET /x'],
    ],
    ['files below a path', '	r.PathPrefix("/static/").Handler(http.FileServer(dir))', []],
    [
      'a prefix that cannot be told',
      '	api := r.PathPrefix(cfg.Base).Subrouter()\n	api.HandleFunc("/x", show)',
      ['… * /x'],
    ],
  ])('%s', (_what, body, found) => {
    expect(endpoints({ 'go.mod': 'module shop\n', 'main.go': mux(body) })).toEqual([...found].sort());
  });

  test('a router that is strict about slashes, handed to a function of another package', () => {
    const app = new Map([
      ['go.mod', 'module shop\n'],
      [
        'main.go',
        'package main\n\nimport (\n\t"github.com/gorilla/mux"\n\t"net/http"\n\t"shop/users"\n)\n\nfunc main() {\n\trouter := mux.NewRouter().StrictSlash(true)\n\tusers.Register(router.PathPrefix("/users").Subrouter())\n\thttp.ListenAndServe(":80", router)\n}\n',
      ],
      [
        'users/routes.go',
        'package users\n\nimport "github.com/gorilla/mux"\n\nfunc Register(r *mux.Router) {\n\tr.HandleFunc("/{id}", show).Methods("GET")\n}\n',
      ],
    ]);
    expect(listFacts(app, 'endpoint')).toEqual(['GET /users/{}  users/routes.go:6']);
    expect(listChanges(app, [replace('users/routes.go', '"GET"', '"POST"')], ['endpoint'])).toEqual([
      'renames endpoint GET /users/{} -> POST /users/{}  users/routes.go:6',
    ]);
    expect(listChanges(app, [replace('main.go', '"/users"', '"/people"')], ['endpoint'])).toEqual([
      'renames endpoint GET /users/{} -> GET /people/{}  users/routes.go:6',
    ]);
  });
});

test('routers of a struct, in a source that does not import what they are of', () => {
  const app = new Map([
    ['go.mod', 'module shop\n'],
    [
      'main.go',
      'package main\n\nimport (\n\t"github.com/gorilla/mux"\n\t"net/http"\n)\n\ntype Routes struct{ Users *mux.Router }\n\ntype API struct{ Base *Routes }\n\nfunc main() {\n\tr := mux.NewRouter()\n\tapi := &API{Base: &Routes{}}\n\tapi.Base.Users = r.PathPrefix("/users").Subrouter()\n\tapi.initUsers()\n\thttp.ListenAndServe(":80", r)\n}\n',
    ],
    [
      'users.go',
      'package main\n\nimport "net/http"\n\nfunc (api *API) initUsers() {\n\tapi.Base.Users.Handle("/{id}", api.wrap(show)).Methods(http.MethodGet)\n}\n',
    ],
  ]);
  expect(listFacts(app, 'endpoint')).toEqual(['GET /users/{}  users.go:6']);
});

describe('fiber', () => {
  const fiber = (body: string): string =>
    `package main\n\nimport "github.com/gofiber/fiber/v2"\n\nfunc main() {\n\tapp := fiber.New(fiber.Config{})\n${body}\n\tapp.Listen(":3000")\n}\n`;
  test.each<[what: string, body: string, found: string[]]>([
    ['verbs', '	app.Get("/x/:id", auth, show)\n	app.All("/y", any)', ['* /y', 'GET /x/{}']],
    ['a method that is told', '	app.Add("PATCH", "/x", save)', ['PATCH /x']],
    [
      'groups',
      '	api := app.Group("/api", logger.New())\n	v1 := api.Group("/v1")\n	v1.Post("/x", save)',
      ['POST /api/v1/x'],
    ],
    [
      'a group within a function',
      '	app.Route("/api", func(r fiber.Router) {\n		r.Get("/x", show)\n	}, "api.")',
      ['GET /api/x'],
    ],
    [
      'an app within an app',
      '	micro := fiber.New()\n	micro.Get("/x", show)\n	app.Mount("/micro", micro)',
      ['GET /micro/x'],
    ],
    [
      'an app that is used',
      '	micro := fiber.New()\n	micro.Get("/x", show)\n	app.Use("/micro", micro)',
      ['GET /micro/x'],
    ],
    ['guards', '	app.Use(cors.New())\n	app.Use("/api", auth)\n	app.Get("/x", show)', ['GET /x']],
  ])('%s', (_what, body, found) => {
    expect(endpoints({ 'go.mod': 'module shop\n', 'main.go': fiber(body) })).toEqual([...found].sort());
  });

  test('routes of another package, by the type of the parameter', () => {
    expect(
      endpoints({
        'go.mod': 'module shop\n',
        'main.go':
          'package main\n\nimport (\n\t"github.com/gofiber/fiber/v2"\n\t"shop/router"\n)\n\nfunc main() {\n\tapp := fiber.New()\n\trouter.SetupRoutes(app)\n}\n',
        'router/router.go':
          'package router\n\nimport "github.com/gofiber/fiber/v2"\n\nfunc SetupRoutes(app *fiber.App) {\n\tapi := app.Group("/api")\n\tnote := api.Group("/note")\n\tnote.Get("/", list)\n\tnote.Delete("/:noteId", remove)\n}\n',
      }),
    ).toEqual(['DELETE /api/note/{}', 'GET /api/note']);
  });
});

test('httprouter', () => {
  const source =
    'package main\n\nimport "github.com/julienschmidt/httprouter"\n\nfunc main() {\n\trouter := httprouter.New()\n\trouter.GET("/x/:id", show)\n\trouter.Handle("PUT", "/x", save)\n\trouter.HandlerFunc("DELETE", "/x", drop)\n\trouter.ServeFiles("/static/*filepath", dir)\n\tlog.Fatal(http.ListenAndServe(":80", router))\n}\n';
  expect(endpoints({ 'go.mod': 'module shop\n', 'main.go': source })).toEqual([
    'DELETE /x',
    'GET /x/{}',
    'PUT /x',
  ]);
});

describe('what is called, and what is served', () => {
  const head = 'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/go-chi/chi/v5"\n)\n\n';
  const main = (body: string, more = ''): Record<string, string> => ({
    'go.mod': 'module shop\n',
    'main.go': `${head}func main() {\n\tr := chi.NewRouter()\n\tr.Get("/up", up)\n${body}\n\thttp.ListenAndServe(":80", r)\n}\n${more}`,
  });
  const USERS = '\tusers := chi.NewRouter()\n\tusers.Use(auth)\n\tusers.Get("/users", list)\n';
  const HANDLERS =
    'type Users struct{}\n\nfunc (u *Users) Register(r chi.Router) {\n\tr.Get("/users", list)\n}\n\ntype Orders struct{}\n\nfunc (o *Orders) Register(r chi.Router) {\n\tr.Get("/orders", list)\n}\n';
  test.each<[what: string, files: Record<string, string>, found: string[]]>([
    ['a router that is mounted', main(`${USERS}\tr.Mount("/api", users)`), ['GET /api/users', 'GET /up']],
    ['a router that nobody mounts', main(USERS), ['GET /up']],
    [
      'a router that is served beside',
      main(`${USERS}\tgo http.ListenAndServe(":81", users)`),
      ['GET /up', 'GET /users'],
    ],
    [
      'a router that another one keeps',
      main(`${USERS}\tservers["users"] = users`),
      ['GET /up', 'GET /users'],
    ],
    [
      'a router of a package, mounted by nobody',
      main('', 'var Users = chi.NewRouter()\n\nfunc init() {\n\tUsers.Get("/users", list)\n}\n'),
      ['GET /up'],
    ],
    [
      'a router of a package, mounted',
      main(
        '\tr.Mount("/u", Users)',
        'var Users = chi.NewRouter()\n\nfunc init() {\n\tUsers.Get("/users", list)\n}\n',
      ),
      ['GET /u/users', 'GET /up'],
    ],
    [
      'methods of one name, of which one is called',
      main('\tu := &Users{}\n\tu.Register(r)', HANDLERS),
      ['GET /up', 'GET /users'],
    ],
    [
      'methods that an interface stands for: all may be called',
      main('\tfor _, one := range all {\n\t\tone.Register(r)\n\t}', HANDLERS),
      ['GET /up', 'GET /orders', 'GET /users'],
    ],
    [
      'a method handed on as a value',
      main(
        '\ta := &App{}\n\tonStart(a.routes)',
        'type App struct{ r *chi.Mux }\n\nfunc (a *App) routes() {\n\ta.r.Get("/users", list)\n}\n',
      ),
      ['GET /up', '… GET /users'],
    ],
    [
      'what functions register that stand in a variable',
      main('', 'var add = func(r chi.Router) {\n\tr.Get("/users", list)\n}\n'),
      ['GET /up', '… GET /users'],
    ],
  ])('%s', (_what, files, found) => {
    expect(endpoints(files)).toEqual([...found].sort());
  });
});

test('the router of Prometheus, with a prefix, mounted with what instruments it', () => {
  const source = `package web

import (
	"net/http"

	"github.com/prometheus/common/route"
)

type API struct{}

func (api *API) Register(r *route.Router) {
	r.Get("/query", api.query)
	r.Del("/series", api.drop)
}

type Handler struct {
	router *route.Router
	api    *API
}

func New(prefix string) *Handler {
	router := route.New().
		WithInstrumentation(count)
	if prefix != "/" {
		router = router.WithPrefix(prefix)
	}
	h := &Handler{router: router}
	router.Get("/version", h.version)
	return h
}

func (h *Handler) Run() {
	mux := http.NewServeMux()
	mux.Handle("/", h.router)
	v1 := route.New().
		WithInstrumentation(count).
		WithInstrumentation(trace)
	h.api.Register(v1)
	mux.Handle("/api/v1/", http.StripPrefix("/api/v1", v1))
	http.ListenAndServe(":9090", mux)
}
`;
  expect(endpoints({ 'go.mod': 'module shop\n', 'web/web.go': source })).toEqual([
    'DELETE /api/v1/series',
    'GET /api/v1/query',
    'GET /version',
  ]);
});
