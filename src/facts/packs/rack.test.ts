import { describe, expect, test } from 'vitest';
import { type ChangeRow, listFacts, readApp, replace, testChanges } from '../../../test/fixture-app.ts';

const app = readApp('rack');
const ROOT = 'api/root.rb';
const ORDERS = 'api/v1/orders.rb';
const USERS = 'api/v1/users.rb';
const WEB = 'web/app.rb';

test('what Grape and Sinatra serve', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    `GET /api/v1/health  ${ROOT}:11`,
    `* /api/v1/{*}  ${ROOT}:18`,
    'GET /ping  api/v1/base.rb:6',
    `GET /api/v1/orders  ${ORDERS}:9`,
    `POST /api/v1/orders  ${ORDERS}:16`,
    `GET /api/v1/orders/{}  ${ORDERS}:21`,
    `DELETE /api/v1/orders/{}/lines/{}  ${ORDERS}:26`,
    `GET /api/v1/people/{}/orders  ${USERS}:2`,
    `PATCH /api/v1/people/{}  ${USERS}:6`,
    `PUT /api/v1/people/{}  ${USERS}:6`,
    `GET /  ${WEB}:12`,
    `POST /sessions  ${WEB}:16`,
    `GET /hello/{}  ${WEB}:21`,
    `GET /files/{*}  ${WEB}:25`,
    `GET /admin/orders  ${WEB}:33`,
    `GET /admin/users  ${WEB}:33`,
    'POST /hook  web/hook.rb:3',
  ]);
});

const changes: ChangeRow[] = [
  [
    'an endpoint removed',
    [replace(WEB, '  get \'/hello/:name\', provides: :json do |name|\n    "hello #{name}"\n  end\n\n', '')],
    [`removes endpoint GET /hello/{}  ${WEB}:21`],
  ],
  [
    'a namespace renamed',
    [replace(WEB, "namespace '/admin'", "namespace '/office'")],
    [
      `renames endpoint GET /admin/orders -> GET /office/orders  ${WEB}:33`,
      `renames endpoint GET /admin/users -> GET /office/users  ${WEB}:33`,
    ],
  ],
  ['what it does', [replace(WEB, 'erb :home', 'erb :start')], [`modifies body endpoint GET /  ${WEB}:12`]],
  [
    'what it takes',
    [replace(ORDERS, 'requires :items', 'optional :items')],
    [`modifies contract endpoint POST /api/v1/orders  ${ORDERS}:16`],
  ],
  [
    'a version',
    [replace(ROOT, "version 'v1', using: :path", "version 'v1', using: :header, vendor: 'shop'")],
    [
      `renames endpoint GET /api/v1/health -> GET /api/health  ${ROOT}:11`,
      `renames endpoint * /api/v1/{*} -> * /api/{*}  ${ROOT}:18`,
      `renames endpoint GET /api/v1/orders -> GET /api/orders  ${ORDERS}:9`,
      `renames endpoint POST /api/v1/orders -> POST /api/orders  ${ORDERS}:16`,
      `renames endpoint GET /api/v1/orders/{} -> GET /api/orders/{}  ${ORDERS}:21`,
      `renames endpoint DELETE /api/v1/orders/{}/lines/{} -> DELETE /api/orders/{}/lines/{}  ${ORDERS}:26`,
      `renames endpoint GET /api/v1/people/{}/orders -> GET /api/people/{}/orders  ${USERS}:2`,
      `renames endpoint PATCH /api/v1/people/{} -> PATCH /api/people/{}  ${USERS}:6`,
      `renames endpoint PUT /api/v1/people/{} -> PUT /api/people/{}  ${USERS}:6`,
    ],
  ],
];

describe('what becomes of endpoints', () => {
  testChanges(app, ['endpoint'], changes);
});

test.each<[what: string, files: Record<string, string>, expected: string[]]>([
  [
    'apps that `config.ru` puts under paths',
    {
      'config.ru':
        "require './app'\nuse Rack::Static\nmap '/a' do\n  use Api\n  map('/b') { run Web }\nend\nrun Home\n",
      'app.rb':
        "require 'sinatra/base'\nclass Api < Sinatra::Base\n  get('/x') { 1 }\nend\nclass Web < Sinatra::Base\n  get('/') { 1 }\nend\nclass Home < Sinatra::Base\n  get('/') { 1 }\nend\n",
    },
    ['GET /a/x  app.rb:3', 'GET /a/b  app.rb:6', 'GET /  app.rb:9'],
  ],
  [
    'classes of Grape that Rails mounts',
    {
      'config/routes.rb':
        "Rails.application.routes.draw do\n  namespace :internal do\n    mount Api::Root, at: '/grape'\n  end\n  mount Api::Admin => '/admin'\nend\n",
      'app/api/api/root.rb':
        "module Api\n  class Root < Grape::API\n    prefix :api\n    version 'v1', using: :path\n    get(:health) { 1 }\n  end\n  class Admin < Grape::API\n    get(:ping) { 1 }\n  end\nend\n",
    },
    ['GET /internal/grape/api/v1/health  app/api/api/root.rb:5', 'GET /admin/ping  app/api/api/root.rb:8'],
  ],
])('%s', (_what, files, expected) => {
  expect(listFacts(new Map(Object.entries(files)), 'endpoint')).toEqual(expected);
});
