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

const app = readApp('next');
const APP = 'apps/web/src/app';
const ORDERS = `${APP}/api/orders/route.ts`;
const POST = `export const POST = withUser(async (request: NextRequest) => {
  return NextResponse.json(await request.json(), { status: 201 });
});`;

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    '* /api/posts/{}  apps/blog/pages/api/posts/[id].js:1',
    '* /api/posts  apps/blog/pages/api/posts/index.ts:3',
    'GET /  apps/blog/pages/index.js:1',
    'GET /posts/{}  apps/blog/pages/posts/[slug].jsx:5',
    `GET /web/products/{}  ${APP}/(shop)/products/[id]/page.tsx:3`,
    `GET /web/products  ${APP}/(shop)/products/page.tsx:5`,
    `GET /web/cart  ${APP}/@modal/cart/page.tsx:1`,
    `GET /web/api/auth/{*}  ${APP}/api/auth/[...nextauth]/route.ts:3`,
    `POST /web/api/auth/{*}  ${APP}/api/auth/[...nextauth]/route.ts:3`,
    `GET /web/api/health  ${APP}/api/health/route.js:1`,
    `DELETE /web/api/orders/{}  ${APP}/api/orders/[id]/route.ts:7`,
    `GET /web/api/orders/{}  ${APP}/api/orders/[id]/route.ts:7`,
    `GET /web/api/orders  ${ORDERS}:7`,
    `POST /web/api/orders  ${ORDERS}:12`,
    `GET /web/docs/{*}  ${APP}/docs/[[...slug]]/page.tsx:1`,
    `GET /web/feed  ${APP}/feed/page.tsx:1`,
    `GET /web  ${APP}/page.tsx:1`,
  ]);
});

const rows: ChangeRow[] = [
  ['a method removed', [replace(ORDERS, POST, '')], [`removes endpoint POST /web/api/orders  ${ORDERS}:12`]],
  [
    'a method commented out',
    [replace(ORDERS, POST, `/* ${POST} */`)],
    [`removes endpoint POST /web/api/orders  ${ORDERS}:12`],
  ],
  [
    'a method that is no longer exported',
    [replace(ORDERS, 'export const POST', 'const POST')],
    [`removes endpoint POST /web/api/orders  ${ORDERS}:12`],
  ],
  [
    'a method added, over several lines',
    [
      replace(
        ORDERS,
        POST,
        `${POST}\n\nexport const\n  // all of them\n  DELETE = async () => new Response();`,
      ),
    ],
    [`adds endpoint DELETE /web/api/orders  ${ORDERS}:16`],
  ],
  [
    'another method for the same handler',
    [replace(ORDERS, 'export const POST', 'export const PUT')],
    [`renames endpoint POST /web/api/orders -> PUT /web/api/orders  ${ORDERS}:12`],
  ],
  [
    'a handler in place',
    [replace(ORDERS, '{ status: 201 }', '{ status: 200 }')],
    [`modifies body endpoint POST /web/api/orders  ${ORDERS}:12`],
  ],
  [
    'a handler in another file',
    [replace(`${APP}/api/orders/[id]/show.ts`, 'await params', 'params')],
    [`modifies body endpoint GET /web/api/orders/{}  ${APP}/api/orders/[id]/route.ts:7`],
  ],
  [
    'a handler that is passed on',
    [replace(`${APP}/_lib/health.js`, 'true', '1')],
    [`modifies body endpoint GET /web/api/health  ${APP}/api/health/route.js:1`],
  ],
  [
    'a page that goes to another group, where callers find it as before',
    [move(`${APP}/(shop)/products/page.tsx`, `${APP}/(store)/(new)/products/page.tsx`)],
    [],
  ],
  [
    'a page that goes to another path',
    [move(`${APP}/(shop)/products/[id]/page.tsx`, `${APP}/(shop)/articles/[id]/page.tsx`)],
    [`renames endpoint GET /web/products/{} -> GET /web/articles/{}  ${APP}/(shop)/articles/[id]/page.tsx:3`],
  ],
  [
    'the name of a parameter in the path',
    [move(`${APP}/(shop)/products/[id]/page.tsx`, `${APP}/(shop)/products/[sku]/page.tsx`)],
    [`modifies contract endpoint GET /web/products/{}  ${APP}/(shop)/products/[sku]/page.tsx:3`],
  ],
  [
    'a page that is made private',
    [move(`${APP}/feed/page.tsx`, `${APP}/_feed/page.tsx`)],
    [`removes endpoint GET /web/feed  ${APP}/feed/page.tsx:1`],
  ],
  [
    'a page of the other router, and what is none',
    [
      write('apps/blog/pages/about/index.tsx', 'export default function About() { return null; }'),
      write('apps/blog/pages/about/team.tsx', 'export const team = [];'),
      write('apps/blog/pages/404.js', 'export default () => null;'),
      write('apps/blog/components/pages/card.js', 'export default () => null;'),
      write('apps/blog/pages/about/index.test.tsx', 'export default () => null;'),
    ],
    ['adds endpoint GET /about  apps/blog/pages/about/index.tsx:1'],
  ],
  [
    'from one router to the other',
    [
      remove('apps/blog/pages/index.js'),
      write('apps/blog/app/page.js', 'export default function Index() {\n  return <main />;\n}\n'),
    ],
    [],
  ],
  [
    'a file of the API removed',
    [remove('apps/blog/pages/api/posts/[id].js')],
    ['removes endpoint * /api/posts/{}  apps/blog/pages/api/posts/[id].js:1'],
  ],
  [
    'what is in front of all paths',
    [
      replace('apps/web/next.config.ts', "basePath: '/web', ", ''),
      remove(ORDERS),
      remove(`${APP}/page.tsx`),
    ].concat(
      [
        '(shop)/products/page.tsx',
        '(shop)/products/[id]/page.tsx',
        '@modal/cart/page.tsx',
        'docs/[[...slug]]/page.tsx',
        'feed/page.tsx',
        'api/orders/[id]/route.ts',
        'api/auth/[...nextauth]/route.ts',
      ].map((path) => remove(`${APP}/${path}`)),
    ),
    [
      ['GET /web/products/{}', '(shop)/products/[id]/page.tsx:3'],
      ['GET /web/products', '(shop)/products/page.tsx:5'],
      ['GET /web/cart', '@modal/cart/page.tsx:1'],
      ['GET /web/api/auth/{*}', 'api/auth/[...nextauth]/route.ts:3'],
      ['POST /web/api/auth/{*}', 'api/auth/[...nextauth]/route.ts:3'],
      ['', ''],
      ['DELETE /web/api/orders/{}', 'api/orders/[id]/route.ts:7'],
      ['GET /web/api/orders/{}', 'api/orders/[id]/route.ts:7'],
      ['GET /web/api/orders', 'api/orders/route.ts:7'],
      ['POST /web/api/orders', 'api/orders/route.ts:12'],
      ['GET /web/docs/{*}', 'docs/[[...slug]]/page.tsx:1'],
      ['GET /web/feed', 'feed/page.tsx:1'],
      ['GET /web', 'page.tsx:1'],
    ].map(([name, place]) =>
      name === ''
        ? `renames endpoint GET /web/api/health -> GET /api/health  ${APP}/api/health/route.js:1`
        : `removes endpoint ${name}  ${APP}/${place}`,
    ),
  ],
  [
    'the dependency, and with it all that is served by its place',
    [replace('apps/blog/package.json', '"next": "^13.0.0", ', '')],
    [
      'removes endpoint * /api/posts/{}  apps/blog/pages/api/posts/[id].js:1',
      'removes endpoint * /api/posts  apps/blog/pages/api/posts/index.ts:3',
      'removes endpoint GET /  apps/blog/pages/index.js:1',
      'removes endpoint GET /posts/{}  apps/blog/pages/posts/[slug].jsx:5',
    ],
  ],
  [
    'no endpoint in sight',
    [
      replace(ORDERS, '// export async function PATCH() {}', '// export async function PUT() {}'),
      move('apps/spa/src/pages/Home.tsx', 'apps/spa/src/pages/Start.tsx'),
      write('apps/spa/app/route.ts', 'export function GET() {}'),
      remove('apps/web/src/components/pages/card.tsx'),
    ],
    [],
  ],
];

describe('what becomes of the endpoints', () => {
  testChanges(app, ['endpoint'], rows);
});

describe('what a file of pages/api answers to', () => {
  test.each<[what: string, source: string, methods: string[]]>([
    [
      'the cases of a switch, where all others are refused',
      `export default async function handler(req: NextApiRequest, res: NextApiResponse) {
        const { method } = req;
        switch (method) {
          case 'GET': return show(req, res);
          case 'PUT': return save(req, res);
          default:
            res.setHeader('Allow', ['GET', 'PUT']);
            res.status(405).end(\`Method \${method} Not Allowed\`);
        }
      }`,
      ['GET', 'PUT'],
    ],
    [
      'what it compares the method with',
      `export default function handler(req, res) {
        if (req.method === 'POST') return create(req, res);
        if (req.method === 'DELETE') return remove(req, res);
        return res.status(405).end();
      }`,
      ['DELETE', 'POST'],
    ],
    [
      'the only one that it does not refuse',
      `export default function handler(req, res) {
        if (req.method !== 'POST') return res.status(405).json({});
        res.json(create(req.body));
      }`,
      ['POST'],
    ],
    [
      'those that it is put together by',
      `import { handle } from '../../lib/handle';
      export default handle({ GET: import('./_get'), POST: import('./_post') });`,
      ['GET', 'POST'],
    ],
    ['none of what else an object says', 'export default handle({ limit: 5, GET: list });', ['*']],
    [
      'those it does something for, where nothing else is done',
      `export default async function handler(req, res) {
        const session = await getSession({ req });
        if (!session) { res.status(401).json({}); return; }
        if (req.method === 'GET') {
          res.status(200).json(await list());
        } else if (req.method === 'POST') {
          return create(req, res);
        }
      }`,
      ['GET', 'POST'],
    ],
    [
      'those it has cases for, where others are refused otherwise',
      `export default async (req, res) => {
        await runMiddleware(req, res, cors);
        switch (req.method) {
          case 'PUT':
          case 'PATCH':
            return save(req, res);
          default:
            throw new Error('not here');
        }
      };`,
      ['PATCH', 'PUT'],
    ],
    [
      'those it has branches for, where a function refuses the rest',
      `const handler = async (req, res) => {
        if (req.method === 'GET') return ok(res, await list());
        return methodNotAllowed(res);
      };
      export default handler;`,
      ['GET'],
    ],
    [
      'the one that others are sent away from, whatever they are told',
      `export default async function handler(req, res) {
        if (req.method !== 'POST') return res.status(400).json({ message: 'POST, please' });
        res.status(200).json(create(req.body));
      }`,
      ['POST'],
    ],
    [
      'those of a list',
      `export default function handler(req, res) {
        if (!['PUT', 'PATCH'].includes(req.method)) { res.status(404).end(); return; }
        res.json(save(req.body));
      }`,
      ['PATCH', 'PUT'],
    ],
    [
      'any, where it answers the others, too',
      `export default function handler(req, res) {
        if (req.method === 'POST') { res.status(201).json(create(req.body)); } else { res.json(list()); }
      }`,
      ['*'],
    ],
    [
      'any, where it only lets browsers ask before',
      `export default async function handler(req, res) {
        if (req.method === 'OPTIONS') { res.status(200).end(); return; }
        await forward(req, res);
      }`,
      ['*'],
    ],
    [
      'those that a router without paths is given, in a chain',
      `import nc from 'next-connect';
      const handler = nc({ onError }).use(auth).get(async (req, res) => {}).post(create);
      export default handler;`,
      ['GET', 'POST'],
    ],
    [
      'those that a router without paths is given, one by one',
      `import { createRouter } from 'next-connect';
      const router = createRouter();
      router.use(auth).get(list);
      router.delete(async (req, res) => {});
      export default router.handler({ onError });`,
      ['DELETE', 'GET'],
    ],
    [
      'those that a router is given which a function wraps',
      `import nextConnect from 'next-connect';
      const handler = nextConnect();
      handler.use(session);
      handler.patch(async (req, res) => {});
      export default withSentry(handler);`,
      ['PATCH'],
    ],
    [
      'those that what it exports is given',
      `import { apiHandler } from '../../lib/handler';
      export default apiHandler({ open: true }).post(guard({ admins: true }), async (req, res) => {});`,
      ['POST'],
    ],
    [
      'those that it is put together by, in small letters',
      "export default requestHandler({ post: async (req, res) => ({ message: 'done' }) });",
      ['POST'],
    ],
    [
      'those of an object that it hands on',
      `export default async function handler(req, res) {
        await route(req, res, { DELETE: async () => { res.status(200).end(); }, PUT: save });
      }`,
      ['DELETE', 'PUT'],
    ],
    [
      'those of an object that it looks into',
      `const handlers = { GET: list, POST: create };
      export default function handler(req, res) { return handlers[req.method](req, res); }`,
      ['GET', 'POST'],
    ],
    [
      'any, where what is called as methods is something else',
      `const schema = { GET: a, POST: b };
      export default validated(schema, (req, res) => res.json(list()));`,
      ['*'],
    ],
    [
      'those that a router of its own is given',
      `import { makeHandler } from '../../lib/handler';
      const handler = makeHandler();
      handler.put(save);
      export default handler;`,
      ['PUT'],
    ],
    [
      'any, where it refuses none',
      `const handler = async (req, res) => {
        if (req.method === 'POST') return create(req, res);
        res.json(list());
      };
      export default withAuth(handler);`,
      ['*'],
    ],
  ])('%s', (_what, source, methods) => {
    const files = new Map([
      ['package.json', '{ "dependencies": { "next": "15.0.0" } }'],
      ['pages/api/users.ts', source],
    ]);
    const found = listNames(files, 'endpoint');
    expect(found).toEqual(methods.map((method) => `${method} /api/users`));
  });
});

describe('where an app of Next.js is', () => {
  const page = 'export default function Page() {}';
  const manifest = '{ "dependencies": { "next": "15.0.0" } }';
  test.each<[what: string, files: Record<string, string>, endpoints: string[]]>([
    [
      'at the top',
      { 'package.json': manifest, 'pages/a.tsx': page, 'src/app/b/page.tsx': page },
      ['GET /a', 'GET /b'],
    ],
    [
      'below a manifest, where its configuration is',
      { 'package.json': manifest, 'apps/x/next.config.js': '', 'apps/x/pages/a.js': page },
      ['GET /a'],
    ],
    ['below a manifest, but nothing says where', { 'package.json': manifest, 'apps/x/pages/a.js': page }, []],
    [
      'nowhere, without the dependency',
      { 'package.json': '{}', 'next.config.js': '', 'pages/a.js': page },
      [],
    ],
    ['nowhere, without a manifest', { 'pages/a.js': page, 'app/page.js': page }, []],
    [
      'pages that take the rest of a path, and files by their names',
      {
        'package.json': manifest,
        'pages/[...slug].tsx': page,
        'pages/docs/[[...slug]].tsx': page,
        'pages/sitemap.xml.ts': page,
        'pages/home.styles.ts': page,
      },
      ['GET /{*}', 'GET /docs/{*}', 'GET /sitemap.xml'],
    ],
    [
      'pages that end as the configuration says',
      {
        'package.json': manifest,
        'next.config.js': "module.exports = { pageExtensions: ['page.tsx', 'page.ts', 'api.ts'] };",
        'pages/index.page.tsx': page,
        'pages/index.tsx': page,
        'pages/api/users.api.ts': 'export default function handler() {}',
        'pages/api/users.ts': 'export default function handler() {}',
      },
      ['* /api/users', 'GET /'],
    ],
    [
      'pages in MDX, where the configuration says so',
      {
        'package.json': manifest,
        'next.config.mjs':
          "const nextConfig = { pageExtensions: ['ts', 'tsx', 'mdx'] }; export default withMdx(nextConfig);",
        'app/docs/page.mdx': '# Docs',
        'app/docs/intro.mdx': '# No page',
        'pages/about.mdx': '# About',
        'components/pages/a.mdx': '# No page',
      },
      ['GET /docs', 'GET /about'],
    ],
    [
      'no pages in MDX, where nothing says so',
      { 'package.json': manifest, 'pages/about.mdx': '# About' },
      [],
    ],
    [
      'the files of Nextra',
      {
        'package.json': manifest,
        'next.config.js': "module.exports = require('nextra')({ theme: 't' })();",
        'pages/index.mdx': '# Docs',
      },
      ['GET /'],
    ],
    [
      'nothing in src, where an app stands outside of it',
      {
        'apps/x/package.json': manifest,
        'apps/x/app/layout.tsx': page,
        'apps/x/app/cart/page.tsx': page,
        'apps/x/src/pages/cart/Cart.tsx': page,
        'apps/y/package.json': manifest,
        'apps/y/src/app/layout.tsx': page,
        'apps/y/src/app/page.tsx': page,
        'apps/y/src/pages/old.tsx': page,
      },
      ['GET /cart', 'GET /', 'GET /old'],
    ],
    [
      'layers of components that are called pages',
      {
        'package.json': manifest,
        'app/page.tsx': page,
        'src/pages/home/ui/Home.tsx': page,
        'src/pages/home/index.ts': "export { Home } from './ui/Home';",
      },
      ['GET /'],
    ],
    [
      'a base path in a configuration that functions wrap',
      {
        'package.json': manifest,
        'next.config.js': "const nextConfig = { basePath: '/p' }; module.exports = withPwa(nextConfig);",
        'pages/a.js': page,
      },
      ['GET /p/a'],
    ],
    [
      'a base path in CommonJS',
      {
        'package.json': manifest,
        'next.config.js': "const c = { basePath: '/p' }; module.exports = c;",
        'pages/a.js': page,
      },
      ['GET /p/a'],
    ],
    [
      'a base path in an export without a name',
      {
        'package.json': manifest,
        'next.config.mjs': "export default { basePath: '/p' };",
        'pages/a.js': page,
      },
      ['GET /p/a'],
    ],
  ])('%s', (_what, files, endpoints) => {
    const found = listNames(treeOf(files), 'endpoint');
    expect(found).toEqual(endpoints);
  });
});
