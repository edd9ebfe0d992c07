import { parseStampTrailer } from '../codec/commit-message.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { OWN_ZONE } from '../git/fast-import-stream.ts';

/** Whether git-task made a commit, and no other hand made it anew. */
export function isOwn({ zone }: Pick<CommitObject, 'zone'>): boolean {
  return zone === OWN_ZONE;
}

/** The newest stamp on the branch as a commit of ours says it; cherry-pick and rebase carry trailers along unread. */
export function stampOf(commit: CommitObject): Stamp | undefined {
  return isOwn(commit) ? parseStampTrailer(commit.message) : undefined;
}
