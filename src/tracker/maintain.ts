import { GitTaskError } from '../errors.ts';
import { packReachable } from '../git/pack.ts';
import type { Tracker } from './tracker.ts';

const PACKED = 'packed';

/**
 * Packs what the tasks' branch gained since the last time, without a walk over the user's refs.
 *
 * Obeys those who told git not to: `gc.auto=0` or `maintenance.auto=false`.
 *
 * @returns whether anything was packed
 */
export function maintain({ store, repository, settings }: Tracker): boolean {
  const tip = store.tip();
  if (tip === undefined || settings.get('gc.auto') === '0' || !settings.flag('maintenance.auto', true))
    return false;
  const before = store.directory.read(PACKED)?.trim();
  const packed = before === tip ? false : packSince(repository, tip, before);
  store.directory.save(PACKED, `${tip}\n`);
  return packed;
}

function packSince(repository: Tracker['repository'], tip: string, before: string | undefined): boolean {
  if (before === undefined) return packReachable(repository, { tip });
  try {
    return packReachable(repository, { tip, exclude: before });
  } catch (error) {
    // The branch was rewritten and what was packed is gone: pack all of it.
    if (error instanceof GitTaskError && error.code === 'GIT_COMMAND_FAILED')
      return packReachable(repository, { tip });
    throw error;
  }
}
