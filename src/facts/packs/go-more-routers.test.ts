import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, replace } from '../../../test/fixture-app.ts';

function endpoints(files: Readonly<Record<string, string>>): string[] {
  const found = listFacts(new Map(Object.entries(files)), 'endpoint');
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
      'a router narrowed down to methods, as for a guard',
      '	get := r.Methods(http.MethodGet).Subrouter()\n	get.HandleFunc("/x", show)',
      ['GET /x'],
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
        'package main\n\nimport (\n\t"github.com/gorilla/mux"\n\t"shop/users"\n)\n\nfunc main() {\n\trouter := mux.NewRouter().StrictSlash(true)\n\tusers.Register(router.PathPrefix("/users").Subrouter())\n}\n',
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
    'package main\n\nimport "github.com/julienschmidt/httprouter"\n\nfunc main() {\n\trouter := httprouter.New()\n\trouter.GET("/x/:id", show)\n\trouter.Handle("PUT", "/x", save)\n\trouter.HandlerFunc("DELETE", "/x", drop)\n\trouter.ServeFiles("/static/*filepath", dir)\n}\n';
  expect(endpoints({ 'go.mod': 'module shop\n', 'main.go': source })).toEqual([
    'DELETE /x',
    'GET /x/{}',
    'PUT /x',
  ]);
});
