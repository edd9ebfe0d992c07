import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type After,
  type Detection,
  detectChanges,
  readTreeFacts,
} from '../../src/changes/detect-changes.ts';
import { keptFacts } from '../../src/changes/sources.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { emptyTree } from '../../src/git/repository.ts';
import { PrivateDirectory } from '../../src/store/private-directory.ts';
import { git, gitWith, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

const ROUTES = `import express from 'express';
export const app = express();
app.get('/users', (req, res) => res.json([]));
app.post('/login', (req, res) => res.json({}));
`;

function repositoryWith(files: Readonly<Record<string, string>>, ...initArgs: string[]): string {
  const root = makeRepository(makeTestDir(), ...initArgs);
  put(root, files);
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'files');
  return root;
}

function put(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function detect(root: string, before = 'HEAD', after: After = { kind: 'worktree' }): Detection {
  const repository = discoverRepository(root, testEnv);
  const commit = before === '' ? emptyTree(repository) : git(root, 'rev-parse', before);
  return detectChanges(keptFacts(repository, new PrivateDirectory(repository.commonDir)), commit, after);
}

/** `relation kind name[ -> to]` of each change. */
function told(root: string, before?: string, after?: After, kinds?: string): string[] {
  return detect(root, before, after)
    .changes.filter(({ kind }) => kinds === undefined || kinds.split(' ').includes(kind))
    .map(
      ({ relation, kind, name, to }) => `${relation} ${kind} ${name}${to === undefined ? '' : ` -> ${to}`}`,
    )
    .sort();
}

const endpoints = (root: string, before?: string, after?: After): string[] =>
  told(root, before, after, 'endpoint');

describe('files', () => {
  test('added, removed, modified, renamed; untracked ones count in a worktree, ignored ones do not', () => {
    const long = Array.from({ length: 40 }, (_, at) => `line ${at}\n`).join('');
    const root = repositoryWith({
      'gone.txt': 'x\n',
      'moved.txt': long,
      'kept.txt': 'a\nb\nc\n',
      '.gitignore': '*.log\n',
      'same.txt': 'same\n',
    });
    rmSync(join(root, 'gone.txt'));
    renameSync(join(root, 'moved.txt'), join(root, 'there.txt'));
    put(root, {
      'there.txt': long.replace('line 7\n', ''),
      'new/x.txt': 'n\n',
      'kept.txt': 'a\nB\nc\n',
      'x.log': '',
    });
    // Touched, with its content unchanged: the index's times are out of date.
    utimesSync(join(root, 'same.txt'), 1, 1);
    const { changes } = detect(root);
    expect(
      changes.map(({ relation, name, to, line, hunks }) => ({ relation, name, to, line, hunks })),
    ).toEqual([
      { relation: 'removes', name: 'gone.txt', line: 1 },
      { relation: 'modifies', name: 'kept.txt', line: 2, hunks: [{ from: 2, to: 2, now: 1 }] },
      { relation: 'adds', name: 'new/x.txt', line: 1 },
      {
        relation: 'renames',
        name: 'moved.txt',
        to: 'there.txt',
        line: 7,
        hunks: [{ from: 8, to: 8, now: 0 }],
      },
    ]);
  });

  test('looking leaves index, worktree and objects as they were', () => {
    const root = repositoryWith({ 'a.ts': ROUTES, 'b.txt': 'b\n' });
    put(root, { 'b.txt': 'staged\n' });
    git(root, 'add', 'b.txt');
    put(root, { 'b.txt': 'not staged\n', 'new.ts': ROUTES });
    const state = (): unknown => [
      readFileSync(join(root, '.git/index')),
      statSync(join(root, '.git/index')).mtimeMs,
      gitWith({ GIT_OPTIONAL_LOCKS: '0' }, root, 'status', '--porcelain'),
      git(root, 'count-objects', '-v'),
      readdirSync(join(root, '.git')).filter((name) => name !== 'git-task'),
    ];
    const before = state();
    told(root);
    told(root, 'HEAD', { kind: 'index' });
    expect(state()).toEqual(before);
  });

  test('an edit in the second of the last commit that leaves the size as it was, beside an untracked file', () => {
    const root = repositoryWith({ 'old.txt': 'old\n' });
    git(root, 'config', 'core.trustctime', 'false');
    const [file, second] = [join(root, 'a.txt'), 1_000_000_000];
    put(root, { 'a.txt': 'one\n' });
    utimesSync(file, second, second);
    git(root, 'add', 'a.txt');
    git(root, 'commit', '--quiet', '-m', 'a');
    utimesSync(join(root, '.git/index'), second, second);
    put(root, { 'a.txt': 'two\n', 'new.txt': 'new\n' });
    utimesSync(file, second, second);
    expect(told(root)).toEqual(['adds file new.txt', 'modifies file a.txt']);
  });

  test('odd names: newline, quotes, a fake patch, not UTF-8', () => {
    const odd = 'a "b"\ndiff --git a/x b/x\n@@ -1 +1 @@\n.txt';
    const root = repositoryWith({ [odd]: 'one\ntwo\n', 'é ü.txt': '1\n' });
    writeFileSync(Buffer.from(`${root}/bad-\xff.py`, 'latin1'), 'def f(): pass\n');
    put(root, { [odd]: 'one\n2\n@@ -1 +1 @@\n', 'é ü.txt': '2\n' });
    const { changes } = detect(root);
    expect(
      changes
        .filter(({ kind }) => kind === 'file')
        .map(({ relation, name, hunks }) => [relation, name, hunks]),
    ).toEqual([
      ['modifies', odd, [{ from: 2, to: 2, now: 2 }]],
      ['adds', 'bad-\ufffd.py', undefined],
      ['modifies', 'é ü.txt', [{ from: 1, to: 1, now: 1 }]],
    ]);
  });

  test('symlinks, modes, binary and huge files, submodules', () => {
    const module = repositoryWith({ 'm.txt': 'm\n' });
    const root = repositoryWith({ 'x.sh': 'echo\n', 'b.bin': '\0a', 'huge.txt': 'line\n'.repeat(1_000_000) });
    gitWith(
      { GIT_ALLOW_PROTOCOL: 'file' },
      root,
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      module,
      'sub',
    );
    symlinkSync('x.sh', join(root, 'link.ts'));
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'more');
    chmodSync(join(root, 'x.sh'), 0o755);
    writeFileSync(join(root, 'b.bin'), '\0b');
    writeFileSync(join(root, 'huge.txt'), `${'line\n'.repeat(999_999)}last\n`);
    rmSync(join(root, 'link.ts'));
    symlinkSync('b.bin', join(root, 'link.ts'));
    git(join(root, 'sub'), 'commit', '--quiet', '--allow-empty', '--message', 'moved');
    const { changes } = detect(root);
    expect(changes.map(({ relation, kind, name, hunks }) => [relation, kind, name, hunks?.length])).toEqual([
      ['modifies', 'file', 'b.bin', undefined],
      ['modifies', 'file', 'huge.txt', 1],
      ['modifies', 'file', 'link.ts', 1],
      ['modifies', 'file', 'sub', 1],
      ['modifies', 'file', 'x.sh', 0],
    ]);
  });

  test('a file that became a symlink, and one that became a directory', () => {
    const root = repositoryWith({ 'a.ts': ROUTES, 'b.ts': 'export const b = 1;\n' });
    rmSync(join(root, 'a.ts'));
    symlinkSync('b.ts', join(root, 'a.ts'));
    rmSync(join(root, 'b.ts'));
    put(root, { 'b.ts/c.ts': 'export const c = 1;\n' });
    expect(told(root, 'HEAD', undefined, 'file endpoint')).toEqual([
      'adds file b.ts/c.ts',
      'modifies file a.ts',
      'removes endpoint GET /users',
      'removes endpoint POST /login',
      'removes file b.ts',
    ]);
  });

  test("neither the user's configuration nor attributes decide what is seen", () => {
    const root = repositoryWith({ 'a.txt': '1\n2\n', '.gitattributes': '*.txt diff=mine\n' });
    const mark = join(root, '.git/ran');
    for (const [key, value] of [
      ['diff.external', `touch ${mark}; true`],
      ['diff.mine.command', `touch ${mark}; true`],
      ['diff.mine.textconv', `touch ${mark}; cat`],
      ['diff.noprefix', 'true'],
      ['diff.renames', 'false'],
      ['diff.context', '7'],
      ['diff.interHunkContext', '9'],
      ['diff.relative', 'true'],
      ['diff.submodule', 'log'],
      ['color.ui', 'always'],
      ['core.quotePath', 'false'],
      ['diff.orderFile', '/nonexistent'],
      ['diff.suppressBlankEmpty', 'true'],
    ] as const)
      git(root, 'config', key, value);
    git(root, 'mv', 'a.txt', 'b.txt');
    put(root, { 'b.txt': '1\n2\n3\n' });
    for (const after of [{ kind: 'worktree' }, { kind: 'index' }] as const)
      expect(told(root, 'HEAD', after)).toEqual(['renames file a.txt -> b.txt']);
    expect(detect(root).changes[0]?.hunks).toEqual([{ from: 3, to: 2, now: 1 }]);
    expect(existsSync(mark)).toBe(false);
  });

  test('more untracked files than anybody wrote are left out and counted', () => {
    const root = repositoryWith({ 'a.txt': '1\n' });
    for (let at = 0; at < 2001; at++) writeFileSync(join(root, `u${at}`), '');
    expect(detect(root)).toEqual({ changes: [], leftOut: 2001 });
  });
});

describe('facts', () => {
  test('of what differs, at its place before or after', () => {
    const root = repositoryWith({ 'src/app.ts': ROUTES });
    put(root, {
      'src/app.ts': `// moved down\n${ROUTES.replace(/^app.get.*\n/m, '')}app.put('/me', (req, res) => res.end());\n`,
    });
    expect(detect(root).changes.filter(({ kind }) => kind === 'endpoint')).toMatchObject([
      { relation: 'removes', name: 'GET /users', path: 'src/app.ts', line: 3, certainty: 'exact' },
      { relation: 'adds', name: 'PUT /me', path: 'src/app.ts', line: 5, certainty: 'exact' },
    ]);
  });

  test('a moved file changes nothing for the caller', () => {
    const root = repositoryWith({ 'src/app.ts': ROUTES });
    mkdirSync(join(root, 'server'));
    renameSync(join(root, 'src/app.ts'), join(root, 'server/app.ts'));
    expect(told(root, 'HEAD', undefined, 'endpoint file')).toEqual([
      'renames file src/app.ts -> server/app.ts',
    ]);
  });

  test('a file that was moved and edited since, and a new one beside one that is gone: git has neither content', () => {
    const root = repositoryWith({ 'app.ts': ROUTES, 'gone.ts': 'export const gone = 1;\n' });
    git(root, 'mv', 'app.ts', 'moved.ts');
    put(root, { 'moved.ts': ROUTES.replace('/login', '/enter'), 'new.ts': `export const fresh = 'new';\n` });
    rmSync(join(root, 'gone.ts'));
    expect(told(root, 'HEAD', { kind: 'worktree' }, 'endpoint symbol')).toEqual([
      'adds symbol new.ts#fresh',
      'removes symbol gone.ts#gone',
      'renames endpoint POST /login -> POST /enter',
      'renames symbol app.ts#app -> moved.ts#app',
    ]);
    git(root, 'add', 'new.ts');
    put(root, { 'new.ts': `export const other = 'new';\n` });
    expect(told(root, 'HEAD', { kind: 'worktree' }, 'symbol')).toContain('adds symbol new.ts#other');
  });

  test('what is only intended to be added is in the worktree, and in no commit', () => {
    const root = repositoryWith({ 'a.txt': 'a\n' });
    put(root, { 'new.ts': ROUTES });
    git(root, 'add', '--intent-to-add', 'new.ts');
    expect(told(root, 'HEAD', { kind: 'index' })).toEqual([]);
    expect(told(root, 'HEAD', { kind: 'worktree' }, 'file')).toEqual(['adds file new.ts']);
  });

  test('partly staged: the index says one thing, the worktree another', () => {
    const root = repositoryWith({ 'app.ts': ROUTES });
    put(root, { 'app.ts': ROUTES.replace('/login', '/session') });
    git(root, 'add', 'app.ts');
    put(root, { 'app.ts': ROUTES.replace(/^app.post.*\n/m, '') });
    const staged = endpoints(root, 'HEAD', { kind: 'index' });
    expect(staged.join()).toContain('POST /session');
    expect(endpoints(root)).toEqual(['removes endpoint POST /login']);
  });

  test('the index that git names in GIT_INDEX_FILE, as commit -a and partial commits do', () => {
    const root = repositoryWith({ 'app.ts': ROUTES, 'b.txt': 'b\n' });
    put(root, { 'app.ts': ROUTES.replace(/^app.post.*\n/m, ''), 'b.txt': 'c\n' });
    git(root, 'add', 'b.txt');
    const hook = join(root, '.git/hooks/pre-commit');
    writeFileSync(
      hook,
      '#!/bin/sh\necho "$GIT_INDEX_FILE" > .git/seen; cp "$GIT_INDEX_FILE" .git/copy\nexit 1\n',
    );
    chmodSync(hook, 0o755);
    expect(() => git(root, 'commit', '--quiet', '--message', 'x', '--', 'app.ts')).toThrow();
    expect(readFileSync(join(root, '.git/seen'), 'utf8')).toContain('next-index-');
    const file = join(root, '.git/copy');
    expect(told(root, 'HEAD', { kind: 'index', file }, 'file endpoint')).toEqual([
      'modifies file app.ts',
      'removes endpoint POST /login',
    ]);
    expect(told(root, 'HEAD', { kind: 'index' })).toEqual(['modifies file b.txt']);
  });

  test('before the first commit', () => {
    const root = makeTestDir();
    git(root, 'init', '--quiet', root);
    put(root, { 'app.ts': ROUTES, 'new.ts': '' });
    git(root, 'add', 'app.ts');
    const all = ['adds endpoint GET /users', 'adds endpoint POST /login'];
    expect(told(root, '', { kind: 'index' }, 'endpoint file')).toEqual([...all, 'adds file app.ts']);
    expect(told(root, '', { kind: 'worktree' }, 'endpoint file')).toEqual([
      ...all,
      'adds file app.ts',
      'adds file new.ts',
    ]);
  });

  test('with SHA-256, and in a linked worktree, which shares the cache', () => {
    const root = repositoryWith({ 'app.ts': ROUTES }, '--object-format=sha256');
    const linked = join(makeTestDir(), 'wt');
    git(root, 'worktree', 'add', '--quiet', linked);
    put(linked, { 'app.ts': ROUTES.replace(/^app.post.*\n/m, '') });
    expect(endpoints(linked)).toEqual(['removes endpoint POST /login']);
    expect(endpoints(root)).toEqual([]);
    const cache = readFileSync(join(root, '.git/git-task/facts'), 'utf8');
    expect(cache).toContain(git(root, 'rev-parse', 'HEAD:app.ts'));
    expect(cache).toContain(git(linked, 'hash-object', 'app.ts'));
  });

  test('a second look reads no blob, and says the same', () => {
    const root = repositoryWith({ 'app.ts': ROUTES, 'b.py': 'def f():\n    pass\n' });
    put(root, { 'app.ts': ROUTES.replace(/^app.post.*\n/m, ''), 'b.py': 'def g():\n    pass\n' });
    const first = detect(root);
    const cache = readFileSync(join(root, '.git/git-task/facts'));
    // Were one still needed, it would be missing now.
    for (const path of ['app.ts', 'b.py']) {
      const oid = git(root, 'rev-parse', `HEAD:${path}`);
      rmSync(join(root, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    }
    const repository = discoverRepository(root, testEnv);
    const names = readTreeFacts(
      keptFacts(repository, new PrivateDirectory(repository.commonDir)),
      git(root, 'rev-parse', 'HEAD'),
    ).map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toContain('endpoint POST /login');
    expect(readFileSync(join(root, '.git/git-task/facts'))).toEqual(cache);
    expect(first.changes.map(({ name }) => name)).toContain('POST /login');
  });

  test('what was listed of one commit serves for the next ones', () => {
    const root = repositoryWith({ 'app.ts': ROUTES, 'lib/a.ts': 'export const a = 1;\n', 'b.md': 'b\n' });
    const answer = (before: string, after: string): string =>
      JSON.stringify(detect(root, before, { kind: 'tree', oid: git(root, 'rev-parse', after) }));
    const fresh = (before: string, after: string): string => {
      rmSync(join(root, '.git/git-task'), { recursive: true, force: true });
      return answer(before, after);
    };
    const steps: readonly (() => void)[] = [
      () =>
        put(root, { 'app.ts': ROUTES.replace('/login', '/enter'), 'lib/\u00fc.ts': 'export const u = 1;\n' }),
      () => git(root, 'mv', 'lib/a.ts', 'a.ts'),
      () => {
        rmSync(join(root, 'app.ts'));
        symlinkSync('a.ts', join(root, 'app.ts'));
      },
      () => put(root, { 'lib/0.ts': 'export const zero = 0;\n', 'a.ts': 'export const a = 2;\n' }),
      () => rmSync(join(root, 'lib'), { recursive: true }),
    ];
    for (const step of steps) {
      step();
      git(root, 'add', '-A');
      git(root, 'commit', '--quiet', '-m', 'step');
    }
    const ends = steps.map((_, at) => [`HEAD~${at + 1}`, `HEAD~${at}`] as const);
    const expected = ends.map(([before, after]) => fresh(before, after));
    rmSync(join(root, '.git/git-task'), { recursive: true, force: true });
    // Once backwards and once forwards: from a commit after it, and from one before it.
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 0, 4, 1, 3],
    ])
      for (const at of order) {
        const [before, after] = ends[at] ?? ['', ''];
        expect(answer(before, after)).toBe(expected[at]);
      }
    expect(readdirSync(join(root, '.git/git-task/trees')).length).toBeGreaterThan(0);
  });

  test('a list of a commit that is gone, or that git shows another one for, does not count', () => {
    const root = repositoryWith({ 'app.ts': ROUTES.replace(/^app.post.*\n/m, '') });
    const without = git(root, 'rev-parse', 'HEAD');
    const commit = (text: string): void => {
      put(root, { 'app.ts': text });
      git(root, 'commit', '--quiet', '--all', '-m', 'next');
    };
    commit(ROUTES);
    commit(ROUTES.replace('/users', '/people'));
    const after: After = { kind: 'tree', oid: git(root, 'rev-parse', 'HEAD') };
    const renamed = ['renames endpoint GET /users -> GET /people'];
    expect(endpoints(root, 'HEAD~1', after)).toEqual(renamed);
    for (const name of readdirSync(join(root, '.git/git-task/trees'))) {
      const file = join(root, '.git/git-task/trees', name);
      const gone = readFileSync(file, 'utf8').replace(
        /^(git-task tree 1 \S+ \w+ )\w+/,
        `$1${'dead'.repeat(10)}`,
      );
      writeFileSync(file, gone);
    }
    expect(endpoints(root, 'HEAD~1', after)).toEqual(renamed);
    git(root, 'replace', git(root, 'rev-parse', 'HEAD~1'), without);
    const replaced = [...renamed, 'adds endpoint POST /login'].sort();
    expect(endpoints(root, 'HEAD~1', after)).toEqual(replaced);
    git(root, 'pack-refs', '--all');
    expect(endpoints(root, 'HEAD~1', after)).toEqual(replaced);
  });

  test('what git shows in place of a blob is not kept under its name, and what was kept is not shown for it', () => {
    const root = repositoryWith({ 'app.ts': ROUTES });
    put(root, { 'app.ts': ROUTES.replace('/users', '/people') });
    git(root, 'commit', '--quiet', '--all', '-m', 'next');
    const after: After = { kind: 'tree', oid: git(root, 'rev-parse', 'HEAD') };
    const renamed = ['renames endpoint GET /users -> GET /people'];
    const now = git(root, 'rev-parse', 'HEAD:app.ts');
    git(root, 'replace', now, git(root, 'rev-parse', 'HEAD~1:app.ts'));
    expect(endpoints(root, 'HEAD~1', after)).toEqual([]);
    git(root, 'replace', '--delete', now);
    expect(endpoints(root, 'HEAD~1', after)).toEqual(renamed);
    git(root, 'replace', now, git(root, 'rev-parse', 'HEAD~1:app.ts'));
    expect(endpoints(root, 'HEAD~1', after)).toEqual([]);
  });

  test('where no source differs none is read', () => {
    const root = repositoryWith({ 'app.ts': ROUTES, 'a.md': 'x\n' });
    put(root, { 'a.md': 'y\n' });
    expect(told(root)).toEqual(['modifies file a.md']);
    expect(existsSync(join(root, '.git/git-task/facts'))).toBe(false);
  });

  test('a source too large to be read is passed over on both sides', () => {
    const root = repositoryWith({ 'app.ts': ROUTES, 'big.ts': `${ROUTES}//${'x'.repeat(1_100_000)}\n` });
    put(root, { 'big.ts': `${ROUTES}//${'y'.repeat(1_100_000)}\n` });
    expect(told(root)).toEqual(['modifies file big.ts']);
  });
});
