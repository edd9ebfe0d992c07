import { describe, expect, test } from 'vitest';
import {
  listChanges,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  type Step,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('laravel');
const BOOTSTRAP = 'bootstrap/app.php';
const WEB = 'routes/web.php';
const API = 'routes/api.php';
const ADMIN = 'routes/admin.php';
const ORDERS = 'app/Http/Controllers/OrderController.php';
const API_ORDERS = 'app/Http/Controllers/Api/OrderController.php';
const REQUEST = 'app/Http/Requests/StoreOrderRequest.php';
const MODULE = 'modules/Billing/Providers/RouteServiceProvider.php';
const BILLING = 'modules/Billing/Routes/web.php';
const INVOICES = 'modules/Billing/Routes/api.php';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /up  bootstrap/app.php:12',
    'GET /api/billing/invoices  modules/Billing/Routes/api.php:10',
    'POST /api/billing/invoices  modules/Billing/Routes/api.php:11',
    'GET /billing  modules/Billing/Routes/web.php:4',
    'GET /billing/invoices/{}/pdf  modules/Billing/Routes/web.php:6',
    'DELETE /billing/invoices/{}  modules/Billing/Routes/web.php:7',
    'GET /admin  routes/admin.php:6',
    'GET /admin/users  routes/admin.php:7',
    'PATCH /admin/users/{}  routes/admin.php:7',
    'PUT /admin/users/{}  routes/admin.php:7',
    '… GET /reports/sales  routes/admin.php:9',
    'GET /api/user  routes/api.php:9',
    'GET /api/status  routes/api.php:10',
    'GET /api/v1/products  routes/api.php:14',
    'GET /api/v1/products/{}  routes/api.php:14',
    'GET /api/v1/tags  routes/api.php:15',
    'GET /api/v1/tags/{}  routes/api.php:15',
    'DELETE /api/v1/orders/{}  routes/api.php:19',
    'GET /api/v1/orders  routes/api.php:19',
    'GET /api/v1/orders/{}  routes/api.php:19',
    'PATCH /api/v1/orders/{}  routes/api.php:19',
    'POST /api/v1/orders  routes/api.php:19',
    'PUT /api/v1/orders/{}  routes/api.php:19',
    'POST /api/v1/orders/{}/refund  routes/api.php:20',
    '* /api/v1/webhooks/{}  routes/api.php:21',
    'OPTIONS /api/v1/orders  routes/api.php:22',
    'GET /api/docs/{*}  routes/api.php:26',
    'GET /two-factor  routes/auth.php:7',
    'POST /magic-link  routes/auth.php:8',
    'GET /  routes/web.php:11',
    'GET /about  routes/web.php:12',
    '* /start  routes/web.php:13',
    '* /old-shop  routes/web.php:14',
    'GET /search/{}  routes/web.php:16',
    'GET /orders  routes/web.php:21',
    'GET /orders/create  routes/web.php:21',
    'GET /orders/{}  routes/web.php:21',
    'PATCH /orders/{}  routes/web.php:21',
    'POST /orders  routes/web.php:21',
    'PUT /orders/{}  routes/web.php:21',
    'DELETE /comments/{}  routes/web.php:22',
    'GET /comments/{}  routes/web.php:22',
    'GET /photos/{}/comments  routes/web.php:22',
    'DELETE /profile  routes/web.php:23',
    'GET /profile  routes/web.php:23',
    'GET /profile/edit  routes/web.php:23',
    'PATCH /profile  routes/web.php:23',
    'PUT /profile  routes/web.php:23',
    'GET /cart  routes/web.php:26',
    'POST /cart/items/{}  routes/web.php:27',
    'PATCH /cart/items/{}  routes/web.php:30',
    'PUT /cart/items/{}  routes/web.php:30',
    'GET /photos/recent  routes/web.php:34',
    'POST /photos/upload  routes/web.php:35',
    'GET /dashboard  routes/web.php:39',
    'GET /legal/privacy  routes/web.php:42',
    'GET /legal/terms  routes/web.php:42',
    'GET /email/verify  routes/web.php:45',
    'GET /email/verify/{}/{}  routes/web.php:45',
    'GET /login  routes/web.php:45',
    'GET /password/reset  routes/web.php:45',
    'GET /password/reset/{}  routes/web.php:45',
    'POST /email/resend  routes/web.php:45',
    'POST /login  routes/web.php:45',
    'POST /logout  routes/web.php:45',
    'POST /password/email  routes/web.php:45',
    'POST /password/reset  routes/web.php:45',
    'GET /{*}  routes/web.php:49',
  ]);
});

test('its environment and what it requires', () => {
  expect([...listFacts(app, 'env'), ...listFacts(app, 'dependency')]).toEqual([
    'APP_NAME  .env.example:1',
    'SHOP_CURRENCY  .env.example:2',
    'SHOP_CURRENCY  config/shop.php:4',
    'SHOP_REPORTS_PATH  config/shop.php:5',
    'composer/laravel/framework  composer.json:7',
    'composer/laravel/sanctum  composer.json:8',
    'composer/phpunit/phpunit  composer.json:11',
  ]);
});

describe('what becomes of endpoints', () => {
  test.each<[what: string, steps: Step[], changes: string[]]>([
    [
      'added to a group',
      [
        replace(
          API,
          "    Route::middleware('auth:sanctum')->group",
          "    Route::get('carts', fn () => []);\n    Route::middleware('auth:sanctum')->group",
        ),
      ],
      ['adds endpoint GET /api/v1/carts  routes/api.php:18'],
    ],
    [
      'removed',
      [replace(API, "Route::get('status', StatusController::class);\n", '')],
      ['removes endpoint GET /api/status  routes/api.php:10'],
    ],
    [
      'commented out',
      [replace(API, "Route::get('status'", "# Route::get('status'")],
      ['removes endpoint GET /api/status  routes/api.php:10'],
    ],
    [
      'at another path',
      [replace(API, "orders/{number}/refund'", "orders/{number}/refunds'")],
      ['renames endpoint POST /api/v1/orders/{}/refund -> POST /api/v1/orders/{}/refunds  routes/api.php:20'],
    ],
    [
      'with another method',
      [replace(API, "Route::post('orders/{number}/refund'", "Route::put('orders/{number}/refund'")],
      ['renames endpoint POST /api/v1/orders/{}/refund -> PUT /api/v1/orders/{}/refund  routes/api.php:20'],
    ],
    [
      'the action of a resource added',
      [replace(API, "['only' => ['index', 'show']]", "['only' => ['index', 'show', 'store']]")],
      [
        'adds endpoint POST /api/v1/products  routes/api.php:14',
        'adds endpoint POST /api/v1/tags  routes/api.php:15',
      ],
    ],
    [
      'the action of a resource left out',
      [replace(WEB, "except(['destroy', 'edit'])", "except(['destroy', 'edit', 'create'])")],
      ['removes endpoint GET /orders/create  routes/web.php:21'],
    ],
    [
      'the prefix of the API written out',
      [
        replace(BOOTSTRAP, '        health:', "        apiPrefix: 'rest',\n        health:"),
        remove(MODULE),
        remove(INVOICES),
        remove(BILLING),
      ],
      [
        'removes endpoint GET /api/billing/invoices  modules/Billing/Routes/api.php:10',
        'removes endpoint POST /api/billing/invoices  modules/Billing/Routes/api.php:11',
        'removes endpoint GET /billing  modules/Billing/Routes/web.php:4',
        'removes endpoint GET /billing/invoices/{}/pdf  modules/Billing/Routes/web.php:6',
        'removes endpoint DELETE /billing/invoices/{}  modules/Billing/Routes/web.php:7',
        'renames endpoint GET /api/user -> GET /rest/user  routes/api.php:9',
        'renames endpoint GET /api/status -> GET /rest/status  routes/api.php:10',
        'renames endpoint GET /api/v1/products -> GET /rest/v1/products  routes/api.php:14',
        'renames endpoint GET /api/v1/products/{} -> GET /rest/v1/products/{}  routes/api.php:14',
        'renames endpoint GET /api/v1/tags -> GET /rest/v1/tags  routes/api.php:15',
        'renames endpoint GET /api/v1/tags/{} -> GET /rest/v1/tags/{}  routes/api.php:15',
        'renames endpoint DELETE /api/v1/orders/{} -> DELETE /rest/v1/orders/{}  routes/api.php:19',
        'renames endpoint GET /api/v1/orders -> GET /rest/v1/orders  routes/api.php:19',
        'renames endpoint GET /api/v1/orders/{} -> GET /rest/v1/orders/{}  routes/api.php:19',
        'renames endpoint PATCH /api/v1/orders/{} -> PATCH /rest/v1/orders/{}  routes/api.php:19',
        'renames endpoint POST /api/v1/orders -> POST /rest/v1/orders  routes/api.php:19',
        'renames endpoint PUT /api/v1/orders/{} -> PUT /rest/v1/orders/{}  routes/api.php:19',
        'renames endpoint POST /api/v1/orders/{}/refund -> POST /rest/v1/orders/{}/refund  routes/api.php:20',
        'renames endpoint * /api/v1/webhooks/{} -> * /rest/v1/webhooks/{}  routes/api.php:21',
        'renames endpoint OPTIONS /api/v1/orders -> OPTIONS /rest/v1/orders  routes/api.php:22',
        'renames endpoint GET /api/docs/{*} -> GET /rest/docs/{*}  routes/api.php:26',
      ],
    ],
    [
      'the prefix of a file that is loaded in a callback',
      [replace(BOOTSTRAP, "->prefix('admin')", "->prefix('backoffice')")],
      [
        'renames endpoint GET /admin -> GET /backoffice  routes/admin.php:6',
        'renames endpoint GET /admin/users -> GET /backoffice/users  routes/admin.php:7',
        'renames endpoint PATCH /admin/users/{} -> PATCH /backoffice/users/{}  routes/admin.php:7',
        'renames endpoint PUT /admin/users/{} -> PUT /backoffice/users/{}  routes/admin.php:7',
      ],
    ],
    [
      'middleware of a route',
      [replace(WEB, 'throttle:60,1', 'throttle:10,1')],
      ['modifies contract endpoint POST /cart/items/{}  routes/web.php:27'],
    ],
    [
      'middleware of a group',
      [replace(BILLING, "'middleware' => ['auth']", "'middleware' => ['auth', 'staff']")],
      [
        'modifies contract endpoint GET /billing/invoices/{}/pdf  modules/Billing/Routes/web.php:6',
        'modifies contract endpoint DELETE /billing/invoices/{}  modules/Billing/Routes/web.php:7',
      ],
    ],
    [
      'the name of a parameter',
      [replace(WEB, "'/items/{product:slug}'", "'/items/{product}'")],
      ['modifies contract endpoint POST /cart/items/{}  routes/web.php:27'],
    ],
    [
      'the body of a controller',
      [replace(ORDERS, "'orders.show'", "'orders.detail'")],
      ['modifies body endpoint GET /orders/{}  routes/web.php:21'],
    ],
    [
      'the body of an invokable controller',
      [replace('app/Http/Controllers/HomeController.php', "'app.name'", "'app.title'")],
      ['modifies body endpoint GET /  routes/web.php:11'],
    ],
    [
      'the body of a closure',
      [replace(WEB, "'search', [", "'find', [")],
      ['modifies body endpoint GET /search/{}  routes/web.php:16'],
    ],
    [
      'the body of a controller that a text names',
      [
        replace(
          'modules/Billing/Http/Controllers/InvoiceController.php',
          'invoices/{$invoice}',
          'bills/{$invoice}',
        ),
      ],
      ['modifies body endpoint GET /billing/invoices/{}/pdf  modules/Billing/Routes/web.php:6'],
    ],
    [
      'what a request must have',
      [replace(REQUEST, "            'note'", "            'coupon' => 'string',\n            'note'")],
      ['modifies contract endpoint POST /orders  routes/web.php:21'],
    ],
    ['a rule of what a request must have', [replace(REQUEST, 'max:500', 'max:900')], []],
    ['a method that handles nothing', [replace(ORDERS, '->sum($items)', '->sum($items, 2)')], []],
    [
      'a page of a loop',
      [replace(WEB, "['terms', 'privacy']", "['terms', 'privacy', 'imprint']")],
      ['adds endpoint GET /legal/imprint  routes/web.php:42'],
    ],
    [
      'an option of the ready-made routes',
      [replace(WEB, "'verify' => true", "'verify' => false")],
      [
        'removes endpoint GET /email/verify  routes/web.php:45',
        'removes endpoint GET /email/verify/{}/{}  routes/web.php:45',
        'removes endpoint POST /email/resend  routes/web.php:45',
      ],
    ],
    [
      'a file that is loaded no longer',
      [replace(WEB, "require __DIR__.'/auth.php';\n", ''), remove('routes/auth.php')],
      [
        'removes endpoint GET /two-factor  routes/auth.php:7',
        'removes endpoint POST /magic-link  routes/auth.php:8',
      ],
    ],
    [
      'a file of routes that moves',
      [move(ADMIN, 'routes/backoffice.php'), replace(BOOTSTRAP, 'routes/admin.php', 'routes/backoffice.php')],
      [],
    ],
    [
      'written otherwise',
      [
        replace(
          API,
          "Route::get('status', StatusController::class);",
          'Route::get("/status/",  StatusController::class,);',
        ),
        replace(
          BILLING,
          "Route::group(['prefix' => 'billing'], function () {",
          "Route::prefix('/billing')->group(static function (): void {",
        ),
      ],
      [],
    ],
    ['a controller that moves', [move(API_ORDERS, 'app/Api/OrderController.php')], []],
    [
      'what only looks like a route',
      [
        write(
          'app/Clients/Shop.php',
          "<?php $http->get('/x', []); $client->post('/y', [1]); // Route::get('/z', fn () => 1);\n$a = 'Route::get(\"/q\", 1)';",
        ),
      ],
      [],
    ],
  ])('%s', (_what, steps, changes) => expect(listChanges(app, steps, ['endpoint'])).toEqual(changes));
});

/** The endpoints of a tree with these files. */
function endpoints(files: Readonly<Record<string, string>>): string[] {
  return listFacts(
    new Map(Object.entries(files).map(([path, text]) => [path, `<?php\n${text}`])),
    'endpoint',
  ).map((line) => line.replace(/ {2}.*/, ''));
}

describe('ways to write routes', () => {
  test.each<[what: string, files: Record<string, string>, found: string[]]>([
    [
      'a service provider of before Laravel 11',
      {
        'app/Providers/RouteServiceProvider.php': `namespace App\\Providers;
          use Illuminate\\Support\\Facades\\Route;
          class RouteServiceProvider extends ServiceProvider {
            protected $namespace = 'App\\Http\\Controllers';
            protected function mapWebRoutes() {
              Route::middleware('web')->namespace($this->namespace)->group(base_path('routes/web.php'));
              foreach (['reports', 'tools'] as $name) {
                Route::prefix($name)->group(base_path("routes/{$name}.php"));
              }
            }
            protected function mapApiRoutes() {
              Route::group(['middleware' => 'api', 'namespace' => $this->namespace, 'prefix' => 'api'], function ($router) {
                require base_path('routes/api.php');
              });
            }
          }`,
        'routes/web.php': "Route::get('a', 'AController@a');",
        'routes/api.php': "Route::get('b', 'BController@b');",
        'routes/reports.php': "Route::get('c', 'CController');",
        'routes/tools.php': "Route::get('d', 'CController');",
      },
      ['GET /api/b', 'GET /reports/c', 'GET /tools/d', 'GET /a'],
    ],
    [
      'a package that loads its routes',
      {
        'packages/blog/src/BlogServiceProvider.php': `namespace Acme\\Blog;
          use Illuminate\\Support\\Facades\\Route;
          class BlogServiceProvider extends ServiceProvider {
            public function boot() {
              Route::group(['prefix' => 'blog'], function () { $this->loadRoutesFrom(__DIR__.'/../routes/web.php'); });
              $this->loadRoutesFrom(__DIR__ . '/../routes/feed.php');
            }
          }`,
        'packages/blog/routes/web.php': "Route::get('/', 'PostController@index');",
        'packages/blog/routes/feed.php': "Route::get('feed', 'FeedController');",
      },
      ['GET /feed', 'GET /blog'],
    ],
    [
      'Lumen',
      {
        'bootstrap/app.php': `$app->router->group(['namespace' => 'App\\Http\\Controllers'], function ($router) {
          require __DIR__.'/../routes/web.php';
        });`,
        'routes/web.php': `$router->get('/', function () use ($router) { return $router->app->version(); });
          $router->group(['prefix' => 'v1', 'middleware' => 'auth'], function () use ($router) {
            $router->get('users[/{id:[0-9]{1,5}}]', ['as' => 'users', 'uses' => 'UserController@show']);
            $router->addRoute(['GET', 'POST'], 'both', 'UserController@both');
          });`,
      },
      ['GET /', 'GET /v1/users/{}', 'GET /v1/both', 'POST /v1/both'],
    ],
    [
      'Lumen whose routes are on the app, without a slash in front, below a constant',
      {
        'app/Http/routes.php': `define('BASE', 'shop/public');
          $app->get(BASE . '/', array('as' => 'home', 'uses' => 'App\\Http\\Controllers\\HomeController@index'));
          $app->get('users/{id:\\d{1,4}}', 'UserController@show');
          $app->post('users', function () { return 1; });
          $app->get('log', ['middleware' => 'auth', function () { return 1; }]);
          $app->group(['prefix' => 'v1'], function ($app) { $app->delete('users/{id}', ['uses' => 'UserController@drop']); });
          $app->get('settings', []); $app->put('cache', 'value'); $app->get('mailer');`,
      },
      ['GET /shop/public', 'GET /users/{}', 'POST /users', 'GET /log', 'DELETE /v1/users/{}'],
    ],
    [
      'files that a method is handed',
      {
        'bootstrap/app.php': `use App\\Routing\\Portals;
          return Application::configure()->withRouting(web: __DIR__.'/../routes/web.php', then: function () {
            Portals::customer(base_path('routes/customer.php')); Portals::any('x', base_path('routes/any.php'));
          })->create();`,
        'app/Routing/Portals.php': `namespace App\\Routing; use Illuminate\\Support\\Facades\\Route;
          class Portals {
            public static function customer(string $path): void { Route::middleware('web')->prefix('c')->group($path); }
            public static function any(string $front, string $path) { Route::prefix($front)->group($path); }
          }`,
        'app/Providers/RouteServiceProvider.php': `namespace App\\Providers; use Illuminate\\Support\\Facades\\Route;
          class RouteServiceProvider { function boot() { $this->load(base_path('routes/admin.php')); $this->mergeConfigFrom(__DIR__.'/x.php', 'x'); }
            private function load($file) { Route::prefix('admin')->group($file); } }`,
        'routes/web.php': "Route::get('/', 'A@b');",
        'routes/customer.php': "Route::get('home', 'A@b');",
        'routes/any.php': "Route::get('one', 'A@b');",
        'routes/admin.php': "Route::get('users', 'A@b');",
      },
      ['GET /admin/users', '… GET /one', 'GET /c/home', 'GET /'],
    ],
    [
      'functions of Laravel 5.0',
      {
        'app/Http/routes.php': `get('/', function () { return view('welcome'); });
          Route::group(['prefix' => 'admin', 'namespace' => 'Admin'], function () {
            get('login', ['as' => 'login', 'uses' => 'UserController@login']); post('login', 'UserController@postLogin');
            resource('users', 'UserController', ['only' => ['index']]);
          });
          $x->get('no', 'A@b'); function post($a, $b) {} get('cache', 3); delete('key', $value); $y = new put('z', 'A@b');`,
      },
      ['GET /', 'GET /admin/login', 'POST /admin/login', 'GET /admin/users'],
    ],
    [
      'controllers that are registered as a whole',
      {
        'app/Http/routes.php': `Route::controllers(['auth' => 'Auth\\AuthController', 'password' => 'Auth\\PasswordController']);
          Route::group(['prefix' => 'admin', 'namespace' => 'Admin'], function () {
            Route::controller('users', 'UserController', ['getIndex' => 'users']);
          });
          Route::controller('old', 'OldController');`,
        'app/Http/Controllers/Auth/AuthController.php': `namespace App\\Http\\Controllers\\Auth;
          class AuthController extends Controller { use AuthenticatesAndRegistersUsers, ThrottlesLogins; public function getLogin() {} }`,
        'app/Http/Controllers/Auth/PasswordController.php': `namespace App\\Http\\Controllers\\Auth;
          class PasswordController extends Controller { use ResetsPasswords; }`,
        'app/Http/Controllers/Admin/UserController.php': `namespace App\\Http\\Controllers\\Admin;
          class UserController extends Controller {
            public function getIndex() {} public function getAdminProfile(Request $request, $id) {}
            public function postSave(SaveRequest $request) {} function anyData() {} protected function getHidden() {} public function show($id) {} }`,
        'app/controllers/OldController.php':
          'class OldController extends BaseController { public function getOne($id) {} }',
        'app/Http/Controllers/OtherController.php': `namespace App\\Http\\Controllers;
          class OtherController extends Controller { public function getUsers() {} }`,
      },
      [
        'GET /admin/users',
        'GET /admin/users/admin-profile/{}',
        '* /admin/users/data',
        'POST /admin/users/save',
        'GET /auth/login',
        'GET /auth/logout',
        'GET /auth/register',
        'POST /auth/login',
        'POST /auth/register',
        'GET /password/email',
        'GET /password/reset/{}',
        'POST /password/email',
        'POST /password/reset',
        'GET /old/one/{}',
      ],
    ],
    [
      'Slim',
      {
        'public/index.php': "$app = AppFactory::create();\n(require __DIR__ . '/../app/routes.php')($app);",
        'app/routes.php': `use Slim\\App;
          use Slim\\Interfaces\\RouteCollectorProxyInterface as Group;
          return function (App $app) {
            $app->options('/{routes:.*}', fn ($request, $response) => $response);
            $app->get('/', HomeAction::class);
            $app->group('/users', function (Group $group) {
              $group->get('', ListUsersAction::class);
              $group->get('/{id}[/{part}]', ViewUserAction::class)->add(Guard::class);
              $group->map(['PUT', 'PATCH'], '/{id}', 'UserController:save');
            });
            $name = $app->get('settings');
            $cache->get('/users', 3);
          };`,
      },
      ['OPTIONS /{*}', 'GET /', 'GET /users', 'GET /users/{}/{}', 'PATCH /users/{}', 'PUT /users/{}'],
    ],
    [
      'names that are used otherwise',
      {
        'app/a.php': `namespace App; use App\\Models\\Route; use Illuminate\\Support\\Facades\\Route as R;
          Route::get('/not', 1); R::get('/yes', 1); \\Illuminate\\Support\\Facades\\Route::get('/too', 1);
          R::has('x'); R::current(); R::bind('user', fn ($v) => $v); R::pattern('id', '[0-9]+');`,
      },
      ['GET /too', 'GET /yes'],
    ],
    [
      'a prefix that only the configuration knows',
      {
        'routes/web.php':
          "Route::prefix(config('x.path'))->group(function () { Route::get('a/b', 'C@d'); Route::get('/', 'C@e'); });",
      },
      ['… GET /', '… GET /a/b'],
    ],
    [
      'a prefix that the configuration knows better',
      {
        'routes/web.php':
          "Route::group(['prefix' => config('x.path', 'oauth')], function () { Route::get('a', 'C@d'); });",
      },
      ['GET /oauth/a'],
    ],
    [
      'arguments by name, heredoc, constants of the class',
      {
        'app/Routes.php': `class Routes { const BASE = 'base'; private string $sub = 'sub';
          function map() { Route::get(uri: self::BASE.'/'.$this->sub, action: [X::class, 'y']); Route::post("{$this->sub}/x", X::class); } }`,
      },
      ['GET /base/sub', 'POST /sub/x'],
    ],
    [
      'Symfony',
      {
        'src/Controller/A.php': `namespace App\\Controller;
          use Symfony\\Component\\Routing\\Attribute\\Route;
          #[Route('/blog', name: 'blog_')]
          final class A {
            #[Route('/{page<\\d+>?1}', name: 'index', methods: ['GET', 'HEAD'])]
            #[IsGranted('ROLE_USER')]
            public function index() {}
            #[Route(path: ['en' => '/new', 'de' => '/neu'], methods: 'POST'), Cache(1)]
            public function create() {}
            #[Route('/files/{path<.+>}')]
            public function file() {}
            public function no() {}
          }`,
        'src/Controller/B.php': `namespace App\\Controller;
          use Symfony\\Component\\Routing\\Annotation\\Route;
          use FOS\\RestBundle\\Controller\\Annotations as Rest;
          /** All of them. @Route("/old") */
          class B {
            /**
             * Lists (all).
             *
             * @Route("/list/{id}", name="list", methods={"GET","POST"},
             *   requirements={"id"="\\d+"})
             */
            public function list() {}
            /** @Rest\\Delete("/{id}") */
            public function drop() {}
            /** @see Route("/no") */
            public function other() {}
          }`,
        'src/Controller/C.php': `namespace App\\Controller; use Symfony\\Component\\Routing\\Attribute as R;
          #[R\\Route('/ping')] class C { public function __invoke() {} }`,
        'src/Entity/D.php': `namespace App; use ApiPlatform\\Metadata\\Get; #[Get('/no')] class D { #[Route('/no')] function e() {} }`,
      },
      [
        'GET /blog/{}',
        'HEAD /blog/{}',
        'POST /blog/neu',
        'POST /blog/new',
        '* /blog/files/{*}',
        'GET /old/list/{}',
        'POST /old/list/{}',
        'DELETE /old/{}',
        '* /ping',
      ],
    ],
    [
      'directories of routes',
      {
        'app/Providers/RouteServiceProvider.php': `namespace App\\Providers;
          class RouteServiceProvider { function map() {
            foreach (glob(base_path('routes/web/*.php')) as $file) {
              \\Illuminate\\Support\\Facades\\Route::middleware('web')->group($file);
            }
          } }`,
        'routes/api.php': `Route::prefix('v1')->group(function () {
          $files = File::allFiles(__DIR__.'/v1');
          foreach ($files as $file) { require $file->getPathname(); }
        });`,
        'routes/web/a.php': "Route::get('a', 'C@d');",
        'routes/v1/deep/b.php': "Route::get('b', 'C@d');",
      },
      ['GET /api/v1/b', 'GET /a'],
    ],
    [
      'the API without anything that loads it',
      { 'routes/api.php': "Route::get('users', 'C@d');", 'routes/web.php': "Route::get('users', 'C@d');" },
      ['GET /api/users', 'GET /users'],
    ],
  ])('%s', (_what, files, found) => expect(endpoints(files)).toEqual(found));
});
