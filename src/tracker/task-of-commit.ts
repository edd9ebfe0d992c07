import { parsePath } from '../codec/paths.ts';
import type { TaskId } from '../domain/id.ts';
import { resolveCommit } from '../git/revision.ts';
import { filesWithText, trailersOf } from '../git/trailers.ts';
import { TASK_TRAILER } from './code.ts';
import { tasksOfTrailers } from './impact-cause.ts';
import type { StoreSnapshot, Tracker } from './tracker.ts';

/**
 * Finds the tasks that a commit belongs to: by its trailers, else by what the tasks themselves say.
 *
 * @param text what a person calls a commit; undefined where it is none
 */
export function tasksOfCommit(
  { repository }: Tracker,
  snapshot: StoreSnapshot,
  text: string,
): readonly TaskId[] | undefined {
  const oid = resolveCommit(repository, text);
  if (oid === undefined) return undefined;
  const [commit] = trailersOf(repository, TASK_TRAILER, [oid]);
  const named = tasksOfTrailers(snapshot, commit?.values ?? []);
  if (named.length > 0) return named;
  const ids = filesWithText(repository, snapshot.tip, oid, 'tasks/*/task.yaml').flatMap((path) => {
    const found = parsePath(path);
    return found?.kind === 'task' ? [found.id] : [];
  });
  return ids.filter((id) => {
    const task = snapshot.task(id);
    return task?.commits.includes(oid) === true || task?.completed?.commit === oid;
  });
}
