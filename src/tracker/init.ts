import { GitTaskError } from '../errors.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { chooseRemotes, refreshRefspecs, remoteNames } from '../sync/remote.ts';
import { pull } from '../sync/sync.ts';
import { registerDriver } from './driver-config.ts';
import { syncPorts } from './share.ts';
import type { Tracker } from './tracker.ts';

export interface InitInput {
  /** Remotes to look for tasks on; none: `origin`, where there is one. */
  readonly remotes: readonly string[];
  /** Look on no remote. */
  readonly local: boolean;
}

export interface InitResult {
  readonly ref: string;
  /** False where the branch was there already, or came from a remote. */
  readonly created: boolean;
  /** The remote whose tasks were taken in. */
  readonly joined: string | undefined;
  /** What was made anew around a branch that was there. */
  readonly repaired: readonly string[];
  readonly actor: string;
}

/** Takes in the tasks of the first remote that has some; one that can't be reached is said and passed over. */
async function join(tracker: Tracker, wanted: readonly string[]): Promise<string | undefined> {
  const names =
    wanted.length > 0 ? wanted : remoteNames(tracker.repository).filter((name) => name === 'origin');
  for (const remote of names.length === 0 ? [] : chooseRemotes(tracker.repository, names)) {
    try {
      const { pulled } = await pull(syncPorts(tracker), remote, false);
      if (pulled !== undefined) return remote.name;
    } catch (error) {
      // Named by the user: then it is what was asked for, and no less. Tasks that can't be taken in are tasks all the
      // same: a branch of our own beside them would have to be merged with them one day.
      const isFound = error instanceof GitTaskError && /^(?:REMOTE_INVALID|FORMAT_TOO_NEW)$/.test(error.code);
      if (wanted.length > 0 || !(error instanceof GitTaskError) || isFound) throw error;
      tracker.ports.warn(
        `could not look for tasks on ${remote.name}: ${error.message}; later: git task sync --remote ${remote.name}`,
      );
    }
  }
  return undefined;
}

/**
 * Creates the tasks' branch, or joins a remote's; run again, it makes anew what can be derived.
 *
 * @throws REMOTE_NOT_FOUND, REMOTE_INVALID, FORMAT_TOO_NEW, and for a named remote whatever keeps it from being reached
 */
export async function init(tracker: Tracker, { remotes, local }: InitInput): Promise<InitResult> {
  const { store, actor, repository, ports } = tracker;
  const existed = store.tip() !== undefined;
  const joined = existed || local ? undefined : await join(tracker, remotes);
  const created = await store.create(actor);
  await store.rebuildIndex();
  const registered = registerDriver(repository, ports.launcher());
  const repaired = existed
    ? ['index', ...refreshRefspecs(repository), ...(registered ? ['merge driver'] : [])]
    : [];
  return { ref: TASKS_REF, created, joined, repaired, actor };
}
