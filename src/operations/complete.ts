import { blockersOf } from '../domain/blockers.ts';
import type { CodeChange } from '../domain/change.ts';
import type { TaskId } from '../domain/id.ts';
import { mayBecome } from '../domain/lifecycle.ts';
import type { Value } from '../domain/task.ts';
import { type Task, type TaskSummary, workflowHeads } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import type { Impact } from '../impact/impacts.ts';
import type { Draft } from './draft.ts';
import { impactsOfTask, tellImpacts } from './impacts.ts';
import { forEachTask, nameOf, type Operation, type Outcome } from './operation.ts';
import { withdrawGone } from './record-impacts.ts';
import { refuseBlocked, refuseClaimed, transitionRefused } from './refusals.ts';
import { tellHolder } from './tell-holder.ts';
import { validText } from './validate.ts';

export interface CompleteInput {
  readonly ids: readonly TaskId[];
  readonly message?: string;
  /** Complete over blockers, open children, unmet criteria or another's claim. */
  readonly force?: boolean;
  /** What the work on each task really did, where it is known; what was told of it and holds no longer is withdrawn. */
  readonly changes?: ReadonlyMap<TaskId, readonly CodeChange[]>;
}

/** What completing one task did to others. */
export interface CompleteEffect {
  readonly id: TaskId;
  /** Tasks that nothing blocks any more. */
  readonly unblocked: readonly TaskId[];
  /** Open tasks touched by what it declares and by what its diff shows, told now. */
  readonly impacts: readonly Impact[];
}

export interface CompleteOutcome extends Outcome {
  readonly effects: readonly CompleteEffect[];
}

function refuseOpenChildren(draft: Draft, task: TaskSummary): void {
  const children = draft.children(task.id);
  const [first] = children;
  if (first === undefined) return;
  throw new GitTaskError(
    'CHILDREN_OPEN',
    `${nameOf(draft, task)} has ${children.length} open ${children.length === 1 ? 'child' : 'children'}: ${children
      .slice(0, 5)
      .map((child) => nameOf(draft, child))
      .join(', ')}`,
    {
      template:
        first.claim === undefined
          ? `git task start ${draft.short(first.id)}`
          : `git task wait ${draft.short(first.id)} --until completed`,
      details: { task: task.id, children: children.map((child) => child.id) },
    },
  );
}

function refuseUnmetAcceptance(draft: Draft, task: Task): void {
  const unmet = task.acceptance.flatMap((criterion, index) =>
    criterion.met === undefined ? [{ n: index + 1, text: criterion.text }] : [],
  );
  const [first] = unmet;
  if (first === undefined) return;
  throw new GitTaskError(
    'ACCEPTANCE_UNMET',
    `${nameOf(draft, task)} has not shown: ${unmet.map(({ n, text }) => `${n}. ${text}`).join('; ')}`,
    {
      template: `git task accept ${draft.short(task.id)} ${unmet.map(({ n }) => n).join(' ')}`,
      details: { task: task.id, unmet },
    },
  );
}

/** Open tasks that wait for this one alone: dependents and, where a parent waits, its children. */
function unblockedBy(draft: Draft, task: TaskSummary): readonly TaskId[] {
  const waiting = new Set<TaskId>();
  const visit = ({ id }: TaskSummary): void => {
    if (waiting.has(id)) return;
    waiting.add(id);
    for (const child of draft.children(id)) visit(child);
  };
  for (const dependent of draft.dependents(task.id)) visit(dependent);
  return [...waiting]
    .filter((id) => {
      const dependent = draft.summary(id);
      if (dependent?.status !== 'pending') return false;
      const blockers = blockersOf(draft, dependent);
      return (
        blockers.length > 0 &&
        blockers.every((blocker) => blocker.kind === 'dependency' && blocker.on === task.id)
      );
    })
    .sort();
}

/** Completes tasks, frees what waited for them, and tells the open tasks that what they declare touches. */
export const complete: Operation<CompleteInput, CompleteOutcome> = {
  name: 'complete',
  run(draft, { ids, message, force = false, changes }) {
    const said = message === undefined ? undefined : validText(message, 'message');
    const effects: CompleteEffect[] = [];
    const outcome = forEachTask(draft, ids, (task) => {
      if (task.status === 'completed') return false;
      if (!mayBecome(task.status, 'completed')) throw transitionRefused(draft, task, 'completed', 'pending');
      refuseClaimed(draft, task, force);
      refuseBlocked(draft, task, force);
      if (!force) {
        refuseOpenChildren(draft, task);
        refuseUnmetAcceptance(draft, task);
      }
      const freed = unblockedBy(draft, task);
      const { head, branch } = draft.context.place;
      const data: Record<string, Value> = {};
      if (head !== undefined) data.commit = head;
      if (branch !== undefined) data.branch = branch;
      if (said !== undefined) data.message = said;
      if (freed.length > 0) data.unblocks = freed;
      const work = changes?.get(task.id);
      const hits = impactsOfTask(draft, task, {
        declared: true,
        ...(work === undefined ? {} : { changes: work }),
      });
      draft.record('task_completed', task.id, data, workflowHeads(task));
      // What was in review was handed over for this.
      if (task.status === 'in_progress') tellHolder(draft, task, 'completed');
      if (work !== undefined) withdrawGone(draft, task.id, hits);
      const telling = { cause: task.id, impacts: hits, ...(head === undefined ? {} : { commit: head }) };
      effects.push({ id: task.id, unblocked: freed, impacts: tellImpacts(draft, telling) });
      return true;
    });
    return { ...outcome, effects };
  },
};
