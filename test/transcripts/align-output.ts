import type { ExpectedLine } from './parse-transcript.ts';
import { linePattern, type Variables } from './placeholders.ts';

/** One step of the way from the expected to the actual lines. */
export type Difference =
  | { readonly kind: 'same'; readonly expected: ExpectedLine; readonly actual: string }
  | { readonly kind: 'any'; readonly expected: ExpectedLine; readonly actual: readonly string[] }
  | { readonly kind: 'missing'; readonly expected: ExpectedLine }
  | { readonly kind: 'extra'; readonly actual: string };

/**
 * Aligns expected and actual lines with the fewest missing and extra ones.
 * The output is as expected where neither is left: see {@link isMatch}.
 */
export function alignOutput(
  expected: readonly ExpectedLine[],
  actual: readonly string[],
  variables: Variables,
): Difference[] {
  const patterns = expected.map(({ text }) => linePattern(text, variables));
  const matches = (i: number, j: number) => patterns[i]?.test(actual[j] ?? '') ?? false;
  const width = actual.length + 1;
  const costs = new Float64Array((expected.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const cost = (i: number, j: number) =>
    i > expected.length || j > actual.length ? Number.POSITIVE_INFINITY : (costs[i * width + j] ?? 0);
  const isAny = (i: number) => expected[i]?.anyLines ?? false;

  for (let i = expected.length; i >= 0; i -= 1) {
    for (let j = actual.length; j >= 0; j -= 1) {
      const both = i < expected.length && j < actual.length && matches(i, j) ? 0 : 1;
      const least = isAny(i)
        ? Math.min(cost(i + 1, j), cost(i, j + 1))
        : Math.min(both + cost(i + 1, j + 1), 1 + cost(i + 1, j), 1 + cost(i, j + 1));
      costs[i * width + j] = i === expected.length && j === actual.length ? 0 : least;
    }
  }

  const differences: Difference[] = [];
  let i = 0;
  let j = 0;
  while (i < expected.length || j < actual.length) {
    const line = expected[i];
    const got = actual[j];
    if (line?.anyLines) {
      const from = j;
      // On a tie the "..." ends early, so that a changed line below it is seen as changed and not swallowed.
      while (cost(i + 1, j) > cost(i, j)) j += 1;
      differences.push({ kind: 'any', expected: line, actual: actual.slice(from, j) });
      i += 1;
    } else if (
      line !== undefined &&
      got !== undefined &&
      matches(i, j) &&
      cost(i, j) === cost(i + 1, j + 1)
    ) {
      differences.push({ kind: 'same', expected: line, actual: got });
      i += 1;
      j += 1;
    } else {
      const changed = cost(i, j) === 1 + cost(i + 1, j + 1);
      if (line !== undefined && (changed || cost(i, j) === 1 + cost(i + 1, j))) {
        differences.push({ kind: 'missing', expected: line });
        i += 1;
      }
      if (got !== undefined && (changed || line === undefined || cost(i, j) === 1 + cost(i, j + 1))) {
        differences.push({ kind: 'extra', actual: got });
        j += 1;
      }
    }
  }
  return differences;
}

export function isMatch(differences: readonly Difference[]): boolean {
  return differences.every(({ kind }) => kind === 'same' || kind === 'any');
}
