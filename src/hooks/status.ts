import { existsSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { GitTaskError } from '../errors.ts';
import { readGitConfigAll } from '../git/config.ts';
import { discoverRepository } from '../git/discover.ts';
import { foreignEnvironment } from '../git/git-env.ts';
import type { Repository } from '../git/repository.ts';
import { listWorktrees } from '../git/worktrees.ts';
import { isOn } from '../tracker/settings.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { exists, isExecutable } from './hook-files.ts';
import type { HookName } from './hook-names.ts';
import { beforePath, hookText, sharedPath } from './hook-text.ts';
import { findHooksDirectory, type HooksDirectory, ownHooksDirectory } from './hooks-directory.ts';
import { WANTED_KEY } from './install.ts';
import { findSlots, type Slot } from './slots.ts';

/** Whether one hook will run in one worktree. */
export interface HookState {
  /** Name of a linked worktree; undefined for the main one. */
  readonly worktree: string | undefined;
  readonly root: string;
  readonly hook: HookName;
  /** Who else has a say in whether it runs. */
  readonly tool: Slot['tool'];
  readonly runs: boolean;
  /** Where it runs from, or why it will not run. */
  readonly detail: string;
}

/** What hooks start: undefined where it is there. */
function missingProgram(configured: (key: string) => string | undefined): string | undefined {
  for (const key of ['task.node', 'task.program']) {
    const path = configured(key);
    if (path === undefined) return `git config ${key} is not set`;
    if (!existsSync(path)) return `${path} is gone`;
  }
  return undefined;
}

/** What git says now: these calls may have changed it. */
function asked(repository: Repository): (key: string) => string | undefined {
  return (key) => readGitConfigAll(repository, key).at(-1);
}

function directoryMissing({ kind, configured, exists: there }: HooksDirectory): string | undefined {
  if (there) return undefined;
  if (configured === undefined) return 'there is no directory for hooks';
  const maker = kind === 'husky' ? ', which husky makes at npm install' : '';
  return `core.hooksPath is ${configured}${maker}: there is no such directory in this worktree`;
}

function slotState(
  slot: Slot,
  directory: HooksDirectory,
  repository: Repository,
  root: string,
): { readonly runs: boolean; readonly detail: string } {
  const missing = directoryMissing(directory);
  if (missing !== undefined) return { runs: false, detail: missing };
  const shown = slot.path.startsWith(`${root}/`) ? relative(root, slot.path) : slot.path;
  const by = slot.tool === 'git' || slot.tool === 'core.hooksPath' ? '' : `, run by ${slot.tool}`;
  if (slot.state === 'absent') {
    const other = slot.way === 'file' && exists(slot.path) ? 'another hook' : 'no call of ours';
    return { runs: false, detail: exists(slot.path) ? `${other} in ${shown}${by}` : `no ${shown}${by}` };
  }
  if (slot.inert) return { runs: false, detail: `${shown} is there, but git runs nothing that leads to it` };
  if (slot.way !== 'file' && !existsSync(sharedPath(repository)))
    return { runs: false, detail: `${shown} runs ${sharedPath(repository)}, which is not there` };
  const before = beforePath(dirname(slot.path), slot.hook);
  const chained = slot.way === 'file' && isExecutable(before) ? `, behind ${basename(before)}` : '';
  const version = slot.state === 'outdated' ? ', of another version' : '';
  return { runs: true, detail: `${shown}${by}${chained}${version}` };
}

function statesOf(
  repository: Repository,
  text: string,
  gone: string | undefined,
  directory = findHooksDirectory(repository),
): readonly HookState[] {
  const root = repository.worktree?.root ?? repository.gitDir;
  return findSlots(directory, repository.worktree?.root, text).map((slot) => {
    const state = slotState(slot, directory, repository, root);
    const works = !state.runs || gone === undefined;
    return {
      worktree: repository.worktree?.name,
      root,
      hook: slot.hook,
      tool: slot.tool,
      ...(works ? state : { runs: false, detail: `${state.detail}, but ${gone}` }),
    };
  });
}

/**
 * Tells for each worktree of this clone and each hook whether it will run, and why not.
 *
 * @throws GIT_COMMAND_FAILED
 */
export function hookStates(tracker: Tracker): readonly HookState[] {
  const { repository, ports } = tracker;
  const text = hookText(ports);
  const gone = missingProgram(asked(repository));
  const env = foreignEnvironment(ports.env);
  return listWorktrees(repository).flatMap((root) => {
    try {
      return statesOf(discoverRepository(root, env), text, gone);
    } catch (error) {
      // A worktree that was removed by hand is git's to prune.
      if (error instanceof GitTaskError && !existsSync(root)) return [];
      throw error;
    }
  });
}

/** Why no hook of ours will look at commits in this worktree; undefined where one will, or none is wanted. */
export function whyNoHooks({ repository, ports, settings }: Tracker): string | undefined {
  if (!settings.flag(WANTED_KEY, true)) return undefined;
  const directory = settings.has('core.hookspath') ? undefined : ownHooksDirectory(repository);
  const gone = missingProgram((key) => settings.get(key));
  const states = statesOf(repository, hookText(ports), gone, directory);
  return states.some(({ runs }) => runs) ? undefined : states[0]?.detail;
}

/** False after `git task init --no-hooks` or `git task hooks remove`. */
export function hooksWanted(repository: Repository): boolean {
  return isOn(readGitConfigAll(repository, WANTED_KEY).at(-1) ?? 'true');
}

/** Whether git will run one of our hooks in this worktree, and by whom. */
export function hookHere({ repository, ports }: Tracker, hook: HookName): HookState | undefined {
  const states = statesOf(repository, hookText(ports), missingProgram(asked(repository)));
  return states.find((state) => state.hook === hook && state.runs);
}
