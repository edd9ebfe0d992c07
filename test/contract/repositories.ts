import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, makeRepository, makeTempDir, testEnv } from '../temp-repository.ts';

export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface OddRepository {
  readonly name: string;
  /** Makes it below the empty directory `dir`. */
  readonly make: (dir: string) => Place;
  /** Whether the shape is ordinary enough to be found without a process. */
  readonly inProcess: boolean;
  /** Set where the installed git cannot make it. */
  readonly skip?: string;
}

const FILE_PROTOCOL = ['-c', 'protocol.file.allow=always'];

const reftableMissing = (() => {
  try {
    git(makeTempDir(), 'init', '--quiet', '--ref-format=reftable');
    return undefined;
  } catch {
    return `${git(testEnv.HOME ?? '/', '--version')} has no reftable`;
  }
})();

/** Every shape of repository that git-task must work in, made by the installed git. */
export const repositories: readonly OddRepository[] = [
  { name: 'plain', inProcess: true, make: (dir) => ({ cwd: makeRepository(dir) }) },
  { name: 'no commit yet', inProcess: true, make: unborn },
  { name: 'subdirectory', inProcess: true, make: (dir) => ({ cwd: folder(makeRepository(dir), 'a/b c/d') }) },
  {
    name: 'inside .git',
    inProcess: false,
    make: (dir) => ({ cwd: join(makeRepository(dir), '.git/objects') }),
  },
  { name: 'detached HEAD', inProcess: true, make: detached },
  {
    name: 'linked worktree',
    inProcess: true,
    make: (dir) => worktree(makeRepository(folder(dir, 'main')), dir, 'wt'),
  },
  {
    name: 'worktree ünïcode with spaces',
    inProcess: true,
    make: (dir) => worktree(makeRepository(folder(dir, 'main')), dir, 'wörk trée ☃'),
  },
  { name: 'two worktrees of one name', inProcess: true, make: namesakes },
  { name: 'bare', inProcess: false, make: (dir) => ({ cwd: bare(dir) }) },
  { name: 'worktree of a bare repository', inProcess: true, make: (dir) => worktree(bare(dir), dir, 'wt') },
  { name: 'submodule', inProcess: true, make: submodule },
  {
    name: 'worktree of a submodule',
    inProcess: true,
    make: (dir) => worktree(submodule(dir).cwd, dir, 'wt'),
  },
  { name: '--separate-git-dir', inProcess: true, make: separateGitDir },
  { name: 'clone --shared', inProcess: true, make: (dir) => clone(dir, '--shared') },
  { name: 'shallow clone', inProcess: true, make: (dir) => clone(dir, '--depth=1') },
  { name: 'blob:none clone', inProcess: true, make: (dir) => clone(dir, '--filter=blob:none') },
  {
    name: 'SHA-256',
    inProcess: true,
    make: (dir) => ({ cwd: makeRepository(dir, '--object-format=sha256') }),
  },
  {
    name: 'worktree of SHA-256',
    inProcess: true,
    make: (dir) => worktree(makeRepository(folder(dir, 'main'), '--object-format=sha256'), dir, 'wt'),
  },
  reftable('reftable', (dir) => ({ cwd: makeRepository(dir, '--ref-format=reftable') })),
  reftable('worktree of reftable', (dir) =>
    worktree(makeRepository(folder(dir, 'main'), '--ref-format=reftable'), dir, 'wt'),
  ),
  { name: 'GIT_DIR set', inProcess: false, make: gitDirSet },
  { name: 'GIT_DIR and GIT_WORK_TREE relative', inProcess: false, make: relativeEnv },
  { name: 'GIT_DIR of a linked worktree, as in a hook', inProcess: false, make: asInHook },
  { name: 'GIT_COMMON_DIR set', inProcess: false, make: commonDirSet },
  {
    name: 'GIT_CEILING_DIRECTORIES set',
    inProcess: false,
    make: (dir) => ({ cwd: folder(makeRepository(dir), 'a'), env: { GIT_CEILING_DIRECTORIES: '/nowhere' } }),
  },
  {
    name: 'GIT_INDEX_FILE set',
    inProcess: true,
    make: (dir) => ({ cwd: makeRepository(dir), env: { GIT_INDEX_FILE: '/nowhere/index' } }),
  },
  { name: 'symlinked path', inProcess: true, make: symlinkedPath },
  { name: 'symlinked .git', inProcess: false, make: symlinkedGitDir },
  { name: 'packed refs', inProcess: true, make: packedRefs },
  { name: 'core.worktree elsewhere', inProcess: false, make: coreWorktree },
  { name: 'extensions.worktreeConfig', inProcess: true, make: worktreeConfig },
  { name: 'core.worktree in config.worktree', inProcess: false, make: worktreeConfigElsewhere },
  { name: 'core.bare = true in .git', inProcess: false, make: bareDotGit },
  {
    name: 'core.logAllRefUpdates = always',
    inProcess: true,
    make: (dir) => configured(dir, 'core.logAllRefUpdates', 'always'),
  },
  { name: 'config key in a one-line section', inProcess: false, make: oneLineConfig },
  {
    name: 'repository in a repository',
    inProcess: true,
    make: (dir) => ({ cwd: makeRepository(folder(makeRepository(dir), 'inner')) }),
  },
  {
    name: 'empty .git directory below',
    inProcess: false,
    make: (dir) => ({ cwd: join(folder(makeRepository(dir), 'a/.git'), '..') }),
  },
];

function folder(dir: string, path: string): string {
  mkdirSync(join(dir, path), { recursive: true });
  return join(dir, path);
}

function unborn(dir: string): Place {
  git(dir, 'init', '--quiet', '--initial-branch=main');
  return { cwd: dir };
}

function detached(dir: string): Place {
  git(makeRepository(dir), 'checkout', '--quiet', '--detach');
  return { cwd: dir };
}

function worktree(from: string, dir: string, name: string): Place {
  git(from, 'worktree', 'add', '--quiet', '-b', 'side', join(dir, name));
  return { cwd: folder(join(dir, name), 'sub') };
}

/** git names the second one's git dir wt1, whatever its directory is called. */
function namesakes(dir: string): Place {
  const main = makeRepository(folder(dir, 'main'));
  git(main, 'worktree', 'add', '--quiet', join(dir, 'a/wt'));
  git(main, 'worktree', 'add', '--quiet', '-b', 'other', join(dir, 'b/wt'));
  return { cwd: join(dir, 'b/wt') };
}

function bare(dir: string): string {
  const seed = makeRepository(folder(dir, 'seed'));
  git(dir, 'clone', '--quiet', '--bare', seed, join(dir, 'bare.git'));
  return join(dir, 'bare.git');
}

function submodule(dir: string): Place {
  const seed = makeRepository(folder(dir, 'seed'));
  const outer = makeRepository(folder(dir, 'outer'));
  git(outer, ...FILE_PROTOCOL, 'submodule', '--quiet', 'add', seed, 'libs/sub');
  return { cwd: join(outer, 'libs/sub') };
}

function separateGitDir(dir: string): Place {
  return { cwd: makeRepository(folder(dir, 'work'), `--separate-git-dir=${join(dir, 'elsewhere')}`) };
}

function clone(dir: string, how: string): Place {
  const seed = makeRepository(folder(dir, 'seed'));
  git(seed, 'config', 'uploadpack.allowFilter', 'true');
  for (const text of ['one', 'two']) {
    writeFileSync(join(seed, 'file'), text);
    git(seed, 'add', '.');
    git(seed, 'commit', '--quiet', '--message', text);
  }
  git(dir, 'clone', '--quiet', how, how === '--shared' ? seed : `file://${seed}`, join(dir, 'clone'));
  return { cwd: join(dir, 'clone') };
}

function gitDirSet(dir: string): Place {
  const repository = makeRepository(folder(dir, 'repository'));
  return { cwd: folder(dir, 'work'), env: { GIT_DIR: join(repository, '.git') } };
}

function relativeEnv(dir: string): Place {
  const repository = makeRepository(folder(dir, 'repository'));
  return { cwd: folder(repository, 'sub'), env: { GIT_DIR: '../.git', GIT_WORK_TREE: '..' } };
}

function asInHook(dir: string): Place {
  const main = makeRepository(folder(dir, 'main'));
  worktree(main, dir, 'wt');
  const gitDir = join(main, '.git/worktrees/wt');
  return { cwd: join(dir, 'wt'), env: { GIT_DIR: gitDir, GIT_INDEX_FILE: join(gitDir, 'index.lock') } };
}

function commonDirSet(dir: string): Place {
  const main = makeRepository(folder(dir, 'main'));
  worktree(main, dir, 'wt');
  const gitDir = join(main, '.git/worktrees/wt');
  return { cwd: join(dir, 'wt'), env: { GIT_DIR: gitDir, GIT_COMMON_DIR: join(main, '.git') } };
}

function symlinkedPath(dir: string): Place {
  folder(makeRepository(folder(dir, 'real')), 'sub');
  symlinkSync(join(dir, 'real'), join(dir, 'link'));
  return { cwd: join(dir, 'link/sub') };
}

function symlinkedGitDir(dir: string): Place {
  const repository = makeRepository(folder(dir, 'repository'));
  symlinkSync(join(repository, '.git'), join(folder(dir, 'work'), '.git'));
  return { cwd: join(dir, 'work') };
}

function packedRefs(dir: string): Place {
  git(makeRepository(dir), 'update-ref', 'refs/tasks/main', 'HEAD');
  git(dir, 'pack-refs', '--all');
  return { cwd: dir };
}

function configured(dir: string, key: string, value: string): Place {
  git(makeRepository(dir), 'config', key, value);
  return { cwd: dir };
}

function coreWorktree(dir: string): Place {
  const repository = makeRepository(folder(dir, 'repository'));
  git(repository, 'config', 'core.worktree', folder(dir, 'work'));
  return { cwd: repository };
}

function worktreeConfig(dir: string): Place {
  const main = makeRepository(folder(dir, 'main'));
  git(main, 'config', 'extensions.worktreeConfig', 'true');
  const place = worktree(main, dir, 'wt');
  git(place.cwd, 'config', '--worktree', 'core.sparseCheckout', 'false');
  return place;
}

function worktreeConfigElsewhere(dir: string): Place {
  const place = worktreeConfig(dir);
  git(place.cwd, 'config', '--worktree', 'core.worktree', join(dir, 'wt'));
  return place;
}

function bareDotGit(dir: string): Place {
  return configured(dir, 'core.bare', 'true');
}

function oneLineConfig(dir: string): Place {
  const repository = makeRepository(folder(dir, 'repository'));
  const config = `[core] worktree = ${folder(dir, 'work')}\n\trepositoryformatversion = 0\n`;
  writeFileSync(join(repository, '.git/config'), config);
  return { cwd: join(dir, 'repository') };
}

function reftable(name: string, make: OddRepository['make']): OddRepository {
  return { name, make, inProcess: true, ...(reftableMissing === undefined ? {} : { skip: reftableMissing }) };
}
