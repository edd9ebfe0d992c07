import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, readApp, replace, testChanges, treeOf } from '../../../test/fixture-app.ts';

function endpoints(files: Readonly<Record<string, string>>): string[] {
  const found = listFacts(treeOf(files), 'endpoint');
  return found.map((line) => line.slice(0, line.indexOf('  '))).sort();
}

const IMPORTS = `package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/gin-gonic/gin"
	"github.com/gorilla/mux"
)
`;

const app = (body: string): string => `${IMPORTS}
type App struct {
	Router *mux.Router
}

func main() {
	a := &App{Router: mux.NewRouter()}
	a.routes()
	http.ListenAndServe(":80", a.Router)
}
${body}`;

describe('the fixture app', () => {
  const shop = readApp('go-helpers');
  const SERVER = 'server/server.go';
  const BOOKS = 'books/books.go';

  test('its endpoints', () => {
    expect(listFacts(shop, 'endpoint')).toEqual([
      'GET /api/v1/books  books/books.go:16',
      'GET /api/v1/books/{}  books/books.go:17',
      'POST /api/v1/books  books/books.go:18',
      'GET /gateway/ping  gateway/gateway.go:15',
      'PUT /gateway/limits/{}  gateway/gateway.go:16',
      'GET /api/health  server/server.go:20',
    ]);
  });

  testChanges(
    shop,
    ['endpoint'],
    [
      [
        'a call of a helper removed',
        [replace(BOOKS, '\ts.Post(path, h.add)\n', '')],
        ['removes endpoint POST /api/v1/books  books/books.go:18'],
      ],
      [
        'what the helper puts in front of all',
        [replace(SERVER, '"/v1"', '"/v2"')],
        [
          'renames endpoint GET /api/v1/books -> GET /api/v2/books  books/books.go:16',
          'renames endpoint GET /api/v1/books/{} -> GET /api/v2/books/{}  books/books.go:17',
          'renames endpoint POST /api/v1/books -> POST /api/v2/books  books/books.go:18',
        ],
      ],
      [
        'a handler',
        [replace(BOOKS, '"one"', '"this one"')],
        ['modifies body endpoint GET /api/v1/books/{}  books/books.go:17'],
      ],
      [
        'a guard around one of them',
        [replace(BOOKS, 'h.add)', 'signedIn(h.add))')],
        ['modifies contract endpoint POST /api/v1/books  books/books.go:18'],
      ],
      [
        'the prefix of a list',
        [replace('gateway/gateway.go', '"/gateway"', '"/front"')],
        [
          'renames endpoint GET /gateway/ping -> GET /front/ping  gateway/gateway.go:15',
          'renames endpoint PUT /gateway/limits/{} -> PUT /front/limits/{}  gateway/gateway.go:16',
        ],
      ],
    ],
  );
});

describe('functions that are given the path', () => {
  test.each<[what: string, source: string, found: string[]]>([
    [
      'methods of the app, one for each of HTTP',
      app(`
func (a *App) routes() {
	a.Get("/books", a.list)
	a.Post("/books", guard(a.add))
}

func (a *App) Get(path string, f func(w http.ResponseWriter, r *http.Request)) {
	a.Router.HandleFunc(path, f).Methods("GET")
}

func (a *App) Post(path string, f http.HandlerFunc) {
	a.Router.HandleFunc(path, f).Methods("POST")
}
`),
      ['GET /books', 'POST /books'],
    ],
    [
      'with the method, too, and what stands in front of all',
      app(`
func (a *App) routes() {
	a.handle(http.MethodGet, "/books", a.list)
	a.handle("DELETE", "/books/{id}", a.drop)
}

func (a *App) handle(method, path string, f http.HandlerFunc) {
	a.Router.Handle("/api"+path, logged(f)).Methods(method)
}
`),
      ['DELETE /api/books/{}', 'GET /api/books'],
    ],
    [
      'with any number of methods behind the handler',
      app(`
func (a *App) routes() {
	a.handle("/books", a.list, "GET", "HEAD")
}

func (a *App) handle(path string, f http.HandlerFunc, methods ...string) {
	a.Router.HandleFunc(path, f).Methods(methods...)
}
`),
      ['GET /books', 'HEAD /books'],
    ],
    [
      'which hand it on to another one',
      app(`
const books = "/books"

func (a *App) routes() {
	a.get(books, a.list)
	a.get(books+"/{id}", a.show)
}

func (a *App) get(path string, f http.HandlerFunc) {
	a.handle("GET", path, f)
}

func (a *App) handle(method, path string, f http.HandlerFunc) {
	a.Router.HandleFunc(path, f).Methods(method)
}
`),
      ['GET /books', 'GET /books/{}'],
    ],
    [
      'a function in a variable',
      `${IMPORTS}
func main() {
	mux := http.NewServeMux()
	handle := func(pattern string, h http.HandlerFunc) {
		mux.Handle(pattern, logged(h))
	}
	handle("GET /books", list)
	handle("/books/{id...}", show)
	http.ListenAndServe(":80", mux)
}
`,
      ['* /books/{*}', 'GET /books'],
    ],
    [
      'functions that get the router as well',
      `${IMPORTS}
func main() {
	r := gin.Default()
	v1 := r.Group("/v1")
	crud(v1, "/books", Books{})
	crud(v1, "/pages", Pages{})
	r.Run()
}

func crud(r *gin.RouterGroup, path string, h Handler) {
	r.GET(path, h.List)
	g := r.Group(path)
	g.PUT("/:id", h.Save)
}
`,
      ['GET /v1/books', 'GET /v1/pages', 'PUT /v1/books/{}', 'PUT /v1/pages/{}'],
    ],
    [
      'a prefix in front of a block',
      `${IMPORTS}
func main() {
	r := chi.NewRouter()
	mountAt(r, "/shop")
	http.ListenAndServe(":80", r)
}

func mountAt(r chi.Router, prefix string) {
	r.Route(prefix+"/v1", func(r chi.Router) {
		r.Get("/books", list)
	})
}
`,
      ['GET /shop/v1/books'],
    ],
    [
      'a function that is handed to a block by its name',
      `${IMPORTS}
func main() {
	r := chi.NewRouter()
	books := func(r chi.Router) {
		r.Get("/", list)
	}
	r.Route("/books", books)
	http.ListenAndServe(":80", r)
}
`,
      ['GET /books'],
    ],
    [
      'what a function puts in front of a path',
      app(`
func versioned(p string) string {
	return "/v{version:[0-9.]+}" + p
}

func (a *App) routes() {
	a.Router.Handle(versioned("/books"), a.list).Methods("GET")
	a.Router.HandleFunc(path.Join("/api", "pages", id), a.page)
}
`)
        .replace('"net/http"', '"net/http"\n\t"path"')
        .replace(', id)', ', "{id}")'),
      ['* /api/pages/{}', 'GET /v{}/books'],
    ],
    [
      'a router for one path, and what it does for each method',
      app(`
func (a *App) routes() {
	books := a.Router.Path("/books").Subrouter()
	books.Methods("GET").HandlerFunc(a.list)
	books.Methods("POST").Handler(a.add)
}
`),
      ['GET /books', 'POST /books'],
    ],
    [
      'files, under whatever name',
      `${IMPORTS}
func main() {
	mux := http.NewServeMux()
	files := http.FileServer(http.Dir("static"))
	mux.Handle("/static/", http.StripPrefix("/static/", files))
	mux.Handle("/images/", http.StripPrefix("/images/", http.FileServer(http.Dir("images"))))
	mux.Handle("/v1/", http.StripPrefix("/v1", api()))
	http.ListenAndServe(":80", mux)
}

func api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/books", list)
	return mux
}
`,
      ['* /images', '* /static', '* /v1/books'],
    ],
    [
      'a variable that is given one group after the other',
      `${IMPORTS}
func main() {
	r := gin.Default()
	g := r.Group("/v1")
	g.GET("/books", list)
	g = r.Group("/v2", auth)
	g.GET("/books", list)
	g = g.Group("/admin")
	{
		g.GET("/stats", stats)
	}
	r.Run()
}
`,
      ['GET /v1/books', 'GET /v2/admin/stats', 'GET /v2/books'],
    ],
    [
      'a router without a name',
      `${IMPORTS}
func main() {
	r := mux.NewRouter().PathPrefix("/api").Subrouter()
	r.HandleFunc("/books", list).Methods("GET")
	http.ListenAndServe(":80", r)
}
`,
      ['GET /api/books'],
    ],
    [
      'a client that asks for what it is given',
      `${IMPORTS}
type Client struct {
	http *http.Client
}

func main() {
	c := &Client{}
	c.Post("/books", nil)
	c.Get("/books")
}

func (c *Client) Post(path string, body any) {
	c.http.Post(base+path, "application/json", body)
}

func (c *Client) Get(path string) {
	c.http.Get(base + path)
}
`,
      [],
    ],
    [
      'one that nobody calls',
      app(`
func (a *App) routes() {
	a.Router.HandleFunc("/health", a.health)
}

func (a *App) unused() {
	a.get("/books", a.list)
}

func (a *App) get(path string, f http.HandlerFunc) {
	a.Router.HandleFunc(path, f).Methods("GET")
}
`),
      ['* /health'],
    ],
  ])('%s', (_what, source, found) => {
    expect(endpoints({ 'go.mod': 'module shop', 'main.go': source })).toEqual(found);
  });

  const SERVER = `package server

import "github.com/gorilla/mux"

type Server struct {
	router *mux.Router
}

func New() *Server {
	return &Server{router: mux.NewRouter()}
}

func (s *Server) Get(path string, h http.HandlerFunc) {
	s.router.HandleFunc("/api"+path, h).Methods("GET")
}
`;
  const MAIN = `package main

import "shop/server"

func main() {
	s := server.New()
	s.Get("/books", list)
}
`;

  test('of another package', () => {
    const files = { 'go.mod': 'module shop', 'server/server.go': SERVER, 'main.go': MAIN };
    expect(endpoints(files)).toEqual(['GET /api/books']);
  });

  test('of another file of the package', () => {
    const routes = `package server

func (s *Server) Routes() {
	s.Get("/books", s.list)
}
`;
    const files = { 'go.mod': 'module shop', 'server/server.go': SERVER, 'server/routes.go': routes };
    expect(listFacts(treeOf(files), 'endpoint')).toEqual(['GET /api/books  server/routes.go:4']);
  });

  test('which an interface asks for', () => {
    const router = `package router

import (
	"net/http"

	"github.com/gorilla/mux"
)

type Router interface {
	GET(uri string, f func(w http.ResponseWriter, r *http.Request))
	SERVE(port string)
}

type muxRouter struct{}

var dispatcher = mux.NewRouter()

func NewMuxRouter() Router {
	return &muxRouter{}
}

func (*muxRouter) GET(uri string, f func(w http.ResponseWriter, r *http.Request)) {
	dispatcher.HandleFunc(uri, f).Methods("GET")
}

func (*muxRouter) SERVE(port string) {
	http.ListenAndServe(port, dispatcher)
}
`;
    const main = `package main

import "shop/router"

var httpRouter router.Router = router.NewMuxRouter()

func main() {
	httpRouter.GET("/posts", posts)
	httpRouter.SERVE(":80")
}
`;
    const files = { 'go.mod': 'module shop', 'router/mux-router.go': router, 'main.go': main };
    expect(endpoints(files)).toEqual(['GET /posts']);
  });

  test('what its handler does is its body, where it stands the rest', () => {
    const handler = `
func (a *App) list(w http.ResponseWriter, r *http.Request) {
	write(w, all())
}
`;
    const tree = treeOf({
      'go.mod': 'module shop',
      'main.go': app(`
func (a *App) routes() {
	a.get("/books", a.list)
}

func (a *App) get(path string, f http.HandlerFunc) {
	a.Router.HandleFunc(path, f).Methods("GET")
}
${handler}`),
    });
    const kinds = ['endpoint'];
    expect(listChanges(tree, [replace('main.go', 'all()', 'some()')], kinds)).toEqual([
      'modifies body endpoint GET /books  main.go:22',
    ]);
    expect(listChanges(tree, [replace('main.go', '"/books"', '"/tomes"')], kinds)).toEqual([
      'renames endpoint GET /books -> GET /tomes  main.go:22',
    ]);
  });
});

describe('methods that an interface asks for', () => {
  const SERVER = `package main

import (
	"shop/books"
	"shop/pages"

	"github.com/gin-gonic/gin"
)

type Handler interface {
	RegisterRoutes(rg *gin.RouterGroup)
}

func main() {
	r := gin.Default()
	api := r.Group("/api")
	for _, h := range []Handler{books.NewHandler(), pages.NewHandler()} {
		h.RegisterRoutes(api)
	}
	r.Run()
}
`;
  const handler = (name: string, method = 'RegisterRoutes'): string => `package ${name}

import "github.com/gin-gonic/gin"

type Handler struct{}

func NewHandler() *Handler {
	return &Handler{}
}

func (h *Handler) ${method}(rg *gin.RouterGroup) {
	rg.GET("/${name}", h.list)
}
`;
  const files = {
    'go.mod': 'module shop',
    'main.go': SERVER,
    'books/handler.go': handler('books'),
    'pages/handler.go': handler('pages'),
  };

  test('are called where one call of that name is not known to be of any type', () => {
    expect(endpoints(files)).toEqual(['GET /api/books', 'GET /api/pages']);
  });

  test('not those that are called by their type elsewhere', () => {
    const main = SERVER.replace('pages.NewHandler()}', 'nil}').replace(
      '	r.Run()',
      '	pages.NewHandler().RegisterRoutes(r.Group("/web"))\n	r.Run()',
    );
    expect(endpoints({ ...files, 'main.go': main })).toEqual(['GET /api/books', 'GET /web/pages']);
  });

  test('are no more than suffixes where several calls may be theirs', () => {
    const main = SERVER.replace(
      'h.RegisterRoutes(api)',
      'h.RegisterRoutes(api)\n		h.RegisterRoutes(r.Group("/v2"))',
    );
    expect(listFacts(treeOf({ ...files, 'main.go': main }), 'endpoint')).toEqual([
      '… GET /books  books/handler.go:12',
      '… GET /pages  pages/handler.go:12',
    ]);
  });
});

test('an app that embeds that of fiber, and constraints in its paths', () => {
  const main = `package main

import "github.com/gofiber/fiber/v2"

type App struct {
	*fiber.App
	db *DB
}

func main() {
	app := App{App: fiber.New()}
	app.Get("/books/:id<int>", show)
	api := app.Group("/api")
	api.Post("/books", add)
	app.Listen(":80")
}
`;
  expect(endpoints({ 'go.mod': 'module shop', 'main.go': main })).toEqual([
    'GET /books/{}',
    'POST /api/books',
  ]);
});

test('groups of groups in a file that does not import what they are of', () => {
  const server = `package main

import "github.com/gofiber/fiber/v2"

type Server struct {
	App *fiber.App
}

func main() {
	s := &Server{App: fiber.New()}
	s.routes()
	s.App.Listen(":80")
}
`;
  const routes = `package main

func (s *Server) routes() {
	api := s.App.Group("/api", logged(s))
	books := api.Group("/books")
	books.Get("/:id", s.show)
}
`;
  const files = { 'go.mod': 'module shop', 'main.go': server, 'routes.go': routes };
  expect(endpoints(files)).toEqual(['GET /api/books/{}']);
});

test('what functions for tests register is no endpoint', () => {
  const fixtures = `package fixtures

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func HandleList(t *testing.T) {
	http.HandleFunc("/listed", func(w http.ResponseWriter, r *http.Request) {})
}

func HandleAll(name string, tb testing.TB) {
	mux := http.NewServeMux()
	mux.HandleFunc("/all", func(w http.ResponseWriter, r *http.Request) {})
	http.Handle("/", mux)
}

func NewFake() *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/fake", func(w http.ResponseWriter, r *http.Request) {})
	return httptest.NewServer(mux)
}

func Serve(testing string) {
	http.HandleFunc("/served", func(w http.ResponseWriter, r *http.Request) {})
}
`;
  expect(endpoints({ 'go.mod': 'module shop', 'fixtures/fixtures.go': fixtures })).toEqual(['* /served']);
});
