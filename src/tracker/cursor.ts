import { leastStamp, type Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { objectExists } from '../git/objects.ts';
import { isOid, type Repository } from '../git/repository.ts';
import type { Batch } from '../store/store.ts';
import { readSpan } from './read-day.ts';

/**
 * Where a reader of events stands: after a whole commit (`<oid>`), or after the first n events of what came
 * between two tips (`<oid>..<oid>:n`, an empty first oid being the branch's beginning).
 */
export interface Cursor {
  readonly from: string | undefined;
  /** Absent: `from` was read whole. */
  readonly to?: string;
  readonly read: number;
}

export type Since =
  | { readonly kind: 'cursor'; readonly cursor: Cursor }
  | { readonly kind: 'time'; readonly stamp: Stamp };

/**
 * Reads what `--since` was given: a cursor, or a time as people write it.
 *
 * @param now milliseconds since the epoch
 * @throws CURSOR_INVALID where it is neither, or names a commit that is not here; DATE_INVALID where it may be two days
 */
export async function parseSince(repository: Repository, text: string, now: number): Promise<Since> {
  const known = (oid: string): string => {
    if (isOid(oid) && objectExists(repository, oid)) return oid;
    throw invalid(text, 'names a commit that is not in this repository');
  };
  if (isOid(text)) return { kind: 'cursor', cursor: { from: known(text), read: 0 } };
  const part = /^([0-9a-f]*)\.\.([0-9a-f]+):(\d+)$/.exec(text);
  if (part !== null) {
    const [, from = '', to = '', read = '0'] = part;
    const start = from === '' ? undefined : known(from);
    return { kind: 'cursor', cursor: { from: start, to: known(to), read: Number(read) } };
  }
  const { start } = await readSpan(text, now).catch((error: unknown) => {
    if (error instanceof GitTaskError && error.details.readings === undefined)
      throw invalid(text, 'is neither a cursor nor a time');
    throw error;
  });
  return { kind: 'time', stamp: leastStamp(start) };
}

/**
 * Reads what `--until` was given: a time as people write it, a day being meant to its end.
 *
 * @param now milliseconds since the epoch
 * @throws DATE_INVALID
 */
export async function parseUntil(text: string, now: number): Promise<Stamp> {
  return leastStamp((await readSpan(text, now)).end);
}

function invalid(text: string, problem: string): GitTaskError {
  return new GitTaskError('CURSOR_INVALID', `"${text.slice(0, 60)}" ${problem}`, {
    hint: 'a cursor as `watch --json` prints it, or a time such as 2026-01-31T12:00:00Z, yesterday, 2h',
    template: 'git task watch --json',
  });
}

/** The cursor behind the event at an index of a batch. */
export function cursorAfter(batch: Batch, index: number): string {
  return index === batch.events.length - 1 ? batch.to : `${batch.from ?? ''}..${batch.to}:${index + 1}`;
}
