import { describe, expect, test } from 'vitest';
import { type ChangeRow, listFacts, move, readApp, replace, testChanges } from '../../../test/fixture-app.ts';

const app = readApp('axum');
const MAIN = 'src/main.rs';
const USERS = 'src/routes/users.rs';
const ROUTES = 'src/routes/mod.rs';

test('what the fixture app serves', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /admin/stats  src/main.rs:17',
    'GET /admin/debug  src/main.rs:19',
    'GET /health  src/main.rs:33',
    'HEAD /health  src/main.rs:33',
    '* /inline  src/main.rs:36',
    'POST /api/login  src/routes/mod.rs:10',
    'POST /api/logout  src/routes/mod.rs:12',
    'PUT /api/orders/lines/{}  src/routes/orders.rs:10',
    'GET /api/orders/{}  src/routes/orders.rs:17',
    'GET /api/users  src/routes/users.rs:10',
    'POST /api/users  src/routes/users.rs:10',
    'DELETE /api/users/{}  src/routes/users.rs:11',
    'GET /api/users/{}  src/routes/users.rs:11',
  ]);
});

const rows: ChangeRow[] = [
  [
    'a route removed, one of two methods',
    [
      replace(ROUTES, '        .route("/login", post(users::login))\n', ''),
      replace(USERS, 'get(list).post(create)', 'get(list)'),
    ],
    [
      'removes endpoint POST /api/login  src/routes/mod.rs:10',
      'removes endpoint POST /api/users  src/routes/users.rs:10',
    ],
  ],
  [
    'a path renamed',
    [replace(ROUTES, '"/login"', '"/sign-in"')],
    ['renames endpoint POST /api/login -> POST /api/sign-in  src/routes/mod.rs:10'],
  ],
  [
    'a prefix, in a constant',
    [replace(MAIN, 'API: &str = "/api"', 'API: &str = "/v2"')],
    [
      'renames endpoint POST /api/login -> POST /v2/login  src/routes/mod.rs:10',
      'renames endpoint POST /api/logout -> POST /v2/logout  src/routes/mod.rs:12',
      'renames endpoint PUT /api/orders/lines/{} -> PUT /v2/orders/lines/{}  src/routes/orders.rs:10',
      'renames endpoint GET /api/orders/{} -> GET /v2/orders/{}  src/routes/orders.rs:17',
      'renames endpoint GET /api/users -> GET /v2/users  src/routes/users.rs:10',
      'renames endpoint POST /api/users -> POST /v2/users  src/routes/users.rs:10',
      'renames endpoint DELETE /api/users/{} -> DELETE /v2/users/{}  src/routes/users.rs:11',
      'renames endpoint GET /api/users/{} -> GET /v2/users/{}  src/routes/users.rs:11',
    ],
  ],
  [
    'what a handler does, what it takes',
    [
      replace(USERS, 'id.to_string()', 'format!("{id}")'),
      replace(USERS, 'Json(name): Json<String>', 'Json(name): Json<u64>'),
    ],
    [
      'modifies body endpoint POST /api/users  src/routes/users.rs:10',
      'modifies body endpoint GET /api/users/{}  src/routes/users.rs:11',
    ],
  ],
  [
    'a guard left out',
    [replace(ROUTES, '.layer(users::guard())', '')],
    ['modifies contract endpoint POST /api/logout  src/routes/mod.rs:12'],
  ],
  [
    'a router that goes on with what functions give',
    [
      replace(
        ROUTES,
        '    Router::new()\n        .route("/login"',
        '    orders::router()\n        .merge(users::router(AppState))\n        .route("/login"',
      ),
    ],
    [
      'adds endpoint PUT /api/lines/{}  src/routes/orders.rs:10',
      'adds endpoint GET /api/{}  src/routes/orders.rs:17',
      'adds endpoint GET /api  src/routes/users.rs:10',
      'adds endpoint POST /api  src/routes/users.rs:10',
      'adds endpoint DELETE /api/{}  src/routes/users.rs:11',
    ],
  ],
  [
    'a router that only some conditions go on with',
    [replace(MAIN, '    }\n    router\n}', '        router\n    } else {\n        router\n    }\n}')],
    [],
  ],
  ['a file that moves', [move(USERS, 'src/routes/users/mod.rs')], []],
  [
    'a handler renamed',
    [replace(USERS, 'get(list).', 'get(all).'), replace(USERS, 'fn list(', 'fn all(')],
    ['modifies body endpoint GET /api/users  src/routes/users.rs:10'],
  ],
];

describe('what becomes of it', () => {
  testChanges(app, ['endpoint'], rows);
});

test('routers that functions are handed and give back, and one half of a pair', () => {
  const main = `use axum::{routing::get, Router};
mod more;
fn app() -> Router {
    let (router, api) = OpenApiRouter::with_openapi(doc()).split_for_parts();
    let mut router = router.nest("/v1", Router::new().route("/x", get(x)));
    router = more::stats(router, 1);
    debug(router).with_state(1)
}
fn debug(mut router: Router<App>) -> Router<App> {
    router = router.route("/debug", get(x));
    router
}
`;
  const more = 'pub fn stats(r: Router<App>, n: u8) -> Router<App> { r.route("/stats", get(s)) }\n';
  const files = new Map([
    ['src/main.rs', main],
    ['src/more.rs', `use axum::{routing::get, Router};\n${more}`],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /v1/x  src/main.rs:5',
    'GET /debug  src/main.rs:10',
    'GET /stats  src/more.rs:2',
  ]);
});

/** An app of several crates; what is in the way of its main file. */
function workspace(main: string, more: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map(
    Object.entries({
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
      'crates/billing-api/Cargo.toml': '[package]\nname = "billing-api"\n',
      'crates/billing-api/src/lib.rs':
        'pub mod bills;\nuse axum::Router;\npub fn router(state: Books) -> Router { Router::new().nest("/bills", bills::routes()) }\n',
      'crates/billing-api/src/bills.rs':
        'use axum::{routing::get, Router};\npub fn routes() -> Router { Router::new().route("/{id}", get(show)) }\n',
      'crates/server/Cargo.toml': '[package]\nname = "server"\n',
      'crates/server/src/main.rs': `use axum::Router;\n#[tokio::main]\nasync fn main() {\n${main}\n    axum::serve(listener, app).await.unwrap();\n}\n`,
      ...more,
    }),
  );
}

test('routers of other crates of the tree', () => {
  const files = workspace(
    '    let state = Books::open();\n    let app = Router::new().nest("/v1", billing_api::router(state)).merge(billing_api::bills::routes());',
  );
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /v1/bills/{}  crates/billing-api/src/bills.rs:2',
    'GET /{}  crates/billing-api/src/bills.rs:2',
  ]);
});

test('a router that is one of several', () => {
  const files = workspace(
    [
      '    let open = Router::new().route("/open", get(open));',
      '    let app = match mode { Mode::All => Router::new().merge(open).route("/all", get(all)), _ => Router::new() };',
      '    let app = app.route("/health", get(health));',
      '    let app = if metrics { app.route("/metrics", get(metrics)) } else { app };',
    ].join('\n'),
  );
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /open  crates/server/src/main.rs:4',
    'GET /all  crates/server/src/main.rs:5',
    'GET /health  crates/server/src/main.rs:6',
    'GET /metrics  crates/server/src/main.rs:7',
  ]);
});

describe('what nothing mounts in a tree that has a program', () => {
  const main = 'crates/server/src/main.rs';
  const app = workspace(
    '    let app = Router::new().route("/", get(index)).nest("/v1", billing_api::router(Books::open()));',
  );
  testChanges(
    app,
    ['endpoint'],
    [
      [
        'a mount left out, the router still there',
        [replace(main, '.nest("/v1", billing_api::router(Books::open()))', '')],
        ['removes endpoint GET /v1/bills/{}  crates/billing-api/src/bills.rs:2'],
      ],
      [
        'a router that goes into a file of its own',
        [
          move('crates/billing-api/src/bills.rs', 'crates/billing-api/src/http/bills.rs'),
          replace('crates/billing-api/src/lib.rs', 'pub mod bills;', 'pub mod http;\nuse http::*;'),
          (files) => files.set('crates/billing-api/src/http/mod.rs', 'pub mod bills;\n'),
        ],
        [],
      ],
    ],
  );
});

test('Poem, and its descriptions of APIs', () => {
  const files = new Map([
    [
      'src/main.rs',
      `mod books; mod staff;
use poem::{get, handler, listener::TcpListener, post, EndpointExt, Route, Server};
use poem_openapi::OpenApiService;
#[handler]
fn index() -> &'static str { "" }
#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let api = OpenApiService::new((books::BooksApi::new(1), staff::StaffApi), "Shop", "1.0").server("/api");
    let ui = api.swagger_ui();
    let app = Route::new()
        .at("/", index)
        .at("/health", get(health).post(report).with(Tracing))
        .nest("/old", staff::routes())
        .nest("/api", api)
        .nest("/docs", ui);
    Server::new(TcpListener::bind("0.0.0.0:3000")).run(app).await
}
`,
    ],
    [
      'src/books.rs',
      `use poem_openapi::{OpenApi, payload::Json};
pub struct BooksApi { size: u8 }
#[OpenApi(prefix_path = "/books", tag = "Tags::Books")]
impl BooksApi {
    /// All of them.
    #[oai(path = "/", method = "get")]
    async fn list(&self) -> Json<u8> { Json(1) }
    #[oai(path = "/:id", method = "delete", transform = "auth")]
    async fn remove(&self, id: Path<u8>) {}
    fn helper(&self) {}
}
`,
    ],
    [
      'src/staff.rs',
      `use poem::{delete, Route};
use poem_openapi::OpenApi;
pub struct StaffApi;
#[OpenApi]
impl StaffApi {
    #[oai(path = "/staff", method = "post")]
    async fn add(&self) {}
}
pub fn routes() -> Route { Route::new().at("/staff/:id", delete(remove)) }
`,
    ],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /api/books  src/books.rs:6',
    'DELETE /api/books/{}  src/books.rs:8',
    '* /  src/main.rs:11',
    'GET /health  src/main.rs:12',
    'POST /health  src/main.rs:12',
    'POST /api/staff  src/staff.rs:6',
    'DELETE /old/staff/{}  src/staff.rs:9',
  ]);
});

test('Loco', () => {
  const files = new Map([
    [
      'src/app.rs',
      `use loco_rs::{app::{AppContext, Hooks}, controller::AppRoutes};
use crate::controllers;
pub struct App;
impl Hooks for App {
    fn routes(_ctx: &AppContext) -> AppRoutes {
        AppRoutes::with_default_routes()
            .prefix("/api")
            .add_route(controllers::books::routes())
            .add_routes(vec![controllers::staff::routes()])
    }
}
`,
    ],
    ['src/controllers/mod.rs', 'pub mod books;\npub mod staff;\n'],
    [
      'src/controllers/books.rs',
      `use loco_rs::prelude::*;
pub async fn list() -> Result<Response> { format::empty() }
pub fn routes() -> Routes {
    Routes::new().prefix("books").add("/", get(list)).add("/{id}", get(show).delete(remove))
}
`,
    ],
    [
      'src/controllers/staff.rs',
      'use loco_rs::prelude::*;\npub fn routes() -> Routes { Routes::new().add("/staff", post(add)) }\n',
    ],
    ['src/lib.rs', 'pub mod app;\npub mod controllers;\n'],
    ['src/bin/main.rs', '#[tokio::main]\nasync fn main() { cli::main::<App>().await }\n'],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual([
    'DELETE /api/books/{}  src/controllers/books.rs:4',
    'GET /api/books  src/controllers/books.rs:4',
    'GET /api/books/{}  src/controllers/books.rs:4',
    'POST /api/staff  src/controllers/staff.rs:2',
  ]);
});

test('handlers that utoipa describes, on routers of its own', () => {
  const files = new Map([
    [
      'src/main.rs',
      `mod books;
use utoipa_axum::{router::OpenApiRouter, routes};
#[tokio::main]
async fn main() {
    let (router, api) = OpenApiRouter::with_openapi(Doc::openapi())
        .routes(routes!(health))
        .nest("/api/books", books::router())
        .split_for_parts();
    axum::serve(listener, router).await;
}
#[utoipa::path(method(get, head), path = HEALTH, responses((status = OK, body = str)))]
async fn health() -> &'static str { "well" }
const HEALTH: &str = "/health";
#[utoipa::path(get, path = "/only/described")]
async fn described() {}
`,
    ],
    [
      'src/books.rs',
      `use utoipa_axum::{router::OpenApiRouter, routes};
pub(super) fn router() -> OpenApiRouter {
    let store = Arc::new(Store::default());
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(inner::remove)).with_state(store)
}
/// All books.
#[utoipa::path(get, path = "", tag = BOOKS, responses((status = 200, body = [Book])))]
async fn list() -> Json<Vec<Book>> { Json(vec![]) }
#[utoipa::path(post, path = "", request_body = Book)]
async fn add(Json(book): Json<Book>) {}
mod inner {
    #[utoipa::path(delete, path = "/{id}")]
    pub async fn remove(Path(id): Path<u8>) {}
}
`,
    ],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /api/books  src/books.rs:7',
    'POST /api/books  src/books.rs:9',
    'DELETE /api/books/{}  src/books.rs:12',
    'GET /health  src/main.rs:11',
    'HEAD /health  src/main.rs:11',
  ]);
});

test.each([
  [
    'a list of functions',
    `use books::router as shelf;
const PARTS: [fn() -> Router; 1] = [shelf];
fn build(app: Router) -> Router { PARTS.iter().fold(app, |app, make| app.merge(make())) }
`,
  ],
  [
    'a macro',
    `macro_rules! mount { ($app:expr, $part:ident) => { $app.merge($part::router()) } }
fn build(app: Router) -> Router { mount!(app, books) }
`,
  ],
])('a router that %s mentions is not gone', (_, text) => {
  const files = new Map([
    ['Cargo.toml', '[package]\nname = "x"\n'],
    ['src/main.rs', `mod books;\nuse axum::Router;\n${text}fn main() { serve(build(Router::new())); }\n`],
    [
      'src/books.rs',
      'use axum::{routing::get, Router};\npub fn router() -> Router { Router::new().route("/books", get(list)) }\nasync fn list() {}\n',
    ],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /books  src/books.rs:2']);
});
