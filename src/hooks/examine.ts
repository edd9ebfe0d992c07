import type { Finding } from '../tracker/finding.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { installHooks } from './install.ts';
import { type HookState, hookStates, hooksWanted } from './status.ts';

const CHECK = 'hooks';
const CALL = 'git task hooks install';

function ofPlace(states: readonly HookState[], root: string): readonly HookState[] {
  return states.filter((state) => state.root === root);
}

/** Which will not run, and the first reason why: where one is missing, the others mostly are too. */
function describe(off: readonly HookState[], all: number, where: string): string {
  const [first] = off;
  const which = off.length === all ? 'none runs' : `${off.map(({ hook }) => hook).join(', ')} will not run`;
  return `${which} ${where}: ${first?.detail ?? ''}`;
}

/** Looks whether git's hooks lead to git-task in every worktree; with `fix`, installs them in the one at hand. */
export function examineHooks(tracker: Tracker, fix: boolean): readonly Finding[] {
  const { repository, store } = tracker;
  // Without tasks every hook ends at once, and init is the call that is wanted.
  if (store.tip() === undefined) return [];
  if (!hooksWanted(repository))
    return [{ check: CHECK, state: 'ok', detail: `left alone, as told; ${CALL}` }];
  const here = repository.worktree?.root ?? repository.gitDir;
  const states = hookStates(tracker);
  const findings: Finding[] = [];
  const mine = ofPlace(states, here);
  const off = mine.filter(({ runs }) => !runs);
  if (off.length === 0) findings.push({ check: CHECK, state: 'ok', detail: 'all run here' });
  else if (fix && installHooks(tracker, false).todo.length === 0)
    findings.push({ check: CHECK, state: 'fixed', detail: 'installed' });
  else
    findings.push({
      check: CHECK,
      state: 'wrong',
      detail: describe(off, mine.length, 'here'),
      call: CALL,
    });
  for (const root of new Set(states.map((state) => state.root))) {
    const all = ofPlace(states, root);
    const missing = all.filter(({ runs }) => !runs);
    if (root === here || missing.length === 0) continue;
    findings.push({ check: CHECK, state: 'note', detail: describe(missing, all.length, `in ${root}`) });
  }
  return findings;
}
