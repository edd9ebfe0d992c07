import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** A commit with the values of one trailer of its message. */
export interface TrailedCommit {
  readonly oid: string;
  readonly parents: readonly string[];
  readonly values: readonly string[];
}

function readLog(repository: Repository, key: string, options: readonly string[]): TrailedCommit[] {
  const format = `--format=%H%x00%P%x00%(trailers:key=${key},valueonly,separator=%x1f)%x00`;
  const args = ['log', '-z', format, '--no-show-signature', ...options];
  const fields = runGit(repository, args).stdout.toString('utf8').split('\0');
  const commits: TrailedCommit[] = [];
  // Three fields each, and the empty one that -z ends a commit with.
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [oid = '', parents = '', values = ''] = fields.slice(at, at + 3);
    commits.push({
      oid: oid.trim(),
      parents: parents.split(' ').filter((parent) => parent !== ''),
      values: values
        .split('\x1f')
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    });
  }
  return commits;
}

/**
 * Lists the commits from `before` (left out) to `after` along first parents, newest first.
 * @param key the trailer to read
 * @param most commits beyond this are left out, the oldest
 * @throws GIT_COMMAND_FAILED when a commit is missing
 */
export function firstParentCommits(
  repository: Repository,
  { before, after, key, most }: { before?: string; after: string; key: string; most: number },
): TrailedCommit[] {
  const range = before === undefined ? [after] : [after, `^${before}`];
  return readLog(repository, key, [
    '--first-parent',
    `--max-count=${most}`,
    '--end-of-options',
    ...range,
    '--',
  ]);
}

/**
 * Reads the trailer of the given commits, in the order asked.
 * @throws GIT_COMMAND_FAILED when one is missing
 */
export function trailersOf(repository: Repository, key: string, oids: readonly string[]): TrailedCommit[] {
  if (oids.length === 0) return [];
  return readLog(repository, key, ['--no-walk=unsorted', '--end-of-options', ...oids, '--']);
}

/**
 * Finds the files of a commit or tree whose text has another text in it.
 * @param pathspec a glob that git reads, `*` crossing slashes
 * @throws GIT_COMMAND_FAILED
 */
export function filesWithText(
  repository: Repository,
  treeish: string,
  text: string,
  pathspec: string,
): readonly string[] {
  const args = ['grep', '-l', '-z', '-F', '--no-color', '-e', text, treeish, '--', pathspec];
  const { stdout } = runGit(repository, args, { okStatus: [0, 1] });
  // Each name follows the tree's and a colon.
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '')
    .map((name) => name.slice(treeish.length + 1));
}

/**
 * Reads the values of one trailer from a message that is no commit yet; its comment lines are passed over.
 * @throws GIT_COMMAND_FAILED
 */
export function parseTrailers(repository: Repository, key: string, message: string): readonly string[] {
  const { stdout } = runGit(repository, ['interpret-trailers', '--parse', '--no-divider'], {
    input: message,
  });
  return stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return line.slice(0, colon).toLowerCase() === key.toLowerCase() ? [line.slice(colon + 1).trim()] : [];
    });
}

/**
 * Lists the commits without merges that `after` has and `before` has not, newest first.
 * @param key the trailer to read
 * @param most commits beyond this are left out, the oldest
 * @throws GIT_COMMAND_FAILED when a commit is missing
 */
export function commitsArrived(
  repository: Repository,
  { before, after, key, most }: { before: string; after: string; key: string; most: number },
): TrailedCommit[] {
  const options = ['--no-merges', `--max-count=${most}`, '--end-of-options', after, `^${before}`, '--'];
  return readLog(repository, key, options);
}
