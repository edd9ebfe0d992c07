import type { Repository } from './repository.ts';
import { commandFailed, tryGit } from './run-git.ts';

/**
 * Lists the files of a tree that hold one of the given texts, each within a line; none for no texts.
 * @throws GIT_COMMAND_FAILED
 */
export function filesWithText(
  repository: Repository,
  treeish: string,
  texts: readonly string[],
): readonly string[] {
  const patterns = texts.filter((text) => text !== '' && !/[\n\0]/.test(text));
  if (patterns.length === 0) return [];
  const args = ['grep', '-l', '-z', '-a', '-F', '--full-name', '--no-color', '-f', '-', treeish, '--'];
  const exit = tryGit(repository, args, { input: `${patterns.join('\n')}\n` });
  if (exit.status === 1 && exit.stderr === '') return [];
  if (exit.status !== 0) throw commandFailed(exit);
  const prefix = `${treeish}:`;
  return exit.stdout
    .toString('utf8')
    .split('\0')
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}
