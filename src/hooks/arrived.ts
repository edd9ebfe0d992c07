import type { TaskId } from '../domain/id.ts';
import { firstParent } from '../git/revision.ts';
import { commitsArrived, type TrailedCommit } from '../git/trailers.ts';
import type { Impact } from '../operations/impacts.ts';
import { tellArrivedCode } from '../operations/tell-arrived.ts';
import { TASK_TRAILER } from '../tracker/code.ts';
import { tasksOfTrailers } from '../tracker/impact-cause.ts';
import type { StoreSnapshot, Tracker } from '../tracker/tracker.ts';
import { impactLines } from './impact-lines.ts';
import { tasksHere } from './tasks-here.ts';

/** Who did what arrived is looked for among this many commits. */
const MOST_COMMITS = 50;

interface Suspect {
  readonly cause: string;
  readonly commit: string;
  readonly impacts: readonly Impact[];
}

function isSame(one: Impact, two: Impact): boolean {
  return one.task === two.task && one.change === two.change && one.resource === two.resource;
}

/** Whose commit brought an impact: its task's, else its own oid; of nobody in particular the tip that arrived. */
async function suspects(
  tracker: Tracker,
  snapshot: StoreSnapshot,
  commits: readonly TrailedCommit[],
): Promise<readonly Suspect[]> {
  const found: Suspect[] = [];
  for (const { oid, values } of commits) {
    const before = firstParent(tracker.repository, oid);
    const { impacts } = await tracker.impact({ before, after: { kind: 'tree', oid } });
    if (impacts.length > 0)
      found.push({ cause: tasksOfTrailers(snapshot, values)[0] ?? oid, commit: oid, impacts });
  }
  return found;
}

/**
 * Tells the tasks in progress in this worktree what work of others that arrived in it does to them.
 *
 * @param before HEAD as it was
 * @param after HEAD as it is
 * @returns what was told now
 */
export async function tellArrival(
  tracker: Tracker,
  before: string,
  after: string,
): Promise<readonly string[]> {
  const { repository } = tracker;
  const snapshot = await tracker.read();
  const here = new Set<TaskId>(tasksHere(snapshot, tracker.place).map(({ id }) => id));
  if (here.size === 0 || before === after || /^0+$/.test(before)) return [];
  const { impacts } = await tracker.impact({ before, after: { kind: 'tree', oid: after } });
  const hits = impacts.filter(({ task }) => here.has(task));
  if (hits.length === 0) return [];
  const commits = commitsArrived(repository, { before, after, key: TASK_TRAILER, most: MOST_COMMITS });
  const known = await suspects(tracker, snapshot, commits);
  const tellings = hits.map((impact) => {
    const by = known.find((suspect) => suspect.impacts.some((other) => isSame(other, impact)));
    return { cause: by?.cause ?? after, commit: by?.commit ?? after, impacts: [impact] };
  });
  const { result } = await tracker.run(tellArrivedCode, {
    tellings: tellings.filter(({ cause, impacts: [impact] }) => cause !== impact?.task),
  });
  return impactLines(snapshot, result);
}
