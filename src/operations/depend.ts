import { buildGraph, findPath } from '../domain/graph.ts';
import type { TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import type { Draft } from './draft.ts';
import { nameOf, type Operation, type Outcome, requireTask } from './operation.ts';

export interface DependInput {
  readonly id: TaskId;
  readonly on: readonly TaskId[];
}

/** @throws DEPENDENCY_CYCLE showing the cycle that a wait of `id` for `on` would close */
export function refuseCycle(draft: Draft, id: TaskId, on: TaskId): void {
  const path = findPath(draft, buildGraph(draft.open), on, id);
  if (path === undefined) return;
  const cycle = [id, ...path].map((step) => draft.short(step));
  throw new GitTaskError(
    'DEPENDENCY_CYCLE',
    `${draft.short(id)} would wait for itself: ${cycle.join(' -> ')}`,
    {
      hint: 'one of these waits has to go',
      template: `git task deps ${draft.short(on)}`,
      details: { cycle: [id, ...path] },
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
      refuseCycle(draft, id, target.id);
      draft.record('dependency_added', id, { on: target.id });
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
