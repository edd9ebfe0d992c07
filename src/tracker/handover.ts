import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Claim } from '../domain/task.ts';
import { readRef } from '../git/ref.ts';
import { changedFiles } from '../git/worktree-status.ts';
import type { Tracker } from './tracker.ts';

/** What the former holder of a task left behind in this clone. */
export interface Handover {
  readonly by: string;
  readonly branch?: string;
  /** Oid of the branch's tip. */
  readonly tip?: string;
  /** Its worktree, where it still exists. */
  readonly path?: string;
  /** Changed files in that worktree that no commit has. */
  readonly dirty: readonly string[];
}

/** Finds branch, tip and uncommitted files of a claim that was taken over. Another clone's worktree is not looked at. */
export function readHandover({ repository, place }: Tracker, claim: Claim): Handover {
  const here = claim.clone === place.clone;
  const tip =
    here && claim.branch !== undefined ? readRef(repository, `refs/heads/${claim.branch}`) : undefined;
  const path =
    here && claim.worktree !== undefined ? worktreePath(repository.commonDir, claim.worktree) : undefined;
  return {
    by: claim.by,
    ...(claim.branch === undefined ? {} : { branch: claim.branch }),
    ...(tip === undefined ? {} : { tip }),
    ...(path === undefined ? {} : { path }),
    dirty: path === undefined ? [] : changedFiles(path),
  };
}

/** The root of a linked worktree, by the link that git keeps in the common directory. */
function worktreePath(commonDir: string, name: string): string | undefined {
  try {
    const link = readFileSync(join(commonDir, 'worktrees', name, 'gitdir'), 'utf8').trim();
    readFileSync(link);
    return dirname(link);
  } catch {
    return undefined;
  }
}
