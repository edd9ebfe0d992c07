import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTempDir, makeTestDir } from '../temp-repository.ts';
import { bash, completeInBash, fish, has, typeInZsh } from './completion-shells.ts';

/** Text that a shell would act on, would it ever read it. None of it may touch a file named pwned. */
const HOSTILE = [
  '1$(touch pwned)',
  '2`touch pwned`',
  "3it's",
  '4say "hi"',
  '5;touch pwned',
  '6back\\slash',
  '7a:colon=b@c',
  '8*',
  '9 & > pwned',
  'a$HOME $(x) %s',
  'b|touch pwned',
  'c#no comment',
  'd\u00fcber',
];
const GITS_OWN = '/usr/share/bash-completion/completions/git';

let root: string;
let ready: string;
let waiting: string;
let mine: string;

beforeAll(async () => {
  root = makeRepository(makeTempDir());
  const where = { cwd: root, env: { GIT_TASK_ACTOR: 'ann' } };
  await callInsideOk(['init', '--no-hooks'], where);
  ready = await callInsideOk(['add', 'x$(touch pwned)`touch pwned`"\'; a:b', '-p', 'high', '-q'], where);
  waiting = await callInsideOk(['add', 'waits', '--depends-on', ready, '-q', '-a', 'Bob Builder'], where);
  mine = await callInsideOk(['add', 'mine', '--start', '-q', '-t', 'bug'], where);
  await callInsideOk(['label', ready, ...HOSTILE], where);
  git(root, 'remote', 'add', 'upstream', '/nowhere');
  git(root, 'config', 'task.actor', 'ann');
});

async function words(line: string, cwd = root): Promise<readonly string[]> {
  const { status, stdout, stderr } = await callInside(['complete-words', '--', ...line.split('|')], { cwd });
  expect({ status, stderr }, line).toEqual({ status: 0, stderr: '' });
  const [kind, ...found] = stdout.split('\n').filter((one) => one !== '');
  return kind === 'files' ? ['files'] : found.map((one) => one.split('\t')[0] ?? '');
}

describe('what is proposed', () => {
  test.each<[string, (short: (id: string) => string) => readonly string[]]>([
    ['unblo', () => ['unblock']],
    ['--json|comple', () => ['completion', 'complete']],
    ['don', () => ['done']],
    ['help|unblo', () => ['unblock']],
    ['help|list|', () => []],
    ['nonsense|', () => []],
    ['--ver', () => ['--version']],
    ['list|--st', () => ['--status']],
    ['list|--status|in', () => ['in_progress', 'in_review']],
    ['list|--status=in', () => ['--status=in_progress', '--status=in_review']],
    ['list|-s|sta', () => ['stale']],
    ['ls|--sort|d', () => ['due']],
    ['list|--all|--al', () => []],
    ['add|t|--label|x|--lab', () => ['--label']],
    ['add|', () => []],
    ['add|t|-p|', () => ['none', 'low', 'medium', 'high', 'critical']],
    ['add|t|--assignee|', () => ['Bob Builder', 'ann']],
    ['add|t|-t|', () => ['bug']],
    ['add|t|--link|', () => ['files']],
    ['start|', (short) => [short(ready)]],
    ['complete|', (short) => [short(mine)]],
    ['reopen|', () => []],
    ['show|@', () => ['@', '@last']],
    ['depend|@|--on|', (short) => [short(ready), short(waiting), short(mine)]],
    ['depend|--', () => ['--on', '--json', '--quiet', '--as', '--help']],
    ['status|@|in_', () => ['in_progress', 'in_review']],
    ['hooks|', () => ['install', 'remove', 'status']],
    ['completion|', () => ['bash', 'zsh', 'fish']],
    ['wait|--until|', () => ['ready', 'completed', 'changed']],
    ['watch|--since|', () => []],
    ['push|--remote|', () => ['upstream']],
    ['plan|', () => ['files']],
    ['label|@|1', () => ['1$(touch pwned)']],
    ['unlabel|@|', () => []],
    ['note|@|--|-', () => []],
    ['list|--as|', () => ['Bob Builder', 'ann']],
  ])('%s', async (line, expected) => {
    const short = (id: string): string => id.slice(0, 4);
    expect(new Set(await words(line))).toEqual(new Set(expected(short)));
  });

  test('an id goes on from where it was typed, and a closed one is found once something is typed', async () => {
    expect(await words(`show|${ready.slice(0, 6)}`)).toEqual([ready.slice(0, 6)]);
    const where = { cwd: root, env: { GIT_TASK_ACTOR: 'ann' } };
    const closed = await callInsideOk(['add', 'over', '-q'], where);
    await callInsideOk(['cancel', closed], where);
    expect(await words('reopen|')).toEqual([closed.slice(0, 4)]);
    expect(await words(`show|${closed.slice(0, 4)}`)).toEqual([closed.slice(0, 4)]);
    expect(await words('show|')).not.toContain(closed.slice(0, 4));
  });

  test('verbs everywhere, values where there are some, and never an error', async () => {
    const nowhere = makeTestDir();
    const bare = makeRepository(makeTestDir());
    for (const cwd of [nowhere, bare]) {
      expect(await words('sta', cwd)).toContain('start');
      for (const line of ['start|', 'list|--label|', 'unlabel|@|', 'add|t|-a|'])
        expect(await words(line, cwd)).toEqual([]);
    }
    expect(await words('push|--remote|', nowhere)).toEqual([]);
  });

  test('a title is one line without anything that moves a cursor or turns text', async () => {
    const own = makeRepository(makeTestDir());
    await callInsideOk(['init', '--no-hooks'], { cwd: own });
    const id = await callInsideOk(['add', 'one\ttwo \u202eturned \u2028three'], { cwd: own });
    const { stdout } = await callInside(['complete-words', '--', 'show', ''], { cwd: own });
    expect(stdout).toBe(`words\n${id.slice(0, 4)}\tone two turned three\n`);
  });

  test('looking is no sign of life, and writes nothing but the index', async () => {
    const own = makeRepository(makeTestDir());
    await callInsideOk(['init', '--no-hooks'], { cwd: own });
    await callInsideOk(['add', 'one'], { cwd: own });
    const files = (): readonly string[] =>
      readdirSync(join(own, '.git/git-task'), { recursive: true }).map(String);
    const before = files();
    await words('start|', own);
    expect(files()).toEqual(before);
  });
});

describe.each([bash, fish])('$name', (shell) => {
  test.skipIf(!shell.present).each([
    ['git-task unblo', ['unblock']],
    ['git-task --json list --stat', ['--status']],
    ['git-task list --status in_', ['in_progress', 'in_review']],
    ['git-task push --remote ', ['upstream']],
    ['git task list --sort du', ['due']],
    ['git task show @l', ['@last']],
    ['git task add ', []],
    ['git-task nonsense ', []],
  ])('%s', (line, expected) => {
    expect(new Set(shell.complete(line, root))).toEqual(new Set(expected));
  });

  test.skipIf(!shell.present)('ids, as git-task and as git task', () => {
    for (const program of ['git-task', 'git task'])
      expect(shell.complete(`${program} start `, root)).toEqual([ready.slice(0, 4)]);
  });

  test.skipIf(!shell.present)("other people's text arrives as it is, and nothing of it is run", () => {
    const cwd = root;
    const found = shell.complete('git-task list --label ', cwd);
    expect(shell.read(found, cwd)).toEqual([...HOSTILE].sort());
    for (const [at, label] of HOSTILE.entries()) {
      const one = shell.complete(`git-task list --label ${label.slice(0, 1)}`, cwd);
      expect(shell.read(one, cwd), HOSTILE[at]).toEqual([label]);
    }
    shell.complete('git-task show ', cwd);
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  test.skipIf(!shell.present)('outside a repository nothing is proposed and nothing is said', () => {
    expect(shell.complete('git-task start ', makeTestDir())).toEqual([]);
  });
});

describe('bash', () => {
  test.skipIf(!existsSync(GITS_OWN))("behind git's own completion script", () => {
    const found = (line: string): readonly string[] => completeInBash(line, root, GITS_OWN);
    expect(found('git task unblo')).toEqual(['unblock']);
    expect(found('git task start ')).toEqual([ready.slice(0, 4)]);
    expect(found(`git -C ${root} task push --remote `)).toEqual(['upstream']);
    expect(found('git chec').map((one) => one.trim())).toContain('checkout');
  });

  test.skipIf(!existsSync(GITS_OWN))('from another directory, by -C', () => {
    for (const options of [
      `-C ${root}`,
      `--git-dir=${root}/.git`,
      `--git-dir ${root}/.git -c a.b=c --no-pager`,
    ])
      expect(completeInBash(`git ${options} task start `, makeTestDir(), GITS_OWN), options).toEqual([
        ready.slice(0, 4),
      ]);
  });

  test('within a word that bash cuts, only what is behind the cut is put in', () => {
    expect(completeInBash('git-task list --status=in_r', root)).toEqual(['in_review']);
    expect(completeInBash('git-task list --status=', root)).toContain('ready');
    const [colon = ''] = completeInBash('git-task list --label 7a:', root);
    expect(bash.read([`7a:${colon}`], root)).toEqual(['7a:colon=b@c']);
  });

  test.each(['"', "'"])('within %s', (quote) => {
    for (const label of HOSTILE) {
      const [one = ''] = completeInBash(`git-task list --label ${quote}${label.slice(0, 1)}`, root);
      expect(bash.read([`${quote}${one}${quote}`], root)).toEqual([label]);
    }
    expect(existsSync(join(root, 'pwned'))).toBe(false);
  });

  test('the tab that lists shows titles, which a single candidate never has', () => {
    const listed = completeInBash('git-task depend @ --on ', root, '', 63);
    expect(listed).toContainEqual(expect.stringContaining('x$(touch pwned)'));
    expect(completeInBash('git-task start ', root, '', 63)).toEqual([ready.slice(0, 4)]);
  });
});

describe('fish', () => {
  test.skipIf(!fish.present)('git itself is completed as before, and with task', () => {
    expect(fish.complete('git ta', root)).toEqual(expect.arrayContaining(['tag', 'task']));
    expect(fish.complete('git checkou', root)).toContain('checkout');
    expect(fish.complete('git tag ta', root)).not.toContain('task');
  });
});

describe('zsh', () => {
  test.skipIf(!has('zsh'))('typed on a terminal, as git-task and as git task', () => {
    const lines: readonly (readonly [string, string])[] = [
      ['git-task unblo', 'git-task unblock '],
      ['git task unblo', 'git task unblock '],
      ['git-task start ', `git-task start ${ready.slice(0, 4)} `],
      ['git task start ', `git task start ${ready.slice(0, 4)} `],
      ['git task list --status=in_r', 'git task list --status=in_review '],
      ['git task push --remote ', 'git task push --remote upstream '],
      ['git task show @l', 'git task show @last '],
      ['git-task nonsense x', 'git-task nonsense x'],
      ['git chec', 'git check'],
    ];
    expect(
      typeInZsh(
        lines.map(([typed]) => typed),
        root,
      ),
    ).toEqual(lines.map(([, then]) => then));
  });

  test.skipIf(!has('zsh')).each(['', '"', "'"])(
    "within %s, other people's text arrives as it is",
    (quote) => {
      const start = 'git-task list --label ';
      const typed = typeInZsh(
        HOSTILE.map((label) => `${start}${quote}${label.slice(0, 1)}`),
        root,
      );
      const inserted = typed.map((line) => line.slice(start.length).trimEnd());
      expect(bash.read(inserted, root)).toEqual(HOSTILE);
      expect(existsSync(join(root, 'pwned'))).toBe(false);
    },
  );

  test.skipIf(!has('zsh'))('titles are listed and nothing of them is run', () => {
    expect(typeInZsh(['git task depend @ --on ', 'git-task show '], root)).toHaveLength(2);
    expect(existsSync(join(root, 'pwned'))).toBe(false);
  });
});
