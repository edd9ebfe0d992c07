import { GitTaskError } from '../errors.ts';
import type { Call } from './call.ts';

/** Repeats what answers NOTHING_READY whenever the tasks moved, until the patience (milliseconds) is over. */
export async function runWhenReady<T>(call: Call, run: () => Promise<T>, patience: number): Promise<T> {
  const { tracker, ports } = call;
  const deadline = ports.now() + patience;
  try {
    return await run();
  } catch (error) {
    if (patience === 0 || !isNothingReady(error)) throw error;
  }
  const watch = await tracker.watch();
  try {
    for (let tip = ''; ; ) {
      const now = tracker.store.tip() ?? '';
      if (now !== tip) {
        tip = now;
        try {
          return await run();
        } catch (error) {
          if (!isNothingReady(error)) throw error;
          if (ports.now() >= deadline) throw error;
        }
      }
      if (ports.now() >= deadline || call.io.interrupted.aborted) return await run();
      await watch.next(deadline - ports.now());
    }
  } finally {
    await watch.close();
  }
}

function isNothingReady(error: unknown): error is GitTaskError {
  return error instanceof GitTaskError && error.code === 'NOTHING_READY';
}
