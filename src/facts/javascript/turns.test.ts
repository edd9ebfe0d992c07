import { expect, test } from 'vitest';
import { listFacts } from '../../../test/fixture-app.ts';

const rows: [what: string, lines: string[], endpoints: string[]][] = [
  [
    'a constant before what the element says',
    [
      "const list = [{ path: '/users', route: users }];",
      "list.forEach((r) => app.use('/v1' + r.path, r.route));",
    ],
    ['GET /v1/users/x'],
  ],
  [
    'a template with a constant of its own',
    [
      "const API = '/api';",
      "const list = [{ path: '/users', route: users }, { path: '/tags', route: users }];",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
      'list.forEach(({ path, route }) => app.use(`${API}${path}`, auth, route));',
    ],
    ['GET /api/tags/x', 'GET /api/users/x'],
  ],
  [
    'loops of one scope whose variables are called the same, like something that is imported',
    [
      "import path from 'node:path';",
      "const open = [{ path: '/open', route: users }];",
      "const closed = [['/closed', users]];",
      'for (const { path, route } of open) app.use(path, route);',
      'for (const [path, route] of closed) {',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
      '  app.use(`/x${path}`, auth, route);',
      '}',
      "app.use(path.join('/', 'y'), users);",
    ],
    ['GET /open/x', 'GET /x/closed/x'],
  ],
  [
    'the keys and values of an object',
    [
      "const routers = { '/users': users, '/tags': users };",
      'Object.entries(routers).forEach(([path, router]) => app.use(path, router));',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
      'for (const [name, router] of Object.entries({ shop: users })) app.use(`/v1/${name}`, auth, router);',
    ],
    ['GET /tags/x', 'GET /users/x', 'GET /v1/shop/x'],
  ],
  [
    'the keys of an object, and what it has there',
    [
      'const routers = { a: users, b: users };',
      "Object.keys(routers).forEach((key) => { app.use('/' + key, routers[key]); });",
      "Object.values(routers).forEach((router) => app.use('/all', router));",
    ],
    ['GET /a/x', 'GET /all/x', 'GET /b/x'],
  ],
];

test.each(rows)('mounts in a loop: %s', (_what, lines, endpoints) => {
  const main = ["import express from 'express';", "import users from './users';", 'const app = express();'];
  const files = new Map([
    ['main.js', [...main, ...lines, 'app.listen(1);', ''].join('\n')],
    [
      'users.js',
      "import { Router } from 'express';\nconst r = Router();\nr.get('/x', show);\nexport default r;\n",
    ],
  ]);
  const found = listFacts(files, 'endpoint');
  expect(found.map((line) => line.slice(0, line.indexOf('  '))).sort()).toEqual(endpoints);
});
