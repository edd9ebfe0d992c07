import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCHEMA_KINDS, schemaOf } from '../../src/cli/schemas/schemas.ts';
import { VERBS } from '../../src/cli/verbs.ts';
import { readEditable } from '../../src/codec/editable-task.ts';
import { readPlanFile, treeOfJson } from '../../src/codec/plan-file.ts';
import { callInside } from '../call-inside.ts';
import { violations } from '../json-schema.ts';
import { git, makeRepository, makeTempDir } from '../temp-repository.ts';

const SOURCE = resolve(import.meta.dirname, '../../src/cli');
const TRANSCRIPTS = resolve(import.meta.dirname, '../transcripts');

function kindOf(answer: unknown): string {
  return String(Object(answer).kind);
}

function wrongIn(answer: unknown): readonly string[] {
  const schema = schemaOf(kindOf(answer));
  return schema === undefined ? [`no schema: ${kindOf(answer)}`] : violations(schema, answer);
}

/** A home of two clones, and what each call there answers. */
class Session {
  readonly hub = makeTempDir();
  readonly here = makeRepository(makeTempDir());
  readonly kinds = new Set<string>();
  readonly verbs = new Set<string>();
  readonly wrong: string[] = [];

  constructor() {
    git(this.hub, 'init', '--quiet', '--bare');
    git(this.here, 'remote', 'add', 'origin', this.hub);
    git(this.here, 'push', '--quiet', 'origin', 'main');
  }

  async call(...argv: readonly string[]): Promise<{ readonly [key: string]: unknown }> {
    this.verbs.add(argv[0] ?? 'status');
    const { stdout } = await callInside([...argv, '--json'], { cwd: this.here, impatient: true });
    let last: unknown;
    for (const line of stdout.split('\n').filter((one) => one !== '')) {
      last = JSON.parse(line);
      this.kinds.add(kindOf(last));
      for (const problem of wrongIn(last)) this.wrong.push(`${argv.join(' ')}: ${problem}`);
    }
    const { data } = Object(last);
    return Object(data);
  }

  async add(...argv: readonly string[]): Promise<string> {
    return String((await this.call('add', ...argv)).id);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.here, name), text);
  }
}

describe('schemas', () => {
  test('hold what every verb answers', async () => {
    const session = new Session();
    const { call, add } = { call: session.call.bind(session), add: session.add.bind(session) };
    session.write(
      'app.ts',
      "import express from 'express';\nconst app = express();\napp.post('/login', (q, s) => s.end());\napp.listen(1);\n",
    );
    git(session.here, 'add', 'app.ts');
    git(session.here, 'commit', '--quiet', '--message', 'app');
    await call('list');
    await call('init');
    const a = await add(
      'Add the users table',
      '-p',
      'high',
      '-l',
      'db',
      '-d',
      'with ids',
      '--due',
      '2030-01-02',
    );
    const b = await add(
      'Serve the login',
      '--depends-on',
      a,
      '--accept',
      'it answers',
      '--resource',
      'depends:endpoint:POST /login',
      '-a',
      'bob',
    );
    const c = await add('Fill the form', '--parent', b, '--link', 'app.ts');
    await add('Fill the form');
    await call('note', c, 'a note');
    await call('note', c, '--remove', '1');
    await call('link', c, 'src');
    await call('unlink', c, 'src');
    await call('resource', a, 'removes:endpoint:POST /login');
    await call('unresource', a, 'removes:endpoint:POST /login');
    await call('resource', a, 'removes:endpoint:POST /login');
    await call('label', c, 'ui');
    await call('unlabel', c, 'ui');
    await call('accept', b, '1');
    await call('edit', c, '--title', 'Fill the login form');
    await call('assign', c, 'Ann Author');
    await call('undepend', b, '--on', a);
    await call('depend', b, '--on', a);
    await call('undo');
    await call('depend', b, '--on', a);
    for (const verb of [
      'ready',
      'blocked',
      'list',
      'tree',
      'graph',
      'inbox',
      'status',
      'doctor',
      'log',
      'schema',
      'watch',
      'hooks',
      'maintain',
    ])
      await (verb === 'hooks'
        ? call('hooks', 'status')
        : verb === 'maintain'
          ? Promise.resolve({})
          : call(verb));
    await call('hooks', 'remove');
    await call('hooks', 'install');
    await call('schema', 'task');
    await call('list', '--nonsense');
    await call('search', 'login');
    await call('stats');
    await call('config');
    await call('next');
    await call('start', a);
    await call('show', a);
    await call('check', a);
    session.write('app.ts', 'export const nothing = 1;\n');
    await call('impact');
    await call('impact', '--facts');
    await call('submit', a);
    await call('reopen', a, '-m', 'again');
    await call('release', a);
    await call('next', '--claim');
    await call('complete', a, '--force');
    await call('inbox', '--as', 'bob');
    await call('ack', b, '--as', 'bob', '-m', 'seen');
    await call('block', c, '-r', 'money');
    await call('unblock', c);
    await call('wait', a, '--timeout', '1s');
    await call('deps', b);
    await call('cancel', c, '-r', 'no');
    await call('reopen', c);
    await call('next', '--claim', '--another');
    await call('complete', c, '--force', '--next');
    session.write(
      'plan.json',
      JSON.stringify({
        plan: 'p',
        tasks: [
          { key: 'one', title: 'One', depends_on: [] },
          { title: 'Two', depends_on: ['one'] },
        ],
      }),
    );
    await call('plan', join(session.here, 'plan.json'), '--dry-run');
    await call('plan', join(session.here, 'plan.json'));
    await call('export', '--all');
    await call('export', '--all', '-o', 'all.json');
    await call('import', 'all.json', '--dry-run');
    await call('import', 'all.json');
    await call('completion', 'bash');
    for (const verb of ['sync', 'pull', 'push']) await call(verb, '--remote', 'origin');
    const gone = await add('Not needed', '-d', 'secret');
    const [event] = git(session.here, 'grep', '-l', 'secret', 'refs/tasks/main', '--', 'tasks').split('\n');
    const stamp = /([0-9A-Z]{26})[^/]*$/.exec(event ?? '')?.[1];
    const { stdout } = await callInside(['log', gone, '--json'], { cwd: session.here });
    const [logged] = Object(JSON.parse(stdout)).data;
    await call('redact', stamp ?? String(Object(logged).id));
    await call('delete', gone, '--yes');
    await call('purge');
    await call('purge', '--yes');
    expect(session.wrong).toEqual([]);
    const unseen = SCHEMA_KINDS.filter(({ kind, of }) => of === 'answer' && !session.kinds.has(kind));
    expect(unseen.map(({ kind }) => kind)).toEqual([]);
    expect(Object.keys(VERBS).filter((verb) => !session.verbs.has(verb))).toEqual([]);
  });

  test('are there for each kind that the source answers with', () => {
    const kinds = new Set<string>();
    for (const file of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('schemas')) continue;
      const text = readFileSync(join(SOURCE, file), 'utf8');
      for (const [, kind] of text.matchAll(/(?:answer|answerRows)\((?:call, view, )?\{[^}]*?kind: '(\w+)'/g))
        kinds.add(kind ?? '');
      for (const [, kind] of text.matchAll(/enveloped?\('(\w+)'/g)) kinds.add(kind ?? '');
    }
    expect(kinds.size).toBeGreaterThan(25);
    expect([...kinds].filter((kind) => schemaOf(kind) === undefined)).toEqual([]);
  });

  test('hold what the transcripts show', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const file of readdirSync(TRANSCRIPTS).filter((name) => name.endsWith('.txt')))
      for (const line of readFileSync(join(TRANSCRIPTS, file), 'utf8').split('\n')) {
        if (!line.startsWith('{"schema"') || !line.endsWith('}') || /<\.\.\.>|KEPT/.test(line)) continue;
        count++;
        for (const problem of wrongIn(JSON.parse(withSamples(line)))) wrong.push(`${file}: ${problem}`);
      }
    expect(count).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  test.each(SCHEMA_KINDS.map(({ kind }) => kind))('%s refers to nothing that is not in it', (kind) => {
    const schema = schemaOf(kind) ?? {};
    const names = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name);
    expect(names.filter((name) => !Object.hasOwn(Object(schema.$defs), name ?? ''))).toEqual([]);
  });

  test.each([
    ['plan_file', { tasks: [{ title: 'One', depends_on: 'two', priority: 3 }] }, true],
    ['plan_file', [{ title: 'One' }], true],
    ['plan_file', { tasks: [{ key: 'one' }] }, false],
    ['plan_file', { tasks: [{ title: 'One', colour: 'red' }] }, false],
    ['edit_file', { title: 'One', labels: [] }, true],
    ['edit_file', { status: 'completed' }, false],
    ['task_file', { id: 'm2p8x4q9wd', title: 'One', status: 'pending' }, true],
    ['task_file', { id: 'm2p8x4q9wd', title: 'One', status: 'doing' }, false],
    [
      'event_file',
      [{ id: '01JD3YQ8Z0ABCDEFGHJKMNPQRS', type: 'note_added', at: '2026-11-20T04:22:40.521Z', by: 'ann' }],
      true,
    ],
    ['event_file', [{ type: 'note_added' }], false],
  ])('%s and %j', (kind, value, fits) => {
    expect(violations(schemaOf(kind) ?? {}, value).length === 0).toBe(fits);
    if (kind === 'plan_file') {
      const { problems, plan } = readPlanFile(treeOfJson(value));
      expect(problems.length === 0 && plan.tasks.every(({ texts }) => texts.has('title'))).toBe(fits);
    }
    if (kind === 'edit_file') expect(readEditable(treeOfJson(value)).problems.length === 0).toBe(fits);
  });
});

/** A line of a transcript with values of the right shape for its placeholders. */
function withSamples(line: string): string {
  const samples: Readonly<Record<string, string>> = {
    stamp: '01JD3YQ8Z0ABCDEFGHJKMNPQRS',
    event: '01JD3YQ8Z0ABCDEFGHJKMNPQRS',
    created: '01JD3YQ8Z0ABCDEFGHJKMNPQRS',
    time: '2026-11-20T04:22:40.521Z',
    oid: '0'.repeat(40),
    short: 'm2p8',
  };
  return line
    .replace(/\\<(\w+)>/g, '$1')
    .replace(/<(\w+):4>/g, 'm2p8')
    .replace(/<(\w+)>/g, (_, name: string) => samples[name] ?? 'm2p8x4q9wd');
}
