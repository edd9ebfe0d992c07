/** One line of a tree object. Names are byte strings (latin1), so that those of others are kept as they are. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

const FOLDER = '40000';
const SUBMODULE = '160000';
const FILE = '100644';
/** Of SHA-1. */
const OID_BYTES = 20;

export function isFolder({ mode }: TreeEntry): boolean {
  return mode === FOLDER;
}

export function isFile({ mode }: TreeEntry): boolean {
  return mode !== FOLDER && mode !== SUBMODULE;
}

export function folderEntry(name: string, oid: string): TreeEntry {
  return { mode: FOLDER, name, oid };
}

export function fileEntry(name: string, oid: string): TreeEntry {
  return { mode: FILE, name, oid };
}

/** Parses the bytes of a tree object. */
export function parseTree(bytes: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    const next = end + 1 + OID_BYTES;
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.toString('latin1', space + 1, end),
      oid: bytes.toString('hex', end + 1, next),
    });
    at = next;
  }
  return entries;
}

/** Formats a tree object: git sorts by bytes, a folder as if its name ended with a slash. */
export function formatTree(entries: readonly TreeEntry[]): Buffer {
  const key = (entry: TreeEntry): string => (isFolder(entry) ? `${entry.name}/` : entry.name);
  const sorted = [...entries].sort((one, two) => (key(one) < key(two) ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap(({ mode, name, oid }) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(oid, 'hex'),
    ]),
  );
}
