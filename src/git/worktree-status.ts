import { foreignEnvironment } from './git-env.ts';
import { tryGit } from './run-git.ts';

/** Paths that differ from HEAD in the worktree at a directory, untracked ones included; none where git can't tell. */
export function changedFiles(root: string): readonly string[] {
  const exit = tryGit({ cwd: root, env: foreignEnvironment(process.env) }, [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=normal',
  ]);
  if (exit.status !== 0) return [];
  return exit.stdout
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
}
