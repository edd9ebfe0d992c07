import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastHeadMove } from '../git/reflog.ts';
import { isOid, type Repository } from '../git/repository.ts';
import { firstParentCommits, type TrailedCommit, trailersOf } from '../git/trailers.ts';
import { TASK_TRAILER } from '../tracker/code.ts';

/** What a worktree's HEAD gained just now. */
export interface CommitsMade {
  /** Oldest first; one, but where several were picked, reverted or applied in one go. */
  readonly commits: readonly TrailedCommit[];
  /** What git was doing: `commit`, `commit (amend)`, `cherry-pick`, `revert`, `am` …; empty where git keeps no log. */
  readonly action: string;
  /** The commit that was amended. */
  readonly amended: string | undefined;
}

const MOST_COMMITS = 200;

function readOid(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return isOid(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Where HEAD was before the first of several picks or patches. */
function startOfSeveral({ gitDir }: Repository, action: string): string | undefined {
  return readOid(action === 'am' ? join(gitDir, 'ORIG_HEAD') : join(gitDir, 'sequencer', 'head'));
}

/**
 * Finds what git committed when it called this hook.
 *
 * @throws GIT_COMMAND_FAILED
 */
export function commitsMade(repository: Repository, head: string): CommitsMade {
  const move = lastHeadMove(repository);
  const action = move?.to === head ? move.action : '';
  const amended = action === 'commit (amend)' ? move?.from : undefined;
  const before = startOfSeveral(repository, action);
  const key = TASK_TRAILER;
  const several =
    before === undefined || before === head
      ? []
      : firstParentCommits(repository, { before, after: head, key, most: MOST_COMMITS }).reverse();
  const commits = several.length > 0 ? several : trailersOf(repository, key, [head]);
  return { commits, action, amended };
}
