import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_VERSION } from '../codec/branch-files.ts';
import { withFullParser } from '../codec/document.ts';
import { shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import { readCommit } from '../git/objects.ts';
import { hasReflog } from '../git/reflog.ts';
import { runGit } from '../git/run-git.ts';
import { breakStaleLock, describeLock } from '../git/stale-lock.ts';
import { planAdoption } from '../store/adopt.ts';
import { STALE_REF_LOCK_MS, TASKS_REF } from '../store/git-store.ts';
import { isOwn } from '../store/own-commit.ts';
import { lockPathOf } from '../store/ref-lock.ts';
import { replay } from '../store/replay.ts';
import { dangerousSettings, missingRefspecs, refreshRefspecs } from '../sync/remote.ts';
import { checkClock } from './check-clock.ts';
import { driverState, registerDriver } from './driver-config.ts';
import type { Finding } from './finding.ts';
import { findLostTip } from './lost-tip.ts';
import { misplaced } from './misplaced.ts';
import { orphanedClaims } from './orphaned-claims.ts';
import { settingsInForce } from './settings-in-force.ts';
import { standingAlerts } from './standing-alerts.ts';
import type { Tracker } from './tracker.ts';

const SHOWN = 5;

function some(items: readonly string[]): string {
  return items.length <= SHOWN
    ? items.join(', ')
    : `${items.slice(0, SHOWN).join(', ')} and ${items.length - SHOWN} more`;
}

function checkLock({ repository }: Tracker, fix: boolean): Finding {
  const check = 'ref lock';
  const path = lockPathOf(repository, TASKS_REF);
  const lock = describeLock(path);
  if (lock === undefined) return { check, state: 'ok', detail: 'free' };
  const age = `${Math.round(lock.ageMs / 1000)} s old`;
  if (lock.ageMs < STALE_REF_LOCK_MS)
    return {
      check,
      state: 'note',
      detail: `${path} is ${age}: a writer at work, or killed; after 10 s the next writer removes it`,
    };
  if (fix && breakStaleLock(path, STALE_REF_LOCK_MS))
    return { check, state: 'fixed', detail: `removed ${path}, ${age}` };
  return {
    check,
    state: 'wrong',
    detail: `${path} is ${age}: a killed git left it; the next writer removes it`,
    call: 'git task doctor --fix',
  };
}

function checkReflog({ repository }: Tracker): Finding {
  const check = 'reflog';
  if (hasReflog(repository, TASKS_REF)) return { check, state: 'ok', detail: 'kept' };
  return { check, state: 'note', detail: 'none yet: the next write starts it' };
}

/** @param foreign another hand made the tip: what differs is about to be taken over or folded away */
async function checkReplay(
  { repository }: Tracker,
  tip: string,
  foreign: boolean,
): Promise<readonly Finding[]> {
  const { tasks, events, differing, strays } = await withFullParser(() => replay(repository, tip));
  const counted = `${tasks} ${tasks === 1 ? 'task' : 'tasks'}, ${events} ${events === 1 ? 'event' : 'events'}`;
  return [
    differing.length === 0
      ? { check: 'replay', state: 'ok', detail: `${counted}: every task is the fold of its events` }
      : {
          check: 'replay',
          state: foreign ? 'note' : 'wrong',
          detail: `${differing.length} of ${counted}: ${some(differing.map(({ id, problem }) => `${id} (${problem})`))}`,
        },
    ...(strays.length === 0
      ? []
      : [{ check: 'strays', state: 'note', detail: `not ours: ${some(strays)}` } as const]),
  ];
}

async function checkIndex(tracker: Tracker, fix: boolean): Promise<Finding> {
  const { store } = tracker;
  if (fix) {
    await store.rebuildIndex();
    return { check: 'index', state: 'fixed', detail: 'rebuilt' };
  }
  const snapshot = await store.snapshot();
  const { broken } = snapshot;
  if (broken.length > 0)
    return {
      check: 'index',
      state: 'wrong',
      detail: `unreadable: ${some(broken.map(({ problem }) => problem))}`,
    };
  return {
    check: 'index',
    state: 'ok',
    detail: `${snapshot.open.size} open of ${snapshot.ids().length} at ${snapshot.tip.slice(0, 12)}`,
  };
}

function checkDirectory({ store }: Tracker): Finding {
  const check = 'private directory';
  if (store.directory.save('probe', '')) {
    const [odd] = misplaced(store.directory.path);
    if (odd === undefined) return { check, state: 'ok', detail: store.directory.path };
    const call = `ls -l ${shellQuote(odd.path)}`;
    return { check, state: 'wrong', detail: `${odd.path} is ${odd.what}: nothing can be kept there`, call };
  }
  const detail = `${store.directory.path} can't be written: reading works, slower; writing does not`;
  return { check, state: 'wrong', detail };
}

function checkRemotes({ repository }: Tracker, fix: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  const missing = missingRefspecs(repository);
  const call = 'git task doctor --fix';
  if (missing.length > 0)
    findings.push(
      fix
        ? { check: 'remotes', state: 'fixed', detail: `added ${refreshRefspecs(repository).join(', ')}` }
        : {
            check: 'remotes',
            state: 'wrong',
            detail: `git fetch does not bring the tasks of ${missing.join(', ')}`,
            call,
          },
    );
  for (const detail of dangerousSettings(repository))
    findings.push({ check: 'remotes', state: 'wrong', detail });
  return findings;
}

/** Without a driver plain git merges task files as text, or, where its program is gone, drops the other side's. */
function checkDriver({ repository, ports }: Tracker, fix: boolean): Finding {
  const check = 'merge driver';
  const launcher = ports.launcher();
  const { state, program } = driverState(repository, launcher);
  if (state === 'ours') return { check, state: 'ok', detail: program };
  if (state === 'another')
    return { check, state: 'ok', detail: program === launcher ? program : `${program}, not this program` };
  const problem =
    state === 'missing'
      ? 'plain git merge would not know how to merge tasks'
      : `plain git merge would call ${program}, which is not there, and keep one side only`;
  if (!fix) return { check, state: 'wrong', detail: problem, call: 'git task doctor --fix' };
  registerDriver(repository, launcher);
  return { check, state: 'fixed', detail: `registered ${launcher}` };
}

/** What plain git merged or picked is merged field by field; the events have the last word. */
async function checkHand(
  { repository, store }: Tracker,
  tip: string,
  fix: boolean,
): Promise<readonly Finding[]> {
  if (isOwn(readCommit(repository, tip))) return [];
  const check = 'other hand';
  if (fix && (await store.adopt()))
    return [{ check, state: 'fixed', detail: 'took over what plain git did' }];
  const adoption = await withFullParser(() => planAdoption(repository, tip));
  const problems = (adoption?.problems ?? []).map(
    (problem): Finding => ({ check, state: 'wrong', detail: `the next write leaves out: ${problem}` }),
  );
  const detail = 'plain git made the newest commit; the next write takes over what it did';
  return [{ check, state: 'note', detail }, ...problems];
}

/** Looks at everything that can go wrong here; with `fix`, mends what can be mended without losing anything. */
export async function examine(tracker: Tracker, fix: boolean): Promise<readonly Finding[]> {
  const { repository, store } = tracker;
  const version = runGit(repository, ['version']).stdout.toString('utf8').trim();
  const findings: Finding[] = [
    {
      check: 'git',
      state: 'ok',
      detail: `${version}, ${repository.objectFormat}, refs as ${repository.refFormat}`,
    },
    { check: 'repository', state: 'ok', detail: repository.commonDir },
  ];
  const found = store.tip();
  if (found === undefined) {
    const lost = await findLostTip(tracker, fix);
    if (lost !== undefined) return [...findings, lost];
    findings.push({
      check: 'branch',
      state: 'wrong',
      detail: `there is no ${TASKS_REF}`,
      call: 'git task init',
    });
    return findings;
  }
  const snapshot = await store.snapshot().catch((error: unknown) => {
    if (error instanceof GitTaskError) return error;
    throw error;
  });
  if (snapshot instanceof GitTaskError) {
    findings.push({ check: 'branch', state: 'wrong', detail: snapshot.message });
    return findings;
  }
  const byHand = await checkHand(tracker, found, fix);
  const tip = store.tip() ?? found;
  findings.push(...byHand, {
    check: 'branch',
    state: 'ok',
    detail: `${TASKS_REF} at ${tip.slice(0, 12)}, format ${FORMAT_VERSION}`,
  });
  findings.push(checkLock(tracker, fix), checkReflog(tracker), checkDirectory(tracker));
  findings.push(
    await checkIndex(tracker, fix),
    ...(await checkReplay(
      tracker,
      tip,
      byHand.some(({ state }) => state === 'note'),
    )),
  );
  findings.push(checkClock(tracker, tip, snapshot.stamp));
  findings.push(...checkRemotes(tracker, fix), checkDriver(tracker, fix));
  if (existsSync(join(repository.commonDir, 'shallow')))
    findings.push({
      check: 'shallow',
      state: 'note',
      detail: 'a shallow clone: dependencies may be finished in commits not here',
    });
  findings.push(...orphanedClaims(tracker, snapshot), ...standingAlerts(snapshot));
  findings.push(...settingsInForce(tracker, snapshot.shared));
  return findings;
}
