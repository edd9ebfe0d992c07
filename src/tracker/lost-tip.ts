import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GitTaskError } from '../errors.ts';
import { commitsBetween } from '../git/history.ts';
import { objectSizes } from '../git/objects.ts';
import { brokenRefFile, readRef } from '../git/ref.ts';
import { isOid, type Repository } from '../git/repository.ts';
import { listTree } from '../git/trees.ts';
import { moveRef } from '../git/update-ref.ts';
import { TASKS_REF } from '../store/git-store.ts';
import type { Finding } from './finding.ts';
import type { Tracker } from './tracker.ts';

/** Tips looked at, newest first: of those that the machine lost, the last may not be whole either. */
const TRIES = 20;

/** The tips that the reflog knows, newest first. */
function loggedTips({ commonDir }: Repository): readonly string[] {
  try {
    const lines = readFileSync(join(commonDir, 'logs', TASKS_REF), 'utf8')
      .split('\n')
      .reverse();
    return [...new Set(lines.map((line) => line.split(' ')[1] ?? '').filter(isOid))];
  } catch {
    return [];
  }
}

/** Whether all that a tip leads to can be read. */
function isWhole(repository: Repository, tip: string): boolean {
  try {
    commitsBetween(repository, undefined, tip);
    const oids = listTree(repository, tip, { recursive: true }).map(({ oid }) => oid);
    return objectSizes(repository, oids).every((size) => size !== undefined);
  } catch (error) {
    if (error instanceof GitTaskError) return false;
    throw error;
  }
}

/** Finds the tip of a branch whose ref is an empty file, and with `fix` puts it back; undefined where it is none such. */
export async function findLostTip(
  { repository, store }: Tracker,
  fix: boolean,
): Promise<Finding | undefined> {
  const check = 'branch';
  const path = brokenRefFile(repository, TASKS_REF);
  if (path === undefined) return undefined;
  const what = `${path} is empty: the machine stopped while it was written`;
  const tip = loggedTips(repository)
    .slice(0, TRIES)
    .find((oid) => isWhole(repository, oid));
  if (tip === undefined)
    return {
      check,
      state: 'wrong',
      detail: `${what}; the reflog knows no tip that is whole: another clone may`,
    };
  if (!fix)
    return {
      check,
      state: 'wrong',
      detail: `${what}; the newest whole tip in the reflog is ${tip}`,
      call: 'git task doctor --fix',
    };
  rmSync(path);
  moveRef(repository, TASKS_REF, readRef(repository, TASKS_REF), tip, 'doctor');
  await store.rebuildIndex();
  return {
    check,
    state: 'fixed',
    detail: `put ${TASKS_REF} back to ${tip}, the newest whole tip in its reflog`,
  };
}
