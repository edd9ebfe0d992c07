import { describe, expect, test } from 'vitest';
import { listFacts } from '../../../test/fixture-app.ts';

function endpointsOf(...sources: string[]): string[] {
  const files = new Map(sources.map((text, at) => [`Web/${at}.cs`, text]));
  return listFacts(files, 'endpoint').map((line) => line.replace(/ {2}.*$/, ''));
}

const API =
  'using System.Web.Http; public static class WebApiConfig { public static void Register(HttpConfiguration config) { config.MapHttpAttributeRoutes(); config.Routes.MapHttpRoute(name: "DefaultApi", routeTemplate: "api/{controller}/{id}", defaults: new { id = RouteParameter.Optional }); } }';
const PAGES =
  'using System.Web.Mvc; public class RouteConfig { public static void RegisterRoutes(RouteCollection routes) { routes.MapRoute(name: "Default", url: "{controller}/{action}/{id}", defaults: new { controller = "Home", action = "Index", id = UrlParameter.Optional }); } }';
const AREA =
  'namespace Shop.Areas.Admin { public class AdminAreaRegistration : AreaRegistration { public override string AreaName { get { return "Admin"; } } public override void RegisterArea(AreaRegistrationContext context) { context.MapRoute("Admin_default", AreaName + "/{controller}/{action}/{id}", new { action = "Index", id = UrlParameter.Optional }); } } }';

describe('ASP.NET before Core', () => {
  test.each<[what: string, sources: string[], endpoints: string[]]>([
    [
      'methods of Web API by their names, told apart by what they take',
      [
        API,
        'public class OrdersController : ApiController { public IEnumerable<Order> GetOrders() { return null; } public Order GetOrder(int id) { return null; } public void PutOrder(int ID, Order order) { } public void Save(Order order) { } public void DeleteOrder(int id) { } private bool Exists(int id) { return true; } }',
      ],
      [
        'DELETE /api/Orders/{}',
        'GET /api/Orders',
        'GET /api/Orders/{}',
        'POST /api/Orders',
        'PUT /api/Orders/{}',
      ],
    ],
    [
      'what they inherit, and what attributes say of them',
      [
        API,
        'public abstract class Crud<T> : ApiController { public T Get(int id) { return default; } [HttpPut, ActionName("x")] public void Change(int id, T one) { } }',
        '[RoutePrefix("api/me")] public class AccountController : Crud<User> { [Route("info")] public int GetInfo() { return 1; } [Route("logout")] public void Logout() { } [AcceptVerbs("GET", "HEAD")] [Route("~/ping")] public int Ping() { return 1; } public void Post(User user) { } }',
      ],
      [
        'GET /api/Account/{}',
        'PUT /api/Account/{}',
        'GET /api/me/info',
        'GET /ping',
        'HEAD /ping',
        'POST /api/Account',
        'POST /api/me/logout',
      ],
    ],
    [
      'of several paths for all the first, and those with the action in it',
      [
        'class C { void R() { config.Routes.MapHttpRoute("ActionApi", "api/{controller}/{action}/{id}", new { id = RouteParameter.Optional }); config.Routes.MapHttpRoute("DefaultApi", "api/{controller}/{id}", new { id = RouteParameter.Optional }); } }',
        'public class OrdersController : ApiController { [HttpGet] public int Find(string name) { return 1; } public int GetOne(int id) { return 1; } public void Cancel(int id) { } }',
      ],
      ['GET /api/Orders/Find', 'GET /api/Orders/GetOne/{}', 'POST /api/Orders/Cancel/{}'],
    ],
    [
      'pages beside Web API, and in areas by their namespace',
      [
        API,
        PAGES,
        AREA,
        'namespace Shop.Controllers { public class HomeController : Controller { public ActionResult Index() { return View(); } [HttpPost, ActionName("Delete")] public ActionResult DeleteConfirmed(int id) { return View(); } [ChildActionOnly] public PartialViewResult Menu() { return null; } } }',
        'namespace Shop.Areas.Admin.Controllers { public class HomeController : Controller { public ActionResult Index() { return View(); } } }',
        'namespace Shop.Controllers { public class ItemsController : ApiController { public int Get() { return 1; } } }',
      ],
      ['* /Home/Index', 'POST /Home/Delete', '* /Admin/Home/Index', 'GET /api/Items'],
    ],
    [
      'an area whose controllers are in another namespace, with an API of its own',
      [
        API,
        'namespace Web { public class ShopArea : AreaRegistration { public override string AreaName => "Shop"; public override void RegisterArea(AreaRegistrationContext context) { context.MapHttpRoute("ShopApi", "shop/api/{controller}", null); context.MapRoute("Shop_default", "s/{controller}/{action}", new { controller = "Home", action = "Index" }, namespaces: new[] { "Shop.Controllers" }); } } }',
        'namespace Shop.Controllers { public class CartController : Controller { public ActionResult Show() { return View(); } } public class TotalController : ApiController { public int Get() { return 1; } } }',
      ],
      ['* /s/Cart/Show', 'GET /shop/api/Total'],
    ],
    [
      'a class of Core whose base is called like that of Web API',
      [
        'using Microsoft.AspNetCore.Mvc; [Route("x")] public class XController : ApiController { [Route("y")] public int Y() => 1; }',
      ],
      ['* /x/y'],
    ],
    [
      'a prefix alone serves nothing',
      ['[RoutePrefix("api/x")] public class XController : ApiController { public int Get() { return 1; } }'],
      [],
    ],
  ])('%s', (_what, sources, expected) => {
    expect(endpointsOf(...sources)).toEqual(expected);
  });
});
