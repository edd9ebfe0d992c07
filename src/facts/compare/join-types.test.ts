import { expect, test } from 'vitest';
import { listChanges, move, remove, replace, type Step, write } from '../../../test/fixture-app.ts';

function api(title: string, ...fields: readonly string[]): string {
  const properties = fields.map((field) => `        ${field}:\n          type: string\n`).join('');
  return `openapi: 3.0.0\ninfo:\n  title: ${title}\npaths: {}\ncomponents:\n  schemas:\n    User:\n      type: object\n      properties:\n${properties}`;
}

const versions = new Map([
  ['api/v1.yaml', api('v1', 'id', 'email')],
  ['api/v2.yaml', api('v2', 'id', 'email', 'name')],
]);
const twice = new Map([
  ['api/openapi.yaml', api('one', 'id', 'email')],
  ['docs/openapi.yaml', api('one', 'id', 'email')],
]);
const EMAIL = '        email:\n          type: string\n';
const split = new Map([
  [
    'api/openapi.yaml',
    "openapi: 3.0.0\ninfo:\n  title: one\npaths: {}\ncomponents:\n  schemas:\n    User:\n      $ref: './parts.yaml#/User'\n",
  ],
  [
    'api/parts.yaml',
    'User:\n  type: object\n  properties:\n    id:\n      type: string\n    email:\n      type: string\n',
  ],
]);

test.each<readonly [string, ReadonlyMap<string, string>, readonly Step[], readonly string[]]>([
  [
    'a field that one version loses, and another one has',
    versions,
    [replace('api/v2.yaml', EMAIL, '')],
    ['removes field User.email  api/v2.yaml:12'],
  ],
  [
    'a field that one version gets, and another one had',
    versions,
    [replace('api/v1.yaml', EMAIL, `${EMAIL}        name:\n          type: string\n`)],
    ['adds field User.name  api/v1.yaml:14'],
  ],
  [
    'a field that both lose, once',
    versions,
    [replace('api/v1.yaml', EMAIL, ''), replace('api/v2.yaml', EMAIL, '')],
    ['removes field User.email  api/v1.yaml:12'],
  ],
  ['a version that goes', versions, [remove('api/v1.yaml')], ['removes type User  api/v1.yaml:7']],
  [
    'a version that comes',
    versions,
    [write('api/v3.yaml', api('v3', 'id'))],
    ['adds type User  api/v3.yaml:7'],
  ],
  ['a document under another name', versions, [move('api/v2.yaml', 'api/v2/openapi.yaml')], []],
  ['one of two that say the same', twice, [replace('docs/openapi.yaml', EMAIL, '')], []],
  [
    'two that say the same',
    twice,
    [replace('docs/openapi.yaml', EMAIL, ''), replace('api/openapi.yaml', EMAIL, '')],
    ['removes field User.email  api/openapi.yaml:12'],
  ],
  [
    'a schema that is written in the document now, no longer in a file of its own',
    split,
    [remove('api/parts.yaml'), write('api/openapi.yaml', api('one', 'id', 'email'))],
    [],
  ],
])('types of documents: %s', (_, app, steps, expected) => {
  const kept = ['removes', 'adds', 'renames'];
  const told = listChanges(app, steps, ['type', 'field']).filter((line) =>
    kept.some((one) => line.startsWith(one)),
  );
  expect(told).toEqual(expected);
});
