import { describe, expect, test } from 'vitest';
import { listChanges, listFacts, replace, type Step, write } from '../../../test/fixture-app.ts';

const sources = new Map([
  [
    'src/config.ts',
    `export const port = Number(process.env.PORT ?? 3000);
const { API_KEY, REGION: region = 'eu' } = process.env;
// process.env.COMMENTED
const text = "process.env.QUOTED";
export const url = process.env['DATABASE_URL'];
process.env.TZ = 'UTC';
delete process.env.DEBUG;
export const dynamic = process.env[region];
`,
  ],
  [
    'src/web.tsx',
    'export const App = () => <a href={import.meta.env.VITE_URL}>{import.meta.env.DEV && 1}</a>;',
  ],
  ['src/jobs.ts', 'if (!process.env.API_KEY) throw new Error(`no ` + process.env.JOBS_QUEUE);'],
  ['edge.ts', "const token = Deno.env.get('TOKEN'); function f(process) { return process.env.PASSED; }"],
  [
    '.env.example',
    '# The database\nDATABASE_URL=postgres://localhost\nexport PORT=3000\n# SENTRY_DSN=\n#  A=b in words\n',
  ],
  ['.env', 'SECRET=1'],
]);

test('the variables that sources use and examples name', () => {
  expect(listFacts(sources, 'env')).toEqual([
    'DATABASE_URL  .env.example:2',
    'PORT  .env.example:3',
    'SENTRY_DSN  .env.example:4',
    'TOKEN  edge.ts:1',
    'PORT  src/config.ts:1',
    'API_KEY  src/config.ts:2',
    'REGION  src/config.ts:2',
    'DATABASE_URL  src/config.ts:5',
    'API_KEY  src/jobs.ts:1',
    'JOBS_QUEUE  src/jobs.ts:1',
    'VITE_URL  src/web.tsx:1',
  ]);
});

describe('what becomes of variables', () => {
  test.each<[what: string, steps: Step[], changes: string[]]>([
    [
      'used no longer',
      [replace('src/jobs.ts', 'process.env.JOBS_QUEUE', '1')],
      ['removes env JOBS_QUEUE  src/jobs.ts:1'],
    ],
    ['used no longer here, but there', [replace('src/jobs.ts', '!process.env.API_KEY', '!key')], []],
    [
      'used no longer, but named in the example',
      [replace('src/config.ts', 'process.env.PORT', 'undefined')],
      [],
    ],
    [
      'commented out',
      [replace('edge.ts', "const token = Deno.env.get('TOKEN');", "// Deno.env.get('TOKEN')\n")],
      ['removes env TOKEN  edge.ts:1'],
    ],
    [
      'new in the example',
      [replace('.env.example', '# The', 'NEW_ONE=1\n# The')],
      ['adds env NEW_ONE  .env.example:1'],
    ],
    ['with another value, on another line', [replace('.env.example', '# The database', '\n\nPORT=1')], []],
    [
      'a file of values, and what looks like a use',
      [
        write('.env.local', 'MORE=1'),
        write('src/x.ts', "const s = 'process.env.MORE'; env.MORE; a.process.env.MORE;"),
      ],
      [],
    ],
  ])('%s', (_what, steps, changes) => {
    expect(listChanges(sources, steps, ['env'])).toEqual(changes);
  });
});
