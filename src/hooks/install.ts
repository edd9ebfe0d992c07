import { dirname, relative } from 'node:path';
import { readGitConfigAll, removeGitConfig, writeGitConfig } from '../git/config.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { exists, isExecutable, move, readText, rewrite, writeExecutable, writing } from './hook-files.ts';
import type { HookName } from './hook-names.ts';
import { beforePath, hookText, sharedPath, withLine } from './hook-text.ts';
import { findHooksDirectory, type HooksDirectory } from './hooks-directory.ts';
import { withLefthookEntry } from './lefthook.ts';
import { findSlots, type Slot } from './slots.ts';

/** `git task init` leaves the hooks alone where this is false. */
export const WANTED_KEY = 'task.hooks';

/** Something that only the user may do, or has to look at. */
export interface HookTodo {
  readonly hook: HookName;
  /** Relative to the worktree where it lies in it. */
  readonly path: string;
  /** The text that belongs there; empty where a person has to look first. */
  readonly add: string;
  readonly why: string;
}

export interface Installed {
  /** Files and directories that lead to ours now, relative to the worktree where they lie in it. */
  readonly places: readonly string[];
  /** Hooks that were written or written anew. */
  readonly written: readonly HookName[];
  /** Hooks that were there already. */
  readonly already: readonly HookName[];
  /** Hooks of others that ours run first. */
  readonly chained: readonly HookName[];
  readonly todo: readonly HookTodo[];
}

/** Writes a config value only where it differs: git locks and rewrites the file. */
function configure(tracker: Tracker, key: string, value: string): void {
  if (readGitConfigAll(tracker.repository, key).at(-1) !== value)
    writeGitConfig(tracker.repository, key, value);
}

/** Lets `init` leave the hooks alone from now on. */
export function declineHooks(tracker: Tracker): void {
  configure(tracker, WANTED_KEY, 'false');
}

/** What a person has to do, where it is not ours to write. */
function leftToDo(
  slot: Slot,
  { kind, configured }: HooksDirectory,
  editTracked: boolean,
): Omit<HookTodo, 'hook' | 'path'> | undefined {
  if (slot.way === 'file') return undefined;
  const add = slot.addition;
  if (kind === 'foreign')
    return { add, why: `core.hooksPath is ${configured}, outside of this repository: add the line yourself` };
  if (!editTracked) return { add, why: `it may be tracked; git task hooks install --edit-tracked adds it` };
  return undefined;
}

/** Puts ours into the place of a file, what was there beside it, to be run first. */
function writeFile(slot: Slot, text: string): 'chained' | 'written' | 'occupied' {
  const before = beforePath(dirname(slot.path), slot.hook);
  if (slot.state !== 'outdated' && exists(slot.path)) {
    if (exists(before)) return 'occupied';
    move(slot.path, before);
    writeExecutable(slot.path, text);
    return 'chained';
  }
  writeExecutable(slot.path, text);
  return 'written';
}

/** Adds ours to a file of others; false where it is written in a way that lines can't extend. */
function extend(slot: Slot): boolean {
  const found = readText(slot.path);
  if (slot.way === 'line') {
    if (found === undefined) writeExecutable(slot.path, withLine(undefined, slot.hook));
    else rewrite(slot.path, withLine(found, slot.hook));
    return true;
  }
  const extended = found === undefined ? undefined : withLefthookEntry(found, slot.hook);
  if (extended !== undefined) rewrite(slot.path, extended);
  return extended !== undefined;
}

/**
 * Installs the hooks in the worktree at hand, beside whatever is there; run again, it writes only what is not so yet.
 *
 * @param editTracked also edit files that people may have tracked
 * @throws IO_FAILED, GIT_COMMAND_FAILED
 */
export function installHooks(tracker: Tracker, editTracked: boolean): Installed {
  const { repository, ports } = tracker;
  const { node, program } = ports.runtime();
  configure(tracker, 'task.node', node);
  configure(tracker, 'task.program', program);
  for (const value of readGitConfigAll(repository, WANTED_KEY))
    removeGitConfig(repository, WANTED_KEY, value);
  const text = hookText(ports);
  const shared = sharedPath(repository);
  if (readText(shared) !== text) writing(shared, () => writeExecutable(shared, text));

  const directory = findHooksDirectory(repository);
  const root = repository.worktree?.root;
  const written: HookName[] = [];
  const already: HookName[] = [];
  const chained: HookName[] = [];
  const todo: HookTodo[] = [];
  const places = new Set<string>();
  const shorten = (path: string): string =>
    root !== undefined && path.startsWith(`${root}/`) ? relative(root, path) : path;
  for (const slot of findSlots(directory, root, text)) {
    const { hook } = slot;
    const path = shorten(slot.path);
    const left = leftToDo(slot, directory, editTracked);
    if (left === undefined || slot.state === 'there') places.add(slot.way === 'entry' ? path : dirname(path));
    if (slot.state === 'there' && (slot.way !== 'file' || isExecutable(slot.path))) already.push(hook);
    else if (left !== undefined) todo.push({ hook, path, ...left });
    else if (slot.way === 'file') {
      const how = writing(slot.path, () => writeFile(slot, text));
      if (how === 'occupied') {
        const before = beforePath(dirname(slot.path), hook);
        todo.push({
          hook,
          path,
          add: '',
          why: `it took the place of our hook, and ${before} is what we run first`,
        });
        continue;
      }
      written.push(hook);
      if (how === 'chained') chained.push(hook);
    } else if (writing(slot.path, () => extend(slot))) written.push(hook);
    else
      todo.push({
        hook,
        path,
        add: slot.addition,
        why: 'it is not written in lines: add this to it yourself',
      });
  }
  return { places: [...places], written, already, chained, todo };
}
