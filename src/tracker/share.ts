import type { Event } from '../domain/event.ts';
import { isAncestor } from '../git/history.ts';
import type { Impact } from '../impact/impacts.ts';
import { tellArrived } from '../operations/tell-arrived.ts';
import { chooseRemotes, remoteNames } from '../sync/remote.ts';
import { pull, push, type SyncPorts, type SyncResult, sync } from '../sync/sync.ts';
import type { Tracker } from './tracker.ts';

export interface ShareInput {
  readonly how: 'sync' | 'pull' | 'push';
  /** Names of remotes; none: all that were told about before. */
  readonly remotes: readonly string[];
  /** Take in only what a plain `git fetch` brought. */
  readonly offline: boolean;
  /** Gets git's own progress as it comes. */
  readonly progress: ((text: string) => void) | undefined;
  /** Called with each tip that is about to be taken in, checked. */
  readonly meet?: (theirs: string) => Promise<void>;
}

/** What the exchange with one remote did here. */
export interface Shared extends SyncResult {
  /** How many events arrived. */
  readonly arrived: number;
  /** Those of them that redact others. */
  readonly redacted: readonly Event[];
  /** Impacts of arrived work on tasks here. */
  readonly impacts: readonly Impact[];
}

type Arrival = Pick<Shared, 'arrived' | 'redacted' | 'impacts'>;

const NOTHING: Arrival = { arrived: 0, redacted: [], impacts: [] };

/** The names of all remotes that this clone has. */
export function knownRemotes({ repository }: Tracker): readonly string[] {
  return remoteNames(repository);
}

/** What an exchange needs of the world. */
export function syncPorts(
  { repository, ports, settings }: Tracker,
  progress?: ShareInput['progress'],
): SyncPorts {
  return {
    repository,
    now: ports.now,
    sleep: ports.sleep,
    warn: ports.warn,
    durable: settings.flag('task.durable', true),
    progress,
  };
}

/**
 * Exchanges tasks with remotes, one after another.
 *
 * @throws REMOTE_NOT_FOUND, REMOTE_UNSET, REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED, REMOTE_INVALID,
 * REMOTE_MOVED
 */
export async function share(
  tracker: Tracker,
  { how, remotes, offline, progress, meet }: ShareInput,
): Promise<readonly Shared[]> {
  const { repository, store } = tracker;
  const exchange: SyncPorts = { ...syncPorts(tracker, progress), ...(meet === undefined ? {} : { meet }) };
  const results: Shared[] = [];
  for (const remote of chooseRemotes(repository, remotes)) {
    const before = store.tip();
    const exchanged =
      how === 'pull'
        ? pull(exchange, remote, offline)
        : how === 'push'
          ? push(exchange, remote)
          : sync(exchange, remote);
    const result = await exchanged.catch(async (error: unknown) => {
      // What came before the push failed is here, and no later exchange would find it new.
      await afterArrival(tracker, before);
      throw error;
    });
    results.push({ ...result, ...(await afterArrival(tracker, before)) });
  }
  return results;
}

/** Tells tasks here what arrived work does to them; a transaction of its own. */
async function afterArrival(tracker: Tracker, before: string | undefined): Promise<Arrival> {
  const after = tracker.store.tip();
  if (after === undefined || after === before || before === undefined) return NOTHING;
  const events = (await tracker.store.batches(before, after)).flatMap((batch) => batch.events);
  const redacted = events.filter(({ type }) => type === 'redacted');
  // What is kept beside the branch still has the texts.
  if (redacted.length > 0 || isAncestor(tracker.repository, before, after) !== true)
    await tracker.store.forget();
  const completed = events.flatMap(({ type, task }) =>
    type === 'task_completed' && task !== undefined ? [task] : [],
  );
  if (completed.length === 0) return { arrived: events.length, redacted, impacts: [] };
  const { result } = await tracker.run(tellArrived, { completed });
  return { arrived: events.length, redacted, impacts: result };
}
