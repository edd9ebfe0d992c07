import type { Environment } from './git-env.ts';
import type { Repository } from './repository.ts';
import { childProcess, tryGit } from './run-git.ts';

/** The editor that git would start, as a command of the shell; undefined where git knows none for this terminal. */
export function gitEditor(repository: Repository, env: Environment): string | undefined {
  const { status, stdout } = tryGit(repository, ['var', 'GIT_EDITOR'], {
    env: { TERM: env.TERM, GIT_EDITOR: env.GIT_EDITOR, VISUAL: env.VISUAL, EDITOR: env.EDITOR },
  });
  const editor = stdout.toString('utf8').trim();
  return status === 0 && editor !== '' ? editor : undefined;
}

/**
 * Lets somebody edit a file, and waits.
 *
 * @param editor as `git var GIT_EDITOR` says it: git hands it to the shell, too
 * @returns how it ended, where that was not status 0
 */
export function editFile(editor: string, file: string, env: Environment): string | undefined {
  const { status, signal, error } = childProcess().spawnSync('sh', ['-c', `${editor} "$@"`, editor, file], {
    env,
    stdio: 'inherit',
  });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : status === null ? `signal ${signal}` : `status ${status}`;
}
