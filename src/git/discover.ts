import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { GitTaskError } from '../errors.ts';
import { discoverByGit, notARepository } from './discover-by-git.ts';
import { type Environment, repositoryEnvironment } from './git-env.ts';
import { isOid, type Repository } from './repository.ts';
import { readRepositoryFormat } from './repository-config.ts';

/** With any of these set, git does not simply walk up from the working directory. */
const STEERING = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_TEST_ASSUME_DIFFERENT_OWNER',
];

/**
 * Finds the repository that git would find from `cwd` under `env`: in this process for ordinary shapes
 * (about 0.1 ms), by one git process for all others and wherever there is doubt.
 * @throws NOT_A_REPOSITORY, GIT_COMMAND_FAILED (with git's advice: dubious ownership), GIT_MISSING, IO_FAILED
 */
export function discoverRepository(cwd: string, env: Environment): Repository {
  if (STEERING.some((name) => env[name] !== undefined)) return discoverByGit(cwd, env);
  return discoverInProcess(cwd, env) ?? discoverByGit(cwd, env);
}

/** Undefined: a shape for git to judge. */
function discoverInProcess(cwd: string, env: Environment): Repository | undefined {
  try {
    return walkUp(cwd, env);
  } catch (error) {
    if (error instanceof GitTaskError) throw error;
    return undefined; // no permission to look somewhere: git words that better
  }
}

function walkUp(cwd: string, env: Environment): Repository | undefined {
  const start = startOf(cwd);
  const { dev } = statSync(start);
  for (let dir = start; ; dir = dirname(dir)) {
    const dotGit = join(dir, '.git');
    const found = stat(dotGit);
    if (found !== undefined) return repositoryAt(dir, dotGit, found, repositoryEnvironment(env, cwd));
    // A directory with a HEAD may be a bare repository, or the inside of a .git directory.
    if (stat(join(dir, 'HEAD')) !== undefined) return undefined;
    const parent = dirname(dir);
    if (parent === dir) throw notARepository(cwd);
    // git stops at the border of a file system.
    if (stat(parent)?.dev !== dev) return undefined;
  }
}

function repositoryAt(root: string, dotGit: string, found: Stats, env: Environment): Repository | undefined {
  const gitDir = found.isDirectory() ? dotGit : found.isFile() ? followGitFile(dotGit) : undefined;
  if (gitDir === undefined) return undefined;
  const commonFile = read(join(gitDir, 'commondir'));
  const commonDir = commonFile === undefined ? gitDir : real(resolve(gitDir, commonFile.trimEnd()));
  if (commonDir === undefined || !isGitDirectory(gitDir, commonDir)) return undefined;
  if (!isOwn(root, dotGit, found, gitDir)) return undefined;

  const linked = commonFile !== undefined;
  const format = readRepositoryFormat(commonDir, 'config');
  if (format === undefined) return undefined;
  // In a linked worktree git ignores core.bare and core.worktree of the shared config.
  if (!linked && (format.bare || !pointsTo(root, gitDir, format.worktree))) return undefined;
  if (format.worktreeConfig) {
    const own = readRepositoryFormat(gitDir, 'config.worktree');
    if (own !== undefined && (own.bare || own.worktree !== undefined)) return undefined;
  }
  const named = linked && dirname(gitDir) === join(commonDir, 'worktrees');
  return {
    gitDir,
    commonDir,
    worktree: named ? { root, name: basename(gitDir) } : { root },
    objectFormat: format.objectFormat,
    refFormat: format.refFormat,
    env,
  };
}

/** Git works from the physical directory (getcwd), so `--show-toplevel` never shows a symlink. */
function startOf(cwd: string): string {
  try {
    return realpathSync.native(cwd);
  } catch (cause) {
    throw new GitTaskError('IO_FAILED', `the directory ${cwd} cannot be entered`, {
      cause,
      details: { path: cwd },
    });
  }
}

function followGitFile(dotGit: string): string | undefined {
  const target = /^gitdir: (.+?)[\r\n]*$/s.exec(read(dotGit) ?? '')?.[1];
  return target === undefined ? undefined : real(resolve(dirname(dotGit), target));
}

/** As git tells a git directory: a HEAD that points somewhere, and objects and refs in the common dir. */
function isGitDirectory(gitDir: string, commonDir: string): boolean {
  const head = read(join(gitDir, 'HEAD'))?.trimEnd() ?? '';
  if (!/^ref:\s*refs\//.test(head) && !isOid(head)) return false;
  return [join(commonDir, 'objects'), join(commonDir, 'refs')].every((path) => stat(path)?.isDirectory());
}

/**
 * git refuses a repository of somebody else unless `safe.directory` allows it, but asks no more once it is
 * given `--git-dir`, as we do. So whatever is not plainly ours is left to git's own discovery.
 */
function isOwn(root: string, dotGit: string, found: Stats, gitDir: string): boolean {
  const uid = process.geteuid?.();
  if (uid === undefined || found.uid !== uid || stat(root)?.uid !== uid) return false;
  return gitDir === dotGit || stat(gitDir)?.uid === uid;
}

/** A submodule's `core.worktree` names the very directory whose `.git` file led here; others need git. */
function pointsTo(root: string, gitDir: string, worktree: string | undefined): boolean {
  return worktree === undefined || real(resolve(gitDir, worktree)) === root;
}

function stat(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function real(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
