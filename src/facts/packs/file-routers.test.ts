import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listFacts,
  move,
  readApp,
  remove,
  replace,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('file-routers');

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /about  admin/app/about.tsx:1',
    'GET /  admin/app/home.tsx:1',
    'GET /reports/{*}  admin/app/reports/any.tsx:1',
    'GET /reports  admin/app/reports/home.tsx:1',
    'GET /users  admin/app/users/list.tsx:1',
    'GET /users/{}  admin/app/users/show.tsx:1',
    'POST /users/{}  admin/app/users/show.tsx:5',
    'GET /  blog/src/pages/index.astro:1',
    'GET /posts.json  blog/src/pages/posts.json.ts:3',
    '* /posts.json  blog/src/pages/posts.json.ts:4',
    'GET /posts/{}  blog/src/pages/posts/[slug].astro:1',
    'POST /sign-in  kit/src/routes/(account)/sign-in/+page.server.ts:5',
    'GET /sign-in  kit/src/routes/(account)/sign-in/+page@.svelte:1',
    'GET /  kit/src/routes/+page.svelte:1',
    'GET /{}/files/{*}  kit/src/routes/[[lang]]/files/[...path]/+server.js:1',
    '* /{}/files/{*}  kit/src/routes/[[lang]]/files/[...path]/+server.js:6',
    'GET /api/orders/{}  kit/src/routes/api/orders/[id=int]/+server.ts:3',
    'DELETE /api/orders/{}  kit/src/routes/api/orders/[id=int]/+server.ts:5',
    'GET /  shop/app/pages/index.vue:1',
    'GET /products/{}  shop/app/pages/products/[id].vue:1',
    '* /api/{*}  shop/server/api/[...].ts:1',
    'DELETE /api/products/{}  shop/server/api/products/[id].delete.ts:1',
    'GET /api/products  shop/server/api/products/index.get.ts:1',
    '* /api/search  shop/server/api/search.ts:3',
    '* /health  shop/server/routes/health.ts:1',
    'GET /{*}  store/app/routes/$.tsx:1',
    'POST /login  store/app/routes/_auth.login.tsx:3',
    'GET /login  store/app/routes/_auth.login.tsx:7',
    'GET /  store/app/routes/_index.tsx:1',
    'GET /products/{}/edit  store/app/routes/products.$id_.edit/route.tsx:3',
    'GET /sitemap.xml  store/app/routes/sitemap[.]xml.ts:1',
  ]);
});

const ORDERS = 'kit/src/routes/api/orders/[id=int]/+server.ts';
const SIGN_IN = 'kit/src/routes/(account)/sign-in';
const LOGIN = 'store/app/routes/_auth.login.tsx';

const rows: ChangeRow[] = [
  [
    'SvelteKit: a method removed',
    [replace(ORDERS, 'export const DELETE', 'const DELETE')],
    [`removes endpoint DELETE /api/orders/{}  ${ORDERS}:5`],
  ],
  [
    'SvelteKit: a handler in another file',
    [replace('kit/src/lib/orders.ts', "'{}'", "'[]'")],
    [`modifies body endpoint GET /api/orders/{}  ${ORDERS}:3`],
  ],
  [
    'SvelteKit: a directory renamed',
    [move(ORDERS, 'kit/src/routes/api/purchases/[id=int]/+server.ts')],
    [
      'renames endpoint GET /api/orders/{} -> GET /api/purchases/{}  kit/src/routes/api/purchases/[id=int]/+server.ts:3',
      'renames endpoint DELETE /api/orders/{} -> DELETE /api/purchases/{}  kit/src/routes/api/purchases/[id=int]/+server.ts:5',
    ],
  ],
  [
    'SvelteKit: a page that goes to another group',
    [
      move(`${SIGN_IN}/+page@.svelte`, 'kit/src/routes/(public)/sign-in/+page.svelte'),
      move(`${SIGN_IN}/+page.server.ts`, 'kit/src/routes/(public)/sign-in/+page.server.ts'),
    ],
    [],
  ],
  [
    'SvelteKit: what a page shows, and what it does',
    [
      replace(`${SIGN_IN}/+page@.svelte`, 'Sign in', 'Go in'),
      replace(`${SIGN_IN}/+page.server.ts`, "'email'", "'mail'"),
    ],
    [
      `modifies body endpoint POST /sign-in  ${SIGN_IN}/+page.server.ts:5`,
      `modifies body endpoint GET /sign-in  ${SIGN_IN}/+page@.svelte:1`,
    ],
  ],
  ['SvelteKit: the white space of a page', [replace('kit/src/routes/+page.svelte', '\n\n', '\n')], []],
  [
    'SvelteKit: no longer what the package depends on',
    [replace('kit/package.json', '"@sveltejs/kit": "^2.0.0", ', '')],
    [
      // Several apps of one repository share one space of names.
      'modifies body endpoint GET /  admin/app/home.tsx:1',
      `removes endpoint POST /sign-in  ${SIGN_IN}/+page.server.ts:5`,
      `removes endpoint GET /sign-in  ${SIGN_IN}/+page@.svelte:1`,
      'removes endpoint GET /{}/files/{*}  kit/src/routes/[[lang]]/files/[...path]/+server.js:1',
      'removes endpoint * /{}/files/{*}  kit/src/routes/[[lang]]/files/[...path]/+server.js:6',
      `removes endpoint GET /api/orders/{}  ${ORDERS}:3`,
      `removes endpoint DELETE /api/orders/{}  ${ORDERS}:5`,
    ],
  ],
  [
    'Astro: an endpoint and a page added, and what is none',
    [
      write('blog/src/pages/api/like.ts', 'export async function POST() { return new Response(); }\n'),
      write('blog/src/pages/imprint.astro', '<p></p>\n'),
      write('blog/src/pages/_notes.astro', '<p></p>\n'),
      write('blog/src/components/pages.astro', '<p></p>\n'),
    ],
    [
      'adds endpoint POST /api/like  blog/src/pages/api/like.ts:1',
      'adds endpoint GET /imprint  blog/src/pages/imprint.astro:1',
    ],
  ],
  [
    'Nuxt: another method by the name of the file',
    [move('shop/server/api/search.ts', 'shop/server/api/search.post.ts')],
    ['renames endpoint * /api/search -> POST /api/search  shop/server/api/search.post.ts:3'],
  ],
  [
    'Nuxt: an endpoint removed',
    [remove('shop/server/api/products/[id].delete.ts')],
    ['removes endpoint DELETE /api/products/{}  shop/server/api/products/[id].delete.ts:1'],
  ],
  [
    'Remix: an action removed, a layout changed',
    [
      replace(LOGIN, 'export async function action', 'async function action'),
      replace('store/app/routes/_auth.tsx', '<Outlet />', '<main><Outlet /></main>'),
    ],
    [`removes endpoint POST /login  ${LOGIN}:3`],
  ],
  [
    'Remix: a parameter that is called otherwise',
    [
      move('store/app/routes/products.$id_.edit/route.tsx', 'store/app/routes/products.$sku_.edit/route.tsx'),
      move('store/app/routes/products.$id_.edit/form.tsx', 'store/app/routes/products.$sku_.edit/form.tsx'),
    ],
    ['modifies contract endpoint GET /products/{}/edit  store/app/routes/products.$sku_.edit/route.tsx:3'],
  ],
  [
    'React Router: another path, and a route that is gone',
    [
      replace('admin/app/routes.ts', "route('about'", "route('about-us'"),
      replace('admin/app/routes.ts', ", [route(':id', './users/show.tsx')]", ''),
    ],
    [
      'renames endpoint GET /about -> GET /about-us  admin/app/about.tsx:1',
      'removes endpoint GET /users/{}  admin/app/users/show.tsx:1',
      'removes endpoint POST /users/{}  admin/app/users/show.tsx:5',
    ],
  ],
  [
    'React Router: another prefix',
    [replace('admin/app/routes.ts', "prefix('reports'", "prefix('stats'")],
    [
      'renames endpoint GET /reports/{*} -> GET /stats/{*}  admin/app/reports/any.tsx:1',
      'renames endpoint GET /reports -> GET /stats  admin/app/reports/home.tsx:1',
    ],
  ],
];

describe('what becomes of endpoints that stand by their places', () => {
  testChanges(app, ['endpoint'], rows);
});
