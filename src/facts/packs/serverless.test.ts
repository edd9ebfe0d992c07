import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, listNames, replace, treeOf } from '../../../test/fixture-app.ts';

const SERVERLESS = `service: shop
provider:
  name: aws
  stage: \${opt:stage}
functions:
  listUsers:
    handler: src/users.list
    events:
      - http: GET users
      - httpApi: 'POST /users/{id}'
      - schedule: rate(1 day)
  showUser:
    handler: src/users.show
    events:
      - http:
          path: /users/{id}
          method: get
          cors: true
          authorizer: auth
      - httpApi:
          path: \${self:custom.base}/old
          method: '*'
  everything:
    handler: src/app.handler
    events:
      - http: ANY /
      - http: 'ANY /{proxy+}'
`;
const SAM = `Transform: AWS::Serverless-2016-10-31
Resources:
  Users:
    Type: AWS::Serverless::Function
    Properties:
      Handler: users.handler
      CodeUri: !Sub '\${Bucket}/users'
      Events:
        Files:
          Type: Api
          Properties:
            Path: /files/{path+}
            Method: get
            RestApiId: !Ref Api
        Queue:
          Type: SQS
          Properties:
            Queue: !GetAtt Queue.Arn
        Add:
          Type: HttpApi
          Properties: { Path: /users, Method: POST }
  Table:
    Type: AWS::Serverless::SimpleTable
`;

describe('functions that a deployment describes', () => {
  const files = new Map([
    ['serverless.yml', SERVERLESS],
    ['api/template.yaml', SAM],
  ]);

  test('their requests', () => {
    expect(listFacts(files, 'endpoint')).toEqual([
      'GET /files/{*}  api/template.yaml:9',
      'POST /users  api/template.yaml:19',
      'GET /users  serverless.yml:9',
      'POST /users/{}  serverless.yml:10',
      'GET /users/{}  serverless.yml:15',
      '… * /old  serverless.yml:20',
    ]);
  });

  test.each([
    [
      'a request taken away',
      'serverless.yml',
      '      - http: GET users\n',
      '',
      'removes endpoint GET /users  serverless.yml:9',
    ],
    [
      'another authorizer',
      'serverless.yml',
      'authorizer: auth',
      'authorizer: other',
      'modifies contract endpoint GET /users/{}  serverless.yml:15',
    ],
    [
      'another handler',
      'api/template.yaml',
      'users.handler',
      'users.main',
      'modifies body endpoint GET /files/{*}  api/template.yaml:9',
    ],
  ])('%s', (_, path, old, text, change) => {
    expect(listChanges(files, [replace(path, old, text)], ['endpoint'])).toContain(change);
  });
});

function pathOf(path: string): readonly string[] {
  const events = `    events:\n      - http:\n          method: get\n          path: ${path}\n`;
  return listNames(
    treeOf({ 'serverless.yml': `functions:\n  one:\n    handler: a.b\n${events}` }),
    'endpoint',
  );
}

test('a variable with another one inside is one that nobody knows', () => {
  expect(pathOf(`$\u007bself:custom.$\u007bopt:stage}.base}/users`)).toEqual(['… GET /users']);
});

test('variables that never end are passed over at once', () => {
  expect(pathOf(`|\n${`            ${'$\u007b'.repeat(1000)}\n`.repeat(200)}`)).toEqual([]);
});
