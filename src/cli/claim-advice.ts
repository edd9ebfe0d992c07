import type { TaskId } from '../domain/id.ts';
import type { Claim } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import type { MissingGroundwork } from '../tracker/groundwork.ts';
import { type Handover, readHandover } from '../tracker/handover.ts';
import type { Call } from './call.ts';
import type { View } from './view.ts';

/** What whoever claims a task should know before the first line of code. */
export interface ClaimAdvice {
  readonly groundwork: readonly MissingGroundwork[];
  readonly handover: Handover | undefined;
  readonly lines: readonly string[];
}

/** @param former the claim that was taken over, where there was one */
export function claimAdvice(call: Call, view: View, id: TaskId, former: Claim | undefined): ClaimAdvice {
  const task = view.snapshot.summary(id);
  const groundwork = task === undefined ? [] : call.tracker.groundwork(view.snapshot, task);
  const handover = former === undefined ? undefined : readHandover(call.tracker, former);
  const lines: string[] = [];
  for (const { id: on, title, commit, call: mend } of groundwork)
    lines.push(
      `  groundwork missing here: ${view.snapshot.short(on)} "${oneLine(title)}" was finished in ${commit.slice(0, 12)}: ${mend}`,
    );
  if (handover !== undefined) {
    const at = handover.tip === undefined ? '' : ` at ${handover.tip.slice(0, 12)}`;
    lines.push(
      `  taken over from ${oneLine(handover.by)}: branch ${handover.branch === undefined ? 'unknown' : `${oneLine(handover.branch)}${at}`}`,
    );
    if (handover.path !== undefined) lines.push(`  its worktree: ${oneLine(handover.path)}`);
    for (const file of handover.dirty.slice(0, 10)) lines.push(`    not committed: ${oneLine(file)}`);
    if (handover.dirty.length > 10) lines.push(`    and ${handover.dirty.length - 10} more`);
  }
  return { groundwork, handover, lines };
}

export function adviceJson({ groundwork, handover }: ClaimAdvice): Record<string, unknown> {
  return {
    groundwork: groundwork.map((missing) => ({ ...missing, branch: missing.branch ?? null })),
    handover:
      handover === undefined
        ? null
        : {
            ...handover,
            branch: handover.branch ?? null,
            tip: handover.tip ?? null,
            path: handover.path ?? null,
          },
  };
}
