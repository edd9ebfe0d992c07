import type { Difference } from './align-output.ts';
import type { Comparison } from './compare-step.ts';
import { type Generated, generalizeLine } from './generalize-output.ts';
import { escapeLine, type Step } from './parse-transcript.ts';

/** Writes a command with what it really did below it; lines that matched stay as they were, wildcards and all. */
export function rewriteStep(step: Step, comparison: Comparison, generated: Generated): string[] {
  if (comparison.matches) return [...step.source, ...step.block];
  const rewrite = (differences: readonly Difference[], format: (line: string) => string) =>
    differences.flatMap((difference) => {
      if (difference.kind === 'missing') return [];
      if (difference.kind === 'extra') return [format(generalizeLine(difference.actual, generated))];
      return [difference.expected.raw];
    });
  return [
    ...step.source,
    ...(comparison.status === 0 ? [] : [`? ${comparison.status}`]),
    ...rewrite(comparison.stdout, escapeLine),
    ...rewrite(comparison.stderr, (line) => (line === '' ? '!' : `! ${line}`)),
  ];
}
