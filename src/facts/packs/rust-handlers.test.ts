import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, listNames, replace, treeOf } from '../../../test/fixture-app.ts';

const actix = {
  'src/main.rs': `use actix_web::{get, web, App, HttpServer, HttpResponse, Responder};
mod handlers;
mod routes;
use handlers::users::{list_users, show_user};

#[get("/health")]
async fn health() -> impl Responder { HttpResponse::Ok() }

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(move || {
        App::new()
            .wrap(Logger::default())
            .app_data(web::Data::new(1))
            .service(health)
            .service(
                web::scope("/api")
                    .service(list_users)
                    .service(show_user)
                    .service(handlers::users::create)
                    .configure(routes::config),
            )
            .configure(|cfg| { cfg.service(web::resource("/inline").to(health)); })
            .route("/legacy/{tail:.*}", web::get().to(handlers::users::legacy))
    })
    .bind(("0.0.0.0", 8080))?
    .run()
    .await
}
`,
  'src/handlers/mod.rs': 'pub mod users;\n',
  'src/handlers/users.rs': `use actix_web::{delete, get, post, web, HttpResponse};

#[get("/users")]
pub async fn list_users(pool: web::Data<Pool>) -> HttpResponse { HttpResponse::Ok().json(1) }

#[get("/users/{id}")]
pub async fn show_user(path: web::Path<i32>) -> HttpResponse { HttpResponse::Ok().json(2) }

#[post("/users", guard = "json_guard")]
async fn create(body: web::Json<NewUser>) -> HttpResponse { HttpResponse::Created().finish() }

pub async fn legacy() -> HttpResponse { HttpResponse::Gone().finish() }
`,
  'src/routes.rs': `use actix_web::web;
use crate::handlers::users;

pub fn config(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::scope("/orders")
            .route("", web::get().to(orders_list))
            .route("/{id}", web::put().guard(json()).to(users::legacy))
            .service(
                web::resource("/{id}/lines")
                    .route(web::get().to(lines))
                    .route(web::post().to(add_line)),
            ),
    );
    let admin = web::scope("/admin").service(stats());
    cfg.service(admin);
}

fn stats() -> actix_web::Scope {
    web::scope("/stats").route("", web::get().to(|| async { "1" }))
}
`,
};

describe('actix-web', () => {
  const app = treeOf(actix);

  test('what an app serves', () => {
    expect(listNames(app, 'endpoint').sort()).toEqual([
      '* /inline',
      'GET /api/admin/stats',
      'GET /api/orders',
      'GET /api/orders/{}/lines',
      'GET /api/users',
      'GET /api/users/{}',
      'GET /health',
      'GET /legacy/{*}',
      'POST /api/orders/{}/lines',
      'POST /api/users',
      'PUT /api/orders/{}',
    ]);
  });

  test.each([
    [
      'a path renamed in the attribute',
      replace('src/handlers/users.rs', '#[get("/users/{id}")]', '#[get("/members/{id}")]'),
      ['renames endpoint GET /api/users/{} -> GET /api/members/{}  src/handlers/users.rs:6'],
    ],
    [
      'what a handler does',
      replace('src/handlers/users.rs', 'json(1)', 'json(3)'),
      ['modifies body endpoint GET /api/users  src/handlers/users.rs:3'],
    ],
    [
      'a guard in the attribute',
      replace('src/handlers/users.rs', ', guard = "json_guard"', ''),
      ['modifies contract endpoint POST /api/users  src/handlers/users.rs:9'],
    ],
    [
      'a route of a scope removed',
      replace('src/routes.rs', '            .route("", web::get().to(orders_list))\n', ''),
      ['removes endpoint GET /api/orders  src/routes.rs:7'],
    ],
    [
      'another method',
      replace('src/routes.rs', 'web::put()', 'web::patch()'),
      ['renames endpoint PUT /api/orders/{} -> PATCH /api/orders/{}  src/routes.rs:8'],
    ],
  ])('%s', (_what, step, changes) => {
    expect(listChanges(app, [step], ['endpoint'])).toEqual(changes);
  });
});

test('constants as paths in actix-web', () => {
  const main =
    'use actix_web::{web, App};\nconst SEARCH: &str = "/search";\nfn main() { App::new().service(web::scope("/i").service(web::resource(SEARCH).route(web::post().to(search)))); }\n';
  expect(listFacts(new Map([['src/main.rs', main]]), 'endpoint')).toEqual(['POST /i/search  src/main.rs:3']);
});

describe('Rocket', () => {
  const app = new Map(
    Object.entries({
      'src/main.rs': `#[macro_use] extern crate rocket;
mod users;
mod orders;
mod stage;

#[get("/")]
fn index() -> &'static str { "hello" }

#[launch]
fn rocket() -> _ {
    let rocket = rocket::build();
    rocket
        .mount("/", routes![index])
        .mount("/users", routes![users::list, users::show, users::create])
        .mount("/orders", orders::routes())
        .attach(stage::stage())
        .register("/", catchers![not_found])
}
`,
      'src/users.rs': `use rocket::serde::json::Json;
#[get("/?<page>&<limit>")]
pub fn list(page: Option<u32>, limit: Option<u32>) -> String { String::new() }
#[get("/<id>", rank = 2)]
pub fn show(id: u32) -> String { String::new() }
#[post("/", data = "<user>", format = "json")]
pub fn create(user: Json<User>) -> String { String::new() }
`,
      'src/orders.rs': `use rocket::Route;
#[delete("/<id>")]
fn remove(id: u32) {}
#[get("/files/<path..>")]
fn files(path: PathBuf) {}
pub fn routes() -> Vec<Route> { routes![remove, files] }
`,
      'src/stage.rs': `use rocket::fairing::AdHoc;
#[rocket::put("/<key>")]
async fn set(key: &str) {}
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("kv", |rocket| async { rocket.mount("/kv", rocket::routes![set]) })
}
`,
    }),
  );

  test('what an app serves', () => {
    expect(listNames(app, 'endpoint').sort()).toEqual([
      'DELETE /orders/{}',
      'GET /',
      'GET /orders/files/{*}',
      'GET /users',
      'GET /users/{}',
      'POST /users',
      'PUT /kv/{}',
    ]);
  });

  test('lists put together of others, under a path put together of parts, one of them unknown', () => {
    const main = `use rocket::Route;
const API: &str = "/api";
#[get("/alive")]
fn alive() {}
#[get("/<id>")]
fn item(id: u32) {}
fn items() -> Vec<Route> { routes![item] }
fn all() -> Vec<Route> {
    let mut own = routes![alive];
    let mut routes = Vec::new();
    routes.append(&mut items());
    routes.append(&mut own);
    routes
}
#[launch]
fn rocket() -> _ {
    let base = CONFIG.path();
    rocket::build().mount([base, API].concat(), all()).mount(format!("{API}/v{}", "2"), items())
}
`;
    expect(listFacts(new Map([['src/main.rs', main]]), 'endpoint')).toEqual([
      '… GET /api/alive  src/main.rs:3',
      'GET /api/v2/{}  src/main.rs:5',
    ]);
  });

  test('a mount under another path', () => {
    expect(listChanges(app, [replace('src/main.rs', '"/orders"', '"/v1/orders"')], ['endpoint'])).toEqual([
      'renames endpoint DELETE /orders/{} -> DELETE /v1/orders/{}  src/orders.rs:2',
      'renames endpoint GET /orders/files/{*} -> GET /v1/orders/files/{*}  src/orders.rs:4',
    ]);
  });
});

describe('what nothing registers in a tree that has a program', () => {
  const files = treeOf({
    'src/main.rs': `mod routes;
use actix_web::{web, App, HttpServer};
#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new()
        .service(web::scope("/books").configure(routes::books::configure))
        .configure(routes::staff())).run().await
}
`,
    'src/routes/mod.rs': `pub mod books;
use actix_web::web;
pub fn staff() -> impl FnOnce(&mut web::ServiceConfig) {
    let path = 1;
    move |cfg: &mut web::ServiceConfig| { cfg.route("/staff", web::get().to(list)); }
}
`,
    'src/routes/books.rs': `use actix_web::{get, post, web};
#[get("")]
async fn list() -> impl Responder { "" }
#[post("")]
async fn add() -> impl Responder { "" }
pub fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(list);
    cfg.service(add);
}
`,
  });

  test('what is served', () => {
    expect(listNames(files, 'endpoint')).toEqual(['GET /books', 'POST /books', 'GET /staff']);
  });

  test.each([
    ['a handler', replace('src/routes/books.rs', '    cfg.service(add);\n', ''), ['POST /books']],
    [
      'all of a module',
      replace(
        'src/main.rs',
        '\n        .service(web::scope("/books").configure(routes::books::configure))',
        '',
      ),
      ['GET /books', 'POST /books'],
    ],
  ])('%s left out', (_what, step, gone) => {
    const told = listChanges(files, [step], ['endpoint']).map((line) => line.split('  ')[0]);
    expect(told).toEqual(gone.map((name) => `removes endpoint ${name}`));
  });
});

test('names that a star brings into a module or a function', () => {
  const files = treeOf({
    'src/main.rs': `mod books; mod staff;
use books::*;
#[launch]
fn rocket() -> _ { rocket::build().mount("/books", routes![list]).mount("/", others()) }
fn others() -> Vec<Route> { use staff::*; routes![all] }
`,
    'src/books.rs': '#[get("/list")]\npub fn list() {}\n',
    'src/staff.rs': '#[get("/staff")]\npub fn all() {}\n',
  });
  expect(listNames(files, 'endpoint')).toEqual(['GET /books/list', 'GET /staff']);
});
