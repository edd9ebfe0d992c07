import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/**
 * Lists the roots of all worktrees of a clone, the main one first; a bare repository has none of its own.
 * @throws GIT_COMMAND_FAILED
 */
export function listWorktrees(repository: Repository): readonly string[] {
  const { stdout } = runGit(repository, ['worktree', 'list', '--porcelain', '-z']);
  return stdout
    .toString('utf8')
    .split('\0\0')
    .flatMap((record) => {
      const lines = record.split('\0').filter((line) => line !== '');
      const [first = ''] = lines;
      return first.startsWith('worktree ') && !lines.includes('bare')
        ? [first.slice('worktree '.length)]
        : [];
    });
}
