import { statSync } from 'node:fs';
import { mintId } from '../domain/id.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';
import type { Ports } from './ports.ts';

export const CLONE_FILE = 'clone.json';

/**
 * The id of this clone as this host sees it, minted at the first call.
 *
 * It is bound to host, device and inode: a copy of the directory, or a container started from the same image, would
 * pass for the original, and mints its own. A directory that was moved keeps its id, and so does each of several
 * hosts that share one directory.
 */
export function cloneId(directory: PrivateDirectory, commonDir: string, ports: Ports): string {
  const { ino, dev } = statSync(commonDir, { bigint: true });
  const place = `${ports.hostname()}:${dev}:${ino}`;
  const known = parse(directory.read(CLONE_FILE));
  const own = known[place];
  if (own !== undefined) return own;
  const id = mintId(ports.entropy, () => false);
  directory.save(CLONE_FILE, `${JSON.stringify({ ...known, [place]: id })}\n`);
  // Of two first calls at once, the one that saved last has named the clone.
  return parse(directory.read(CLONE_FILE))[place] ?? id;
}

/** Ids by place; none where the file is missing or not ours. */
function parse(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, id]) => typeof id === 'string'));
  } catch {
    return {};
  }
}
