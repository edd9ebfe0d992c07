import { withFullParser } from '../codec/document.ts';
import type { Event } from '../domain/event.ts';
import { GitTaskError } from '../errors.ts';
import { importCommit } from '../git/fast-import.ts';
import { commitsBetween, isAncestor } from '../git/history.ts';
import { readCommit } from '../git/objects.ts';
import { readRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { deleteRef, moveRef } from '../git/update-ref.ts';
import { planAdoption, writeAdoption } from '../store/adopt.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { freeRef, type LockPorts, lockPathOf } from '../store/ref-lock.ts';
import { refLocked } from '../store/refusals.ts';
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
 * @throws REF_CONTENDED, REF_LOCKED, STORE_CORRUPT
 */
export async function integrate(
  repository: Repository,
  theirs: string,
  durable: boolean,
  ports: LockPorts,
): Promise<Integration> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const ours = readRef(repository, TASKS_REF);
    const done = await withFullParser(() => tryOnce(repository, ours, theirs, durable));
    if (done !== undefined) return done;
    if (!(await freeRef(repository, TASKS_REF, ports))) throw refLocked(lockPathOf(repository, TASKS_REF));
    await ports.sleep(Math.random() * Math.min(200, 10 * tries));
  }
  throw new GitTaskError('REF_CONTENDED', 'others kept writing while their work was taken in', {
    hint: 'nothing was lost; make the same call again',
    template: 'git task pull',
  });
}

/**
 * The commit that makes a tip by another hand one of ours; of one of ours itself. Every clone makes the same one, so that
 * those who take it in from different sides need no merge.
 */
function adopted(repository: Repository, tip: string, durable: boolean): string {
  const adoption = planAdoption(repository, tip);
  if (adoption === undefined) return tip;
  // fast-import needs a ref to write to; the object stays when that goes.
  const ref = `refs/git-task/adopted/${tip}`;
  const written = writeAdoption(repository, adoption, { ref, tip, durable });
  deleteRef(repository, ref);
  if (written.ok) return written.oid;
  throw new GitTaskError('REF_CONTENDED', `somebody else holds ${ref}`, { template: 'git task pull' });
}

/**
 * Whether a tip can take the place of ours: it says the same, and ours has nothing of its own but merges. Of two such tips
 * the smaller oid stays. Clones that exchange through two remotes would otherwise merge each other's merges for ever.
 */
export function standsFor(repository: Repository, theirs: string, ours: string): boolean {
  if (theirs > ours || readCommit(repository, theirs).tree !== readCommit(repository, ours).tree)
    return false;
  return commitsBetween(repository, theirs, ours).every(({ parents }) => parents.length > 1);
}

/** Undefined where the ref moved meanwhile, or has to be read again. */
function tryOnce(
  repository: Repository,
  ours: string | undefined,
  theirs: string,
  durable: boolean,
): Integration | undefined {
  const adoption = ours === undefined ? undefined : planAdoption(repository, ours);
  if (ours !== undefined && adoption !== undefined) {
    writeAdoption(repository, adoption, { ref: TASKS_REF, tip: ours, durable });
    return undefined;
  }
  const base = { before: ours, events: [] };
  if (ours === theirs) return { ...base, how: 'same', tip: theirs };
  if (ours !== undefined && isAncestor(repository, theirs, ours) === true)
    return { ...base, how: 'ahead', tip: ours };
  const tip = adopted(repository, theirs, durable);
  if (ours === undefined)
    return moveRef(repository, TASKS_REF, undefined, tip) ? { ...base, how: 'created', tip } : undefined;
  if (isAncestor(repository, ours, tip) === true)
    return moveRef(repository, TASKS_REF, ours, tip) ? { ...base, how: 'fast-forward', tip } : undefined;
  if (standsFor(repository, tip, ours))
    return moveRef(repository, TASKS_REF, ours, tip) ? { ...base, how: 'same', tip } : undefined;
  const merge = mergeTips(repository, ours, tip);
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
