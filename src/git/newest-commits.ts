import type { CommitParents } from './history.ts';
import { isOid, type Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/**
 * Lists commits of a tip's history, newest first by their dates.
 * @param skip how many of the newest are passed over
 * @throws GIT_COMMAND_FAILED when the tip is missing
 */
export function newestCommits(
  repository: Repository,
  tip: string,
  { skip, count }: { readonly skip: number; readonly count: number },
): readonly CommitParents[] {
  const args = ['rev-list', '--parents', `--skip=${skip}`, `--max-count=${count}`, tip, '--'];
  const text = runGit(repository, args).stdout.toString('latin1').trimEnd();
  if (text === '') return [];
  return text.split('\n').map((line) => {
    const [oid = '', ...parents] = line.split(' ');
    return { oid, parents };
  });
}

/**
 * Lists the paths that some commits added and none of their parents has, in no order, without repetition.
 * @throws GIT_COMMAND_FAILED
 */
export function pathsAddedBy(repository: Repository, commits: readonly CommitParents[]): readonly string[] {
  const args = ['diff-tree', '--stdin', '-r', '-m', '-z', '--name-only', '--root', '--no-renames'];
  const { stdout } = runGit(repository, [...args, '--diff-filter=A'], {
    input: commits.map(({ oid }) => `${oid}\n`).join(''),
  });
  const parentsOf = new Map(commits.map(({ oid, parents }) => [oid, parents.length]));
  const added = new Set<string>();
  let counts = new Map<string, number>();
  let [oid, needed] = ['', 1];
  // With `-m` a merge comes once for each parent that it adds something to.
  for (const part of stdout.toString('utf8').split('\0')) {
    if (isOid(part) && parentsOf.has(part)) {
      if (part !== oid) counts = new Map();
      oid = part;
      needed = Math.max(1, parentsOf.get(part) ?? 1);
    } else if (part !== '') {
      const count = (counts.get(part) ?? 0) + 1;
      counts.set(part, count);
      if (count === needed) added.add(part);
    }
  }
  return [...added];
}
