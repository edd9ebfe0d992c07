import { loadFullParser } from '../codec/document.ts';
import { GitTaskError } from '../errors.ts';
import { isAncestor } from '../git/history.ts';
import { isPartial, missingObjects } from '../git/missing-objects.ts';
import { readRef } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import { setRef } from '../git/update-ref.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { isForeign } from './check-commit.ts';
import { epochOrder } from './cross-epochs.ts';
import { fetchMissing, fetchTasks, type Progress, pushTasks, withFallback } from './exchange.ts';
import { adoptTip, afterAnother, type Integration, integrate, settleOurs } from './integrate.ts';
import { refuseFutureTip } from './refusal.ts';
import { type Remote, tellRemote, trackingRef } from './remote.ts';
import { checkForeignTip, validateTip } from './validate.ts';

/** How often a push is tried again after somebody else pushed first. */
const PUSH_TRIES = 20;

export interface SyncPorts {
  readonly repository: Repository;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly durable: boolean;
  readonly progress: Progress;
  /** Says something that the caller should know, though the call goes on. */
  readonly warn: (text: string) => void;
  /** Called with a tip that is about to be taken in, checked: what of ours is to give way to it can still be told. */
  readonly meet?: (theirs: string) => Promise<void>;
}

export interface SyncResult {
  readonly remote: string;
  /** The ref that the remote keeps tasks under. */
  readonly ref: string;
  /** What was taken in; absent where the remote had nothing. */
  readonly pulled?: Integration;
  readonly pushed: boolean;
}

/** A fetched tip, checked; where another hand made it, what every clone makes of it when it adopts it. */
function checkFetched(
  { repository, now, durable, warn }: SyncPorts,
  ours: string | undefined,
  theirs: string,
): string {
  const said: string[] = [];
  let tip = theirs;
  if (isForeign(repository, theirs)) {
    checkForeignTip(repository, ours, theirs, now());
    tip = adoptTip(repository, theirs, durable, (text) => said.push(text));
  }
  validateTip(repository, ours, tip, now());
  for (const text of said) warn(text);
  return tip;
}

/** @throws REMOTE_UNREACHABLE where a partial clone lacks what only the remote has, and it is not to be asked */
async function fillGaps(
  ports: SyncPorts,
  remote: Remote,
  tips: { readonly ours: string | undefined; readonly theirs: string },
  offline: boolean,
): Promise<void> {
  const { repository } = ports;
  if (!isPartial(repository)) return;
  const missing = missingObjects(repository, tips.theirs, tips.ours);
  if (missing.length === 0) return;
  if (!offline) return fetchMissing(ports, remote, missing);
  const count = missing.length === 1 ? 'one object' : `${missing.length} objects`;
  throw new GitTaskError(
    'REMOTE_UNREACHABLE',
    `git fetch left out ${count} of the tasks of ${remote.name}, since this is a partial clone`,
    {
      hint: 'without --offline they are fetched',
      template: 'git task pull',
      details: { remote: remote.name },
    },
  );
}

/** Takes in what our tracking ref of a remote holds, after checking all of it. */
async function takeIn(ports: SyncPorts, remote: Remote, offline: boolean): Promise<Integration | undefined> {
  const { repository, durable } = ports;
  const theirs = readRef(repository, trackingRef(remote.name));
  if (theirs === undefined) return undefined;
  const ours = readRef(repository, TASKS_REF);
  if (ours === theirs) return integrate(repository, theirs, durable, ports);
  await loadFullParser();
  const isKnown = ours !== undefined && isAncestor(repository, theirs, ours) === true;
  if (isKnown) return integrate(repository, theirs, durable, ports);
  await fillGaps(ports, remote, { ours, theirs }, offline);
  const tip = checkFetched(ports, ours, theirs);
  await ports.meet?.(tip);
  return integrate(repository, tip, durable, ports);
}

/** Fetches; where a remote has nothing under our own ref, looks where hosts that take only branches keep it. */
async function fetchFrom(ports: SyncPorts, remote: Remote): Promise<Remote | undefined> {
  if (await fetchTasks(ports, remote)) return remote;
  const fallback = withFallback(remote);
  if (remote.ref !== TASKS_REF || !(await fetchTasks(ports, fallback))) return undefined;
  return fallback;
}

/**
 * Fetches a remote's tasks and takes them in.
 *
 * @param offline take in only what a plain `git fetch` brought
 * @throws REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED, REMOTE_INVALID, FORMAT_TOO_NEW
 */
export async function pull(ports: SyncPorts, wanted: Remote, offline: boolean): Promise<SyncResult> {
  const remote = offline ? wanted : await fetchFrom(ports, wanted);
  const pulled = remote === undefined ? undefined : await takeIn(ports, remote, offline);
  const { name, ref } = remote ?? wanted;
  if (pulled !== undefined) tellRemote(ports.repository, remote ?? wanted);
  return { remote: name, ref, ...(pulled === undefined ? {} : { pulled }), pushed: false };
}

/** Whether two tips are of one epoch, or one of them of none: then the remote refuses our push, and a pull says why. */
function isEpochOf(repository: Repository, one: string, two: string): boolean {
  try {
    return epochOrder(repository, one, two) === 'same';
  } catch (error) {
    if (error instanceof GitTaskError && error.code === 'STORE_CORRUPT') return true;
    throw error;
  }
}

/**
 * What a remote has, where a purge here began another history since: only that is ever replaced over there, and only
 * after what it has beyond ours was carried over.
 */
async function earlierEpochOf(
  ports: SyncPorts,
  remote: Remote,
  tip: string,
): Promise<{ readonly lease?: string; readonly carried?: Integration }> {
  const theirs = readRef(ports.repository, trackingRef(remote.name));
  if (theirs === undefined || isAncestor(ports.repository, theirs, tip) === true) return {};
  await loadFullParser();
  if (isEpochOf(ports.repository, tip, theirs)) return {};
  const carried = await takeIn(ports, remote, false);
  const ours = readRef(ports.repository, TASKS_REF);
  const isLater = ours !== undefined && epochOrder(ports.repository, ours, theirs) === 'later';
  return { ...(isLater ? { lease: theirs } : {}), ...(carried === undefined ? {} : { carried }) };
}

/**
 * Sends our tasks to a remote; where somebody else was first, takes theirs in and tries again.
 *
 * @throws NOT_INITIALIZED, REMOTE_MOVED and REF_LOCKED after many tries, and what `pull` throws
 */
export async function push(ports: SyncPorts, wanted: Remote): Promise<SyncResult> {
  const { repository, progress, sleep } = ports;
  let remote = wanted;
  let refusal: GitTaskError | undefined;
  let pulled: Integration | undefined;
  let isLocked = false;
  // Made anew over there, or another place: our copy is of what was there before.
  let isEmpty = false;
  for (let tries = 1; tries <= PUSH_TRIES; tries++) {
    await settleOurs(repository, ports.durable, ports);
    const tip = readRef(repository, TASKS_REF);
    if (tip === undefined)
      throw new GitTaskError('NOT_INITIALIZED', 'this repository has no tasks yet', {
        template: 'git task init',
      });
    const { lease, carried } = isEmpty ? {} : await earlierEpochOf(ports, remote, tip);
    if (carried !== undefined && carried.how !== 'ahead') pulled = afterAnother(pulled, carried);
    const ours = readRef(repository, TASKS_REF) ?? tip;
    refuseFutureTip(repository, ours, ports.now());
    const result = await pushTasks(repository, remote, ours, progress, lease);
    if (result === 'pushed') {
      // git does so only where a refspec was there before: nobody must take for unsent what was sent.
      setRef(repository, trackingRef(remote.name), ours);
      if (refusal !== undefined)
        ports.warn(
          `${remote.name} does not take ${wanted.ref}: its tasks are kept there under ${remote.ref}`,
        );
      tellRemote(repository, remote);
      return {
        remote: remote.name,
        ref: remote.ref,
        ...(pulled === undefined ? {} : { pulled }),
        pushed: true,
      };
    }
    if (typeof result !== 'string') {
      // Where others keep tasks under our own ref, a second home would be one that they never look at.
      if (await fetchTasks(ports, remote)) throw result;
      refusal = result;
      remote = withFallback(remote);
      continue;
    }
    isLocked = result === 'locked';
    await sleep(Math.random() * Math.min(1000, 50 * tries));
    const met = await pull(ports, remote, false);
    isEmpty = met.pulled === undefined;
    pulled = afterAnother(pulled, met.pulled);
  }
  if (isLocked)
    throw new GitTaskError('REF_LOCKED', `${remote.name} keeps its ${remote.ref} locked`, {
      hint: `nothing was lost: tasks stay here until they can be sent; a git that was killed over there leaves ${remote.ref}.lock`,
      template: `git task sync --remote ${remote.name}`,
      details: { remote: remote.name, ref: remote.ref, tries: PUSH_TRIES },
    });
  throw new GitTaskError('REMOTE_MOVED', `others kept pushing to ${remote.name}`, {
    hint: 'nothing was lost: what was fetched is taken in; make the same call again',
    template: `git task sync --remote ${remote.name}`,
    details: { remote: remote.name, tries: PUSH_TRIES },
  });
}

/** Pulls, then pushes what the remote has not. */
export async function sync(ports: SyncPorts, wanted: Remote): Promise<SyncResult> {
  const before = await pull(ports, wanted, false);
  const remote = { name: before.remote, ref: before.ref };
  const tip = readRef(ports.repository, TASKS_REF);
  const isThere = before.pulled !== undefined && tip === readRef(ports.repository, trackingRef(remote.name));
  if (isThere) return before;
  const after = await push(ports, remote);
  const pulled = afterAnother(before.pulled, after.pulled);
  return { ...after, ...(pulled === undefined ? {} : { pulled }) };
}
