import type { Snapshot } from '../domain/snapshot.ts';
import { oneLine } from '../domain/text.ts';
import type { Impact } from '../operations/impacts.ts';

const SHOWN = 10;

/** Impacts for whoever commits: one line each, the worst first, and how many more. */
export function impactLines(snapshot: Snapshot, impacts: readonly Impact[]): readonly string[] {
  const lines = impacts.slice(0, SHOWN).map(({ task, severity, reason, to }) => {
    const title = oneLine(snapshot.summary(task)?.title ?? '');
    const told = to.length === 0 ? '' : `  (${to.map(oneLine).join(', ')})`;
    return `${severity.padEnd(8)}  ${snapshot.short(task)} "${title}"  ${oneLine(reason)}${told}`;
  });
  if (impacts.length > SHOWN) lines.push(`and ${impacts.length - SHOWN} more: git task impact`);
  return lines;
}
