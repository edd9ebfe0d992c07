import { withFullParser } from '../codec/document.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import { importCommit } from '../git/fast-import.ts';
import { commitsBetween, isAncestor } from '../git/history.ts';
import { readCommit } from '../git/objects.ts';
import { readRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { deleteRef, moveRef } from '../git/update-ref.ts';
import { describeAdoption, planAdoption, writeAdoption } from '../store/adopt.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { freeRef, type LockPorts, lockPathOf } from '../store/ref-lock.ts';
import { refLocked } from '../store/refusals.ts';
import { crossEpochs, epochOrder } from './cross-epochs.ts';
import { MERGER, mergeTips } from './merge-tips.ts';

/** How our tip took in another. */
export interface Integration {
  readonly how: 'same' | 'ahead' | 'created' | 'fast-forward' | 'merged' | 'replaced' | 'carried' | 'joined';
  readonly before: string | undefined;
  readonly tip: string;
  /** Events by which the merge says what lost. */
  readonly events: readonly Event[];
  /** Tasks that were purged over there, and are so here now; only from one epoch to another. */
  readonly dropped?: readonly TaskId[];
}

/** What two integrations in a row did, as one: what either has to tell is told. */
export function afterAnother(
  first: Integration | undefined,
  second: Integration | undefined,
): Integration | undefined {
  if (first === undefined || second === undefined) return second ?? first;
  const { how } = second.how === 'same' || second.how === 'ahead' ? first : second;
  const dropped = [...new Set([...(first.dropped ?? []), ...(second.dropped ?? [])])].sort();
  return {
    how,
    before: first.before,
    tip: second.tip,
    events: [...first.events, ...second.events],
    ...(first.dropped === undefined && second.dropped === undefined ? {} : { dropped }),
  };
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
    const done = await withFullParser(() => tryOnce(repository, ours, theirs, durable, ports.warn));
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
 * those who take it in from different sides need no merge. Needs the full parser loaded.
 */
export function adoptTip(
  repository: Repository,
  tip: string,
  durable: boolean,
  warn: (text: string) => void,
): string {
  const adoption = planAdoption(repository, tip);
  if (adoption === undefined) return tip;
  // fast-import needs a ref to write to; the object stays when that goes.
  const ref = `refs/git-task/adopted/${tip}`;
  const written = writeAdoption(repository, adoption, { ref, tip, durable });
  deleteRef(repository, ref);
  if (!written.ok)
    throw new GitTaskError('REF_CONTENDED', `somebody else holds ${ref}`, { template: 'git task pull' });
  for (const text of describeAdoption(adoption, tip)) warn(text);
  return written.oid;
}

/** Adopts our own tip where another hand made it; `moved` where it has to be read again. */
function adoptOurs(
  repository: Repository,
  tip: string,
  durable: boolean,
  warn: (text: string) => void,
): 'ours' | 'adopted' | 'moved' {
  const adoption = planAdoption(repository, tip);
  if (adoption === undefined) return 'ours';
  if (!writeAdoption(repository, adoption, { ref: TASKS_REF, tip, durable }).ok) return 'moved';
  for (const text of describeAdoption(adoption, tip)) warn(text);
  return 'adopted';
}

/** Makes sure that our tip is a commit of ours: what other hands did is adopted before it is sent. */
export async function settleOurs(repository: Repository, durable: boolean, ports: LockPorts): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const tip = readRef(repository, TASKS_REF);
    if (tip === undefined) return;
    const done = await withFullParser(() => adoptOurs(repository, tip, durable, ports.warn));
    if (done !== 'moved') return;
    if (!(await freeRef(repository, TASKS_REF, ports))) throw refLocked(lockPathOf(repository, TASKS_REF));
    await ports.sleep(Math.random() * Math.min(200, 10 * tries));
  }
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
  warn: (text: string) => void,
): Integration | undefined {
  if (ours !== undefined && adoptOurs(repository, ours, durable, warn) !== 'ours') return undefined;
  const base = { before: ours, events: [] };
  if (ours === theirs) return { ...base, how: 'same', tip: theirs };
  if (ours !== undefined && isAncestor(repository, theirs, ours) === true)
    return { ...base, how: 'ahead', tip: ours };
  const tip = adoptTip(repository, theirs, durable, warn);
  if (ours === undefined)
    return moveRef(repository, TASKS_REF, undefined, tip) ? { ...base, how: 'created', tip } : undefined;
  if (isAncestor(repository, ours, tip) === true)
    return moveRef(repository, TASKS_REF, ours, tip) ? { ...base, how: 'fast-forward', tip } : undefined;
  const order = epochOrder(repository, ours, tip);
  if (order !== 'same') {
    const crossing = crossEpochs(repository, ours, tip, order, durable);
    return crossing === undefined ? undefined : { before: ours, ...crossing };
  }
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
