import { loadFullParser } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import type { TaskId } from '../domain/id.ts';
import { redactionOf, type StoryFile } from '../domain/redaction.ts';
import type { Stamp } from '../domain/stamp.ts';
import { listRefs } from '../git/list-refs.ts';
import type { Repository } from '../git/repository.ts';
import { filesWithText } from '../git/search.ts';
import { type EventOfTask, type Redacted, redact } from '../operations/redact.ts';
import { readStories } from '../store/history.ts';
import { TRACKING_REFS } from '../sync/remote.ts';
import type { Tracker } from './tracker.ts';

export interface Redaction extends Redacted {
  /** Remotes that have the texts, as far as is known here. */
  readonly sentTo: readonly string[];
}

/** The remotes of whose tasks we hold a copy in which an event is not redacted. */
function remotesWith(repository: Repository, events: readonly EventOfTask[]): readonly string[] {
  const ids = [...new Set(events.map(({ task }) => task))];
  return listRefs(repository, TRACKING_REFS).flatMap(({ name, oid }) => {
    const remote = name.slice(TRACKING_REFS.length).replace(/\/main$/, '');
    const there = [...readStories(repository, oid, ids).values()].flat().flatMap((file) => file.events);
    const isOpen = events.some(({ event }) =>
      there.some((other) => other.id === event.id && redactionOf(other) === undefined),
    );
    return isOpen ? [remote] : [];
  });
}

/**
 * Redacts events, and forgets what was derived from their texts.
 *
 * @throws ENTRY_NOT_FOUND, and what a write throws
 */
export async function redactEvents(
  tracker: Tracker,
  events: readonly Stamp[],
  reason: string | undefined,
): Promise<Redaction> {
  const { repository, store } = tracker;
  // The operation reads in the middle of its decision, and can't wait for a parser.
  await loadFullParser();
  const stories = (texts: readonly string[]): ReadonlyMap<TaskId, readonly StoryFile[]> => {
    const tip = store.tip();
    if (tip === undefined) return new Map();
    const ids = filesWithText(repository, tip, texts).flatMap((path) => {
      const place = parsePath(path);
      return place.kind === 'task' ? [place.id] : place.kind === 'events' ? (place.task ?? []) : [];
    });
    return readStories(repository, tip, [...new Set(ids)]);
  };
  const input = { events, stories, ...(reason === undefined ? {} : { reason }) };
  const { result } = await tracker.run(redact, input);
  if (result.redacted.length > 0) await store.forget();
  return { ...result, sentTo: remotesWith(repository, [...result.redacted, ...result.quoting]) };
}
