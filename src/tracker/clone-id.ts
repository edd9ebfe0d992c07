import { statSync } from 'node:fs';
import { mintId } from '../domain/id.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';
import type { Ports } from './ports.ts';

const FILE = 'clone.json';

/**
 * The id of this clone, minted at the first call.
 *
 * It is bound to host, path and inode: a copy of the directory, or a container started from the same image,
 * would pass for the original, and mints its own.
 */
export function cloneId(directory: PrivateDirectory, commonDir: string, ports: Ports): string {
  const { ino, dev } = statSync(commonDir, { bigint: true });
  const place = `${ports.hostname()}:${commonDir}:${dev}:${ino}`;
  const known = parse(directory.read(FILE));
  if (known?.place === place) return known.id;
  const id = mintId(ports.entropy, () => false);
  directory.save(FILE, `${JSON.stringify({ id, place })}\n`);
  // Of two first calls at once, the one that saved last has named the clone.
  return parse(directory.read(FILE))?.id ?? id;
}

function parse(text: string | undefined): { readonly id: string; readonly place: string } | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('id' in value) || !('place' in value))
      return undefined;
    return typeof value.id === 'string' && typeof value.place === 'string'
      ? { id: value.id, place: value.place }
      : undefined;
  } catch {
    return undefined;
  }
}
