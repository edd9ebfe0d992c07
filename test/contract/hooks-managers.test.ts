import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { tryGit, write } from '../hook-world.ts';
import { git, makeRepository, makeTempDir, makeTestDir, testEnv } from '../temp-repository.ts';

/** The managers themselves, from their registries; no part of our own dependencies. */
const HUSKY = 'husky@9.1.7';
const LEFTHOOK = 'lefthook@2.2.2';
const PRE_COMMIT = 'pre-commit==4.6.2';

const tools = makeTempDir();
const { HOME = '', PATH = '' } = process.env;
let env: Readonly<Record<string, string>> = {};

/** Fetches with the developer's own settings for registries; false where there is no way to one. */
function fetchTool(program: string, args: readonly string[]): boolean {
  const child = spawnSync(program, args, {
    cwd: tools,
    stdio: 'ignore',
    timeout: 110_000,
    env: { ...process.env },
  });
  return child.status === 0;
}

let npm = false;
let pip = false;
beforeAll(() => {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0', '--prefix', tools];
  npm = fetchTool('npm', ['install', ...flags, HUSKY, LEFTHOOK]);
  const python = join(tools, 'python');
  pip = fetchTool('python3', [
    '-m',
    'pip',
    'install',
    '--retries=0',
    '--timeout=10',
    '--target',
    python,
    PRE_COMMIT,
  ]);
  env = {
    HOME,
    PATH: [join(tools, 'node_modules/.bin'), join(python, 'bin'), PATH].join(delimiter),
    PYTHONPATH: python,
    PRE_COMMIT_HOME: join(tools, 'pre-commit'),
  };
}, 240_000);
afterAll(() => {
  // Said, or a gate without a network would pass for one that ran them all.
  if (!npm) process.stderr.write(`not run: ${HUSKY}, ${LEFTHOOK}: no way to the npm registry\n`);
  if (!pip) process.stderr.write(`not run: ${PRE_COMMIT}: no python, or no way to its registry\n`);
});

interface Manager {
  readonly name: string;
  readonly isThere: () => boolean;
  /** What a project that uses it has: files, and what its own call makes of them. */
  readonly files: Readonly<Record<string, string>>;
  readonly install: readonly string[];
  /** Whether ours needs a tracked file to be edited. */
  readonly edits: readonly string[];
  /** What the user's own check says, and in which hooks. */
  readonly check: string;
}

const managers: readonly Manager[] = [
  {
    name: 'husky',
    isThere: () => npm,
    files: { '.husky/pre-commit': 'echo own-check\n', '.husky/pre-push': 'cat >/dev/null\necho own-check' },
    install: ['husky'],
    edits: ['.husky/pre-commit', '.husky/pre-push'],
    check: 'own-check',
  },
  {
    name: 'lefthook',
    isThere: () => npm,
    files: {
      'lefthook.yml':
        '# ours\npre-commit:\n  parallel: true\n  commands:\n    own:\n      run: echo own-check\n\npre-push:\n  jobs:\n    - name: own\n      run: echo own-check\n',
    },
    install: ['lefthook', 'install'],
    edits: ['lefthook.yml'],
    check: 'own-check',
  },
  {
    name: 'pre-commit',
    isThere: () => pip,
    files: {
      '.pre-commit-config.yaml':
        'repos:\n  - repo: local\n    hooks:\n      - id: own\n        name: own\n        entry: echo own-check\n        language: system\n        always_run: true\n        pass_filenames: false\n        verbose: true\n        stages: [pre-commit, pre-push]\n',
    },
    install: ['pre-commit', 'install', '--hook-type', 'pre-commit', '--hook-type', 'pre-push'],
    edits: [],
    check: 'own-check',
  },
];

function call(cwd: string, [program = '', ...args]: readonly string[]): void {
  const child = spawnSync(program, args, { cwd, env: { ...testEnv, ...env }, encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`${program}: ${child.stdout}${child.stderr}`);
}

/** A project that uses the manager, with everything committed. */
function project({ files, install }: Manager): string {
  const root = join(makeTestDir(), 'repo');
  mkdirSync(root);
  makeRepository(root);
  git(root, 'init', '-q', '--bare', '../remote.git');
  git(root, 'remote', 'add', 'origin', '../remote.git');
  write(join(root, 'a.txt'), 'a\n');
  for (const [name, text] of Object.entries(files)) write(join(root, name), text);
  call(root, install);
  git(root, 'add', '.');
  git(root, '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'project');
  return root;
}

const run = (cwd: string, ...args: readonly string[]): string => {
  const done = tryGit(cwd, args, env);
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.said}`);
  return done.said;
};
const count = (text: string, part: string): number => text.split(part).length - 1;

async function off(cwd: string): Promise<readonly string[]> {
  const envelope: { data: readonly { hook: string; runs: boolean }[] } = JSON.parse(
    await callInsideOk(['hooks', 'status', '--json'], { cwd }),
  );
  return envelope.data.filter(({ runs }) => !runs).map(({ hook }) => hook);
}

describe.each(managers)('beside $name', (manager) => {
  const { files, install, edits, check } = manager;

  test('no tracked file is touched without --edit-tracked', async ({ skip }) => {
    skip(!manager.isThere(), `${manager.name} could not be fetched`);
    const root = project(manager);
    await callInsideOk(['init'], { cwd: root });
    const { stderr } = await callInside(['hooks', 'install'], { cwd: root });
    expect(git(root, 'status', '--porcelain')).toBe('');
    for (const path of edits) {
      expect(stderr).toContain(dirname(path));
      expect(stderr).toContain(basename(path));
    }
    expect((await off(root)).includes('pre-commit')).toBe(edits.length > 0);
  });

  test('both run, once each, in every operation; removed, all is as it was', async ({ skip }) => {
    skip(!manager.isThere(), `${manager.name} could not be fetched`);
    const root = project(manager);
    await callInsideOk(['init'], { cwd: root });
    await callInsideOk(['hooks', 'install', '--edit-tracked'], { cwd: root });
    expect(await off(root)).toEqual([]);
    if (edits.length > 0) {
      git(root, 'add', '.');
      git(root, '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'call git-task');
    }
    const task = await callInsideOk(['add', 'x', '--start', '-q'], { cwd: root });
    const commits = async (): Promise<readonly string[]> => {
      const shown = JSON.parse(await callInsideOk(['show', task, '--json'], { cwd: root }));
      return shown.data.commits;
    };
    const head = (): string => git(root, 'rev-parse', 'HEAD');
    const trailer = (): string => git(root, 'log', '-1', '--format=%(trailers:key=Task,valueonly)').trim();

    write(join(root, 'a.txt'), 'b\n');
    expect(count(run(root, 'commit', '-am', 'one'), `\n${check}\n`)).toBe(1);
    expect(trailer()).toBe(task);
    expect(await commits()).toEqual([head()]);
    write(join(root, 'a.txt'), 'c\n');
    run(root, 'commit', '-qa', '--amend', '-m', 'two');
    expect(trailer()).toBe(task);
    expect(await commits()).toEqual([head()]);
    expect(count(run(root, 'push', 'origin', 'main'), `${check}\n`)).toBe(1);

    // The manager is installed again at every npm install.
    call(root, install);
    expect(await off(root)).toEqual([]);

    // A veto gets through, and the user's own checks still count.
    git(root, 'config', 'task.enforce', 'strict');
    git(root, 'config', 'task.enforceScope', 'all');
    await callInsideOk(['release', '-q'], { cwd: root });
    write(join(root, 'a.txt'), 'd\n');
    const vetoed = tryGit(root, ['commit', '-qam', 'three'], env);
    expect(vetoed.status).toBe(1);
    expect(vetoed.said).toContain('COMMIT_VETOED');
    expect(tryGit(root, ['commit', '-qam', 'three'], { ...env, GIT_TASK_SKIP: '1' }).status).toBe(0);

    await callInsideOk(['hooks', 'remove', '--edit-tracked'], { cwd: root });
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(root, name), 'utf8')).toBe(text);
    expect(git(root, 'ls-files', '--deleted')).toBe(
      edits.some((path) => path.startsWith('.husky/'))
        ? [
            '.husky/commit-msg',
            '.husky/post-applypatch',
            '.husky/post-checkout',
            '.husky/post-commit',
            '.husky/post-merge',
            '.husky/post-rewrite',
            '.husky/prepare-commit-msg',
          ].join('\n')
        : '',
    );
    expect(git(root, 'ls-files', '--others', '--exclude-standard')).toBe('');
    write(join(root, 'a.txt'), 'e\n');
    expect(count(run(root, 'commit', '-am', 'four'), `\n${check}\n`)).toBe(1);
  });

  test('installed after us, it leaves ours in place, or status says that it did not', async ({ skip }) => {
    skip(!manager.isThere(), `${manager.name} could not be fetched`);
    const root = join(makeTestDir(), 'repo');
    mkdirSync(root);
    makeRepository(root);
    await callInsideOk(['init'], { cwd: root });
    for (const [name, text] of Object.entries(files)) write(join(root, name), text);
    call(root, install);
    await callInsideOk(['hooks', 'install', '--edit-tracked'], { cwd: root });
    expect(await off(root)).toEqual([]);
    const task = await callInsideOk(['add', 'x', '--start', '-q'], { cwd: root });
    git(root, 'add', '.');
    run(root, 'commit', '-qm', 'one');
    expect(git(root, 'log', '-1', '--format=%(trailers:key=Task,valueonly)').trim()).toBe(task);
  });

  test('a fresh worktree: status tells what runs there', async ({ skip }) => {
    skip(!manager.isThere(), `${manager.name} could not be fetched`);
    const root = project(manager);
    await callInsideOk(['init'], { cwd: root });
    await callInsideOk(['hooks', 'install', '--edit-tracked'], { cwd: root });
    if (edits.length > 0) {
      git(root, 'add', '.');
      git(root, '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'call git-task');
    }
    const wt = join(root, '../wt');
    run(root, 'worktree', 'add', '-q', wt);
    const task = await callInsideOk(['add', 'x', '--start', '-q'], { cwd: wt });
    run(wt, 'commit', '-q', '--allow-empty', '-m', 'one');
    const ran = git(wt, 'log', '-1', '--format=%(trailers:key=Task,valueonly)').trim() === task;
    const states = (await callInsideOk(['hooks', 'status'], { cwd: wt })).split('\n');
    const here = states.filter((line) => line.includes('  wt  ') && line.includes('post-commit'));
    expect(here).toHaveLength(1);
    const installed = existsSync(join(wt, '.husky/_')) || manager.name !== 'husky';
    expect(here[0]?.startsWith(installed ? 'runs' : 'off')).toBe(true);
    // lefthook calls no command where nothing is staged, so that nothing names the task.
    if (manager.name !== 'lefthook') expect(ran).toBe(installed);
  });
});
