import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  replace,
  testChanges,
  treeOf,
} from '../../../test/fixture-app.ts';

const app = readApp('go-tables');
const ROUTER = 'api/router.go';
const ROUTES = 'api/routes.go';

function endpoints(files: Record<string, string>): string[] {
  return listFacts(treeOf({ 'go.mod': 'module example.com/x\n', ...files }), 'endpoint');
}

test('the endpoints of the app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /  api/routes.go:18',
    'POST /todos  api/routes.go:24',
    'GET /todos/{}  api/routes.go:30',
    'DELETE /admin/v1/todos  api/routes.go:34',
    '… GET /old  api/routes.go:39',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a line of a table removed',
    [replace(ROUTES, '	{"TodoShow", http.MethodGet, "/todos/{todoId}", TodoShow},\n', '')],
    ['removes endpoint GET /todos/{}  api/routes.go:30'],
  ],
  [
    'a line added',
    [replace(ROUTES, '	{"TodoShow",', '	{"TodoList", "GET", "/todos", Index},\n	{"TodoShow",')],
    ['adds endpoint GET /todos  api/routes.go:30'],
  ],
  [
    'another path',
    [replace(ROUTES, '"/todos/{todoId}"', '"/items/{todoId}"')],
    ['renames endpoint GET /todos/{} -> GET /items/{}  api/routes.go:30'],
  ],
  [
    'another method',
    [replace(ROUTES, 'http.MethodDelete', 'http.MethodPost')],
    ['renames endpoint DELETE /admin/v1/todos -> POST /admin/v1/todos  api/routes.go:34'],
  ],
  ['another name', [replace(ROUTES, '"TodoShow"', '"ShowTodo"')], []],
  [
    'another handler',
    [replace(ROUTES, '"/todos/{todoId}", TodoShow}', '"/todos/{todoId}", Index}')],
    ['modifies body endpoint GET /todos/{}  api/routes.go:30'],
  ],
  [
    'a guard less',
    [replace(ROUTES, 'only(Purge)', 'Purge')],
    ['modifies contract endpoint DELETE /admin/v1/todos  api/routes.go:34'],
  ],
  [
    'another prefix in a loop',
    [replace(ROUTER, '"/v1"+r.Pattern', '"/v2"+r.Pattern')],
    ['renames endpoint DELETE /admin/v1/todos -> DELETE /admin/v2/todos  api/routes.go:34'],
  ],
  [
    'a loop removed',
    [
      replace(
        ROUTER,
        '	for _, r := range adminRoutes {\n		admin.HandleFunc("/v1"+r.Pattern, r.HandlerFunc).Methods(r.Method)\n	}\n',
        '',
      ),
    ],
    ['? modifies contract endpoint DELETE /admin/v1/todos  api/routes.go:34'],
  ],
  [
    'a loop over another table',
    [replace(ROUTER, 'range adminRoutes', 'range oldRoutes')],
    ['? modifies contract endpoint DELETE /admin/v1/todos  api/routes.go:34'],
  ],
  ['the file of tables moved', [move(ROUTES, 'api/tables.go')], []],
];

describe('changes', () => {
  testChanges(app, ['endpoint'], rows);
});

const GIN = 'import "github.com/gin-gonic/gin"\n';

test.each<[what: string, files: Record<string, string>, expected: string[]]>([
  [
    'a table in the loop, on a group',
    {
      'main.go': `package main
${GIN}
type route struct { method, path string; h gin.HandlerFunc }
func main() {
	r := gin.Default()
	v1 := r.Group("/v1")
	for _, rt := range []route{{"GET", "/a", a}, {"POST", "/b", a}} {
		v1.Handle(rt.method, rt.path, rt.h)
	}
	r.Run()
}
func a(c *gin.Context) {}
`,
    },
    ['GET /v1/a  main.go:8', 'POST /v1/b  main.go:8'],
  ],
  [
    'a table of another package, told apart by methods',
    {
      'main.go': `package main
${GIN}
import "example.com/x/api"
func main() {
	r := gin.New()
	for _, route := range api.Routes {
		switch route.Method {
		case "GET":
			r.GET(route.Path, route.Handler)
		case "POST":
			r.POST(route.Path, route.Handler)
		}
	}
	r.Run()
}
`,
      'api/api.go': `package api
${GIN}
type Route struct { Method, Path string; Handler gin.HandlerFunc }
var Routes = map[string]Route{"a": {Method: "GET", Path: "/a", Handler: A}}
func A(c *gin.Context) {}
`,
    },
    ['GET /a  api/api.go:5'],
  ],
  [
    'rules, menus and requests, which no loop registers',
    {
      'main.go': `package main
${GIN}
type rule struct { method, path string; check func() bool }
var rules = []rule{{"GET", "/users", isAdmin}}
func main() {
	r := gin.New()
	r.GET("/menu", show)
	for _, one := range rules {
		if match(one.path) { one.check() }
	}
	for _, one := range []rule{{"GET", "/remote", isAdmin}} {
		client.GET(one.path)
	}
	calls := []rule{{"GET", "/remote", isAdmin}}
	for _, one := range calls {
		client.Any(one.path)
	}
	r.Run()
}
func isAdmin() bool { return true }
func show(c *gin.Context) {}
`,
    },
    ['GET /menu  main.go:8'],
  ],
  [
    'a path that the loop changes',
    {
      'main.go': `package main
${GIN}
type route struct { method, path string; h gin.HandlerFunc }
var routes = []route{{"GET", "/a", a}}
func main() {
	r := gin.New()
	for _, rt := range routes {
		r.Handle(rt.method, base()+rt.path, rt.h)
	}
	r.Run()
}
func a(c *gin.Context) {}
`,
    },
    ['… GET /a  main.go:5'],
  ],
])('%s', (_what, files, expected) => {
  expect(endpoints(files)).toEqual(expected);
});

describe('lists that are written otherwise', () => {
  const program = (body: string, more = ''): Readonly<Record<string, string>> => ({
    'go.mod': 'module shop',
    'main.go': `package main

import (
	"fmt"
	"net/http"
)

func main() {
	mux := http.NewServeMux()
${body}
	http.ListenAndServe(":80", mux)
}
${more}`,
  });

  test.each<[what: string, body: string, more: string, found: string[]]>([
    [
      'a map of paths',
      '	handlers := map[string]http.HandlerFunc{"/books": list, "/pages": read}\n	for path, handler := range handlers {\n		mux.HandleFunc("/api"+path, handler)\n	}',
      '',
      ['* /api/books', '* /api/pages'],
    ],
    [
      'a list of structs whose type has no name, methods in front of paths',
      '	routes := []struct {\n		method, path string\n		show http.HandlerFunc\n	}{\n		{"GET", "/books", list},\n		{"DELETE", "/books/{id}", drop},\n	}\n	for _, one := range routes {\n		mux.HandleFunc(one.method+" "+one.path, one.show)\n	}\n	for _, one := range routes {\n		mux.HandleFunc(fmt.Sprintf("%s /v2%s", one.method, one.path), one.show)\n	}',
      '',
      ['DELETE /books/{}', 'DELETE /v2/books/{}', 'GET /books', 'GET /v2/books'],
    ],
    [
      'what a method gives',
      '	books := &Books{}\n	for _, route := range books.Routes() {\n		mux.HandleFunc(route.Method+" "+route.Path, route.Show)\n	}',
      'type Books struct{}\n\nfunc (b *Books) Routes() []Route {\n	return []Route{\n		{http.MethodGet, "/books", b.list},\n	}\n}\n',
      ['GET /books'],
    ],
    [
      'a list of paths for one handler',
      '	more := []string{"/start", "/home"}\n	for _, path := range []string{"/", "/index"} {\n		mux.HandleFunc(path, show)\n	}\n	for _, path := range more {\n		mux.HandleFunc("GET "+path, show)\n	}',
      '',
      ['* /', '* /index', 'GET /home', 'GET /start'],
    ],
    [
      'in a loop whose variable goes by the name of another one',
      '	one := http.NewServeMux()\n	mux.Handle("/v1/", http.StripPrefix("/v1", one))\n	for _, one := range []string{"/a"} {\n		mux.HandleFunc("/b", show)\n		log(one)\n	}\n	one.HandleFunc("/books", list)',
      '',
      ['* /b', '* /v1/books'],
    ],
    [
      'maps that serve nothing',
      '	names := map[string]func(){"/books": list}\n	for path, name := range names {\n		log(path, name)\n	}',
      '',
      [],
    ],
  ])('%s', (_what, body, more, found) => {
    const names = listFacts(treeOf(program(body, more)), 'endpoint').map((line) => line.split('  ')[0]);
    expect(names.sort()).toEqual(found);
  });
});

test.each(['', '[', '[]Route', '[]Route{'])('a loop over %o that the text ends in', (end) => {
  expect(endpoints({ 'a.go': `package a\nfunc all() {\n\tfor _, r := range ${end}` })).toEqual([]);
  expect(endpoints({ 'a.go': `package a\nfunc all() {\n\tfor _, r := range routes ${end}` })).toEqual([]);
});
