import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';

/** A ref read costs microseconds; file-system events may be coalesced or lost. */
const POLL_MS = 500;

/** Waits for the tip of the tasks to move. Close it when done: it holds watchers. */
export interface TipWatch {
  /** Resolves when the tip may have moved, or after the given milliseconds. Always re-read the ref then. */
  next(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Watches the directory of the ref and packed-refs. The ref's file alone goes deaf after `git pack-refs`, and the
 * source tree is nobody's business here.
 */
export async function watchTip(repository: Repository): Promise<TipWatch> {
  const { watch } = await import('chokidar');
  const { commonDir } = repository;
  const paths = [
    join(commonDir, 'refs', 'tasks'),
    join(commonDir, 'packed-refs'),
    join(commonDir, 'reftable'),
  ];
  const watcher = watch(paths, { ignoreInitial: true, depth: 1, ignored: (path) => path.endsWith('.lock') });
  let wake: (() => void) | undefined;
  let moved = false;
  watcher.on('all', () => {
    moved = true;
    wake?.();
  });
  // Watching is a convenience on top of the poll: a file system without it still works.
  watcher.on('error', () => {});
  await new Promise<void>((resolve) => {
    watcher.once('ready', () => resolve());
    setTimeout(resolve, POLL_MS);
  });
  return {
    async next(milliseconds) {
      if (!moved)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(milliseconds, POLL_MS));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = undefined;
      moved = false;
    },
    close: () => watcher.close(),
  };
}
