import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';

/** Longer packed-refs are not searched. */
const LONGEST_PACKED_REFS = 4 * 1024 * 1024;
const PREFIX = 'refs/replace/';

/**
 * Tells whether git may show something else under an object's name than what it names (`git replace`): what was kept of an
 * object is not to be relied on there. True where it can't be told without a process.
 */
export function mayReplace({ commonDir, refFormat }: Repository): boolean {
  if (refFormat !== 'files') return true;
  try {
    if (readdirSync(join(commonDir, PREFIX)).length > 0) return true;
  } catch {
    // There is no such directory.
  }
  const packed = join(commonDir, 'packed-refs');
  const size = statSync(packed, { throwIfNoEntry: false })?.size ?? 0;
  return size > LONGEST_PACKED_REFS || (size > 0 && readFileSync(packed).includes(` ${PREFIX}`));
}
