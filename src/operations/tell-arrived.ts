import type { TaskId } from '../domain/id.ts';
import type { Impact } from '../impact/impacts.ts';
import { impactsOfTask, type Telling, tellImpacts } from './impacts.ts';
import type { Operation } from './operation.ts';

/** Tells tasks here what work that arrived from elsewhere does to them: its author could not know of them. */
export const tellArrived: Operation<{ readonly completed: readonly TaskId[] }, readonly Impact[]> = {
  name: 'tell',
  run(draft, { completed }) {
    return completed.flatMap((id) => {
      const task = draft.task(id);
      if (task?.status !== 'completed') return [];
      return tellImpacts(draft, { cause: id, impacts: impactsOfTask(draft, task) });
    });
  },
};

/** Tells tasks here what commits of others that arrived in their worktree do to them. */
export const tellArrivedCode: Operation<{ readonly tellings: readonly Telling[] }, readonly Impact[]> = {
  name: 'tell',
  run: (draft, { tellings }) => tellings.flatMap((telling) => tellImpacts(draft, telling)),
};
