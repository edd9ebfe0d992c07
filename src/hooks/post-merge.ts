import { readHead } from '../git/ref.ts';
import { lastHeadMove } from '../git/reflog.ts';
import { resolveCommit } from '../git/revision.ts';
import { tellArrival } from './arrived.ts';
import { type HookCall, type HookReport, NOTHING } from './hook-call.ts';

/** Tells the tasks in progress here what a merge or pull brought. */
export async function postMerge({ tracker }: HookCall): Promise<HookReport> {
  const { repository } = tracker;
  const { oid: head } = readHead(repository);
  if (head === undefined) return NOTHING;
  const move = lastHeadMove(repository);
  const before = move?.to === head ? move.from : resolveCommit(repository, 'ORIG_HEAD');
  return before === undefined ? NOTHING : { lines: await tellArrival(tracker, before, head) };
}
