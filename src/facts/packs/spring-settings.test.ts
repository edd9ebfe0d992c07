import { describe, expect, test } from 'vitest';
import { listChanges, listNames, replace, treeOf } from '../../../test/fixture-app.ts';

const CONTROLLERS = 'src/main/java/com/acme/';
const YAML = 'src/main/resources/application.yml';

/** How Spring writes a placeholder. */
function setting(key: string): string {
  return `$\u007b${key}}`;
}

function controller(name: string, prefix: string, method: string): string {
  return `package com.acme;
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping(${prefix})
class ${name} {
    ${method}
}
`;
}

const files = treeOf({
  [`${CONTROLLERS}Courses.java`]: controller(
    'Courses',
    `"${setting('app.api.base-path')}/courses"`,
    '@GetMapping public String all() { return ""; }',
  ),
  [`${CONTROLLERS}Legacy.java`]: controller(
    'Legacy',
    `"${setting('legacy.root:old')}/books"`,
    '@PostMapping("/add") public String add() { return ""; }',
  ),
  [`${CONTROLLERS}Reports.java`]: controller(
    'Reports',
    'Paths.ADMIN + "/reports"',
    '@GetMapping("/{name:.+}") public String one() { return ""; }',
  ),
  [`${CONTROLLERS}Unknown.java`]: controller(
    'Unknown',
    `"${setting('nobody.says')}/x"`,
    '@GetMapping("/y") public String y() { return ""; }',
  ),
  [`${CONTROLLERS}Paths.java`]: `package com.acme;\nclass Paths { static final String ADMIN = "${setting('adminPath')}"; }\n`,
  [YAML]: `server:\n  port: 8080\napp:\n  version: v2\n  api:\n    base-path: /api/${setting('app.version')} # all of it\n`,
  'src/main/resources/shop.properties': '# what is for staff\nadminPath = /a\nname = The shop\n',
  'src/main/resources/application-test.yml': 'app:\n  api:\n    base-path: /test\n',
});

test('placeholders in paths', () => {
  expect(listNames(files, 'endpoint')).toEqual([
    'GET /api/v2/courses',
    'POST /old/books/add',
    'GET /a/reports/{}',
    '… GET /x/y',
  ]);
});

test('another version', () => {
  expect(listChanges(files, [replace(YAML, 'version: v2', 'version: v3')], ['endpoint'])).toEqual([
    `renames endpoint GET /api/v2/courses -> GET /api/v3/courses  ${CONTROLLERS}Courses.java:6`,
  ]);
});

test('an annotation of one’s own that has the path', () => {
  const own = treeOf({
    'Users.java': `import com.acme.ApiController;
import org.springframework.web.bind.annotation.*;
@ApiController("/users")
class Users { @GetMapping("/{id}") public String one() { return ""; } }
@RestController("orders")
class Orders { @GetMapping("/orders") public String all() { return ""; } }
`,
  });
  expect(listNames(own, 'endpoint')).toEqual(['GET /users/{}', 'GET /orders']);
});

describe('functions of Spring that keep routes in variables', () => {
  const functions = treeOf({
    'Routes.java': `import org.springframework.web.reactive.function.server.*;
import static org.springframework.web.reactive.function.server.RouterFunctions.*;
class Routes {
    @Bean RouterFunction<ServerResponse> events(Handler handler) {
        RequestPredicate front = path("/shop/events");
        RouterFunction<ServerResponse> inner = route().POST("/all", handler::all).build();
        var other = route(GET("/one"), handler::one);
        return nest(front, inner.and(other));
    }
    @Bean RouterFunction<ServerResponse> route(Handler handler) {
        return RouterFunctions.route(GET("/plain"), handler::plain);
    }
}
`,
  });

  test('what is served', () => {
    expect(listNames(functions, 'endpoint')).toEqual([
      'POST /shop/events/all',
      'GET /shop/events/one',
      'GET /plain',
    ]);
  });
});

test('a setting that is made of itself many times over stands for nothing', () => {
  const path = `${CONTROLLERS}Loops.java`;
  const loops = treeOf({
    [path]: controller('Loops', `"${setting('loop')}"`, '@GetMapping("/x") public String x() { return ""; }'),
    'src/main/resources/application.properties': `loop=${setting('loop').repeat(17)}\n`,
  });
  expect(listNames(loops, 'endpoint')).toEqual(['… GET /x']);
});

test('a variable of routes that holds itself many times over ends somewhere', () => {
  const all = `var all = route(GET("/one"), handler::one)${'.and(all)'.repeat(12)};`;
  const routes = treeOf({
    'Routes.java': `import org.springframework.web.reactive.function.server.*;
import static org.springframework.web.reactive.function.server.RouterFunctions.*;
class Routes {
    @Bean RouterFunction<ServerResponse> events(Handler handler) { ${all} return all; }
}
`,
  });
  expect(new Set(listNames(routes, 'endpoint'))).toEqual(new Set(['GET /one']));
});
