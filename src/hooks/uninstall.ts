import { dirname, join, relative } from 'node:path';
import { readGitConfigAll, removeGitConfig, writeGitConfig } from '../git/config.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { exists, move, readText, remove, rewrite, writing } from './hook-files.ts';
import { HOOKS, type HookName } from './hook-names.ts';
import { beforePath, hasLine, isOurs, sharedPath, withoutLine } from './hook-text.ts';
import { findHooksDirectory } from './hooks-directory.ts';
import { type HookTodo, WANTED_KEY } from './install.ts';
import { hasLefthookEntry, lefthookConfig, withoutLefthookEntry } from './lefthook.ts';

export interface Removed {
  readonly removed: readonly HookName[];
  /** Hooks of others that are back in their place. */
  readonly restored: readonly HookName[];
  readonly todo: readonly HookTodo[];
}

/** Takes a file of ours away and puts back what was there before; undefined where it is not ours. */
function removeFile(path: string, hook: HookName): 'removed' | 'restored' | undefined {
  if (!isOurs(readText(path))) return undefined;
  const before = beforePath(dirname(path), hook);
  if (exists(before)) {
    move(before, path);
    return 'restored';
  }
  remove(path);
  return 'removed';
}

/** Takes our text out of a file of others: whole, where it held nothing else. */
function cut(path: string, text: string | undefined): void {
  if (text === undefined) remove(path);
  else rewrite(path, text);
}

/**
 * Takes the hooks away and puts back, byte for byte and mode for mode, what was there before; `init` leaves it so.
 *
 * @param editTracked also take lines out of files that people may have tracked
 * @throws IO_FAILED, GIT_COMMAND_FAILED
 */
export function removeHooks(tracker: Tracker, editTracked: boolean): Removed {
  const { repository } = tracker;
  const directory = findHooksDirectory(repository);
  const root = repository.worktree?.root;
  const removed: HookName[] = [];
  const restored: HookName[] = [];
  const todo: HookTodo[] = [];
  const places = new Set([directory.path, join(repository.commonDir, 'hooks')]);
  const config = root === undefined ? undefined : lefthookConfig(root);
  for (const hook of HOOKS) {
    for (const place of places)
      for (const path of [join(place, hook), join(place, `${hook}.legacy`)]) {
        const how = writing(path, () => removeFile(path, hook));
        if (how !== undefined) (how === 'removed' ? removed : restored).push(hook);
      }
    const script = join(directory.scripts, hook);
    const lines = directory.kind === 'own' ? undefined : readText(script);
    const entries = config === undefined ? undefined : readText(config);
    for (const [path, text, isThere, without] of [
      [script, lines, hasLine(lines, hook), withoutLine],
      [config, entries, hasLefthookEntry(entries, hook), withoutLefthookEntry],
    ] as const) {
      if (path === undefined || text === undefined || !isThere) continue;
      if (editTracked && directory.kind !== 'foreign') {
        writing(path, () => cut(path, without(text, hook)));
        removed.push(hook);
      } else {
        const shown = root !== undefined && path.startsWith(`${root}/`) ? relative(root, path) : path;
        todo.push({
          hook,
          path: shown,
          add: '',
          why: 'it does nothing any more; git task hooks remove --edit-tracked takes it out',
        });
      }
    }
  }
  remove(sharedPath(repository));
  for (const key of ['task.node', 'task.program'])
    for (const value of readGitConfigAll(repository, key)) removeGitConfig(repository, key, value);
  writeGitConfig(repository, WANTED_KEY, 'false');
  return { removed, restored, todo };
}
