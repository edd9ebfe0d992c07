import { expect, test } from 'vitest';
import { listChanges, listFacts, replace } from '../../../test/fixture-app.ts';

const files = new Map([
  ['package.json', '{ "name": "shop", "dependencies": { "egg": "^3.0.0" } }\n'],
  [
    'app/router.js',
    `module.exports = (app) => {
  const { router, controller, middleware } = app;
  router.get('/', controller.home.index);
  router.post('/api/login', middleware.auth(), controller.user.login);
  router.get('user', '/user/:id', controller.user.show);
  require('./router/admin')(app);
};
`,
  ],
  [
    'app/router/admin.js',
    `module.exports = (app) => {
  app.router.get('/admin/users', app.controller.admin.users);
  const api = app.router.namespace('/api/v1');
  api.del('/users/:id', app.controller.admin.remove);
};
`,
  ],
  ['tool/router.js', "module.exports = (app) => {\n  app.router.get('/tool', app.tool);\n};\n"],
]);

test('the routes of an app', () => {
  expect(listFacts(files, 'endpoint')).toEqual([
    'GET /  app/router.js:3',
    'POST /api/login  app/router.js:4',
    'GET /user/{}  app/router.js:5',
    'GET /admin/users  app/router/admin.js:2',
    'DELETE /api/v1/users/{}  app/router/admin.js:4',
  ]);
});

test('a guard of a route', () => {
  const step = replace('app/router.js', 'middleware.auth(), ', '');
  expect(listChanges(files, [step], ['endpoint'])).toEqual([
    'modifies contract endpoint POST /api/login  app/router.js:4',
  ]);
});

test('nothing without the framework', () => {
  const others = new Map([...files, ['package.json', '{ "name": "shop" }\n']]);
  others.delete('app/router/admin.js');
  expect(listFacts(others, 'endpoint')).toEqual([]);
});
