import { withFullParser } from '../codec/document.ts';
import { formatFlow } from '../codec/flow-line.ts';
import { parsePath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { taskFlow } from '../domain/task-flow.ts';
import { withoutUndone } from '../domain/undo.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/trees.ts';
import { readEventFiles, readStories } from './history.ts';
import type { LineKind } from './line-file.ts';

/** How each task that was not deleted went through the lifecycle. */
export const FLOW_LINES: LineKind = {
  folder: 'flows',
  version: 3,
  async read(repository, tip, ids) {
    const stories =
      ids === undefined ? await allStories(repository, tip) : await someStories(repository, tip, ids);
    return new Map(
      [...stories].map(([id, story]) => {
        const flow = taskFlow(withoutUndone(story));
        return [id, flow && formatFlow(id, flow)];
      }),
    );
  },
};

type Stories = ReadonlyMap<TaskId, readonly Event[]>;

async function someStories(repository: Repository, tip: string, ids: readonly TaskId[]): Promise<Stories> {
  const stories = await withFullParser(() => readStories(repository, tip, ids));
  return new Map([...stories].map(([id, files]) => [id, inOrder(files.flatMap(({ events }) => events))]));
}

async function allStories(repository: Repository, tip: string): Promise<Stories> {
  const files = listTree(repository, tip, { recursive: true, path: 'tasks' }).flatMap(({ path, oid }) => {
    const place = parsePath(path);
    return place.kind === 'events' && place.task !== undefined ? [{ path, oid, task: place.task }] : [];
  });
  const read = await withFullParser(() => readEventFiles(repository, files));
  const stories = new Map<TaskId, Event[]>();
  for (const [at, { task }] of files.entries()) {
    const events = read[at] ?? [];
    const story = stories.get(task);
    if (story === undefined) stories.set(task, [...events]);
    else story.push(...events);
  }
  return new Map([...stories].map(([id, events]) => [id, inOrder(events)]));
}

function inOrder(events: readonly Event[]): readonly Event[] {
  return [...events].sort((one, two) => (one.id < two.id ? -1 : 1));
}
