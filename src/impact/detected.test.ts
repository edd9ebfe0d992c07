import { describe, expect, test } from 'vitest';
import type { CodeChange } from '../domain/change.ts';
import type { Ignore } from '../domain/ignore.ts';
import { depthAsked } from './asked.ts';
import type { Target } from './impact.ts';
import { impactsOf } from './impacts.ts';

/** `removes endpoint GET /a`, `renames endpoint GET /a => GET /b`, `modifies symbol a.ts#f contract`. */
function change(text: string, more: Partial<CodeChange> = {}): CodeChange {
  const [, relation, kind = '', name = '', to, aspect] =
    /^(adds|removes|renames|modifies) (\w+) (.+?)(?: => (.+?))?(?: (contract|body))?$/.exec(text) ?? [];
  if (relation !== 'adds' && relation !== 'removes' && relation !== 'renames' && relation !== 'modifies')
    throw new Error(text);
  const path = kind === 'file' ? (to ?? name) : 'src/app.ts';
  return {
    relation,
    kind,
    name,
    ...(to === undefined ? {} : { to }),
    ...(aspect === 'contract' || aspect === 'body' ? { aspect } : {}),
    certainty: 'exact',
    path,
    line: 14,
    ...more,
  };
}

function told(
  changes: readonly CodeChange[],
  resources: readonly string[],
  { declared = [], links = [], ignore }: { declared?: string[]; links?: string[]; ignore?: Ignore } = {},
): string[] {
  const target: Target = { id: 't', title: 'T', status: 'in_progress', resources, links };
  return impactsOf({
    cause: { id: 'c', resources: declared },
    changes,
    targets: [target],
    ...(ignore === undefined ? {} : { ignore }),
  }).map(({ severity, reason }) => `${severity} ${reason}`);
}

describe('what a diff shows, to one that declares', () => {
  test.each<[string, string, string]>([
    [
      'removes endpoint POST /api/login',
      'depends:endpoint:POST /api/login',
      'conflict removes POST /api/login (src/app.ts:14), which this task depends on: settle first which of the two holds',
    ],
    [
      'renames endpoint POST /login => POST /session',
      'depends:endpoint:POST /login',
      'conflict renames POST /login (src/app.ts:14), which this task depends on, to POST /session: go on with POST /session',
    ],
    [
      'renames endpoint POST /login => POST /session',
      'adds:endpoint:POST /session',
      'conflict renames POST /login to POST /session (src/app.ts:14), which this task adds (the new name): use what is there or choose another name',
    ],
    [
      'modifies symbol src/app.ts#login contract',
      'depends:symbol:src/app.ts#login',
      'warning modifies the contract of src/app.ts#login (src/app.ts:14), which this task depends on: check that this task still fits',
    ],
    [
      'modifies symbol src/app.ts#login body',
      'depends:symbol:src/app.ts#login',
      'notice modifies the body of src/app.ts#login (src/app.ts:14), which this task depends on: check that this task still fits',
    ],
    [
      'modifies file src/app.ts',
      'owns:file:src/**',
      'warning modifies src/app.ts, part of src/**, which this task owns (asked to keep out): look at the change before you go on',
    ],
    [
      'removes table users',
      'modifies:column:users.email',
      'conflict removes table users (src/app.ts:14) and with it column users.email, which this task modifies: settle first which of the two holds',
    ],
  ])('%s / %s', (text, resource, expected) => expect(told([change(text)], [resource])).toEqual([expected]));

  test('an endpoint of which only the end is known may be the one: a warning', () => {
    const removed = change('removes endpoint GET /users/{}', { certainty: 'suffix' });
    expect(told([removed], ['depends:endpoint:GET /api/users/:id'])).toEqual([
      'warning removes GET /users/{} (src/app.ts:14), which may be GET /api/users/{}, which this task depends on: settle first which of the two holds',
    ]);
    expect(told([removed], ['depends:endpoint:GET /api/users'])).toEqual([]);
    expect(told([removed], ['depends:endpoint:POST /api/users/:id'])).toEqual([]);
    expect(told([removed], ['depends:endpoint:GET /users/:id'])[0]).toMatch(/^warning /);
  });

  test('both modify one thing: a conflict where linked lines changed too', () => {
    const changes = [
      change('modifies symbol src/app.ts#login contract'),
      change('modifies file src/app.ts', { read: true, hunks: [{ from: 10, to: 12, now: 1 }] }),
    ];
    const resources = ['modifies:symbol:src/app.ts#login'];
    expect(told(changes, resources)[0]).toMatch(/^warning /);
    expect(told(changes, resources, { links: ['src/app.ts#L1-9'] })[0]).toMatch(/^warning /);
    expect(told(changes, resources, { links: ['src/app.ts#L1-10'] })[0]).toMatch(/^conflict /);
  });

  test('a file whose symbols are read changed, but not the symbol', () => {
    const resources = ['modifies:symbol:src/app.ts#login'];
    expect(told([change('modifies file src/app.ts', { read: true })], resources)).toEqual([]);
    expect(told([change('modifies file src/app.ts')], resources)).toEqual([
      'warning modifies src/app.ts, which holds src/app.ts#login, which this task modifies: look at it before you go on',
    ]);
  });
});

describe('told once', () => {
  test('what is declared and detected', () => {
    const changes = [change('removes endpoint GET /a')];
    const once = told(changes, ['depends:endpoint:GET /a'], { declared: ['modifies:endpoint:GET /a'] });
    expect(once).toEqual([expect.stringMatching(/^conflict removes GET \/a \(src\/app\.ts:14\)/)]);
  });

  test('a thing and the file it went with', () => {
    const changes = [change('removes file src/app.ts'), change('removes symbol src/app.ts#login')];
    expect(told(changes, ['depends:symbol:src/app.ts#login'])).toHaveLength(1);
  });

  test('of all files that changed in a declared directory the worst, and no symbol beside its file', () => {
    const changes = [
      change('removes symbol src/app.ts#b'),
      change('modifies file src/app.ts', { read: true }),
      change('removes file src/b.ts'),
    ];
    expect(told(changes, ['touch:file:src'])).toEqual([
      'warning removes src/b.ts, part of src, which this task touches, and changes 1 more there: settle first which of the two holds',
    ]);
    expect(told(changes, ['depends:file:src/app.ts'])).toEqual([
      'warning modifies src/app.ts, which this task depends on: check that this task still fits',
    ]);
  });

  test('of all that changed in a declared whole five', () => {
    const changes = Array.from({ length: 8 }, (_, at) => change(`removes column users.c${at}`));
    const all = told(changes, ['depends:table:users']);
    expect(all).toHaveLength(5);
    expect(all.filter((line) => line.includes('and changes 3 more there'))).toHaveLength(1);
  });
});

describe('what is ignored', () => {
  const resources = ['depends:endpoint:GET /health', 'depends:env:CI', 'depends:file:docs'];
  const changes = [
    change('removes endpoint GET /health', { path: 'src/health.ts' }),
    change('removes env CI', { path: 'src/health.ts' }),
    change('modifies file docs/a.md'),
    change('renames file docs/b.md => src/b.md'),
  ];

  test.each<[string, Ignore, string[]]>([
    ['nothing', { paths: [], resources: [] }, ['conflict', 'conflict', 'warning']],
    ['a resource', { paths: [], resources: [{ kind: 'endpoint', name: '* /*' }] }, ['conflict', 'warning']],
    ['a path and all that is in it', { paths: ['src/health.ts'], resources: [] }, ['warning']],
    [
      'files, but not one that left them',
      { paths: ['docs/**'], resources: [] },
      ['conflict', 'conflict', 'warning'],
    ],
    ['everything', { paths: ['docs', 'src'], resources: [] }, []],
  ])('%s', (_, ignore, severities) => {
    expect(told(changes, resources, { ignore }).map((line) => line.split(' ')[0])).toEqual(severities);
  });

  test('what the cause only declares', () => {
    const ignore = { paths: [], resources: [{ kind: 'env', name: 'CI' }] };
    expect(told([], ['depends:env:CI'], { declared: ['removes:env:CI'], ignore })).toEqual([]);
  });
});

describe('how far the open tasks ask to look', () => {
  test.each<[string, string[], string[], string]>([
    ['nothing declared', [], [], 'nothing'],
    ['files', ['owns:file:src/**'], ['a.ts#L1'], 'files'],
    ['what sources define', ['depends:env:CI'], [], 'facts'],
    ['a symbol of a link', [], ['a.ts#login'], 'facts'],
    ['a kind that nobody detects', ['removes:feature:legacy'], [], 'nothing'],
    ['lines that mean nothing here', ['forbids:env:A'], ['a#'], 'nothing'],
  ])('%s', (_, resources, links, expected) => {
    const target = { id: 't', title: 'T', status: 'pending', resources, links };
    expect(depthAsked([target, { ...target, id: 'u', resources: [], links: [] }])).toBe(expected);
    expect(depthAsked([target], 't')).toBe('nothing');
  });
});
