import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listRefs } from './list-refs.ts';
import type { Repository } from './repository.ts';

/** Longer packed-refs are not searched. */
const LONGEST_PACKED_REFS = 4 * 1024 * 1024;
const PREFIX = 'refs/replace/';

/**
 * Tells whether git may show something else under an object's name than what it names (`git replace`): what was kept of an
 * object is not to be relied on there, nor to be kept.
 * @throws GIT_COMMAND_FAILED where git had to be asked
 */
export function mayReplace(repository: Repository): boolean {
  const { commonDir, refFormat } = repository;
  const packed = join(commonDir, 'packed-refs');
  const size = statSync(packed, { throwIfNoEntry: false })?.size ?? 0;
  if (refFormat !== 'files' || size > LONGEST_PACKED_REFS) return listRefs(repository, PREFIX).length > 0;
  try {
    if (readdirSync(join(commonDir, PREFIX)).length > 0) return true;
  } catch {
    // There is no such directory.
  }
  return size > 0 && readFileSync(packed).includes(` ${PREFIX}`);
}
