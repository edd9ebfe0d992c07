/** Above this many cells of the comparison table, a changed stretch is taken as one block. */
const TABLE_LIMIT = 4_000_000;

/** Lines `[baseFrom, baseTo)` of the base were replaced by `lines`. */
interface Hunk {
  readonly baseFrom: number;
  readonly baseTo: number;
  readonly lines: readonly string[];
}

/** For each line of `a` in `[from, to)` the matching line of `b`, by a longest common subsequence. */
function matchMiddle(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const rows = a.length;
  const columns = b.length;
  if (rows * columns > TABLE_LIMIT) return [];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      lengths[row * width + column] =
        a[row] === b[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (a[row] === b[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}

function hunksBetween(base: readonly string[], other: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < base.length && start < other.length && base[start] === other[start]) start++;
  let tail = 0;
  while (
    tail < base.length - start &&
    tail < other.length - start &&
    base[base.length - 1 - tail] === other[other.length - 1 - tail]
  )
    tail++;
  const baseEnd = base.length - tail;
  const otherEnd = other.length - tail;
  const pairs = matchMiddle(base.slice(start, baseEnd), other.slice(start, otherEnd));
  const hunks: Hunk[] = [];
  let baseAt = start;
  let otherAt = start;
  const close = (baseTo: number, otherTo: number): void => {
    if (baseTo > baseAt || otherTo > otherAt)
      hunks.push({ baseFrom: baseAt, baseTo, lines: other.slice(otherAt, otherTo) });
    baseAt = baseTo + 1;
    otherAt = otherTo + 1;
  };
  for (const [row, column] of pairs) close(start + row, start + column);
  close(baseEnd, otherEnd);
  return hunks;
}

/** Whether two hunks touch the same base lines, or insert at the same place. */
function overlaps(one: Hunk, two: Hunk): boolean {
  if (one.baseFrom === two.baseFrom) return true;
  return one.baseFrom < two.baseTo && two.baseFrom < one.baseTo;
}

export interface TextMerge {
  readonly text: string;
  /** Whether lines of the earlier text gave way to the later one's. */
  readonly overlapped: boolean;
}

/**
 * Merges two texts that grew from one base, line by line; where both changed the same lines, the later text's stay.
 */
export function mergeText(base: string, earlier: string, later: string): TextMerge {
  if (earlier === later || earlier === base) return { text: later, overlapped: false };
  if (later === base) return { text: earlier, overlapped: false };
  const baseLines = base.split('\n');
  const theirs = hunksBetween(baseLines, later.split('\n'));
  const mine = hunksBetween(baseLines, earlier.split('\n'));
  const same = (one: Hunk, two: Hunk): boolean =>
    one.baseFrom === two.baseFrom &&
    one.baseTo === two.baseTo &&
    one.lines.join('\n') === two.lines.join('\n');
  let overlapped = false;
  const kept: Hunk[] = [...theirs];
  for (const hunk of mine) {
    const rivals = theirs.filter((rival) => overlaps(hunk, rival));
    if (rivals.length === 0) kept.push(hunk);
    else if (!rivals.some((rival) => same(hunk, rival))) overlapped = true;
  }
  kept.sort((one, two) => one.baseFrom - two.baseFrom || one.baseTo - two.baseTo);
  const lines: string[] = [];
  let at = 0;
  for (const hunk of kept) {
    lines.push(...baseLines.slice(at, hunk.baseFrom), ...hunk.lines);
    at = hunk.baseTo;
  }
  lines.push(...baseLines.slice(at));
  return { text: lines.join('\n'), overlapped };
}
