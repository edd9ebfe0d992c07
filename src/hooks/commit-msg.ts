import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseTrailers } from '../git/trailers.ts';
import { TASK_TRAILER } from '../tracker/code.ts';
import { tasksOfTrailers } from '../tracker/impact-cause.ts';
import { type HookCall, type HookReport, NOTHING } from './hook-call.ts';
import { veto } from './objections.ts';
import { tasksHere } from './tasks-here.ts';

/**
 * Checks, where this worktree is strict, that the message names a task in progress here. The shell of the hook has
 * found that the newest one is not named in full.
 */
export async function commitMsg({ tracker, args }: HookCall): Promise<HookReport> {
  const [file = ''] = args;
  const snapshot = await tracker.read();
  const here = tasksHere(snapshot, tracker.place);
  const message = readFileSync(resolve(tracker.ports.cwd, file), 'utf8');
  const named = tasksOfTrailers(snapshot, parseTrailers(tracker.repository, TASK_TRAILER, message));
  const [current] = here;
  if (current === undefined || here.some(({ id }) => named.includes(id))) return NOTHING;
  const objection = {
    text: `the message names no task in progress in this worktree: "Task: ${current.id}" belongs at its end`,
    // What was written lies there still; `--edit` would begin with nothing, and waits for an editor.
    calls: [
      `git commit --cleanup=strip -F "$(git rev-parse --git-path COMMIT_EDITMSG)" --trailer "Task: ${current.id}"`,
    ],
  };
  return { lines: [], veto: veto([objection]) };
}
