import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  listNames,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  treeOf,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('django');
const ROOT = 'config/urls.py';
const CORE = 'core/views.py';
const SHOP_URLS = 'shop/urls.py';
const SHOP = 'shop/views.py';
const API_URLS = 'shop/api/urls.py';
const API = 'shop/api/views.py';
const PAGES = 'pages/urls.py';
const ACCOUNTS = 'accounts/urls.py';

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    '* /accounts  accounts/urls.py:6',
    '* /accounts/{}  accounts/urls.py:7',
    '* /accounts/{}/posts  accounts/urls.py:8',
    '… * /edit  accounts/urls.py:9',
    '* /accounts/export.json  accounts/urls.py:11',
    'GET /auth/login  config/urls.py:14',
    'POST /auth/login  config/urls.py:14',
    'POST /auth/logout  config/urls.py:15',
    '* /health  config/urls.py:20',
    'GET /docs  config/urls.py:26',
    '* /legacy/{}/{}  config/urls.py:27',
    'GET /status  core/views.py:10',
    'GET /dev  core/views.py:20',
    'POST /dev  core/views.py:20',
    'GET /shop/basket  core/views.py:31',
    'GET /shop/orders  core/views.py:31',
    'GET /shop/orders/{}  core/views.py:31',
    'OPTIONS /shop/basket  core/views.py:34',
    'OPTIONS /shop/orders  core/views.py:34',
    'OPTIONS /shop/orders/{}  core/views.py:34',
    '* /{}/pages  pages/urls.py:7',
    '* /{}/pages/about  pages/urls.py:8',
    'GET /{}/pages/{*}  pages/views.py:15',
    'GET /api/v1/orders  shop/api/base.py:4',
    'GET /api/v1/orders/{}  shop/api/base.py:4',
    'GET /api/v1/orders/{}/lines  shop/api/base.py:4',
    'GET /api/v1/orders/{}/lines/{}  shop/api/base.py:4',
    'GET /api/v1/drafts  shop/api/urls.py:22',
    'POST /api/v1/drafts  shop/api/urls.py:22',
    'DELETE /api/v1/products/{}  shop/api/views.py:10',
    'GET /api/v1/products  shop/api/views.py:10',
    'GET /api/v1/products/{}  shop/api/views.py:10',
    'PATCH /api/v1/products/{}  shop/api/views.py:10',
    'POST /api/v1/products  shop/api/views.py:10',
    'PUT /api/v1/products/{}  shop/api/views.py:10',
    'DELETE /api/v1/products/{}/favourite  shop/api/views.py:15',
    'POST /api/v1/products/{}/favourite  shop/api/views.py:15',
    'GET /api/v1/products/drafts  shop/api/views.py:19',
    'POST /api/v1/orders  shop/api/views.py:26',
    'DELETE /api/v1/orders/{}  shop/api/views.py:30',
    'POST /api/v1/orders/{}/pay  shop/api/views.py:34',
    'DELETE /api/v1/orders/{}/pay  shop/api/views.py:38',
    'GET /api/v1/categories  shop/api/views.py:42',
    'GET /api/v1/categories/{}  shop/api/views.py:42',
    'GET /api/v1/tags  shop/api/views.py:46',
    'GET /api/v1/tags/{}  shop/api/views.py:46',
    'POST /api/v1/tags  shop/api/views.py:46',
    'GET /api/v1/reviews  shop/api/views.py:54',
    'POST /api/v1/reviews  shop/api/views.py:54',
    'GET /api/v1/reviews/{}  shop/api/views.py:58',
    'PATCH /api/v1/reviews/{}  shop/api/views.py:58',
    'PUT /api/v1/reviews/{}  shop/api/views.py:58',
    'DELETE /api/v1/reviews/{}  shop/api/views.py:61',
    'GET /api/v1/whoami  shop/api/views.py:66',
    'GET /api/v1/search  shop/api/views.py:75',
    '* /shop/checkout  shop/urls.py:15',
    'POST /shop/basket  shop/views.py:12',
    'DELETE /shop/basket  shop/views.py:15',
  ]);
});

const HEALTH = '    path("health", core_views.health),\n';

const rows: ChangeRow[] = [
  ['a pattern removed', [replace(ROOT, HEALTH, '')], ['removes endpoint * /health  config/urls.py:20']],
  [
    'a pattern commented out',
    [replace(ROOT, HEALTH, `    # ${HEALTH.trim()}\n`)],
    ['removes endpoint * /health  config/urls.py:20'],
  ],
  [
    'a pattern renamed',
    [replace(ROOT, '"health"', '"healthz"')],
    ['renames endpoint * /health -> * /healthz  config/urls.py:20'],
  ],
  [
    'the view of a pattern changes',
    [replace(CORE, 'HttpResponse("ok")', 'HttpResponse("fine")')],
    ['modifies body endpoint * /health  config/urls.py:20'],
  ],
  ['the name of a pattern', [replace(SHOP_URLS, 'name="basket"', 'name="cart"')], []],
  [
    'the prefix of an include',
    [replace(ROOT, 'path("accounts/"', 'path("users/"')],
    [
      'renames endpoint * /accounts -> * /users  accounts/urls.py:6',
      'renames endpoint * /accounts/{} -> * /users/{}  accounts/urls.py:7',
      'renames endpoint * /accounts/{}/posts -> * /users/{}/posts  accounts/urls.py:8',
      'renames endpoint * /accounts/export.json -> * /users/export.json  accounts/urls.py:11',
    ],
  ],
  [
    'an include removed',
    [replace(ROOT, '    path("accounts/", include("accounts.urls")),\n', '')],
    [
      'removes endpoint * /accounts  accounts/urls.py:6',
      'removes endpoint * /accounts/{}  accounts/urls.py:7',
      'removes endpoint * /accounts/{}/posts  accounts/urls.py:8',
      '? removes endpoint * /edit  accounts/urls.py:9',
      'removes endpoint * /accounts/export.json  accounts/urls.py:11',
    ],
  ],
  [
    'an include by the module instead of its name',
    [
      replace(ROOT, 'include("accounts.urls")', 'include(account_urls)'),
      replace(ROOT, 'from pages import', 'from accounts import urls as account_urls\nfrom pages import'),
    ],
    [],
  ],
  [
    'a parameter renamed',
    [replace(API_URLS, '"reviews/<int:pk>/"', '"reviews/<int:review>/"')],
    [
      'modifies contract endpoint GET /api/v1/reviews/{}  shop/api/views.py:58',
      'modifies contract endpoint PATCH /api/v1/reviews/{}  shop/api/views.py:58',
      'modifies contract endpoint PUT /api/v1/reviews/{}  shop/api/views.py:58',
      'modifies contract endpoint DELETE /api/v1/reviews/{}  shop/api/views.py:61',
    ],
  ],
  [
    'url() written as path()',
    [
      replace(ACCOUNTS, 'url(r"^(?P<username>[^/]+)/$", views.public)', 'path("<username>/", views.public)'),
      replace(
        ACCOUNTS,
        'from django.conf.urls import url',
        'from django.conf.urls import url\nfrom django.urls import path',
      ),
    ],
    [],
  ],
  [
    'methods of a function',
    [replace(CORE, '["GET", "POST"]', '["GET", "PUT"]')],
    ['renames endpoint POST /dev -> PUT /dev  core/views.py:20'],
  ],
  [
    'a function that says its methods now',
    [replace(CORE, 'def archive', '@require_GET\ndef archive')],
    [
      'removes endpoint * /legacy/{}/{}  config/urls.py:27',
      'adds endpoint GET /legacy/{}/{}  core/views.py:15',
    ],
  ],
  [
    'a method of a view',
    [replace(SHOP, '    def delete(self, request):\n        return JsonResponse({"emptied": True})\n', '')],
    ['removes endpoint DELETE /shop/basket  shop/views.py:15'],
  ],
  [
    'a method of a view in another file than those derived from it',
    [replace(CORE, '    def get(self, request, *args', '    def head(self, request, *args')],
    [
      'renames endpoint GET /shop/basket -> HEAD /shop/basket  core/views.py:31',
      'renames endpoint GET /shop/orders -> HEAD /shop/orders  core/views.py:31',
      'renames endpoint GET /shop/orders/{} -> HEAD /shop/orders/{}  core/views.py:31',
    ],
  ],
  [
    'who may see a view',
    [replace(SHOP, 'LoginRequiredMixin, BaseView', 'BaseView')],
    [
      'modifies contract endpoint POST /shop/basket  shop/views.py:12',
      'modifies contract endpoint DELETE /shop/basket  shop/views.py:15',
    ],
  ],
  [
    'who may call a view set',
    [replace(API, '[permissions.IsAuthenticated]', '[permissions.AllowAny]')],
    [
      'modifies contract endpoint POST /api/v1/orders  shop/api/views.py:26',
      'modifies contract endpoint DELETE /api/v1/orders/{}  shop/api/views.py:30',
      'modifies contract endpoint POST /api/v1/orders/{}/pay  shop/api/views.py:34',
      'modifies contract endpoint DELETE /api/v1/orders/{}/pay  shop/api/views.py:38',
    ],
  ],
  [
    'what a view set does besides',
    [replace(API, 'owner=self.request.user', 'owner=None')],
    [
      'modifies body endpoint DELETE /api/v1/products/{}  shop/api/views.py:10',
      'modifies body endpoint GET /api/v1/products  shop/api/views.py:10',
      'modifies body endpoint GET /api/v1/products/{}  shop/api/views.py:10',
      'modifies body endpoint PATCH /api/v1/products/{}  shop/api/views.py:10',
      'modifies body endpoint POST /api/v1/products  shop/api/views.py:10',
      'modifies body endpoint PUT /api/v1/products/{}  shop/api/views.py:10',
    ],
  ],
  [
    'an action renamed',
    [replace(API, 'url_path="favourite"', 'url_path="like"')],
    [
      'renames endpoint DELETE /api/v1/products/{}/favourite -> DELETE /api/v1/products/{}/like  shop/api/views.py:15',
      'renames endpoint POST /api/v1/products/{}/favourite -> POST /api/v1/products/{}/like  shop/api/views.py:15',
    ],
  ],
  [
    'an action removed',
    [
      replace(
        API,
        '    @action(detail=False)\n    def drafts(self, request):\n        return Response([])\n\n',
        '',
      ),
    ],
    [
      'modifies body endpoint GET /api/v1/drafts  shop/api/urls.py:22',
      'removes endpoint GET /api/v1/products/drafts  shop/api/views.py:19',
    ],
  ],
  [
    'a view set that only reads',
    [
      replace(
        API,
        'class TagViewSet(viewsets.ModelViewSet):\n    http_method_names = ["get", "post"]',
        'class TagViewSet(viewsets.ReadOnlyModelViewSet):\n    pass',
      ),
    ],
    [
      'modifies body endpoint GET /api/v1/tags  shop/api/views.py:46',
      'modifies body endpoint GET /api/v1/tags/{}  shop/api/views.py:46',
      'removes endpoint POST /api/v1/tags  shop/api/views.py:46',
    ],
  ],
  [
    'a view set no longer registered',
    [replace(API_URLS, 'router.register("orders", views.OrderViewSet)\n', '')],
    [
      'removes endpoint GET /api/v1/orders  shop/api/base.py:4',
      'removes endpoint GET /api/v1/orders/{}  shop/api/base.py:4',
      'removes endpoint POST /api/v1/orders  shop/api/views.py:26',
      'removes endpoint DELETE /api/v1/orders/{}  shop/api/views.py:30',
      'removes endpoint POST /api/v1/orders/{}/pay  shop/api/views.py:34',
      'removes endpoint DELETE /api/v1/orders/{}/pay  shop/api/views.py:38',
    ],
  ],
  [
    'a view set under another name',
    [replace(API_URLS, '"orders", views.OrderViewSet', '"purchases", views.OrderViewSet')],
    [
      'renames endpoint GET /api/v1/orders -> GET /api/v1/purchases  shop/api/base.py:4',
      'renames endpoint GET /api/v1/orders/{} -> GET /api/v1/purchases/{}  shop/api/base.py:4',
      'renames endpoint POST /api/v1/orders -> POST /api/v1/purchases  shop/api/views.py:26',
      'renames endpoint DELETE /api/v1/orders/{} -> DELETE /api/v1/purchases/{}  shop/api/views.py:30',
      'renames endpoint POST /api/v1/orders/{}/pay -> POST /api/v1/purchases/{}/pay  shop/api/views.py:34',
      'renames endpoint DELETE /api/v1/orders/{}/pay -> DELETE /api/v1/purchases/{}/pay  shop/api/views.py:38',
    ],
  ],
  [
    'a generic view that changes nothing any more',
    [replace(API, 'generics.ListCreateAPIView', 'generics.ListAPIView')],
    ['removes endpoint POST /api/v1/reviews  shop/api/views.py:54'],
  ],
  [
    'the key of a view set',
    [replace(API, 'lookup_field = "slug"', 'lookup_field = "sku"')],
    [
      'modifies contract endpoint DELETE /api/v1/products/{}  shop/api/views.py:10',
      'modifies contract endpoint GET /api/v1/products/{}  shop/api/views.py:10',
      'modifies contract endpoint PATCH /api/v1/products/{}  shop/api/views.py:10',
      'modifies contract endpoint PUT /api/v1/products/{}  shop/api/views.py:10',
      'modifies contract endpoint DELETE /api/v1/products/{}/favourite  shop/api/views.py:15',
      'modifies contract endpoint POST /api/v1/products/{}/favourite  shop/api/views.py:15',
    ],
  ],
  [
    'views moved to another file',
    [move(SHOP, 'shop/basket.py'), replace(SHOP_URLS, 'from .views import', 'from .basket import')],
    [],
  ],
  [
    'patterns moved to a file of their own',
    [
      replace(
        ROOT,
        '    path("docs/", TemplateView.as_view(template_name="docs.html")),\n',
        '    path("docs/", include("config.docs")),\n',
      ),
      write(
        'config/docs.py',
        'from django.urls import path\nfrom django.views.generic import TemplateView\n\nurlpatterns = [path("", TemplateView.as_view(template_name="docs.html"))]\n',
      ),
    ],
    [],
  ],
  [
    'no settings that name the root: whatever nothing includes may be one',
    [remove('config/settings/base.py')],
    ['adds endpoint * /never-included  legacy/urls.py:5'],
  ],
  [
    'patterns in texts, and of other things',
    [
      write(
        'core/scaffold.py',
        'TEMPLATE = """\nfrom django.urls import path\nurlpatterns = [path("new/", views.new)]\n"""\nfrom pathlib import Path as path\nurlpatterns = [path("x"), path("y", "z")]\n',
      ),
    ],
    [],
  ],
  [
    'languages in front of pages',
    [
      replace(
        ROOT,
        '    path("pages/", include(page_urls)),\n)',
        '    path("pages/", include(page_urls)),\n    prefix_default_language=False,\n)',
      ),
    ],
    [
      'adds endpoint * /pages  pages/urls.py:7',
      'removes endpoint * /{}/pages  pages/urls.py:7',
      'adds endpoint * /pages/about  pages/urls.py:8',
      'removes endpoint * /{}/pages/about  pages/urls.py:8',
      'adds endpoint GET /pages/{*}  pages/views.py:15',
      'removes endpoint GET /{}/pages/{*}  pages/views.py:15',
    ],
  ],
  [
    'a page',
    [replace(PAGES, '    path("", views.index, name="index"),\n', '')],
    ['removes endpoint * /{}/pages  pages/urls.py:7'],
  ],
];

describe('what became of endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

describe('ways to write URLs', () => {
  test.each<[what: string, files: Record<string, string>, endpoints: string[]]>([
    [
      'expressions put together of constants, and of what only runs',
      {
        'urls.py':
          'from django.urls import re_path\nfrom . import views\nfrom .regex import NAME\nUSER = rf"^user/(?P<name>{NAME})"\nKINDS = "|".join(kinds)\n' +
          'urlpatterns = [re_path(rf"{USER}/?$", views.user), re_path(rf"{USER}/({KINDS})/(?P<id>\\d+)/rss", views.rss), re_path(KINDS + "/all", views.all)]\n',
        'regex.py': 'NAME = r"[a-z]+"\n',
      },
      ['* /user/{}', '* /user/{}/{}/{}/rss', '… * /all'],
    ],
    [
      'lists within includes, with those of a router among them',
      {
        'urls.py':
          'from django.urls import include, path, re_path\nfrom rest_framework.routers import DefaultRouter\nfrom guards import guard, wrap\nfrom views import Tags, Index\n' +
          'router = DefaultRouter()\nrouter.register(r"tags", Tags)\n' +
          'urlpatterns = [re_path("^api/", include([path("me/", Index.as_view()), *router.urls])), re_path(r".*", wrap(guard(Index.as_view())))]\n',
        'views.py':
          'from django.views import View\nfrom rest_framework.viewsets import ReadOnlyModelViewSet\nclass Tags(ReadOnlyModelViewSet): pass\nclass Index(View):\n  def get(self, request): pass\n',
      },
      ['GET /api/me', 'GET /api/tags', 'GET /api/tags/{}', 'GET /{*}'],
    ],
    [
      'views by way of a package, and views whose bases nobody knows',
      {
        'config/settings.py': 'ROOT_URLCONF = "config.urls"\n',
        'config/urls.py':
          'from django.conf.urls import include, url\nfrom shop import views\nfrom rest_framework.authtoken.views import obtain_auth_token\n' +
          'urlpatterns = [url(r"^inbox/?$", views.Inbox.as_view()), url(r"^other$", views.Other.as_view()), url(r"^token$", obtain_auth_token)]\n',
        'shop/__init__.py': '',
        'shop/views/__init__.py': 'from .inbox import Inbox\nfrom .inbox import Other\n',
        'shop/views/inbox.py':
          'from django.views import View\nfrom third_party import Thing\nclass Inbox(View):\n  def post(self, request): pass\nclass Other(Thing): pass\n',
      },
      ['* /other', 'POST /inbox', 'POST /token'],
    ],
    [
      'lists of a package that only puts others together, and views that answer to some methods',
      {
        'urls.py':
          'from django.urls import include, path\nurlpatterns = [path("api/", include("app.urls"))]\n',
        'app/urls/__init__.py':
          'from .tags import urlpatterns as tags\nfrom .users import urlpatterns as users\nurlpatterns = [\n    *tags,\n    *users,\n]\n',
        'app/urls/tags.py':
          'from django.urls import path\nfrom app.views import Tags\nurlpatterns = [path("tags/", Tags.as_view(http_method_names=["get", "post"]))]\n',
        'app/urls/users.py':
          'from django.urls import path\nfrom app.views import Tags\nurlpatterns = [path("tags/<int:pk>/", Tags.as_view(http_method_names=("patch",)))]\n',
        'app/views.py':
          'from rest_framework.views import APIView\nclass Tags(APIView):\n  def get(self, request): pass\n  def post(self, request): pass\n  def patch(self, request, pk): pass\n',
      },
      ['GET /api/tags', 'PATCH /api/tags/{}', 'POST /api/tags'],
    ],
    [
      'functions that give patterns',
      {
        'urls.py':
          'from django.urls import include, path\nfrom app.urls import get_urls, more\nfrom app import views\n' +
          'def own():\n    urls = [path("own/", views.Tags.as_view())]\n    urls += [path("too/", views.Tags.as_view())]\n    return urls\n' +
          'urlpatterns = [path("a/", include(get_urls())), path("b/", include((own(), "b")))] + more()\n' +
          'def unused():\n    return [path("unused/", views.Tags.as_view())]\n',
        'app/urls.py':
          'from django.urls import path\nfrom . import views\ndef get_urls():\n    return [path("x/", views.Tags.as_view())]\ndef more():\n    return [path("more/", views.Tags.as_view())]\n',
        'app/views.py': 'from django.views import View\nclass Tags(View):\n  def get(self, request): pass\n',
      },
      ['GET /a/x', 'GET /b/own', 'GET /b/too', 'GET /more'],
    ],
    [
      'routers that take in what others have',
      {
        'urls.py':
          'from django.urls import include, path\nfrom rest_framework.routers import DefaultRouter\nfrom app.urls import tags, users\n' +
          'router = DefaultRouter()\nrouter.registry.extend(tags.registry)\nrouter.registry += users.registry\nurlpatterns = [path("api/", include(router.urls))]\n',
        'app/urls.py':
          'from rest_framework.routers import SimpleRouter\nfrom .views import Tags\ntags = SimpleRouter()\ntags.register("tags", Tags)\nusers = SimpleRouter()\nusers.register("users", Tags)\n',
        'app/views.py':
          'from rest_framework import mixins, viewsets\nclass Tags(mixins.ListModelMixin, viewsets.GenericViewSet): pass\n',
      },
      ['GET /api/tags', 'GET /api/users'],
    ],
    [
      'a prefix that the settings say',
      {
        'site1/settings.py': 'ROOT_URLCONF = "site1.urls"\nAPI = "api/v1/"\n',
        'site1/urls.py':
          'from django.conf import settings\nfrom django.urls import include, path\nurlpatterns = [path(settings.API, include("app.urls")), path(f"{settings.API}x/", include("app.urls")), path(settings.UNKNOWN, include("app.urls"))]\n',
        'app/urls.py':
          'from django.urls import path\nfrom . import views\nurlpatterns = [path("y/", views.y)]\n',
        'app/views.py':
          'from django.views.decorators.http import require_GET\n@require_GET\ndef y(request): pass\n',
      },
      ['GET /api/v1/x/y', 'GET /api/v1/y'],
    ],
    [
      'patterns as Django 1 has them, with views that texts name',
      {
        'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
        'shop/urls.py':
          'from django.conf.urls.defaults import *\nKINDS = (("a", "b"),)\n' +
          'urlpatterns = patterns("",\n    url(r"^blog/", include("blog.urls")),\n    (r"^about/$", "shop.views.about"),\n)\n' +
          'urlpatterns += patterns("shop.views", url(r"^cart/(?P<id>\\d+)/$", "cart", name="cart"))\n',
        'shop/views.py':
          'from django.views.decorators.http import require_POST\ndef about(request): pass\n@require_POST\ndef cart(request, id): pass\n',
        'blog/urls.py':
          'from django.conf.urls import patterns, url\nfrom blog import views\nurlpatterns = patterns("", url(r"^$", views.Index.as_view()))\n',
        'blog/views.py':
          'from django.views.generic import View\nclass Index(View):\n  def get(self, request): pass\n',
      },
      ['* /about', 'GET /blog', 'POST /cart/{}'],
    ],
    [
      'functions of Django by way of a module of old and new names, a view called urls, and views that variables have',
      {
        'urls.py':
          'from shop.compat import url\nfrom shop.views import feeds, inbox, Outbox, Tray\n' +
          'urlpatterns = [url(r"^feeds$", feeds.urls), url(r"^inbox$", inbox), url(r"^outbox$", Outbox.as_view()), url(r"^tray$", Tray.as_view())]\n',
        'shop/compat.py': 'from django.urls import re_path as url\n',
        'shop/views/__init__.py': 'from .mail import Outbox, Tray, inbox\n',
        'shop/views/feeds.py': 'def urls(request): pass\n',
        'shop/views/mail.py':
          'from django.contrib.auth.decorators import login_required\nfrom shop.base import Logged\n' +
          'class Inbox(Logged):\n  def get(self, request): pass\ninbox = login_required(Inbox.as_view())\n' +
          'class Outbox(Logged):\n  def post(self, request): pass\nclass Tray(Logged):\n  template_name = "tray.html"\n',
        'shop/base.py':
          'from django.views import View\nclass Logged(View):\n  def delete(self, request): pass\n',
      },
      ['* /feeds', 'DELETE /inbox', 'DELETE /outbox', 'DELETE /tray', 'GET /inbox', 'POST /outbox'],
    ],
    [
      'routers nested in nested ones, of which only the innermost is mounted',
      {
        'urls.py':
          'from django.urls import include, path\nfrom rest_framework.routers import SimpleRouter\nfrom rest_framework_nested.routers import NestedSimpleRouter\nfrom views import Tags\n' +
          'a = SimpleRouter()\na.register("as", Tags)\nb = NestedSimpleRouter(a, "as", lookup="a")\nb.register("bs", Tags)\nc = NestedSimpleRouter(b, "bs", lookup="b")\nc.register("cs", Tags)\nurlpatterns = [path("api/", include(c.urls))]\n',
        'views.py':
          'from rest_framework import mixins, viewsets\nclass Tags(mixins.ListModelMixin, viewsets.GenericViewSet): pass\n',
      },
      ['GET /api/as/{}/bs/{}/cs'],
    ],
    [
      'a sum of lists in parentheses',
      {
        'urls.py':
          'from django.urls import path\nimport views\na = [path("a/" + "x", views.Tags.as_view())]\nb = [path("b/", views.Tags.as_view())]\nurlpatterns = (\n    a + b\n    + [path("c/" + "y", views.Tags.as_view()), path("d", views.Tags.as_view())]\n)\n',
        'views.py': 'from django.views import View\nclass Tags(View):\n  def get(self, request): pass\n',
      },
      ['GET /a/x', 'GET /b', 'GET /c/y', 'GET /d'],
    ],
    [
      'what is registered below what registering gives',
      {
        'urls.py':
          'from rest_framework_extensions.routers import ExtendedSimpleRouter\nfrom views import Tags\nrouter = ExtendedSimpleRouter()\n' +
          'jobs = router.register(r"jobs", Tags)\njobs.register(r"tags", Tags, parents_query_lookups=["job"])\n' +
          'jobs.register(r"suites", Tags, parents_query_lookups=["job"]).register(r"cases", Tags, parents_query_lookups=["job", "suite"])\nurlpatterns = router.urls\n',
        'views.py':
          'from rest_framework import mixins, viewsets\nclass Tags(mixins.ListModelMixin, viewsets.GenericViewSet): pass\n',
      },
      ['GET /jobs', 'GET /jobs/{}/suites', 'GET /jobs/{}/suites/{}/cases', 'GET /jobs/{}/tags'],
    ],
  ])('%s', (_what, files, endpoints) => {
    const found = listNames(treeOf(files), 'endpoint');
    expect(found.sort()).toEqual(endpoints);
  });
});
