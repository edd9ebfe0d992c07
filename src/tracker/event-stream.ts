import type { Event } from '../domain/event.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { GitStore } from '../store/git-store.ts';
import { cursorAfter, type Since } from './cursor.ts';
import type { TipWatch } from './watch.ts';

/** An event as watchers get it, with the place to resume from behind it. */
export interface SeenEvent {
  readonly event: Event;
  readonly cursor: string;
}

/** A watch that nobody wakes looks at the tip that often. */
const LOOK_AGAIN_MS = 60_000;

/** Events since a cursor or time, from the branch's beginning without one, up to now. */
export async function* eventsUntilNow(store: GitStore, since: Since | undefined): AsyncGenerator<SeenEvent> {
  const tip = store.tip();
  if (tip !== undefined) yield* upTo(store, since, tip);
}

/** Events as they come, until `stop`; from now on without `since`. */
export async function* eventsAsTheyCome(
  store: GitStore,
  startWatch: () => Promise<TipWatch>,
  since: Since | undefined,
  stop: AbortSignal,
): AsyncGenerator<SeenEvent> {
  const watch = await startWatch();
  try {
    let seen = store.tip();
    if (since !== undefined && seen !== undefined) yield* upTo(store, since, seen);
    while (!stop.aborted) {
      const tip = store.tip();
      if (tip === undefined || tip === seen) {
        await watch.next(LOOK_AGAIN_MS);
        continue;
      }
      yield* between(store, seen, tip, 0, '');
      seen = tip;
    }
  } finally {
    await watch.close();
  }
}

async function* upTo(store: GitStore, since: Since | undefined, tip: string): AsyncGenerator<SeenEvent> {
  const start = since?.kind === 'cursor' ? since.cursor : { from: undefined, read: 0 };
  const least = since?.kind === 'time' ? since.stamp : '';
  let from = start.from;
  if ('to' in start && start.to !== undefined) {
    yield* between(store, from, start.to, start.read, least);
    from = start.to;
  }
  yield* between(store, from, tip, 0, least);
}

async function* between(
  store: GitStore,
  from: string | undefined,
  to: string,
  read: number,
  least: Stamp,
): AsyncGenerator<SeenEvent> {
  let skip = read;
  for (const batch of await store.batches(from, to)) {
    for (const [index, event] of batch.events.entries()) {
      if (skip > 0) skip--;
      else if (event.id >= least) yield { event, cursor: cursorAfter(batch, index) };
    }
  }
}
