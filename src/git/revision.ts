import { GitTaskError } from '../errors.ts';
import { mergeBases } from './history.ts';
import { objectExists } from './objects.ts';
import { emptyTree, type Repository } from './repository.ts';
import { tryGit, unreadable } from './run-git.ts';

/**
 * Turns what a person calls a commit (`HEAD~2`, a branch, an abbreviated oid) into its oid.
 * @returns undefined where it names no commit
 */
export function resolveCommit(repository: Repository, revision: string): string | undefined {
  return resolve(repository, `${revision}^{commit}`);
}

/**
 * Turns what a person calls a tree (a commit, a tag, `HEAD:src`) into the tree's oid.
 * @returns undefined where it names none
 */
export function resolveTree(repository: Repository, revision: string): string | undefined {
  return resolve(repository, `${revision}^{tree}`);
}

function resolve(repository: Repository, revision: string): string | undefined {
  if (/[\0\n]/.test(revision)) return undefined;
  const exit = tryGit(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', revision]);
  return exit.status === 0 ? exit.stdout.toString('latin1').trim() : undefined;
}

/** Two commits to compare. */
export interface Comparison {
  /** Or the empty tree. */
  readonly before: string;
  readonly after: string;
}

function notFound(repository: Repository, text: string): GitTaskError {
  // git takes a ref's word for it that the object is there.
  const named = resolve(repository, text);
  if (named !== undefined && !objectExists(repository, named))
    return unreadable(`${JSON.stringify(text)} names`, named, 'REVISION_NOT_FOUND', { revision: text });
  return new GitTaskError('REVISION_NOT_FOUND', `there is no commit ${JSON.stringify(text)} here`, {
    hint: 'a range is A..B, A...B (since they parted), or one commit, compared with its first parent',
    template: text === 'HEAD' ? 'git task impact --staged' : 'git log --oneline -n 20',
    details: { revision: text },
  });
}

/**
 * Reads `A..B`, `A...B` (from where they parted to B) or one commit (from its first parent, or from nothing).
 * An end that is left out is HEAD.
 * @throws REVISION_NOT_FOUND
 */
export function resolveRange(repository: Repository, text: string): Comparison {
  const [, from, dots, to] = /^(.*?)(\.\.\.?)(.*)$/s.exec(text) ?? [];
  const commit = (name: string): string => {
    const oid = resolveCommit(repository, name === '' ? 'HEAD' : name);
    if (oid === undefined) throw notFound(repository, name === '' ? 'HEAD' : name);
    return oid;
  };
  if (from === undefined || to === undefined) {
    const after = commit(text);
    return { before: firstParent(repository, after), after };
  }
  const [before, after] = [commit(from), commit(to)];
  if (dots === '..') return { before, after };
  return { before: mergeBases(repository, before, after)[0] ?? emptyTree(repository), after };
}

/** The first parent of a commit; the empty tree for one without parents, or behind the edge of a shallow clone. */
export function firstParent(repository: Repository, commit: string): string {
  return resolveCommit(repository, `${commit}^1`) ?? emptyTree(repository);
}
