import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { commitsBetween, isAncestor } from '../../src/git/history.ts';
import { objectExists, readBlobs, readCommit } from '../../src/git/objects.ts';
import { packReachable } from '../../src/git/pack.ts';
import { readHead, readRef } from '../../src/git/ref.ts';
import type { Repository } from '../../src/git/repository.ts';
import { diffTrees, listTree } from '../../src/git/trees.ts';
import { gitWith, makeTestDir, testEnv } from '../temp-repository.ts';
import { type OddRepository, type Place, repositories } from './repositories.ts';

const REF = 'refs/tasks/main';
const author = { name: 'Bo <b> Bot', email: 'bo@example.org', date: 1_700_000_000 };

describe.each(repositories)('$name', (shape) => {
  test.skipIf(shape.skip !== undefined)(`is found as git finds it${reason(shape)}`, () => {
    const place = shape.make(makeTestDir());
    const found = discover(place);
    const ask = (question: string) => answer(place, question);
    expect(found.gitDir).toBe(ask('--absolute-git-dir'));
    expect(found.commonDir).toBe(ask('--git-common-dir'));
    expect(found.worktree?.root).toBe(ask('--show-toplevel'));
    expect(found.objectFormat).toBe(ask('--show-object-format'));
    const linked = found.worktree !== undefined && found.gitDir.startsWith(`${found.commonDir}/worktrees/`);
    expect(found.worktree?.name).toBe(linked ? basename(found.gitDir) : undefined);
  });

  test.skipIf(shape.skip !== undefined)(`is found ${shape.inProcess ? 'without' : 'by'} a process`, () => {
    const place = shape.make(makeTestDir());
    const find = () => discoverRepository(place.cwd, { ...testEnv, ...place.env, PATH: '/nowhere' });
    if (shape.inProcess) expect(find()).toEqual({ ...discover(place), env: expect.anything() });
    else expect(find).toThrow(expect.objectContaining({ code: 'GIT_MISSING' }));
  });

  test.skipIf(shape.skip !== undefined)('gives its HEAD and refs as git does', () => {
    const place = shape.make(makeTestDir());
    const found = discover(place);
    expect(readHead(found)).toEqual(headByGit(place));
    for (const name of ['refs/heads/main', REF, 'refs/none', 'refs/heads', 'HEAD'])
      expect(readRef(found, name), name).toBe(refByGit(place, name));
  });

  test.skipIf(shape.skip !== undefined)('keeps what is written to a ref, and nothing else changes', () => {
    const place = shape.make(makeTestDir());
    const found = discover(place);
    const before = everythingElse(place);
    const parent = readRef(found, REF);
    const first = write(found, parent, {
      'tasks/a/x.yaml': 'x: ü\n',
      'odd "\\ \n\té name': 'odd',
      empty: '',
    });
    expect(refByGit(place, REF)).toBe(first);
    expect(readRef(found, REF)).toBe(first);
    expect(gitWith(place.env ?? {}, place.cwd, 'fsck', '--strict', '--no-dangling')).toBe('');

    const second = write(found, first, { 'tasks/a/x.yaml': 'x: 2\n', 'tasks/b/y.yaml': 'y' }, [
      'empty',
      'none',
    ]);
    expect(commitsBetween(found, parent, second).map(({ oid }) => oid)).toEqual([first, second]);
    expect(commitsBetween(found, first, second)).toEqual([{ oid: second, parents: [first] }]);
    expect(isAncestor(found, first, second)).toBe(true);
    expect(isAncestor(found, second, first)).toBe(false);
    expect(isAncestor(found, '1'.repeat(first.length), first)).toBe(undefined);
    expect(objectExists(found, second)).toBe(true);
    expect(objectExists(found, '1'.repeat(first.length))).toBe(false);
    expect(readCommit(found, second)).toMatchObject({
      parents: [first],
      authorName: 'Bo b Bot',
      time: author.date,
      message: 'Write\n\nTrailer: ü\n',
    });

    expect(diffTrees(found, first, second).map(({ status, path }) => status + path)).toEqual([
      'Dempty',
      'Mtasks/a/x.yaml',
      'Atasks/b/y.yaml',
    ]);
    const [added] = diffTrees(found, undefined, second, 'tasks/b');
    expect(added).toMatchObject({ status: 'A', path: 'tasks/b/y.yaml', oldOid: undefined });
    expect(
      listTree(found, second, { path: 'tasks', directoriesOnly: true }).map((entry) => entry.path),
    ).toEqual(['tasks/a', 'tasks/b']);
    expect(listTree(found, second, { path: 'nowhere' })).toEqual([]);

    const specs = [`${second}:tasks/a/x.yaml`, `${second}:none`, added?.newOid ?? '', `${second}:tasks`];
    specs.push(`${first}:empty`, '1'.repeat(first.length), `${first}:tasks/a/x.yaml`);
    const read = () => readBlobs(found, specs).map((blob) => blob?.toString());
    const texts = ['x: 2\n', undefined, 'y', undefined, '', undefined, 'x: ü\n'];
    expect(read()).toEqual(texts);
    packReachable(found, { tip: first });
    packReachable(found, { tip: second, exclude: first });
    expect(packReachable(found, { tip: second, exclude: first })).toBe(false);
    expect(read()).toEqual(texts);
    expect(everythingElse(place)).toBe(before);
  });
});

function discover(place: Place): Repository {
  return discoverRepository(place.cwd, { ...testEnv, ...place.env });
}

function write(
  repository: Repository,
  parent: string | undefined,
  files: Readonly<Record<string, string>>,
  deletes: readonly string[] = [],
): string {
  const result = importCommit(repository, {
    ref: REF,
    parent,
    message: 'Write\n\nTrailer: ü\n',
    author,
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    deletes,
    durable: false,
  });
  if (!result.ok) throw new Error(result.reason);
  return result.oid;
}

function answer(place: Place, ...args: string[]): string | undefined {
  const env = { ...testEnv, ...place.env };
  const child = spawnSync('git', ['rev-parse', '--path-format=absolute', ...args], { cwd: place.cwd, env });
  return child.status === 0 ? child.stdout.toString().trimEnd() : undefined;
}

/** Exact, where rev-parse would try refs/heads/<name> and others too. */
function refByGit(place: Place, name: string): string | undefined {
  if (name === 'HEAD') return answer(place, '--verify', '--quiet', name);
  const list = gitWith(place.env ?? {}, place.cwd, 'for-each-ref', '--format=%(refname) %(objectname)');
  return list
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length + 1);
}

function headByGit(place: Place): { branch?: string; oid?: string } {
  const oid = answer(place, '--verify', '--quiet', 'HEAD');
  const env = { ...testEnv, ...place.env };
  const child = spawnSync('git', ['symbolic-ref', '--quiet', '--short', 'HEAD'], { cwd: place.cwd, env });
  const branch = child.stdout.toString().trimEnd();
  return { ...(branch === '' ? {} : { branch }), ...(oid === undefined ? {} : { oid }) };
}

/** All refs but ours, and HEAD. */
function everythingElse(place: Place): string {
  const refs = gitWith(place.env ?? {}, place.cwd, 'for-each-ref')
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith(REF));
  return JSON.stringify([refs, headByGit(place)]);
}

function reason(shape: OddRepository): string {
  return shape.skip === undefined ? '' : ` (${shape.skip})`;
}
