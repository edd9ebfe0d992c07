/** Counts the letters to add, drop, change or swap with a neighbour to turn one word into the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const best = Math.min(changed, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(swapped ? Math.min(best, (beforeLast[column - 2] ?? 0) + 1) : best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Finds the word most likely meant by a mistyped one, at most `limit` typing errors away. */
export function nearest(word: string, candidates: Iterable<string>, limit: number): string | undefined {
  let found: string | undefined;
  let closest = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= closest) continue;
    const errors = distance(word, candidate);
    if (errors < closest) {
      closest = errors;
      found = candidate;
    }
  }
  return found;
}
