import { formatCommitMessage } from '../codec/commit-message.ts';
import { loadFullParser } from '../codec/document.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { stampSequence } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { commitsBetween } from '../git/history.ts';
import { listRefs } from '../git/list-refs.ts';
import { deleteRef, moveRef } from '../git/update-ref.ts';
import { planPurge, readEpoch, writeRoot } from '../store/epoch.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { notInitialized } from '../store/refusals.ts';
import { TRACKING_REFS } from '../sync/remote.ts';
import { resolveAuthor } from './identity.ts';
import type { Tracker } from './tracker.ts';

const TRIES = 20;

/** What a purge does, or would do. */
export interface Purged {
  /** The tip before it. */
  readonly before: string;
  /** The new root; absent where it was only looked at. */
  readonly tip?: string;
  /** Of the new history. */
  readonly epoch: number;
  /** Commits that go. */
  readonly commits: number;
  /** Deleted tasks whose contents go. */
  readonly deleted: readonly TaskId[];
  /** Remotes that have the old history, as far as is known here. */
  readonly sentTo: readonly string[];
}

/**
 * Puts the tasks as they stand in place of the branch's whole history, without what was redacted and without the contents
 * of deleted tasks. The ref moves in one step: who is killed before it leaves the old history, after it the new one.
 *
 * @param really without it, only tells what would go
 * @throws NOT_INITIALIZED, REF_CONTENDED, STORE_READ_ONLY
 */
export async function purge(tracker: Tracker, really: boolean): Promise<Purged> {
  const { repository, store, actor, ports, settings } = tracker;
  await loadFullParser();
  if (really) await store.adopt();
  for (let tries = 1; tries <= TRIES; tries++) {
    const tip = store.tip();
    if (tip === undefined) throw notInitialized();
    const { stamp } = await store.snapshot();
    const { deleted, deletes, files } = planPurge(repository, tip);
    const number = readEpoch(repository, tip).number + 1;
    const found: Purged = {
      before: tip,
      epoch: number,
      commits: commitsBetween(repository, undefined, tip).length,
      deleted,
      sentTo: listRefs(repository, TRACKING_REFS).map(({ name }) =>
        name.slice(TRACKING_REFS.length).replace(/\/main$/, ''),
      ),
    };
    if (!really) return found;
    const now = ports.now();
    const id = stampSequence(now, stamp, ports.entropy)();
    const event: Event = {
      id,
      type: 'purged',
      at: new Date(now).toISOString(),
      by: actor,
      data: { epoch: String(number) },
    };
    const root = writeRoot(
      repository,
      {
        of: tip,
        files,
        deletes,
        epoch: { number, purged: id },
        event,
        message: formatCommitMessage({ subject: `purge: epoch ${number}`, actor, stamps: [id] }),
        author: { ...resolveAuthor(ports, settings, actor), date: Math.floor(now / 1000) },
      },
      settings.flag('task.durable', true),
    );
    // Whoever wrote meanwhile is in no purge: start over with what they wrote.
    if (!moveRef(repository, TASKS_REF, tip, root, 'purge')) continue;
    // A process that was killed may have left names of commits made before texts were redacted.
    for (const { name } of listRefs(repository, 'refs/git-task/')) deleteRef(repository, name);
    await store.forget();
    return { ...found, tip: root };
  }
  throw new GitTaskError('REF_CONTENDED', 'others kept writing while their work was purged', {
    hint: 'nothing was purged; make the same call again when they rest',
    template: 'git task purge',
  });
}
