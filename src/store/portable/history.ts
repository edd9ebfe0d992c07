import { parseDocument, withFullParser } from '../../codec/document.ts';
import { parseEvents } from '../../codec/event-file.ts';
import { parsePath, taskFolder } from '../../codec/paths.ts';
import type { Event } from '../../domain/event.ts';
import type { TaskId } from '../../domain/id.ts';
import type { Batch } from '../store.ts';
import { inChunks, type Objects } from './objects.ts';
import { isFile } from './tree.ts';
import { changedFiles, findFolder } from './tree-files.ts';

interface EventFile {
  readonly path: string;
  readonly oid: string;
}

interface Commit {
  readonly oid: string;
  readonly parent: string | undefined;
}

/** All events of one task on a tip, by stamp. */
export async function readStory(objects: Objects, tip: string, id: TaskId): Promise<readonly Event[]> {
  const { tree } = await objects.commit(tip);
  const folder = await findFolder(objects, tree, taskFolder(id));
  if (folder === undefined) return [];
  const entries = (await objects.tree(folder)).filter(isFile);
  return readEvents(
    objects,
    entries.map(({ name, oid }) => ({ path: `${taskFolder(id)}/${name}`, oid })),
  );
}

/**
 * What came between two tips. A straight line gives one batch per commit; where histories met, one for the whole
 * stretch.
 */
export async function readBatches(
  objects: Objects,
  from: string | undefined,
  to: string,
): Promise<readonly Batch[]> {
  if (from === to) return [];
  const line = await straightLine(objects, from, to);
  if (line !== undefined)
    return inChunks(line, async ({ oid, parent }) => ({
      from: parent,
      to: oid,
      events: await eventsBetween(objects, parent, oid),
    }));
  if (from !== undefined && (await isAncestor(objects, to, from))) return [];
  return [{ from, to, events: await eventsBetween(objects, from, to) }];
}

/** The commits from one tip to another, oldest first; undefined where the way is not one line. */
async function straightLine(
  objects: Objects,
  from: string | undefined,
  to: string,
): Promise<readonly Commit[] | undefined> {
  const line: Commit[] = [];
  for (let oid: string | undefined = to; oid !== from; ) {
    if (oid === undefined) return undefined;
    const { parents }: { readonly parents: readonly string[] } = await objects.commit(oid);
    if (parents.length > 1) return undefined;
    const [parent] = parents;
    line.push({ oid, parent });
    oid = parent;
  }
  return line.reverse();
}

async function isAncestor(objects: Objects, ancestor: string, descendant: string): Promise<boolean> {
  const seen = new Set([descendant]);
  // A set that grows while it is walked is walked to its end.
  for (const oid of seen) {
    if (oid === ancestor) return true;
    for (const parent of (await objects.commit(oid)).parents) seen.add(parent);
  }
  return false;
}

async function eventsBetween(
  objects: Objects,
  from: string | undefined,
  to: string,
): Promise<readonly Event[]> {
  const old = from === undefined ? undefined : (await objects.commit(from)).tree;
  const changes = await changedFiles(objects, old, (await objects.commit(to)).tree);
  return readEvents(
    objects,
    changes.flatMap(({ path, oldOid, newOid }) =>
      oldOid === undefined && newOid !== undefined ? [{ path, oid: newOid }] : [],
    ),
  );
}

async function readEvents(objects: Objects, files: readonly EventFile[]): Promise<readonly Event[]> {
  const own = files.filter(({ path }) => parsePath(path).kind === 'events');
  const events = await inChunks(own, async ({ path, oid }) => {
    const text = await objects.text(oid);
    return withFullParser(() => parseEvents(parseDocument(text, path), path));
  });
  return events.flat().sort((one, two) => (one.id < two.id ? -1 : 1));
}
