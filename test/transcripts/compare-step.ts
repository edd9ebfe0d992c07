import { alignOutput, type Difference, isMatch } from './align-output.ts';
import type { Step } from './parse-transcript.ts';
import { namedVariables, type Variables } from './placeholders.ts';

/** What a command really did. */
export interface Actual {
  readonly status: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly variables: Variables;
}

/** A command's expectations held against what it did. */
export interface Comparison {
  readonly status: number;
  readonly stdout: readonly Difference[];
  readonly stderr: readonly Difference[];
  readonly matches: boolean;
}

export function compareStep(step: Step, { status, stdout, stderr, variables }: Actual): Comparison {
  const out = alignOutput(step.stdout, stdout, variables);
  const err = alignOutput(step.stderr, stderr, variables);
  const matches = status === step.status && isMatch(out) && isMatch(err);
  return { status, stdout: out, stderr: err, matches };
}

/** Shows a mismatch: where, the command, and what differs, `-` expected and `+` actual. */
export function formatMismatch(
  file: string,
  step: Step,
  comparison: Comparison,
  variables: Variables,
): string {
  const lines = [`${file}:${step.line}`, ...step.source.map((line) => `  ${line}`)];
  if (step.status !== comparison.status) {
    lines.push(`  status: expected ${step.status}, got ${comparison.status}`);
  }
  for (const name of ['stdout', 'stderr'] as const) {
    // A wrong status is hard to understand without the words that came with it.
    const telling = name === 'stderr' && step.status !== comparison.status && comparison.stderr.length > 0;
    if (isMatch(comparison[name]) && !telling) continue;
    lines.push(`  ${name} (- expected, + actual):`, ...comparison[name].flatMap(formatDifference));
    for (const [variable, value] of new Map(
      step[name].flatMap(({ text }) => namedVariables(text, variables)),
    )) {
      lines.push(`  where <${variable}> is ${value}`);
    }
  }
  return lines.join('\n');
}

function formatDifference(difference: Difference): string[] {
  switch (difference.kind) {
    case 'same':
      return [`      ${visible(difference.actual)}`];
    case 'any':
      return ['      ...'];
    case 'missing':
      return [`    - ${difference.expected.text}`];
    case 'extra':
      return [`    + ${visible(difference.actual)}`];
  }
}

/** Shows control characters as escapes: output under test must not act on the terminal of whoever reads the report. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
