import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/**
 * Lists the refs below a prefix that ends in a slash, and what they point to.
 * @throws GIT_COMMAND_FAILED
 */
export function listRefs(
  repository: Repository,
  prefix: string,
): readonly { readonly name: string; readonly oid: string }[] {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', prefix];
  const text = runGit(repository, args).stdout.toString('utf8').trimEnd();
  return (text === '' ? [] : text.split('\n')).map((line) => {
    const space = line.indexOf(' ');
    return { oid: line.slice(0, space), name: line.slice(space + 1) };
  });
}
