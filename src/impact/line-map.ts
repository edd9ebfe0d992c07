import type { ReplacedLines } from '../domain/change.ts';
import type { LineRange } from '../domain/link.ts';

/** Tells whether a diff touched any of these lines of the old version; what is inserted between two of them counts. */
export function meetsHunks({ from, to }: LineRange, hunks: readonly ReplacedLines[]): boolean {
  return hunks.some((hunk) => hunk.from <= to && hunk.to >= from);
}

/**
 * Finds where lines of the old version are in the new one. Lines that were replaced count as what replaced them.
 *
 * @returns undefined where nothing is left of them
 */
export function mapLines({ from, to }: LineRange, hunks: readonly ReplacedLines[]): LineRange | undefined {
  let [shiftFrom, shiftTo, shift] = [0, 0, 0];
  let [start, end]: [number | undefined, number | undefined] = [undefined, undefined];
  for (const hunk of hunks) {
    const lines = hunk.to - hunk.from + 1;
    if (hunk.from <= from && from <= hunk.to) start = hunk.from + shift;
    if (hunk.from <= to && to <= hunk.to) end = hunk.from + shift + hunk.now - 1;
    shift += hunk.now - lines;
    if (hunk.to < from) shiftFrom = shift;
    if (hunk.to < to) shiftTo = shift;
  }
  const mapped = { from: start ?? from + shiftFrom, to: end ?? to + shiftTo };
  return mapped.from > mapped.to ? undefined : mapped;
}
