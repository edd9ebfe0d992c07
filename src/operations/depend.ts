import { buildGraph, family, findPath, waitsFor } from '../domain/graph.ts';
import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import type { Draft } from './draft.ts';
import { nameOf, type Operation, type Outcome, requireTask } from './operation.ts';

export interface DependInput {
  readonly id: TaskId;
  readonly on: readonly TaskId[];
}

/**
 * Refuses a wait that was just recorded, where it makes some task wait for itself.
 *
 * @param waiting the task that waits; those under it wait too where they inherit
 * @param inherited whether tasks under it inherit the wait: all but that of a parent for its child
 * @throws DEPENDENCY_CYCLE showing the cycle
 */
export function refuseCycle(draft: Draft, waiting: TaskId, on: TaskId, inherited = true): void {
  const graph = buildGraph(draft.open);
  const waiters = inherited ? family(graph, waiting) : new Set([waiting]);
  const isWaiter = (id: TaskId): boolean => {
    const task = waiters.has(id) ? draft.summary(id) : undefined;
    return task !== undefined && waitsFor(draft, graph, task).includes(on);
  };
  const path = findPath(draft, graph, on, isWaiter);
  const waiter = path?.at(-1);
  if (path === undefined || waiter === undefined) return;
  const cycle = [waiter, ...path];
  throw new GitTaskError(
    'DEPENDENCY_CYCLE',
    `${draft.short(waiter)} would wait for itself: ${cycle.map((step) => draft.short(step)).join(' -> ')}`,
    {
      hint: 'one of these waits has to go',
      template: `git task deps ${draft.short(on)}`,
      details: { cycle },
    },
  );
}

/** Makes a task wait for others. */
export const depend: Operation<DependInput, Outcome> = {
  name: 'depend',
  run(draft, { id, on }) {
    const changed: TaskId[] = [];
    const already: TaskId[] = [];
    for (const dependency of new Set(on)) {
      const target = requireTask(draft, dependency);
      if (requireTask(draft, id).depends_on.includes(target.id)) {
        already.push(target.id);
        continue;
      }
      draft.record('dependency_added', id, { on: target.id });
      refuseCycle(draft, id, target.id);
      changed.push(target.id);
    }
    return { changed, already };
  },
};

/** Makes a task wait for others no longer. A dependency that is gone can be named by its full id. */
export const undepend: Operation<DependInput, Outcome> = {
  name: 'undepend',
  run(draft, { id, on }) {
    const changed: TaskId[] = [];
    const task = requireTask(draft, id);
    for (const dependency of new Set(on)) {
      if (!task.depends_on.includes(dependency))
        throw new GitTaskError('ENTRY_NOT_FOUND', `${nameOf(draft, task)} does not depend on ${dependency}`, {
          template: `git task deps ${draft.short(id)}`,
          details: { task: id, depends_on: task.depends_on },
        });
      draft.record('dependency_removed', id, { on: dependency });
      changed.push(dependency);
    }
    return { changed, already: [] };
  },
};
