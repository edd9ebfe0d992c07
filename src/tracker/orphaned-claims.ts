import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMe } from '../domain/actor.ts';
import { stampTime } from '../domain/stamp.ts';
import type { TaskSummary } from '../domain/task.ts';
import { CLONE_FILE } from './clone-id.ts';
import type { Finding } from './finding.ts';
import type { StoreSnapshot, Tracker } from './tracker.ts';

const SHOWN = 5;

/** When this clone got its id; undefined where that can't be told. */
function namedAt({ store }: Tracker): number | undefined {
  try {
    return statSync(join(store.directory.path, CLONE_FILE)).mtimeMs;
  } catch {
    // What keeps the directory from being one is another finding's.
    return undefined;
  }
}

/**
 * Claims that look as if they had been made here under another id: ours by name, in a worktree that is here, and older than
 * the id that this clone has now. Its file was lost, or they are of another clone of the same person.
 */
export function orphanedClaims(tracker: Tracker, snapshot: StoreSnapshot): readonly Finding[] {
  const { actor, place, repository } = tracker;
  const since = namedAt(tracker) ?? 0;
  const isOrphan = ({ claim }: TaskSummary): boolean =>
    claim !== undefined &&
    claim.clone !== place.clone &&
    stampTime(claim.since) < since &&
    isMe(actor, claim.by) &&
    (claim.worktree === undefined || existsSync(join(repository.commonDir, 'worktrees', claim.worktree)));
  return snapshot.inProgress
    .filter(isOrphan)
    .slice(0, SHOWN)
    .map(({ id, claim }) => {
      const short = snapshot.short(id);
      const where = claim?.worktree === undefined ? 'main worktree' : `worktree ${claim.worktree}`;
      const detail = `${short} is held by ${claim?.by} in the ${where} of clone ${claim?.clone}: another clone, or this one before its id was lost; then git task start ${short} --steal takes it up again`;
      return { check: 'claims', state: 'note', detail };
    });
}
