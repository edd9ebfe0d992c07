import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GitTaskError } from '../errors.ts';
import { type Environment, repositoryEnvironment } from './git-env.ts';
import type { Repository } from './repository.ts';
import { readRepositoryFormat } from './repository-config.ts';
import { commandFailed, type GitExit, tryGit } from './run-git.ts';

const QUESTIONS = [
  'rev-parse',
  '--path-format=absolute',
  '--absolute-git-dir',
  '--git-common-dir',
  '--is-inside-work-tree',
  '--show-toplevel',
];

/**
 * Finds the repository by asking git once.
 * @throws NOT_A_REPOSITORY, GIT_COMMAND_FAILED, GIT_MISSING, IO_FAILED
 */
export function discoverByGit(cwd: string, env: Environment): Repository {
  const exit = tryGit({ cwd, env }, QUESTIONS);
  const [gitDir, commonDir, inside, root, rest] = exit.stdout.toString('utf8').split('\n');
  // Without a worktree (bare, or inside .git) git answers the first questions and dies on the last.
  const bare = exit.status === 128 && (inside === 'false' || inside === 'true') && !root;
  if (!gitDir || !commonDir || (exit.status !== 0 && !bare)) throw discoveryFailed(cwd, env, exit);
  if (!bare && (!root || rest !== '')) throw commandFailed(exit);

  const format = readRepositoryFormat(commonDir, 'config');
  const name = dirname(gitDir) === join(commonDir, 'worktrees') ? basename(gitDir) : undefined;
  return {
    gitDir,
    commonDir,
    worktree: !root ? undefined : name === undefined ? { root } : { root, name },
    objectFormat: format?.objectFormat ?? 'sha1',
    refFormat: format?.refFormat ?? 'files',
    env: {
      ...repositoryEnvironment(env, cwd),
      // Not to be seen from --git-dir alone.
      ...(env.GIT_COMMON_DIR === undefined ? {} : { GIT_COMMON_DIR: commonDir }),
      ...(env.GIT_WORK_TREE === undefined || !root ? {} : { GIT_WORK_TREE: root }),
    },
  };
}

/** Makes the error for a directory outside of any repository. */
export function notARepository(cwd: string, gitDir?: string): GitTaskError {
  return gitDir === undefined
    ? new GitTaskError('NOT_A_REPOSITORY', `${cwd} is not in a git repository`, {
        hint: 'tasks live in the repository they are about',
        template: 'git init',
        details: { cwd },
      })
    : new GitTaskError('NOT_A_REPOSITORY', `GIT_DIR is set to ${gitDir}, which is not a git repository`, {
        template: 'unset GIT_DIR',
        details: { cwd, gitDir },
      });
}

function discoveryFailed(cwd: string, env: Environment, exit: GitExit): GitTaskError {
  if (/not a git repository/i.test(exit.stderr)) return notARepository(cwd, env.GIT_DIR);
  if (!existsSync(cwd)) return new GitTaskError('IO_FAILED', `the directory ${cwd} is gone`);
  const advice = /^\s*(git config --global --add safe\.directory .+)$/m.exec(exit.stderr)?.[1];
  if (advice === undefined) return commandFailed(exit);
  return new GitTaskError('GIT_COMMAND_FAILED', 'git does not trust this repository: another user owns it', {
    hint: 'if you trust its owner, tell git so',
    template: advice,
    details: { args: exit.args, status: exit.status, stderr: exit.stderr },
  });
}
