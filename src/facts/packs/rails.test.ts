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
  write,
} from '../../../test/fixture-app.ts';

const app = readApp('rails');
const ROUTES = 'config/routes.rb';
const ADMIN = 'config/routes/admin.rb';
const API = 'config/routes/api.rb';
const POSTS = 'app/controllers/posts_controller.rb';

/** What `resources` draws, in the order in which facts of one line are told. */
function seven(path: string, at: string): string[] {
  const member = `${path}/{}`;
  return [
    `DELETE ${member}`,
    `GET ${path}`,
    `GET ${path}/new`,
    `GET ${member}`,
    `GET ${member}/edit`,
    `PATCH ${member}`,
    `POST ${path}`,
    `PUT ${member}`,
  ].map((name) => `${name}  ${at}`);
}

test('the endpoints of the fixture app', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    ...[
      'DELETE /account',
      'DELETE /account/logout',
      'GET /account/cancel',
      'GET /account/edit',
      'GET /account/login',
      'GET /account/password/edit',
      'GET /account/password/new',
      'GET /account/sign_up',
      'PATCH /account',
      'PATCH /account/password',
      'POST /account',
      'POST /account/login',
      'POST /account/password',
      'PUT /account',
      'PUT /account/password',
    ].map((name) => `${name}  ${ROUTES}:9`),
    `GET /enter  ${ROUTES}:14`,
    `GET /posts/{}/comments  ${ROUTES}:18`,
    `POST /posts/{}/comments  ${ROUTES}:18`,
    `POST /posts/{}/comments/{}/flag  ${ROUTES}:19`,
    `POST /posts/{}/like  ${ROUTES}:24`,
    `DELETE /posts/{}/like  ${ROUTES}:25`,
    `GET /  ${ROUTES}:28`,
    ...seven('/posts', `${ROUTES}:30`),
    `POST /posts/{}/publish  ${ROUTES}:32`,
    `PUT /posts/{}/archive  ${ROUTES}:33`,
    `GET /posts/search  ${ROUTES}:37`,
    `DELETE /posts  ${ROUTES}:38`,
    `GET /posts/{}/cover  ${ROUTES}:40`,
    `PATCH /posts/{}/cover  ${ROUTES}:40`,
    `PUT /posts/{}/cover  ${ROUTES}:40`,
    `GET /posts/{}/preview  ${ROUTES}:41`,
    `GET /media  ${ROUTES}:44`,
    `GET /media  ${ROUTES}:44`,
    `GET /tags  ${ROUTES}:46`,
    `GET /tags/{}  ${ROUTES}:46`,
    `PATCH /tags/{}  ${ROUTES}:46`,
    `POST /tags  ${ROUTES}:46`,
    `PUT /tags/{}  ${ROUTES}:46`,
    ...seven('/boards', `${ROUTES}:49`),
    `GET /boards/{}/topics  ${ROUTES}:50`,
    `GET /topics/{}  ${ROUTES}:50`,
    `POST /boards/{}/topics  ${ROUTES}:50`,
    `DELETE /replies/{}  ${ROUTES}:51`,
    `POST /topics/{}/replies  ${ROUTES}:51`,
    `GET /profile  ${ROUTES}:56`,
    `GET /profile/change  ${ROUTES}:56`,
    `PATCH /profile  ${ROUTES}:56`,
    `PUT /profile  ${ROUTES}:56`,
    `GET /profile/avatar  ${ROUTES}:57`,
    `DELETE /profile/keys/{}  ${ROUTES}:58`,
    `GET /help  ${ROUTES}:62`,
    `GET /help/{}  ${ROUTES}:63`,
    `GET /help/{}/{}  ${ROUTES}:63`,
    `POST /help/tickets  ${ROUTES}:64`,
    `GET /reports/daily  ${ROUTES}:68`,
    `GET /reports/weekly  ${ROUTES}:69`,
    `GET /imprint  ${ROUTES}:73`,
    `GET /press  ${ROUTES}:73`,
    `GET /feed  ${ROUTES}:77`,
    `GET /feed.atom  ${ROUTES}:77`,
    `GET /dev/mails  ${ROUTES}:81`,
    `GET /metrics  ${ROUTES}:86`,
    `GET /contact  ${ROUTES}:89`,
    `POST /contact  ${ROUTES}:89`,
    `* /hooks/{*}  ${ROUTES}:90`,
    `GET /pages/about  ${ROUTES}:91`,
    `GET /old  ${ROUTES}:92`,
    `GET /@{}  ${ROUTES}:93`,
    `GET /countries  ${ROUTES}:96`,
    `GET /currencies  ${ROUTES}:97`,
    `GET /{*}  ${ROUTES}:108`,
    `GET /admin  ${ADMIN}:3`,
    `DELETE /admin/users/{}  ${ADMIN}:4`,
    `GET /admin/users  ${ADMIN}:4`,
    `GET /admin/users/{}  ${ADMIN}:4`,
    `GET /admin/users/{}/edit  ${ADMIN}:4`,
    `PATCH /admin/users/{}  ${ADMIN}:4`,
    `PUT /admin/users/{}  ${ADMIN}:4`,
    `PATCH /admin/users/{}/block  ${ADMIN}:5`,
    `GET /admin/settings  ${ADMIN}:7`,
    `PATCH /admin/settings/{}  ${ADMIN}:7`,
    `PUT /admin/settings/{}  ${ADMIN}:7`,
    `GET /api/v1/posts  ${API}:2`,
    `GET /api/v1/posts/{}  ${API}:2`,
    `GET /api/v1/users/{}  ${API}:3`,
    `GET /api/v1/users/{}/posts  ${API}:4`,
    `POST /api/v1/tokens  ${API}:6`,
    'GET /billing/invoices  engines/billing/config/routes.rb:2',
    'GET /billing/invoices/{}  engines/billing/config/routes.rb:2',
    'GET /billing  engines/billing/config/routes.rb:3',
  ]);
});

test('its environment and what it depends on', () => {
  expect(listFacts(app, 'env')).toEqual([
    'BLOG_REGION  config/application.rb:7',
    'CDN_HOST  config/application.rb:8',
  ]);
  expect(listFacts(app, 'dependency')).toEqual([
    'gem/rails  Gemfile:7',
    'gem/devise  Gemfile:8',
    'gem/pg  Gemfile:9',
    'gem/billing  Gemfile:10',
    'gem/rspec-rails  Gemfile:14',
    'gem/rails  engines/billing/billing.gemspec:4',
    'gem/rspec  engines/billing/billing.gemspec:5',
  ]);
});

const endpoints: ChangeRow[] = [
  [
    'a route removed',
    [replace(ROUTES, '  get "pages/about"\n', '')],
    [`removes endpoint GET /pages/about  ${ROUTES}:91`],
  ],
  [
    'a route commented out',
    [replace(ROUTES, '  get "pages/about"', '  # get "pages/about"')],
    [`removes endpoint GET /pages/about  ${ROUTES}:91`],
  ],
  [
    'a route that is only text',
    [replace(ROUTES, '  get "pages/about"', '  note = %q(get "pages/about")')],
    [`removes endpoint GET /pages/about  ${ROUTES}:91`],
  ],
  [
    'routes between =begin and =end',
    [replace(ROUTES, '  get "pages/about"\n', '=begin\n  get "pages/about"\n=end\n')],
    [`removes endpoint GET /pages/about  ${ROUTES}:91`],
  ],
  [
    'a route added',
    [replace(ROUTES, '    get :search\n', '    get :search\n    get :drafts\n')],
    [`adds endpoint GET /posts/drafts  ${ROUTES}:38`],
  ],
  [
    'a path renamed',
    [replace(ROUTES, 'get "/metrics", to:', 'get "/measures", to:')],
    [`renames endpoint GET /metrics -> GET /measures  ${ROUTES}:86`],
  ],
  [
    'a verb changed',
    [replace(ROUTES, 'put "archive"', 'patch "archive"')],
    [`renames endpoint PUT /posts/{}/archive -> PATCH /posts/{}/archive  ${ROUTES}:33`],
  ],
  [
    'another action',
    [replace(ROUTES, 'to: "posts#hide"', 'to: "posts#publish"')],
    [`modifies body endpoint PUT /posts/{}/archive  ${ROUTES}:33`],
  ],
  [
    'an action added to what there is only of',
    [
      replace(
        ROUTES,
        'resource :cover, only: [:show, :update]',
        'resource :cover, only: [:show, :update, :destroy]',
      ),
    ],
    [`adds endpoint DELETE /posts/{}/cover  ${ROUTES}:40`],
  ],
  [
    'only taken away',
    [replace(API, 'resources :posts, only: [:index, :show]', 'resources :posts')],
    [
      `adds endpoint DELETE /api/v1/posts/{}  ${API}:2`,
      `adds endpoint GET /api/v1/posts/new  ${API}:2`,
      `adds endpoint GET /api/v1/posts/{}/edit  ${API}:2`,
      `adds endpoint PATCH /api/v1/posts/{}  ${API}:2`,
      `adds endpoint POST /api/v1/posts  ${API}:2`,
      `adds endpoint PUT /api/v1/posts/{}  ${API}:2`,
    ],
  ],
  [
    'the same, in an app that is only an API',
    [
      replace(API, 'resources :posts, only: [:index, :show]', 'resources :posts'),
      replace(
        'config/application.rb',
        '    config.load_defaults 7.1\n',
        '    config.load_defaults 7.1\n    config.api_only = true\n',
      ),
    ],
    [
      `adds endpoint DELETE /api/v1/posts/{}  ${API}:2`,
      `adds endpoint PATCH /api/v1/posts/{}  ${API}:2`,
      `adds endpoint POST /api/v1/posts  ${API}:2`,
      `adds endpoint PUT /api/v1/posts/{}  ${API}:2`,
      `removes endpoint GET /posts/new  ${ROUTES}:30`,
      `removes endpoint GET /posts/{}/edit  ${ROUTES}:30`,
      `removes endpoint GET /boards/new  ${ROUTES}:49`,
      `removes endpoint GET /boards/{}/edit  ${ROUTES}:49`,
      `removes endpoint GET /admin/users/{}/edit  ${ADMIN}:4`,
    ].sort((a, b) => order(a) - order(b)),
  ],
  [
    'more left out',
    [replace(ADMIN, 'except: %i[new create]', 'except: [:new, :create, :destroy]')],
    [`removes endpoint DELETE /admin/users/{}  ${ADMIN}:4`],
  ],
  [
    'except as only',
    [replace(ROUTES, 'except: [:new, :edit, :destroy]', 'only: %w[index show create update]')],
    [],
  ],
  [
    'a resource removed',
    [replace(ROUTES, '    resources :keys, only: :destroy\n', '')],
    [`removes endpoint DELETE /profile/keys/{}  ${ROUTES}:58`],
  ],
  [
    'a resource renamed, its controller kept',
    [replace(ADMIN, 'resources :settings, only', 'resources :preferences, controller: :settings, only')],
    [
      `renames endpoint GET /admin/settings -> GET /admin/preferences  ${ADMIN}:7`,
      `renames endpoint PATCH /admin/settings/{} -> PATCH /admin/preferences/{}  ${ADMIN}:7`,
      `renames endpoint PUT /admin/settings/{} -> PUT /admin/preferences/{}  ${ADMIN}:7`,
    ],
  ],
  [
    'a namespace renamed',
    [replace(API, 'namespace :v1', 'namespace :v2, module: :v1')],
    [
      `renames endpoint GET /api/v1/posts -> GET /api/v2/posts  ${API}:2`,
      `renames endpoint GET /api/v1/posts/{} -> GET /api/v2/posts/{}  ${API}:2`,
      `renames endpoint GET /api/v1/users/{} -> GET /api/v2/users/{}  ${API}:3`,
      `renames endpoint GET /api/v1/users/{}/posts -> GET /api/v2/users/{}/posts  ${API}:4`,
      `renames endpoint POST /api/v1/tokens -> POST /api/v2/tokens  ${API}:6`,
    ],
  ],
  [
    'a route moved to another namespace',
    [
      replace(API, '  post "tokens", to: "tokens#create"\n', ''),
      replace(
        ADMIN,
        '    root "dashboard#index"\n',
        '    root "dashboard#index"\n    post "tokens", to: "tokens#create"\n',
      ),
    ],
    [`adds endpoint POST /admin/tokens  ${ADMIN}:4`, `removes endpoint POST /api/v1/tokens  ${API}:6`],
  ],
  [
    'a resource drawn in a file of its own',
    [
      replace(
        ROUTES,
        '  resource :profile, only: %i[show edit update], path_names: { edit: "change" } do\n    get :avatar\n    resources :keys, only: :destroy\n  end\n',
        '  draw :profile\n',
      ),
      write(
        'config/routes/profile.rb',
        'resource :profile, only: [:show, :edit, :update], path_names: { edit: "change" } do\n  get "avatar"\n  resources :keys, only: [:destroy]\nend\n',
      ),
    ],
    [],
  ],
  [
    'a file that is drawn no longer',
    [replace(ROUTES, '    draw :api\n', '')],
    [
      `removes endpoint GET /api/v1/posts  ${API}:2`,
      `removes endpoint GET /api/v1/posts/{}  ${API}:2`,
      `removes endpoint GET /api/v1/users/{}  ${API}:3`,
      `removes endpoint GET /api/v1/users/{}/posts  ${API}:4`,
      `removes endpoint POST /api/v1/tokens  ${API}:6`,
    ],
  ],
  [
    'a file read as text',
    [
      replace(
        ROUTES,
        '  draw(:admin)\n',
        '  instance_eval(File.read(Rails.root.join("config/routes/admin.rb")))\n',
      ),
    ],
    [],
  ],
  [
    'an engine mounted elsewhere',
    [replace(ROUTES, 'at: "/billing"', 'at: "/money"')],
    [
      'renames endpoint GET /billing/invoices -> GET /money/invoices  engines/billing/config/routes.rb:2',
      'renames endpoint GET /billing/invoices/{} -> GET /money/invoices/{}  engines/billing/config/routes.rb:2',
      'renames endpoint GET /billing -> GET /money  engines/billing/config/routes.rb:3',
    ],
  ],
  [
    'one concern less',
    [replace(ROUTES, '  resources :posts, concerns: :commentable do', '  resources :posts do')],
    [
      `removes endpoint GET /posts/{}/comments  ${ROUTES}:18`,
      `removes endpoint POST /posts/{}/comments  ${ROUTES}:18`,
      `removes endpoint POST /posts/{}/comments/{}/flag  ${ROUTES}:19`,
    ],
  ],
  [
    'one page less in a list',
    [replace(ROUTES, '%w[imprint press]', '%w[imprint]')],
    [`removes endpoint GET /press  ${ROUTES}:73`],
  ],
  [
    'what a parameter is called',
    [replace(ROUTES, 'param: :slug', 'param: :name')],
    [
      `modifies contract endpoint GET /tags/{}  ${ROUTES}:46`,
      `modifies contract endpoint PATCH /tags/{}  ${ROUTES}:46`,
      `modifies contract endpoint PUT /tags/{}  ${ROUTES}:46`,
    ],
  ],
  [
    'a constraint',
    [replace(ROUTES, 'slug: /[a-z-]+/', 'slug: /[a-z]+/')],
    [
      `modifies contract endpoint GET /help/{}  ${ROUTES}:63`,
      `modifies contract endpoint GET /help/{}/{}  ${ROUTES}:63`,
    ],
  ],
  [
    'who may see it',
    [replace(ROUTES, 'user.admin? } do', 'user.operator? } do')],
    [`modifies contract endpoint GET /metrics  ${ROUTES}:86`],
  ],
  [
    'what a model asks of devise',
    [replace('app/models/user.rb', ':registerable,\n', ':lockable,\n')],
    [
      `removes endpoint DELETE /account  ${ROUTES}:9`,
      `removes endpoint GET /account/cancel  ${ROUTES}:9`,
      `removes endpoint GET /account/edit  ${ROUTES}:9`,
      `removes endpoint GET /account/sign_up  ${ROUTES}:9`,
      `adds endpoint GET /account/unlock  ${ROUTES}:9`,
      `adds endpoint GET /account/unlock/new  ${ROUTES}:9`,
      `removes endpoint PATCH /account  ${ROUTES}:9`,
      `removes endpoint POST /account  ${ROUTES}:9`,
      `adds endpoint POST /account/unlock  ${ROUTES}:9`,
      `removes endpoint PUT /account  ${ROUTES}:9`,
    ],
  ],
  [
    'what an action does',
    [replace(POSTS, 'Post.recent.page(params[:page])', 'Post.recent')],
    [`modifies body endpoint GET /posts  ${ROUTES}:30`],
  ],
  [
    'what two actions take',
    [replace(POSTS, 'permit(:title, :body, tag_ids: [])', 'permit(:title, tag_ids: [])')],
    [
      `modifies contract endpoint PATCH /posts/{}  ${ROUTES}:30`,
      `modifies contract endpoint POST /posts  ${ROUTES}:30`,
      `modifies contract endpoint PUT /posts/{}  ${ROUTES}:30`,
    ],
  ],
  [
    'an action that is gone while its route stands',
    [replace(POSTS, '  def show; end\n\n', '')],
    [`modifies body endpoint GET /posts/{}  ${ROUTES}:30`],
  ],
  [
    'layout, quotes, the older way to write hashes',
    [
      replace(
        ROUTES,
        '  get "/enter", to: "users/sessions#new"\n',
        "  get '/enter',   :to => 'users/sessions#new' # in\n",
      ),
      replace(
        ROUTES,
        '  scope :reports, controller: :reports do',
        '  scope path: "reports", controller: "reports" do',
      ),
    ],
    [],
  ],
  [
    'a controller reformatted',
    [
      replace(
        POSTS,
        '    @post = Post.new(post_params)\n',
        '    # makes it\n    @post = Post.new(post_params)\n\n',
      ),
    ],
    [],
  ],
  [
    'the file of the controller moved to another engine of autoloading',
    [move(POSTS, 'packs/posts/app/controllers/posts_controller.rb')],
    [],
  ],
  [
    'all of them gone',
    [remove('engines/billing/config/routes.rb')],
    [
      'removes endpoint GET /billing/invoices  engines/billing/config/routes.rb:2',
      'removes endpoint GET /billing/invoices/{}  engines/billing/config/routes.rb:2',
      'removes endpoint GET /billing  engines/billing/config/routes.rb:3',
    ],
  ],
];

/** Changes are told by path and line. */
function order(change: string): number {
  const [, path = '', line = ''] = /(\S+):(\d+)$/.exec(change) ?? [];
  return [ROUTES, ADMIN, API].indexOf(path) * 1000 + Number(line);
}

describe('what becomes of endpoints', () => {
  testChanges(app, ['endpoint'], endpoints);
});

/** What routes that are written in one file draw. */
function drawn(text: string): string[] {
  const files = new Map([[ROUTES, `Rails.application.routes.draw do\n${text}\nend\n`]]);
  return listNames(files, 'endpoint');
}

describe('routes as they are written elsewhere', () => {
  test.each<[text: string, names: string[]]>([
    ['scope "(:locale)", locale: /en|nl/ do\n  root "a#b"\nend', ['GET /', 'GET /{}']],
    ['get "/web/(*any)", to: "a#b"', ['GET /web', 'GET /web/{*}']],
    ['get "up(.:format)" => "a#b"', ['GET /up']],
    ['%w[a b].each { |path| get path => "c#d" }', ['GET /a', 'GET /b']],
    [
      '%w[u users].each do |r|\n  get({ "#{r}/:id" => "c#d" }.merge(r == "u" ? { as: :x } : {}))\nend',
      ['GET /u/{}', 'GET /users/{}'],
    ],
    ['resources :"#{kind}"\nresources(*KINDS)', []],
    ['get "#{relative_root}/about", to: "a#b"', ['… GET /about']],
    [
      'resources :users, only: [] do\n  delete :avatar, on: :member\n  post :search, on: :collection\n  get :logs\nend',
      ['DELETE /users/{}/avatar', 'POST /users/search', 'GET /users/{}/logs'],
    ],
    [
      'resources :users, only: [] do\n  scope module: :users do\n    post :call, on: :member\n    resources :notes, only: :index\n  end\nend',
      ['POST /users/{}/call', 'GET /users/{}/notes'],
    ],
    [
      'resources :members, only: [:create] do\n  collection do\n    delete :destroy\n    patch "update"\n  end\nend',
      ['POST /members', 'DELETE /members', 'PATCH /members/update'],
    ],
    [
      'resources :a, only: [] do\n  collection do\n    resources :keys, only: :index\n  end\nend',
      ['GET /a/keys'],
    ],
    [
      'resource :session\n',
      [
        'DELETE /session',
        'GET /session',
        'GET /session/edit',
        'GET /session/new',
        'PATCH /session',
        'POST /session',
        'PUT /session',
      ],
    ],
    [
      'resources :boards, only: [] do\n  resources :lists, module: :boards, only: [:index]\nend',
      ['GET /boards/{}/lists'],
    ],
    ['namespace :v1, path: "" do\n  resources :things, only: :index\nend', ['GET /things']],
    ['namespace "admin/deep" do\n  get "x", to: "y#z"\nend', ['GET /admin/deep/x']],
    ['get "a", "b", to: "c#d"\nget :x, :y, controller: :z', ['GET /a', 'GET /b', 'GET /x', 'GET /y']],
    ['constraints(->(*) { x }) do\n  get "a", to: "b#c"\nend', ['GET /a']],
    [
      'get "a", to: ->(env) { [200, {}, [""]] }\nget "b" => Rack::App\nmatch "c", to: proc { 1 }, via: [:get]',
      ['GET /a', 'GET /b', 'GET /c'],
    ],
    ['get "a", to: "b#c" if Rails.env.test?\nif x then get "d", to: "e#f" end', ['GET /a', 'GET /d']],
    [
      'def pair(name)\n  get name, to: "a#b"\n  post name, to: "a#c"\nend\npair "x"\npair "y"',
      ['GET /x', 'GET /y', 'POST /x', 'POST /y'],
    ],
    ['mount ActionCable.server => "/cable"\nmount Sidekiq::Web, at: "/sidekiq"', []],
    [
      'with_options to: "accounts#show" do\n  get "/@:name"\n  get "/@:name/media"\nend',
      ['GET /@{}', 'GET /@{}/media'],
    ],
    ['get "a",\n    to: "b#c", # why\n    as: :d', ['GET /a']],
    [
      'resources :posts, shallow: true, only: [] do\n  resources :comments, only: %i[index show]\nend',
      ['GET /comments/{}', 'GET /posts/{}/comments'],
    ],
    [
      'resources :people, param: :slug, only: :show\nresources :a, path: "b-c", only: :index',
      ['GET /people/{}', 'GET /b-c'],
    ],
    ['resources :posts do', seven('/posts', '').map((name) => name.trim())],
    [
      'devise_for :users, skip: [:registrations, :passwords], path: ""',
      ['DELETE /sign_out', 'GET /sign_in', 'POST /sign_in'],
    ],
  ])('%s', (text, names) => {
    expect(drawn(text)).toEqual(names);
  });
});

test('a concern that hands its options on', () => {
  const routes = `Rails.application.routes.draw do
  concern :likeable do |options|
    resources :likes, options
  end
  resources :posts, only: [] do
    concerns :likeable, only: [:index, :create]
  end
end
`;
  expect(listFacts(new Map([['config/routes.rb', routes]]), 'endpoint')).toEqual([
    'GET /posts/{}/likes  config/routes.rb:3',
    'POST /posts/{}/likes  config/routes.rb:3',
  ]);
});
