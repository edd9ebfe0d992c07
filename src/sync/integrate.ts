import type { Event } from '../domain/event.ts';
import { GitTaskError } from '../errors.ts';
import { importCommit } from '../git/fast-import.ts';
import { isAncestor } from '../git/history.ts';
import { readRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { moveRef } from '../git/update-ref.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { MERGER, mergeTips } from './merge-tips.ts';

/** How our tip took in another. */
export interface Integration {
  readonly how: 'same' | 'ahead' | 'created' | 'fast-forward' | 'merged';
  readonly before: string | undefined;
  readonly tip: string;
  /** Events by which the merge says what lost. */
  readonly events: readonly Event[];
}

const TRIES = 50;

/**
 * Makes the tasks' ref contain another tip: creates it, moves it forward, or merges. Local writers may go on meanwhile:
 * a ref that moved is read again.
 *
 * @throws REF_CONTENDED, STORE_CORRUPT
 */
export async function integrate(
  repository: Repository,
  theirs: string,
  durable: boolean,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Integration> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const ours = readRef(repository, TASKS_REF);
    const done = tryOnce(repository, ours, theirs, durable);
    if (done !== undefined) return done;
    await sleep(Math.random() * Math.min(200, 10 * tries));
  }
  throw new GitTaskError('REF_CONTENDED', 'others kept writing while their work was taken in', {
    hint: 'nothing was lost; make the same call again',
    template: 'git task pull',
  });
}

/** Undefined where the ref moved meanwhile. */
function tryOnce(
  repository: Repository,
  ours: string | undefined,
  theirs: string,
  durable: boolean,
): Integration | undefined {
  const base = { before: ours, events: [] };
  if (ours === undefined)
    return moveRef(repository, TASKS_REF, undefined, theirs)
      ? { ...base, how: 'created', tip: theirs }
      : undefined;
  if (ours === theirs) return { ...base, how: 'same', tip: ours };
  if (isAncestor(repository, theirs, ours) === true) return { ...base, how: 'ahead', tip: ours };
  if (isAncestor(repository, ours, theirs) === true)
    return moveRef(repository, TASKS_REF, ours, theirs)
      ? { ...base, how: 'fast-forward', tip: theirs }
      : undefined;
  const merge = mergeTips(repository, ours, theirs);
  const written = importCommit(repository, {
    ref: TASKS_REF,
    parent: merge.parents[0],
    mergeParents: [merge.parents[1]],
    message: merge.message,
    author: { ...MERGER, date: merge.time },
    files: merge.files,
    durable,
  });
  return written.ok ? { before: ours, how: 'merged', tip: written.oid, events: merge.events } : undefined;
}
