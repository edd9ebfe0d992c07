import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GitTaskError } from '../errors.ts';
import { mergeBases } from './history.ts';
import { objectExists, readCommit } from './objects.ts';
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
 * An end that is left out is HEAD. What a shallow clone lacks is refused: next to nothing, everything would be new.
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
    const before = firstParent(repository, after);
    if (before === emptyTree(repository) && isShallow(repository)) refuseEdge(repository, after);
    return { before, after };
  }
  const [before, after] = [commit(from), commit(to)];
  if (dots === '..') return { before, after };
  const [base] = mergeBases(repository, before, after);
  if (base === undefined && isShallow(repository))
    throw outOfReach(
      `where ${JSON.stringify(text)} parted is not in this shallow clone`,
      '--unshallow',
      text,
    );
  return { before: base ?? emptyTree(repository), after };
}

function isShallow({ commonDir }: Repository): boolean {
  return existsSync(join(commonDir, 'shallow'));
}

/** git hides the parents of a commit at the edge; its object names them. */
function refuseEdge(repository: Repository, oid: string): void {
  if (readCommit(repository, oid).parents.length > 0)
    throw outOfReach(`the parent of ${oid.slice(0, 12)} is not in this shallow clone`, '--deepen=1', oid);
}

function outOfReach(problem: string, option: string, revision: string): GitTaskError {
  return new GitTaskError('REVISION_NOT_FOUND', problem, {
    hint: 'a fetch of more of the history brings it',
    template: `git fetch ${option}`,
    details: { revision },
  });
}

/** The first parent of a commit; the empty tree for one without parents, or behind the edge of a shallow clone. */
export function firstParent(repository: Repository, commit: string): string {
  return resolveCommit(repository, `${commit}^1`) ?? emptyTree(repository);
}
