import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const BASE = 'src/Shop.Api/';
const app = new Map([...readApp('aspnet')].map(([path, text]) => [path.replace(BASE, ''), text]));
const USERS = 'Controllers/UsersController.cs';
const PRODUCTS = 'Controllers/ProductsController.cs';
const ORDERS = 'Controllers/OrdersController.cs';
const ROUTES = 'Controllers/ApiRoutes.cs';
const API = 'Controllers/ApiController.cs';
const CRUD = 'Controllers/CrudController.cs';
const HOME = 'Controllers/HomeController.cs';
const TODOS = 'Endpoints/TodoEndpoints.cs';
const CATALOG = 'Endpoints/CatalogApi.cs';
const ITEMS = 'Endpoints/Items.cs';
const MODULES = 'Endpoints/Modules.cs';
const INVOICES = 'Endpoints/Invoices.cs';
const PROGRAM = 'Program.cs';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'OPTIONS /api/Users  Controllers/ApiController.cs:11',
    'OPTIONS /api/v{}/Products/Options  Controllers/ApiController.cs:11',
    'OPTIONS /legacy/products/Options  Controllers/ApiController.cs:11',
    'GET /api/v{}/Products/Get/{}  Controllers/CrudController.cs:8',
    'GET /legacy/products/Get/{}  Controllers/CrudController.cs:8',
    '* /Home/Index  Controllers/HomeController.cs:7',
    'POST /Home/Contact  Controllers/HomeController.cs:9',
    '* /Admin/Dashboard/Index  Controllers/HomeController.cs:19',
    'GET /api/v1/orders  Controllers/OrdersController.cs:9',
    'GET /api/v1/orders/{}  Controllers/OrdersController.cs:12',
    'POST /api/v1/orders  Controllers/OrdersController.cs:15',
    'GET /products/{*}  Controllers/ProductsController.cs:12',
    'HEAD /products/{*}  Controllers/ProductsController.cs:12',
    'GET /api/v{}/Products/Search  Controllers/ProductsController.cs:15',
    'GET /legacy/products/Search  Controllers/ProductsController.cs:15',
    'GET /api/v{}/Products/Top  Controllers/ProductsController.cs:18',
    'GET /legacy/products/Top  Controllers/ProductsController.cs:18',
    'GET /api/v{}/Products/Stock/{}  Controllers/ProductsController.cs:21',
    'GET /legacy/products/Stock/{}  Controllers/ProductsController.cs:21',
    'POST /api/v{}/Products/Stock/{}  Controllers/ProductsController.cs:21',
    'POST /legacy/products/Stock/{}  Controllers/ProductsController.cs:21',
    'DELETE /api/v{}/Products/Delete/{}  Controllers/ProductsController.cs:26',
    'DELETE /legacy/products/Delete/{}  Controllers/ProductsController.cs:26',
    'GET /api/Users/{}/avatar  Controllers/UsersController.Avatars.cs:7',
    'GET /avatars/{}  Controllers/UsersController.Avatars.cs:7',
    'POST /me/avatar  Controllers/UsersController.Avatars.cs:11',
    'GET /api/Users  Controllers/UsersController.cs:16',
    'GET /api/Users/{}  Controllers/UsersController.cs:23',
    'POST /api/Users  Controllers/UsersController.cs:26',
    'PATCH /api/Users/{}  Controllers/UsersController.cs:34',
    'PUT /api/Users/{}  Controllers/UsersController.cs:34',
    'GET /api/Users/legacy  Controllers/UsersController.cs:42',
    'GET /api/catalog/items/{}  Endpoints/CatalogApi.cs:10',
    'PATCH /api/catalog/items  Endpoints/CatalogApi.cs:11',
    'PUT /api/catalog/items  Endpoints/CatalogApi.cs:11',
    'GET /api/catalog/types  Endpoints/CatalogApi.cs:21',
    'GET /api/catalog/brands/{*}  Endpoints/CatalogApi.cs:22',
    'GET /api/invoices/{}  Endpoints/Invoices.cs:12',
    'POST /api/invoices/{}/pay  Endpoints/Invoices.cs:23',
    'POST /api/pay/{}  Endpoints/Invoices.cs:23',
    'PUT /api/invoices/{}/pay  Endpoints/Invoices.cs:23',
    'PUT /api/pay/{}  Endpoints/Invoices.cs:23',
    'DELETE /api/invoices/{}  Endpoints/Invoices.cs:33',
    'POST /reviews  Endpoints/Modules.cs:30',
    'GET /basket/{}  Endpoints/Modules.cs:42',
    'GET /private  Endpoints/TodoEndpoints.cs:13',
    'GET /todos  Endpoints/TodoEndpoints.cs:13',
    'GET /private/{}  Endpoints/TodoEndpoints.cs:14',
    'GET /todos/{}  Endpoints/TodoEndpoints.cs:14',
    'POST /private  Endpoints/TodoEndpoints.cs:17',
    'POST /todos  Endpoints/TodoEndpoints.cs:17',
    'DELETE /private/done/{}  Endpoints/TodoEndpoints.cs:24',
    'DELETE /todos/done/{}  Endpoints/TodoEndpoints.cs:24',
    'GET /debug  Program.cs:14',
    '* /healthz  Program.cs:24',
    '* /hubs/notifications  Program.cs:25',
    '* /echo/{}  Program.cs:35',
    'GET /status  Program.cs:40',
  ]);
});

test('its environment and what it depends on', () => {
  expect(listFacts(app, 'env')).toEqual(['SHOP_REGION  Program.cs:8']);
  expect(listFacts(app, 'dependency')).toEqual([
    'nuget/Serilog.AspNetCore  Directory.Packages.props:6',
    'nuget/Carter  Shop.Api.csproj:8',
    'nuget/Microsoft.EntityFrameworkCore.Design  Shop.Api.csproj:9',
    'nuget/FastEndpoints  Shop.Api.csproj:12',
  ]);
});

const REPLACE =
  '    [HttpPut("{id:int}"), HttpPatch("{id:int}")]\n    public IActionResult Replace(int id, CreateUser command)\n    {\n        _users.Replace(id, command);\n        return NoContent();\n    }\n\n';

const controllers: ChangeRow[] = [
  [
    'an action removed',
    [replace(USERS, REPLACE, '')],
    [
      'removes endpoint PATCH /api/Users/{}  Controllers/UsersController.cs:34',
      'removes endpoint PUT /api/Users/{}  Controllers/UsersController.cs:34',
    ],
  ],
  [
    'an attribute commented out: the action answers at the path of its class',
    [replace(USERS, '    [HttpPost]\n', '    // [HttpPost]\n')],
    ['renames endpoint POST /api/Users -> * /api/Users  Controllers/UsersController.cs:27'],
  ],
  [
    'one of two verbs less',
    [replace(USERS, '[HttpPut("{id:int}"), HttpPatch("{id:int}")]', '[HttpPut("{id:int}")]')],
    ['removes endpoint PATCH /api/Users/{}  Controllers/UsersController.cs:34'],
  ],
  [
    'an action added',
    [
      replace(
        USERS,
        '    [HttpPost]\n',
        '    [HttpGet("me")]\n    public IActionResult Me() => Ok();\n\n    [HttpPost]\n',
      ),
    ],
    ['adds endpoint GET /api/Users/me  Controllers/UsersController.cs:26'],
  ],
  [
    'the path of a base class, in another file',
    [replace(API, '[Route("api/[controller]")]', '[Route("rest/[controller]")]')],
    [
      'renames endpoint OPTIONS /api/Users -> OPTIONS /rest/Users  Controllers/ApiController.cs:11',
      'renames endpoint GET /api/Users/{}/avatar -> GET /rest/Users/{}/avatar  Controllers/UsersController.Avatars.cs:7',
      'renames endpoint GET /api/Users -> GET /rest/Users  Controllers/UsersController.cs:16',
      'renames endpoint GET /api/Users/{} -> GET /rest/Users/{}  Controllers/UsersController.cs:23',
      'renames endpoint POST /api/Users -> POST /rest/Users  Controllers/UsersController.cs:26',
      'renames endpoint PATCH /api/Users/{} -> PATCH /rest/Users/{}  Controllers/UsersController.cs:34',
      'renames endpoint PUT /api/Users/{} -> PUT /rest/Users/{}  Controllers/UsersController.cs:34',
      'renames endpoint GET /api/Users/legacy -> GET /rest/Users/legacy  Controllers/UsersController.cs:42',
    ],
  ],
  [
    'a class of another name',
    [replace(HOME, 'class DashboardController', 'class PanelController')],
    ['renames endpoint * /Admin/Dashboard/Index -> * /Admin/Panel/Index  Controllers/HomeController.cs:19'],
  ],
  [
    'a path by its constant, and those it is made of',
    [replace(ROUTES, 'Version = "v1"', 'Version = "v2"')],
    [
      'renames endpoint GET /api/v1/orders -> GET /api/v2/orders  Controllers/OrdersController.cs:9',
      'renames endpoint GET /api/v1/orders/{} -> GET /api/v2/orders/{}  Controllers/OrdersController.cs:12',
      'renames endpoint POST /api/v1/orders -> POST /api/v2/orders  Controllers/OrdersController.cs:15',
    ],
  ],
  [
    'one of two paths of a class',
    [replace(PRODUCTS, '    [Route("legacy/products/[action]")]\n', '')],
    [
      'removes endpoint OPTIONS /legacy/products/Options  Controllers/ApiController.cs:11',
      'removes endpoint GET /legacy/products/Get/{}  Controllers/CrudController.cs:8',
      'removes endpoint GET /legacy/products/Search  Controllers/ProductsController.cs:15',
      'removes endpoint GET /legacy/products/Top  Controllers/ProductsController.cs:18',
      'removes endpoint GET /legacy/products/Stock/{}  Controllers/ProductsController.cs:21',
      'removes endpoint POST /legacy/products/Stock/{}  Controllers/ProductsController.cs:21',
      'removes endpoint DELETE /legacy/products/Delete/{}  Controllers/ProductsController.cs:26',
    ],
  ],
  [
    'the name of an action',
    [replace(PRODUCTS, 'ActionName("Top")', 'ActionName("Best")')],
    [
      'renames endpoint GET /api/v{}/Products/Top -> GET /api/v{}/Products/Best  Controllers/ProductsController.cs:18',
      'renames endpoint GET /legacy/products/Top -> GET /legacy/products/Best  Controllers/ProductsController.cs:18',
    ],
  ],
  [
    'Async behind the name of an action',
    [
      replace(PRODUCTS, 'IActionResult GetTop()', 'IActionResult GetTopAsync()'),
      replace(PRODUCTS, 'SearchAsync', 'Search'),
    ],
    [],
  ],
  [
    'what is no action any longer',
    [replace(PRODUCTS, '        [HttpGet, ActionName("Top")]', '        [NonAction]')],
    [
      'removes endpoint GET /api/v{}/Products/Top  Controllers/ProductsController.cs:18',
      'removes endpoint GET /legacy/products/Top  Controllers/ProductsController.cs:18',
    ],
  ],
  [
    'what is inherited, by its base class',
    [replace(CRUD, '[HttpDelete("{id}")]', '[HttpDelete("by-id/{id}")]')],
    [
      'renames endpoint DELETE /api/v{}/Products/Delete/{} -> DELETE /api/v{}/Products/Delete/by-id/{}  Controllers/ProductsController.cs:26',
      'renames endpoint DELETE /legacy/products/Delete/{} -> DELETE /legacy/products/Delete/by-id/{}  Controllers/ProductsController.cs:26',
    ],
  ],
  [
    'an action by convention removed',
    [
      replace(
        HOME,
        '    [HttpPost]\n    [ValidateAntiForgeryToken]\n    public IActionResult Contact(string message) => RedirectToAction(nameof(Index));\n',
        '',
      ),
    ],
    ['removes endpoint POST /Home/Contact  Controllers/HomeController.cs:9'],
  ],
  [
    'nothing mapped by convention any longer',
    [
      replace(
        PROGRAM,
        'app.MapControllerRoute(\n    name: "default",\n    pattern: "{controller=Home}/{action=Index}/{id?}");\n',
        '',
      ),
    ],
    [
      'removes endpoint * /Home/Index  Controllers/HomeController.cs:7',
      'removes endpoint POST /Home/Contact  Controllers/HomeController.cs:9',
    ],
  ],
  [
    'a constraint',
    [replace(ROUTES, '{orderId:guid}', '{orderId}')],
    ['modifies contract endpoint GET /api/v1/orders/{}  Controllers/OrdersController.cs:12'],
  ],
  [
    'what a request is asked for',
    [replace(USERS, '[FromQuery] int page = 0', '[FromQuery] int page = 1')],
    ['modifies contract endpoint GET /api/Users  Controllers/UsersController.cs:16'],
  ],
  [
    'a member of what a request brings, in another file',
    [replace('Contracts/Users.cs', 'public string? Name { get; set; }', 'public string? Nick { get; set; }')],
    [
      'modifies contract endpoint POST /api/Users  Controllers/UsersController.cs:26',
      'modifies contract endpoint PATCH /api/Users/{}  Controllers/UsersController.cs:34',
      'modifies contract endpoint PUT /api/Users/{}  Controllers/UsersController.cs:34',
    ],
  ],
  [
    'what nobody outside sees of it',
    [replace('Contracts/Users.cs', 'Email.ToLowerInvariant()', 'Email.ToUpperInvariant()')],
    [],
  ],
  [
    'who may call it',
    [replace(USERS, ', AllowAnonymous]', ']')],
    ['modifies contract endpoint GET /api/Users/{}  Controllers/UsersController.cs:23'],
  ],
  [
    'what it does',
    [replace(USERS, '_users.ListAsync(page, token)', '_users.ListAsync(page + 1, token)')],
    ['modifies body endpoint GET /api/Users  Controllers/UsersController.cs:16'],
  ],
  [
    'its documentation and its layout',
    [
      replace(USERS, '    [ProducesResponseType(StatusCodes.Status200OK)]\n', ''),
      replace(USERS, '/// <summary>All of them.</summary>', '// all'),
      replace(
        ORDERS,
        'Get(Guid orderId) => Ok(orders.Get(orderId));',
        'Get(\n        Guid orderId)\n        => Ok(orders.Get(orderId));',
      ),
    ],
    ['modifies body endpoint GET /api/Users  Controllers/UsersController.cs:16'],
  ],
  [
    'a part of a class put into the other file',
    [
      replace(
        'Controllers/UsersController.Avatars.cs',
        '    [HttpPost("~/me/avatar")]\n    public IActionResult Upload(IFormFile file) => Ok();\n',
        '',
      ),
      replace(
        USERS,
        '#if LEGACY\n',
        '    [HttpPost("~/me/avatar")]\n    public IActionResult Upload(IFormFile file) => Ok();\n\n#if LEGACY\n',
      ),
    ],
    [],
  ],
  [
    'a controller moved to another directory and namespace',
    [
      move(ORDERS, 'Web/OrdersController.cs'),
      (files) =>
        void files.set(
          'Web/OrdersController.cs',
          (files.get('Web/OrdersController.cs') ?? '').replace(
            'namespace Shop.Api.Controllers;',
            'using Shop.Api.Controllers;\nnamespace Shop.Api.Web;',
          ),
        ),
    ],
    [],
  ],
  [
    'a controller in the tests',
    [
      write(
        'tests/Shop.Api.Tests/Fake.cs',
        '[Route("fake")]\npublic class FakeController : ControllerBase { [HttpGet] public int Get() => 1; }\n',
      ),
    ],
    [],
  ],
];

describe('what became of the actions of controllers', () => {
  testChanges(app, ['endpoint'], controllers);
});

const endpoints: ChangeRow[] = [
  [
    'an endpoint removed from a group that is mounted twice',
    [replace(TODOS, '        group.MapGet("/", GetAll);\n', '')],
    [
      'removes endpoint GET /private  Endpoints/TodoEndpoints.cs:13',
      'removes endpoint GET /todos  Endpoints/TodoEndpoints.cs:13',
    ],
  ],
  [
    'a group that is mounted once only',
    [replace(PROGRAM, 'app.MapGroup("/private").RequireAuthorization().MapTodos();\n', '')],
    [
      'removes endpoint GET /private  Endpoints/TodoEndpoints.cs:13',
      'removes endpoint GET /private/{}  Endpoints/TodoEndpoints.cs:14',
      'removes endpoint POST /private  Endpoints/TodoEndpoints.cs:17',
      'removes endpoint DELETE /private/done/{}  Endpoints/TodoEndpoints.cs:24',
    ],
  ],
  [
    'a group that is mounted nowhere',
    [replace(PROGRAM, 'app.MapCatalogApi();\n', '')],
    [
      '? modifies contract endpoint GET /api/catalog/items/{}  Endpoints/CatalogApi.cs:10',
      '? modifies contract endpoint PATCH /api/catalog/items  Endpoints/CatalogApi.cs:11',
      '? modifies contract endpoint PUT /api/catalog/items  Endpoints/CatalogApi.cs:11',
      '? modifies contract endpoint GET /api/catalog/types  Endpoints/CatalogApi.cs:21',
      '? modifies contract endpoint GET /api/catalog/brands/{*}  Endpoints/CatalogApi.cs:22',
    ],
  ],
  [
    'the path of a group that is handed to another class',
    [replace(CATALOG, 'MapGroup("api/catalog")', 'MapGroup("api/goods")')],
    [
      'renames endpoint GET /api/catalog/items/{} -> GET /api/goods/items/{}  Endpoints/CatalogApi.cs:10',
      'renames endpoint PATCH /api/catalog/items -> PATCH /api/goods/items  Endpoints/CatalogApi.cs:11',
      'renames endpoint PUT /api/catalog/items -> PUT /api/goods/items  Endpoints/CatalogApi.cs:11',
      'renames endpoint GET /api/catalog/types -> GET /api/goods/types  Endpoints/CatalogApi.cs:21',
      'renames endpoint GET /api/catalog/brands/{*} -> GET /api/goods/brands/{*}  Endpoints/CatalogApi.cs:22',
    ],
  ],
  [
    'a verb',
    [replace(TODOS, 'group.MapPost("",', 'group.MapPut("",')],
    [
      'renames endpoint POST /private -> PUT /private  Endpoints/TodoEndpoints.cs:17',
      'renames endpoint POST /todos -> PUT /todos  Endpoints/TodoEndpoints.cs:17',
    ],
  ],
  [
    'an endpoint of the app itself',
    [
      replace(
        PROGRAM,
        'app.MapHealthChecks("/healthz");\n',
        'app.MapHealthChecks("/healthz");\napp.MapGet("/ping", () => "pong");\n',
      ),
    ],
    ['adds endpoint GET /ping  Program.cs:25'],
  ],
  [
    'who may call it',
    [replace(TODOS, '.RequireAuthorization("read")', '')],
    [
      'modifies contract endpoint GET /private/{}  Endpoints/TodoEndpoints.cs:14',
      'modifies contract endpoint GET /todos/{}  Endpoints/TodoEndpoints.cs:14',
    ],
  ],
  ['its name', [replace(TODOS, '.WithName("todo")', '.WithName("item").WithSummary("One")')], []],
  [
    'what its function takes, in the same class',
    [replace(TODOS, 'GetAll(TodoStore store, string? filter)', 'GetAll(TodoStore store, string filter)')],
    [
      'modifies contract endpoint GET /private  Endpoints/TodoEndpoints.cs:13',
      'modifies contract endpoint GET /todos  Endpoints/TodoEndpoints.cs:13',
    ],
  ],
  [
    'what its function does, in another file',
    [replace(ITEMS, 'Results.Ok(id)', 'Results.NotFound()')],
    ['modifies body endpoint GET /api/catalog/items/{}  Endpoints/CatalogApi.cs:10'],
  ],
  [
    'what all that implement an interface are handed',
    [replace(PROGRAM, 'app.MapEndpoints();', 'app.MapEndpoints(app.MapGroup("v1"));')],
    ['renames endpoint POST /reviews -> POST /v1/reviews  Endpoints/Modules.cs:30'],
  ],
  [
    'the path of a module',
    [replace(MODULES, 'base("/basket")', 'base("/cart")')],
    ['renames endpoint GET /basket/{} -> GET /cart/{}  Endpoints/Modules.cs:42'],
  ],
  [
    'a class that is an endpoint',
    [replace(INVOICES, 'Get("invoices/{Id}")', 'Get("bills/{Id}")')],
    ['renames endpoint GET /api/invoices/{} -> GET /api/bills/{}  Endpoints/Invoices.cs:12'],
  ],
  [
    'the path of all such classes',
    [replace(PROGRAM, 'config => config.Endpoints.RoutePrefix = "api"', '')],
    [
      'renames endpoint GET /api/invoices/{} -> GET /invoices/{}  Endpoints/Invoices.cs:12',
      'renames endpoint POST /api/invoices/{}/pay -> POST /invoices/{}/pay  Endpoints/Invoices.cs:23',
      'renames endpoint POST /api/pay/{} -> POST /pay/{}  Endpoints/Invoices.cs:23',
      'renames endpoint PUT /api/invoices/{}/pay -> PUT /invoices/{}/pay  Endpoints/Invoices.cs:23',
      'renames endpoint PUT /api/pay/{} -> PUT /pay/{}  Endpoints/Invoices.cs:23',
      'renames endpoint DELETE /api/invoices/{} -> DELETE /invoices/{}  Endpoints/Invoices.cs:33',
    ],
  ],
];

describe('what became of the endpoints of minimal APIs', () => {
  testChanges(app, ['endpoint'], endpoints);
});

function endpointsOf(...sources: string[]): string[] {
  const files = new Map(sources.map((text, at) => [`Api/${at}.cs`, text]));
  return listFacts(files, 'endpoint').map((line) => line.replace(/ {2}.*$/, ''));
}

const APP = 'var app = WebApplication.Create(args);\n';

describe('other ways to write it', () => {
  test.each<[what: string, sources: string[], endpoints: string[]]>([
    [
      'an extension of whatever is a builder',
      [
        `${APP}app.MapGroup("/v1").MapUsers();`,
        'static class E { public static T MapUsers<T>(this T on) where T : IEndpointRouteBuilder { on.MapGet("/users", () => 1); return on; } }',
      ],
      ['GET /v1/users'],
    ],
    [
      'a block of extensions',
      [
        `${APP}app.MapUsers();`,
        'static class E { extension(IEndpointRouteBuilder on) { public void MapUsers() { on.MapGet("/users", () => 1); } } }',
      ],
      ['GET /users'],
    ],
    [
      'a group as an argument',
      [
        `${APP}UserEndpoints.Map(app.MapGroup("/users"));`,
        'static class UserEndpoints { public static void Map(RouteGroupBuilder group) => group.MapGet("{id}", (int id) => id); }',
      ],
      ['GET /users/{}'],
    ],
    [
      'a text with a name in the function',
      [
        `${APP}const string root = "/api";\nvar users = $"{root}/users";\napp.MapGet(users + "/all", () => 1);`,
      ],
      ['GET /api/users/all'],
    ],
    [
      'groups that are classes, whose extensions take what handles a request first',
      [
        'public class Users : EndpointGroupBase { public override void Map(WebApplication app) { app.MapGroup(this).RequireAuthorization().MapGet(List).MapPut(Save, "{id}"); } int List() => 1; int Save(int id) => 1; }',
        'public class Notes : IEndpointGroup { public static string? RoutePrefix => "/n"; public static void Map(RouteGroupBuilder on) { on.MapGet(List); } static int List() => 1; }',
      ],
      ['GET /api/Users', 'PUT /api/Users/{}', 'GET /n'],
    ],
    [
      'a program in a class, with endpoints in a lambda',
      [
        'public class Startup { public void Configure(IApplicationBuilder app) { app.UseRouting(); app.UseEndpoints(endpoints => { endpoints.MapControllers(); endpoints.MapPost("/hook", async c => { await c.Response.WriteAsync("ok"); }); }); } }',
      ],
      ['POST /hook'],
    ],
    [
      'what a function serves is no endpoint of the app',
      [`${APP}app.MapGet("/a", (IMapper mapper) => mapper.Map("/b", () => app.MapGet("/c", x)));`],
      ['GET /a'],
    ],
    [
      'an unknown prefix in front',
      [`${APP}app.MapGroup(Settings.Prefix()).MapGet("/users", () => 1);`],
      ['… GET /users'],
    ],
    [
      'one endpoint, one class',
      [
        'public class Create : EndpointBaseAsync.WithRequest<Command>.WithActionResult<Result> { [HttpPost("/authors")] public override async Task<ActionResult<Result>> HandleAsync([FromBody] Command command, CancellationToken token = default) => Ok(); }',
      ],
      ['POST /authors'],
    ],
    [
      'a base class that is used by two, in another namespace',
      [
        'namespace A; [Route("[controller]")] public abstract class Base<T> : ControllerBase { [HttpGet] public T Get() => default; }',
        'namespace B { public class OneController : A.Base<int> { } public class TwoController : A.Base<string> { [NonAction] public void X() { } } }',
      ],
      ['GET /One', 'GET /Two'],
    ],
    [
      'a method that is hidden, static, generic or not public is no action',
      [
        '[ApiController, Route("x")] public class XController : ControllerBase { [HttpGet("a")] int A() => 1; [HttpGet("b")] public static int B() => 1; [HttpGet("c")] public int C<T>() => 1; [HttpGet("d"), NonAction] public int D() => 1; }',
      ],
      [],
    ],
    [
      'a path in front of all controllers, by the usual names',
      [
        'var builder = WebApplication.CreateBuilder(args); builder.Services.AddControllers(o => { o.Filters.Add(new Guard("x")); o.UseGeneralRoutePrefix("api/v1"); });',
        'static class Options { public static void UseGeneralRoutePrefix(this MvcOptions o, string prefix) { o.Conventions.Insert(0, new RoutePrefixConvention(new RouteAttribute(prefix))); } }',
        '[ApiController, Route("[controller]")] public class TagsController : ControllerBase { [HttpGet] public int All() => 1; [HttpGet("/ping")] public int Ping() => 1; }',
      ],
      ['GET /api/v1/Tags', 'GET /ping'],
    ],
    [
      'a path in front of all controllers, as a convention',
      [
        'class Startup { void ConfigureServices(IServiceCollection services) { services.AddMvc(o => o.Conventions.Add(new RoutePrefixConvention(new RouteAttribute(Paths.Root)))); } } static class Paths { public const string Root = "rest"; }',
        '[Route("tags")] public class TagsController : Controller { [HttpGet("{id}")] public int One(int id) => 1; }',
      ],
      ['GET /rest/tags/{}'],
    ],
    [
      'a function with types of its own, in a module',
      [
        'public class Roles : ICarterModule { public void AddRoutes(IEndpointRouteBuilder app) { var roles = app.MapGroup("roles"); MapAll<Role, RoleDto>(roles); } static void MapAll<T, U>(RouteGroupBuilder on) { on.MapGet("", () => 1); } }',
      ],
      ['GET /roles'],
    ],
    [
      'classes that are derived from one that is abstract, and handed the app wherever they are',
      [
        `${APP}app.MapAll();`,
        'static class All { public static void MapAll(this WebApplication app) { foreach (var type in Types()) { var one = (Mapped)Activator.CreateInstance(type)!; one.Configure(app); } } }',
        'public abstract class Mapped { public abstract void Configure(IEndpointRouteBuilder on); } public class Stock : Mapped { public override void Configure(IEndpointRouteBuilder on) { on.MapGet("/stock", () => 1); } }',
      ],
      ['GET /stock'],
    ],
    [
      'functions of Azure that requests call',
      [
        `public static class Jobs { const string Root = "v1/jobs";
          [FunctionName("Status")] public static Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = null)] HttpRequest req, ILogger log) => null;
          [Function(nameof(Upload))] public HttpResponseData Upload([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Root + "/{key}")] HttpRequestData req, string key) => null;
          [Function("Any")] public HttpResponseData Any([HttpTrigger] HttpRequestData req) => null;
          [Function("Timer")] public void Timer([TimerTrigger("0 * * * *")] TimerInfo timer) { } }`,
      ],
      ['GET /api/Status', 'POST /api/Status', 'PUT /api/v1/jobs/{}', '* /api/Any'],
    ],
    [
      'what an endpoint says of itself',
      [
        'public class Create : Endpoint<Command, Result> { public override void Configure() { this.Verbs(Http.POST); this.Routes("api/users"); AllowAnonymous(); } }',
      ],
      ['POST /api/users'],
    ],
    [
      'an interface of a client is no controller',
      [
        'public interface IUsersApi { [Get("/users")] Task<int> All(); [HttpGet("/people")] Task<int> People(); }',
      ],
      [],
    ],
  ])('%s', (_what, sources, expected) => {
    expect(endpointsOf(...sources)).toEqual(expected);
  });
});
