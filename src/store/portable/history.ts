import { parseDocument, withFullParser } from '../../codec/document.ts';
import { parseEvents } from '../../codec/event-file.ts';
import { parsePath, taskFolder } from '../../codec/paths.ts';
import type { Event } from '../../domain/event.ts';
import type { TaskId } from '../../domain/id.ts';
import type { Batch } from '../store.ts';
import { inChunks, type Objects } from './objects.ts';
import { isFile } from './tree.ts';
import { changedFiles, type FileChange, findFolder } from './tree-files.ts';

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
 *
 * @param newest the branch's tip: what was redacted since comes as it is there
 */
export async function readBatches(
  objects: Objects,
  from: string | undefined,
  to: string,
  newest = to,
): Promise<readonly Batch[]> {
  if (from === to) return [];
  const line = await straightLine(objects, from, to);
  const met = line === undefined && from !== undefined && (await isAncestor(objects, to, from));
  if (met) return [];
  const commits = await inChunks(line ?? [{ oid: to, parent: from }], async ({ oid, parent }) => ({
    from: parent,
    to: oid,
    changes: await changesBetween(objects, parent, oid),
  }));
  // Event files that changed since they came: only redactions change them.
  const latest = new Map<string, string>();
  const since = newest === to ? [] : await changesBetween(objects, to, newest);
  for (const { path, oldOid, newOid } of [...commits.flatMap(({ changes }) => changes), ...since])
    if (oldOid !== undefined && newOid !== undefined) latest.set(path, newOid);
  return inChunks(commits, async ({ changes, ...tips }) => ({
    ...tips,
    events: await readEvents(
      objects,
      changes.flatMap(({ path, oldOid, newOid }) =>
        oldOid === undefined && newOid !== undefined ? [{ path, oid: latest.get(path) ?? newOid }] : [],
      ),
    ),
  }));
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

async function changesBetween(
  objects: Objects,
  from: string | undefined,
  to: string,
): Promise<readonly FileChange[]> {
  const old = from === undefined ? undefined : (await objects.commit(from)).tree;
  return changedFiles(objects, old, (await objects.commit(to)).tree);
}

async function readEvents(objects: Objects, files: readonly EventFile[]): Promise<readonly Event[]> {
  const own = files.filter(({ path }) => parsePath(path).kind === 'events');
  const events = await inChunks(own, async ({ path, oid }) => {
    const text = await objects.text(oid);
    return withFullParser(() => parseEvents(parseDocument(text, path), path));
  });
  return events.flat().sort((one, two) => (one.id < two.id ? -1 : 1));
}
