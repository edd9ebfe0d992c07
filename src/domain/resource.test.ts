import { describe, expect, test } from 'vitest';
import { GitTaskError } from '../errors.ts';
import { formatResource, parseResource } from './resource.ts';

function refusal(text: string): GitTaskError {
  try {
    parseResource(text);
  } catch (error) {
    if (error instanceof GitTaskError) return error;
  }
  throw new Error(`${text} was not refused`);
}

function canonical(text: string): string {
  return formatResource(parseResource(text));
}

describe('parts', () => {
  test.each([
    ['Modifies:Endpoint:POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['  modifies : endpoint : POST /x ', 'modifies:endpoint:POST /x'],
    ['modify:files:a.ts', 'modifies:file:a.ts'],
    ['add:table:users', 'adds:table:users'],
    ['remove:column:users.email', 'removes:column:users.email'],
    ['touches:dependencies:npm/express', 'touch:dependency:npm/express'],
    ['depend:env:API_KEY', 'depends:env:API_KEY'],
    ['own:file:src/**', 'owns:file:src/**'],
    ['rename:env:A -> B', 'renames:env:A -> B'],
    ['adds:feature:Legacy Mode', 'adds:feature:Legacy Mode'],
  ])('%j is %j', (text, expected) => expect(canonical(text)).toBe(expected));

  test('a rename has two names', () => {
    expect(parseResource('renames:endpoint:POST /login -> POST /session')).toEqual({
      relation: 'renames',
      kind: 'endpoint',
      name: 'POST /login',
      to: 'POST /session',
    });
  });
});

describe('names', () => {
  test.each([
    // file
    ['file', './src//auth.ts', 'src/auth.ts'],
    ['file', 'src/', 'src'],
    ['file', '.', '**'],
    ['file', 'app/[id]/page.tsx', 'app/[id]/page.tsx'],
    // endpoint
    ['endpoint', '/api/login', '* /api/login'],
    ['endpoint', 'api/login', '* /api/login'],
    ['endpoint', 'ANY /api/login', '* /api/login'],
    ['endpoint', '*', '* /*'],
    ['endpoint', 'post   /api//login/', 'POST /api/login'],
    ['endpoint', 'GET /', 'GET /'],
    ['endpoint', 'GET https://api.example.org:8443/v1/x?y=1#z', 'GET /v1/x'],
    ['endpoint', 'GET https://example.org', 'GET /'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what people paste from code
    ['endpoint', 'GET ${BASE}/users/${user.id}', 'GET /users/{}'],
    ['endpoint', 'GET /users/:id', 'GET /users/{}'],
    ['endpoint', 'GET /users/:id(\\d+)/posts', 'GET /users/{}/posts'],
    ['endpoint', 'GET /users/:id?/posts', 'GET /users/{}/posts'],
    ['endpoint', 'GET /flights/:from-:to', 'GET /flights/{}-{}'],
    ['endpoint', 'POST /users/{id}:activate', 'POST /users/{}:activate'],
    ['endpoint', 'GET /users/{id}', 'GET /users/{}'],
    ['endpoint', 'GET /users/{id:[0-9]{4}}', 'GET /users/{}'],
    ['endpoint', 'GET /users/<int:id>', 'GET /users/{}'],
    ['endpoint', 'GET /users/[id]', 'GET /users/{}'],
    ['endpoint', 'GET /docs/[...slug]', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/[[...slug]]', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/*path', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/:path*', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/:path(.*)', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/{path:path}', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/{*path}', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/<path:p>', 'GET /docs/{*}'],
    ['endpoint', 'GET /docs/*', 'GET /docs/*'],
    ['endpoint', 'GET /Docs/**', 'GET /Docs/*'],
    ['endpoint', 'purge /cache', 'PURGE /cache'],
    // symbol
    ['symbol', './src/auth.ts#login()', 'src/auth.ts#login'],
    ['symbol', 'src/auth.ts#Auth.login', 'src/auth.ts#Auth.login'],
    // table and column
    ['table', 'public.Users', 'users'],
    ['table', '[dbo].[Users]', 'users'],
    ['table', 'audit.log', 'audit.log'],
    ['table', 'main', 'main'],
    ['column', '"public"."Users"."Email"', 'users.email'],
    ['column', 'main.email', 'main.email'],
    // as written
    ['env', 'API_KEY', 'API_KEY'],
    ['flag', 'cli:--json', 'cli:--json'],
    ['config', 'app.yaml:server.port', 'app.yaml:server.port'],
    ['dependency', 'NPM/@types/node@20', 'npm/@types/node'],
    ['dependency', 'go/github.com/a/b', 'go/github.com/a/b'],
  ])('%s %j is %j', (kind, name, expected) => {
    expect(parseResource(`touch:${kind}:${name}`)).toEqual({ relation: 'touch', kind, name: expected });
  });

  test.each([
    ['endpoint', 'POST /login -> /session', 'POST /login -> POST /session'],
    ['endpoint', '/login → PUT /session', '* /login -> PUT /session'],
    ['symbol', 'src/a.ts#x->y', 'src/a.ts#x -> src/a.ts#y'],
    ['column', 'users.mail => email', 'users.mail -> users.email'],
    ['dependency', 'npm/request -> got', 'npm/request -> npm/got'],
    ['file', 'src/old/ -> src/new/', 'src/old -> src/new'],
  ])('a new %s name need say only what changes: %j', (kind, names, expected) => {
    expect(canonical(`renames:${kind}:${names}`)).toBe(`renames:${kind}:${expected}`);
  });
});

describe('refusals carry the resource that was meant', () => {
  test.each([
    ['endpoint:modifies:POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['modfies:endpoint:POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['deletes:endpoint:POST /api/login', 'removes:endpoint:POST /api/login'],
    ['modifies:endpont:POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['endpoint:POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['endpoint:GET /users/:id', 'modifies:endpoint:GET /users/:id'],
    ['modifies:POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['modifies endpoint POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['POST /api/login', 'modifies:endpoint:POST /api/login'],
    ['src/auth.ts', 'modifies:file:src/auth.ts'],
    ['src/auth.ts#login', 'modifies:symbol:src/auth.ts#login'],
    ['removes:API_KEY', 'removes:env:API_KEY'],
    ['users', 'modifies:<kind>:users'],
    ['', 'modifies:<kind>:<name>'],
    ['feature:adds:legacy-mode', 'adds:feature:legacy-mode'],
    ['modifies:a kind:x', 'modifies:<kind>:a kind:x'],
    ['touch:file:', 'touch:file:<name>'],
    ['touch:file:/src/a.ts', 'touch:file:src/a.ts'],
    ['touch:file:../a.ts', 'touch:file:a.ts'],
    ['touch:file:src\\a.ts', 'touch:file:src/a.ts'],
    ['touch:file:a.ts -> b.ts', 'renames:file:a.ts -> b.ts'],
    ['touch:endpoint:POST', 'touch:endpoint:POST /<path>'],
    ['touch:endpoint:PSOT /x', 'touch:endpoint:POST /x'],
    ['touch:endpoint:/x POST', 'touch:endpoint:POST /x'],
    ['touch:endpoint:GET|POST /x', 'touch:endpoint:GET /x'],
    ['touch:endpoint:GET /x y', 'touch:endpoint:<name>'],
    ['touch:endpoint:GET /{id', 'touch:endpoint:<name>'],
    ['touch:symbol:login', 'touch:symbol:<path>#login'],
    ['touch:symbol:src/auth.py::login', 'touch:symbol:src/auth.py#login'],
    ['touch:column:email', 'touch:column:<table>.email'],
    ['touch:dependency:express', 'touch:dependency:<ecosystem>/express'],
    ['renames:env:A', 'renames:env:A -> <new>'],
    ['renames:env:A -> A', 'renames:env:A -> <new>'],
    ['owns:table:users', 'owns:file:<glob>'],
    ['touch:env:A\u0007', 'modifies:<kind>:<name>'],
    [`touch:env:${'A'.repeat(500)}`, 'modifies:<kind>:<name>'],
  ])('%j', (text, template) => {
    expect(refusal(text)).toMatchObject({ code: 'RESOURCE_INVALID', templates: [template] });
  });

  test('the message names what is wrong, the hint lists what there is', () => {
    const error = refusal('endpoint:modifies:POST /api/login');
    expect(error.message).toBe(
      '"endpoint:modifies:POST /api/login" is not a resource: "endpoint" is not a relation',
    );
    expect(error.hint).toContain('touch, adds, removes, modifies, renames, depends, owns');
    expect(error.hint).toContain('file, endpoint, symbol, table, column, env, flag, config, dependency');
  });
});
