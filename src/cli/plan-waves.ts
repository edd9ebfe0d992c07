import type { TaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { waitOrder } from '../domain/wait-order.ts';

/** A task of a plan, and when it can begin. */
export interface PlanRow {
  readonly key: string;
  readonly id: TaskId;
  readonly title: string;
  /** 1 can begin at once, 2 when some of 1 are done …; undefined for what is done. */
  readonly wave: number | undefined;
  /** Keys of the plan, else ids, that it waits for itself. */
  readonly waitsFor: readonly string[];
  /** How many parents it has within the plan. */
  readonly depth: number;
}

/**
 * Tells of each task of a plan when it can begin.
 *
 * @param tasks as they would be
 * @param ids of all tasks of the plan, by key
 */
export function planWaves(
  tasks: Pick<Snapshot, 'summary' | 'open'>,
  ids: ReadonlyMap<string, TaskId>,
): readonly PlanRow[] {
  const keys = new Map([...ids].map(([key, id]) => [id, key]));
  const { steps, stuck } = waitOrder(tasks.open);
  // A parent that waits for what is under it: its children don't wait for themselves.
  const others = stuck.size === 0 ? [] : waitOrder(tasks.open, false).steps;
  const waves = new Map(
    [...others, ...steps].flatMap(({ id, is, wave }) => (is === 'end' ? [] : [[id, wave]])),
  );
  const places = new Map([...ids.values()].map((id, at) => [id, at]));
  const placeOf = (id: TaskId): number => places.get(id) ?? places.size;
  return [...ids].map(([key, id]) => {
    const task = tasks.summary(id);
    // Ids are random: in the order of the plan, the same plan shows the same.
    const waits = [...(task?.depends_on ?? [])].sort((one, two) => placeOf(one) - placeOf(two));
    return {
      key,
      id,
      title: task?.title ?? '',
      wave: waves.get(id),
      waitsFor: waits.map((on) => keys.get(on) ?? on),
      depth: depthOf(tasks, keys, id),
    };
  });
}

function depthOf(tasks: Pick<Snapshot, 'summary'>, keys: ReadonlyMap<TaskId, string>, id: TaskId): number {
  const line = new Set([id]);
  for (
    let parent = tasks.summary(id)?.parent;
    parent !== undefined && keys.has(parent) && !line.has(parent);
  ) {
    line.add(parent);
    parent = tasks.summary(parent)?.parent;
  }
  return line.size - 1;
}
