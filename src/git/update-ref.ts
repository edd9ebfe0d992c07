import { readRef } from './ref.ts';
import type { Repository } from './repository.ts';
import { commandFailed, runGit, tryGit } from './run-git.ts';

/**
 * Moves a ref from one oid to another; `from` undefined: only if it does not exist yet.
 * @param why what the reflog says of it
 * @returns false where the ref was not at `from`
 * @throws GIT_COMMAND_FAILED
 */
export function moveRef(
  repository: Repository,
  ref: string,
  from: string | undefined,
  to: string,
  why = 'fast-forward',
): boolean {
  const old = from ?? '0'.repeat(to.length);
  const exit = tryGit(repository, [
    '-c',
    'core.logAllRefUpdates=always',
    'update-ref',
    '-m',
    `git-task: ${why}`,
    ref,
    to,
    old,
  ]);
  if (exit.status === 0) return true;
  // Every failure exits 128: only the text tells a moved ref from a broken one.
  if (
    /is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference|File exists/.test(
      exit.stderr,
    )
  )
    return false;
  throw commandFailed(exit);
}

/**
 * Deletes a ref, whatever it is at; one that does not exist is deleted already.
 * @throws GIT_COMMAND_FAILED
 */
export function deleteRef(repository: Repository, ref: string): void {
  runGit(repository, ['update-ref', '-d', ref]);
}

/**
 * Sets a ref, whatever it was at.
 * @throws GIT_COMMAND_FAILED
 */
export function setRef(repository: Repository, ref: string, to: string): void {
  if (readRef(repository, ref) !== to) runGit(repository, ['update-ref', ref, to]);
}
