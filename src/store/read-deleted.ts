import type { Event } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { TaskId } from '../domain/id.ts';
import { isTombstone, type Task } from '../domain/task.ts';
import { withoutUndone } from '../domain/undo.ts';
import type { Repository } from '../git/repository.ts';
import { readStories } from './history.ts';

/** Deleted tasks as they were before; without those whose creation was undone, and those of which a purge left nothing. */
export function readDeleted(repository: Repository, tip: string, ids: readonly TaskId[]): readonly Task[] {
  return [...readStories(repository, tip, ids).values()].flatMap((files) => {
    const story = withoutUndone(files.flatMap(({ events }) => events));
    if (story.some(isUndoing)) return [];
    const left = story.filter(({ type }) => type !== 'task_deleted');
    const task = left.some(({ type }) => type === 'task_created') ? fold(left) : undefined;
    return task === undefined || isTombstone(task) ? [] : [task];
  });
}

function isUndoing({ type, data }: Event): boolean {
  return type === 'task_deleted' && data.undone !== undefined;
}
