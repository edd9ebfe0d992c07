import { inChunks, type Objects } from './objects.ts';
import { fileEntry, folderEntry, formatTree, isFile, isFolder, type TreeEntry } from './tree.ts';

export interface FileChange {
  readonly path: string;
  /** Undefined where the file is new. */
  readonly oldOid: string | undefined;
  /** Undefined where the file is gone. */
  readonly newOid: string | undefined;
}

interface FolderPair {
  readonly path: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/**
 * Lists the files that differ between two trees, reading no folder that both have. Level by level: the folders of one
 * level are read a few at a time.
 *
 * @param old undefined for the empty tree
 */
export async function changedFiles(
  objects: Objects,
  old: string | undefined,
  now: string,
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  let level: readonly FolderPair[] = [{ path: '', old, new: now }];
  while (level.length > 0) {
    const below = await inChunks(
      level.filter((pair) => pair.old !== pair.new),
      async (pair) => {
        const [before, after] = [await entriesOf(objects, pair.old), await entriesOf(objects, pair.new)];
        return comparePair(pair.path, before, after, changes);
      },
    );
    level = below.flat();
  }
  return changes;
}

async function entriesOf(objects: Objects, oid: string | undefined): Promise<ReadonlyMap<string, TreeEntry>> {
  const entries = oid === undefined ? [] : await objects.tree(oid);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** Puts the files that differ into `changes` and returns the folders to look into. */
function comparePair(
  folder: string,
  before: ReadonlyMap<string, TreeEntry>,
  after: ReadonlyMap<string, TreeEntry>,
  changes: FileChange[],
): readonly FolderPair[] {
  const folders: FolderPair[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [one, two] = [before.get(name), after.get(name)];
    const path = `${folder}${name}`;
    const oidIf = (is: (entry: TreeEntry) => boolean, entry: TreeEntry | undefined): string | undefined =>
      entry !== undefined && is(entry) ? entry.oid : undefined;
    const files = { oldOid: oidIf(isFile, one), newOid: oidIf(isFile, two) };
    if (files.oldOid !== files.newOid) changes.push({ path, ...files });
    const inside = { old: oidIf(isFolder, one), new: oidIf(isFolder, two) };
    if (inside.old !== inside.new) folders.push({ path: `${path}/`, ...inside });
  }
  return folders;
}

/** The oid of a folder of a tree; undefined where there is none. */
export async function findFolder(objects: Objects, tree: string, path: string): Promise<string | undefined> {
  let oid = tree;
  for (const part of path.split('/')) {
    const entry = (await objects.tree(oid)).find(({ name }) => name === part);
    if (entry === undefined || !isFolder(entry)) return undefined;
    oid = entry.oid;
  }
  return oid;
}

/**
 * Writes a tree with some files put in, and only the folders on the way to them.
 *
 * @param tree the tree it begins with; undefined for the empty one
 * @param files oids of blobs by path
 * @returns the new tree's oid
 */
export async function putFiles(
  objects: Objects,
  tree: string | undefined,
  files: ReadonlyMap<string, string>,
): Promise<string> {
  const entries = new Map(await entriesOf(objects, tree));
  const inside = new Map<string, Map<string, string>>();
  for (const [path, oid] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      entries.set(path, fileEntry(path, oid));
      continue;
    }
    const name = path.slice(0, slash);
    const own = inside.get(name) ?? new Map<string, string>();
    inside.set(name, own.set(path.slice(slash + 1), oid));
  }
  for (const [name, own] of inside) {
    const entry = entries.get(name);
    const old = entry !== undefined && isFolder(entry) ? entry.oid : undefined;
    entries.set(name, folderEntry(name, await putFiles(objects, old, own)));
  }
  return objects.write('tree', formatTree([...entries.values()]));
}
