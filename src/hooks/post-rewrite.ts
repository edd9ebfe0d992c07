import type { TaskId } from '../domain/id.ts';
import { openAlerts } from '../domain/task.ts';
import { readHead } from '../git/ref.ts';
import { isOid } from '../git/repository.ts';
import { resolveCommit } from '../git/revision.ts';
import { trailersOf } from '../git/trailers.ts';
import { TASK_TRAILER } from '../tracker/code.ts';
import { tasksOfTrailers } from '../tracker/impact-cause.ts';
import type { StoreSnapshot, Tracker } from '../tracker/tracker.ts';
import { tellArrival } from './arrived.ts';
import type { HookCall, HookReport } from './hook-call.ts';
import { CommitRecorder } from './record-commits.ts';
import { tasksHere } from './tasks-here.ts';

/** What became of which commits: several may have become one. */
function rewritten(input: string): ReadonlyMap<string, readonly string[]> {
  const pairs = new Map<string, string[]>();
  for (const line of input.split('\n')) {
    const [before = '', after = ''] = line.split(' ');
    if (!isOid(before) || !isOid(after)) continue;
    const known = pairs.get(after);
    if (known === undefined) pairs.set(after, [before]);
    else known.push(before);
  }
  return pairs;
}

/** The task here on which a commit is recorded that names none. */
function recordedOn(
  tracker: Tracker,
  snapshot: StoreSnapshot,
  before: readonly string[],
): TaskId | undefined {
  return tasksHere(snapshot, tracker.place).find(({ id }) =>
    snapshot.task(id)?.commits.some((oid) => before.includes(oid)),
  )?.id;
}

/** Whether a task was told of an impact by one of these commits. */
function causes(snapshot: StoreSnapshot, oids: readonly string[]): boolean {
  return [...snapshot.open.values()].some((task) =>
    openAlerts(task).some(({ cause }) => oids.includes(cause)),
  );
}

/**
 * Moves what is recorded of rewritten commits to what they became: nothing is told again. What a rebase or pull brought
 * of others is told, as after a merge.
 */
export async function postRewrite({ tracker, args, input }: HookCall): Promise<HookReport> {
  const { repository } = tracker;
  const [command] = args;
  const pairs = rewritten(input);
  const snapshot = await tracker.read();
  const recorder = new CommitRecorder(tracker, snapshot);
  for (const made of trailersOf(repository, TASK_TRAILER, [...pairs.keys()])) {
    const replaces = pairs.get(made.oid) ?? [];
    const otherwise = recordedOn(tracker, snapshot, replaces);
    const isKnown = tasksOfTrailers(snapshot, made.values).length > 0 || otherwise !== undefined;
    if (isKnown || causes(snapshot, replaces)) await recorder.record({ ...made, replaces, otherwise });
  }
  const { oid: head } = readHead(repository);
  const before = command === 'rebase' ? resolveCommit(repository, 'ORIG_HEAD') : undefined;
  const arrived = head === undefined || before === undefined ? [] : await tellArrival(tracker, before, head);
  return { lines: [...recorder.told, ...recorder.withdrawn, ...arrived] };
}
