import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { type MergeEvent, mergeEvents } from '../domain/merge.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { Repository } from '../git/repository.ts';
import type { TreeChange } from '../git/trees.ts';
import { diffTrees } from '../git/trees.ts';
import { type Beside, eventsOf, storiesAt, taskOf } from './adoption-story.ts';

/** A parent of a merge that plain git made. */
interface Side {
  readonly oid: string;
  readonly beside: Beside;
}

/** Tasks with an event file that the second side lacks. */
function ahead(changes: readonly TreeChange[], status: 'A' | 'D', mine: Beside, other: Beside): Set<TaskId> {
  const paths = [
    ...changes.filter((change) => change.status === status).map(({ path }) => path),
    ...[...mine.added.keys()].filter((path) => !other.added.has(path)),
  ];
  return new Set(paths.flatMap((path) => taskOf(path) ?? []));
}

/** Says what lost where plain git merged two histories, as our own merge would have: by task. */
export function tellPlainMerge(
  repository: Repository,
  one: Side,
  two: Side,
): ReadonlyMap<TaskId, readonly MergeEvent[]> {
  const changes = diffTrees(repository, one.oid, two.oid);
  const [inOne, inTwo] = [
    ahead(changes, 'D', one.beside, two.beside),
    ahead(changes, 'A', two.beside, one.beside),
  ];
  const ids = [...inOne].filter((id) => inTwo.has(id)).sort();
  if (ids.length === 0) return new Map();
  const [mine, others] = [
    storiesAt(repository, one.oid, ids, one.beside),
    storiesAt(repository, two.oid, ids, two.beside),
  ];
  return new Map(
    ids.map((id) => {
      const [ours, theirs] = [mine.get(id)?.files ?? [], others.get(id)?.files ?? []];
      const [here, there] = [new Set(ours.map(({ path }) => path)), new Set(theirs.map(({ path }) => path))];
      const pick = (files: typeof ours, wanted: (path: string) => boolean): readonly Event[] =>
        files.filter(({ path }) => wanted(path)).flatMap(({ events }) => events);
      return [
        id,
        mergeEvents(id, {
          shared: pick(ours, (path) => there.has(path)),
          ours: pick(ours, (path) => !there.has(path)),
          theirs: pick(theirs, (path) => !here.has(path)),
        }),
      ];
    }),
  );
}

/**
 * Says which claims, moves and lines of descriptions lost where rebase or cherry-pick brought events: there is no
 * second side to compare values with.
 */
export function tellPicked(
  repository: Repository,
  commit: string,
  ids: readonly TaskId[],
  beside: Beside,
): ReadonlyMap<TaskId, readonly MergeEvent[]> {
  const stories = storiesAt(repository, commit, ids, beside);
  return new Map(
    [...stories].map(([id, story]) => [
      id,
      mergeEvents(id, { shared: eventsOf(story), ours: [], theirs: [] }),
    ]),
  );
}

/** Gives events that a merge records the stamps that follow from where it happened. */
export function stampTold(
  events: readonly MergeEvent[],
  { stamps, at, by }: { readonly stamps: () => Stamp; readonly at: string; readonly by: string },
): readonly Event[] {
  return events.map((event) => ({ ...event, id: stamps(), at, by }));
}
