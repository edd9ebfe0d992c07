import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { GitTaskError } from '../../src/errors.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { foreignEnvironment } from '../../src/git/git-env.ts';
import { readBlobs, readCommit } from '../../src/git/objects.ts';
import { readRef } from '../../src/git/ref.ts';
import type { Repository } from '../../src/git/repository.ts';
import { runGit } from '../../src/git/run-git.ts';
import { breakStaleLock, describeLock } from '../../src/git/stale-lock.ts';
import { transfer } from '../../src/git/transport.ts';
import { wrapGit } from '../git-wrapper.ts';
import { git, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

const REF = 'refs/tasks/main';
const asRoot = process.geteuid?.() === 0;

describe('a ref that is not where it was', () => {
  test('moved on: refused, and left as it is', () => {
    const { repository, tip } = makeStore();
    const other = land(repository, tip, 'theirs');
    expect(write(repository, tip, 'ours')).toEqual({ ok: false, reason: 'moved' });
    expect(readRef(repository, REF)).toBe(other);
  });

  test('created meanwhile: refused', () => {
    const { repository, tip } = makeStore();
    expect(write(repository, undefined, 'ours')).toEqual({ ok: false, reason: 'moved' });
    expect(readRef(repository, REF)).toBe(tip);
  });

  test('replaced by another history: refused', () => {
    const { repository, tip } = makeStore();
    git(repository.commonDir, 'update-ref', REF, 'refs/heads/main');
    expect(write(repository, tip, 'ours')).toEqual({ ok: false, reason: 'moved' });
  });

  test('deleted or rewound: taken, and nothing of ours is lost', () => {
    const { repository, tip } = makeStore();
    const second = land(repository, tip, 'second');
    git(repository.commonDir, 'update-ref', REF, tip);
    const third = land(repository, second, 'third');
    git(repository.commonDir, 'update-ref', '-d', REF);
    expect(readRef(repository, REF)).toBe(undefined);
    expect(readCommit(repository, land(repository, third, 'fourth')).parents).toEqual([third]);
  });

  test('eight processes at once: every commit that was reported is kept', { timeout: 120_000 }, async () => {
    const { repository } = makeStore();
    const before = count(repository);
    const script = join(makeTestDir(), 'racing-writer.mjs');
    buildSync({
      entryPoints: [join(import.meta.dirname, 'racing-writer.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
    });
    const runs = Array.from({ length: 8 }, (_, writer) =>
      race(script, repository.commonDir, `w${writer}`, 5),
    );
    const reported = (await Promise.all(runs)).flat();
    const kept = new Set(git(repository.commonDir, 'rev-list', REF).split('\n'));
    expect(reported).toHaveLength(40);
    expect(reported.filter((oid) => !kept.has(oid))).toEqual([]);
    expect(count(repository)).toBe(before + 40);
  });
});

describe('a lock', () => {
  test('in the way is named, and broken only when it is old', () => {
    const { repository, tip } = makeStore();
    const lockPath = join(repository.commonDir, `${REF}.lock`);
    writeFileSync(lockPath, '');
    expect(write(repository, tip, 'ours')).toEqual({ ok: false, reason: 'locked', lockPath });
    expect(describeLock(lockPath)?.ageMs).toBeGreaterThanOrEqual(0);
    expect(breakStaleLock(lockPath, 3_600_000)).toBe(false);
    expect(existsSync(lockPath)).toBe(true);

    utimesSync(lockPath, 1_000_000_000, 1_000_000_000);
    expect(breakStaleLock(lockPath, 3_600_000)).toBe(true);
    expect(readdirSync(join(repository.commonDir, 'refs/tasks'))).toEqual(['main']);
    expect(write(repository, tip, 'ours')).toMatchObject({ ok: true });
  });

  test('that is gone or from the future is not broken', () => {
    const path = join(makeTestDir(), 'main.lock');
    expect(describeLock(path)).toBe(undefined);
    expect(breakStaleLock(path, 0)).toBe(false);
    writeFileSync(path, '');
    utimesSync(path, 4_000_000_000, 4_000_000_000);
    expect(breakStaleLock(path, 1)).toBe(false);
  });
});

describe('a git that dies', () => {
  const torn: readonly (readonly [string, string])[] = [
    ['of a stream that ends early', 'exec 3<&0; head -c 220 <&3 | "$GIT" "$@"; exit $?'],
    [
      'of SIGKILL amid the stream',
      'exec 3<&0; { head -c 220 <&3; sleep 1; } | "$GIT" "$@" & sleep 0.2; kill -9 $! $$',
    ],
    ['of SIGKILL before it starts', 'kill -9 $$'],
  ];
  test.each(torn)('%s leaves the ref, and no crash report', (_, body) => {
    const { repository, tip } = makeStore();
    const killed = { ...repository, env: { ...repository.env, ...wrapGit('fast-import', body) } };
    expect(() => write(killed, tip, 'ours')).toThrow(expect.objectContaining({ code: 'GIT_COMMAND_FAILED' }));
    expect(readRef(repository, REF)).toBe(tip);
    expect(readdirSync(repository.gitDir).filter((name) => name.startsWith('fast_import'))).toEqual([]);
    expect(write(repository, tip, 'again')).toMatchObject({ ok: true });
  });

  test('after it moved the ref is reported as the success it was', () => {
    const { repository, tip } = makeStore();
    const env = wrapGit('fast-import', '"$GIT" "$@"; kill -9 $$');
    const result = write({ ...repository, env: { ...repository.env, ...env } }, tip, 'ours');
    expect(result).toEqual({ ok: true, oid: readRef(repository, REF) });
  });

  test('is told from a git that is missing, and from a directory that is', () => {
    const { repository } = makeStore();
    const missing = { ...repository, env: { PATH: '/nowhere' } };
    expect(() => runGit(missing, ['version'])).toThrow(expect.objectContaining({ code: 'GIT_MISSING' }));
    expect(() => runGit({ cwd: '/nowhere' }, ['version'])).toThrow(
      expect.objectContaining({ code: 'IO_FAILED' }),
    );
  });

  test('is told alike where it would have talked to a remote', async () => {
    const { repository } = makeStore();
    const missing = { ...repository, env: { PATH: '/nowhere' } };
    await expect(transfer(missing, ['fetch', 'origin'], undefined)).rejects.toMatchObject({
      code: 'GIT_MISSING',
    });
  });

  test('is quoted', () => {
    const { repository } = makeStore();
    const error = caught(() => runGit(repository, ['cat-file', 'blob', 'none']));
    expect(error.code).toBe('GIT_COMMAND_FAILED');
    expect(error.message).toBe('git cat-file ended with status 128: fatal: Not a valid object name none');
    expect(error.details).toMatchObject({ args: ['cat-file', 'blob', 'none'], status: 128 });
    expect(runGit(repository, ['cat-file', '-e', 'none'], { okStatus: [128] }).status).toBe(128);
  });

  test('for want of permission names the directory', () => {
    const { repository, tip } = makeStore();
    const objects = join(repository.commonDir, 'objects/pack');
    mkdirSync(objects, { recursive: true });
    // Root may write anywhere, so there git runs without that right.
    const env = asRoot
      ? wrapGit(
          'fast-import',
          'exec setpriv --bounding-set=-dac_override --inh-caps=-dac_override "$GIT" "$@"',
        )
      : { ...testEnv };
    chmodSync(objects, 0o555);
    const error = caught(() => write({ ...repository, env: { ...repository.env, ...env } }, tip, 'ours'));
    chmodSync(objects, 0o755);
    expect(error).toMatchObject({ code: 'STORE_READ_ONLY', details: { directory: objects } });
  });
});

describe('many blobs', () => {
  test('of more bytes than one process may answer are read in parts, in the order asked', () => {
    const { repository } = makeStore();
    const oids = Array.from({ length: 70 }, (_, at) => {
      const text = `${at}\n${'x'.repeat(1024 * 1024)}`;
      const input = Buffer.from(text);
      return runGit(repository, ['hash-object', '-w', '--stdin'], { input }).stdout.toString().trim();
    });
    const blobs = readBlobs(repository, ['none', ...oids, 'none']);
    expect(blobs.map((blob) => blob?.toString('utf8', 0, blob.indexOf(10)))).toEqual([
      undefined,
      ...oids.map((_, at) => String(at)),
      undefined,
    ]);
  });
});

describe('discovery', () => {
  test('outside of a repository says how to make one', () => {
    const cwd = makeTestDir();
    for (const env of [testEnv, { ...testEnv, GIT_CEILING_DIRECTORIES: '/nowhere' }])
      expect(caught(() => discoverRepository(cwd, env))).toMatchObject({
        code: 'NOT_A_REPOSITORY',
        templates: ['git init'],
      });
  });

  test('under a wrong GIT_DIR blames that', () => {
    const error = caught(() => discoverRepository('/', { ...testEnv, GIT_DIR: '/nowhere' }));
    expect(error).toMatchObject({ code: 'NOT_A_REPOSITORY', templates: ['unset GIT_DIR'] });
  });

  test('never gets past the refusal of a repository that somebody else owns', () => {
    const dir = makeRepository(makeTestDir());
    if (asRoot) chownSync(dir, 65534, 65534);
    const env = asRoot ? testEnv : { ...testEnv, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    expect(caught(() => discoverRepository(dir, env))).toMatchObject({
      code: 'GIT_COMMAND_FAILED',
      templates: [`git config --global --add safe.directory ${dir}`],
    });
    const trusted = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: dir };
    expect(discoverRepository(dir, { ...env, ...trusted }).worktree?.root).toBe(dir);
  });

  test('of another repository from within a hook takes a foreign environment', () => {
    const here = makeRepository(makeTestDir());
    const there = makeRepository(makeTestDir());
    const env = { ...testEnv, GIT_DIR: join(here, '.git') };
    expect(discoverRepository(there, env).gitDir).toBe(join(here, '.git'));
    expect(discoverRepository(there, foreignEnvironment(env)).gitDir).toBe(join(there, '.git'));
  });
});

test('reads more blobs than one process is asked for', () => {
  const { repository, tip } = makeStore();
  const specs = Array.from({ length: 5_001 }, () => `${tip}:first`);
  const blobs = readBlobs(repository, specs);
  expect(blobs).toHaveLength(5_001);
  expect(new Set(blobs.map((blob) => blob?.toString()))).toEqual(new Set(['first']));
  expect(() => readBlobs(repository, ['a\nb'])).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
});

function makeStore(): { repository: Repository; tip: string } {
  const repository = discoverRepository(makeRepository(makeTestDir()), testEnv);
  return { repository, tip: land(repository, undefined, 'first') };
}

function write(repository: Repository, parent: string | undefined, name: string) {
  return importCommit(repository, {
    ref: REF,
    parent,
    message: name,
    author: { name: 'Ann', email: 'ann@example.org', date: 1_700_000_000 },
    files: [
      { path: name, text: name },
      { path: `${name}.yaml`, text: name },
    ],
    durable: true,
  });
}

function land(repository: Repository, parent: string | undefined, name: string): string {
  const result = write(repository, parent, name);
  if (!result.ok) throw new Error(result.reason);
  return result.oid;
}

function count(repository: Repository): number {
  return Number(git(repository.commonDir, 'rev-list', '--count', REF));
}

async function race(script: string, cwd: string, name: string, commits: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, cwd, name, `${commits}`], { env: testEnv });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(err);
  return out.trimEnd().split('\n');
}

function caught(run: () => unknown): GitTaskError {
  try {
    run();
  } catch (error) {
    if (error instanceof GitTaskError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
