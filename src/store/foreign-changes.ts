import { parsePath, taskPath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import type { TaskId } from '../domain/id.ts';
import { mergeFields } from '../domain/merge-fields.ts';
import { isTombstone, type Task } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { mergeBases } from '../git/history.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { TreeChange } from '../git/trees.ts';
import { taskOf } from './adoption-story.ts';
import type { EditedFile } from './hand-edits.ts';
import type { EventFile } from './history.ts';

/** What one commit of another hand did. */
export interface ForeignChanges {
  /** Task files that changed though no event of the task came or went. */
  readonly edited: readonly EditedFile[];
  /** Event files that went away or changed, as they were. */
  readonly lost: readonly EventFile[];
  /** Event files that came. */
  readonly gained: readonly EventFile[];
}

function isEvents(path: string): boolean {
  return parsePath(path).kind === 'events';
}

function ofSimple(changes: readonly TreeChange[]): ForeignChanges {
  const events = changes.filter(({ path }) => isEvents(path));
  const told = new Set(events.map(({ path }) => taskOf(path)));
  return {
    edited: changes.flatMap(({ path, oldOid, newOid }): readonly EditedFile[] => {
      const place = parsePath(path);
      return place.kind !== 'task' || told.has(place.id)
        ? []
        : [{ id: place.id, before: oldOid, after: newOid }];
    }),
    lost: events.flatMap(({ path, oldOid }) => (oldOid === undefined ? [] : [{ path, oid: oldOid }])),
    gained: events.flatMap(({ path, oldOid, newOid }) =>
      oldOid === undefined && newOid !== undefined ? [{ path, oid: newOid }] : [],
    ),
  };
}

/** How the driver would have merged a task; undefined where nobody can tell, as from several bases. */
function drivenMerge(repository: Repository, id: TaskId, parents: readonly string[]): Task | undefined {
  const [one, two, more] = parents;
  if (one === undefined || two === undefined || more !== undefined) return undefined;
  const [base, another] = mergeBases(repository, one, two);
  if (another !== undefined) return undefined;
  const specs = [one, two, ...(base === undefined ? [] : [base])].map((oid) => `${oid}:${taskPath(id)}`);
  try {
    const [ours, theirs, shared] = readBlobs(repository, specs).map((blob) =>
      blob === undefined ? undefined : parseTaskText(blob.toString('utf8'), id),
    );
    if (ours === undefined || theirs === undefined) return undefined;
    const merged = mergeFields(shared, ours, theirs);
    return isTombstone(merged) ? undefined : merged;
  } catch (error) {
    if (error instanceof GitTaskError) return undefined;
    throw error;
  }
}

/** What is unlike every parent; and every event file that a parent has and the merge has not. */
function ofMerge(
  repository: Repository,
  parents: readonly string[],
  sides: readonly (readonly TreeChange[])[],
): ForeignChanges {
  const lost = new Map<string, EventFile>();
  const unlike = new Map<string, TreeChange[]>();
  for (const change of sides.flat()) {
    const { path, status, oldOid } = change;
    unlike.set(path, [...(unlike.get(path) ?? []), change]);
    if (isEvents(path) && status === 'D' && oldOid !== undefined) lost.set(path, { path, oid: oldOid });
  }
  const edited: EditedFile[] = [];
  for (const [path, changes] of unlike) {
    const [first] = changes;
    const place = parsePath(path);
    if (changes.length < parents.length || first === undefined) continue;
    if (place.kind === 'events' && first.oldOid !== undefined) lost.set(path, { path, oid: first.oldOid });
    if (place.kind !== 'task') continue;
    const before = drivenMerge(repository, place.id, parents);
    if (before !== undefined) edited.push({ id: place.id, before, after: first.newOid });
  }
  return { edited, lost: [...lost.values()], gained: [] };
}

/**
 * Sorts what a commit of another hand changed.
 *
 * @param sides what it changed against each parent
 */
export function foreignChanges(
  repository: Repository,
  parents: readonly string[],
  sides: readonly (readonly TreeChange[])[],
): ForeignChanges {
  const [only = [], ...more] = sides;
  const found = more.length === 0 ? ofSimple(only) : ofMerge(repository, parents, sides);
  return { ...found, edited: [...found.edited].sort((one, two) => (one.id < two.id ? -1 : 1)) };
}
