import { formatEvents } from '../codec/event-file.ts';
import { taskFolder } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { redactEvents, redactionsIn, type StoryFile } from '../domain/redaction.ts';
import { GitTaskError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import type { TreeChange } from '../git/trees.ts';
import { listStories, readEventFiles } from '../store/history.ts';

/** Two tips of one repository. */
export interface Sides {
  readonly repository: Repository;
  readonly first: string;
  readonly second: string;
}

/** The error of one event file with two contents that no redaction explains. */
export function twoContents({ path, oldOid, newOid }: TreeChange): GitTaskError {
  return new GitTaskError('STORE_CORRUPT', `${path} has two contents: an event never changes`, {
    hint: 'one of the two histories was edited',
    details: { path, oids: [oldOid, newOid] },
  });
}

/** The events of a task on both sides, with stubs in place of what either side redacted. */
interface MetStory {
  readonly shared: readonly Event[];
  readonly ours: readonly Event[];
  readonly theirs: readonly Event[];
  /** Event files of the first tip, or of the second alone, that have to change for it. */
  readonly rewritten: readonly StoryFile[];
}

interface MetFile extends StoryFile {
  readonly id: TaskId;
  readonly side: 'shared' | 'ours' | 'theirs';
}

/**
 * Unites the files of a task.
 *
 * @param others what files of the first tip hold on the second, where that is something else
 * @throws STORE_CORRUPT where a file has two contents, and no redaction is why
 */
function uniteStory(
  files: readonly MetFile[],
  others: ReadonlyMap<string, StoryFile>,
  changes: ReadonlyMap<string, TreeChange>,
): MetStory {
  const all = [...files, ...others.values()].flatMap(({ events }) => events);
  const redactions = redactionsIn(all);
  const sides = { shared: [] as Event[], ours: [] as Event[], theirs: [] as Event[] };
  const rewritten: StoryFile[] = [];
  for (const { path, side, events } of files) {
    const redacted = redactEvents(events, redactions);
    sides[side].push(...redacted);
    const [other, change] = [others.get(path), changes.get(path)];
    if (
      other !== undefined &&
      change !== undefined &&
      formatEvents(redactEvents(other.events, redactions)) !== formatEvents(redacted)
    )
      throw twoContents(change);
    if (redacted.some((event, at) => event !== events[at])) rewritten.push({ path, events: redacted });
  }
  return { ...sides, rewritten };
}

/**
 * Events of tasks on both sides, by whether both or one has them.
 *
 * @throws STORE_CORRUPT
 */
export function readMet(
  { repository, first, second }: Sides,
  ids: readonly TaskId[],
  changes: ReadonlyMap<string, TreeChange>,
): ReadonlyMap<TaskId, MetStory> {
  const [mine, others] = [listStories(repository, first, ids), listStories(repository, second, ids)];
  const wanted = ids.flatMap((id) => {
    const mineHere = new Set((mine.get(id) ?? []).map(({ path }) => path));
    const otherHere = new Set((others.get(id) ?? []).map(({ path }) => path));
    const all = new Map(
      [...(others.get(id) ?? []), ...(mine.get(id) ?? [])].map((file) => [file.path, file]),
    );
    return [...all.values()].map((file) => ({
      ...file,
      id,
      side: !otherHere.has(file.path)
        ? ('ours' as const)
        : mineHere.has(file.path)
          ? ('shared' as const)
          : ('theirs' as const),
    }));
  });
  const met = new Map<TaskId, MetFile[]>(ids.map((id) => [id, []]));
  for (const [at, events] of readEventFiles(repository, wanted).entries()) {
    const file = wanted[at];
    if (file !== undefined) met.get(file.id)?.push({ ...file, events });
  }
  const twice = [...changes.values()].flatMap(({ path, newOid }) =>
    newOid === undefined ? [] : [{ path, oid: newOid }],
  );
  const contents = new Map(
    readEventFiles(repository, twice).map((events, at) => {
      const path = twice[at]?.path ?? '';
      return [path, { path, events }];
    }),
  );
  const isOf = (id: TaskId, path: string): boolean => path.startsWith(`${taskFolder(id)}/`);
  return new Map(
    [...met].map(([id, files]) => {
      const own = [...contents].filter(([path]) => isOf(id, path));
      return [id, uniteStory(files, new Map(own), changes)];
    }),
  );
}
