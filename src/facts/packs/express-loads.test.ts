import { describe, expect, test } from 'vitest';
import { listFacts, listNames, readApp } from '../../../test/fixture-app.ts';

const users =
  "const users = require('express').Router();\nusers.get('/:id', show);\nmodule.exports = users;\n";

/** An app whose `routes/index.js` loads what stands beside it. */
function app(loop: string, others: readonly (readonly [string, string])[] = []): Map<string, string> {
  const router =
    "const fs = require('fs'); const path = require('path');\nconst router = require('express').Router();\n";
  return new Map([
    ['app.js', "const app = require('express')();\napp.use('/api', require('./routes'));\napp.listen(1);\n"],
    ['routes/index.js', `${router}${loop}\nmodule.exports = router;\n`],
    ['routes/users.js', users],
    ...others,
  ]);
}

describe('modules that a loop loads by the names of files', () => {
  test.each([
    [
      'all under one path',
      "fs.readdirSync(__dirname).map((r) => router.use('/v1', require('./' + r)));",
      '/api/v1',
    ],
    ['under none', 'for (const file of names) router.use(require(path.join(__dirname, file)));', '/api'],
    [
      'each under its name up to the first dot',
      `fs.readdirSync(__dirname).forEach((file) => {
        const name = file.split('.').shift();
        if (name !== 'index') router.use(\`/\${name}\`, require(\`./\${name}\`));
      });`,
      '/api/users',
    ],
    [
      'by a function that takes off the extension',
      `const bare = (file) => { const name = file.replace('.js', ''); return name; };
      fs.readdirSync(__dirname).filter((file) => { const name = bare(file); router.use('/' + name, require('./' + file)); });`,
      '/api/users',
    ],
    [
      'by parts of the path',
      `const here = \`\${__dirname}\`;
      fs.readdirSync(here).forEach((f) => { const { name } = path.parse(f); const r = require(path.join(here, f)); router.use('/' + name, r); });`,
      '/api/users',
    ],
    [
      'when it is there',
      `for (const name of names) import(\`./\${name}\`).then((module) => { router.use(\`/\${name}\`, module.default); });`,
      '/api/users',
    ],
    [
      'awaited',
      `for (const f of names) { const { default: one } = await import('./' + f); router.use('/v1', one); }`,
      '/api/v1',
    ],
    ['awaited in brackets', `for (const f of names) router.use((await import('./' + f)).default);`, '/api'],
  ])('%s', (_, loop, prefix) => {
    expect(listNames(app(loop), 'endpoint')).toEqual([`GET ${prefix}/{}`]);
  });

  test('a name without the end that all have', () => {
    const loop =
      "names.forEach((f) => router.use('/' + path.basename(f, '.route.js'), require('./v2/' + f)));";
    expect(listFacts(app(loop, [['routes/v2/posts.route.js', users]]), 'endpoint')).toContain(
      'GET /api/posts/{}  routes/v2/posts.route.js:2',
    );
  });

  test('one module of each directory', () => {
    const loop =
      "names.forEach((m) => { const one = require('../modules/' + m + '/routes'); router.use('/' + m, one); });";
    expect(listFacts(app(loop, [['modules/shop/routes.js', users]]), 'endpoint')).toContain(
      'GET /api/shop/{}  modules/shop/routes.js:2',
    );
  });

  test('functions that get the router', () => {
    const loop = "names.forEach((file) => { const one = require('./more/' + file); one.add(router); });";
    const more =
      "exports.add = (router) => { router.get('/more', (request, response) => response.end()); };\n";
    expect(listFacts(app(loop, [['routes/more/a.js', more]]), 'endpoint')).toContain(
      'GET /api/more  routes/more/a.js:1',
    );
  });

  test('where the path cannot be told, the end of it', () => {
    const loop = "names.forEach((file) => router.use(pathOf(file) + '/x', require('./' + file)));";
    expect(listNames(app(loop), 'endpoint')).toEqual(['… GET /{}']);
  });
});

test('the endpoints of the fixture app', () => {
  expect(listNames(readApp('express-loads'), 'endpoint').sort()).toEqual([
    'GET /admin/settings',
    'GET /api/users/{}',
    'GET /other/{}',
    'GET /people/{}',
    'GET /ping',
    'GET /pong',
    'GET /tags',
  ]);
});

test.each([
  ["require('consign')({ cwd: 'app' }).include('routes').then('config/db.js').into(app);"],
  ["const load = require('express-load');\nload('models', { cwd: 'app' }).then('routes').into(app);"],
])('directories that a package loads: %s', (loading) => {
  const files = new Map([
    ['config/server.js', `const app = require('express')();\n${loading}\nmodule.exports = app;\n`],
    ['main.js', "require('./config/server').listen(1);\n"],
    ['app/routes/home.js', "module.exports = (application) => {\n  application.get('/home', show);\n};\n"],
    ['app/models/home.js', "module.exports = (application) => {\n  application.get('/none');\n};\n"],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /home  app/routes/home.js:2']);
});
