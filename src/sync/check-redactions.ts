import { parseDocument } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { taskPath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { FILE_LIMIT } from '../domain/limits.ts';
import { problemOfRedactions, redactionOf, stubOf } from '../domain/redaction.ts';
import { GitTaskError } from '../errors.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { readStories } from '../store/history.ts';
import { refuse } from './refusal.ts';

/** Files, and tasks, read at a time: bounds memory. */
const CHUNK = 100;

/** An event file that has another content than before. */
export interface RewrittenEvents {
  /** The commit that is refused for it. */
  readonly commit: string;
  readonly path: string;
  readonly oldOid: string | undefined;
  readonly newOid: string | undefined;
  /** Whether the old content may be the redacted one: not so from one commit to the next. */
  readonly eitherWay: boolean;
}

function sameEvent(one: Event, two: Event): boolean {
  return JSON.stringify(one) === JSON.stringify(two);
}

/** Whether an event is another one with its texts taken out. */
function isStubOf(stub: Event, event: Event): boolean {
  const by = redactionOf(stub);
  return by !== undefined && sameEvent(stubOf(event, by), stub);
}

function isRedaction(before: readonly Event[], after: readonly Event[], eitherWay: boolean): boolean {
  return (
    before.length === after.length &&
    before.every((old, at) => {
      const now = after[at];
      if (now === undefined) return false;
      return sameEvent(old, now) || isStubOf(now, old) || (eitherWay && isStubOf(old, now));
    })
  );
}

function readable(text: string | undefined, path: string): readonly Event[] | undefined {
  try {
    return text === undefined ? undefined : parseEvents(parseDocument(text, path), path);
  } catch (error) {
    if (error instanceof GitTaskError) return undefined;
    throw error;
  }
}

/**
 * Checks event files with two contents: the only change of an event is that its texts were taken out.
 *
 * @throws REMOTE_INVALID
 */
export function checkRewritten(repository: Repository, rewritten: readonly RewrittenEvents[]): void {
  for (let from = 0; from < rewritten.length; from += CHUNK) {
    const chunk = rewritten.slice(from, from + CHUNK);
    const oids = chunk.flatMap(({ oldOid = '', newOid = '' }) => [oldOid, newOid]);
    const sizes = objectSizes(repository, oids);
    const isTooLong = sizes.some((size) => size === undefined || size > FILE_LIMIT);
    const blobs = isTooLong ? [] : readBlobs(repository, oids);
    for (const [at, { commit, path, eitherWay }] of chunk.entries()) {
      const [before, after] = [blobs[2 * at], blobs[2 * at + 1]].map((blob) =>
        readable(blob?.toString('utf8'), path),
      );
      if (before === undefined || after === undefined || !isRedaction(before, after, eitherWay))
        throw refuse(
          commit,
          path,
          eitherWay ? 'has another content here: an event never changes' : 'was changed: an event never is',
        );
    }
  }
}

/**
 * Checks that whatever is blanked on a tip was redacted by an event, and that nothing is left of what was.
 *
 * @throws REMOTE_INVALID
 */
export function checkRedactions(repository: Repository, tip: string, tasks: readonly TaskId[]): void {
  for (let from = 0; from < tasks.length; from += CHUNK)
    for (const [id, files] of readStories(repository, tip, tasks.slice(from, from + CHUNK))) {
      const problem = problemOfRedactions(files.flatMap(({ events }) => events));
      if (problem !== undefined) throw refuse(tip, taskPath(id), `has events of which ${problem}`);
    }
}
