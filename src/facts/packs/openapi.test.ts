import { describe, expect, test } from 'vitest';
import {
  type ChangeRow,
  listChanges,
  listFacts,
  readApp,
  remove,
  replace,
  type Step,
  testChanges,
  write,
} from '../../../test/fixture-app.ts';
import { languageOf } from '../language.ts';
import { readFacts } from '../read-facts.ts';

const app = readApp('openapi');
const API = 'api/openapi.yaml';
const PETS = 'api/paths/pets.yaml';
const CODE = 'src/pets.js';
const BILLING = 'gateway/swagger.json';

test('the endpoints of the fixture app: documents beside the code that serves what they list', () => {
  expect(listFacts(app, 'endpoint')).toEqual([
    'GET /api/v1/health  api/openapi.yaml:22',
    'GET /api/v1/pets/{}  api/openapi.yaml:32',
    'DELETE /api/v1/pets/{}  api/openapi.yaml:42',
    'GET /api/v1/visits/{}  api/openapi.yaml:46',
    'GET /api/v1/owners  api/openapi.yaml:55',
    'GET /api/v1/pets  api/paths/pets.yaml:1',
    'POST /api/v1/pets  api/paths/pets.yaml:17',
    'GET /billing/invoices  gateway/swagger.json:8',
    'POST /billing/invoices  gateway/swagger.json:12',
    'PUT /billing/invoices/{}  gateway/swagger.json:18',
    'GET /api/v1/health  src/app.js:10',
    'GET /internal/metrics  src/app.js:11',
    'GET /api/v1/pets  src/pets.js:5',
    'POST /api/v1/pets  src/pets.js:6',
    'GET /api/v1/pets/{}  src/pets.js:7',
    'DELETE /api/v1/pets/{}  src/pets.js:8',
    'GET /api/v1/visits/{}  src/plugins.js:4',
  ]);
});

test('the types of the fixture app, and their fields', () => {
  expect(listFacts(app, 'type')).toEqual([
    'Failure  api/openapi.yaml:80',
    'Pet  api/openapi.yaml:88',
    'NewPet  api/openapi.yaml:101',
    'Address  api/schemas/address.yaml:1',
    'owner  api/schemas/owner.yaml:1',
    'Invoice  gateway/swagger.json:24',
  ]);
  expect(listFacts(app, 'field')).toEqual([
    'Failure.code  api/openapi.yaml:84',
    'Failure.description  api/openapi.yaml:85',
    'Pet.id  api/openapi.yaml:96',
    'Pet.mother  api/openapi.yaml:99',
    'Pet.owner  api/openapi.yaml:100',
    'NewPet.name  api/openapi.yaml:105',
    'NewPet.kind  api/openapi.yaml:106',
    'Address.street  api/schemas/address.yaml:4',
    'Address.town  api/schemas/address.yaml:5',
    'owner.name  api/schemas/owner.yaml:4',
    'owner.address  api/schemas/owner.yaml:6',
    'Invoice.number  gateway/swagger.json:28',
    'Invoice.total  gateway/swagger.json:29',
  ]);
});

const SERVES_DELETE = "pets.delete('/:id', (request, response) => response.status(204).end());\n";
const LISTS_DELETE = '    delete:\n      responses:\n        204: { description: Gone }\n';
const SERVES_HEALTH = "app.get('/api/v1/health', (";
const SERVES_VISITS = "visits.get('/visits/:visitId', (request, response) => response.json({}));\n";
const LISTS_VISITS = `  /visits/{visitId}:
    get:
      parameters:
        - name: visitId
          in: path
          required: true
          schema: { type: string }
      responses:
        default: { $ref: '#/components/responses/Failure' }
`;
const SERVERS = (app.get(API) ?? '').split(/(?=servers:)|(?=security:\n)/)[1] ?? '';
const PUT = '"put": { "responses": { "200": { "description": "OK" } } },';
const COPY: Step = (files) => {
  files.set('docs/swagger.json', JSON.stringify(JSON.parse(files.get(BILLING) ?? '')));
};
const removesDelete = ['removes endpoint DELETE /api/v1/pets/{}  src/pets.js:8'];

const joined: ChangeRow[] = [
  ['code serves it no longer, a document still lists it', [replace(CODE, SERVES_DELETE, '')], removesDelete],
  [
    'neither has it any longer',
    [replace(CODE, SERVES_DELETE, ''), replace(API, LISTS_DELETE, '')],
    removesDelete,
  ],
  ['a document no longer lists what code still serves', [replace(API, LISTS_DELETE, '')], []],
  [
    'a document no longer lists what nobody serves',
    [replace(BILLING, PUT, '')],
    ['removes endpoint PUT /billing/invoices/{}  gateway/swagger.json:18'],
  ],
  [
    'code begins to serve what a document listed',
    [replace('src/app.js', SERVES_HEALTH, `app.get('/api/v1/owners', list);\n${SERVES_HEALTH}`)],
    ['adds endpoint GET /api/v1/owners  src/app.js:10'],
  ],
  [
    'code begins to serve what nobody listed',
    [replace('src/app.js', SERVES_HEALTH, `app.get('/api/v1/vets', list);\n${SERVES_HEALTH}`)],
    ['adds endpoint GET /api/v1/vets  src/app.js:10'],
  ],
  [
    'a document lists what code served all the time',
    [
      write(
        'docs/internal.yml',
        'openapi: 3.1.0\npaths:\n  /internal/metrics:\n    get: { responses: {} }\n',
      ),
    ],
    [],
  ],
  [
    'a new path in both',
    [
      replace(
        CODE,
        SERVES_DELETE,
        `${SERVES_DELETE}pets.put('/:id', (request, response) => response.json({}));\n`,
      ),
      replace(API, LISTS_DELETE, `${LISTS_DELETE}    put:\n      responses: {}\n`),
    ],
    ['adds endpoint PUT /api/v1/pets/{}  src/pets.js:9'],
  ],
  [
    'another path in both',
    [
      replace('src/app.js', SERVES_HEALTH, "app.get('/api/v1/status', ("),
      replace(API, '/health:', '/status:'),
    ],
    ['renames endpoint GET /api/v1/health -> GET /api/v1/status  src/app.js:10'],
  ],
  [
    'another path in code alone',
    [replace('src/app.js', SERVES_HEALTH, "app.get('/api/v1/status', (")],
    ['renames endpoint GET /api/v1/health -> GET /api/v1/status  src/app.js:10'],
  ],
  [
    'another path in a document alone',
    [replace(API, '/health:', '/status:')],
    ['adds endpoint GET /api/v1/status  api/openapi.yaml:22'],
  ],
  [
    'the path of a router in code alone',
    [replace('src/app.js', "app.use('/api/v1/pets', pets)", "app.use('/api/v1/animals', pets)")],
    [
      'renames endpoint GET /api/v1/pets -> GET /api/v1/animals  src/pets.js:5',
      'renames endpoint POST /api/v1/pets -> POST /api/v1/animals  src/pets.js:6',
      'renames endpoint GET /api/v1/pets/{} -> GET /api/v1/animals/{}  src/pets.js:7',
      'renames endpoint DELETE /api/v1/pets/{} -> DELETE /api/v1/animals/{}  src/pets.js:8',
    ],
  ],
  [
    'the base path of a document of what code serves',
    [replace(API, 'default: api/v1', 'default: pets-api')],
    [],
  ],
  ['no base path', [replace(API, SERVERS, '')], []],
  [
    'no base path, and one less in both',
    [replace(API, SERVERS, ''), replace(API, LISTS_DELETE, ''), replace(CODE, SERVES_DELETE, '')],
    removesDelete,
  ],
  [
    'the base path of a document that no code serves',
    [replace(BILLING, '"/billing/"', '"/v2/billing"')],
    [
      'renames endpoint GET /billing/invoices -> GET /v2/billing/invoices  gateway/swagger.json:8',
      'renames endpoint POST /billing/invoices -> POST /v2/billing/invoices  gateway/swagger.json:12',
      'renames endpoint PUT /billing/invoices/{} -> PUT /v2/billing/invoices/{}  gateway/swagger.json:18',
    ],
  ],
  [
    'served under a prefix that the document alone knows: gone from code',
    [replace('src/plugins.js', SERVES_VISITS, '')],
    ['removes endpoint GET /api/v1/visits/{}  src/plugins.js:4'],
  ],
  [
    'served under a prefix that the document alone knows: gone from both',
    [replace('src/plugins.js', SERVES_VISITS, ''), replace(API, LISTS_VISITS, '')],
    ['removes endpoint GET /api/v1/visits/{}  src/plugins.js:4'],
  ],
  ['served under a prefix that the document alone knows: gone from it', [replace(API, LISTS_VISITS, '')], []],
  ['the same document once more, as a tool writes it', [COPY], []],
  [
    'a path gone from a document and its copy',
    [replace(BILLING, PUT, ''), COPY],
    ['removes endpoint PUT /billing/invoices/{}  gateway/swagger.json:18'],
  ],
  [
    'no document any longer',
    [remove(API), remove(BILLING)],
    [
      'removes endpoint GET /api/v1/owners  api/openapi.yaml:55',
      'removes type Failure  api/openapi.yaml:80',
      'removes type Pet  api/openapi.yaml:88',
      'removes type NewPet  api/openapi.yaml:101',
      'removes type Address  api/schemas/address.yaml:1',
      'removes type owner  api/schemas/owner.yaml:1',
      'removes endpoint GET /billing/invoices  gateway/swagger.json:8',
      'removes endpoint POST /billing/invoices  gateway/swagger.json:12',
      'removes endpoint PUT /billing/invoices/{}  gateway/swagger.json:18',
      'removes type Invoice  gateway/swagger.json:24',
    ],
  ],
];

const TOTAL = '"total": { "type": "number" }';
const within: ChangeRow[] = [
  [
    'what is said of an operation',
    [replace(API, 'operationId: showPet', 'operationId: getPet\n      deprecated: true')],
    ['modifies body endpoint GET /api/v1/pets/{}  api/openapi.yaml:32'],
  ],
  [
    'a comment, quotes and the order of keys',
    [
      replace(
        API,
        "tags: [pets]\n      responses:\n        '200':\n          description: The pet\n",
        "# Say more\n      responses:\n        200:\n          description: 'The pet'\n",
      ),
      replace(API, 'operationId: showPet\n', 'tags:\n      - pets\n      operationId: "showPet"\n'),
    ],
    [],
  ],
  [
    'a parameter of all operations of a path',
    [replace(API, '      type: integer\n  responses:', '      type: string\n  responses:')],
    [
      'modifies contract endpoint GET /api/v1/pets/{}  api/openapi.yaml:32',
      'modifies contract endpoint DELETE /api/v1/pets/{}  api/openapi.yaml:42',
    ],
  ],
  [
    'a parameter of an operation in another file',
    [replace(PETS, 'name: kind', 'name: species')],
    ['modifies contract endpoint GET /api/v1/pets  api/paths/pets.yaml:1'],
  ],
  [
    'what every operation asks for',
    [replace(BILLING, '"host"', '"security": [{ "key": [] }],\n  "host"')],
    [
      'modifies contract endpoint GET /billing/invoices  gateway/swagger.json:9',
      'modifies contract endpoint POST /billing/invoices  gateway/swagger.json:13',
      'modifies contract endpoint PUT /billing/invoices/{}  gateway/swagger.json:19',
    ],
  ],
  [
    'a field three files away',
    [replace('api/schemas/address.yaml', '    town:', '    zip: { type: string }\n    town:')],
    [
      'modifies contract endpoint GET /api/v1/pets/{}  api/openapi.yaml:32',
      'modifies contract endpoint GET /api/v1/owners  api/openapi.yaml:55',
      'modifies contract endpoint GET /api/v1/pets  api/paths/pets.yaml:1',
      'adds field Address.zip  api/schemas/address.yaml:5',
    ],
  ],
  [
    'a field taken away',
    [replace(BILLING, `,\n        ${TOTAL}`, '')],
    [
      'modifies contract endpoint GET /billing/invoices  gateway/swagger.json:8',
      'modifies contract endpoint POST /billing/invoices  gateway/swagger.json:12',
      'removes field Invoice.total  gateway/swagger.json:29',
    ],
  ],
  [
    'a field renamed',
    [replace(BILLING, TOTAL, TOTAL.replace('total', 'amount'))],
    [
      'modifies contract endpoint GET /billing/invoices  gateway/swagger.json:8',
      'modifies contract endpoint POST /billing/invoices  gateway/swagger.json:12',
      'renames field Invoice.total -> Invoice.amount  gateway/swagger.json:29',
    ],
  ],
  [
    'a field that must be there now',
    [replace(BILLING, '["number"]', '["total", "number"]')],
    [
      'modifies contract endpoint GET /billing/invoices  gateway/swagger.json:8',
      'modifies contract endpoint POST /billing/invoices  gateway/swagger.json:12',
      'modifies contract field Invoice.total  gateway/swagger.json:29',
    ],
  ],
  [
    'what is said of a field',
    [replace(BILLING, TOTAL, '"total": { "type": "number", "description": "With taxes" }')],
    ['modifies body field Invoice.total  gateway/swagger.json:29'],
  ],
  [
    'a type renamed, which callers do not see',
    [(files) => void files.set(BILLING, (files.get(BILLING) ?? '').replace(/\bInvoice\b/g, 'Bill'))],
    [
      'modifies body endpoint GET /billing/invoices  gateway/swagger.json:8',
      'modifies body endpoint POST /billing/invoices  gateway/swagger.json:12',
      'renames type Invoice -> Bill  gateway/swagger.json:24',
    ],
  ],
];

describe('what edits of documents and code come to', () => {
  testChanges(app, ['endpoint', 'type', 'field'], [...joined, ...within]);
});

test('an endpoint that every service has says nothing of base paths', () => {
  const files = new Map([
    ['server.js', "const app = require('express')();\napp.get('/health', (a, b) => b.end());\n"],
    [
      'billing/openapi.yaml',
      'openapi: 3.0.0\nservers: [{ url: /billing }]\npaths:\n  /health:\n    get: {}\n',
    ],
  ]);
  const found = ['GET /billing/health  billing/openapi.yaml:5', 'GET /health  server.js:2'];
  expect(listFacts(files, 'endpoint')).toEqual(found);
});

test('what code registers for any method serves what a document lists', () => {
  const code = "const app = require('express')();\napp.all('/a', (a, b) => b.end());\n";
  const files = new Map([
    ['server.js', code],
    ['openapi.yaml', 'openapi: 3.0.0\npaths:\n  /a:\n    get: {}\n    put: {}\n'],
  ]);
  const edit = replace('server.js', "app.all('/a', (a, b) => b.end());\n", '');
  expect(listChanges(files, [edit], ['endpoint'])).toEqual(['removes endpoint * /a  server.js:2']);
});

describe('which files may describe an API, by their paths alone', () => {
  test.each([
    'openapi.yaml',
    'petstore.yml',
    'api-spec.yaml',
    'docs/users.spec.json',
    'docs/swagger.json',
    'api/swagger.yaml',
    'src/main/resources/openapi.yaml',
    'src/main/resources/static/api-docs.json',
    'spec/paths/users_{username}.yaml',
    'openapi/components/schemas/User.yaml',
    'examples/petstore.openapi.json',
    'static/openapi.generated.json',
  ])('%s', (path) => expect(languageOf(path)).toBe('openapi'));
  test.each([
    'package-lock.json',
    'pnpm-lock.yaml',
    'tsconfig.json',
    'docker-compose.yml',
    '.github/workflows/api.yml',
    'charts/api/values.yaml',
    'src/locales/api.json',
    'src/data/cities.json',
    'config/settings.yaml',
    'test/openapi.yaml',
    'node_modules/x/openapi.yaml',
    'dist/openapi.json',
  ])('not %s', (path) => expect(languageOf(path)).not.toBe('openapi'));
});

test('a document of one long line is read, one of more than 1 MiB is not', () => {
  const paths = Array.from({ length: 500 }, (_, at) => [`/things/${at}`, { get: {} }]);
  const text = JSON.stringify({ openapi: '3.0.0', paths: Object.fromEntries(paths) });
  expect(readFacts('openapi', text).document?.operations).toHaveLength(500);
  const long = `openapi: 3.0.0\n${'# so long\n'.repeat(110_000)}`;
  expect(readFacts('openapi', long)).toEqual({ language: 'openapi', passedOver: 'large' });
});

test('operations in files of their own are part of the contract', () => {
  const files = new Map([
    ['spec/main.yml', 'openapi: 3.0.0\npaths:\n  /v2/apps:\n    get:\n      $ref: resources/list_apps.yml\n'],
    ['spec/resources/list_apps.yml', 'operationId: apps_list\nresponses:\n  "200":\n    $ref: list.yml\n'],
    ['spec/resources/list.yml', 'description: OK\ncontent:\n  application/json: {}\n'],
  ]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /v2/apps  spec/main.yml:4']);
  const edit = replace('spec/resources/list.yml', 'application/json', 'text/plain');
  expect(listChanges(files, [edit], ['endpoint'])).toEqual([
    'modifies contract endpoint GET /v2/apps  spec/main.yml:4',
  ]);
});

test('a hundred references that lead in circles end, and are read once each', () => {
  const schema = (at: number): string =>
    `    S${at}:\n      properties:\n${[1, 2, 3].map((by) => `        p${by}: { $ref: '#/components/schemas/S${(at * 7 + by) % 100}' }\n`).join('')}`;
  const text = `openapi: 3.1.0\npaths:\n  /x:\n    get: { responses: { 200: { $ref: '#/components/schemas/S0' } } }\ncomponents:\n  schemas:\n${Array.from({ length: 100 }, (_, at) => schema(at)).join('')}`;
  const files = new Map([['openapi.yaml', text]]);
  expect(listFacts(files, 'endpoint')).toEqual(['GET /x  openapi.yaml:4']);
  const edit = replace(
    'openapi.yaml',
    '    S3:\n      properties:\n',
    '    S3:\n      minProperties: 1\n      properties:\n',
  );
  expect(listChanges(files, [edit], ['endpoint'])).toEqual([
    'modifies contract endpoint GET /x  openapi.yaml:4',
  ]);
});
