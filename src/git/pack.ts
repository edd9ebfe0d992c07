import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

export interface PackInput {
  readonly tip: string;
  /** A commit whose history is packed already. */
  readonly exclude?: string;
}

/**
 * Moves the loose objects reachable from `tip` into one pack, without a walk over any other ref, and returns
 * whether there were any. Never removes what is not in a pack.
 * @throws GIT_COMMAND_FAILED also when `exclude` is no longer in the repository
 */
export function packReachable(repository: Repository, { tip, exclude }: PackInput): boolean {
  const objects = repository.env.GIT_OBJECT_DIRECTORY ?? join(repository.commonDir, 'objects');
  const revisions = exclude === undefined ? `${tip}\n` : `${tip}\n^${exclude}\n`;
  const { stdout } = runGit(
    repository,
    [
      'pack-objects',
      '--revs',
      '--incremental', // leaves out what is in a pack
      '--local', // and what is in another repository's
      '--missing=allow-any', // in a partial clone: or git would fetch every blob that is not here
      '--non-empty',
      '--delta-base-offset',
      '-q',
      join(objects, 'pack', 'pack'),
    ],
    { input: revisions },
  );
  if (stdout.length === 0) return false;
  runGit(repository, ['prune-packed', '-q']);
  return true;
}
