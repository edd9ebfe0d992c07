import { leastStamp, type Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { objectExists } from '../git/objects.ts';
import { isOid, type Repository } from '../git/repository.ts';
import type { Batch } from '../store/store.ts';

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
 * Reads what `--since` was given: a cursor, or a time (ISO 8601).
 *
 * @throws CURSOR_INVALID where it is neither, or names a commit that is not here
 */
export function parseSince(repository: Repository, text: string): Since {
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
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(text, 'is neither a cursor nor a time');
  return { kind: 'time', stamp: leastStamp(time) };
}

function invalid(text: string, problem: string): GitTaskError {
  return new GitTaskError('CURSOR_INVALID', `"${text.slice(0, 60)}" ${problem}`, {
    hint: 'a cursor as `watch --json` prints it, or a time such as 2026-01-31T12:00:00Z',
    template: 'git task watch --json',
  });
}

/** The cursor behind the event at an index of a batch. */
export function cursorAfter(batch: Batch, index: number): string {
  return index === batch.events.length - 1 ? batch.to : `${batch.from ?? ''}..${batch.to}:${index + 1}`;
}
