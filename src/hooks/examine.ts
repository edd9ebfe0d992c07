import type { Finding } from '../tracker/finding.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { installHooks } from './install.ts';
import { type HookState, hookStates, hooksWanted } from './status.ts';

const CHECK = 'hooks';
const CALL = 'git task hooks install';

function ofPlace(states: readonly HookState[], root: string): readonly HookState[] {
  return states.filter((state) => state.root === root);
}

function reasons(off: readonly HookState[]): string {
  return [...new Set(off.map(({ detail }) => detail))].join('; ');
}

/** Looks whether git's hooks lead to git-task in every worktree; with `fix`, installs them in the one at hand. */
export function examineHooks(tracker: Tracker, fix: boolean): readonly Finding[] {
  const { repository } = tracker;
  if (!hooksWanted(repository))
    return [{ check: CHECK, state: 'ok', detail: `left alone, as told; ${CALL}` }];
  const here = repository.worktree?.root ?? repository.gitDir;
  const states = hookStates(tracker);
  const findings: Finding[] = [];
  const off = ofPlace(states, here).filter(({ runs }) => !runs);
  if (off.length === 0) findings.push({ check: CHECK, state: 'ok', detail: 'all run here' });
  else if (fix && installHooks(tracker, false).todo.length === 0)
    findings.push({ check: CHECK, state: 'fixed', detail: 'installed' });
  else
    findings.push({
      check: CHECK,
      state: 'wrong',
      detail: `${off.map(({ hook }) => hook).join(', ')} will not run here: ${reasons(off)}`,
      call: CALL,
    });
  for (const root of new Set(states.map((state) => state.root))) {
    const missing = ofPlace(states, root).filter(({ runs }) => !runs);
    if (root === here || missing.length === 0) continue;
    const detail = `${missing.length} will not run in ${root}: ${reasons(missing)}`;
    findings.push({ check: CHECK, state: 'note', detail });
  }
  return findings;
}
