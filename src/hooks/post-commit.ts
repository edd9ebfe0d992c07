import { readHead } from '../git/ref.ts';
import type { TrailedCommit } from '../git/trailers.ts';
import { diffTrees } from '../git/trees.ts';
import { recordBypass } from '../operations/record-bypass.ts';
import { taskOfWorktree } from '../tracker/impact-cause.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { tellArrival } from './arrived.ts';
import { canLeaveState, leaveReplaced, takeState } from './commit-state.ts';
import { commitsMade } from './commits-made.ts';
import { enforcementHere } from './enforcement.ts';
import { type HookCall, type HookReport, NOTHING } from './hook-call.ts';
import { CommitRecorder } from './record-commits.ts';
import { hookHere } from './status.ts';

/** What git does on its own account passes no pre-commit: only these went round it. */
const BY_HAND: ReadonlySet<string> = new Set(['commit', 'commit (initial)', 'commit (amend)']);

/** Records what was just committed: on its tasks, on those it touches, and whether it went round the hooks. */
export async function postCommit({ tracker }: HookCall): Promise<HookReport> {
  const { repository, ports } = tracker;
  const state = takeState(repository);
  const { oid: head } = readHead(repository);
  if (head === undefined) return NOTHING;
  const { commits, action, amended } = commitsMade(repository, head);
  const snapshot = await tracker.read();
  if (snapshot.policy.enforce === 'off') return NOTHING;
  const current = taskOfWorktree(tracker, snapshot)?.id;
  const recorder = new CommitRecorder(tracker, snapshot);
  const arrived: string[] = [];
  for (const made of commits) {
    const [parent, ...others] = made.parents;
    const isMerge = others.length > 0;
    if (!isMerge || made.values.length > 0)
      await recorder.record({
        ...made,
        replaces: amended === undefined ? [] : [amended],
        otherwise: current,
      });
    if (isMerge && parent !== undefined) arrived.push(...(await tellArrival(tracker, parent, made.oid)));
  }
  const strict = enforcementHere(snapshot.policy, repository, ports.env) === 'strict';
  const unseen = state === undefined && canLeaveState(repository);
  if (amended !== undefined) leaveReplaced(repository, amended, head);
  if (strict && unseen && BY_HAND.has(action) && wentRound(tracker, commits, amended)) {
    await tracker.run(recordBypass, { commit: head, task: current });
    arrived.push('recorded: this commit went round the hooks');
  }
  const silent = ports.env.GIT_TASK_SKIP === '1';
  // pre-commit has said whom it touches, where it was asked.
  const told = state === undefined ? recorder.told : [];
  return { lines: silent ? [] : [...told, ...recorder.withdrawn, ...arrived] };
}

/** Whether a commit that no pre-commit was before should have had one. */
function wentRound(
  tracker: Tracker,
  commits: readonly TrailedCommit[],
  amended: string | undefined,
): boolean {
  const [made] = commits;
  if (made === undefined || made.parents.length > 1) return false;
  const hook = hookHere(tracker, 'pre-commit');
  // lefthook calls no command where nothing is staged.
  const before = amended ?? made.parents[0];
  if (hook?.tool === 'lefthook' && before !== undefined)
    return diffTrees(tracker.repository, before, made.oid).length > 0;
  return hook !== undefined;
}
